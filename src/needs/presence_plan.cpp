#include "needs/presence_plan.h"

#include "needs/presence_search.h"
#include "needs/presence_window.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <stdexcept>

namespace handover::needs {
namespace {

using Clock = std::chrono::steady_clock;

// Whole units by rounding the relaxation to the nearest, less where a limit would be broken.
Units rounded(const PresenceProblem& p, std::size_t m, const std::vector<double>& wanted,
              const Units& before) {
  Units units;
  for (const double value : wanted) units.push_back(static_cast<int>(std::floor(value + 0.6)));
  for (std::size_t r = 0; r < p.regions; ++r) {
    double used = 0.0;
    for (std::size_t u = 0; u < p.types; ++u) {
      int& here = units[u * p.regions + r];
      const double each = persons_each(p, u);
      here = std::min(here, static_cast<int>((p.capacity[m * p.regions + r] - used) / each + 1e-9));
      here = std::max(here, 0);
      used += here * each;
    }
  }
  // Moves beyond the lift are undone unit by unit, from the largest index on; places that closed stay closed.
  const auto too_many = [&] { return persons_moved(p, before, units) > p.lift[m]; };
  const auto closed = [&](std::size_t i) { return p.capacity[m * p.regions + i % p.regions] <= 0.0; };
  for (std::size_t i = units.size(); i-- > 0 && too_many();) {
    while (!closed(i) && units[i] > before[i] && too_many()) --units[i];
  }
  for (std::size_t i = units.size(); i-- > 0 && too_many();) {
    if (closed(i)) continue;
    const int old = units[i];
    units[i] = before[i];
    if (!sites_hold(p, m, units)) units[i] = old;
  }
  return units;
}

Units whole_units(const MonthBuilder& builder, const Engine& engine) {
  const auto result = engine.solve(builder.programme, {.seconds = 5.0, .gap = 0.05, .start = {}});
  if (!result.has_point)
    throw std::runtime_error("no whole units were found within a month's lift and capacity");
  return builder.units_of(result.point);
}

// Month after month, the relaxation given the month before, rounded.
std::vector<Units> first_plan(const PresenceProblem& p, const Engine& engine) {
  std::vector<Units> plan;
  for (std::size_t m = 0; m < p.months; ++m) {
    const Units& before = m == 0 ? p.start : plan.back();
    MonthBuilder builder(p, m);
    builder.link(before, p.lift[m]);
    const auto result = solve_continuous(builder.programme, {});
    if (!result.has_point) throw std::runtime_error("a month cannot be reached within its lift and capacity");
    std::vector<double> wanted;
    for (const std::size_t column : builder.columns.units) wanted.push_back(result.point[column]);
    Units units = rounded(p, m, wanted, before);
    const bool lawful = sites_hold(p, m, units) && persons_moved(p, before, units) <= p.lift[m] + 1e-6;
    // Rounding may leave more to move than the lift takes; whole numbers within it are then looked for.
    if (!lawful) units = whole_units(builder, engine);
    plan.push_back(std::move(units));
  }
  return plan;
}

class PresenceSolver {
 public:
  PresenceSolver(const PresenceProblem& problem, const Engine& engine, const PresenceOptions& options)
      : p_(problem),
        engine_(engine),
        options_(options),
        start_(Clock::now()),
        processor_start_(std::clock()),
        search_(problem, first_plan(problem, engine)) {}

  PresencePlan run() {
    plan_.first_after_seconds = elapsed();
    plan_.first_objective = search_.objective();
    month_bound_.assign(p_.months, 0.0);
    proven_.assign(p_.months, false);
    if (auto prices = price_links(p_, 0.5 * time_left())) prices_ = std::move(*prices);
    for (std::size_t m = 0; m < p_.months; ++m) relaxed_bound(m);
    descend_until(elapsed() + 0.15 * time_left());
    // Rounds of growing patience. A month's bound hardly moves after its root's cuts: most of a round goes
    // into a better plan.
    double patience = std::min(0.6, time_left() / (4.0 * static_cast<double>(p_.months)));
    for (; wanting(); patience *= 4.0) {
      for (std::size_t m = 0; m < p_.months && wanting(); ++m) improve_bound(m, patience);
      improve_windows(patience);
    }
    return finish();
  }

