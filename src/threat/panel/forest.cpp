#include "threat/panel/forest.h"

#include "base/parallel.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kBins = 64;
constexpr std::size_t kFewestRows = 400;
constexpr std::size_t kYearOfMonths = 12;
constexpr double kShareOfRows = 0.6;      // that a tree learns from
constexpr double kShareOfFeatures = 0.3;  // that a node looks at
constexpr double kWeightOfAny = 2.5;      // of "above zero" beside the logarithm, when nodes are split
constexpr double kShareOfQuiet = 0.4;     // of the rows, for units that saw nothing in a year
constexpr int kMostDepth = 24;

// Places on a grid of logarithms, a twentieth apart: of 1 + value, and of value over level.
constexpr double kStep = 0.05;
constexpr int kValuePlaces = 480, kRatioPlaces = 1000, kRatioZero = 500;
constexpr double kLevelFloor = 0.5;  // keeps ratios of levels finite near zero

std::uint16_t value_place(double value) {
  return static_cast<std::uint16_t>(
      std::min<long>(std::lround(maths::log1p(value) / kStep), kValuePlaces - 1));
}
std::uint16_t ratio_place(double value, double level) {
  const long place = kRatioZero + std::lround(maths::log(value / (level + kLevelFloor)) / kStep);
  return static_cast<std::uint16_t>(std::clamp<long>(place, 0, kRatioPlaces - 1));
}

// One month of one unit and how far to look from there.
struct Sampled {
  std::uint32_t unit, at;
  int lead;
  double weight;
};

// Whether a unit had any in the year up to each month.
std::vector<bool> had_any(const std::vector<double>& values, std::size_t last) {
  std::vector<bool> any(last + 1, false);
  std::size_t since = kYearOfMonths;
  for (std::size_t month = 0; month <= last; ++month) {
    since = values[month] > 0.0 ? 0 : since + 1;
    any[month] = since < kYearOfMonths;
  }
  return any;
}

// Counts of what there is to learn from decide what share of it is kept, and how many leads of each month.
class Sampler {
 public:
  Sampler(const Panel& panel, std::size_t last, std::span<const int> leads, const ForestOptions& options)
      : panel_(panel), last_(last), leads_(leads), seed_(options.seed) {
    std::size_t active = 0, quiet = 0;
    each_month([&](std::size_t, std::size_t, bool any) { ++(any ? active : quiet); });
    const auto most = static_cast<double>(options.most_rows);
    const double of_quiet = std::min(static_cast<double>(quiet), kShareOfQuiet * most);
    keep_quiet_ = quiet > 0 ? of_quiet / static_cast<double>(quiet) : 0.0;
    keep_active_ = active > 0 ? (most - of_quiet) / static_cast<double>(active) : 0.0;
  }

  std::vector<Sampled> rows() const {
    std::vector<Sampled> rows;
    each_month([&](std::size_t unit, std::size_t at, bool any) {
      // Several leads of a month where there is room for them.
      const double keep = std::min(any ? keep_active_ : keep_quiet_, kMostLeads);
      const RandomStream random(seed_, static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(at),
                                Purpose::parameters);
      const auto copies = static_cast<std::uint32_t>(keep + random.uniform_at(0, 0));
      for (std::uint32_t copy = 0; copy < copies; ++copy) {
        const int lead = leads_[even_place(random.uniform_at(1, copy), known_leads(at))];
        if (std::isnan(panel_.value[unit][at + static_cast<std::size_t>(lead)])) continue;
        rows.push_back({static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(at), lead, 1.0 / keep});
      }
    });
    return rows;
  }

 private:
  static constexpr double kMostLeads = 3.0;

