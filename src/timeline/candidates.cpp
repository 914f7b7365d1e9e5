#include "timeline/candidates.h"

#include "talks/slip.h"
#include "timeline/gate_templates.h"
#include "timeline/posture_steps.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

enum class Gates { calendar, backstop, pure };

// One way to reach a pair of dates.
struct Variant {
  bool early = true;       // the first step a third of the way, else two thirds
  bool host_first = true;  // tasks go to the host with the first step, else when the mission ends
  Gates gates = Gates::backstop;
  std::size_t kept = 0;  // index into the ways to keep regions after the mission's end
};

std::string words_of(const Variant& variant, const std::string& kept) {
  const char* gates = variant.gates == Gates::calendar   ? "on the calendar"
                      : variant.gates == Gates::backstop ? "conditions with a last date"
                                                         : "conditions alone";
  return fmt::format("{}, first step {}, tasks handed over {}{}", gates, variant.early ? "early" : "late",
                     variant.host_first ? "with the first step" : "when the mission ends",
                     kept.empty() ? "" : ", stays in " + kept);
}

class PlanMaker {
 public:
  PlanMaker(const Mission& mission, const GridOptions& options)
      : mission_(mission), options_(options), steps_(mission), template_(gate_template(mission)) {}

  const PostureSteps& steps() const { return steps_; }

  Plan make(const GridCell& cell, const Variant& variant) const {
    Plan plan;
    plan.mission_end = cell.mission_end;
    plan.residual = cell.residual;
    plan.reserve = template_.reserve.value_or(Band{0, 0, false});
    const KeptRegions& kept = steps_.ways_to_stay()[variant.kept];
    const bool leaves_at_once = cell.presence_end && *cell.presence_end <= cell.mission_end;
    const double share = leaves_at_once ? 0.0 : share_of(cell.residual);
    const Posture end = leaves_at_once ? steps_.nobody() : steps_.residual(kept, share);
    const Posture half = steps_.half_way(kept, share, variant.host_first);
    const Month first = first_month(cell.mission_end, variant.early);
    add_phase(plan, "First step", first, half, variant.gates, template_.first);
    add_phase(plan, "End of the mission", start_for(cell.mission_end), end, variant.gates,
              template_.mission_end);
    if (cell.presence_end && !leaves_at_once) {
      add_phase(plan, "Last presence", start_for(*cell.presence_end), steps_.nobody(), variant.gates,
                template_.last);
    }
    for (std::size_t r = 0; r < mission_.regions.size(); ++r) {
      plan.presence_end.push_back(kept.stays[r] ? cell.presence_end : std::optional(cell.mission_end));
    }
    return plan;
  }

  std::string words(const Variant& variant) const {
    return words_of(variant, steps_.ways_to_stay()[variant.kept].words);
  }

  // A step is started so that its planned execution ends within its month.
  Month start_for(Month month) const {
    const Month start = plus_months(month, -(options_.execution_days / 30));
    return std::max(start, plus_months(month_of(mission_.as_of), 1));
  }

 private:
  double share_of(const Band& band) const {
    const double today = std::max(1, steps_.troops_today());
    return 0.5 * (band.low + band.high) / today;
  }

  Month first_month(Month mission_end, bool early) const {
    const Month now = month_of(mission_.as_of);
    const double way = months_between(now, start_for(mission_end));
    return plus_months(now, std::max(1, static_cast<int>(std::floor(way * (early ? 1.0 : 2.0) / 3.0))));
  }

  void add_phase(Plan& plan, std::string name, Month earliest, const Posture& after, Gates gates,
                 const GateTemplate::Step& step) const {
    Phase phase{.name = std::move(name), .after = after, .earliest = earliest, .gate = {}};
    phase.execution = Days{options_.execution_days};
    phase.cost = cost_of(plan, after);
    phase.gate.owner = step.owner;
    phase.gate.review_every = step.review_every;
    phase.gate.reverses = step.reverses;
    if (gates == Gates::calendar || step.all_of.empty()) {
      phase.gate.all_of = {Condition{}};  // always: a calendar step
    } else {
      phase.gate.all_of = step.all_of;
      if (gates == Gates::backstop) phase.gate.latest = plus_months(earliest, options_.grace_months);
      if (gates == Gates::pure) phase.earliest = plus_months(month_of(mission_.as_of), 1);
    }
    plan.phases.push_back(std::move(phase));
  }

