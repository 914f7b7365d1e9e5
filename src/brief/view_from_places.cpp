// Where troops are step by step, and where attacks were counted: the regions as rows of a grid.
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>
#include <cmath>

namespace handover::brief {
namespace {

constexpr int kMonthsOfMap = 24;  // what is older says nothing about where attacks are today

// Attacks counted by day in each region over the last twelve months that have any; nothing: none were counted
// by zone, or too long ago.
std::vector<double> attacks_by_region(const Mission& mission) {
  const auto is_attack = [&](const DailyCount& one) {
    return one.stream.index < mission.streams.size() &&
           mission.streams[one.stream.index].kind != StreamKind::coalition_strike;
  };
  std::optional<Date> newest;
  for (const DailyCount& one : mission.daily_counts) {
    if (is_attack(one) && (!newest || one.known.from > *newest)) newest = one.known.from;
  }
  if (!newest || months_between(month_of(*newest), month_of(mission.as_of)) > kMonthsOfMap) return {};
  std::vector<double> attacks(mission.regions.size(), 0.0);
  for (const DailyCount& one : mission.daily_counts) {
    if (!is_attack(one) || one.known.from <= *newest - std::chrono::days(365)) continue;
    if (one.zone.index < mission.zones.size())
      attacks[mission.zones[one.zone.index].region.index] += one.count;
  }
  return attacks;
}

charts::Cell cell_of(double value, double most) {
  return {.share = most > 0.0 ? value / most : 0.0, .text = rounded(value)};
}

// Without a plan: where they are today.
charts::HeatGrid grid_of(const Mission& mission, const Plan* plan, const std::vector<double>& attacks) {
  charts::HeatGrid grid{
      .frame = {.title = say("places.title"),
                .subtitle = attacks.empty() ? say("places.subtitle_alone") : say("places.subtitle")}};
  grid.row_title = say("places.region"), grid.column_title = say("places.when");
  std::vector<Posture> postures = {posture_today(mission)};
  grid.columns = {say("brief.partner.today")};
  for (std::size_t k = 0; plan != nullptr && k < plan->phases.size(); ++k) {
    postures.push_back(plan->phases[k].after);
    grid.columns.push_back(
        parts_text({say("brief.course.step", {{"number", k + 1}}), month_text(plan->phases[k].earliest)}));
  }
  if (!attacks.empty()) grid.columns.push_back(say("places.attacks"));
  double most = 0.0;
  for (const Persons& one : postures.front().troops) most = std::max(most, 1.0 * one.value);
  const double most_attacks = attacks.empty() ? 0.0 : *std::max_element(attacks.begin(), attacks.end());
  charts::HeatPanel panel{say("places.troops"), {}};
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    grid.rows.push_back(mission.regions[r].name);
    auto& row = panel.cells.emplace_back();
    for (const Posture& posture : postures)
      row.push_back(cell_of(r < posture.troops.size() ? 1.0 * posture.troops[r].value : 0.0, most));
    if (!attacks.empty()) row.push_back(cell_of(attacks[r], most_attacks));
  }
  grid.panels.push_back(std::move(panel));
  return grid;
}

}  // namespace

void add_places(const Mission& mission, const timeline::TimelineReport* report, View& view) {
  const Plan* plan = report == nullptr ? nullptr : main_plan(*report);
  if (mission.regions.empty()) return;
  const std::vector<double> attacks = attacks_by_region(mission);
  // Troops by region and step are for both sides; anybody may see where they are today.
  view.places.figures.push_back({.id = "places",
                                 .chart = grid_of(mission, plan, attacks),
                                 .audience = Audience::joint,
                                 .published = grid_of(mission, nullptr, attacks)});
}

}  // namespace handover::brief
