#include "mission/mission.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// Collects what is wrong with one plan; every line names the phase it is about.
class PlanCheck {
 public:
  PlanCheck(const Plan& plan, const Mission& mission, const std::string& file)
      : plan_(plan), mission_(mission), file_(file) {}

  std::vector<Problem> run() {
    for (std::size_t i = 0; i < plan_.phases.size(); ++i) {
      check_order(i);
      check_gate(plan_.phases[i]);
      check_troops(plan_.phases[i]);
      check_dependants(plan_.phases[i]);
    }
    check_signature();
    check_residual();
    check_mission_end();
    check_ends();
    return std::move(problems_);
  }

 private:
  void report(ProblemCode code, const std::string& field, const std::string& value, std::string what,
              std::string hint) {
    problems_.push_back({.code = code,
                         .file = file_,
                         .field = field,
                         .value = value,
                         .what = std::move(what),
                         .hint = std::move(hint)});
  }

  void check_order(std::size_t i) {
    const Phase& phase = plan_.phases[i];
    if (i > 0 && phase.earliest < plan_.phases[i - 1].earliest) {
      report(ProblemCode::inconsistent, "phase.earliest", to_string(phase.earliest),
             fmt::format("puts '{}' before its predecessor '{}'", phase.name, plan_.phases[i - 1].name),
             "order the phases by their earliest month");
    }
    if (phase.gate.latest && *phase.gate.latest < phase.earliest) {
      report(ProblemCode::out_of_range, "phase.gate.latest", to_string(*phase.gate.latest),
             fmt::format("comes before the earliest month of '{}'", phase.name), "move it later");
    }
  }

  void check_gate(const Phase& phase) {
    if (phase.gate.owner.index >= mission_.parties.size()) {
      report(ProblemCode::missing, "phase.gate.owner", "", fmt::format("is missing in '{}'", phase.name),
             "name the party that decides whether the gate is passed");
    }
    if (phase.gate.all_of.empty()) {
      report(ProblemCode::missing, "phase.gate.conditions", "",
             fmt::format("are missing in '{}'", phase.name),
             "write a condition, or what = \"always\" for a calendar step");
    }
    for (const Condition& condition : phase.gate.all_of) {
      if (condition.what != Observable::always && condition.source.empty()) {
        report(ProblemCode::missing, "phase.gate.conditions.source", "",
               fmt::format("is missing in '{}'", phase.name), "name who measures the condition");
      }
    }
  }

  // Troops need somewhere to be, and enough of them to protect themselves.
  void check_troops(const Phase& phase) {
    for (std::size_t r = 0; r < mission_.regions.size(); ++r) {
      const RegionId region{static_cast<std::uint16_t>(r)};
      const int troops = phase.after.troops[r].value;
      if (troops > 0 && has_sites(region) && !has_open_site(phase.after, region)) {
        report(ProblemCode::inconsistent, "phase.troops", std::to_string(troops),
               fmt::format("stay in {} after '{}' though no site there is open", mission_.regions[r].name,
                           phase.name),
               "set the region's troops to 0 or keep a site open");
      }
      const double needed = force_protection(phase.after, region);
      if (troops > 0 && troops < needed) {
        report(
            ProblemCode::out_of_range, "phase.troops", std::to_string(troops),
            fmt::format("is below the {:.0f} persons that force protection alone asks for in {} after '{}'",
                        needed, mission_.regions[r].name, phase.name),
            "keep more, or close more sites");
      }
    }
  }

