#include "timeline/what_if.h"

#include "base/parallel.h"
#include "timeline/answers.h"
#include "timeline/figures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr int kHoldMonths = 6, kPauseMonths = 3;

using Replications = std::vector<std::vector<ReplicationDetail>>;  // [scenario][replication]

// A figure that is a chance: its interval ends at nought and one.
ScenarioFigure chance_figure(std::vector<double> by_scenario, double confidence) {
  ScenarioFigure figure = scenario_figure(std::move(by_scenario), confidence);
  figure.interval.low = std::max(0.0, figure.interval.low);
  figure.interval.high = std::min(1.0, figure.interval.high);
  return figure;
}

// One plan of the what-if runs: the chosen one, or it with some phases moved.
struct Runs {
  std::vector<Plan> plans;
  std::vector<Replications> replications;
};

bool was_attacked(const ReplicationDetail& detail, int from_month, int to_month) {
  const auto& deaths = detail.coalition_deaths_by_month;
  const auto at = [&](int month) {
    if (month <= 0 || deaths.empty()) return 0.0F;
    return deaths[std::min(static_cast<std::size_t>(month), deaths.size()) - 1];
  };
  return at(to_month) > at(from_month);
}

class WhatIf {
 public:
  WhatIf(const Mission& mission, const SearchOptions& options, const MakeEvaluator& make, const Plan& plan,
         TimelineReport& report)
      : mission_(mission), options_(options), plan_(plan), report_(report) {
    for (std::size_t line = 0; line < report.lines.size(); ++line) {
      if (report.parties[report.lines[line].party].decides && line < 64)
        deciding_ |= std::uint64_t{1} << line;
    }
    // 0: as it is; then per phase: held, paused after it, sooner after it.
    plans_.push_back(plan);
    for (std::size_t p = 0; p < plan.phases.size(); ++p) {
      plans_.push_back(moved(mission, plan, p, kHoldMonths));
      plans_.push_back(moved(mission, plan, p, kPauseMonths));
      plans_.push_back(moved(mission, plan, p, -kPauseMonths));
    }
    evaluator_ = make(plans_);
    replications_.resize(plans_.size(), Replications(options.detail_scenarios));
    parallel_for(plans_.size() * options.detail_scenarios, options.threads, [&](std::size_t i) {
      const std::size_t which = i / options.detail_scenarios, w = i % options.detail_scenarios;
      replications_[which][w] =
          evaluator_->details(which, kDetailDraws.first_scenario + static_cast<std::uint32_t>(w),
                              kDetailDraws.first_replication, options.detail_replications);
    });
  }

  std::uint64_t replications_used() const {
    return std::uint64_t{plans_.size()} * options_.detail_scenarios * options_.detail_replications;
  }

  void add_cards() {
    for (std::size_t p = 0; p < plan_.phases.size(); ++p) report_.conduct.gate_cards.push_back(card_of(p));
  }
  void add_branches() {
    for (std::size_t p = 0; p < plan_.phases.size(); ++p) report_.conduct.branches.push_back(branch_of(p));
  }

 private:
  const Replications& held(std::size_t phase) const { return replications_[1 + 3 * phase]; }
  const Replications& paused(std::size_t phase) const { return replications_[2 + 3 * phase]; }
  const Replications& sooner(std::size_t phase) const { return replications_[3 + 3 * phase]; }
  bool keeps(const ReplicationDetail& detail) const { return (detail.broken & deciding_) == 0; }

  int month_index(Month month) const { return months_between(month_of(mission_.as_of), month); }

  GateCard card_of(std::size_t p) const {
    const Phase& phase = plan_.phases[p];
    GateCard card;
    card.phase = phase.name;
    card.planned = phase.earliest;
    card.latest = phase.gate.latest;
    for (const Condition& condition : phase.gate.reverses)
      card.reverses.push_back(named(mission_, condition));
    for (const Condition& condition : phase.gate.all_of) {
      card.conditions.push_back(named(mission_, condition));
      const auto age = evidence_age(mission_, condition);
      if (age) card.evidence_age_days = std::max(card.evidence_age_days.value_or(0), *age);
    }
    if (phase.gate.owner.index < mission_.parties.size())
      card.owner = mission_.parties[phase.gate.owner.index].name;
    card.kept_by_party = report_.map.chosen_figures.by_party;
    fill_passing(card, p);
    fill_mistakes(card, p);
    return card;
  }

  void fill_passing(GateCard& card, std::size_t p) const {
    for (int month = 1; month <= mission_.horizon_months; ++month) {
      const int day = static_cast<int>(std::lround(month * kDaysPerMonth));
      std::vector<double> by_scenario;
      for (const auto& scenario : replications_[0]) {
        double passed = 0.0;
        for (const ReplicationDetail& detail : scenario) {
          const std::int32_t on = p < detail.phase_passed.size() ? detail.phase_passed[p] : -1;
          passed += on >= 0 && on <= day ? 1.0 : 0.0;
        }
        by_scenario.push_back(passed / static_cast<double>(std::max<std::size_t>(1, scenario.size())));
      }
      card.passed_by_month.push_back(chance_figure(std::move(by_scenario), options_.confidence));
    }
  }

