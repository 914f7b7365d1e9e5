// A forest as text, for one that is learned once and shipped: whole numbers but for the edges of bins, and
// leaves by a few shares of their weight.
#include "base/problem.h"
#include "threat/panel/forest.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr double kWeights = 10000.0;  // of a leaf

class Numbers {
 public:
  explicit Numbers(std::string_view text) : text_(text) {}
  double next() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (error != std::errc())
      throw InputError(Problem{
          .code = ProblemCode::unreadable, .what = "is not a forest", .hint = "build the program anew"});
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  std::size_t count() { return static_cast<std::size_t>(next()); }

 private:
  std::string_view text_;
};

}  // namespace

std::string Forest::write() const {
  std::string text = fmt::format("{} {} {}\n", months_, edges_.size(), trees_.size());
  const auto add = [&](auto value) { text += fmt::format("{} ", value); };
  for (const auto& edges : edges_) {
    add(edges.size());
    for (const double edge : edges) add(edge);  // all digits: values fall on edges
    text += "\n";
  }
  const auto add_shares = [&](const std::vector<Share>& shares) {
    add(shares.size());
    for (const Share& share : shares) {
      add(share.place);
      add(std::lround(kWeights * share.weight));
    }
  };
  for (const Tree& tree : trees_) {
    add(tree.nodes.size());
    for (const Node& node : tree.nodes) {
      add(node.feature);
      if (node.feature < 0) {
        add(node.leaf);
        continue;
      }
      add(static_cast<int>(node.edge));
      add(node.left);
      add(node.right);
    }
    add(tree.leaves.size());
    for (const Leaf& leaf : tree.leaves) {
      add(std::lround(kWeights * leaf.none));
      add_shares(leaf.value);
      add_shares(leaf.ratio);
    }
    text += "\n";
  }
  return text;
}

Forest::Forest(std::string_view written) {
  Numbers numbers(written);
  months_ = numbers.count();
  edges_.resize(numbers.count());
  trees_.resize(numbers.count());
  for (auto& edges : edges_) {
    edges.resize(numbers.count());
    for (double& edge : edges) edge = numbers.next();
  }
  const auto read_shares = [&](std::vector<Share>& shares) {
    shares.resize(numbers.count());
    for (Share& share : shares) {
      share.place = static_cast<std::uint16_t>(numbers.next());
      share.weight = static_cast<float>(numbers.next() / kWeights);
    }
  };
  for (Tree& tree : trees_) {
    tree.nodes.resize(numbers.count());
    for (Node& node : tree.nodes) {
      node.feature = static_cast<std::int32_t>(numbers.next());
      if (node.feature < 0) {
        node.leaf = static_cast<std::int32_t>(numbers.next());
        continue;
      }
      node.edge = static_cast<std::uint8_t>(numbers.next());
      node.left = static_cast<std::int32_t>(numbers.next());
      node.right = static_cast<std::int32_t>(numbers.next());
    }
    tree.leaves.resize(numbers.count());
    for (Leaf& leaf : tree.leaves) {
      leaf.none = numbers.next() / kWeights;
      read_shares(leaf.value);
      read_shares(leaf.ratio);
    }
  }
}

// The record is one literal, longer than compilers have to take; GCC and Clang do.
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Woverlength-strings"
#endif
const Forest& forest_of_the_record() {
  static const Forest forest(std::string_view(
#include "threat/panel/record_forest.inc"
      ));
  return forest;
}
#ifdef __clang__
#pragma clang diagnostic pop
#endif

}  // namespace handover::threat
