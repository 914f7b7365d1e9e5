// Who wants what: actors by issues with position, salience and influence as ranges, and draws from them.
// Every model of terms reads this one type, whatever file it came from.
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"
#include "numerics/draws.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace handover::talks {

// How the three numbers of a judgement are meant. `quantiles`: its 10 %, 50 % and 90 % points, between which
// a two-piece normal distribution is drawn (Wallis 2014), cut at the ends of the scale.
enum class RangeForm { pert, triangular, quantiles };

struct Judged {
  ThreePoint range;
  RangeForm form = RangeForm::pert;
  bool exact() const { return range.low == range.high; }
};
Judged exactly(double value);
// The value below which the share `probability` of the judgement lies; within [low, high] of the scale.
double quantile(const Judged& judged, double probability, double scale_low, double scale_high);
// The most likely value (the median for `quantiles`).
inline double central(const Judged& judged) {
  return judged.range.mode;
}

struct BargainActor {
  std::string name;
  std::optional<Side> side;  // of the table; nothing when the file does not say
};

struct BargainIssue {
  std::string name, id;            // id: short, for options; empty when the file has none
  double low = 0.0, high = 100.0;  // ends of the scale
  std::string low_means, high_means;
  std::optional<double> reference_point;  // what holds without an agreement
  std::optional<double> outcome;          // what came of it, when that is known
  std::optional<std::size_t> linked_to;   // settled together with that issue: see linked_groups
};

// One actor on one issue. Salience is on 0..100; influence is at least 0, and only its proportions matter.
struct Stake {
  std::size_t actor = 0, issue = 0;
  Judged position, salience, influence;
  bool veto = false;  // no agreement on anything without this actor
};

struct BargainTable {
  std::string name;
  std::vector<BargainActor> actors;
  std::vector<BargainIssue> issues;
  std::vector<Stake> stakes;            // at most one for each actor and issue
  std::vector<std::string> notes = {};  // what was decided about the file, for people
  bool uncertain() const;               // true when any stake is a range
};

// Which issues are settled together, each group ascending and the groups by their first issue. Issues joined
// by a link, or by a chain of them, are one group: a loss on one may be made good on another, and nothing in
// it is agreed before everything is. Groups are agreed apart: nothing is traded between them. A table that
// states no link at all says nothing on this (plain, KTAB and DEU files cannot): it is one group.
std::vector<std::vector<std::size_t>> linked_groups(const BargainTable& table);
// The table with these issues alone; actors keep their places.
BargainTable only_issues(const BargainTable& table, const std::vector<std::size_t>& issues);

// One issue with sharp numbers: what a model of terms reads. Vectors run over the actors who hold a position.
struct IssueInputs {
  double low = 0.0, high = 100.0;
  std::optional<double> reference_point;
  std::vector<std::size_t> actor;  // index into BargainTable::actors
  std::vector<double> position, salience, influence;
  std::vector<bool> veto;
  std::size_t size() const { return actor.size(); }
  double range() const { return high - low; }
  // Salience times influence; all ones when every product is zero, so that a mean always exists.
  std::vector<double> weights() const;
};

// Most likely values.
std::vector<IssueInputs> central_inputs(const BargainTable& table);

// One draw of every stake's position, salience and influence: stake s uses slots 3s, 3s+1, 3s+2 of day 0, so
// that a change to one stake leaves the random draws of the others alone.
using StakeDraw = std::array<double, 3>;
std::vector<StakeDraw> draw_stakes(const BargainTable& table, const RandomStream& stream);
std::vector<IssueInputs> inputs_from(const BargainTable& table, const std::vector<StakeDraw>& draws);
std::vector<IssueInputs> draw_inputs(const BargainTable& table, const RandomStream& stream);

// The mission's own table: for each actor and issue the position with the latest date. An actor's side is its
// party's, else its role's, else that of whom it answers to.
BargainTable table_of(const Mission& mission);

}  // namespace handover::talks
