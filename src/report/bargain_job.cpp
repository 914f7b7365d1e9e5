#include "report/bargain_job.h"

#include "base/files.h"
#include "report/options.h"
#include "talks/cells.h"
#include "talks/readers.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace talks;

std::vector<ModelChoice> named_models(const BargainWanted& wanted) {
  std::vector<ModelChoice> chosen;
  for (const std::string& given : wanted.models) {
    if (given == "all") {
      for (const TermsModel& model : terms_models()) chosen.push_back({&model, {}});
      continue;
    }
    const std::string name = given == "pce" ? "condorcet" : given == "challenge" ? "bdm" : given;
    const TermsModel* model = find_model(name);
    if (model == nullptr) {
      std::string known = "all";
      for (const TermsModel& m : terms_models()) known += ", " + m.name;
      refuse("--model", given, "is not a model", "write one of: " + known);
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
    refuse("--option", setting, "has no value", "write NAME=VALUE, for example q=0.7");
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
    refuse("--option", setting, "fits none of the chosen models",
           "see handover bargain --list for the options of each");
}

std::vector<ModelChoice> chosen_models(const BargainWanted& wanted) {
  auto models = named_models(wanted);
  for (const std::string& setting : wanted.settings) apply_setting(setting, models);
  if (wanted.rounds > 0) apply_setting(fmt::format("rounds={}", wanted.rounds), models);
  return models;
}

double outcome_in(const std::string& text, const std::string& number) {
  const auto value = number_in(number);
  if (!value)
    refuse("--outcome", text, "is not an outcome",
           "write VALUE for a plain table, or ISSUE=VALUE, for example mission-end=14");
  return *value;
}

std::optional<double> plain_outcome(const BargainWanted& wanted) {
  for (const std::string& text : wanted.outcomes)
    if (text.find('=') == std::string::npos) return outcome_in(text, text);
  return std::nullopt;
}

// "mission-end=14": by an issue's id or its name, in whichever table has it.
void set_outcomes(const BargainWanted& wanted, BargainTable& table) {
  for (const std::string& text : wanted.outcomes) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos) continue;
    const std::string name = text.substr(0, equals);
    const double value = outcome_in(text, text.substr(equals + 1));
    for (BargainIssue& issue : table.issues) {
      if (issue.id != name && issue.name != name) continue;
      if (value < issue.low || value > issue.high)
        refuse("--outcome", text, "lies outside the scale",
               fmt::format("write a value from {:g} to {:g}", issue.low, issue.high));
      issue.outcome = value;
    }
  }
}

// The pairwise models weigh every actor in every contest of two: with 500 actors and 1,000 draws a core is
// busy for minutes, with 5,000 for days.
constexpr std::size_t kMostActors = 500;

void refuse_too_many(const BargainTable& table, const std::string& path) {
  if (table.actors.size() <= kMostActors) return;
  throw InputError(Problem{
      .code = ProblemCode::limit,
      .file = path,
      .value = fmt::format("{}", table.actors.size()),
      .what = "actors are too many to bargain",
      .hint = fmt::format("give at most {}: those who decide and those whom they heed", kMostActors)});
}

BargainTable load_table(const BargainWanted& wanted, const std::string& path, TermLimits* limits = nullptr) {
  BargainTable table;
  if (std::filesystem::is_directory(path)) {
    const Mission mission = load_mission(path, wanted.load);
    table = table_of(mission);
    if (limits != nullptr) *limits = term_limits(mission);
    const auto problems = check_table(table, path);
    if (!problems.empty()) throw InputError(problems);
  } else {
    table = read_bargain_table(
        read_file(path), path,
        {wanted.low, wanted.high, wanted.reference, plain_outcome(wanted), wanted.deu_influence});
  }
  refuse_too_many(table, path);
  set_outcomes(wanted, table);
  if (table.issues.empty() || table.stakes.empty())
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = path,
                             .what = "holds no positions",
                             .hint = "add issues and positions"});
  return table;
}

// Keeps the issue asked for alone.
BargainTable only_issue(const BargainTable& table, const std::string& name) {
  const auto found = std::find_if(table.issues.begin(), table.issues.end(), [&](const BargainIssue& issue) {
    return issue.name == name || issue.id == name;
  });
  if (found == table.issues.end())
    refuse("--issue", name, "is not an issue of the table", "write its name as the table does");
  return only_issues(table, {static_cast<std::size_t>(found - table.issues.begin())});
}

std::string values_of(const ModelOption& option) {
  return option.choices.empty() ? fmt::format("{:g} to {:g}", option.low, option.high)
                                : fmt::format("{}", fmt::join(option.choices, ", "));
}

}  // namespace

BargainResult bargain(const BargainWanted& wanted) {
  BargainResult result;
  TermLimits limits;
  result.table = load_table(wanted, wanted.files.front(), &limits);
  if (!wanted.issue.empty()) result.table = only_issue(result.table, wanted.issue);
  result.lines_beyond_terms = limits.beyond;
  result.links_stated = std::any_of(result.table.issues.begin(), result.table.issues.end(),
                                    [](const BargainIssue& issue) { return issue.linked_to.has_value(); });
  result.models = chosen_models(wanted);
  result.seed = wanted.seed;
  result.draws = result.table.uncertain() ? wanted.draws : 0;
  const Seed seed{result.seed};
  result.terms = compare_terms(result.table, result.models, seed, result.draws, wanted.threads);
  // The DEU files hold hundreds of unrelated issues: no package, and coalitions of states without a topic.
  constexpr std::size_t kMostIssuesInPackage = 12;
  const int package_draws = std::min(result.draws, 200);
  if (result.table.issues.size() <= kMostIssuesInPackage) {
    result.packages = linked_packages(result.table, seed, package_draws, limits.lines);
    result.coalitions = coalitions(result.table, seed, package_draws);
  }
  return result;
}

RecordRun bargain_record(const BargainWanted& wanted) {
  const auto models = chosen_models(wanted);
  std::vector<RecordCase> cases;
  for (const std::string& path : wanted.files) {
    std::vector<RecordCase> added;
    if (!std::filesystem::is_directory(path) && is_forecast_record(read_file(path))) {
      added = read_forecast_record(read_file(path), path);
    } else {
      added = record_of(load_table(wanted, path), models);
    }
    cases.insert(cases.end(), added.begin(), added.end());
  }
  if (cases.empty())
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = wanted.files.front(),
                             .what = "has no issue with a known outcome",
                             .hint = "give --outcome, or a file with an outcome column"});
  return {score_record(cases, Seed{wanted.seed}), cases.size()};
}

Json bargain_models_document() {
  Json document = Json::object();
  for (const TermsModel& model : terms_models()) {
    auto& entry = document[model.name] = {{"title", model.title}, {"literature", model.literature}};
    for (const ModelOption& option : model.options)
      entry["options"][option.name] = {
          {"help", option.help}, {"default", option.value}, {"values", values_of(option)}};
  }
  return document;
}

}  // namespace handover::report
