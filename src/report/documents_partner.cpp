#include "report/documents.h"
#include "wording/assessments.h"

namespace handover::report {
namespace {

using namespace handover::partner;

Json as_json(const Learned& value) {
  return {{"mean", value.mean},
          {"interval90", pair_of(value.interval)},
          {"contraction", value.contraction},
          {"assumed", value.assumed()}};
}

Json as_json(const UnitFunction& row, const Mission& mission) {
  Json json = {{"unit", mission.units[row.unit.index].id},
               {"function", mission.functions[row.function.index].id},
               {"level", as_json(row.level)},
               {"stands_alone", row.stands_alone},
               {"level_chance", Json::object()},
               {"ratings", row.ratings},
               {"last_rated", to_string(row.last_rated)},
               {"days_old", row.days_old},
               {"own_contraction", row.own_contraction},
               {"variance_then_to_now", row.doubt_then},
               {"last_level", row.last_level},
               {"last_assessor", row.last_assessor}};
  for (std::size_t k = 0; k < row.level_chance.size() && k < mission.rating_scale.levels.size(); ++k) {
    json["level_chance"][mission.rating_scale.levels[k]] = row.level_chance[k];
  }
  return json;
}

Json as_json(const FunctionOutlook& row, const Mission& mission) {
  Json json = {{"function", mission.functions[row.function.index].id},
               {"weakest_unit", row.weakest ? Json(mission.units[row.weakest->index].id) : Json(nullptr)},
               {"rated", row.rated},
               {"level", as_json(row.level)},
               {"stands_alone", row.stands_alone},
               {"later", Json::array()},
               {"growth_per_year", as_json(row.growth_per_year)},
               {"decay_per_year", as_json(row.decay_per_year)}};
  for (const auto& later : row.later) {
    json["later"].push_back({{"months", later.months},
                             {"with_advisers", later.mentored},
                             {"without", later.alone},
                             {"known_within_with_advisers", later.known_within_mentored},
                             {"known_within_without", later.known_within_alone}});
  }
  return json;
}

Json as_json(const AssessorView& row, const Mission& mission) {
  return {{"assessor", mission.assessors[row.assessor.index].id},
          {"bias", as_json(row.bias)},
          {"bias_from", row.estimated ? "ratings" : "prior"},
          {"noise", as_json(row.noise)},
          {"ratings", row.ratings},
          {"overlaps", row.overlaps}};
}

Json as_json(const Disagreement& row, const Mission& mission) {
  return {{"unit", mission.units[row.unit.index].id},
          {"function", mission.functions[row.function.index].id},
          {"higher",
           {{"assessor", mission.assessors[row.higher.index].id},
            {"level", row.higher_level},
            {"on", to_string(row.higher_on)}}},
          {"lower",
           {{"assessor", mission.assessors[row.lower.index].id},
            {"level", row.lower_level},
            {"on", to_string(row.lower_on)}}}};
}

const char* word_of(Answer answer) {
  return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "too_close";
}

Json as_json(const Verdict& row, const Mission& mission) {
  return {{"function", mission.functions[row.function.index].id},
          {"rule", row.rule},
          {"words", row.words},
          {"body", row.body},
          {"rated", row.rated},
          {"chance", row.known() ? Json(row.chance) : Json(nullptr)},
          {"monte_carlo90", row.known() ? pair_of(row.interval) : Json(nullptr)},
          {"threshold", row.threshold},
          {"answer", row.known() ? Json(word_of(row.answer)) : Json(nullptr)},
          {"illustrative", row.illustrative}};
}

template <class Rows>
Json list_of(const Rows& rows, const Mission& mission) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(as_json(row, mission));
  return list;
}

}  // namespace

Json document_of(const PartnerReport& report, const Mission& mission) {
  Json document = {{"functions", list_of(report.functions, mission)},
                   {"unit_functions", list_of(report.unit_functions, mission)},
                   {"assessors", list_of(report.assessors, mission)},
                   {"disagreements", list_of(report.disagreements, mission)},
                   {"inspections", Json::array()},
                   {"verdicts", list_of(report.verdicts, mission)},
                   {"own_tallies", Json::array()},
                   {"thresholds", Json::array()}};
  for (const OwnTally& tally : report.own_tallies) {
    Json row = {{"body", mission.assessors[tally.assessor.index].id}, {"functions", Json::object()}};
    for (std::size_t k = 0; k < tally.functions.size(); ++k) {
      row["functions"][mission.rating_scale.levels[k]] = tally.functions[k];
    }
    document["own_tallies"].push_back(std::move(row));
  }
  for (const Inspection& row : report.inspections) {
    document["inspections"].push_back({{"unit", mission.units[row.unit.index].id},
                                       {"function", mission.functions[row.function.index].id},
                                       {"bits", row.bits},
                                       {"unsure_bits", row.now_unsure}});
  }
  for (const Learned& row : report.thresholds) document["thresholds"].push_back(as_json(row));
  const Diagnostics& d = report.diagnostics;
  document["diagnostics"] = {{"r_hat", d.worst_r_hat},
                             {"worst", d.worst_quantity},
                             {"effective_draws", d.least_effective},
                             {"divergences", d.divergences},
                             {"acceptance", d.acceptance},
                             {"chains", d.chains},
                             {"draws", d.draws},
                             {"seconds", d.seconds}};
  document["notes"] = Json::array();
  document["note_kinds"] = Json::array();
  for (const Note& note : report.notes) {
    document["notes"].push_back(wording::note_words(mission, report, note));
    document["note_kinds"].push_back(name_of(note.kind));
  }
  return document;
}

}  // namespace handover::report
