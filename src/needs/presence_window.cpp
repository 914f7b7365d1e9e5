#include "needs/presence_window.h"

#include <algorithm>
#include <cmath>

namespace handover::needs {
namespace {

// How much two regions have to do with each other: demand that both can serve.
double kinship(const PresenceProblem& p, std::size_t a, std::size_t b) {
  double shared = 0.0;
  for (std::size_t t = 0; t < p.tasks; ++t) {
    for (std::size_t c = 0; c < p.regions; ++c)
      shared += p.reaches(t, a, c) && p.reaches(t, b, c) ? 1.0 : 0.0;
  }
  return shared;
}

}  // namespace

WindowShape roll_window(const PresenceProblem& p, DrawCursor& randomness) {
  struct Size {
    std::size_t months, regions;
  };
  constexpr Size kSizes[] = {{2, 18}, {3, 9}, {4, 6}, {6, 4}};
  const Size size = kSizes[static_cast<std::size_t>(randomness.next() * std::size(kSizes))];
  WindowShape shape;
  shape.months = std::min(size.months, p.months);
  shape.first =
      static_cast<std::size_t>(randomness.next() * static_cast<double>(p.months - shape.months + 1));
  const auto centre = static_cast<std::size_t>(randomness.next() * static_cast<double>(p.regions));
  std::vector<std::pair<double, std::size_t>> near;
  for (std::size_t r = 0; r < p.regions; ++r) {
    const double rolled = kinship(p, centre, r) * (0.5 + randomness.next());
    near.emplace_back(r == centre ? -kNoLimit : -rolled, r);
  }
  std::sort(near.begin(), near.end());
  shape.free_region.assign(p.regions, false);
  for (std::size_t k = 0; k < std::min(size.regions, p.regions); ++k)
    shape.free_region[near[k].second] = true;
  return shape;
}

PresenceWindow::PresenceWindow(const PresenceProblem& p, const std::vector<Units>& plan, WindowShape shape)
    : shape_(std::move(shape)) {
  const std::size_t end = shape_.first + shape_.months;
  for (std::size_t m = shape_.first; m < end; ++m) {
    const MonthBuilder builder(p, m);
    const std::size_t offset = programme_.append(builder.programme);
    columns_.emplace_back();
    for (std::size_t i = 0; i < plan[m].size(); ++i) {
      columns_.back().push_back(offset + builder.columns.units[i]);
      if (!shape_.free_region[i % p.regions]) programme_.fix_column(columns_.back()[i], plan[m][i]);
    }
  }
  for (std::size_t m = shape_.first; m <= end && m < p.months; ++m) link(p, plan, m);
}

// Arrivals and departures from the month before to this one; either may lie outside.
void PresenceWindow::link(const PresenceProblem& p, const std::vector<Units>& plan, std::size_t m) {
  const std::size_t at = m - shape_.first;
  std::vector<Programme::Term> moved;
  for (std::size_t i = 0; i < p.start.size(); ++i) {
    const double persons = p.persons[i / p.regions], cost = p.move_cost * persons;
    const auto in = programme_.add_column(cost, 0.0, kNoLimit, false);
    const auto out = programme_.add_column(cost, 0.0, kNoLimit, false);
    std::vector<Programme::Term> terms = {{in, -1.0}, {out, 1.0}};
    double fixed = 0.0;  // what is outside, on the right-hand side
    if (at < columns_.size()) {
      terms.push_back({columns_[at][i], 1.0});
    } else {
      fixed -= plan[m][i];
    }
    if (at > 0) {
      terms.push_back({columns_[at - 1][i], -1.0});
    } else {
      fixed += m == 0 ? p.start[i] : plan[m - 1][i];
    }
    programme_.add_row(fixed, fixed, terms);
    moved.push_back({in, persons});
    moved.push_back({out, persons});
  }
  programme_.add_row(-kNoLimit, p.lift[m], moved);
}

std::vector<Units> PresenceWindow::units_of(const std::vector<double>& point) const {
  std::vector<Units> units;
  for (const auto& month : columns_) {
    units.emplace_back();
    for (const std::size_t column : month)
      units.back().push_back(static_cast<int>(std::lround(point[column])));
  }
  return units;
}

}  // namespace handover::needs
