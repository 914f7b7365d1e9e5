// What a presence problem must be, and what a plan of one costs, apart from the solver.
#include "needs/presence_month.h"

#include <algorithm>
#include <cmath>

namespace handover::needs {

std::vector<std::string> check_presence_problem(const PresenceProblem& p) {
  std::vector<std::string> problems;
  const auto want = [&](bool holds, const char* words) {
    if (!holds) problems.emplace_back(words);
  };
  want(p.months > 0 && p.regions > 0 && p.types > 0, "there must be a month, a region and a unit type");
  want(p.demand.size() == p.months * p.tasks * p.regions, "demand must be given by month, task and region");
  want(p.capability.size() == p.types * p.tasks, "capability must be given by type and task");
  want(p.persons.size() == p.types, "persons must be given by type");
  want(p.reach.size() == p.tasks * p.regions * p.regions, "reach must be given by task, from and to");
  want(p.capacity.size() == p.months * p.regions, "capacity must be given by month and region");
  want(p.lift.size() == p.months, "lift must be given by month");
  want(p.drop_cost.size() == p.tasks, "the cost of undone demand must be given by task");
  want(p.start.size() == p.types * p.regions, "the start must be given by type and region");
  if (!problems.empty()) return problems;
  const auto negative = [](double value) { return !(value >= 0.0); };
  want(std::none_of(p.demand.begin(), p.demand.end(), negative), "a demand is below zero or not a number");
  want(std::none_of(p.lift.begin(), p.lift.end(), negative), "a lift is below zero or not a number");
  want(std::none_of(p.capacity.begin(), p.capacity.end(), negative), "a capacity is below zero");
  want(std::all_of(p.persons.begin(), p.persons.end(), [](double v) { return v > 0.0; }),
       "a unit type has no persons");
  const bool moves = std::any_of(p.lift.begin(), p.lift.end(), [](double v) { return v > 0.0; });
  want(moves || p.months == 0, "the lift is zero in every month: nothing can arrive or leave");
  for (std::size_t t = 0; t < p.tasks; ++t) {
    bool able = false, asked = false;
    for (std::size_t u = 0; u < p.types; ++u) able = able || p.capability[u * p.tasks + t] > 0.0;
    for (std::size_t m = 0; m < p.months; ++m) {
      for (std::size_t r = 0; r < p.regions; ++r) asked = asked || p.demand[p.demand_at(m, t, r)] > 0.0;
    }
    want(able || !asked, "a task that is asked for can be done by no unit type");
  }
  return problems;
}

PresenceCheck check_presence_plan(const PresenceProblem& p, const std::vector<int>& units) {
  PresenceCheck check;
  const auto engine = cbc_engine();
  const std::size_t size = p.types * p.regions;
  for (std::size_t m = 0; m < p.months; ++m) {
    MonthBuilder builder(p, m);
    double moved = 0.0;
    std::vector<double> used(p.regions, 0.0);
    for (std::size_t i = 0; i < size; ++i) {
      const int here = units[m * size + i], before = m == 0 ? p.start[i] : units[(m - 1) * size + i];
      moved += p.persons[i / p.regions] * std::abs(here - before);
      used[i % p.regions] += persons_each(p, i / p.regions) * here;
      check.violation = std::max(check.violation, static_cast<double>(-here));
      builder.programme.fix_column(builder.columns.units[i], here);
      builder.programme.integer()[builder.columns.units[i]] = false;
    }
    check.violation = std::max(check.violation, moved - p.lift[m]);
    for (std::size_t r = 0; r < p.regions; ++r) {
      check.violation = std::max(check.violation, used[r] - p.capacity[m * p.regions + r]);
    }
    const auto result = engine->solve(builder.programme, {});
    check.objective += (result.has_point ? result.objective : kNoLimit) + p.move_cost * moved;
  }
  return check;
}

}  // namespace handover::needs
