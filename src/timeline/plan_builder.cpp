#include "timeline/plan_builder.h"

#include "needs/movement_schedule.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr int kDaysToRelabel = 30;    // of a step that moves nobody
constexpr int kDaysOfPreparing = 15;  // before the first convoy of a step that moves people
constexpr int kLongestStep = 365;
constexpr int kLeastMonthsApart = 2;  // of steps planned back from an end: a month of moving, one of looking

// Where between two ends a step lies, from 0 to 1.
double way_of(Tempo tempo, double even) {
  if (tempo == Tempo::even) return even;
  return maths::pow(even, tempo == Tempo::early ? 1.6 : 0.6);
}

// Months that a step takes, and in which nothing else is begun.
int months_of(Days execution) {
  return std::max(kLeastMonthsApart, (execution.value + 29) / 30);
}

int persons_moved(const Posture& before, const Posture& after) {
  int persons = 0;
  for (std::size_t r = 0; r < after.troops.size(); ++r)
    persons += std::abs(after.troops[r].value - before.troops[r].value);
  return persons;
}

}  // namespace

PlanBuilder::PlanBuilder(const PlanSpace& space, const GridCell& cell, const PlanShape& shape)
    : space_(space),
      mission_(space.mission_),
      cell_(cell),
      shape_(shape),
      now_(month_of(space.mission_.as_of)),
      at_once_(cell.presence_end && *cell.presence_end <= cell.mission_end) {}

// As many steps as there are months for them, this end's own step not counted.
std::size_t PlanBuilder::reductions_within(std::size_t wanted, Month from, Month to) const {
  const int months = months_between(from, to) - 1;
  return std::min(wanted, static_cast<std::size_t>(std::max(0, months)));
}

void PlanBuilder::add_steps(StepRole role, std::size_t count, Month from, Month to, const Posture& start,
                            const Posture& end) {
  const auto sites = space_.steps_.moves(start, end, shape_.order);
  const std::size_t first = steps_.size();
  for (std::size_t i = 1; i <= count; ++i) {
    const double even = static_cast<double>(i) / static_cast<double>(count + 1);
    const std::vector<std::uint16_t> left(
        sites.begin(), sites.begin() + static_cast<std::ptrdiff_t>(i * sites.size() / (count + 1)));
    const int months = static_cast<int>(std::lround(way_of(shape_.tempo, even) * months_between(from, to)));
    steps_.push_back({role, plus_months(from, std::max(static_cast<int>(i), months)),
                      space_.steps_.on_the_way(start, end, left, even)});
  }
  if (shape_.tempo == Tempo::back_from_end) place_back_from(first, from, to, end);
}

// Each of the steps from `first` on is done when the next one has to begin.
void PlanBuilder::place_back_from(std::size_t first, Month from, Month to, const Posture& end) {
  Step next{StepRole::mission_end, to, end};
  for (std::size_t i = steps_.size(); i-- > first; next = steps_[i]) {
    const int months = months_of(execution_of(steps_[i].after, next));
    const Month least = plus_months(from, static_cast<int>(i - first) + 1);
    steps_[i].done = std::max(least, plus_months(next.done, -months));
  }
}

Plan PlanBuilder::run() {
  const PostureSteps& postures = space_.steps_;
  const KeptRegions& kept = postures.ways_to_stay()[shape_.kept];
  const Posture end = at_once_ ? postures.nobody() : postures.residual(kept, cell_.residual, shape_.order);
  const bool last = cell_.presence_end && !at_once_;
  const std::size_t ends = last ? 2 : 1;
  const std::size_t before = reductions_within(std::min<std::size_t>(shape_.steps_before, kMostSteps - ends),
                                               now_, cell_.mission_end);
  add_steps(StepRole::reduction, before, now_, cell_.mission_end, postures.today(), end);
  steps_.push_back({at_once_ ? StepRole::last_troops : StepRole::mission_end, cell_.mission_end, end});
  if (last) {
    const std::size_t after =
        reductions_within(std::min<std::size_t>(shape_.steps_after, kMostSteps - ends - before),
                          cell_.mission_end, *cell_.presence_end);
    add_steps(StepRole::after_mission, after, cell_.mission_end, *cell_.presence_end, end, postures.nobody());
    steps_.push_back({StepRole::last_troops, *cell_.presence_end, postures.nobody()});
  }
  hand_over();
  plan_.mission_end = cell_.mission_end;
  plan_.residual = cell_.residual;
  plan_.reserve = space_.template_.reserve.value_or(Band{0, 0, false});
  write_phases();
  write_ends();
  return std::move(plan_);
}

