// A forest that learns whole distributions: regression trees on what units' pasts looked like, whose leaves
// keep what came (Breiman 2001, Random Forests; Meinshausen 2006, Quantile Regression Forests).
#pragma once

#include "base/random_stream.h"
#include "threat/panel/analogues.h"
#include "threat/panel/unit_features.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::threat {

struct ForestOptions {
  std::size_t trees = 80;
  std::size_t most_rows = 40'000;  // of the record; more are sampled, quiet years first
  std::size_t smallest_leaf = 40;  // rows
  std::size_t leaf_points = 0;     // equal shares that a leaf's values above zero are kept as; 0: all of them
  Seed seed{1};
  int threads = 0;
};

class Forest {
 public:
  // Learns from every unit's months up to `last` (inclusive), whose value `leads` months later is known by
  // then. Each tree depends on its own number and the seed alone. Untrained when the record is too short.
  Forest(const Panel& panel, const UnitFeatures& features, std::size_t last, std::span<const int> leads,
         const ForestOptions& options);

  // As `write` gave it; `months` is the number of months learned from.
  explicit Forest(std::string_view written);
  std::string write() const;

  bool trained() const { return !trees_.empty(); }
  // Months from which something was learned.
  std::size_t months() const { return months_; }
  std::size_t features() const { return edges_.empty() ? 0 : edges_.size() - 1; }
  // What came after pasts like this one, as it was and scaled by the ratio of the levels: whole
  // distributions, by value ascending, never without a chance of some violence.
  struct Answer {
    WeightedSample as_was, scaled;
  };
  Answer after(std::span<const double> features, double level, int lead) const;

 private:
  // Leaves hold shares of a value's place on a grid of logarithms.
  struct Share {
    std::uint16_t place;
    float weight;
  };
  struct Leaf {
    double none = 0.0;
    std::vector<Share> value, ratio;  // their weights and `none` add up to 1, each
  };
  struct Node {
    std::int32_t feature = -1;  // -1: a leaf
    std::int32_t leaf = 0;
    std::uint8_t edge = 0;  // left: up to this bin
    std::int32_t left = 0, right = 0;
  };
  struct Tree {
    std::vector<Node> nodes;
    std::vector<Leaf> leaves;
  };
  struct Rows;
  friend class TreeGrower;

  std::vector<std::vector<double>> edges_;  // of each feature's bins; the last feature is the lead
  std::vector<Tree> trees_;
  std::size_t months_ = 0;
};

// A small forest learned from the all-violence record of 133 countries, 1989 to 2017
// (bench/threat_record_forest_study), for panels too young to learn from. What is asked from an origin before
// `kRecordKnownFrom` must not use it.
const Forest& forest_of_the_record();
inline constexpr Month kRecordKnownFrom{std::chrono::year{2017}, std::chrono::month{10}};

}  // namespace handover::threat