  bool has_sites(RegionId region) const {
    return std::any_of(mission_.sites.begin(), mission_.sites.end(),
                       [&](const Site& site) { return site.region == region; });
  }
  bool has_open_site(const Posture& posture, RegionId region) const {
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      if (posture.site_open[s] && mission_.sites[s].region == region) return true;
    }
    return false;
  }

  // Persons for force-protection tasks in zones that hold an open site.
  double force_protection(const Posture& posture, RegionId region) const {
    std::vector<bool> zone_in_use(mission_.zones.size(), false);
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      if (posture.site_open[s] && mission_.sites[s].region == region)
        zone_in_use[mission_.sites[s].zone.index] = true;
    }
    double persons = 0.0;
    for (const TaskDemand& demand : mission_.task_demands) {
      const Task& task = mission_.tasks[demand.task.index];
      if (task.force_protection && zone_in_use[demand.zone.index])
        persons += demand.demand * task.persons_per_demand;
    }
    return persons;
  }

  // No site closes while a theatre it sustains still holds troops or is planned to be kept longer.
  void check_dependants(const Phase& phase) {
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      if (phase.after.site_open[s] || !mission_.sites[s].open) continue;
      for (const RegionId theatre : mission_.sites[s].sustains) {
        if (phase.after.troops[theatre.index].value == 0 || another_sustains(phase.after, s, theatre))
          continue;
        report(ProblemCode::inconsistent, "phase.close", mission_.sites[s].id,
               fmt::format("closes in '{}' while {}, which it sustains, still holds {} troops", phase.name,
                           mission_.regions[theatre.index].name, phase.after.troops[theatre.index].value),
               "end the dependent theatre first, or keep another site that sustains it");
      }
    }
  }
  bool another_sustains(const Posture& posture, std::size_t closed, RegionId theatre) const {
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      const auto& sustains = mission_.sites[s].sustains;
      if (s != closed && posture.site_open[s] &&
          std::find(sustains.begin(), sustains.end(), theatre) != sustains.end())
        return true;
    }
    return false;
  }

  void check_signature() {
    const auto& alone = plan_.signature.unilateral;
    if (!alone || alone->index < mission_.parties.size()) return;
    report(ProblemCode::unknown_reference, "unilateral", std::to_string(alone->index),
           "names no party of the mission", "name a party of mission.toml, or write signed = \"agreement\"");
  }

  // The band is what stays after the mission's end: at the end of the plan, or, where every presence is given
  // an end, after one of the steps before it.
  void check_residual() {
    if (!plan_.residual.stated || plan_.phases.empty()) return;
    const int left = total_troops(plan_.phases.back().after);
    if (in_band(left)) return;
    const bool all_end = std::all_of(plan_.presence_end.begin(), plan_.presence_end.end(),
                                     [](const auto& end) { return end.has_value(); });
    const bool held_before = std::any_of(plan_.phases.begin(), plan_.phases.end(), [&](const Phase& phase) {
      return in_band(total_troops(phase.after));
    });
    if (left == 0 && all_end && held_before) return;
    report(ProblemCode::out_of_range, "residual",
           fmt::format("{}-{}", plan_.residual.low, plan_.residual.high),
           fmt::format("does not hold the {} troops left after the last phase", left),
           "make the band and the last phase agree");
  }
  bool in_band(int troops) const { return troops >= plan_.residual.low && troops <= plan_.residual.high; }

  // The mission ends when no troops are left under the coalition's label. The month that is written for it
  // may lie between the first step that takes the label or the troops away somewhere and the month after the
  // last such step is done by the calendar.
  void check_mission_end() {
    if (!plan_.mission_end || plan_.phases.empty()) return;
    const StepsToTheEnd steps = steps_to_the_end();
    if (!steps.ever_there) return;
    const std::string written = to_string(*plan_.mission_end);
    if (steps.last == nullptr) {
      report(ProblemCode::inconsistent, "mission_end", written, "is given, but no phase ends the mission",
             "add a phase that takes the label coalition from the last troops, or leave mission_end out");
    } else if (*plan_.mission_end < steps.first->earliest) {
      report(ProblemCode::inconsistent, "mission_end", written,
             fmt::format("is given, but the mission {} in phase '{}', planned {}",
                         steps.first == steps.last ? "ends" : "begins to end", steps.first->name,
                         to_string(steps.first->earliest)),
             "make the month and the phase agree");
    } else if (steps.done_by && *plan_.mission_end > plus_months(*steps.done_by, 1)) {
      report(ProblemCode::inconsistent, "mission_end", written,
             fmt::format("is given, but the mission has ended with phase '{}' by {}", steps.last->name,
                         to_string(*steps.done_by)),
             "make the month and the phase agree");
    }
  }
  struct StepsToTheEnd {
    bool ever_there = false;       // troops under the coalition's label, today or after some step
    const Phase* first = nullptr;  // that takes the label or the troops away somewhere
    const Phase* last = nullptr;   // after which they are away everywhere; nothing when they never are
    std::optional<Month>
        done_by;  // when `last` is done by the calendar; nothing when a gate may wait for ever
  };
  StepsToTheEnd steps_to_the_end() const {
    StepsToTheEnd steps;
    const Posture today = posture_today(mission_);
    const Posture* before = &today;
    std::optional<Date> done = mission_.as_of;
    for (const Phase& phase : plan_.phases) {
      if (steps.first == nullptr && takes_away(*before, phase.after)) steps.first = &phase;
      done = done_after(phase, done);
      const bool was_there = under_coalition_label(*before), is_there = under_coalition_label(phase.after);
      steps.ever_there = steps.ever_there || was_there || is_there;
      if (is_there) steps.last = nullptr;
      if (was_there && !is_there) {
        steps.last = &phase;
        steps.done_by = done ? std::optional(month_of(*done)) : std::nullopt;
      }
      before = &phase.after;
    }
    return steps;
  }
  static bool takes_away(const Posture& before, const Posture& after) {
    for (std::size_t r = 0; r < before.label.size(); ++r) {
      if (before.label[r] != Label::coalition) continue;
      if (after.label[r] != Label::coalition) return true;
      if (before.troops[r].value > 0 && after.troops[r].value == 0) return true;
    }
    return false;
  }
  // The last day on which the phase is done by its own calendar; nothing when its gate waits without a limit.
  static std::optional<Date> done_after(const Phase& phase, std::optional<Date> ready) {
    const auto& conditions = phase.gate.all_of;
    const bool by_calendar =
        std::all_of(conditions.begin(), conditions.end(),
                    [](const Condition& condition) { return condition.what == Observable::always; });
    if (!ready || (!by_calendar && !phase.gate.latest)) return std::nullopt;
    const Month planned = by_calendar ? phase.earliest : *phase.gate.latest;
    return std::max(*ready, first_day(planned)) + std::chrono::days{phase.execution.value};
  }

  void check_ends() {
    for (std::size_t r = 0; r < plan_.presence_end.size(); ++r) {
      if (!plan_.presence_end[r] || plan_.phases.empty() ||
          !has_sites(RegionId{static_cast<std::uint16_t>(r)}))
        continue;
      if (plan_.phases.back().after.troops[r].value == 0) continue;
      report(ProblemCode::inconsistent, "presence_end." + mission_.regions[r].id,
             to_string(*plan_.presence_end[r]), "is given, but no phase takes the last troops out",
             "add a phase that sets the region's troops to 0, or leave the end open");
    }
  }

  const Plan& plan_;
  const Mission& mission_;
  const std::string& file_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_plan(const Plan& plan, const Mission& mission, const std::string& file_name) {
  return PlanCheck(plan, mission, file_name).run();
}

}  // namespace handover
