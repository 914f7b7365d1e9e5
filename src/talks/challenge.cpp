#include "talks/challenge.h"

#include "numerics/maths.h"
#include "talks/settlement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace handover::talks {
namespace {

double span_of(const std::vector<double>& position) {
  const auto [low, high] = std::minmax_element(position.begin(), position.end());
  return *high - *low;
}

// Loss of actor k at position i: (distance / range) to the power of k's exponent.
double loss_at(const ChallengeState& state, std::size_t k, double position) {
  const double distance = std::abs(state.position[k] - position) / state.range;
  return state.risk[k] == 1.0 ? distance : maths::pow(distance, state.risk[k]);
}

enum class Kind { confrontation, compromise, capitulation };
struct Offer {
  Kind kind = Kind::capitulation;
  double order = 0.0;     // smallest first
  double position = 0.0;  // where the actor would move
};

// How i reads its contest with j: own = EU of i challenging j, other = EU of j challenging i.
std::optional<Offer> offer_from(double own, double other, double here, double there,
                                ChallengeRules::Compromise rule) {
  const double move = std::abs(there - here);
  if (own > 0.0 && other > own) return Offer{Kind::confrontation, move, there};
  if (!(own < 0.0 && other > 0.0)) return std::nullopt;
  if (other <= -own) return Offer{Kind::capitulation, move, there};
  const double concession = (there - here) * std::abs(own / other);
  const double order = rule == ChallengeRules::Compromise::least_move
                           ? std::abs(concession)
                           : (-own * here + other * there) / (-own + other);
  return Offer{Kind::compromise, order, here + concession};
}

bool better(const Offer& a, const Offer& b) {
  return a.kind != b.kind ? a.kind < b.kind : a.order < b.order;
}

double eu_of_better(double reach, double risk) {
  return 2.0 - 4.0 * maths::pow(std::max(0.0, 0.5 - 0.25 * reach), risk);
}
double eu_of_worse(double reach, double risk) {
  return 2.0 - 4.0 * maths::pow(0.5 + 0.25 * reach, risk);
}

bool alike(const std::vector<double>& a, const std::vector<double>& b, double within) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (std::abs(a[i] - b[i]) > within) return false;
  return true;
}

// Positions before the first round (0) and after each.
const std::vector<double>& positions_after(const std::vector<double>& start, const ChallengeRun& run,
                                           std::size_t round) {
  return round == 0 ? start : run.rounds[round - 1].position;
}

// The shortest turn such that each of its rounds is like the one a turn before. A whole turn, since two
// rounds that are alike within a tolerance may still go different ways.
void find_end(const std::vector<double>& start, double same, ChallengeRun& run) {
  const std::size_t last = run.rounds.size();
  for (std::size_t turn = 1; 2 * turn <= last + 1; ++turn) {
    std::size_t matched = 0;
    while (matched < turn && alike(positions_after(start, run, last - matched),
                                   positions_after(start, run, last - matched - turn), same))
      ++matched;
    if (matched < turn) continue;
    run.end = turn == 1 ? RoundsEnd::settled : RoundsEnd::cycle;
    run.found_in_round = last;
    run.cycle = turn == 1 ? 0 : turn;
    return;
  }
}

}  // namespace

ChallengeState challenge_state(const IssueInputs& issue, const ChallengeRules& rules) {
  ChallengeState state;
  state.position = issue.position;
  state.weight = issue.weights();
  state.risk.assign(issue.size(), 1.0);
  for (const double salience : issue.salience) state.salience.push_back(std::min(1.0, salience / 100.0));
  state.range = rules.range == ChallengeRules::Range::scale ? issue.range() : span_of(issue.position);
  state.median = weighted_median(state.position, state.weight);
  return state;
}

SquareMatrix win_probability(const ChallengeState& state, ChallengeRules::Votes votes) {
  const std::size_t n = state.position.size();
  SquareMatrix win(n);
  SquareMatrix loss(n);  // of k at i's position
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      loss.at(k, i) = state.weight[k] * loss_at(state, k, state.position[i]);
  double all = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (state.position[i] == state.position[j]) continue;
      double for_i = 0.0, for_j = 0.0;
      for (std::size_t k = 0; k < n; ++k) {
        const double vote = loss.at(k, j) - loss.at(k, i);
        (vote > 0.0 ? for_i : for_j) += std::abs(vote);
      }
      const double pair = votes == ChallengeRules::Votes::pair ? for_i + for_j : 1.0;
      all += 2.0 * (for_i + for_j);
      win.at(i, j) = for_i / pair;
      win.at(j, i) = for_j / pair;
    }
  }
  if (votes == ChallengeRules::Votes::all_pairs && all > 0.0)
    for (double& value : win.value) value /= all;
  return win;
}