  static std::size_t even_place(double uniform, std::size_t count) {
    return std::min(static_cast<std::size_t>(uniform * static_cast<double>(count)), count - 1);
  }
  std::size_t known_leads(std::size_t at) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        leads_, [&](int lead) { return at + static_cast<std::size_t>(lead) <= last_; }));
  }
  template <class Visit>
  void each_month(Visit visit) const {
    for (std::size_t unit = 0; unit < panel_.units.size(); ++unit) {
      const std::vector<bool> any = had_any(panel_.value[unit], last_);
      for (std::size_t at = kYearOfMonths - 1; at <= last_ && known_leads(at) > 0; ++at) {
        if (!std::isnan(panel_.value[unit][at])) visit(unit, at, any[at]);
      }
    }
  }

  const Panel& panel_;
  std::size_t last_;
  std::span<const int> leads_;  // ascending
  Seed seed_;
  double keep_active_ = 0.0, keep_quiet_ = 0.0;
};

std::vector<double> edges_of(std::vector<double> values) {
  std::ranges::sort(values);
  std::vector<double> edges;
  for (std::size_t bin = 1; bin < kBins; ++bin) {
    const double edge = values[bin * values.size() / kBins];
    if (edge > values.front() && (edges.empty() || edge > edges.back())) edges.push_back(edge);
  }
  return edges;
}

// 0 .. edges.size().
std::uint8_t bin_of(const std::vector<double>& edges, double value) {
  return static_cast<std::uint8_t>(std::ranges::upper_bound(edges, value) - edges.begin());
}

}  // namespace

// What trees are grown from, each value as its bin.
struct Forest::Rows {
  std::size_t features = 0;
  std::vector<std::uint8_t> bins;  // [row][feature]
  std::vector<double> log, any, weight;
  std::vector<std::uint16_t> value, ratio;  // places; not looked at where `any` is 0
  std::size_t size() const { return log.size(); }
};

class TreeGrower {
 public:
  TreeGrower(const Forest::Rows& rows, std::uint32_t number, const ForestOptions& options)
      : rows_(rows),
        random_(options.seed, number, 0, Purpose::parameters),
        smallest_(options.smallest_leaf),
        points_(options.leaf_points),
        wanted_(std::max<std::size_t>(
            2, static_cast<std::size_t>(kShareOfFeatures * static_cast<double>(rows.features)))) {}

