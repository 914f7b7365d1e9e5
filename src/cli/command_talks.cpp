#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "cli/talks_text.h"
#include "report/assessment.h"
#include "talks/durability.h"
#include "talks/hindcast.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using nlohmann::ordered_json;

struct TalksOptions {
  CommonOptions common;
  std::string mission, svg, forecast_file, durability, by, agreed_on;
  std::vector<std::string> compare;
  int draws = kDraws;
};

std::optional<Date> day_if_any(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  return day_option(text, option);
}

ordered_json forecasts_json(const std::vector<talks::TimingForecast>& forecasts) {
  ordered_json list = ordered_json::array();
  for (const auto& forecast : forecasts) {
    ordered_json curve = ordered_json::array();
    for (std::size_t i = 0; i < forecast.day.size(); ++i)
      curve.push_back({{"day", to_string(forecast.day[i])}, {"agreed_by", forecast.agreed_by[i]}});
    list.push_back({{"name", forecast.name}, {"how", forecast.how}, {"curve", curve}});
  }
  return list;
}

ordered_json durability_json(const talks::DurabilityReport& report) {
  ordered_json json = {{"group", report.group},
                       {"agreements", report.agreements},
                       {"ended", report.ended},
                       {"label", report.label},
                       {"ended_per_year", report.exponential_per_year},
                       {"survival", ordered_json::object()}};
  for (const int days : {30, 90, 180, 365, 730, 1825, 3650}) {
    const auto step = talks::survival_at(report.curve, days);
    json["survival"][std::to_string(days)] = {{"share", step.survival},
                                              {"interval95", {step.interval.low, step.interval.high}}};
  }
  if (report.weibull)
    json["weibull"] = {{"shape", report.weibull->shape}, {"scale_days", report.weibull->scale}};
  return json;
}

int run_durability(const TalksOptions& options) {
  const auto reports = talks::durability(read_file(options.durability), options.durability, options.by,
                                         day_if_any(options.common.as_of, "--as-of"));
  if (options.common.json) {
    ordered_json document = {{"file", options.durability}, {"groups", ordered_json::array()}};
    for (const auto& report : reports) document["groups"].push_back(durability_json(report));
    print_json(document);
    return kDone;
  }
  print_text("How long agreements held: share that survives (95 % interval at one year)\n");
  print_text("  {:<18} {:>5} {:>6} {:>6} {:>20} {:>6} {:>7}\n", "group", "n", "ended", "30 d", "1 year",
             "5 y", "shape");
  for (const auto& report : reports) {
    const auto at = [&](double days) { return talks::survival_at(report.curve, days); };
    const auto year = at(365);
    print_text("  {:<18.18} {:>5} {:>6} {:>5.0f}% {:>8.1f}% ({:.0f} to {:.0f}) {:>5.0f}% {:>7}\n",
               report.group, report.agreements, report.ended, 100 * at(30).survival, 100 * year.survival,
               100 * year.interval.low, 100 * year.interval.high, 100 * at(1825).survival,
               report.weibull ? fmt::format("{:.2f}", report.weibull->shape) : "-");
    if (report.label != "informed") print_text("  {:<18} {}\n", "", report.label);
  }
  print_text("A Weibull shape below 1: the longer an agreement has held, the safer it is.\n");
  return kDone;
}