  double cost_of(const Plan& so_far, const Posture& after) const {
    const Posture& before = so_far.phases.empty() ? steps_.today() : so_far.phases.back().after;
    int closed = 0;
    for (std::size_t s = 0; s < after.site_open.size(); ++s) {
      closed += before.site_open[s] && !after.site_open[s] ? 1 : 0;
    }
    return closed > 0 ? closed * template_.cost_per_site_closed : template_.cost_of_step;
  }

  const Mission& mission_;
  GridOptions options_;
  PostureSteps steps_;
  GateTemplate template_;
};

// Bands, never false precision: to the next hundred from a thousand troops on, else to the next ten.
Band band_about(double middle, int troops_today) {
  const int unit = troops_today >= 1000 ? 100 : 10;
  const auto rounded = [&](double value) {
    return std::max(0, static_cast<int>(std::lround(value / unit)) * unit);
  };
  return {.low = rounded(0.75 * middle), .high = std::max(unit, rounded(1.25 * middle)), .stated = true};
}

std::vector<Month> grid_months(const Mission& mission, const GridOptions& options) {
  std::vector<Month> months;
  const int last = std::min(options.last_month, mission.horizon_months);
  for (int m = options.first_month; m <= last; m += std::max(1, options.step_months)) {
    months.push_back(plus_months(month_of(mission.as_of), m));
  }
  return months;
}

std::vector<GridCell> grid_cells(const Mission& mission, const GridOptions& options, int troops_today) {
  std::vector<Band> bands;
  for (const double share : options.residual_shares)
    bands.push_back(band_about(share * troops_today, troops_today));
  if (options.unstated && bands.size() > 1) bands.push_back({0, 0, false});
  const auto months = grid_months(mission, options);
  std::vector<GridCell> cells;
  for (const Month mission_end : months) {
    cells.push_back({mission_end, mission_end, Band{0, 0, true}});
    std::vector<std::optional<Month>> ends;
    for (const Month end : months) {
      if (end > mission_end) ends.push_back(end);
    }
    if (options.past_horizon) ends.push_back(std::nullopt);
    for (const auto& end : ends) {
      for (const Band& band : bands) cells.push_back({mission_end, end, band});
    }
  }
  return cells;
}

std::vector<Variant> variants_of(const GridOptions& options, std::size_t ways_to_stay, bool leaves_at_once) {
  std::vector<Variant> variants;
  const std::size_t ways = options.vary_regions && !leaves_at_once ? ways_to_stay : 1;
  for (std::size_t kept = 0; kept < ways; ++kept) {
    for (const bool early : {true, false}) {
      for (const bool host_first : {true, false}) {
        for (const Gates gates : {Gates::backstop, Gates::calendar}) {
          const bool skipped = (!early && !options.vary_tempo) || (!host_first && !options.vary_handover) ||
                               (gates == Gates::calendar && !options.vary_gates);
          if (!skipped) variants.push_back({early, host_first, gates, kept});
        }
      }
    }
  }
  return variants;
}

std::string id_of(const GridCell& cell, std::size_t number) {
  return fmt::format("m{}-p{}-r{}-{}-v{}", to_string(cell.mission_end),
                     cell.presence_end ? to_string(*cell.presence_end) : "stays", cell.residual.low,
                     cell.residual.high, number + 1);
}

// Troops that stay and can protect themselves may be more than the band allows.
std::optional<Problem> outside_band(const GridCell& cell, const Plan& plan) {
  if (!cell.residual.stated || cell.residual.high == 0 || plan.phases.size() < 2) return std::nullopt;
  const int stay = total_troops(plan.phases[1].after);
  if (stay >= cell.residual.low && stay <= cell.residual.high) return std::nullopt;
  return Problem{.file = plan.id,
                 .field = "residual",
                 .value = fmt::format("{}-{}", cell.residual.low, cell.residual.high),
                 .what = fmt::format("does not hold the {} who can stay and protect themselves", stay),
                 .hint = "widen the band, or keep fewer regions"};
}

