#include "numerics/statistics.h"
#include "report/panel_document.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::threat;

std::vector<double> sorted(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  return draws;
}

// Two decimals that add up to one: what is left after rounding down goes to the largest remainders.
std::array<std::string, kComponents> in_hundredths(const Weights& weights) {
  std::array<std::string, kComponents> text;
  std::array<int, kComponents> hundredths{};
  std::array<std::size_t, kComponents> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto remainder = [&](std::size_t k) { return 100.0 * weights[k] - std::floor(100.0 * weights[k]); };
  for (std::size_t k = 0; k < kComponents; ++k)
    hundredths[k] = static_cast<int>(std::floor(100.0 * weights[k]));
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
  const int left = 100 - std::accumulate(hundredths.begin(), hundredths.end(), 0);
  for (int i = 0; i < left; ++i) ++hundredths[order[static_cast<std::size_t>(i) % kComponents]];
  for (std::size_t k = 0; k < kComponents; ++k) text[k] = fmt::format("{:.2f}", hundredths[k] / 100.0);
  return text;
}

void print_weights(Page& page, const PanelForecast& result) {
  constexpr const char* classes[] = {"calm",      "under 0.5",  "0.5 to 3", "3 to 20",
                                     "20 to 100", "100 to 300", "over 300"};
  std::string line = fmt::format("  {:<17}", "");
  for (const char* name : classes) line += fmt::format(" {:>9}", name);
  page.add(
      "\nweights learned on past origins, by the unit's mean count a month in its last\n"
      "year; held near those of 1989 to 2017 the less could be learned from\n{}\n",
      line);
  std::array<std::array<std::string, kComponents>, kClasses> shares;
  std::ranges::transform(result.weights, shares.begin(), in_hundredths);
  for (std::size_t k = 0; k < kComponents; ++k) {
    line = fmt::format("  {:<17}", name_of(static_cast<Component>(k)));
    for (const auto& of_class : shares) line += fmt::format(" {:>9}", of_class[k]);
    page.add("{}\n", line);
  }
  line = fmt::format("  {:<17}", "from unit-months");
  for (const std::size_t rows : result.learned_from) line += fmt::format(" {:>9}", rows);
  page.add("{}\n", line);
}

struct UnitForecast {
  std::string unit;
  double middle_mean = 0.0;  // a month, over all months asked for
  const Forecast *first = nullptr, *last = nullptr;
};

// By most expected.
std::vector<UnitForecast> by_unit(const std::vector<Forecast>& forecasts) {
  std::vector<UnitForecast> units;
  double months = 0.0;
  for (const Forecast& forecast : forecasts) {
    if (units.empty() || units.back().unit != forecast.unit)
      units.push_back({forecast.unit, months = 0.0, &forecast, nullptr});
    UnitForecast& unit = units.back();
    unit.middle_mean += (middle_mean(sorted(forecast.draws)) - unit.middle_mean) / ++months;
    unit.last = &forecast;
  }
  std::ranges::stable_sort(units, std::ranges::greater{}, &UnitForecast::middle_mean);
  return units;
}

std::string interval_cells(const Forecast& forecast) {
  const std::vector<double> draws = sorted(forecast.draws);
  std::string cells = "  ";
  for (const double q : {0.05, 0.5, 0.95}) cells += fmt::format(" {:>7.0f}", quantile_of_sorted(draws, q));
  return cells;
}

// Names that are too long for their column lose their middle: many begin alike and end in a number.
std::string unit_cell(const std::string& unit) {
  constexpr std::size_t kWidth = 16, kHead = 9;
  std::vector<std::string> characters;  // each with the further bytes of its UTF-8
  for (const char c : unit) {
    if (characters.empty() || (c & 0xC0) != 0x80) characters.emplace_back();
    characters.back() += c;
  }
  std::string cell;
  const std::size_t skipped = characters.size() > kWidth ? characters.size() - kWidth + 1 : 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (skipped > 0 && i == kHead) cell += "…";
    if (i < kHead || i >= kHead + skipped) cell += characters[i];
  }
  if (characters.size() < kWidth) cell.append(kWidth - characters.size(), ' ');
  return cell;
}

void print_largest(Page& page, const std::vector<Forecast>& forecasts) {
  constexpr std::size_t kShown = 10;
  const auto units = by_unit(forecasts);
  const std::size_t shown = std::min(kShown, units.size());
  // One month alone is not shown twice.
  std::vector<const Forecast* UnitForecast::*> months = {&UnitForecast::first};
  if (units.front().first != units.front().last) months.push_back(&UnitForecast::last);
  page.add("\nwhere most is expected: {} of {} units, by the mean of the middle 90 % of draws\n", shown,
           units.size());
  std::string head = fmt::format("  {:<16} {:>9}", "", "mean");
  std::string under = fmt::format("  {:<16} {:>9}", "unit", "a month");
  for (const auto month : months) {
    head += fmt::format("   {:^23}", to_string((units.front().*month)->month));
    under += fmt::format("   {:>7} {:>7} {:>7}", "5 %", "50 %", "95 %");
  }
  page.add("{}\n{}\n", head, under);
  for (std::size_t i = 0; i < shown; ++i) {
    std::string row = fmt::format("  {} {:>9.1f}", unit_cell(units[i].unit), units[i].middle_mean);
    for (const auto month : months) row += interval_cells(*(units[i].*month));
    page.add("{}\n", row);
  }
}

void print_left_out(Page& page, const std::vector<std::string>& units) {
  if (units.empty()) return;
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(kNamed, units.size()); ++i) names += (i > 0 ? ", " : "") + units[i];
  if (units.size() > kNamed) names += fmt::format(" and {} more", units.size() - kNamed);
  page.add("left out, with no value in the year up to the origin: {}\n", names);
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

std::string panel_text(const PanelRun& run, const PanelForecast& result) {
  Page page;
  page.add("{}: {} from {}, {} each\n", run.panel, counted(result.forecasts.size(), "unit-month"),
           to_string(run.origin), counted(run.draws, "draw"));
  const int behind = months_between(result.known_to, run.origin);
  if (behind > 0) {
    page.add("the panel is known to {}, {} before the origin\n", to_string(result.known_to),
             counted(static_cast<std::size_t>(behind), "month"));
  }
  for (const std::string& note : run.notes) page.add("note: the panel {}\n", note);
  print_largest(page, result.forecasts);
  print_weights(page, result);
  print_left_out(page, result.left_out);
  if (!run.out.empty()) page.add("draws written to {}\n", run.out);
  return std::move(page).take();
}

}  // namespace handover::terminal