  Forest::Tree grow() {
    std::vector<std::uint32_t> in;
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
      if (random_.uniform_at(2, row) < kShareOfRows) in.push_back(row);
    }
    grow_node(in, 0);
    return std::move(tree_);
  }

 private:
  struct Sums {
    double weight = 0.0, log = 0.0, any = 0.0;
    std::size_t n = 0;
    void add(const Sums& other) {
      weight += other.weight;
      log += other.log;
      any += other.any;
      n += other.n;
    }
    Sums without(const Sums& part) const {
      return {weight - part.weight, log - part.log, any - part.any, n - part.n};
    }
    double explained() const { return (log * log + any * any) / weight; }
  };
  struct Split {
    std::size_t feature = 0;
    std::uint8_t edge = 0;
    double gain = 1e-9;
  };

  // Some of the features, in an order of the node's own.
  std::vector<std::size_t> features_to_try() {
    std::vector<std::size_t> features(rows_.features);
    std::iota(features.begin(), features.end(), std::size_t{0});
    for (std::size_t i = 0; i < wanted_; ++i) {
      const double uniform = random_.uniform_at(3, next_++);
      std::swap(features[i],
                features[i + static_cast<std::size_t>(uniform * static_cast<double>(features.size() - i))]);
    }
    features.resize(wanted_);
    return features;
  }

  void try_feature(std::span<const std::uint32_t> in, std::size_t feature, Split& best) const {
    std::array<Sums, kBins> bins{};
    Sums all;
    for (const std::uint32_t row : in) {
      const double weight = rows_.weight[row];
      bins[rows_.bins[row * rows_.features + feature]].add(
          {weight, weight * rows_.log[row], weight * kWeightOfAny * rows_.any[row], 1});
    }
    for (const Sums& bin : bins) all.add(bin);
    Sums left;
    for (std::size_t edge = 0; edge + 1 < kBins; ++edge) {
      left.add(bins[edge]);
      if (bins[edge].n == 0 || left.n < smallest_) continue;
      const Sums right = all.without(left);
      if (right.n < smallest_) break;
      const double gain = left.explained() + right.explained() - all.explained();
      if (gain > best.gain) best = {feature, static_cast<std::uint8_t>(edge), gain};
    }
  }

  std::int32_t grow_node(std::span<std::uint32_t> in, int depth) {
    const auto at = static_cast<std::int32_t>(tree_.nodes.size());
    tree_.nodes.emplace_back();
    Split best;
    if (in.size() >= 2 * smallest_ && depth < kMostDepth) {
      for (const std::size_t feature : features_to_try()) try_feature(in, feature, best);
    }
    if (best.gain <= 1e-9) {
      tree_.nodes[static_cast<std::size_t>(at)].leaf = static_cast<std::int32_t>(tree_.leaves.size());
      tree_.leaves.push_back(leaf_of(in));
      return at;
    }
    const auto middle = std::stable_partition(in.begin(), in.end(), [&](std::uint32_t row) {
      return rows_.bins[row * rows_.features + best.feature] <= best.edge;
    });
    const auto left_size = static_cast<std::size_t>(middle - in.begin());
    const std::int32_t left = grow_node(in.subspan(0, left_size), depth + 1);
    const std::int32_t right = grow_node(in.subspan(left_size), depth + 1);
    Forest::Node& node = tree_.nodes[static_cast<std::size_t>(at)];
    node.feature = static_cast<std::int32_t>(best.feature);
    node.edge = best.edge;
    node.left = left;
    node.right = right;
    return at;
  }

  // The middles of `points` equal shares.
  static void thin(std::vector<std::pair<std::uint16_t, double>>& places, std::size_t points) {
    double all = 0.0, below = 0.0;
    for (const auto& [place, weight] : places) all += weight;
    std::vector<std::pair<std::uint16_t, double>> kept;
    for (std::size_t i = 0, at = 0; i < points; ++i) {
      const double wanted = (static_cast<double>(i) + 0.5) / static_cast<double>(points) * all;
      while (at + 1 < places.size() && below + places[at].second < wanted) below += places[at++].second;
      kept.emplace_back(places[at].first, all / static_cast<double>(points));
    }
    places = std::move(kept);
  }

  std::vector<Forest::Share> shares_of(std::vector<std::pair<std::uint16_t, double>> places,
                                       double all) const {
    std::ranges::sort(places);
    if (points_ > 0 && places.size() > points_) thin(places, points_);
    std::vector<Forest::Share> shares;
    double weight = 0.0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      weight += places[i].second;
      if (i + 1 < places.size() && places[i + 1].first == places[i].first) continue;
      shares.push_back({places[i].first, static_cast<float>(weight / all)});
      weight = 0.0;
    }
    return shares;
  }

  Forest::Leaf leaf_of(std::span<const std::uint32_t> in) const {
    std::vector<std::pair<std::uint16_t, double>> value, ratio;
    double none = 0.0, some = 0.0;
    for (const std::uint32_t row : in) {
      const double weight = rows_.weight[row];
      if (rows_.any[row] == 0.0) {
        none += weight;
        continue;
      }
      some += weight;
      value.emplace_back(rows_.value[row], weight);
      ratio.emplace_back(rows_.ratio[row], weight);
    }
    const double all = none + some;
    return {none / all, shares_of(std::move(value), all), shares_of(std::move(ratio), all)};
  }

  const Forest::Rows& rows_;
  RandomStream random_;
  std::size_t smallest_, points_, wanted_;
  std::uint32_t next_ = 0;
  Forest::Tree tree_;
};

