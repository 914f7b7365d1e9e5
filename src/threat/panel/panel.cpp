#include "threat/panel/panel.h"

#include "numerics/statistics.h"

#include <algorithm>
#include <numeric>

namespace handover::threat {
namespace {

// Numbers as numbers, before words.
bool comes_before(std::string_view a, std::string_view b) {
  const auto is_number = [](std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  };
  const bool a_number = is_number(a), b_number = is_number(b);
  if (a_number != b_number) return a_number;
  if (a_number && a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

bool any_known(const std::vector<double>& values) {
  return !std::ranges::all_of(values, [](double value) { return std::isnan(value); });
}

// Up to the last month that somebody has a value in.
std::size_t months_with_values(const std::vector<std::vector<double>>& rows, std::size_t months) {
  const auto empty = [&](std::size_t month) {
    return std::ranges::all_of(rows, [&](const auto& row) { return std::isnan(row[month]); });
  };
  while (months > 0 && empty(months - 1)) --months;
  return months;
}

}  // namespace

std::optional<std::size_t> Panel::find_unit(std::string_view unit) const {
  const auto at = std::find(units.begin(), units.end(), unit);
  if (at == units.end()) return std::nullopt;
  return static_cast<std::size_t>(at - units.begin());
}

double Panel::at(std::size_t unit, Month month) const {
  const int index = months_between(first, month);
  if (index < 0 || static_cast<std::size_t>(index) >= months) return kMissing;
  return value[unit][static_cast<std::size_t>(index)];
}

Panel known_at(const Panel& panel, Month origin) {
  const int kept = std::clamp(months_between(panel.first, origin) + 1, 0, static_cast<int>(panel.months));
  std::vector<std::size_t> order(panel.units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return comes_before(panel.units[a], panel.units[b]); });
  Panel known;
  known.first = panel.first;
  for (const std::size_t unit : order) {
    std::vector<double> row(panel.value[unit].begin(), panel.value[unit].begin() + kept);
    if (!any_known(row)) continue;
    known.units.push_back(panel.units[unit]);
    known.value.push_back(std::move(row));
  }
  known.months = months_with_values(known.value, static_cast<std::size_t>(kept));
  for (auto& row : known.value) row.resize(known.months);
  return known;
}

double middle_mean(std::span<const double> sorted) {
  const std::size_t cut = sorted.size() / 20;
  return mean_of(sorted.subspan(cut, sorted.size() - 2 * cut));
}

}  // namespace handover::threat
