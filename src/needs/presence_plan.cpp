// One month as a programme, in persons' worth:
//
//   n[u,r] whole units; w[u,t,r] units at work on a task; y[t,a,b] demand of region b served from a; d[t,b]
//   undone sum_t w[u,t,r] <= n[u,r]                      sum_b y[t,a,b] <= sum_u capability[u,t] w[u,t,a]
//   sum_a y[t,a,b] + d[t,b] = demand[t,b]         (1 + protection) sum_u persons[u] n[u,r] <= capacity[r]
//   arrivals and departures against a neighbouring month: in >= n - n', out >= n' - n, persons moved <= lift
#include "needs/presence_plan.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace handover::needs {
namespace {

using Clock = std::chrono::steady_clock;
using Units = std::vector<int>;  // [type][region]

struct MonthColumns {
  std::vector<std::size_t> units, undone;  // [type][region], [task][region]
};

class MonthBuilder {
 public:
  MonthBuilder(const PresenceProblem& problem, std::size_t month) : p_(problem), month_(month) {
    add_units();
    add_work();
    add_demand();
  }

  // `lift`: how many persons may be moved between the two months.
  void link(const Units& neighbour, double lift) {
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

  Programme programme;
  MonthColumns columns;

 private:
  void add_units() {
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
        terms.push_back(
            {columns.units[u * p_.regions + r], (1.0 + p_.protection_per_person) * p_.persons[u]});
      }
      programme.add_row(-kNoLimit, p_.capacity[month_ * p_.regions + r], terms);
    }
  }

  double demand(std::size_t t, std::size_t r) const { return p_.demand[p_.demand_at(month_, t, r)]; }

  void add_work() {
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

  void add_demand() {
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

  const PresenceProblem& p_;
  std::size_t month_;
  std::vector<std::vector<Programme::Term>> supply_;  // [task][region]
};

Units units_of(const MonthBuilder& builder, const std::vector<double>& point) {
  Units units;
  for (const std::size_t column : builder.columns.units) {
    units.push_back(static_cast<int>(std::lround(point[column])));
  }
  return units;
}

// Prices of the rows that link months, from the relaxation of the whole: what one more unit in a month is
// worth to the next, and what one more place in the lift is worth.
struct LinkPrices {
  std::vector<std::vector<double>> unit;  // [month][type and region]
  std::vector<double> lift;               // [month], at most 0
};

// All months in one relaxation. Nothing when it was not solved in time, or the engine gives no prices.
std::optional<LinkPrices> price_links(const PresenceProblem& p, const Engine& engine, double seconds) {
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
  const auto result = engine.solve(whole, {.seconds = seconds, .gap = 0.0, .start = {}});
  if (result.row_price.empty()) return std::nullopt;
  LinkPrices prices;
  for (std::size_t m = 0; m < p.months; ++m) {
    prices.lift.push_back(std::min(0.0, result.row_price[lift_row[m]]));
    std::vector<double> unit;
    for (std::size_t i = 0; i < units[m].size(); ++i) {
      // Clamped so that moving nobody is the cheapest move at these prices: then the bound is valid whatever
      // the engine's tolerances were.
      const double most = (p.move_cost - prices.lift[m]) * p.persons[i / p.regions];
      unit.push_back(std::clamp(result.row_price[link_row[m][i]], -most, most));
    }
    prices.unit.push_back(std::move(unit));
  }
  return prices;
}

class PresenceSolver {
 public:
  PresenceSolver(const PresenceProblem& problem, const Engine& engine, const PresenceOptions& options)
      : p_(problem), engine_(engine), options_(options), start_(Clock::now()) {}

  PresencePlan run() {
    first_plan();
    plan_.first_after_seconds = elapsed();
    plan_.first_objective = objective();
    month_bound_.assign(p_.months, 0.0);
    proven_.assign(p_.months, false);
    if (auto prices = price_links(p_, engine_, 0.5 * time_left())) prices_ = std::move(*prices);
    for (std::size_t m = 0; m < p_.months; ++m) relaxed_bound(m);
    // Rounds of growing patience, each at most a third of what is left.
    for (double patience = 0.5; time_left() > 0.0 && gap() > options_.gap; patience *= 2.0) {
      if (patience < 1.0) roll_forward(patience);
      for (std::size_t m = 0; m < p_.months && wanting(); ++m) improve_month(m, patience);
      for (std::size_t m = 0; m < p_.months && wanting(); ++m) improve_bound(m, patience);
    }
    return finish();
  }

 private:
  double elapsed() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  double time_left() const { return options_.seconds - elapsed(); }
  double objective() const {
    double total = 0.0;
    for (const double value : own_cost_) total += value;
    for (std::size_t m = 0; m < p_.months; ++m) total += p_.move_cost * moved(before(m), units_[m]);
    return total;
  }
  double bound() const {
    double total = constant();
    for (const double value : month_bound_) total += value;
    return total;
  }
  // What the prices take from the months and must be given back.
  double constant() const {
    double total = 0.0;
    if (prices_.lift.empty()) return total;
    for (std::size_t m = 0; m < p_.months; ++m) total += prices_.lift[m] * p_.lift[m];
    for (std::size_t i = 0; i < p_.start.size(); ++i) total += prices_.unit[0][i] * p_.start[i];
    return total;
  }
  bool wanting() const { return time_left() > 0.0 && gap() > options_.gap; }
  double price(std::size_t m, std::size_t i) const {
    return prices_.unit.empty() || m >= p_.months ? 0.0 : prices_.unit[m][i];
  }
  double gap() const { return relative_gap(objective(), bound()); }
  const Units& before(std::size_t m) const { return m == 0 ? p_.start : units_[m - 1]; }

  double moved(const Units& a, const Units& b) const {
    double persons = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) persons += p_.persons[i / p_.regions] * std::abs(a[i] - b[i]);
    return persons;
  }

  // Cost of a month with these units, movement apart: a linear programme shares out the demand.
  std::optional<double> cost_of(std::size_t m, const Units& units) const {
    MonthBuilder builder(p_, m);
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::size_t column = builder.columns.units[i];
      if (units[i] > builder.programme.high()[column] + 1e-9) return std::nullopt;
      builder.programme.fix_column(column, units[i]);
      builder.programme.integer()[column] = false;
    }
    const auto result = engine_.solve(builder.programme, {});
    if (!result.has_point) return std::nullopt;
    return result.objective;
  }

