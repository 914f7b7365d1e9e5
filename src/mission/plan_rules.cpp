// What has to hold in plans beyond what `check_plan` refuses of a single one.
#include "base/plain_text.h"
#include "mission/mission_rules.h"
#include "mission/rule_findings.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace handover {
namespace {

template <class Check>
void each_plan(RuleFindings& found, const Check& check) {
  const auto& plans = found.mission().plans;
  for (std::size_t i = 0; i < plans.size(); ++i) check(plans[i], found.loading().plan_files[i]);
}

template <class Check>
void each_phase(RuleFindings& found, const Check& check) {
  each_plan(found, [&](const Plan& plan, const std::string& file) {
    for (const Phase& phase : plan.phases) check(phase, file);
  });
}

std::string in_phase(const Phase& phase) {
  return fmt::format(" in '{}'", phase.name);
}

// The count that a gate reads at its finest: a mean over 90 days moves by steps, a chance does not.
void gates_can_open_and_shut(RuleFindings& found) {
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    const auto check = [&](const Condition& condition, const char* field) {
      if (condition.what == Observable::always) return;
      const auto [low, high] = bounds_of_observable(static_cast<std::size_t>(condition.what));
      const bool at_most = condition.compare == Compare::at_most;
      const bool never = at_most ? condition.threshold < low : condition.threshold > high;
      const bool always = at_most ? condition.threshold >= high : condition.threshold <= low;
      if (!never && !always) return;
      found.file(
          file, field, fmt::format("{:g}", condition.threshold),
          fmt::format("is {} met by {}{}", never ? "never" : "always", word_of(condition.what),
                      in_phase(phase)),
          fmt::format("the measure lies between {:g} and {:g}; write what = \"always\" for a calendar step",
                      low, high));
    };
    for (const Condition& condition : phase.gate.all_of) check(condition, "phase.gate.conditions.threshold");
    for (const Condition& condition : phase.gate.reverses) check(condition, "phase.gate.reverses.threshold");
  });
}

void steps_lie_ahead(RuleFindings& found) {
  const Month now = month_of(found.mission().as_of);
  if (!found.loading().own_as_of) return;
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    if (phase.earliest < now)
      found.file(file, "phase.earliest", to_string(phase.earliest),
                 "is before the as-of date" + in_phase(phase), "a step to come has a month to come");
  });
  each_plan(found, [&](const Plan& plan, const std::string& file) {
    if (plan.mission_end && *plan.mission_end < now)
      found.file(file, "mission_end", to_string(*plan.mission_end), "is before the as-of date",
                 "write a month to come");
    for (std::size_t region = 0; region < plan.presence_end.size(); ++region) {
      if (plan.presence_end[region] && *plan.presence_end[region] < now)
        found.file(file, "presence_end." + found.mission().regions[region].id,
                   to_string(*plan.presence_end[region]), "is before the as-of date",
                   "write a month to come");
    }
  });
}

void steps_are_past(RuleFindings& found) {
  if (found.loading().own_as_of) return;
  const Month now = month_of(found.mission().as_of);
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    if (phase.earliest < now)
      found.file(file, "phase.earliest", to_string(phase.earliest),
                 "is before the as-of date that was asked for" + in_phase(phase),
                 "the step is taken as due at once");
  });
}

void steps_end_in_this_age(RuleFindings& found) {
  const Mission& mission = found.mission();
  const Month last = plus_months(month_of(mission.as_of), mission.horizon_months + 120);
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    if (phase.earliest > last)
      found.file(file, "phase.earliest", to_string(phase.earliest),
                 "is more than ten years after the horizon" + in_phase(phase), "correct the month");
    if (phase.gate.latest && *phase.gate.latest > last)
      found.file(file, "phase.gate.latest", to_string(*phase.gate.latest),
                 "is more than ten years after the horizon" + in_phase(phase),
                 "correct the month, or leave it out for a gate that waits");
  });
}

void steps_are_seen(RuleFindings& found) {
  const Mission& mission = found.mission();
  const Month last = plus_months(month_of(mission.as_of), mission.horizon_months);
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    if (phase.earliest > last)
      found.file(file, "phase.earliest", to_string(phase.earliest),
                 fmt::format("is after the horizon, which ends in {}{}", to_string(last), in_phase(phase)),
                 "the step is not simulated");
  });
}

void plans_have_steps(RuleFindings& found) {
  if (!found.loading().own_as_of) return;  // today's troops are those of the author's day
  const int today = total_troops(posture_today(found.mission()));
  each_plan(found, [&](const Plan& plan, const std::string& file) {
    if (!plan.phases.empty()) return;
    const bool ends = plan.mission_end || std::any_of(plan.presence_end.begin(), plan.presence_end.end(),
                                                      [](const auto& end) { return end.has_value(); });
    if (ends)
      found.file(file, "phase", {}, "is missing, but an end is given", "write the steps that lead to it");
    else if (plan.residual.stated && (today < plan.residual.low || today > plan.residual.high))
      found.file(file, "phase", {},
                 fmt::format("is missing, and {} troops are outside of the band that stays", today),
                 "write the steps; a plan without any keeps today's troops");
  });
}

