// What a forest learns from: a unit's past up to a month, its neighbours' and its other kinds of violence, as
// numbers.
#pragma once

#include "threat/panel/neighbours.h"
#include "threat/panel/panel.h"

#include <span>
#include <vector>

namespace handover::threat {

// Everything is read up to a month that is asked for; later months may be there and are not looked at.
class UnitFeatures {
 public:
  // `others`: further counts of units of the same names, by month; those the panel lacks are passed over.
  // Nothing refers to the arguments but to `panel`, which must outlive this.
  UnitFeatures(const Panel& panel, std::span<const Panel* const> others, const Neighbours& neighbours);

  std::size_t size() const;
  std::size_t own_size() const;  // of them, those before the neighbours' and other counts'
  // Places of those that still tell units apart after a year without any: level of five years, share of
  // months with any in three and ten years, months since any, since above 10 and 100, level ever and
  // everywhere.
  static std::span<const std::size_t> after_quiet();
  // Of `unit` up to month index `last`; `out` has size() places. Logarithms are of 1 + value.
  void write(std::size_t unit, std::size_t last, std::span<double> out) const;

 private:
  const Panel& panel_;
  std::vector<double> everywhere_;                        // [month]
  std::vector<std::vector<double>> neighbours_;           // [unit][month], mean; empty without any
  std::vector<std::vector<std::vector<double>>> others_;  // [kind][unit][month], on the panel's calendar
};

}  // namespace handover::threat
