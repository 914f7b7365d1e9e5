// Which replications of a plan in a scenario are wanted, and what its tally learns from them. Replications
// come in their order: the first ones are run whatever happens, and for what follows a signature more of them
// are begun until as many were signed in time.
#pragma once

#include "timeline/evaluator.h"

#include <cstdint>

namespace handover::timeline {

class Signing {
 public:
  // `possible`: in this scenario the talks can agree at all. `unsigned_too`: the first replications are lived
  // to their end whatever the talks bring. The tally must be empty and outlive it.
  Signing(bool waits, bool possible, bool unsigned_too, std::uint32_t replications, ScenarioTally& tally)
      : waits_(waits),
        tries_(possible ? kMostTries * replications : replications),
        enough_(replications),
        whole_(unsigned_too || !waits ? replications : 0),
        tally_(tally) {}

  // To be lived to its end, signed or not.
  bool whole(std::uint32_t f) const { return f < whole_; }
  bool wants(std::uint32_t f) const { return whole(f) || looks_on(f); }

  // Of a replication that was wanted. `count` adds it to sums; `none` are sums of nothing.
  template <class Count>
  void note(std::uint32_t f, bool in_time, const ReplicationSums& none, Count count) {
    if (!waits_) return count(tally_);
    if (tally_.signed_or_not.breaks.empty()) tally_.signed_or_not = none;
    if (whole(f)) count(tally_.signed_or_not);
    if (!looks_on(f)) return;
    ++tally_.tried;
    tally_.in_time += in_time ? 1 : 0;
    if (in_time) count(tally_);
  }

  // When the search ended with the last one wanted, its share of all tried would be too high (Haldane 1945,
  // Biometrika 33(3)).
  void finish() {
    if (!waits_) return;
    const bool ended = tally_.in_time == enough_ && enough_ > 1;
    tally_.weight = ended ? (tally_.in_time - 1.0) / (tally_.tried - 1.0)
                          : static_cast<double>(tally_.in_time) / tally_.tried;
  }

 private:
  bool looks_on(std::uint32_t f) const { return waits_ && tally_.in_time < enough_ && f < tries_; }

  bool waits_;
  std::uint32_t tries_, enough_, whole_;
  ScenarioTally& tally_;
};

}  // namespace handover::timeline
