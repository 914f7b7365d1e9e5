#include "report/plan_document.h"

#include "mission/names.h"
#include "wording/plans.h"

namespace handover::report {
namespace {

using timeline::PlanWarning;

}  // namespace

Json step_document(const Mission& mission, const timeline::TimelineReport& report, const Posture& before,
                   const Phase& phase) {
  Json json = {{"execution_days", phase.execution.value},
               {"owner", mission.parties.at(phase.gate.owner.index).id},
               {"sites_closed", Json::array()},
               {"sites_open", Json::array()},
               {"conditions", Json::array()},
               {"reverses", Json::array()},
               {"label", Json::object()},
               {"handed_over", Json::array()}};
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (before.site_open[s] && !phase.after.site_open[s]) json["sites_closed"].push_back(mission.sites[s].id);
    if (phase.after.site_open[s]) json["sites_open"].push_back(mission.sites[s].id);
  }
  for (const Condition& condition : phase.gate.all_of)
    json["conditions"].push_back(wording::gate_condition_words(mission, report, condition));
  for (const Condition& condition : phase.gate.reverses)
    json["reverses"].push_back(wording::gate_condition_words(mission, report, condition));
  for (std::size_t r = 0; r < mission.regions.size(); ++r)
    json["label"][mission.regions[r].id] = word_of(phase.after.label[r]);
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    if (before.provider[t] == phase.after.provider[t]) continue;
    Json handed = {{"task", mission.tasks[t].id},
                   {"to", word_of(phase.after.provider[t])},
                   {"receiver", wording::receiver_words(mission, phase, t)}};
    const auto chance = timeline::receiver_alone(mission, report.conduct.ability, phase, t);
    handed["stands_alone"] = chance ? Json(*chance) : Json(nullptr);
    json["handed_over"].push_back(std::move(handed));
  }
  return json;
}

Json signature_document(const Mission& mission, const Plan& plan) {
  const auto& alone = plan.signature.unilateral;
  if (!alone || alone->index >= mission.parties.size()) return {{"signed", "agreement"}};
  return {{"unilateral", mission.parties[alone->index].id}};
}

Json plan_warnings_document(const Mission& mission, const Plan& plan,
                            const std::vector<PlanWarning>& warnings) {
  Json list = Json::array();
  for (const PlanWarning& w : warnings) {
    Json json = {{"warning", word_of(w.kind)},
                 {"phase", w.phase},
                 {"step", plan.phases.at(w.phase).name},
                 {"value", w.value},
                 {"against", w.against},
                 {"words", wording::plan_warning_words(mission, w)}};
    if (w.task) json["task"] = mission.tasks[w.task->index].id;
    if (w.region) json["region"] = mission.regions[w.region->index].id;
    if (w.site) json["site"] = mission.sites[w.site->index].id;
    if (w.unit) json["unit"] = mission.units[w.unit->index].id;
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace handover::report
