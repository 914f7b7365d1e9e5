#include "needs/presence_month.h"

#include "needs/column_form.h"

#include <algorithm>
#include <cmath>

namespace handover::needs {

MonthBuilder::MonthBuilder(const PresenceProblem& problem, std::size_t month) : p_(problem), month_(month) {
  add_units();
  add_work();
  add_demand();
}

void MonthBuilder::link(const Units& neighbour, double lift) {
  std::vector<Programme::Term> moved;
  for (std::size_t i = 0; i < neighbour.size(); ++i) {
    const double persons = p_.persons[i / p_.regions];
    const double cost = p_.move_cost * persons;
    const auto in = programme.add_column(cost, 0.0, kNoLimit, false);
    const auto out = programme.add_column(cost, 0.0, kNoLimit, false);
    // n - n' = in - out
    programme.add_row(neighbour[i], neighbour[i], {{columns.units[i], 1.0}, {in, -1.0}, {out, 1.0}});
    moved.push_back({in, persons});
    moved.push_back({out, persons});
  }
  programme.add_row(-kNoLimit, lift, moved);
}

void MonthBuilder::add_units() {
  for (std::size_t u = 0; u < p_.types; ++u) {
    for (std::size_t r = 0; r < p_.regions; ++r) {
      const double each = (1.0 + p_.protection_per_person) * p_.persons[u];
      const double most = std::floor(p_.capacity[month_ * p_.regions + r] / each + 1e-9);
      columns.units.push_back(programme.add_column(each, 0.0, most, true));
    }
  }
  for (std::size_t r = 0; r < p_.regions; ++r) {
    std::vector<Programme::Term> terms;
    for (std::size_t u = 0; u < p_.types; ++u) {
      terms.push_back({columns.units[u * p_.regions + r], (1.0 + p_.protection_per_person) * p_.persons[u]});
    }
    programme.add_row(-kNoLimit, p_.capacity[month_ * p_.regions + r], terms);
  }
}

void MonthBuilder::add_work() {
  supply_.resize(p_.tasks * p_.regions);
  for (std::size_t u = 0; u < p_.types; ++u) {
    for (std::size_t r = 0; r < p_.regions; ++r) {
      std::vector<Programme::Term> shared = {{columns.units[u * p_.regions + r], -1.0}};
      for (std::size_t t = 0; t < p_.tasks; ++t) {
        const double capability = p_.capability[u * p_.tasks + t];
        if (capability <= 0.0) continue;
        const auto work = programme.add_column(0.0, 0.0, kNoLimit, false);
        shared.push_back({work, 1.0});
        supply_[t * p_.regions + r].push_back({work, -capability});
      }
      programme.add_row(-kNoLimit, 0.0, shared);
    }
  }
}

void MonthBuilder::add_demand() {
  std::vector<std::vector<Programme::Term>> met(p_.tasks * p_.regions);
  for (std::size_t t = 0; t < p_.tasks; ++t) {
    for (std::size_t a = 0; a < p_.regions; ++a) {
      auto terms = supply_[t * p_.regions + a];
      for (std::size_t b = 0; b < p_.regions; ++b) {
        if (!p_.reaches(t, a, b) || demand(t, b) <= 0.0) continue;
        const auto served = programme.add_column(0.0, 0.0, demand(t, b), false);
        terms.push_back({served, 1.0});
        met[t * p_.regions + b].push_back({served, 1.0});
      }
      programme.add_row(-kNoLimit, 0.0, terms);
    }
  }
  for (std::size_t t = 0; t < p_.tasks; ++t) {
    for (std::size_t b = 0; b < p_.regions; ++b) {
      const auto undone = programme.add_column(p_.drop_cost[t], 0.0, demand(t, b), false);
      columns.undone.push_back(undone);
      auto terms = met[t * p_.regions + b];
      terms.push_back({undone, 1.0});
      programme.add_row(demand(t, b), demand(t, b), terms);
    }
  }
}

Units MonthBuilder::units_of(const std::vector<double>& point) const {
  Units units;
  for (const std::size_t column : columns.units)
    units.push_back(static_cast<int>(std::lround(point[column])));
  return units;
}

double persons_moved(const PresenceProblem& p, const Units& before, const Units& after) {
  double persons = 0.0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    persons += p.persons[i / p.regions] * std::abs(before[i] - after[i]);
  }
  return persons;
}

bool sites_hold(const PresenceProblem& p, std::size_t month, const Units& units) {
  for (std::size_t r = 0; r < p.regions; ++r) {
    double used = 0.0;
    for (std::size_t u = 0; u < p.types; ++u) used += persons_each(p, u) * units[u * p.regions + r];
    if (used > p.capacity[month * p.regions + r] + 1e-6) return false;
  }
  return true;
}

std::optional<LinkPrices> price_links(const PresenceProblem& p, double seconds) {
  Programme whole;
  std::vector<std::vector<std::size_t>> units(p.months), link_row(p.months);
  std::vector<std::size_t> lift_row;
  for (std::size_t m = 0; m < p.months; ++m) {
    const MonthBuilder builder(p, m);
    const std::size_t first = whole.append(builder.programme);
    for (const std::size_t column : builder.columns.units) units[m].push_back(first + column);
    std::vector<Programme::Term> moved;
    for (std::size_t i = 0; i < units[m].size(); ++i) {
      const double persons = p.persons[i / p.regions], cost = p.move_cost * persons;
      const auto in = whole.add_column(cost, 0.0, kNoLimit, false);
      const auto out = whole.add_column(cost, 0.0, kNoLimit, false);
      std::vector<Programme::Term> terms = {{units[m][i], 1.0}, {in, -1.0}, {out, 1.0}};
      if (m > 0) terms.push_back({units[m - 1][i], -1.0});
      const double before = m > 0 ? 0.0 : p.start[i];
      link_row[m].push_back(whole.add_row(before, before, terms));
      moved.push_back({in, persons});
      moved.push_back({out, persons});
    }
    lift_row.push_back(whole.add_row(-kNoLimit, p.lift[m], moved));
  }
  whole.integer().assign(whole.columns(), false);
  const auto result = solve_continuous(whole, {.seconds = seconds, .gap = 0.0, .start = {}});
  if (result.row_price.empty()) return std::nullopt;
  LinkPrices prices;
  for (std::size_t m = 0; m < p.months; ++m) {
    prices.lift.push_back(std::min(0.0, result.row_price[lift_row[m]]));
    std::vector<double> unit, relaxed;
    for (std::size_t i = 0; i < units[m].size(); ++i) {
      // Clamped so that moving nobody is the cheapest move at these prices: then the bound is valid whatever
      // the engine's tolerances were.
      const double most = (p.move_cost - prices.lift[m]) * p.persons[i / p.regions];
      unit.push_back(std::clamp(result.row_price[link_row[m][i]], -most, most));
    }
    for (const std::size_t column : units[m]) relaxed.push_back(result.point[column]);
    prices.unit.push_back(std::move(unit));
    prices.relaxed_units.push_back(std::move(relaxed));
  }
  return prices;
}

}  // namespace handover::needs