// Reads one file that --forecast wrote.
std::vector<talks::TimingForecast> read_forecasts(const std::string& path, Date& as_of) {
  const auto bad = [&](const char* what) {
    return InputError(
        Problem{.file = path, .what = what, .hint = "give a file written by handover talks --forecast"});
  };
  const auto json = nlohmann::json::parse(read_file(path), nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw bad("is not a JSON document");
  std::vector<talks::TimingForecast> forecasts;
  try {
    const auto date = parse_date(json.at("as_of").get<std::string>());
    if (!date) throw bad("has no as-of date");
    as_of = *date;
    for (const auto& entry : json.at("timing")) {
      auto& forecast = forecasts.emplace_back();
      forecast.name = entry.at("name").get<std::string>();
      for (const auto& point : entry.at("curve")) {
        const auto day = parse_date(point.at("day").get<std::string>());
        if (!day) throw bad("has a day that is none");
        forecast.day.push_back(*day);
        forecast.agreed_by.push_back(point.at("agreed_by").get<double>());
      }
    }
  } catch (const nlohmann::json::exception&) {
    throw bad("is not a forecast of talks");
  }
  return forecasts;
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// The rivals that beat the clock are named as such.
const char* against_clock(const ordered_json& scores, const std::string& name) {
  if (name == "clock" || !scores.contains("clock")) return "";
  return scores[name].get<double>() < scores["clock"].get<double>() ? "  the clock loses to it" : "";
}

int run_compare(const TalksOptions& options) {
  const auto agreed_on = day_if_any(options.agreed_on, "--agreed-on");
  ordered_json document = ordered_json::array();
  if (!options.common.json) print_text("Days of the horizon wrongly forecast (CRPS; lower is better)\n");
  for (const std::string& path : options.compare) {
    Date as_of{};
    const auto forecasts = read_forecasts(path, as_of);
    ordered_json scores = ordered_json::object();
    for (const auto& forecast : forecasts)
      scores[forecast.name] = talks::timing_score(forecast, as_of, agreed_on);
    document.push_back({{"file", path}, {"as_of", to_string(as_of)}, {"score_days", scores}});
    if (options.common.json) continue;
    print_text("as of {}\n", to_string(as_of));
    for (const auto& [name, score] : scores.items())
      print_text("  {:<24} {:>7.1f}{}\n", in_words(name), score.get<double>(), against_clock(scores, name));
  }
  if (options.common.json) print_json(document);
  return kDone;
}

// The baselines, under their names in words; the clock itself is printed above them.
void print_naive(const std::vector<talks::TimingForecast>& timing) {
  print_text("\nNaive forecasts of the day of agreement, to be beaten by the clock\n");
  for (std::size_t i = 1; i < timing.size(); ++i) {
    const bool comes = timing[i].agreed_by.back() > 0.0;
    print_text("  {:<22} {:<11} {}\n", in_words(timing[i].name),
               comes ? to_string(timing[i].day.front()) : "none", timing[i].how);
  }
}

int run_talks(const TalksOptions& options) {
  if (!options.durability.empty()) return run_durability(options);
  if (!options.compare.empty()) return run_compare(options);
  if (options.mission.empty()) refuse("MISSION", "", "is missing", "give a mission folder");
  if (options.draws < 1) refuse("--draws", std::to_string(options.draws), "is too few", "write 1 or more");
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const auto report = report::assess_talks(mission, assessment_options(options.common, options.draws)).report;
  const auto timing = talks::timing_forecasts(mission, report);
  auto document = document_of(report);
  document["timing"] = forecasts_json(timing);
  document["mission"] = mission.id;
  document["seed"] = options.common.seed;
  document["version"] = version();
  document["inputs_sha256"] = mission.inputs_sha256;
  if (!options.forecast_file.empty())
    write_file_atomically(options.forecast_file, json_text(document, 2) + "\n");
  if (!options.svg.empty()) write_file_atomically(options.svg, no_agreement_svg(report, options.common.seed));
  deliver(
      {.command = "talks", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document; },
      [&] {
        print_talks(report);
        print_naive(timing);
      });
  return kDone;
}

}  // namespace

void add_talks(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<TalksOptions>();
  Command command(app, "talks");
  command.bind("MISSION", options->mission)
      .bind("--draws", options->draws)
      .bind("--svg", options->svg)
      .bind("--forecast", options->forecast_file)
      .bind("--compare", options->compare)
      .bind("--agreed-on", options->agreed_on)
      .bind("--durability", options->durability)
      .bind("--by", options->by)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_talks(*options); });
}

}  // namespace handover::cli
