// Inverse transform of a discrete fitted model with a guide table (Chen & Asau 1974): the search for the
// class of a uniform starts at the class in which its grid cell begins, so it mostly ends where it starts.
#pragma once

#include "simulate/lineage.h"

#include <cstdint>
#include <vector>

namespace handover::simulate {

class GuideTable {
 public:
  GuideTable() = default;
  // `below`: cumulative chances. What the last of them leaves to one belongs to a class of its own, number
  // `below.size()`.
  explicit GuideTable(const std::vector<double>& below, std::size_t cells)
      : cells_(static_cast<double>(cells)) {
    edges_.reserve(below.size() + 2);
    edges_.push_back(0.0);
    edges_.insert(edges_.end(), below.begin(), below.end());
    edges_.push_back(2.0);
    first_.reserve(cells);
    std::uint16_t next = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      while (static_cast<double>(cell) / cells_ >= edges_[next + 1u]) ++next;
      first_.push_back(next);
    }
  }

  // The class i with edge[i] <= uniform < edge[i + 1]; uniform in [0, 1).
  std::size_t at(double uniform) const {
    std::size_t i = first_[static_cast<std::size_t>(uniform * cells_)];
    while (uniform >= edges_[i + 1]) ++i;
    return i;
  }
  // Where in its class the uniform lies: uniform again.
  double left_over(std::size_t i, double uniform) const {
    return rescaled(uniform, edges_[i], 1.0 / (edges_[i + 1] - edges_[i]));
  }
  std::size_t classes() const { return edges_.empty() ? 0 : edges_.size() - 2; }

 private:
  double cells_ = 0.0;
  std::vector<double> edges_;
  std::vector<std::uint16_t> first_;
};

}  // namespace handover::simulate