HandOver PlanBuilder::gene(std::size_t task) const {
  if (mission_.tasks[task].enabler || task >= shape_.handed.size()) return HandOver::last_troops;
  return shape_.handed[task];
}

// Whether the shape gives the task away with this step or did so before.
bool PlanBuilder::due(std::size_t task, std::size_t step) const {
  const HandOver when = gene(task);
  if (when == HandOver::last_troops) return false;
  if (when == HandOver::first_step) return true;
  std::size_t end = 0;
  while (steps_[end].role == StepRole::reduction) ++end;
  const std::size_t from = when == HandOver::before_the_end && end > 0 ? end - 1 : end;
  return step >= from;
}

void PlanBuilder::hand_over() {
  for (std::size_t i = 0; i < steps_.size(); ++i) hand_over_with(i, total_troops(steps_[i].after) == 0);
}

// With the last troops everything goes that somebody can take; what nobody can ends.
void PlanBuilder::hand_over_with(std::size_t step, bool last) {
  Posture& after = steps_[step].after;
  if (step > 0) after.provider = steps_[step - 1].after.provider;
  const int months = months_between(now_, steps_[step].done);
  for (std::size_t t = 0; t < mission_.tasks.size(); ++t) {
    if (after.provider[t] != Provider::coalition || (!last && !due(t, step))) continue;
    const auto& takers = space_.takers_[t];
    const auto able = std::find_if(takers.begin(), takers.end(),
                                   [&](const Taker& taker) { return taker.from_months <= months; });
    if (able != takers.end()) {
      after.provider[t] = able->provider;
      steps_[step].handed.push_back(*able);
    } else if (last) {
      after.provider[t] = Provider::none;
    }
  }
}

Days PlanBuilder::execution_of(const Posture& before, const Step& step) const {
  const int persons = persons_moved(before, step.after);
  if (persons == 0) return Days{kDaysToRelabel};
  double a_month = 0.0;
  for (const auto& [mode, lift] : needs::lift_in(mission_, step.done)) a_month += lift;
  const int usual = space_.options_.execution_days;
  if (a_month <= 0.0) return Days{usual};
  const int needed = kDaysOfPreparing + static_cast<int>(std::ceil(persons / a_month * kDaysPerMonth));
  return Days{std::clamp(needed, usual, kLongestStep)};
}

void PlanBuilder::write_phases() {
  const Posture* before = &space_.steps_.today();
  Month not_before = plus_months(now_, 1);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].after == *before) continue;  // a step that changes nothing
    plan_.phases.push_back(phase_of(i, *before, not_before));
    not_before = plan_.phases.back().earliest;
    before = &steps_[i].after;
  }
}

Phase PlanBuilder::phase_of(std::size_t i, const Posture& before, Month not_before) const {
  const Step& step = steps_[i];
  Phase phase{.name = name_of(before, step), .after = step.after, .earliest = {}, .gate = {}};
  phase.execution = execution_of(before, step);
  // Started so that its planned execution ends within its month.
  const Month start = plus_months(step.done, -(phase.execution.value / 30));
  phase.earliest = std::max(start, not_before);
  phase.cost = cost_of(before, step.after);
  phase.gate = gate_of(step, phase.earliest);
  if (shape_.gates[static_cast<std::size_t>(step.role)] == Gates::pure) phase.earliest = plus_months(now_, 1);
  for (const Taker& taker : step.handed) {
    if (taker.receiver.unit || taker.receiver.third_party) phase.receivers.push_back(taker.receiver);
  }
  return phase;
}

