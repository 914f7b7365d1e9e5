#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "evidence/staleness.h"
#include "threat/daily/observations.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::evidence;
using Json = nlohmann::ordered_json;

struct EvidenceOptions {
  CommonOptions common;
  std::string mission;
};

// How the threat module lays out the totals over periods: asked here, since the evidence module stands before
// it.
std::vector<TotalUse> total_uses(const Mission& mission) {
  const threat::FitData data = threat::observations_of(mission);
  std::vector<TotalUse> uses;
  for (const threat::IntervalObservation& one : data.intervals) {
    std::string words = "sets the level of its days";
    if (one.counted >= 0.0) {
      words =
          fmt::format("teaches the reporting ratio against the daily tallies of {}", data.anchor[one.stream]);
    } else if (one.ratio != threat::kNone) {
      words = fmt::format("sets the level of its days, by the reporting ratio of {} to {}",
                          data.ratios[one.ratio].source, data.anchor[one.stream]);
    }
    uses.push_back({one.line, true, std::move(words)});
  }
  for (const threat::NotUsed& one : data.not_used) uses.push_back({one.line, false, one.why});
  return uses;
}

constexpr const char* kKinds[] = {"date", "undated", "count", "description", "place", "wrong object"};

const char* kind_of(const Contradiction& found) {
  return kKinds[static_cast<std::size_t>(found.kind)];
}

std::string grade_of(const Source& source) {
  return fmt::format("{}{}", source.reliability, source.credibility);
}

Json as_json(const Mission& mission, std::size_t index) {
  const Fact& fact = mission.facts[index];
  const Source& source = mission.sources[fact.known.source.index];
  Json json = {
      {"id", fact.id},           {"value", fact.value}, {"unit", fact.unit},         {"area", fact.area},
      {"said_by", fact.said_by}, {"source", source.id}, {"grade", grade_of(source)}, {"line", fact.line},
      {"note", fact.note}};
  if (fact.has_period) json["from"] = to_string(fact.known.from), json["to"] = to_string(fact.known.to);
  return json;
}

Json as_json(const Mission& mission, const Contradiction& found, const std::vector<TotalUse>& totals) {
  Json json = {{"kind", kind_of(found)},
               {"subject", found.subject},
               {"relation", found.relation},
               {"reasons", found.reasons}};
  if (!found.sister.empty()) json["sister"] = found.sister;
  json["sides"] = Json::array();
  for (const Account& side : found.sides) {
    Json facts = Json::array();
    for (const std::size_t fact : side.facts) facts.push_back(as_json(mission, fact));
    json["sides"].push_back(std::move(facts));
  }
  json["fits_all"] = Json::array();
  for (const std::size_t fact : found.fits_all) json["fits_all"].push_back(as_json(mission, fact));
  json["used_by"] = Json::array();
  for (const ModelUse& use : model_uses(mission, found, totals)) {
    json["used_by"].push_back({{"module", use.module}, {"words", use.words}, {"sides", use.sides}});
  }
  return json;
}

Json intervals_json(const Mission& mission, const std::vector<TotalUse>& totals) {
  Json json = Json::array();
  for (const IntervalCount& row : mission.interval_counts) {
    for (const TotalUse& use : totals) {
      if (use.line != row.line) continue;
      json.push_back({{"line", row.line},
                      {"stream", mission.streams[row.stream.index].id},
                      {"series", row.series},
                      {"from", to_string(row.known.from)},
                      {"to", to_string(row.known.to)},
                      {"low", row.low},
                      {"best", row.best},
                      {"high", row.high},
                      {"cumulative", row.cumulative},
                      {"used", use.used},
                      {"words", use.words}});
    }
  }
  return json;
}

Json ratings_json(const Mission& mission) {
  Json json = Json::array();
  for (const RatingAge& age : rating_ages(mission)) {
    json.push_back({{"unit", mission.units[age.unit.index].id},
                    {"function", mission.functions[age.function.index].id},
                    {"newest", to_string(mission.ratings[age.rating].known.from)},
                    {"age_days", age.age.value},
                    {"ratings", age.ratings},
                    {"assessors", age.assessors},
                    {"stale", age.stale}});
  }
  return json;
}

void print_fact(const Mission& mission, std::size_t index, const char* mark) {
  const Fact& fact = mission.facts[index];
  const Source& source = mission.sources[fact.known.source.index];
  std::string line = fmt::format("    {} '{}'", mark, fact.value);
  if (!fact.unit.empty()) line += " " + fact.unit;
  if (fact.has_period)
    line += fmt::format(", {} to {}", to_string(fact.known.from), to_string(fact.known.to));
  if (!fact.area.empty()) line += ", " + fact.area;
  if (!fact.said_by.empty()) line += ", says " + fact.said_by;
  print_text("{}\n        {} (grade {}), facts.csv:{}\n", line, source.id, grade_of(source), fact.line);
}

