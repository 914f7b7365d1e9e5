#include "timeline/plan_text.h"

#include "mission/names.h"

#include <fmt/format.h>

namespace handover::timeline {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string band_text(const char* key, const Band& band) {
  if (!band.stated) return fmt::format("{} = \"unstated\"\n", key);
  return fmt::format("{} = {{ low = {}, high = {} }}\n", key, band.low, band.high);
}

std::string subject_of(const Mission& mission, const Condition& condition) {
  switch (condition.what) {
    case Observable::attacks_per_month:
      return mission.streams[condition.subject].id;
    case Observable::function_stands_alone:
      return mission.functions[condition.subject].id;
    case Observable::regime_off_days:
      return mission.patrons[condition.subject].id;
    default:
      return "";
  }
}

std::string condition_text(const Mission& mission, const Condition& condition) {
  if (condition.what == Observable::always) return "{ what = \"always\" }";
  const std::string subject = subject_of(mission, condition);
  return fmt::format(
      "{{ what = \"{}\", {}compare = \"{}\", threshold = {}, held_for_days = {}, source = {} }}",
      word_of(condition.what), subject.empty() ? "" : fmt::format("subject = {}, ", quoted(subject)),
      word_of(condition.compare), condition.threshold, condition.held_for.value, quoted(condition.source));
}

std::string list_text(const char* key, const Mission& mission, const std::vector<Condition>& conditions) {
  if (conditions.empty()) return "";
  std::string text = fmt::format("{} = [\n", key);
  for (const Condition& condition : conditions) text += "  " + condition_text(mission, condition) + ",\n";
  return text + "]\n";
}

// "key = { a = 1, b = 2 }", only for what differs from the step before.
template <class Value, class Text, class Table>
std::string changes(const char* key, const Table& table, const std::vector<Value>& before,
                    const std::vector<Value>& after, Text text) {
  std::string inside;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before[i] == after[i]) continue;
    inside += fmt::format("{}{} = {}", inside.empty() ? "" : ", ", table[i].id, text(after[i]));
  }
  return inside.empty() ? "" : fmt::format("{} = {{ {} }}\n", key, inside);
}

std::string sites_text(const char* key, const Mission& mission, const Posture& before, const Posture& after,
                       bool open) {
  std::string inside;
  for (std::size_t s = 0; s < after.site_open.size(); ++s) {
    if (before.site_open[s] == after.site_open[s] || after.site_open[s] != open) continue;
    inside += (inside.empty() ? "" : ", ") + quoted(mission.sites[s].id);
  }
  return inside.empty() ? "" : fmt::format("{} = [{}]\n", key, inside);
}

// The id of who takes the task over where the phase names it, else the word for whom.
std::string receiver_of(const Mission& mission, const Phase& phase, std::size_t task) {
  for (const Receiver& receiver : phase.receivers) {
    if (receiver.task.index != task) continue;
    if (receiver.unit) return mission.units[receiver.unit->index].id;
    if (receiver.third_party) return mission.actors[receiver.third_party->index].id;
  }
  return std::string(word_of(phase.after.provider[task]));
}

// "hand_over = { task = receiver }": by name where the phase names it.
std::string handed_text(const Mission& mission, const Posture& before, const Phase& phase) {
  std::string inside;
  for (std::size_t t = 0; t < phase.after.provider.size(); ++t) {
    if (before.provider[t] == phase.after.provider[t]) continue;
    inside += fmt::format("{}{} = {}", inside.empty() ? "" : ", ", mission.tasks[t].id,
                          quoted(receiver_of(mission, phase, t)));
  }
  return inside.empty() ? "" : fmt::format("hand_over = {{ {} }}\n", inside);
}

std::string phase_text(const Mission& mission, const Posture& before, const Phase& phase) {
  const Posture& after = phase.after;
  std::string text = fmt::format("\n[[phase]]\nname = {}\nearliest = \"{}\"\nexecution_days = {}\n",
                                 quoted(phase.name), to_string(phase.earliest), phase.execution.value);
  if (phase.cost > 0.0) text += fmt::format("cost = {}\n", phase.cost);
  text +=
      sites_text("close", mission, before, after, false) + sites_text("open", mission, before, after, true);
  const auto word = [](auto value) { return quoted(std::string(word_of(value))); };
  text += changes("label", mission.regions, before.label, after.label, word);
  text += handed_text(mission, before, phase);
  text += changes("troops", mission.regions, before.troops, after.troops,
                  [](Persons persons) { return std::to_string(persons.value); });
  text += fmt::format("[phase.gate]\nowner = {}\nreview_every_days = {}\n",
                      quoted(mission.parties[phase.gate.owner.index].id), phase.gate.review_every.value);
  if (phase.gate.latest) text += fmt::format("latest = \"{}\"\n", to_string(*phase.gate.latest));
  return text + list_text("conditions", mission, phase.gate.all_of) +
         list_text("reverses", mission, phase.gate.reverses);
}

}  // namespace

std::string plan_as_toml(const Mission& mission, const Plan& plan) {
  std::string text = fmt::format("id = {}\nname = {}\n", quoted(plan.id), quoted(plan.name));
  if (plan.mission_end) text += fmt::format("mission_end = \"{}\"\n", to_string(*plan.mission_end));
  text +=
      plan.signature.waits_for_agreement()
          ? "signed = \"agreement\"\n"
          : fmt::format("unilateral = {}\n", quoted(mission.parties[plan.signature.unilateral->index].id));
  text += band_text("residual", plan.residual) + band_text("reserve", plan.reserve);
  std::string ends;
  for (std::size_t r = 0; r < plan.presence_end.size(); ++r) {
    if (plan.presence_end[r])
      ends += fmt::format("{} = \"{}\"\n", mission.regions[r].id, to_string(*plan.presence_end[r]));
  }
  if (!ends.empty()) text += "\n[presence_end]\n" + ends;
  Posture before = posture_today(mission);
  for (const Phase& phase : plan.phases) {
    text += phase_text(mission, before, phase);
    before = phase.after;
  }
  return text;
}

}  // namespace handover::timeline
