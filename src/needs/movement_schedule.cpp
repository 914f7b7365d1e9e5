#include "needs/movement_schedule.h"

#include "mission/assumption_keys.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::needs {
namespace {

constexpr double kNobody = 0.5;  // fewer than this are none

struct Job {
  std::size_t phase = 0;
  RegionId region;
  double left = 0.0;
  bool arriving = false;
  Date from{}, until{};  // until: the first day after its time
};

std::vector<Job> jobs_of(const Mission& mission, const Plan& plan) {
  std::vector<Job> jobs;
  Posture before = posture_today(mission);
  for (std::size_t p = 0; p < plan.phases.size(); ++p) {
    const Phase& phase = plan.phases[p];
    const Date from = std::max(first_day(phase.earliest), mission.as_of);
    const Date until = from + std::chrono::days(std::max(1, phase.execution.value));
    for (std::size_t r = 0; r < phase.after.troops.size(); ++r) {
      const int change = phase.after.troops[r].value - before.troops[r].value;
      if (change == 0) continue;
      const RegionId region{static_cast<std::uint16_t>(r)};
      jobs.push_back({p, region, std::abs(static_cast<double>(change)), change > 0, from, until});
    }
    before = phase.after;
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.until < b.until; });
  return jobs;
}

// Takes persons from the modes, the most capable first.
std::vector<std::pair<MovementMode, double>> take(std::vector<std::pair<MovementMode, double>>& lift,
                                                  double persons) {
  std::vector<std::pair<MovementMode, double>> taken;
  for (auto& [mode, space] : lift) {
    const double here = std::min(space, persons);
    if (here <= 0.0) continue;
    space -= here;
    persons -= here;
    taken.emplace_back(mode, here);
  }
  return taken;
}

double total_of(const std::vector<std::pair<MovementMode, double>>& lift) {
  double total = 0.0;
  for (const auto& [mode, persons] : lift) total += persons;
  return total;
}

class Scheduler {
 public:
  Scheduler(const Mission& mission, const Plan& plan)
      : mission_(mission), plan_(plan), jobs_(jobs_of(mission, plan)) {}

  MovementSchedule run() {
    schedule_.stated = !mission_.lift.empty();
    if (!schedule_.stated) return schedule_;
    const Month first = month_of(mission_.as_of);
    for (int i = 0; i <= mission_.horizon_months; ++i) move_in(plus_months(first, i));
    for (LateStep& late : schedule_.late) describe(late);
    return std::move(schedule_);
  }

 private:
  void move_in(Month month) {
    auto lift = lift_in(mission_, month);
    const double whole = total_of(lift);
    const Date begin = first_day(month), end = first_day(plus_months(month, 1));
    const double days = days_between(begin, end).value;
    for (const bool late : {false, true}) {
      for (Job& job : jobs_) {
        const Date from = std::max(begin, late ? job.until : job.from),
                   until = late ? end : std::min(end, job.until);
        if (job.left < kNobody || from >= until) continue;
        if (late) note_late(job);
        const double space = std::min(total_of(lift), whole * days_between(from, until).value / days);
        move(job, month, std::min(job.left, space), lift, late);
      }
    }
  }

  void move(Job& job, Month month, double persons, std::vector<std::pair<MovementMode, double>>& lift,
            bool late) {
    if (persons <= 0.0) return;
    job.left -= persons;
    schedule_.months.push_back(
        {month, job.phase, job.region, job.arriving ? persons : -persons, take(lift, persons), late});
    if (!late || job.left >= kNobody) return;
    for (LateStep& step : schedule_.late) {
      if (step.phase == job.phase) step.moved = month;
    }
  }

  // Once for each job: what is left when its time is over.
  void note_late(const Job& job) {
    const std::pair<std::size_t, std::uint16_t> key{job.phase, job.region.index};
    if (std::find(noted_.begin(), noted_.end(), key) != noted_.end()) return;
    noted_.push_back(key);
    const auto found = std::find_if(schedule_.late.begin(), schedule_.late.end(),
                                    [&](const LateStep& step) { return step.phase == job.phase; });
    if (found != schedule_.late.end())
      found->persons += job.left;
    else
      schedule_.late.push_back({.phase = job.phase, .persons = job.left, .moved = {}, .name = {}});
  }

  void describe(LateStep& late) const {
    const bool done = std::none_of(jobs_.begin(), jobs_.end(), [&](const Job& job) {
      return job.phase == late.phase && job.left >= kNobody;
    });
    if (!done) late.moved.reset();
    late.name = plan_.phases[late.phase].name;
    late.days = static_cast<int>(plan_.phases[late.phase].execution.value);
  }

  const Mission& mission_;
  const Plan& plan_;
  std::vector<Job> jobs_;
  std::vector<std::pair<std::size_t, std::uint16_t>> noted_;  // phase, region
  MovementSchedule schedule_;
};

}  // namespace

// The first month in which what flies may move anybody: today's, or the one after the clearance that the
// mission takes to be likeliest.
Month flights_cleared(const Mission& mission) {
  const Month today = month_of(mission.as_of);
  if (!flights_await_clearance(mission)) return today;
  for (const Assumption& assumption : mission.assumptions)
    if (assumption.key == key_of(Effect::clearance_days).key)
      return month_of(mission.as_of + std::chrono::days{static_cast<int>(assumption.range.mode)});
  return today;
}

std::vector<std::pair<MovementMode, double>> lift_in(const Mission& mission, Month month) {
  std::vector<std::pair<MovementMode, double>> lift;
  for (const LiftCapacity& row : mission.lift) {
    if (row.mode == MovementMode::rotary_wing && month < flights_cleared(mission)) continue;
    if (row.known.from > last_day(month) || row.known.to < first_day(month)) continue;
    const auto found =
        std::find_if(lift.begin(), lift.end(), [&](const auto& entry) { return entry.first == row.mode; });
    if (found != lift.end())
      found->second += row.persons_per_month;
    else
      lift.emplace_back(row.mode, row.persons_per_month);
  }
  std::stable_sort(lift.begin(), lift.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return lift;
}

MovementSchedule schedule_movement(const Mission& mission, const Plan& plan) {
  return Scheduler(mission, plan).run();
}

}  // namespace handover::needs