double expected_utility(const ChallengeState& state, const ChallengeRules& rules, const SquareMatrix& win,
                        std::size_t i, std::size_t j, double risk) {
  const double distance = std::abs(state.position[i] - state.position[j]) / state.range;
  const double success = 2.0 - 4.0 * maths::pow(0.5 - 0.5 * std::min(distance, 1.0), risk);
  const double failure = 2.0 - 4.0 * maths::pow(0.5 + 0.5 * distance, risk);
  const double unchanged = 2.0 - 4.0 * maths::pow(0.5, risk);
  double waiting = rules.q * unchanged;
  if (rules.q < 1.0) {
    const double reach = std::abs(state.position[i] - state.median) / state.range + distance;
    waiting +=
        (1.0 - rules.q) * (rules.t * eu_of_better(reach, risk) + (1.0 - rules.t) * eu_of_worse(reach, risk));
  }
  const double p = win.at(i, j), resists = state.salience[j];
  return resists * (p * success + (1.0 - p) * failure) + (1.0 - resists) * success - waiting;
}

std::vector<double> risk_exponents(ChallengeState state, const ChallengeRules& rules) {
  const std::size_t n = state.position.size();
  std::vector<double> exponent(n, 1.0);
  if (rules.risk == ChallengeRules::Risk::neutral) return exponent;
  state.risk.assign(n, 1.0);
  const SquareMatrix win = win_probability(state, rules.votes);
  std::vector<double> threat(n, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (j != i)
        threat[i] += rules.risk == ChallengeRules::Risk::own_utility
                         ? expected_utility(state, rules, win, i, j, 1.0)
                         : expected_utility(state, rules, win, j, i, 1.0);
  const auto [least, most] = std::minmax_element(threat.begin(), threat.end());
  const double low = *least, high = *most;
  if (!(high > low)) return exponent;
  for (std::size_t i = 0; i < n; ++i) {
    const double acceptance = (2.0 * threat[i] - high - low) / (high - low);
    exponent[i] = (1.0 - acceptance / 3.0) / (1.0 + acceptance / 3.0);
  }
  return exponent;
}

std::vector<double> next_positions(const ChallengeState& state, const ChallengeRules& rules) {
  const std::size_t n = state.position.size();
  const SquareMatrix win = win_probability(state, rules.votes);
  std::vector<double> next = state.position;
  for (std::size_t i = 0; i < n; ++i) {
    std::optional<Offer> chosen;
    for (std::size_t j = 0; j < n; ++j) {
      if (state.position[i] == state.position[j]) continue;
      const double own = expected_utility(state, rules, win, i, j, state.risk[i]);
      const double risk = rules.view == ChallengeRules::View::own ? state.risk[i] : state.risk[j];
      const double other = expected_utility(state, rules, win, j, i, risk);
      const auto offer = offer_from(own, other, state.position[i], state.position[j], rules.compromise);
      if (offer && (!chosen || better(*offer, *chosen))) chosen = offer;
    }
    if (chosen) next[i] = chosen->position;
  }
  return next;
}

ChallengeRun challenge_run(const IssueInputs& issue, const ChallengeRules& rules) {
  ChallengeRun run;
  ChallengeState state = challenge_state(issue, rules);
  const double same = rules.settled * state.range;
  const std::vector<double> start = state.position;
  for (int round = 0; round < rules.rounds; ++round) {
    if (rules.range == ChallengeRules::Range::current) state.range = span_of(state.position);
    // Everybody at one place: nobody has anything to challenge.
    if (state.range > 0.0) {
      state.risk = risk_exponents(state, rules);
      state.position = next_positions(state, rules);
    }
    state.median = weighted_median(state.position, state.weight);
    IssueInputs now = issue;
    now.position = state.position;
    run.rounds.push_back({state.position, state.median, weighted_mean(now)});
    if (run.end == RoundsEnd::cap) find_end(start, same, run);
    if (rules.settled > 0.0 && run.end != RoundsEnd::cap) break;
  }
  return run;
}

std::vector<Round> challenge_rounds(const IssueInputs& issue, const ChallengeRules& rules) {
  return challenge_run(issue, rules).rounds;
}

Ending how_it_ended(const ChallengeRun& run) {
  if (run.end == RoundsEnd::settled) return {.end = run.end, .round = run.found_in_round};
  if (run.end == RoundsEnd::cycle)
    return {.end = run.end, .round = run.found_in_round + 2 - 2 * run.cycle, .rounds = run.cycle};
  return {.end = run.end, .rounds = run.rounds.size()};
}

}  // namespace handover::talks