// Who last rated the function says whether it stands alone.
std::string PlanBuilder::source_of(FunctionId function) const {
  const Rating* last = nullptr;
  for (const Rating& rating : mission_.ratings) {
    if (rating.function == function && (last == nullptr || last->known.known_from <= rating.known.known_from))
      last = &rating;
  }
  if (last == nullptr || last->known.source.index >= mission_.sources.size()) return "joint assessment";
  return mission_.sources[last->known.source.index].id;
}

Gate PlanBuilder::gate_of(const Step& step, Month earliest) const {
  const GateTemplate& gates = space_.template_;
  const GateTemplate::Step& from = step.role == StepRole::mission_end   ? gates.mission_end
                                   : step.role == StepRole::last_troops ? gates.last
                                                                        : gates.first;
  Gate gate;
  gate.owner = from.owner;
  gate.review_every = from.review_every;
  gate.reverses = from.reverses;
  for (const Condition& condition : from.all_of) {
    if (condition.what != Observable::function_stands_alone) gate.all_of.push_back(condition);
  }
  const Gates kind = shape_.gates[static_cast<std::size_t>(step.role)];
  if (kind == Gates::calendar || gate.all_of.empty()) {
    gate.all_of = {Condition{}};  // always: a calendar step
    return gate;
  }
  for (const Taker& taker : step.handed) {
    const auto function = mission_.tasks[taker.receiver.task.index].partner_function;
    if (taker.provider != Provider::host || !function) continue;
    const bool asked = std::any_of(gate.all_of.begin(), gate.all_of.end(), [&](const Condition& c) {
      return c.what == Observable::function_stands_alone && c.subject == function->index;
    });
    if (asked) continue;
    gate.all_of.push_back({.what = Observable::function_stands_alone,
                           .subject = function->index,
                           .compare = Compare::at_least,
                           .threshold = handover_floor(mission_).value(),
                           .source = source_of(*function)});
  }
  const int grace = space_.options_.grace_months;
  if (kind == Gates::backstop) gate.latest = plus_months(earliest, grace);
  if (kind == Gates::prompt) gate.latest = plus_months(earliest, (grace + 1) / 2);
  return gate;
}

std::string PlanBuilder::name_of(const Posture& before, const Step& step) const {
  StepTitle title{.role = step.role, .left = {}, .fewer = {}};
  for (std::size_t r = 0; r < mission_.regions.size(); ++r) {
    const RegionId region{static_cast<std::uint16_t>(r)};
    const int was = before.troops[r].value, is = step.after.troops[r].value;
    if (was > 0 && is == 0) title.left.push_back(region);
    if (is > 0 && is < was) title.fewer.push_back(region);
  }
  if (space_.options_.titles.step) return space_.options_.titles.step(mission_, title);
  std::string text = fmt::format("role {}", static_cast<int>(title.role));
  for (const RegionId region : title.left) text += ", left " + mission_.regions[region.index].id;
  for (const RegionId region : title.fewer) text += ", fewer " + mission_.regions[region.index].id;
  return text;
}

double PlanBuilder::cost_of(const Posture& before, const Posture& after) const {
  int closed = 0;
  for (std::size_t s = 0; s < after.site_open.size(); ++s)
    closed += before.site_open[s] && !after.site_open[s] ? 1 : 0;
  const GateTemplate& gates = space_.template_;
  return closed > 0 ? closed * gates.cost_per_site_closed : gates.cost_of_step;
}

// The month in which the last troops of each region are planned to have gone.
void PlanBuilder::write_ends() {
  for (std::size_t r = 0; r < mission_.regions.size(); ++r) {
    std::optional<Month> end;
    for (std::size_t i = steps_.size(); i-- > 0 && steps_[i].after.troops[r].value == 0;)
      end = steps_[i].done;
    if (space_.steps_.today().troops[r].value == 0) end = cell_.mission_end;
    plan_.presence_end.push_back(end);
  }
}

}  // namespace handover::timeline
