#include "threat/scores/onset.h"

#include "numerics/maths.h"

#include <algorithm>
#include <array>
#include <map>

namespace handover::threat {
namespace {

constexpr int kCalmMonths = 12;
constexpr std::array<int, 3> kSpellEdges = {24, 60, 120};
constexpr std::size_t kSpells = kSpellEdges.size() + 1;

std::size_t spell_class(int months) {
  return static_cast<std::size_t>(std::ranges::upper_bound(kSpellEdges, months) - kSpellEdges.begin());
}

// Months up to each index that a unit had been without any; a month not known ends the spell.
std::vector<int> spells_of(const std::vector<double>& values) {
  std::vector<int> spells;
  int quiet = 0;
  for (const double value : values) spells.push_back(quiet = value == 0.0 ? quiet + 1 : 0);
  return spells;
}

struct Rate {
  double came = 0.0, n = 0.0;
  // Half a case in 25 is added, so that a spell nobody has had yet is not called a toss-up.
  double value() const { return (came + 0.5) / (n + 25.0); }
};

// By spell, of months `lead` after.
std::array<Rate, kSpells> rates_at(const Panel& history, const std::vector<std::vector<int>>& spells,
                                   int lead) {
  std::array<Rate, kSpells> rates;
  for (std::size_t unit = 0; unit < history.units.size(); ++unit) {
    const auto& values = history.value[unit];
    for (std::size_t at = 0; at + static_cast<std::size_t>(lead) < values.size(); ++at) {
      const double later = values[at + static_cast<std::size_t>(lead)];
      if (spells[unit][at] < kCalmMonths || std::isnan(later)) continue;
      Rate& rate = rates[spell_class(spells[unit][at])];
      rate.came += later > 0.0 ? 1.0 : 0.0;
      rate.n += 1.0;
    }
  }
  return rates;
}

void add(OnsetRule& rule, double chance, double came) {
  const double kept = std::clamp(chance, 0.0005, 0.9995);
  rule.brier += (chance - came) * (chance - came);
  rule.ignorance -= maths::log2(came > 0.5 ? kept : 1.0 - kept);
}

}  // namespace

std::vector<std::string> calm_units(const Panel& history, Month origin) {
  std::vector<std::string> calm;
  for (std::size_t unit = 0; unit < history.units.size(); ++unit) {
    bool all_zero = true;
    for (int back = 0; back < kCalmMonths; ++back)
      all_zero = all_zero && history.at(unit, plus_months(origin, -back)) == 0.0;
    if (all_zero) calm.push_back(history.units[unit]);
  }
  return calm;
}

OnsetScores onset_scores(const ScoreTable& table, const Panel& history, Month origin) {
  const Panel known = known_at(history, origin);
  std::vector<std::vector<int>> spells;
  std::map<std::string, std::size_t> unit_index;
  for (std::size_t unit = 0; unit < known.units.size(); ++unit) {
    spells.push_back(spells_of(known.value[unit]));
    unit_index[known.units[unit]] = unit;
  }
  std::map<Month, std::array<Rate, kSpells>> rates;
  OnsetScores scores;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Scores& row = table.rows[i];
    const auto unit = unit_index.find(table.unit_of_row[i]);
    if (row.n_onset == 0 || unit == unit_index.end()) continue;
    const Month month = table.month_of_row[i];
    if (!rates.contains(month)) rates[month] = rates_at(known, spells, months_between(origin, month));
    ++scores.n;
    scores.forecast += row.chance_any;
    scores.came += row.came_any;
    add(scores.mine, row.chance_any, row.came_any);
    add(scores.never, 0.0, row.came_any);
    add(scores.spell_rate, rates[month][spell_class(spells[unit->second].back())].value(), row.came_any);
  }
  const auto n = static_cast<double>(std::max<std::size_t>(scores.n, 1));
  for (double* value :
       {&scores.forecast, &scores.came, &scores.mine.brier, &scores.mine.ignorance, &scores.never.brier,
        &scores.never.ignorance, &scores.spell_rate.brier, &scores.spell_rate.ignorance})
    *value /= n;
  return scores;
}

}  // namespace handover::threat