  // Whole units by rounding the relaxation to the nearest, less where a limit would be broken.
  Units rounded(const MonthBuilder& builder, const std::vector<double>& point, std::size_t m) const {
    Units units;
    for (const std::size_t column : builder.columns.units) {
      units.push_back(static_cast<int>(std::floor(point[column] + 0.6)));
    }
    for (std::size_t r = 0; r < p_.regions; ++r) {
      double used = 0.0;
      for (std::size_t u = 0; u < p_.types; ++u) {
        int& here = units[u * p_.regions + r];
        const double each = (1.0 + p_.protection_per_person) * p_.persons[u];
        here = std::min(here, static_cast<int>((p_.capacity[m * p_.regions + r] - used) / each + 1e-9));
        here = std::max(here, 0);
        used += here * each;
      }
    }
    // Moves beyond the lift are undone unit by unit, from the largest index on; places that closed stay
    // closed.
    for (std::size_t i = units.size(); i-- > 0 && moved(before(m), units) > p_.lift[m];) {
      if (p_.capacity[m * p_.regions + i % p_.regions] <= 0.0) continue;
      while (units[i] > before(m)[i] && moved(before(m), units) > p_.lift[m]) --units[i];
    }
    for (std::size_t i = units.size(); i-- > 0 && moved(before(m), units) > p_.lift[m];) {
      if (p_.capacity[m * p_.regions + i % p_.regions] <= 0.0) continue;
      const Units old = units;
      units[i] = before(m)[i];
      if (!fits(m, units)) units = old;
    }
    return units;
  }

  bool fits(std::size_t m, const Units& units) const {
    for (std::size_t r = 0; r < p_.regions; ++r) {
      double used = 0.0;
      for (std::size_t u = 0; u < p_.types; ++u) {
        used += (1.0 + p_.protection_per_person) * p_.persons[u] * units[u * p_.regions + r];
      }
      if (used > p_.capacity[m * p_.regions + r] + 1e-6) return false;
    }
    return true;
  }

  // Month after month, the relaxation given the month before, rounded.
  void first_plan() {
    own_cost_.assign(p_.months, 0.0);
    for (std::size_t m = 0; m < p_.months; ++m) {
      MonthBuilder builder(p_, m);
      builder.link(before(m), p_.lift[m]);
      auto relaxed = builder.programme;
      relaxed.integer().assign(relaxed.columns(), false);
      const auto result = engine_.solve(relaxed, {});
      if (!result.has_point)
        throw std::runtime_error("a month cannot be reached within its lift and capacity");
      units_.push_back(rounded(builder, result.point, m));
      own_cost_[m] = cost_of(m, units_[m]).value();
    }
  }

  // The month alone, at the prices of its links.
  MonthBuilder priced(std::size_t m) const {
    MonthBuilder builder(p_, m);
    for (std::size_t i = 0; i < p_.start.size(); ++i) {
      builder.programme.cost()[builder.columns.units[i]] += price(m + 1, i) - price(m, i);
    }
    return builder;
  }

  void relaxed_bound(std::size_t m) {
    MonthBuilder builder = priced(m);
    builder.programme.integer().assign(builder.programme.columns(), false);
    const auto result = engine_.solve(builder.programme, {});
    // Zero is no bound here: prices may make a month pay.
    month_bound_[m] = result.has_point ? result.objective : -kNoLimit;
  }

