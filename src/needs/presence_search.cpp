#include "needs/presence_search.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handover::needs {

PresenceSearch::PresenceSearch(const PresenceProblem& problem, std::vector<Units> units)
    : p_(problem),
      units_(std::move(units)),
      own_cost_(problem.months),
      reduced_(problem.months),
      changed_(problem.months, 1) {
  for (std::size_t m = 0; m < p_.months; ++m) {
    MonthBuilder builder(p_, m);
    for (std::size_t i = 0; i < units_[m].size(); ++i) {
      builder.programme.fix_column(builder.columns.units[i], units_[m][i]);
    }
    relaxed_.emplace_back(builder.programme);
    columns_.push_back(builder.columns);
    const auto cost = relaxed_[m].solve();
    if (!cost) throw std::logic_error("a month's demand cannot be shared out");
    own_cost_[m] = *cost;
    accept_month(m);
  }
}

double PresenceSearch::objective() const {
  double total = 0.0;
  for (std::size_t m = 0; m < p_.months; ++m) {
    total += own_cost_[m] + p_.move_cost * persons_moved(p_, before(m), units_[m]);
  }
  return total;
}

double PresenceSearch::cost_of(std::size_t first, std::size_t months) const {
  double total = 0.0;
  for (std::size_t m = first; m < first + months; ++m) total += own_cost_[m];
  for (std::size_t m = first; m <= first + months && m < p_.months; ++m) {
    total += p_.move_cost * persons_moved(p_, before(m), units_[m]);
  }
  return total;
}

std::vector<double> PresenceSearch::undone(std::size_t month) {
  relaxed_[month].solve();  // the last trial may have been another
  std::vector<double> values;
  for (const std::size_t column : columns_[month].undone) values.push_back(relaxed_[month].value(column));
  return values;
}

void PresenceSearch::accept_month(std::size_t m) {
  reduced_[m].clear();
  for (const std::size_t column : columns_[m].units) reduced_[m].push_back(relaxed_[m].reduced_cost(column));
  changed_[m] = ++clock_;
}

std::optional<double> PresenceSearch::try_month(std::size_t m, const Units& units) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i] != units_[m][i]) relaxed_[m].fix(columns_[m].units[i], units[i]);
  }
  return relaxed_[m].solve();
}

bool PresenceSearch::lawful(const std::vector<Units>& units, std::size_t first, std::size_t last) const {
  for (std::size_t m = first; m <= last; ++m) {
    const Units& earlier = m == first ? before(m) : units[m - first - 1];
    if (!sites_hold(p_, m, units[m - first])) return false;
    if (persons_moved(p_, earlier, units[m - first]) > p_.lift[m] + 1e-6) return false;
  }
  return last + 1 >= p_.months ||
         persons_moved(p_, units[last - first], units_[last + 1]) <= p_.lift[last + 1] + 1e-6;
}

bool PresenceSearch::set(std::size_t first, const std::vector<Units>& units) {
  const std::size_t last = first + units.size() - 1;
  if (!lawful(units, first, last)) return false;
  for (std::size_t m = first; m <= last; ++m) {
    if (units[m - first] == units_[m]) continue;
    const auto cost = try_month(m, units[m - first]);
    units_[m] = units[m - first];
    own_cost_[m] = cost ? *cost : kNoLimit;
    accept_month(m);
  }
  return true;
}

bool PresenceSearch::offer(std::size_t first, const std::vector<Units>& units) {
  const double old = objective();
  std::vector<Units> kept(units_.begin() + static_cast<std::ptrdiff_t>(first),
                          units_.begin() + static_cast<std::ptrdiff_t>(first + units.size()));
  if (!set(first, units)) return false;
  if (objective() < old - 1e-7) return true;
  set(first, kept);
  return false;
}

double PresenceSearch::move_cost(std::size_t i, int from, int to) const {
  return p_.move_cost * p_.persons[i / p_.regions] * std::abs(to - from);
}

// What arrivals and departures between month m - 1 and m cost more than now.
double PresenceSearch::step_cost(const Move& move, std::size_t m, bool here, bool earlier) const {
  double cost = 0.0;
  const auto add = [&](std::size_t i, int sign) {
    if (i == kNowhere) return;
    const int from = before(m)[i], to = units_[m][i];
    cost += move_cost(i, from + (earlier ? sign : 0), to + (here ? sign : 0)) - move_cost(i, from, to);
  };
  add(move.less, -1);
  add(move.more, 1);
  return cost;
}

double PresenceSearch::marginal(const Move& move, std::size_t m) const {
  return (move.more != kNowhere ? reduced_[m][move.more] : 0.0) -
         (move.less != kNowhere ? reduced_[m][move.less] : 0.0);
}