void presence_outlasts_the_mission(RuleFindings& found) {
  each_plan(found, [&](const Plan& plan, const std::string& file) {
    if (!plan.mission_end || plan.presence_end.empty()) return;
    std::optional<Month> last;
    for (const auto& end : plan.presence_end) {
      if (!end) return;
      last = std::max(last.value_or(*end), *end);
    }
    if (*last < *plan.mission_end)
      found.file(file, "mission_end", to_string(*plan.mission_end),
                 "is after the last presence has ended everywhere, in " + to_string(*last),
                 "the mission ends with it at the latest");
  });
}

void troops_do_not_explode(RuleFindings& found) {
  constexpr double kManyTimes = 10.0;
  const int today = total_troops(posture_today(found.mission()));
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    const int troops = total_troops(phase.after);
    if (today > 0 && troops > kManyTimes * today)
      found.file(file, "phase.troops", std::to_string(troops),
                 fmt::format("are more than ten times today's {}{}", today, in_phase(phase)),
                 "correct the number");
  });
}

void troops_shrink(RuleFindings& found) {
  constexpr double kManyTimes = 10.0;
  each_plan(found, [&](const Plan& plan, const std::string& file) {
    const int today = total_troops(posture_today(found.mission()));
    for (const Phase& phase : plan.phases) {
      const int troops = total_troops(phase.after);
      if (today > 0 && troops > today && troops <= kManyTimes * today)
        found.file(file, "phase.troops", std::to_string(troops),
                   fmt::format("are more than today's {}{}", today, in_phase(phase)),
                   "see whether the step is meant to reinforce");
    }
  });
}

void owners_decide(RuleFindings& found) {
  const Mission& mission = found.mission();
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    const std::size_t owner = phase.gate.owner.index;
    if (owner < mission.parties.size() && !mission.parties[owner].decides)
      found.file(file, "phase.gate.owner", mission.parties[owner].id,
                 "is a party that does not decide" + in_phase(phase),
                 "name a party that decides, or let it decide");
  });
}

void measurers_are_known(RuleFindings& found) {
  const Loading& loading = found.loading();
  each_phase(found, [&](const Phase& phase, const std::string& file) {
    for (const Condition& condition : phase.gate.all_of) {
      const std::string& who = condition.source;
      // A body is named in words; what looks like a name must be one.
      if (who.empty() || !is_name(who) || loading.published.count(who) > 0 || loading.actors.find(who) ||
          loading.parties.find(who) || loading.assessors.find(who))
        continue;
      found.file(file, "phase.gate.conditions.source", who,
                 "is not a source, actor, party or assessor of the mission" + in_phase(phase),
                 "correct the name, or name the body in words");
    }
  });
}

constexpr MissionRule kPlanRules[] = {
    {"gate-threshold", Grade::refused, "A condition of a gate can be met and can fail",
     gates_can_open_and_shut},
    {"plan-past", Grade::refused, "Steps and ends of a plan are not before the mission's own as-of date",
     steps_lie_ahead},
    {"plan-past-asked", Grade::doubtful, "Steps are not before the as-of date that was asked for",
     steps_are_past},
    {"plan-age", Grade::refused,
     "Steps and the latest months of gates are at most ten years after the horizon", steps_end_in_this_age},
    {"plan-horizon", Grade::doubtful, "Steps begin before the horizon ends", steps_are_seen},
    {"plan-empty", Grade::refused, "A plan without steps has no end and keeps today's troops",
     plans_have_steps},
    {"plan-ends", Grade::refused, "The mission ends with the last presence at the latest",
     presence_outlasts_the_mission},
    {"plan-troops-far-more", Grade::refused, "No step leaves more than ten times today's troops",
     troops_do_not_explode},
    {"plan-troops-more", Grade::doubtful, "No step leaves more troops than there are today", troops_shrink},
    {"gate-owner", Grade::doubtful, "The owner of a gate decides", owners_decide},
    {"gate-source", Grade::doubtful, "Who measures a condition is named in words or is known",
     measurers_are_known},
};

}  // namespace

std::span<const MissionRule> plan_rules() {
  return kPlanRules;
}

MeasureBounds bounds_of_observable(std::size_t observable) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  switch (static_cast<Observable>(observable)) {
    case Observable::function_stands_alone:
    case Observable::talks_agreed:
    case Observable::always:
      return {0, 1};
    default:
      return {0, kAny};
  }
}

}  // namespace handover