  void improve_bound(std::size_t m, double patience) {
    if (proven_[m]) return;
    const MonthBuilder builder = priced(m);
    const auto result =
        engine_.solve(builder.programme,
                      {.seconds = std::min(patience, time_left()), .gap = 0.25 * options_.gap, .start = {}});
    month_bound_[m] = std::max(month_bound_[m], result.bound);
    proven_[m] = result.stop == Stop::optimal || result.stop == Stop::gap_reached;
    if (result.has_point) offer(m, units_of(builder, result.point));
  }

  // A second plan: month after month given the month before, with what each unit is worth to the next.
  void roll_forward(double patience) {
    const auto kept_units = units_;
    const auto kept_cost = own_cost_;
    const double kept = objective();
    for (std::size_t m = 0; m < p_.months && time_left() > 0.0; ++m) {
      MonthBuilder builder(p_, m);
      builder.link(before(m), p_.lift[m]);
      for (std::size_t i = 0; i < p_.start.size(); ++i) {
        builder.programme.cost()[builder.columns.units[i]] += price(m + 1, i);
      }
      const auto result =
          engine_.solve(builder.programme,
                        {.seconds = std::min(patience, time_left()), .gap = 0.5 * options_.gap, .start = {}});
      std::optional<std::vector<int>>
          found;  // assigned, not chosen by ?: GCC 12 takes that for uninitialised
      if (result.has_point) found.emplace(units_of(builder, result.point));
      const bool usable = found && fits(m, *found) && moved(before(m), *found) <= p_.lift[m] + 1e-6;
      if (usable) {
        units_[m] = *found;
      } else {
        auto relaxed = builder.programme;
        relaxed.integer().assign(relaxed.columns(), false);
        const auto continuous = engine_.solve(relaxed, {});
        if (!continuous.has_point) break;
        units_[m] = rounded(builder, continuous.point, m);
      }
      own_cost_[m] = cost_of(m, units_[m]).value();
    }
    if (sound() && objective() < kept) return;
    units_ = kept_units;
    own_cost_ = kept_cost;
  }

  bool sound() const {
    for (std::size_t m = 0; m < p_.months; ++m) {
      if (!fits(m, units_[m]) || moved(before(m), units_[m]) > p_.lift[m] + 1e-6) return false;
    }
    return true;
  }

  // The month again, its neighbours held.
  void improve_month(std::size_t m, double patience) {
    MonthBuilder builder(p_, m);
    builder.link(before(m), p_.lift[m]);
    if (m + 1 < p_.months) builder.link(units_[m + 1], p_.lift[m + 1]);
    const auto result =
        engine_.solve(builder.programme,
                      {.seconds = std::min(patience, time_left()), .gap = 0.5 * options_.gap, .start = {}});
    if (result.has_point) offer(m, units_of(builder, result.point));
  }

  // Takes the month's units when the whole plan is better for it and every limit holds.
  void offer(std::size_t m, const Units& units) {
    if (!fits(m, units) || moved(before(m), units) > p_.lift[m] + 1e-6) return;
    if (m + 1 < p_.months && moved(units, units_[m + 1]) > p_.lift[m + 1] + 1e-6) return;
    const auto cost = cost_of(m, units);
    if (!cost) return;
    const double old = objective();
    const Units kept = units_[m];
    const double kept_cost = own_cost_[m];
    units_[m] = units;
    own_cost_[m] = *cost;
    if (objective() < old - 1e-9) return;
    units_[m] = kept;
    own_cost_[m] = kept_cost;
  }

  PresencePlan finish() {
    plan_.objective = objective();
    plan_.bound = bound();
    plan_.gap = gap();
    plan_.stop = plan_.gap <= 1e-9           ? Stop::optimal
                 : plan_.gap <= options_.gap ? Stop::gap_reached
                                             : Stop::time_limit;
    plan_.months_proven = static_cast<int>(std::count(proven_.begin(), proven_.end(), true));
    for (std::size_t m = 0; m < p_.months; ++m) {
      double persons = 0.0;
      for (std::size_t i = 0; i < units_[m].size(); ++i) {
        plan_.units.push_back(units_[m][i]);
        persons += (1.0 + p_.protection_per_person) * p_.persons[i / p_.regions] * units_[m][i];
      }
      plan_.persons.push_back(persons);
      plan_.moved.push_back(moved(before(m), units_[m]));
    }
    plan_.seconds = elapsed();
    return std::move(plan_);
  }

  const PresenceProblem& p_;
  const Engine& engine_;
  const PresenceOptions& options_;
  Clock::time_point start_;
  std::vector<Units> units_;  // [month]
  std::vector<double> own_cost_, month_bound_;
  LinkPrices prices_;
  std::vector<bool> proven_;
  PresencePlan plan_;
};

}  // namespace

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

PresencePlan solve_presence(const PresenceProblem& problem, const Engine& engine,
                            const PresenceOptions& options) {
  const auto problems = check_presence_problem(problem);
  if (!problems.empty()) throw std::logic_error(problems.front());
  return PresenceSolver(problem, engine, options).run();
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
      used[i % p.regions] += (1.0 + p.protection_per_person) * p.persons[i / p.regions] * here;
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