void print_contradiction(const Mission& mission, const Contradiction& found,
                         const std::vector<TotalUse>& totals) {
  print_text("\n{}: {}, {}\n", kind_of(found), found.subject, found.relation);
  for (const std::string& reason : found.reasons) print_text("  why: {}\n", reason);
  for (std::size_t side = 0; side < found.sides.size(); ++side) {
    print_text("  side {}\n", side + 1);
    for (const std::size_t fact : found.sides[side].facts) print_fact(mission, fact, "-");
  }
  if (!found.fits_all.empty()) print_text("  clashes with no side (vaguer, or another time or area)\n");
  for (const std::size_t fact : found.fits_all) print_fact(mission, fact, "~");
  for (const ModelUse& use : model_uses(mission, found, totals)) {
    std::string sides;
    for (const std::size_t side : use.sides)
      sides += fmt::format("{}{}", sides.empty() ? " [side " : ", ", side + 1);
    print_text("  used: {}{}{}{}\n", use.module, use.module.empty() ? "" : ": ", use.words,
               sides.empty() ? "" : sides + "]");
  }
}

void print_intervals(const Mission& mission, const std::vector<TotalUse>& totals) {
  std::size_t used = 0;
  for (const TotalUse& use : totals) used += use.used ? 1U : 0U;
  print_text("\nTotals over periods (never spread over days): {} of {} used\n", used, totals.size());
  for (const IntervalCount& row : mission.interval_counts) {
    for (const TotalUse& use : totals) {
      if (use.line != row.line) continue;
      print_text("  {} interval_counts.csv:{}: {}, {:g} to {}\n      {}\n", use.used ? "+" : "-", row.line,
                 row.series, row.best, to_string(row.known.to), use.words);
    }
  }
}

void print_stale_ratings(const Mission& mission) {
  const auto ages = rating_ages(mission);
  std::size_t stale = 0;
  for (const RatingAge& age : ages) stale += age.stale ? 1U : 0U;
  print_text("\nRatings: {} of {} unit functions were last rated too long ago\n", stale, ages.size());
  for (const RatingAge& age : ages) {
    if (!age.stale) continue;
    print_text("  {}, {}: {} ({} days)\n", mission.units[age.unit.index].id,
               mission.functions[age.function.index].id, to_string(mission.ratings[age.rating].known.from),
               age.age.value);
  }
}

Json document_of(const Mission& mission, const std::vector<Contradiction>& found,
                 const std::vector<TotalUse>& totals) {
  Json document = {{"mission", mission.id},
                   {"as_of", to_string(mission.as_of)},
                   {"inputs_sha256", mission.inputs_sha256},
                   {"facts", mission.facts.size()},
                   {"contradictions", Json::array()}};
  for (const Contradiction& contradiction : found)
    document["contradictions"].push_back(as_json(mission, contradiction, totals));
  document["not_compared"] = Json::array();
  for (const Problem& problem : counts_not_read(mission.facts))
    document["not_compared"].push_back(to_string(problem));
  document["intervals"] = intervals_json(mission, totals);
  document["ratings"] = ratings_json(mission);
  return document;
}

void print_evidence(const Mission& mission, const std::vector<Contradiction>& found,
                    const std::vector<TotalUse>& totals) {
  print_text("{} as of {}: {} facts, {} contradiction{}\n", mission.title, to_string(mission.as_of),
             mission.facts.size(), found.size(), found.size() == 1 ? "" : "s");
  for (const Contradiction& contradiction : found) print_contradiction(mission, contradiction, totals);
  for (const Problem& problem : counts_not_read(mission.facts))
    print_text("\nnot compared: {}\n", to_string(problem));
  print_intervals(mission, totals);
  print_stale_ratings(mission);
}

int show_evidence(const EvidenceOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const auto found = find_contradictions(mission.facts, area_book(mission));
  const auto totals = total_uses(mission);
  deliver(
      {.command = "evidence", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(mission, found, totals); }, [&] { print_evidence(mission, found, totals); });
  return kDone;
}

}  // namespace

void add_evidence(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<EvidenceOptions>();
  Command command(app, "evidence");
  command.bind("MISSION", options->mission).bind_common(options->common);
  command.runs(exit_code, [options] { return show_evidence(*options); });
}

}  // namespace handover::cli