bool PresenceSearch::possible(const Move& move, std::size_t m) const {
  if (move.less != kNowhere && units_[m][move.less] == 0) return false;
  return move.more == kNowhere || p_.capacity[m * p_.regions + move.more % p_.regions] > 0.0;
}

// The months in which the move promises most: the shortest path over "made" and "not made".
void PresenceSearch::best_months(Move& move) const {
  constexpr double kNever = 1e300;
  std::vector<std::array<bool, 2>> from(p_.months);
  std::array<double, 2> cost = {0.0, kNever};
  for (std::size_t m = 0; m < p_.months; ++m) {
    std::array<double, 2> next = {kNever, kNever};
    for (const bool here : {false, true}) {
      if (here && !possible(move, m)) continue;
      for (const bool earlier : {false, true}) {
        const double total =
            cost[earlier] + step_cost(move, m, here, earlier) + (here ? marginal(move, m) : 0.0);
        if (total >= next[here]) continue;
        next[here] = total;
        from[m][here] = earlier;
      }
    }
    cost = next;
  }
  bool here = cost[1] < cost[0];
  move.promise = std::min(cost[0], cost[1]);
  move.in.assign(p_.months, false);
  for (std::size_t m = p_.months; m-- > 0; here = from[m][here]) move.in[m] = here;
}

bool PresenceSearch::fresh(const Move& move) const {
  std::vector<std::size_t> key = {move.less, move.more};
  long latest = 0;
  for (std::size_t m = 0; m < p_.months; ++m) {
    if (!move.in[m]) continue;
    key.push_back(m);
    latest = std::max(latest, changed_[m]);
  }
  const auto found = tried_.find(key);
  return found == tried_.end() || found->second < latest;
}

std::vector<PresenceSearch::Move> PresenceSearch::ranked() const {
  std::vector<Move> moves;
  const std::size_t size = p_.start.size();
  for (std::size_t i = 0; i <= size; ++i) {
    for (std::size_t j = 0; j <= size; ++j) {
      if (i == j) continue;
      Move move;
      if (i < size) move.less = i;
      if (j < size) move.more = j;
      best_months(move);
      if (move.promise < -1e-6 && fresh(move)) moves.push_back(std::move(move));
    }
  }
  std::sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) { return a.promise < b.promise; });
  return moves;
}

std::vector<Units> PresenceSearch::moved_units(const Move& move) const {
  std::vector<Units> units = units_;
  for (std::size_t m = 0; m < p_.months; ++m) {
    if (!move.in[m]) continue;
    if (move.less != kNowhere) --units[m][move.less];
    if (move.more != kNowhere) ++units[m][move.more];
  }
  return units;
}

bool PresenceSearch::attempt(const Move& move) {
  std::vector<std::size_t> key = {move.less, move.more};
  for (std::size_t m = 0; m < p_.months; ++m) {
    if (move.in[m]) key.push_back(m);
  }
  tried_[key] = clock_;
  const std::vector<Units> units = moved_units(move);
  if (!lawful(units, 0, p_.months - 1)) return false;
  // The promise is made true month by month; as soon as it is no gain any more the months are put back.
  double promise = move.promise;
  std::vector<std::pair<std::size_t, std::vector<unsigned char>>> bases;
  std::vector<double> cost;
  for (std::size_t m = 0; m < p_.months && promise < -1e-6; ++m) {
    if (!move.in[m]) continue;
    bases.emplace_back(m, relaxed_[m].basis());
    const auto value = try_month(m, units[m]);
    cost.push_back(value ? *value : kNoLimit);
    promise += cost.back() - own_cost_[m] - marginal(move, m);
  }
  const bool better = promise < -1e-6;
  for (std::size_t k = 0; k < bases.size(); ++k) {
    const std::size_t m = bases[k].first;
    if (better) {
      units_[m] = units[m];
      own_cost_[m] = cost[k];
      accept_month(m);
      continue;
    }
    for (std::size_t i = 0; i < units[m].size(); ++i) {
      if (units[m][i] != units_[m][i]) relaxed_[m].fix(columns_[m].units[i], units_[m][i]);
    }
    relaxed_[m].set_basis(bases[k].second);
  }
  return better;
}

bool PresenceSearch::descend(const std::function<bool()>& more) {
  bool gained = false;
  for (bool again = true; again && more();) {
    again = false;
    for (const Move& move : ranked()) {
      if (!more()) break;
      // Earlier moves of this list may have changed what this one promises.
      Move now = move;
      best_months(now);
      if (now.promise >= -1e-6 || !fresh(now)) continue;
      if (attempt(now)) again = gained = true;
    }
  }
  return gained;
}

}  // namespace handover::needs
