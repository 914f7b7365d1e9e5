#include "timeline/candidates.h"

#include "numerics/maths.h"
#include "talks/slip.h"
#include "timeline/plan_space.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

std::vector<Month> grid_months(const Mission& mission, const GridOptions& options) {
  std::vector<Month> months;
  const int last = std::min(options.last_month, mission.horizon_months);
  for (int m = options.first_month; m <= last; m += std::max(1, options.step_months)) {
    months.push_back(plus_months(month_of(mission.as_of), m));
  }
  return months;
}

std::vector<Band> bands_of(const PlanSpace& space, const GridOptions& options) {
  std::vector<Band> bands = options.residual_bands;
  if (bands.empty()) {
    for (const double share : options.residual_shares) bands.push_back(space.band_about(share));
  }
  if (options.unstated && bands.size() > 1) bands.push_back({0, 0, false});
  return bands;
}

// A mission's end with every later end of the presence, past the horizon too.
void add_ends(const GridOptions& options, const std::vector<Month>& months, const std::vector<Band>& bands,
              Month mission_end, std::vector<GridCell>& cells) {
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

std::vector<GridCell> grid_cells(const Mission& mission, const PlanSpace& space, const GridOptions& options) {
  const auto bands = bands_of(space, options);
  const auto months = grid_months(mission, options);
  std::vector<GridCell> cells;
  const int near = options.near_start ? std::min(options.first_month, mission.horizon_months + 1) : 0;
  for (int m = 1; m < near; ++m) {
    const Month month = plus_months(month_of(mission.as_of), m);
    cells.push_back({month, month, Band{0, 0, true}});
  }
  for (const Month mission_end : months) add_ends(options, months, bands, mission_end, cells);
  return cells;
}

std::string id_of(const GridCell& cell, std::size_t number) {
  return fmt::format("m{}-p{}-r{}-{}-v{}", to_string(cell.mission_end),
                     cell.presence_end ? to_string(*cell.presence_end) : "stays", cell.residual.low,
                     cell.residual.high, number + 1);
}

void add_candidates(const PlanSpace& space, std::size_t cell, const std::vector<PlanShape>& shapes,
                    CandidatePlans& result) {
  const GridCell& dates = result.cells[cell];
  for (std::size_t v = 0; v < shapes.size(); ++v) {
    Candidate candidate{space.build(dates, shapes[v]), cell, space.words(shapes[v]), shapes[v]};
    candidate.plan.id = id_of(dates, v);
    candidate.plan.name = candidate.variant;
    const auto problems = space.problems(dates, shapes[v], candidate.plan);
    result.refused.insert(result.refused.end(), problems.begin(), problems.end());
    if (problems.empty()) result.candidates.push_back(std::move(candidate));
  }
}

void stretch(Plan& plan, Month now, double ratio) {
  const auto moved = [&](Month month) {
    return plus_months(now, static_cast<int>(std::lround(ratio * months_between(now, month))));
  };
  for (Phase& phase : plan.phases) phase.earliest = moved(phase.earliest);
}

std::optional<PartyId> first_party_of(const Mission& mission, Side side) {
  for (std::size_t p = 0; p < mission.parties.size(); ++p) {
    if (mission.parties[p].side == side) return PartyId{static_cast<std::uint16_t>(p)};
  }
  return std::nullopt;
}

}  // namespace

const char* name_of(BaselineKind kind) {
  constexpr const char* kNames[] = {"status-quo", "immediate-exit", "fixed-calendar", "pure-conditions",
                                    "calendar-plus-past-slip"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool leaves_at_once(const GridCell& cell) {
  return cell.presence_end && *cell.presence_end <= cell.mission_end;
}

CandidatePlans candidate_plans(const Mission& mission, const GridOptions& options,
                               const HostAbility& ability) {
  if (mission.regions.empty()) throw std::logic_error("plans need at least one region");
  const PlanSpace space(mission, options, ability);
  CandidatePlans result;
  result.cells = grid_cells(mission, space, options);
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    if (!result.cells[c].residual.stated) continue;
    add_candidates(space, c, space.first_shapes(leaves_at_once(result.cells[c])), result);
  }
  if (!result.cells.empty()) {
    result.baselines = baseline_plans(mission, result.cells[result.cells.size() / 2], options, ability);
  }
  result.ability = ability;
  return result;
}

CandidatePlans with_shapes(const Mission& mission, const GridOptions& options,
                           const CandidatePlans& candidates, const ShapesByBand& shapes) {
  const PlanSpace space(mission, options, candidates.ability);
  CandidatePlans result;
  result.cells = candidates.cells;
  result.baselines = candidates.baselines;
  result.ability = candidates.ability;
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    const GridCell& cell = result.cells[c];
    if (!cell.residual.stated) continue;
    if (leaves_at_once(cell)) {
      add_candidates(space, c, shapes.leaving, result);
      continue;
    }
    for (std::size_t b = 0; b < shapes.bands.size(); ++b)
      if (shapes.bands[b] == cell.residual) add_candidates(space, c, shapes.staying[b], result);
  }
  return result;
}

std::vector<Candidate> baseline_plans(const Mission& mission, const GridCell& cell,
                                      const GridOptions& options, const HostAbility& ability) {
  const PlanSpace space(mission, options, ability);
  const auto named = [&options](Plan plan, BaselineTitle title) {
    plan.id = name_of(title.kind);
    plan.name = options.titles.baseline ? options.titles.baseline(title) : plan.id;
    return Candidate{.plan = std::move(plan), .cell = {}, .variant = {}, .baseline = title};
  };
  const auto gated = [&](Gates gates) {
    PlanShape shape = space.plain();
    shape.gates.fill(gates);
    return shape;
  };
  Plan nothing;
  nothing.presence_end.resize(mission.regions.size());
  nothing.residual = nothing.reserve = Band{0, 0, false};
  nothing.signature.unilateral = first_party_of(mission, Side::coalition);
  const Month soon = plus_months(month_of(mission.as_of), 1);
  PlanShape at_once = gated(Gates::calendar);
  at_once.steps_before = 0;
  Plan exit = space.build({soon, soon, Band{0, 0, true}}, at_once);
  exit.signature.unilateral = nothing.signature.unilateral;
  const Plan calendar = space.build(cell, gated(Gates::calendar));
  Plan slipped = calendar;
  // The median step is on its day: the baseline is late as one in four is.
  const double ratio = std::min(3.0, past_slip(mission).high);
  stretch(slipped, month_of(mission.as_of), ratio);
  const auto at_dates = [&cell](BaselineKind kind, double times = 1.0) {
    return BaselineTitle{kind, cell.mission_end, cell.presence_end, times};
  };
  return {named(nothing, {.kind = BaselineKind::status_quo}),
          named(exit, {.kind = BaselineKind::immediate_exit, .mission_end = soon, .presence_end = soon}),
          named(calendar, at_dates(BaselineKind::fixed_calendar)),
          named(space.build(cell, gated(Gates::pure)), at_dates(BaselineKind::pure_conditions)),
          named(slipped, at_dates(BaselineKind::past_slip, ratio))};
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
