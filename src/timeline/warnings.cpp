#include "timeline/warnings.h"

#include "talks/talks.h"

#include <algorithm>
#include <array>

namespace handover::timeline {
namespace {

constexpr std::array<std::string_view, kWarningKinds> kWords = {
    "hands_over_below_floor",  "rests_on_unable_host", "task_lapses",        "below_protection",
    "closed_before_dependant", "left_to_unable_host",  "many_sites_at_once", "step_before_signature",
    "step_in_the_past",        "handed_over_and_back", "ends_with_presence", "troops_without_effect"};

// A plan is said to wait for a signature when one is less likely than not by its month.
constexpr double kLikely = 0.5;
// Shares of a task below this are rounding in a plan of whole troops.
constexpr double kWorthTelling = 0.2;
// Troops beyond what all tasks and protection ask for: a quarter, and at least so many.
constexpr double kAmple = 1.25;
constexpr int kSomeTroops = 100;
// Sites that one step leaves: from here on too many at a time.
constexpr int kManySites = 2;
// Of so few sites none are most.
constexpr double kFewSites = 2.0;

class Warnings {
 public:
  Warnings(const Mission& mission, const Plan& plan, const WarningSources& sources)
      : mission_(mission), plan_(plan), sources_(sources), floor_(handover_floor(mission).value()) {}

  std::vector<PlanWarning> run() {
    const Posture today = posture_today(mission_);
    const Posture* before = &today;
    for (std::size_t p = 0; p < plan_.phases.size(); ++p) {
      const Posture& after = plan_.phases[p].after;
      for (std::size_t t = 0; t < mission_.tasks.size(); ++t) check_task(p, t, *before, after);
      for (std::size_t r = 0; r < mission_.regions.size(); ++r) check_region(p, r, *before, after);
      check_sites(p, *before, after);
      check_dates(p);
      before = &after;
    }
    check_signature();
    check_returns(today);
    std::stable_sort(list_.begin(), list_.end(), [](const PlanWarning& a, const PlanWarning& b) {
      return a.kind != b.kind ? a.kind < b.kind : a.phase < b.phase;
    });
    return std::move(list_);
  }

 private:
  static TaskId task_id(std::size_t t) { return TaskId{static_cast<std::uint16_t>(t)}; }
  static RegionId region_id(std::size_t r) { return RegionId{static_cast<std::uint16_t>(r)}; }
  int months_to(std::size_t p) const {
    return months_between(month_of(mission_.as_of), plan_.phases[p].earliest);
  }
  // A step gives away what it gives away once it is done.
  int months_to_done(std::size_t p) const { return months_to(p) + plan_.phases[p].execution.value / 30; }

  const needs::SolvedPosture* row_of(const Posture& posture) const {
    if (sources_.needs == nullptr) return nullptr;
    for (const auto& row : sources_.needs->table) {
      if (row.posture == posture) return &row;
    }
    return nullptr;
  }

  void check_task(std::size_t p, std::size_t t, const Posture& before, const Posture& after) {
    const Task& task = mission_.tasks[t];
    const bool given_away = before.provider[t] != after.provider[t];
    if (given_away && after.provider[t] == Provider::host) check_receiver(p, t);
    if (given_away && after.provider[t] == Provider::none) check_lapse(p, t, after);
    if (after.provider[t] != Provider::coalition || !task.partner_function) return;
    check_who_does_it(p, t, before, after);
  }

  // A task that stays with the coalition, and that it has not the people for: at its own sites, or in places
  // that it has left.
  void check_who_does_it(std::size_t p, std::size_t t, const Posture& before, const Posture& after) {
    const auto* row = row_of(after);
    const double chance = sources_.ability.at(*mission_.tasks[t].partner_function, months_to_done(p));
    if (row == nullptr || chance >= floor_) return;
    const auto* row_before = row_of(before);
    const auto tell = [&](WarningKind kind, double share, double share_before) {
      if (share < kWorthTelling || (row_before != nullptr && share_before >= share - 1e-9)) return false;
      list_.push_back({.kind = kind, .phase = p, .task = task_id(t), .value = share, .against = chance});
      return true;
    };
    const auto here = [&](const needs::SolvedPosture* one) {
      if (one == nullptr) return 0.0;
      return t < one->not_ours_where_we_are.size() ? one->not_ours_where_we_are[t] : one->covered_by_host[t];
    };
    if (tell(WarningKind::rests_on_unable_host, here(row), here(row_before))) return;
    // Where nobody stays nobody of ours has to be supplied or relieved.
    const Task& task = mission_.tasks[t];
    const bool own =
        task.without_it == WithoutTask::tasks_stop || task.without_it == WithoutTask::less_protected;
    if (task.enabler && own) return;
    tell(WarningKind::left_to_unable_host, row->covered_by_host[t],
         row_before == nullptr ? 0.0 : row_before->covered_by_host[t]);
  }

