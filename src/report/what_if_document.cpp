#include "report/what_if_document.h"

#include "mission/names.h"
#include "mission/secrets.h"
#include "report/plan_document.h"
#include "report/session_mission.h"
#include "report/version.h"

namespace handover::report {
namespace {

using namespace timeline;

constexpr Audience kAnybody = Audience::published, kTable = Audience::joint, kSide = Audience::own_side;

Json share_json(const Share& share) {
  return {{"value", share.value}, {"low", share.interval.low}, {"high", share.interval.high}};
}
Json figure_json(const ScenarioFigure& figure) {
  return {{"value", figure.mean},
          {"low", figure.interval.low},
          {"high", figure.interval.high},
          {"scenario_low", figure.low},
          {"scenario_high", figure.high}};
}
Json change_json(const Ordering& change) {
  return {{"value", change.mean},
          {"low", change.interval.low},
          {"high", change.interval.high},
          {"ordered", change.ordered}};
}

const char* key_of(std::size_t kind) {
  constexpr const char* keys[] = {"coalition_deaths", "host_force_deaths", "civilians_killed",
                                  "civilians_displaced"};
  return keys[kind];
}

Json parties_json(const Mission& mission, const PlanChange& change) {
  Json list = Json::array();
  for (std::size_t p = 0; p < mission.parties.size(); ++p) {
    const Party& party = mission.parties[p];
    if (!party.decides) continue;
    list.push_back({{"party", party.id},
                    {"name", party.name},
                    {"before", share_json(change.before.by_party[p])},
                    {"after", share_json(change.after.by_party[p])},
                    {"change", change_json(change.by_party[p])}});
  }
  return list;
}

Json harms_json(const PlanChange& change) {
  Json list = Json::array();
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    list.push_back({{"harm", key_of(kind)},
                    {"before", figure_json(change.before.harm[kind])},
                    {"after", figure_json(change.after.harm[kind])},
                    {"change", change_json(change.harm[kind])}});
  return list;
}

Json regions_json(const Mission& mission, const PlanChange& change) {
  Json list = Json::array();
  for (std::size_t r = 0; r < mission.regions.size(); ++r)
    list.push_back({{"region", mission.regions[r].id},
                    {"name", mission.regions[r].name},
                    {"killed", change.civilians_by_region[r][0]},
                    {"displaced", change.civilians_by_region[r][1]}});
  return list;
}

// Each line goes to those who may read it, with all of its figures.
Json lines_json(const Mission& mission, const PlanChange& change, const MayRead& may) {
  Json list = red_lines_for(mission, may);
  for (Json& line : list) {
    const LineChange& one = change.lines[line["line"].get<std::size_t>()];
    line["kept_before"] = share_json(one.kept_before);
    line["kept_after"] = share_json(one.kept_after);
    line["broken_before"] = one.broken_before;
    line["broken_after"] = one.broken_after;
    line["value_before"] = one.value_before;
    line["value_after"] = one.value_after;
    line["blocks_alone"] = one.blocks_alone;
  }
  return list;
}

Json day_json(const Mission& mission, const std::optional<int>& day) {
  return day ? Json(to_string(mission.as_of + std::chrono::days(*day))) : Json(nullptr);
}

Json steps_json(const Mission& mission, const Plan& plan, const std::vector<StepTiming>& steps) {
  Json list = Json::array();
  for (std::size_t p = 0; p < steps.size(); ++p)
    list.push_back({{"planned", to_string(plan.phases[p].earliest)},
                    {"done_10", day_json(mission, steps[p].day10)},
                    {"done_50", day_json(mission, steps[p].day50)},
                    {"done_90", day_json(mission, steps[p].day90)},
                    {"not_done", steps[p].not_done}});
  return list;
}

Json month_json(const std::optional<Month>& month) {
  return month ? Json(to_string(*month)) : Json(nullptr);
}

// The date of signature that the talks allow, and how the plan fares with it.
Json signature_json(const WhatIfStudy& study, const Plan& plan, const PlanFigures& figures) {
  const auto& talks = study.assessed().talks;
  Json json = {{"agreed_10", month_json(talks.agreed_10)},
               {"agreed_50", month_json(talks.agreed_50)},
               {"agreed_90", month_json(talks.agreed_90)},
               {"waits", plan.signature.waits_for_agreement()},
               {"in_time", figures.if_signed ? figures.if_signed->in_time.value : 1.0},
               {"all_hold_then", figures.chance_all_hold.value}};
  const auto otherwise = figures.if_signed ? figures.if_signed->all_hold_otherwise : std::nullopt;
  json["all_hold_otherwise"] = otherwise ? Json(*otherwise) : Json(nullptr);
  return json;
}

}  // namespace

Json change_document(const WhatIfStudy& study, const Plan& before, const Plan& after,
                     const PlanChange& change, const MayRead& may) {
  const Mission& mission = study.mission();
  Figures figures(may);
  figures.add("scenarios", kAnybody, change.scenarios)
      .add("replications", kAnybody, change.replications)
      .add("simulated", kAnybody, change.simulated)
      .add("seed", kAnybody, study.seed().value)
      .add("version", kAnybody, version())
      .add("as_of", kAnybody, to_string(mission.as_of))
      .add("inputs_sha256", kAnybody, mission.inputs_sha256)
      .add("level", kAnybody, 0.9)
      .add("joint", kAnybody,
           Json{{"before", share_json(change.before.joint)},
                {"after", share_json(change.after.joint)},
                {"change", change_json(change.joint)}})
      .add("all_hold", kAnybody,
           Json{{"before", share_json(change.before.chance_all_hold)},
                {"after", share_json(change.after.chance_all_hold)}})
      .add("parties", kAnybody, parties_json(mission, change))
      .add("harms", kAnybody, harms_json(change))
      .add("regions", kAnybody, regions_json(mission, change))
      .add("red_lines", kAnybody, lines_json(mission, change, may))
      .add("signature", kAnybody, signature_json(study, after, change.after))
      .add("steps_before", kTable, steps_json(mission, before, change.steps_before))
      .add("steps_after", kTable, steps_json(mission, after, change.steps_after))
      .add("warnings_before", kSide, plan_warnings_document(mission, before, change.warnings_before))
      .add("warnings", kSide, plan_warnings_document(mission, after, change.warnings_after));
  return figures.take();
}

Json reweighted_document(const WhatIfStudy& study, const Reweighted& result, const MayRead& may) {
  const Mission& mission = study.mission();
  Json parties = Json::array(), harms = Json::array();
  for (std::size_t p = 0; p < mission.parties.size(); ++p)
    if (mission.parties[p].decides)
      parties.push_back({{"party", mission.parties[p].id},
                         {"name", mission.parties[p].name},
                         {"after", share_json(result.by_party_after[p])}});
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind)
    harms.push_back({{"harm", key_of(kind)},
                     {"after", share_json(result.harm_after[kind])},
                     {"change", share_json(result.harm_change[kind])}});
  Figures figures(may);
  figures.add("scenarios", kAnybody, result.scenarios)
      .add("effective", kAnybody, result.effective)
      .add("outside", kAnybody, result.outside)
      .add("joint_before", kAnybody, share_json(result.joint_before))
      .add("joint_after", kAnybody, share_json(result.joint_after))
      .add("parties", kAnybody, parties)
      .add("harms", kAnybody, harms);
  return figures.take();
}

}  // namespace handover::report
