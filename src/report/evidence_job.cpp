#include "report/evidence_job.h"

#include "evidence/staleness.h"
#include "threat/daily/observations.h"
#include "wording/assessments.h"

#include <utility>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::evidence;

// How the threat module lays out the totals over periods: asked here, since the evidence module stands before
// it.
std::vector<wording::TotalUse> total_uses(const Mission& mission) {
  const threat::FitData data = threat::observations_of(mission);
  std::vector<wording::TotalUse> uses;
  const wording::Catalogue& say = wording::Catalogue::english();
  for (const threat::IntervalObservation& one : data.intervals) {
    std::string words = say("evidence.total.sets_level");
    if (one.counted) {
      words = say("evidence.total.teaches_ratio", {{"anchor", data.anchor[one.stream]}});
    } else if (one.ratio != threat::kNone) {
      words = say("evidence.total.sets_level_by_ratio",
                  {{"source", data.ratios[one.ratio].source}, {"anchor", data.anchor[one.stream]}});
    }
    uses.push_back({one.line, true, std::move(words)});
  }
  for (const threat::NotUsed& one : data.not_used)
    uses.push_back({one.line, false, wording::why_not_used(one)});
  return uses;
}

using Behind = std::vector<SentenceBehind>;

Json as_json(const Mission& mission, const Behind& behind, std::size_t index) {
  const Fact& fact = mission.facts[index];
  const Source& source = mission.sources[fact.known.source.index];
  Json json = {
      {"id", fact.id},           {"value", fact.value}, {"unit", fact.unit},         {"area", fact.area},
      {"said_by", fact.said_by}, {"source", source.id}, {"grade", grade_of(source)}, {"line", fact.line},
      {"note", fact.note}};
  if (fact.has_period) json["from"] = to_string(fact.known.from), json["to"] = to_string(fact.known.to);
  if (index < behind.size() && !behind[index].document_sha256.empty()) {
    json["document"] = behind[index].document_sha256;
    json["begin"] = behind[index].begin;
    json["end"] = behind[index].end;
    json["quote"] = behind[index].quote;
    json["sentence"] = behind[index].sentence;
  }
  return json;
}

Json as_json(const Mission& mission, const Contradiction& found, const std::vector<wording::TotalUse>& totals,
             const Behind& behind) {
  Json json = {{"kind", name_of(found.kind)},
               {"subject", found.subject},
               {"relation", found.relation},
               {"reasons", Json::array()},
               {"reason_kinds", Json::array()}};
  for (const Reason& reason : found.reasons) {
    json["reasons"].push_back(wording::reason_words(reason));
    json["reason_kinds"].push_back(name_of(reason.kind));
  }
  if (!found.sister.empty()) json["sister"] = found.sister;
  json["sides"] = Json::array();
  for (const Account& side : found.sides) {
    Json facts = Json::array();
    for (const std::size_t fact : side.facts) facts.push_back(as_json(mission, behind, fact));
    json["sides"].push_back(std::move(facts));
  }
  json["fits_all"] = Json::array();
  for (const std::size_t fact : found.fits_all) json["fits_all"].push_back(as_json(mission, behind, fact));
  json["used_by"] = Json::array();
  for (const ModelUse& use : model_uses(mission, found)) {
    json["used_by"].push_back({{"module", wording::module_words(use.kind)},
                               {"kind", name_of(use.kind)},
                               {"words", wording::use_words(mission, use, totals)},
                               {"sides", use.sides}});
  }
  return json;
}

Json intervals_json(const Mission& mission, const std::vector<wording::TotalUse>& totals) {
  Json json = Json::array();
  for (const IntervalCount& row : mission.interval_counts) {
    for (const wording::TotalUse& use : totals) {
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

}  // namespace

std::string_view name_of(ContradictionKind kind) {
  constexpr std::string_view names[] = {"date", "undated", "count", "description", "place", "wrong object"};
  return names[static_cast<std::size_t>(kind)];
}

std::string grade_of(const Source& source) {
  return fmt::format("{}{}", source.reliability, source.credibility);
}

EvidenceRun examine_evidence(const Mission& mission) {
  return {find_contradictions(mission.facts, area_book(mission)), total_uses(mission)};
}

Json document_of(const Mission& mission, const EvidenceRun& run) {
  Json document = {{"mission", mission.id},
                   {"as_of", to_string(mission.as_of)},
                   {"inputs_sha256", mission.inputs_sha256},
                   {"facts", mission.facts.size()},
                   {"contradictions", Json::array()}};
  for (const Contradiction& contradiction : run.contradictions)
    document["contradictions"].push_back(as_json(mission, contradiction, run.totals, run.sentences));
  document["not_compared"] = Json::array();
  for (const Problem& problem : counts_not_read(mission.facts))
    document["not_compared"].push_back(to_string(problem));
  document["intervals"] = intervals_json(mission, run.totals);
  document["ratings"] = ratings_json(mission);
  return document;
}

}  // namespace handover::report
