// Whether red lines are kept in a scenario, as far as its replications tell.
//
// A line is kept in a scenario when its chance of being broken there, p, is at most what the party tolerates,
// t. The replications show X breaks in n. Where p lies close to t they cannot tell; counting X <= tn as kept
// would call too many scenarios kept. If p is about evenly spread near t, the chance that p <= t at the count
// on which t falls is the fraction that makes the mean score exact: of the n + 1 equally likely counts, t (n
// + 1) are kept (Gordy & Juneja 2010, Management Science 56(10), on the bias of nested estimates of this
// kind).
#pragma once

#include "timeline/tallies.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// 1 kept, 0 broken, between them at the count that the tolerance falls on. With fewer than two breaks allowed
// the spread of p near t is anything but even (most scenarios never break the line): whole counts then.
double kept_score(std::uint32_t breaks, std::uint32_t replications, double tolerated);

// Of `least` to `most` replications the number nearest to `about` at which every tolerance is a whole number
// of breaks; nothing when there is none.
std::optional<std::uint32_t> whole_replications(std::span<const JudgedLine> lines, std::uint32_t about,
                                                std::uint32_t least, std::uint32_t most);

// By which figures of a line one judges: as stated, or half or double as a sensitivity.
enum class Scale { half, stated, twice };
struct Rule {
  Scale tolerance = Scale::stated, threshold = Scale::stated;
  std::optional<std::size_t> without;  // this line does not count
  // Scores over scenarios with the bias of few replications taken out: nearer the truth, and wider by a
  // third. Not what is reported yet: bench/timeline_search_study.cpp measures both.
  bool unbiased = false;
};

// A score for each scenario, and how much the scenario counts: a mean of scores is a ratio of two means.
struct Scores {
  std::vector<double> score, weight;
  bool waits = false;  // of a plan that waits for a signature: weights differ

  double mean() const;
  // One value for each scenario, whose plain mean is mean() and whose spread gives its error (linearised
  // ratio: Cochran 1977, Sampling Techniques, section 6.3). No scenario counts: all nought.
  std::vector<double> values() const;
  void resize(std::size_t scenarios);
};
// First less second, as values(). A plan that waits for nobody is weighed as the one that waits is: the two
// are compared in the scenarios in which that one is signed, as often as it is.
std::vector<double> values_of_difference(Scores first, Scores second);
// [scenario] plain difference of the scores, nought where either plan does not count.
std::vector<double> plain_difference(const Scores& first, const Scores& second);
std::vector<double> weights_of(const PlanTally& tally);
bool waits_for_signature(const PlanTally& tally);
// [scenario] mean of the harm over the scenario's replications.
Scores harm_scores(const PlanTally& tally, std::size_t harm);

// The sums of every second replication, the first among them or not.
ReplicationSums half_of(const ReplicationSums& sums, bool with_first);

class Judge {
 public:
  explicit Judge(const Evaluator& evaluator, Rule rule = {});

  double line_score(const ReplicationSums& tally, std::size_t line) const;
  // The least of the party's lines, or of all lines of all parties that decide.
  double party_score(const ReplicationSums& tally, std::size_t party) const;
  double joint_score(const ReplicationSums& tally) const;
  // Where one answer is needed: kept as far as the replications show.
  bool keeps(const ReplicationSums& tally, std::size_t party) const {
    return party_score(tally, party) >= 0.5;
  }
  bool all_keep(const ReplicationSums& tally) const { return joint_score(tally) >= 0.5; }

  // The chance that all who decide have their lines kept, given the breaks seen and a flat prior: the least
  // over the lines of the chance that the true frequency of breaks is at most what is tolerated. It does not
  // jump when few replications are seen, so it ranks plans better than joint_score; its size is not the
  // share's.
  double likely_score(const ReplicationSums& tally) const;

  Scores line_scores(const PlanTally& tally, std::size_t line) const;
  Scores party_scores(const PlanTally& tally, std::size_t party) const;
  Scores joint_scores(const PlanTally& tally) const;
  Scores likely_scores(const PlanTally& tally) const;
  Scores joint_scores_signed_or_not(const PlanTally& tally) const;

  const std::vector<std::size_t>& deciding() const { return deciding_; }
  std::size_t parties() const { return lines_of_.size(); }
  std::size_t lines() const { return lines_.size(); }

 private:
  template <class Score>
  Scores over_scenarios(const PlanTally& tally, Score score) const;

  Rule rule_;
  std::vector<JudgedLine> lines_;
  std::vector<std::vector<std::size_t>> lines_of_;  // [party]
  std::vector<std::size_t> deciding_;
};

}  // namespace handover::timeline