 private:
  double elapsed() const {
    if (options_.processor_time) return static_cast<double>(std::clock() - processor_start_) / CLOCKS_PER_SEC;
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  double time_left() const { return options_.seconds - elapsed(); }
  double objective() const { return search_.objective(); }
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
  bool wanting() const { return time_left() > 0.0 && gap() > options_.gap && !settled_; }
  double price(std::size_t m, std::size_t i) const {
    return prices_.unit.empty() || m >= p_.months ? 0.0 : prices_.unit[m][i];
  }
  double gap() const { return relative_gap(objective(), bound()); }

  // The month alone, at the prices of its links.
  MonthBuilder priced(std::size_t m) const {
    MonthBuilder builder(p_, m);
    for (std::size_t i = 0; i < p_.start.size(); ++i) {
      builder.programme.cost()[builder.columns.units[i]] += price(m + 1, i) - price(m, i);
    }
    return builder;
  }

  void relaxed_bound(std::size_t m) {
    const auto result = solve_continuous(priced(m).programme, {});
    // Zero is no bound here: prices may make a month pay.
    month_bound_[m] = result.has_point ? result.objective : -kNoLimit;
  }

  void improve_bound(std::size_t m, double patience) {
    if (proven_[m]) return;
    const MonthBuilder builder = priced(m);
    const auto result = engine_.solve(builder.programme, {.seconds = std::min(patience, time_left()),
                                                          .gap = 0.1 * options_.gap,
                                                          .start = {},
                                                          .cutoff = kNoLimit,
                                                          .processor_time = options_.processor_time});
    month_bound_[m] = std::max(month_bound_[m], result.bound);
    proven_[m] = result.stop == Stop::optimal || result.stop == Stop::gap_reached;
    if (result.has_point) search_.offer(m, {builder.units_of(result.point)});
  }

  void descend_until(double when) {
    search_.descend([&] { return elapsed() < when && wanting(); });
  }

  // Windows of months and regions at random, solved again with the rest held.
  void improve_windows(double patience) {
    int misses = 0;
    while (wanting() && misses < 4 * static_cast<int>(p_.months)) {
      const PresenceWindow window(p_, search_.units(), roll_window(p_, randomness_));
      // Only what is cheaper is wanted: a window without it is over as soon as that is proven.
      const double now = search_.cost_of(window.first(), window.months());
      const auto result = engine_.solve(window.programme(), {.seconds = std::min(3.0 * patience, time_left()),
                                                             .gap = 0.1 * options_.gap,
                                                             .start = {},
                                                             .cutoff = now - 1e-4 * std::abs(now),
                                                             .processor_time = options_.processor_time});
      const bool gained = result.has_point && search_.offer(window.first(), window.units_of(result.point));
      misses = gained ? 0 : misses + 1;
      if (gained) descend_until(elapsed() + patience);
    }
    const bool all_proven = std::all_of(proven_.begin(), proven_.end(), [](bool value) { return value; });
    settled_ = time_left() > 0.0 && all_proven;
  }

  PresencePlan finish() {
    plan_.objective = objective();
    plan_.bound = std::min(bound(), plan_.objective);
    plan_.gap = relative_gap(plan_.objective, plan_.bound);
    plan_.stop = plan_.gap <= 1e-9           ? Stop::optimal
                 : plan_.gap <= options_.gap ? Stop::gap_reached
                                             : Stop::time_limit;
    plan_.months_proven = static_cast<int>(std::count(proven_.begin(), proven_.end(), true));
    for (std::size_t m = 0; m < p_.months; ++m) add_month(m, search_.units()[m]);
    plan_.seconds = elapsed();
    return std::move(plan_);
  }

  void add_month(std::size_t m, const Units& units) {
    double persons = 0.0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      plan_.units.push_back(units[i]);
      persons += persons_each(p_, i / p_.regions) * units[i];
    }
    plan_.persons.push_back(persons);
    plan_.moved.push_back(persons_moved(p_, m == 0 ? p_.start : search_.units()[m - 1], units));
    for (const double value : search_.undone(m)) plan_.dropped.push_back(value);
  }

  const PresenceProblem& p_;
  const Engine& engine_;
  const PresenceOptions& options_;
  Clock::time_point start_;
  std::clock_t processor_start_;
  PresenceSearch search_;
  DrawCursor randomness_{RandomStream(Seed{1}, 0, 0, Purpose::search), 0};
  std::vector<double> month_bound_;
  LinkPrices prices_;
  std::vector<bool> proven_;
  bool settled_ = false;  // all months proven and no window helps: time would change nothing
  PresencePlan plan_;
};

}  // namespace

PresencePlan solve_presence(const PresenceProblem& problem, const Engine& engine,
                            const PresenceOptions& options) {
  const auto problems = check_presence_problem(problem);
  if (!problems.empty()) throw std::logic_error(problems.front());
  return PresenceSolver(problem, engine, options).run();
}

}  // namespace handover::needs
