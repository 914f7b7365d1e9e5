// One month of a presence as a programme, in persons' worth. Private to the module.
//
//   n[u,r] whole units; w[u,t,r] units at work on a task; y[t,a,b] demand of region b served from a; d[t,b]
//   undone
//   sum_t w[u,t,r] <= n[u,r]                      sum_b y[t,a,b] <= sum_u capability[u,t] w[u,t,a]
//   sum_a y[t,a,b] + d[t,b] = demand[t,b]         (1 + protection) sum_u persons[u] n[u,r] <= capacity[r]
//   arrivals and departures against a neighbouring month: in >= n - n', out >= n' - n, persons moved <= lift
#pragma once

#include "needs/presence_plan.h"

#include <optional>
#include <vector>

namespace handover::needs {

using Units = std::vector<int>;  // [type][region]

struct MonthColumns {
  std::vector<std::size_t> units, undone;  // [type][region], [task][region]
};

class MonthBuilder {
 public:
  MonthBuilder(const PresenceProblem& problem, std::size_t month);

  // `lift`: how many persons may be moved between the two months.
  void link(const Units& neighbour, double lift);
  Units units_of(const std::vector<double>& point) const;

  Programme programme;
  MonthColumns columns;

 private:
  void add_units();
  void add_work();
  void add_demand();
  double demand(std::size_t t, std::size_t r) const { return p_.demand[p_.demand_at(month_, t, r)]; }

  const PresenceProblem& p_;
  std::size_t month_;
  std::vector<std::vector<Programme::Term>> supply_;  // [task][region]
};

// Persons, protection included, that one unit of the type brings.
inline double persons_each(const PresenceProblem& p, std::size_t type) {
  return (1.0 + p.protection_per_person) * p.persons[type];
}
// Persons that move when one month's units become the other's.
double persons_moved(const PresenceProblem& p, const Units& before, const Units& after);
// Whether the month's open sites hold the units.
bool sites_hold(const PresenceProblem& p, std::size_t month, const Units& units);

// Prices of the rows that link months, from the relaxation of the whole: what one more unit in a month is
// worth to the next, and what one more place in the lift is worth.
struct LinkPrices {
  std::vector<std::vector<double>> unit;           // [month][type and region]
  std::vector<double> lift;                        // [month], at most 0
  std::vector<std::vector<double>> relaxed_units;  // [month][type and region] of the relaxation
};
// All months in one relaxation. Nothing when it was not solved in time.
std::optional<LinkPrices> price_links(const PresenceProblem& p, double seconds);

}  // namespace handover::needs