Forest::Forest(const Panel& panel, const UnitFeatures& features, std::size_t last, std::span<const int> leads,
               const ForestOptions& options) {
  const std::vector<Sampled> sampled = Sampler(panel, last, leads, options).rows();
  if (sampled.size() < kFewestRows) return;
  Rows rows;
  rows.features = features.size() + 1;
  const std::size_t n = sampled.size(), width = rows.features;
  std::vector<double> raw(n * width);
  std::vector<double> level(n);
  parallel_for(n, options.threads, [&](std::size_t i) {
    const Sampled& one = sampled[i];
    features.write(one.unit, one.at, std::span(raw).subspan(i * width, width - 1));
    raw[i * width + width - 1] = one.lead;
    level[i] = features_of(panel.value[one.unit], one.at).level;
  });
  edges_.resize(width);
  rows.bins.resize(n * width);
  parallel_for(width, options.threads, [&](std::size_t f) {
    std::vector<double> column(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = raw[i * width + f];
    edges_[f] = edges_of(column);
    for (std::size_t i = 0; i < n; ++i) rows.bins[i * width + f] = bin_of(edges_[f], column[i]);
  });
  for (std::size_t i = 0; i < n; ++i) {
    const double value =
        panel.value[sampled[i].unit][sampled[i].at + static_cast<std::size_t>(sampled[i].lead)];
    rows.log.push_back(maths::log1p(value));
    rows.any.push_back(value > 0.0 ? 1.0 : 0.0);
    rows.weight.push_back(sampled[i].weight);
    rows.value.push_back(value_place(value));
    rows.ratio.push_back(value > 0.0 ? ratio_place(value, level[i]) : std::uint16_t{0});
  }
  std::vector<bool> taught(last + 1, false);
  for (const Sampled& one : sampled) taught[one.at] = true;
  months_ = static_cast<std::size_t>(std::ranges::count(taught, true));
  trees_.resize(options.trees);
  parallel_for(options.trees, options.threads, [&](std::size_t tree) {
    trees_[tree] = TreeGrower(rows, static_cast<std::uint32_t>(tree), options).grow();
  });
}

Forest::Answer Forest::after(std::span<const double> features, double level, int lead) const {
  std::vector<std::uint8_t> bins(edges_.size());
  for (std::size_t f = 0; f + 1 < edges_.size(); ++f) bins[f] = bin_of(edges_[f], features[f]);
  bins.back() = bin_of(edges_.back(), lead);
  std::array<double, kValuePlaces> value{};
  std::array<double, kRatioPlaces> ratio{};
  // Half a case beside the trees' own: what has not been seen has not been ruled out.
  double none = 0.0;
  for (const Tree& tree : trees_) {
    std::size_t at = 0;
    while (tree.nodes[at].feature >= 0) {
      const Node& node = tree.nodes[at];
      at = static_cast<std::size_t>(bins[static_cast<std::size_t>(node.feature)] <= node.edge ? node.left
                                                                                              : node.right);
    }
    const Leaf& leaf = tree.leaves[static_cast<std::size_t>(tree.nodes[at].leaf)];
    none += leaf.none;
    for (const Share& share : leaf.value) value[share.place] += share.weight;
    for (const Share& share : leaf.ratio) ratio[share.place] += share.weight;
  }
  constexpr double kUnseen = 0.0002;  // of the weight, on a single death
  const auto trees = static_cast<double>(trees_.size());
  Answer answer;
  for (WeightedSample* sample : {&answer.as_was, &answer.scaled}) {
    sample->add(0.0, none / trees);
    sample->add(1.0, kUnseen);
  }
  for (int place = 1; place < kValuePlaces; ++place) {
    if (value[static_cast<std::size_t>(place)] > 0.0)
      answer.as_was.add(std::max(1.0, std::round(maths::exp(kStep * place) - 1.0)),
                        value[static_cast<std::size_t>(place)] / trees);
  }
  for (int place = 0; place < kRatioPlaces; ++place) {
    if (ratio[static_cast<std::size_t>(place)] > 0.0)
      answer.scaled.add(
          std::max(1.0, std::round((level + kLevelFloor) * maths::exp(kStep * (place - kRatioZero)))),
          ratio[static_cast<std::size_t>(place)] / trees);
  }
  return answer;
}

}  // namespace handover::threat