  void fill_mistakes(GateCard& card, std::size_t p) const {
    std::vector<double> passing, holding;
    for (std::size_t w = 0; w < replications_[0].size(); ++w) {
      double bad_pass = 0.0, bad_hold = 0.0, passed = 0.0;
      for (std::size_t f = 0; f < replications_[0][w].size(); ++f) {
        const ReplicationDetail& as_planned = replications_[0][w][f];
        if (p >= as_planned.phase_passed.size() || as_planned.phase_passed[p] < 0) continue;
        const bool kept = keeps(as_planned), kept_when_held = keeps(held(p)[w][f]);
        passed += 1.0;
        bad_pass += !kept && kept_when_held ? 1.0 : 0.0;
        bad_hold += kept && !kept_when_held ? 1.0 : 0.0;
      }
      if (passed == 0.0) continue;
      passing.push_back(bad_pass / passed);
      holding.push_back(bad_hold / passed);
    }
    card.passing_was_mistake = chance_figure(std::move(passing), options_.confidence);
    card.holding_was_mistake = chance_figure(std::move(holding), options_.confidence);
  }

  // A phase lasts from the step before it to its own step: that is when an attack finds it under way.
  Branch branch_of(std::size_t p) const {
    Branch branch;
    branch.phase = plan_.phases[p].name;
    const int from = p == 0 ? 0 : month_index(plan_.phases[p - 1].earliest);
    // The three continuations part where "sooner" would begin: until then they are one and the same
    // replication.
    const int to = std::max(from + 1, month_index(plans_[3 + 3 * p].phases[p].earliest));
    std::vector<double> chance;
    std::array<std::vector<double>, 3> kept;
    const Replications* choices[] = {&replications_[0], &paused(p), &sooner(p)};
    for (std::size_t w = 0; w < replications_[0].size(); ++w) {
      double attacked = 0.0;
      std::array<double, 3> keeps_lines{};
      for (std::size_t f = 0; f < replications_[0][w].size(); ++f) {
        if (!was_attacked(replications_[0][w][f], from, to)) continue;
        attacked += 1.0;
        for (std::size_t c = 0; c < 3; ++c) keeps_lines[c] += keeps((*choices[c])[w][f]) ? 1.0 : 0.0;
      }
      chance.push_back(attacked / static_cast<double>(std::max<std::size_t>(1, replications_[0][w].size())));
      if (attacked == 0.0) continue;
      for (std::size_t c = 0; c < 3; ++c) kept[c].push_back(keeps_lines[c] / attacked);
    }
    branch.chance = chance_figure(std::move(chance), options_.confidence);
    branch.scenarios = kept[0].size();
    branch.too_few = branch.scenarios < kFewestScenarios;
    if (!branch.too_few) branch.advised = advised(kept);
    for (std::size_t c = 0; c < 3; ++c) {
      branch.choices.push_back({kContinuations[c], chance_figure(std::move(kept[c]), options_.confidence)});
    }
    return branch;
  }

  // The best choice when its paired gain over each other one is beyond zero.
  std::optional<Continuation> advised(const std::array<std::vector<double>, 3>& kept) const {
    std::size_t best = 0;
    for (std::size_t c = 1; c < 3; ++c) {
      if (mean_of(kept[c]) > mean_of(kept[best])) best = c;
    }
    for (std::size_t c = 0; c < 3; ++c) {
      if (c == best) continue;
      std::vector<double> gain;
      for (std::size_t w = 0; w < kept[c].size(); ++w) gain.push_back(kept[best][w] - kept[c][w]);
      if (scenario_figure(std::move(gain), options_.confidence).interval.low <= 0.0) return std::nullopt;
    }
    return kContinuations[best];
  }

  static constexpr std::size_t kFewestScenarios = 8;  // with an attack, below which no choice is advised

  const Mission& mission_;
  const SearchOptions& options_;
  const Plan& plan_;
  TimelineReport& report_;
  std::uint64_t deciding_ = 0;
  std::vector<Plan> plans_;
  std::unique_ptr<Evaluator> evaluator_;
  std::vector<Replications> replications_;  // [plan][scenario][replication]
};

}  // namespace

Plan moved(const Mission& mission, const Plan& plan, std::size_t from_phase, int months) {
  Plan other = plan;
  Month floor = plus_months(month_of(mission.as_of), 1);
  if (from_phase > 0) floor = std::max(floor, plan.phases[from_phase - 1].earliest);
  for (std::size_t p = from_phase; p < other.phases.size(); ++p) {
    Phase& phase = other.phases[p];
    phase.earliest = std::max(floor, plus_months(phase.earliest, months));
    if (phase.gate.latest)
      phase.gate.latest = std::max(phase.earliest, plus_months(*phase.gate.latest, months));
  }
  return other;
}

std::uint64_t add_what_if(const Mission& mission, const SearchOptions& options, const MakeEvaluator& make,
                          const Plan& plan, TimelineReport& report) {
  if (plan.phases.empty()) return 0;
  WhatIf what_if(mission, options, make, plan, report);
  what_if.add_cards();
  what_if.add_branches();
  return what_if.replications_used();
}

}  // namespace handover::timeline
