// The expected-utility challenge model, laid open: its parts are functions of their own so that each can be
// compared with what the literature prints.
//
// Bueno de Mesquita 1994 (in Bueno de Mesquita & Stokman, European Community Decision Making, ch. 4) as
// rebuilt by Scholz, Calbert & Smith 2011 (ICAART, "Unravelling Bueno de Mesquita's Group Decision Model").
#pragma once

#include "talks/condorcet.h"
#include "talks/model.h"

#include <string>
#include <vector>

namespace handover::talks {

struct ChallengeRules {
  // What the votes for one position are divided by: the votes of all actors over all ordered pairs, which
  // reproduces the published tables, or those over the pair at hand, which is eq. 31 as printed.
  enum class Votes { all_pairs, pair } votes = Votes::all_pairs;
  // Which compromise an actor takes when several are open: the one with the smallest mean of the two
  // positions weighted by expected utilities, which reproduces the published tables, or the least move.
  enum class Compromise { weighted_position, least_move } compromise = Compromise::weighted_position;
  // Risk exponents from what others expect of challenging an actor, which reproduces the published tables,
  // from what it expects of challenging others, as the equation is printed, or all 1.
  enum class Risk { security, own_utility, neutral } risk = Risk::security;
  // Whose risk exponent enters an actor's view of what another gains by challenging it.
  enum class View { own, other } view = View::own;
  enum class Range { initial, current, scale } range = Range::initial;
  double q = 1.0;  // chance that nothing changes without a challenge
  double t = 0.5;  // chance that a change without a challenge is for the better
  int rounds = 8;
  // Stop when positions repeat within this share of the range (a fixed point or a cycle); 0: never.
  double settled = 0.0;
  bool forecast_mean = false;
};

struct ChallengeState {
  std::vector<double> position, salience, weight, risk;  // risk: exponent, in [1/2, 2]
  double range = 1.0;
  double median = 0.0;
};

// Chance that i's position wins against j's (row i, column j), from all actors' votes under their exponents.
SquareMatrix win_probability(const ChallengeState& state, ChallengeRules::Votes votes);

// Expected utility to i of challenging j, under the exponent `risk` (Scholz et al., eqs. 1-7).
double expected_utility(const ChallengeState& state, const ChallengeRules& rules, const SquareMatrix& win,
                        std::size_t i, std::size_t j, double risk);

// Risk exponents from how secure each actor's position is, taken at exponent 1 (eqs. 8-9).
std::vector<double> risk_exponents(ChallengeState state, const ChallengeRules& rules);

// Positions after one round of simultaneous offers.
std::vector<double> next_positions(const ChallengeState& state, const ChallengeRules& rules);

struct ChallengeRun {
  std::vector<Round> rounds;
  RoundsEnd end = RoundsEnd::cap;  // `cycle`: positions came back to those of `cycle` rounds before
  std::size_t found_in_round = 0;  // counted from 1; 0 with `cap`
  std::size_t cycle = 0;           // rounds in one turn of a cycle
};
Ending how_it_ended(const ChallengeRun& run);

// All rounds. The state's risk exponents are set anew in each. Positions count as the same within
// `rules.settled` of the range, or when they are equal to the last digit when that is 0; only with
// `rules.settled` above 0 does a run stop there instead of running all its rounds.
ChallengeRun challenge_run(const IssueInputs& issue, const ChallengeRules& rules);
std::vector<Round> challenge_rounds(const IssueInputs& issue, const ChallengeRules& rules);

ChallengeState challenge_state(const IssueInputs& issue, const ChallengeRules& rules);

}  // namespace handover::talks