  void check_receiver(std::size_t p, std::size_t t) {
    const Task& task = mission_.tasks[t];
    if (!task.partner_function || guarded(plan_.phases[p].gate, *task.partner_function)) return;
    const double chance = sources_.ability.at(*task.partner_function, months_to_done(p));
    if (chance >= floor_) return;
    PlanWarning warning{.kind = WarningKind::hands_over_below_floor,
                        .phase = p,
                        .task = task_id(t),
                        .value = chance,
                        .against = floor_};
    for (const Receiver& receiver : plan_.phases[p].receivers) {
      if (receiver.task == task_id(t)) warning.unit = receiver.unit;
    }
    list_.push_back(warning);
  }

  // The gate opens only when the function stands alone with at least the floor's chance.
  bool guarded(const Gate& gate, FunctionId function) const {
    if (gate.latest) return false;
    return std::any_of(gate.all_of.begin(), gate.all_of.end(), [&](const Condition& condition) {
      return condition.what == Observable::function_stands_alone && condition.subject == function.index &&
             condition.compare == Compare::at_least && condition.threshold >= floor_;
    });
  }

  // Guarding those who stay ends with them; so does what only the coalition ever did for itself.
  void check_lapse(std::size_t p, std::size_t t, const Posture& after) {
    const Task& task = mission_.tasks[t];
    const bool nobody = total_troops(after) == 0;
    if (nobody && (task.force_protection || !task.partner_function)) return;
    list_.push_back({.kind = nobody ? WarningKind::ends_with_presence : WarningKind::task_lapses,
                     .phase = p,
                     .task = task_id(t)});
  }

  void check_region(std::size_t p, std::size_t r, const Posture& before, const Posture& after) {
    const int troops = after.troops[r].value;
    if (troops == 0) return;
    if (const auto* row = row_of(after); row != nullptr && r < row->force_protection.size()) {
      if (troops < row->force_protection[r]) {
        list_.push_back({.kind = WarningKind::below_protection,
                         .phase = p,
                         .region = region_id(r),
                         .value = static_cast<double>(troops),
                         .against = static_cast<double>(row->force_protection[r])});
      }
      const int asked = row->persons_required[r];
      if (troops > kAmple * asked && troops - asked > kSomeTroops && before.troops[r] != after.troops[r]) {
        list_.push_back({.kind = WarningKind::troops_without_effect,
                         .phase = p,
                         .region = region_id(r),
                         .value = static_cast<double>(troops),
                         .against = static_cast<double>(asked)});
      }
    }
    check_sustained(p, r, before, after);
  }

  // Some site elsewhere sustained the region before this step, and none does after it.
  void check_sustained(std::size_t p, std::size_t r, const Posture& before, const Posture& after) {
    std::optional<SiteId> closed;
    for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
      const Site& site = mission_.sites[s];
      const bool sustains = site.region.index != r && std::find(site.sustains.begin(), site.sustains.end(),
                                                                region_id(r)) != site.sustains.end();
      if (!sustains) continue;
      if (after.site_open[s]) return;
      if (before.site_open[s]) closed = SiteId{static_cast<std::uint16_t>(s)};
    }
    if (!closed) return;
    list_.push_back({.kind = WarningKind::closed_before_dependant,
                     .phase = p,
                     .region = region_id(r),
                     .site = closed,
                     .value = static_cast<double>(after.troops[r].value)});
  }

  // More than one theatre or base at a time is a movement that nobody can stop half way.
  void check_sites(std::size_t p, const Posture& before, const Posture& after) {
    int open = 0, closed = 0;
    for (std::size_t s = 0; s < after.site_open.size(); ++s) {
      open += before.site_open[s] ? 1 : 0;
      closed += before.site_open[s] && !after.site_open[s] ? 1 : 0;
    }
    if (closed < kManySites) return;
    list_.push_back({.kind = WarningKind::many_sites_at_once,
                     .phase = p,
                     .value = static_cast<double>(closed),
                     .against = static_cast<double>(open)});
  }

