#include "simulate/batch.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <unordered_map>

namespace handover::simulate {
namespace {

constexpr std::int64_t kAll = -1;

Whole bits_of(double value) {
  return static_cast<Whole>(std::bit_cast<std::uint64_t>(value));
}
double double_of(Whole bits) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(bits));
}

// Puts rows of one scenario, or of all together, at the end.
struct RowWriter {
  std::vector<TallyRow>& rows;
  std::int64_t scenario = kAll;

  void number(TallyKind kind, std::size_t place, std::uint64_t value) {
    if (value != 0)
      rows.push_back({kind, scenario, static_cast<std::int64_t>(place), static_cast<Whole>(value)});
  }
  void sum(TallyKind sum, TallyKind squares, std::size_t place, const ExactSum& value) {
    if (value.sum() != 0) rows.push_back({sum, scenario, static_cast<std::int64_t>(place), value.sum()});
    if (value.squares() != 0)
      rows.push_back({squares, scenario, static_cast<std::int64_t>(place), value.squares()});
  }
};

void write_scenario(const ScenarioTally& tally, std::vector<TallyRow>& rows) {
  RowWriter out{rows, tally.scenario};
  // Stands also for none: so a scenario is there.
  rows.push_back({TallyKind::replications, tally.scenario, 0, static_cast<Whole>(tally.replications)});
  for (std::size_t m = 0; m < kMetrics; ++m)
    out.sum(TallyKind::metric_sum, TallyKind::metric_squares, m, tally.metric[m]);
  for (std::size_t i = 0; i < tally.broken.size(); ++i) {
    rows.push_back({TallyKind::line_broken, tally.scenario, static_cast<std::int64_t>(i),
                    static_cast<Whole>(tally.broken[i])});
  }
  for (std::size_t r = 0; r < tally.killed.size(); ++r) {
    rows.push_back(
        {TallyKind::killed_sum, tally.scenario, static_cast<std::int64_t>(r), tally.killed[r].sum()});
    out.sum(TallyKind::killed_sum, TallyKind::killed_squares, r, ExactSum(0, tally.killed[r].squares()));
    out.sum(TallyKind::displaced_sum, TallyKind::displaced_squares, r, tally.displaced[r]);
  }
}

// A metric's place and its bins' come from one number.
constexpr std::size_t kBinRange = std::size_t{1} << 32;

void write_all(const BatchTally& tally, std::vector<TallyRow>& rows) {
  RowWriter out{rows, kAll};
  out.number(TallyKind::replications, 0, tally.replications);
  out.number(TallyKind::incidents, 0, tally.incidents);
  out.number(TallyKind::cut_short, 0, tally.cut_short);
  out.number(TallyKind::digest, 0, tally.digest.first);
  out.number(TallyKind::digest, 1, tally.digest.second);
  for (std::size_t m = 0; m < kMetrics; ++m) {
    out.sum(TallyKind::metric_sum, TallyKind::metric_squares, m, tally.sum[m]);
    const auto bins = tally.histogram[m].bins();
    for (std::size_t bin = 0; bin < bins.size(); ++bin)
      out.number(TallyKind::bin, m * kBinRange + bin, bins[bin]);
    const auto place = static_cast<std::int64_t>(m);
    rows.push_back({TallyKind::lowest, kAll, place, bits_of(tally.histogram[m].lowest())});
    rows.push_back({TallyKind::highest, kAll, place, bits_of(tally.histogram[m].highest())});
  }
}

std::size_t index_of(std::int64_t place, std::size_t most) {
  if (place < 0 || static_cast<std::size_t>(place) >= most)
    throw std::out_of_range("a place that no tally has");
  return static_cast<std::size_t>(place);
}

template <class Value>
Value& at_grown(std::vector<Value>& list, std::int64_t place) {
  constexpr std::size_t kMostPlaces = 4096;  // red lines, regions: a spoiled file must not ask for memory
  const std::size_t index = index_of(place, kMostPlaces);
  if (list.size() <= index) list.resize(index + 1);
  return list[index];
}

std::uint64_t count_of(Whole value) {
  if (value < 0 || value > static_cast<Whole>(~std::uint64_t{0}))
    throw std::out_of_range("a count that is none");
  return static_cast<std::uint64_t>(value);
}

void read_row(const TallyRow& row, ScenarioTally& tally) {
  switch (row.kind) {
    case TallyKind::replications:
      tally.replications += count_of(row.value);
      break;
    case TallyKind::metric_sum:
      tally.metric[index_of(row.place, kMetrics)].add({row.value, 0});
      break;
    case TallyKind::metric_squares:
      tally.metric[index_of(row.place, kMetrics)].add({0, row.value});
      break;
    case TallyKind::line_broken:
      at_grown(tally.broken, row.place) += count_of(row.value);
      break;
    case TallyKind::killed_sum:
      at_grown(tally.killed, row.place).add({row.value, 0});
      break;
    case TallyKind::killed_squares:
      at_grown(tally.killed, row.place).add({0, row.value});
      break;
    case TallyKind::displaced_sum:
      at_grown(tally.displaced, row.place).add({row.value, 0});
      break;
    case TallyKind::displaced_squares:
      at_grown(tally.displaced, row.place).add({0, row.value});
      break;
    default:
      throw std::out_of_range("a row that no scenario has");
  }
}