void stretch(Plan& plan, Month now, double ratio) {
  const auto moved = [&](Month month) {
    return plus_months(now, static_cast<int>(std::lround(ratio * months_between(now, month))));
  };
  for (Phase& phase : plan.phases) phase.earliest = moved(phase.earliest);
}

}  // namespace

CandidatePlans candidate_plans(const Mission& mission, const GridOptions& options) {
  if (mission.regions.empty()) throw std::logic_error("plans need at least one region");
  const PlanMaker maker(mission, options);
  CandidatePlans result;
  result.cells = grid_cells(mission, options, maker.steps().troops_today());
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    const GridCell& cell = result.cells[c];
    if (!cell.residual.stated) continue;
    const bool at_once = cell.presence_end && *cell.presence_end <= cell.mission_end;
    const auto variants = variants_of(options, maker.steps().ways_to_stay().size(), at_once);
    for (std::size_t v = 0; v < variants.size(); ++v) {
      Candidate candidate{maker.make(cell, variants[v]), c, maker.words(variants[v])};
      candidate.plan.id = id_of(cell, v);
      candidate.plan.name = candidate.variant;
      auto problems = constraint_problems(mission, candidate.plan);
      if (auto outside = outside_band(cell, candidate.plan)) problems.push_back(*outside);
      result.refused.insert(result.refused.end(), problems.begin(), problems.end());
      if (problems.empty()) result.candidates.push_back(std::move(candidate));
    }
  }
  if (!result.cells.empty()) {
    result.baselines = baseline_plans(mission, result.cells[result.cells.size() / 2], options);
  }
  return result;
}

std::vector<Candidate> baseline_plans(const Mission& mission, const GridCell& cell,
                                      const GridOptions& options) {
  const PlanMaker maker(mission, options);
  const auto named = [](Plan plan, std::string id, std::string name) {
    plan.id = std::move(id);
    plan.name = name;
    return Candidate{std::move(plan), std::nullopt, std::move(name)};
  };
  Plan nothing;
  nothing.presence_end.resize(mission.regions.size());
  nothing.residual = nothing.reserve = Band{0, 0, false};
  const Month soon = plus_months(month_of(mission.as_of), 1);
  Plan exit = maker.make({soon, soon, Band{0, 0, true}}, {.gates = Gates::calendar});
  exit.phases.erase(exit.phases.begin());
  exit.phases.front().earliest = soon;
  Plan calendar = maker.make(cell, {.gates = Gates::calendar});
  Plan conditions = maker.make(cell, {.gates = Gates::pure});
  Plan slipped = calendar;
  // The median step is on its day: the baseline is late as one in four is.
  stretch(slipped, month_of(mission.as_of), std::min(3.0, past_slip(mission).high));
  return {named(nothing, "status-quo", "status quo"), named(exit, "immediate-exit", "immediate exit"),
          named(calendar, "fixed-calendar", "fixed calendar"),
          named(conditions, "pure-conditions", "pure conditions"),
          named(slipped, "calendar-plus-past-slip", "calendar plus past slip")};
}

std::vector<Posture> postures_of(const std::vector<Plan>& plans) {
  std::vector<Posture> postures;
  for (const Plan& plan : plans) {
    for (const Phase& phase : plan.phases) {
      if (std::find(postures.begin(), postures.end(), phase.after) == postures.end()) {
        postures.push_back(phase.after);
      }
    }
  }
  return postures;
}

std::vector<Posture> postures_of(const Mission& mission, const CandidatePlans& candidates) {
  std::vector<Posture> postures{posture_today(mission)};
  for (const auto* list : {&candidates.candidates, &candidates.baselines}) {
    for (const Candidate& candidate : *list) {
      for (const Phase& phase : candidate.plan.phases) {
        if (std::find(postures.begin(), postures.end(), phase.after) == postures.end()) {
          postures.push_back(phase.after);
        }
      }
    }
  }
  return postures;
}

PastSlip past_slip(const Mission& mission) {
  const auto cases = talks::slip_cases(mission);
  const talks::SlipRecord record = talks::slip_record(cases);
  if (record.cases == 0) return {};
  return {.median_ratio = record.median_ratio,
          .low = record.low_ratio,
          .high = record.high_ratio,
          .cases = record.cases,
          .within_a_month = record.within_a_month,
          .open = record.open + record.never};
}

}  // namespace handover::timeline
