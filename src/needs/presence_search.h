// Local search over a whole presence: one unit more, less or elsewhere for a stretch of months. Private to
// the module.
#pragma once

#include "needs/column_form.h"
#include "needs/presence_month.h"

#include <array>
#include <functional>
#include <map>
#include <vector>

namespace handover::needs {

// Holds a plan that keeps every limit, with the month's demand shared out by a linear programme that is kept
// warm. What a change would cost is bounded below, month by month, by the reduced costs of the units (the
// month's cost is convex in them), so most moves are ruled out without being tried.
class PresenceSearch {
 public:
  PresenceSearch(const PresenceProblem& problem, std::vector<Units> units);

  const std::vector<Units>& units() const { return units_; }
  double objective() const;
  // What the months from `first` on and the moves into and out of them cost.
  double cost_of(std::size_t first, std::size_t months) const;
  std::vector<double> undone(std::size_t month);  // [task][region] demand

  // Moves down until no move helps or `more` says no; returns whether anything was gained.
  bool descend(const std::function<bool()>& more);
  // Takes these units for these months from `first` on when the whole is cheaper and every limit holds.
  bool offer(std::size_t first, const std::vector<Units>& units);
  // The same without asking whether it is cheaper (the limits must hold).
  bool set(std::size_t first, const std::vector<Units>& units);

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  struct Move {
    std::size_t less = kNowhere, more = kNowhere;  // index of type and region
    std::vector<bool> in;                          // [month] whether it is made there
    double promise = 0.0;                          // no better than this
  };

  const Units& before(std::size_t m) const { return m == 0 ? p_.start : units_[m - 1]; }
  double move_cost(std::size_t i, int from, int to) const;
  double step_cost(const Move& move, std::size_t m, bool here, bool earlier) const;
  double marginal(const Move& move, std::size_t m) const;
  bool possible(const Move& move, std::size_t m) const;
  void best_months(Move& move) const;
  std::vector<Move> ranked() const;
  bool fresh(const Move& move) const;
  bool attempt(const Move& move);
  std::vector<Units> moved_units(const Move& move) const;
  bool lawful(const std::vector<Units>& units, std::size_t first, std::size_t last) const;
  std::optional<double> try_month(std::size_t m, const Units& units);
  void accept_month(std::size_t m);

  const PresenceProblem& p_;
  std::vector<Units> units_;                  // [month]
  std::vector<double> own_cost_;              // [month]
  std::vector<std::vector<double>> reduced_;  // [month][type and region]
  std::vector<MonthColumns> columns_;
  std::vector<WarmRelaxation> relaxed_;
  std::vector<long> changed_;  // [month] when it last changed
  std::map<std::vector<std::size_t>, long> tried_;
  long clock_ = 1;
};

}  // namespace handover::needs
