// Results of many plans on the same scenarios and random draws, and what can be read off them.
#pragma once

#include "timeline/bounds.h"
#include "timeline/evaluator.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace handover::timeline {

// The scenarios and replications that a stage of the search uses. Stages use ranges that do not overlap.
struct DrawRange {
  std::uint32_t first_scenario = 0, first_replication = 0;
};
inline constexpr DrawRange kRaceDraws{0, 0};
inline constexpr DrawRange kFinalDraws{1'000'000, 1'000'000};
inline constexpr DrawRange kDetailDraws{2'000'000, 2'000'000};

struct PlanTally {
  std::vector<ScenarioTally> scenarios;  // in the order of the scenario ids
};

// Runs `plan` in more scenarios until `tally` holds `scenarios` of them, with `replications` in each. Returns
// the number of replications simulated.
std::uint64_t extend_tally(const Evaluator& evaluator, std::size_t plan, const DrawRange& randomness,
                           std::uint32_t scenarios, std::uint32_t replications, PlanTally& tally);

// The same for several plans whose tallies hold equally many scenarios.
std::uint64_t extend_tallies(const Evaluator& evaluator, std::span<const std::size_t> plans,
                             const DrawRange& randomness, std::uint32_t scenarios, std::uint32_t replications,
                             std::span<PlanTally* const> tallies);

// The same on `threads` threads (0: one for each core), in parts of some scenarios and a dozen plans.
std::uint64_t extend_tallies_in_parts(const Evaluator& evaluator, std::span<const std::size_t> plans,
                                      const DrawRange& randomness, std::uint32_t scenarios,
                                      std::uint32_t replications, std::span<PlanTally* const> tallies,
                                      int threads);

// Whoever keeps all lines keeps each party's: no share of all together can exceed a party's own.
void cap_at(Share& joint, const Share& party);

// By what a tally is judged: cuts per line at this number of replications. Shares use three sets of cuts,
// from strict to lenient, each at a third of the error, and the intersection of the three intervals: which
// set is narrowest depends on shares that nobody knows beforehand.
class Judge {
 public:
  Judge(const Evaluator& evaluator, std::uint32_t replications, double margin = 0.0);

  enum class Call { kept, surely_kept, broken, surely_broken };
  // Of all lines of one party, or of every deciding party together.
  Call of_party(const ScenarioTally& tally, std::size_t party) const;
  Call of_all(const ScenarioTally& tally) const;
  bool keeps(const ScenarioTally& tally, std::size_t party) const;
  bool all_keep(const ScenarioTally& tally) const;

  Share party_share(const PlanTally& tally, std::size_t party, double confidence) const;
  Share joint_share(const PlanTally& tally, double confidence) const;
  Share line_share(const PlanTally& tally, std::size_t line, double confidence) const;

  // Calls `share_by(judge, confidence)` for each set of cuts and intersects.
  template <class ShareBy>
  Share intersect(double confidence, ShareBy share_by) const {
    const double each = 1.0 - (1.0 - confidence) / (1.0 + static_cast<double>(siblings_.size()));
    Share share = share_by(*this, each);
    for (const Judge& sibling : siblings_) {
      const Interval other = share_by(sibling, each).interval;
      share.interval.low = std::max(share.interval.low, other.low);
      share.interval.high = std::min(share.interval.high, other.high);
    }
    return share;
  }

  const std::vector<std::size_t>& deciding() const { return deciding_; }
  std::size_t parties() const { return by_party_.size(); }
  std::uint32_t replications() const { return replications_; }

  struct LineSet {
    std::vector<std::size_t> lines;
    std::vector<Cuts> cuts;
    double kept_error = 0.0, broken_error = 0.0;
  };
  Call call(const ScenarioTally& tally, const LineSet& set) const;
  Share share(const std::vector<Call>& calls, const LineSet& set, double confidence) const;
  const LineSet& set_of_party(std::size_t party) const { return by_party_[party]; }
  const LineSet& set_of_all() const { return all_; }

 private:
  Judge(const Evaluator& evaluator, std::uint32_t replications, double margin, double aim);

  std::uint32_t replications_;
  double margin_, aim_;
  std::vector<JudgedLine> lines_;
  std::vector<LineSet> by_party_;
  LineSet all_;
  std::vector<std::size_t> deciding_;
  std::vector<Judge> siblings_;  // the same rules with stricter and more lenient cuts
};

}  // namespace handover::timeline
