// Some months and regions of a presence as a programme, all else held. Private to the module.
#pragma once

#include "base/random_stream.h"
#include "needs/presence_month.h"

#include <vector>

namespace handover::needs {

struct WindowShape {
  std::size_t first = 0, months = 1;
  std::vector<bool> free_region;
};
// From long and narrow to short and wide, about a region whose neighbours share its demand.
WindowShape roll_window(const PresenceProblem& problem, DrawCursor& randomness);

class PresenceWindow {
 public:
  PresenceWindow(const PresenceProblem& problem, const std::vector<Units>& plan, WindowShape shape);

  const Programme& programme() const { return programme_; }
  std::size_t first() const { return shape_.first; }
  std::size_t months() const { return shape_.months; }
  std::vector<Units> units_of(const std::vector<double>& point) const;  // [month of the window]

 private:
  void link(const PresenceProblem& p, const std::vector<Units>& plan, std::size_t month);

  WindowShape shape_;
  Programme programme_;
  std::vector<std::vector<std::size_t>> columns_;  // [month of the window][type and region]
};

}  // namespace handover::needs
