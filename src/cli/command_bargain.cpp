#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "cli/talks_text.h"
#include "talks/cells.h"
#include "talks/readers.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace talks;

struct BargainOptions {
  CommonOptions common;
  std::vector<std::string> files;
  std::vector<std::string> models = {"all"};
  std::vector<std::string> settings;
  std::string issue, densities, positions;
  std::optional<double> low, high, reference;
  std::vector<std::string> outcomes;  // VALUE, or ISSUE=VALUE
  std::string deu_influence = "equal";
  int rounds = 0, draws = 1000;
  bool record = false, list = false;
};

Problem bad_option(std::string option, std::string value, std::string what, std::string hint) {
  return {
      .file = std::move(option), .value = std::move(value), .what = std::move(what), .hint = std::move(hint)};
}

std::vector<ModelChoice> named_models(const BargainOptions& options) {
  std::vector<ModelChoice> chosen;
  for (const std::string& given : options.models) {
    if (given == "all") {
      for (const TermsModel& model : terms_models()) chosen.push_back({&model, {}});
      continue;
    }
    const std::string name = given == "pce" ? "condorcet" : given == "challenge" ? "bdm" : given;
    const TermsModel* model = find_model(name);
    if (model == nullptr) {
      std::string known = "all";
      for (const TermsModel& m : terms_models()) known += ", " + m.name;
      throw InputError(bad_option("--model", given, "is not a model", "write one of: " + known));
    }
    chosen.push_back({model, {}});
  }
  return with_baselines(std::move(chosen));
}

bool has_option(const TermsModel& model, const std::string& name) {
  return std::any_of(model.options.begin(), model.options.end(),
                     [&](const ModelOption& option) { return option.name == name; });
}

// "q=0.7" goes to every chosen model that has it, "bdm.q=0.7" to one.
void apply_setting(const std::string& setting, std::vector<ModelChoice>& models) {
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos)
    throw InputError(bad_option("--option", setting, "has no value", "write NAME=VALUE, for example q=0.7"));
  std::string name = setting.substr(0, equals), only;
  if (const std::size_t dot = name.find('.'); dot != std::string::npos) {
    only = name.substr(0, dot);
    name = name.substr(dot + 1);
  }
  bool used = false;
  for (ModelChoice& choice : models) {
    if ((!only.empty() && choice.model->name != only) || !has_option(*choice.model, name)) continue;
    choice.options[name] = setting.substr(equals + 1);
    choice.model->make(choice.options);  // refuses a bad value now, with the option's name
    used = true;
  }
  if (!used)
    throw InputError(bad_option("--option", setting, "fits none of the chosen models",
                                "see handover bargain --list for the options of each"));
}

std::vector<ModelChoice> chosen_models(const BargainOptions& options) {
  auto models = named_models(options);
  for (const std::string& setting : options.settings) apply_setting(setting, models);
  if (options.rounds > 0) apply_setting(fmt::format("rounds={}", options.rounds), models);
  return models;
}

double outcome_in(const std::string& text, const std::string& number) {
  const auto value = number_in(number);
  if (!value)
    throw InputError(bad_option("--outcome", text, "is no outcome",
                                "write VALUE for a plain table, or ISSUE=VALUE, for example mission-end=14"));
  return *value;
}

std::optional<double> plain_outcome(const BargainOptions& options) {
  for (const std::string& text : options.outcomes)
    if (text.find('=') == std::string::npos) return outcome_in(text, text);
  return std::nullopt;
}

// "mission-end=14": by an issue's id or its name, in whichever table has it.
void set_outcomes(const BargainOptions& options, BargainTable& table) {
  for (const std::string& text : options.outcomes) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos) continue;
    const std::string name = text.substr(0, equals);
    const double value = outcome_in(text, text.substr(equals + 1));
    for (BargainIssue& issue : table.issues) {
      if (issue.id != name && issue.name != name) continue;
      if (value < issue.low || value > issue.high)
        throw InputError(bad_option("--outcome", text, "lies outside the scale",
                                    fmt::format("write a value from {:g} to {:g}", issue.low, issue.high)));
      issue.outcome = value;
    }
  }
}

BargainTable load_table(const BargainOptions& options, const std::string& path,
                        TermLimits* limits = nullptr) {
  BargainTable table;
  if (std::filesystem::is_directory(path)) {
    const Mission mission = load_mission(path, options.common.load_options());
    table = table_of(mission);
    if (limits != nullptr) *limits = term_limits(mission);
    const auto problems = check_table(table, path);
    if (!problems.empty()) throw InputError(problems);
  } else {
    table = read_bargain_table(
        read_file(path), path,
        {options.low, options.high, options.reference, plain_outcome(options), options.deu_influence});
  }
  set_outcomes(options, table);
  if (table.issues.empty() || table.stakes.empty())
    throw InputError(Problem{.file = path, .what = "holds no positions", .hint = "add issues and positions"});
  return table;
}