// The extremes of each metric come last: they are of all counts together.
struct Extremes {
  std::array<double, kMetrics> lowest{}, highest{};
};

void read_row(const TallyRow& row, BatchTally& tally, Extremes& extremes) {
  switch (row.kind) {
    case TallyKind::replications:
      tally.replications += count_of(row.value);
      break;
    case TallyKind::incidents:
      tally.incidents += count_of(row.value);
      break;
    case TallyKind::cut_short:
      tally.cut_short += count_of(row.value);
      break;
    case TallyKind::digest:
      (index_of(row.place, 2) == 0 ? tally.digest.first : tally.digest.second) += count_of(row.value);
      break;
    case TallyKind::metric_sum:
      tally.sum[index_of(row.place, kMetrics)].add({row.value, 0});
      break;
    case TallyKind::metric_squares:
      tally.sum[index_of(row.place, kMetrics)].add({0, row.value});
      break;
    case TallyKind::bin: {
      const std::size_t place = index_of(row.place, kMetrics * kBinRange);
      tally.histogram[place / kBinRange].add_to_bin(place % kBinRange, count_of(row.value));
      break;
    }
    case TallyKind::lowest:
      extremes.lowest[index_of(row.place, kMetrics)] = double_of(row.value);
      break;
    case TallyKind::highest:
      extremes.highest[index_of(row.place, kMetrics)] = double_of(row.value);
      break;
    default:
      throw std::out_of_range("a row that only scenarios have");
  }
}

}  // namespace

void ScenarioTally::add(const ScenarioTally& other) {
  for (std::size_t m = 0; m < kMetrics; ++m) metric[m].add(other.metric[m]);
  broken.resize(std::max(broken.size(), other.broken.size()));
  for (std::size_t i = 0; i < other.broken.size(); ++i) broken[i] += other.broken[i];
  killed.resize(std::max(killed.size(), other.killed.size()));
  displaced.resize(killed.size());
  for (std::size_t r = 0; r < other.killed.size(); ++r) {
    killed[r].add(other.killed[r]);
    displaced[r].add(other.displaced[r]);
  }
  replications += other.replications;
}

void BatchTally::add(const BatchTally& other) {
  for (std::size_t m = 0; m < kMetrics; ++m) {
    histogram[m].add(other.histogram[m]);
    sum[m].add(other.sum[m]);
  }
  digest.add(other.digest);
  replications += other.replications;
  incidents += other.incidents;
  cut_short += other.cut_short;
  if (other.scenarios.empty()) return;
  std::unordered_map<std::uint32_t, std::size_t> known;
  for (std::size_t i = 0; i < scenarios.size(); ++i) known.emplace(scenarios[i].scenario, i);
  for (const ScenarioTally& tally : other.scenarios) {
    const auto [found, is_new] = known.emplace(tally.scenario, scenarios.size());
    if (is_new) {
      scenarios.push_back(tally);
    } else {
      scenarios[found->second].add(tally);
    }
  }
}

void BatchTally::sort_scenarios() {
  std::sort(scenarios.begin(), scenarios.end(),
            [](const ScenarioTally& a, const ScenarioTally& b) { return a.scenario < b.scenario; });
}

std::vector<TallyRow> rows_of(const BatchTally& tally) {
  std::vector<TallyRow> rows;
  write_all(tally, rows);
  for (const ScenarioTally& scenario : tally.scenarios) write_scenario(scenario, rows);
  return rows;
}

BatchTally tally_of(std::span<const TallyRow> rows) {
  BatchTally tally;
  Extremes extremes;
  std::unordered_map<std::int64_t, std::size_t> place;
  for (const TallyRow& row : rows) {
    if (row.scenario == kAll) {
      read_row(row, tally, extremes);
      continue;
    }
    const auto scenario = static_cast<std::uint32_t>(index_of(row.scenario, std::size_t{1} << 32));
    const auto [found, is_new] = place.emplace(row.scenario, tally.scenarios.size());
    if (is_new) {
      tally.scenarios.emplace_back();
      tally.scenarios.back().scenario = scenario;
    }
    read_row(row, tally.scenarios[found->second]);
  }
  for (std::size_t m = 0; m < kMetrics; ++m)
    tally.histogram[m].set_range(extremes.lowest[m], extremes.highest[m]);
  for (ScenarioTally& scenario : tally.scenarios) {
    const std::size_t regions = std::max(scenario.killed.size(), scenario.displaced.size());
    scenario.killed.resize(regions);
    scenario.displaced.resize(regions);
  }
  return tally;
}

}  // namespace handover::simulate
