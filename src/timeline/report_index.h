// Positions in the lists of a report, each of its own type: a plan's does not fit where a cell's is wanted.
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace handover::timeline {

template <class Tag>
struct ReportIndex {
  std::size_t at = 0;
  constexpr ReportIndex() = default;
  constexpr explicit ReportIndex(std::size_t position) : at(position) {}
  friend constexpr auto operator<=>(const ReportIndex&, const ReportIndex&) = default;
};
using CellIndex = ReportIndex<struct CellTag>;  // into AgreementMap::cells
using PlanIndex = ReportIndex<struct PlanTag>;  // into AgreementMap::plans

// A vector that is reached by its own index alone.
template <class Index, class Value>
class ReportList {
 public:
  ReportList() = default;
  ReportList(std::initializer_list<Value> values) : values_(values) {}
  explicit ReportList(std::vector<Value> values) : values_(std::move(values)) {}

  Value& operator[](Index index) { return values_[index.at]; }
  const Value& operator[](Index index) const { return values_[index.at]; }
  Value& at(Index index) { return values_.at(index.at); }
  const Value& at(Index index) const { return values_.at(index.at); }
  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  bool holds(Index index) const { return index.at < values_.size(); }
  void clear() { values_.clear(); }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  Value& front() { return values_.front(); }
  const Value& front() const { return values_.front(); }
  Value& back() { return values_.back(); }
  const Value& back() const { return values_.back(); }
  Index push_back(Value value) {
    values_.push_back(std::move(value));
    return Index(values_.size() - 1);
  }
  // Every index, in order.
  std::vector<Index> indices() const {
    std::vector<Index> all;
    for (std::size_t position = 0; position < values_.size(); ++position) all.emplace_back(position);
    return all;
  }

 private:
  std::vector<Value> values_;
};

}  // namespace handover::timeline
