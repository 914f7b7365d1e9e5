// Everything one scenario fixes for all its replications: the fitted models' draws turned into tables that a
// day can look up.
#pragma once

#include "simulate/effects.h"
#include "simulate/guide_table.h"
#include "simulate/plan_tables.h"

#include <array>
#include <cstdint>
#include <vector>

namespace handover::simulate {

// One kind of offspring: which stream it joins and where.
struct OffspringKind {
  std::uint16_t stream = 0, zone = 0;
};
inline constexpr std::int32_t kTileDays = 32;

// Endemic candidates come in layers of multipliers, fine near one, where multipliers mostly are.
inline constexpr int kLayers = 64, kTabulatedLayers = 8;
struct LayerEdges {
  std::array<double, kLayers + 1> at{};
  constexpr LayerEdges() {
    constexpr double kFirst[] = {0.0, 0.5, 1.0, 1.25, 1.5};
    for (int i = 0; i < 5; ++i) at[static_cast<std::size_t>(i)] = kFirst[i];
    for (std::size_t i = 5; i <= kLayers; ++i) at[i] = 1.25 * at[i - 1];
  }
};
inline constexpr LayerEdges kEdges;

struct OffspringOf {  // a parent's stream and zone
  double mean = 0.0;
  double none = 1.0;        // exp(-mean)
  double per_none = 1.0;    // exp(mean)
  std::uint32_t first = 0;  // in `offspring_kinds`
  GuideTable kind;          // which of them, most likely first
};
// The kernel sums at the as-of date are incidents of the past: their offspring are still to come.
struct PastSource {
  double below = 0.0;
  std::uint16_t zone = 0, kernel = 0;
};
struct SizeTable {          // number killed, given that somebody was
  GuideTable body;          // of 1, 2, ...; what they leave is the tail's
  double tail_power = 0.0;  // -1 / (alpha - 1)
  int x_min = 1, cap = 1;
};
// lambda[k, z] reads the kernel sums of this cell (cause and zone) with this weight.
struct PulledCell {
  std::uint32_t cell = 0;
  double weight = 0.0;
};

// Days that every scenario and plan share.
struct DayTables {
  DayTables(const Mission& mission);
  std::int32_t horizon = 0;
  std::vector<double> season_sine, season_cosine;  // [day] of 2 pi t / 365.25, t days since 1970-01-01
  std::vector<bool> election_near, anniversary_near, mandate_end_near, meeting_near;  // [day]
  std::optional<std::int32_t>
      deadline;  // the last day that the host gives its guests; nothing: none ahead known
};

// Expected endemic candidates of a stream in one tile of this layer; `rate`: a day's at multiplier one.
double candidates_in_tile(double rate, std::size_t layer);

struct ScenarioTables {
  ScenarioTables(const Mission& mission, const Assessment& assessment, const PlanTables& plan,
                 const DayTables& days, const Scenario& scenario, const Switches& off);
  // The same scenario for another plan: what depends on where its troops stand alone is made anew.
  ScenarioTables(const ScenarioTables& same, const PlanTables& plan, const Mission& mission);

  Effects effects;
  const threat::ThreatDraw threat;  // strikes that answer attacks have no rate of their own in it
  const partner::PartnerDraw& partner;
  talks::TalksDraw talks;  // with this scenario's responses
  talks::Settlement settlement;
  std::size_t streams, zones, kernels, patrons;
  bool regimes, excites, talks_move;

  // Endemic part. Candidates arrive at `endemic_total` x bound per unit of multiplier.
  std::vector<double> endemic_total;                   // [stream]
  std::vector<double> endemic_most;                    // [stream] of one zone
  std::vector<GuideTable> tile_count;                  // [stream][layer below kTabulatedLayers] Poisson
  std::vector<GuideTable> zone_place;                  // [stream] place in `zone_order`
  std::vector<std::vector<std::uint16_t>> zone_order;  // [stream] most likely zone first
  std::vector<std::vector<double>> day_factor;         // [stream][day] season and drift
  std::vector<std::vector<double>> day_factor_most;    // [stream][tile of kTileDays]
  std::vector<double> standing_log;                    // [standing][stream] log factor common to all zones
  std::vector<double> zone_factor;                     // [standing][stream][zone]
  std::vector<double> zone_factor_most;                // [standing][stream]
  std::vector<double> closure_by_age, shock_by_age, deterrence_by_age;  // [days since]; empty when off
  double closure_most = 1.0;

  // Epidemic part.
  std::vector<double> bound;              // [stream] highest regime factor, at least 1
  std::vector<OffspringOf> offspring_of;  // [cause][zone]
  std::vector<OffspringKind> offspring_kinds;
  std::vector<double> past_mean;              // [cause] offspring still to come of what has been
  std::vector<std::vector<PastSource>> past;  // [cause]
  std::vector<double> kernel_log_decay;       // [kernel]
  GuideTable delay;                           // days from parent to offspring, less one
  std::vector<double> decay_low, decay_high;  // [kernel][64], [kernel][blocks of 64 days]
  std::vector<double> weighted_decay;         // [age below 64][kernel] kernel weight x decay
  std::vector<PulledCell> sources;            // of all cells, one cell's after another's
  std::vector<std::uint32_t> first_source;    // [stream x zone], and one past the last
  std::vector<double> pull_most;              // [affected][cause] largest weight of any source
  std::vector<double> dispersion;             // [stream]

  std::array<std::vector<SizeTable>, kVictims> size;          // [victim][stream]
  std::array<std::vector<double>, kVictims> killed_somebody;  // [victim][stream]

  std::vector<std::uint8_t> insurgent, militia, strike, on_coalition;  // [stream]
  std::vector<int> patron_of;                                          // [stream], -1 without
  std::optional<std::size_t> strike_stream, answer_stream;
  std::uint32_t scenario_id = 0;

  double decay_after(std::size_t kernel, std::int32_t age) const {
    return decay_low[kernel * 64 + static_cast<std::size_t>(age & 63)] *
           decay_high[kernel * decay_blocks + static_cast<std::size_t>(age >> 6)];
  }
  std::size_t decay_blocks = 1;

 private:
  void fill_streams(const Mission& mission, const threat::FittedThreat& fitted);
  void fill_endemic();
  void fill_day_factors(const DayTables& days, const threat::FittedThreat& fitted);
  void fill_standings(const PlanTables& plan, const Mission& mission);
  void respond_as_assumed(const talks::FittedTalks& fitted);
  void move_attacks_to_places_left(const Standing& standing, std::size_t stream);
  void fill_ages(std::int32_t horizon);
  void fill_kernels(std::int32_t horizon);
  void fill_offspring(const threat::FittedThreat& fitted);
  void fill_past();
  void fill_sizes();
};

}  // namespace handover::simulate