  void check_dates(std::size_t p) {
    if (plan_.phases[p].earliest < month_of(mission_.as_of))
      list_.push_back({.kind = WarningKind::step_in_the_past, .phase = p});
  }

  // The first step tells for all that follow. A unilateral plan acts without the others' signature.
  void check_signature() {
    if (plan_.phases.empty()) return;
    const auto& by = sources_.signed_by;
    const int months = std::max(0, months_to(0));
    const std::size_t month =
        std::min<std::size_t>(static_cast<std::size_t>(months), by.empty() ? 0 : by.size() - 1);
    const bool waits = plan_.signature.waits_for_agreement();
    const bool simulated = waits && sources_.signed_in_time.has_value();
    const double chance = simulated ? *sources_.signed_in_time : by.empty() ? 0.0 : by[month];
    if ((waits && by.empty() && !simulated) || chance >= kLikely) return;
    list_.push_back({.kind = WarningKind::step_before_signature, .phase = 0, .value = chance});
  }

  // The largest share of a task that others took over and that came back to the coalition.
  void check_returns(const Posture& today) {
    for (std::size_t t = 0; t < mission_.tasks.size(); ++t) {
      double most = away(today, t), returned = 0.0;
      std::size_t phase = 0;
      for (std::size_t p = 0; p < plan_.phases.size(); ++p) {
        const double now = away(plan_.phases[p].after, t);
        if (most - now > returned) phase = p;
        returned = std::max(returned, most - now);
        most = std::max(most, now);
      }
      if (returned < kWorthTelling) continue;
      list_.push_back(
          {.kind = WarningKind::handed_over_and_back, .phase = phase, .task = task_id(t), .value = returned});
    }
  }
  double away(const Posture& posture, std::size_t t) const {
    if (posture.provider[t] != Provider::coalition) return 1.0;
    const auto* row = row_of(posture);
    return row == nullptr ? 0.0 : row->covered_by_host[t];
  }

  const Mission& mission_;
  const Plan& plan_;
  const WarningSources& sources_;
  double floor_;
  std::vector<PlanWarning> list_;
};

}  // namespace

std::string_view word_of(WarningKind kind) {
  return kWords[static_cast<std::size_t>(kind)];
}

Flaws flaws_of(const std::vector<PlanWarning>& warnings) {
  Flaws flaws;
  // Tasks that are left to nobody, or to somebody judged unable, at some time; and those that the host must
  // do where nobody of ours is: a plan of many steps comes to the latter by and by, one of few at once.
  std::vector<TaskId> tasks, elsewhere;
  const auto put = [](std::vector<TaskId>& list, TaskId task) {
    if (std::find(list.begin(), list.end(), task) == list.end()) list.push_back(task);
  };
  for (const PlanWarning& one : warnings) {
    // What ends with the last troops ends so under every plan, within the horizon or after it.
    if (one.kind == WarningKind::ends_with_presence) continue;
    if (one.task && one.kind <= WarningKind::task_lapses) {
      put(tasks, *one.task);
    } else if (one.kind == WarningKind::left_to_unable_host && one.task) {
      put(elsewhere, *one.task);
    } else if (one.kind == WarningKind::many_sites_at_once) {
      flaws.most_at_once |= 2.0 * one.value > one.against && one.against > kFewSites;
      flaws.other += static_cast<std::size_t>(std::max(0.0, one.value - 1.0));  // every site but the first
    } else {
      (one.kind <= WarningKind::closed_before_dependant ? flaws.grave : flaws.other) += 1;
    }
  }
  flaws.grave += tasks.size();
  flaws.other += elsewhere.size();
  return flaws;
}

std::vector<double> chance_signed_by(const Mission& mission, const talks::FittedTalks& talks) {
  std::vector<double> signed_by;
  if (talks.draws.empty() || talks.draws.size() != talks.settlements.size()) return signed_by;
  for (const talks::DayChance& point : talks::report_talks(mission, talks).no_agreement) {
    const int month = months_between(month_of(mission.as_of), month_of(point.day));
    if (month < 0) continue;
    signed_by.resize(static_cast<std::size_t>(month) + 1, signed_by.empty() ? 0.0 : signed_by.back());
    signed_by.back() = 1.0 - point.chance.mean;
  }
  return signed_by;
}

std::vector<PlanWarning> plan_warnings(const Mission& mission, const Plan& plan,
                                       const WarningSources& sources) {
  return Warnings(mission, plan, sources).run();
}

}  // namespace handover::timeline