// Keeps the issue asked for alone.
BargainTable only_issue(const BargainTable& table, const std::string& name) {
  const auto found = std::find_if(table.issues.begin(), table.issues.end(), [&](const BargainIssue& issue) {
    return issue.name == name || issue.id == name;
  });
  if (found == table.issues.end())
    throw InputError(
        bad_option("--issue", name, "is no issue of the table", "write its name as the table does"));
  return only_issues(table, {static_cast<std::size_t>(found - table.issues.begin())});
}

void list_models(bool json) {
  nlohmann::ordered_json document = nlohmann::ordered_json::object();
  for (const TermsModel& model : terms_models()) {
    if (!json) print_text("{} - {}\n  {}\n", model.name, model.title, model.literature);
    auto& entry = document[model.name] = {{"title", model.title}, {"literature", model.literature}};
    for (const ModelOption& option : model.options) {
      const std::string values = option.choices.empty() ? fmt::format("{:g} to {:g}", option.low, option.high)
                                                        : fmt::format("{}", fmt::join(option.choices, ", "));
      entry["options"][option.name] = {{"help", option.help}, {"default", option.value}, {"values", values}};
      if (!json) print_text("    {}={} ({}): {}\n", option.name, option.value, values, option.help);
    }
  }
  if (json) print_json(document);
}

int run_record(const BargainOptions& options) {
  const auto models = chosen_models(options);
  std::vector<RecordCase> cases;
  for (const std::string& path : options.files) {
    std::vector<RecordCase> added;
    if (!std::filesystem::is_directory(path) && is_forecast_record(read_file(path))) {
      added = read_forecast_record(read_file(path), path);
    } else {
      added = record_of(load_table(options, path), models);
    }
    cases.insert(cases.end(), added.begin(), added.end());
  }
  if (cases.empty())
    throw InputError(Problem{.file = options.files.front(),
                             .what = "has no issue with a known outcome",
                             .hint = "give --outcome, or a file with an outcome column"});
  const auto scores = score_record(cases, Seed{options.common.seed});
  if (options.common.json) {
    print_json(record_json(scores, cases.size()));
  } else {
    print_record(scores, cases.size());
  }
  return kDone;
}

BargainResult compute(const BargainOptions& options) {
  BargainResult result;
  TermLimits limits;
  result.table = load_table(options, options.files.front(), &limits);
  if (!options.issue.empty()) result.table = only_issue(result.table, options.issue);
  result.lines_beyond_terms = limits.beyond;
  result.links_stated = std::any_of(result.table.issues.begin(), result.table.issues.end(),
                                    [](const BargainIssue& issue) { return issue.linked_to.has_value(); });
  result.models = chosen_models(options);
  result.seed = options.common.seed;
  result.draws = result.table.uncertain() ? options.draws : 0;
  const Seed seed{result.seed};
  result.terms = compare_terms(result.table, result.models, seed, result.draws, options.common.threads);
  // The DEU files hold hundreds of unrelated issues: no package, and coalitions of states without a topic.
  constexpr std::size_t kMostIssuesInPackage = 12;
  const int package_draws = std::min(result.draws, 200);
  if (result.table.issues.size() <= kMostIssuesInPackage) {
    result.packages = linked_packages(result.table, seed, package_draws, limits.lines);
    result.coalitions = coalitions(result.table, seed, package_draws);
  }
  return result;
}

int deliver_of_mission(const BargainOptions& options, const BargainResult& result) {
  const Mission mission = load_mission(options.files.front(), options.common.load_options());
  deliver(
      {.command = "bargain", .mission = mission, .folder = options.files.front(), .common = options.common},
      [&] { return bargain_json(result); }, [&] { print_bargain(result); });
  return kDone;
}

int run_bargain(const BargainOptions& options) {
  if (options.list) {
    list_models(options.common.json);
    return kDone;
  }
  if (options.files.empty())
    throw InputError(bad_option("FILE", "", "is missing", "give a mission folder or a table of positions"));
  if (options.draws < 1)
    throw InputError(
        bad_option("--draws", fmt::format("{}", options.draws), "is too few", "write 1 or more"));
  if (options.record) return run_record(options);
  const BargainResult result = compute(options);
  if (!options.densities.empty()) write_file_atomically(options.densities, densities_svg(result));
  if (!options.positions.empty()) write_file_atomically(options.positions, positions_svg(result));
  if (std::filesystem::is_directory(options.files.front())) return deliver_of_mission(options, result);
  if (options.common.keep)
    refuse("--keep", "", "needs a mission beside which the run is kept", "leave it out with a table");
  if (options.common.json)
    print_json(bargain_json(result));
  else
    print_bargain(result);
  return kDone;
}

}  // namespace

void add_bargain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BargainOptions>();
  Command command(app, "bargain");
  command.bind("FILE", options->files)
      .bind("--model", options->models)
      .bind("--option", options->settings)
      .bind("--rounds", options->rounds)
      .bind("--draws", options->draws)
      .bind("--issue", options->issue)
      .bind("--low", options->low)
      .bind("--high", options->high)
      .bind("--reference", options->reference)
      .bind("--outcome", options->outcomes)
      .bind("--deu-influence", options->deu_influence)
      .bind("--record", options->record)
      .bind("--list", options->list)
      .bind("--svg", options->densities)
      .bind("--svg-positions", options->positions)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_bargain(*options); });
}

}  // namespace handover::cli
