#include "timeline/plan_space.h"

#include "numerics/maths.h"
#include "timeline/plan_builder.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr std::uint8_t kMostBefore = 4, kMostAfter = 3;

// Attacks on the coalition on record in each zone, totals spread evenly over their area.
std::vector<double> exposure_by_zone(const Mission& mission) {
  std::vector<double> exposure(mission.zones.size(), 0.0);
  for (const DailyCount& day : mission.daily_counts) {
    if (mission.streams[day.stream.index].on_coalition) exposure[day.zone.index] += day.count;
  }
  for (const IntervalCount& total : mission.interval_counts) {
    if (!mission.streams[total.stream.index].on_coalition) continue;
    for (const ZoneId zone : total.area)
      exposure[zone.index] += total.best / static_cast<double>(total.area.size());
  }
  return exposure;
}

// A spread over what may vary, in pairs that differ in more than one thing (a fraction of the full
// factorial).
struct First {
  Tempo tempo;
  HandOver handed;
  Gates gates;
  bool exposed_first;
  std::uint8_t before, after;
};
constexpr First kFirst[] = {
    {Tempo::early, HandOver::mission_end, Gates::backstop, false, 1, 0},
    {Tempo::early, HandOver::mission_end, Gates::prompt, false, 2, 0},
    {Tempo::even, HandOver::mission_end, Gates::backstop, true, 2, 1},
    {Tempo::late, HandOver::first_step, Gates::backstop, false, 1, 0},
    {Tempo::late, HandOver::mission_end, Gates::prompt, true, 2, 0},
    {Tempo::even, HandOver::before_the_end, Gates::prompt, false, 3, 1},
    {Tempo::early, HandOver::first_step, Gates::backstop, true, 3, 2},
    {Tempo::late, HandOver::mission_end, Gates::backstop, false, 0, 0},
    {Tempo::back_from_end, HandOver::mission_end, Gates::backstop, false, 2, 0},
    {Tempo::back_from_end, HandOver::mission_end, Gates::prompt, true, 3, 2},
};

std::array<Gates, kStepRoles> every_step(Gates gates) {
  std::array<Gates, kStepRoles> by_role{};
  by_role.fill(gates);
  return by_role;
}

// One site is left earlier or later, the others in their order.
std::vector<std::uint16_t> put_elsewhere(std::vector<std::uint16_t> order, std::size_t from, std::size_t to) {
  const std::uint16_t site = order[from];
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), site);
  return order;
}

void add_new(std::vector<PlanShape>& shapes, const PlanShape& shape) {
  if (std::find(shapes.begin(), shapes.end(), shape) == shapes.end()) shapes.push_back(shape);
}

}  // namespace

PlanSpace::PlanSpace(const Mission& mission, const GridOptions& options, HostAbility ability)
    : mission_(mission),
      options_(options),
      ability_(std::move(ability)),
      steps_(mission),
      template_(gate_template(mission)) {
  const auto exposure = exposure_by_zone(mission);
  std::vector<double> size, exposed;
  for (const Site& site : mission.sites) {
    size.push_back(site.persons.mode);
    exposed.push_back(-exposure[site.zone.index]);
  }
  smallest_first_ = order_by(size);
  most_exposed_first_ = order_by(exposed);
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    const TaskId id{static_cast<std::uint16_t>(t)};
    takers_.push_back(takers_of(mission, ability_, id));
    const bool ours = steps_.today().provider[t] == Provider::coalition;
    if (ours && !mission.tasks[t].enabler && !takers_.back().empty()) movable_.push_back(id);
  }
}

// A hub is not left before what it alone sustains.
bool PlanSpace::may_follow(std::uint16_t earlier, std::uint16_t later) const {
  return !steps_.needed_by(earlier, later);
}

bool PlanSpace::may_be_left_so(const std::vector<std::uint16_t>& order) const {
  for (std::size_t a = 0; a < order.size(); ++a)
    for (std::size_t b = a + 1; b < order.size(); ++b)
      if (!may_follow(order[a], order[b])) return false;
  return true;
}

// Open sites, least key first, each as soon as nothing that is left later needs it.
std::vector<std::uint16_t> PlanSpace::order_by(const std::vector<double>& key) const {
  std::vector<std::uint16_t> rest, order;
  for (std::uint16_t s = 0; s < mission_.sites.size(); ++s) {
    if (steps_.today().site_open[s]) rest.push_back(s);
  }
  std::stable_sort(rest.begin(), rest.end(), [&](auto a, auto b) { return key[a] < key[b]; });
  while (!rest.empty()) {
    auto next = std::find_if(rest.begin(), rest.end(), [&](std::uint16_t site) {
      return std::all_of(rest.begin(), rest.end(),
                         [&](std::uint16_t other) { return other == site || may_follow(site, other); });
    });
    if (next == rest.end()) next = rest.begin();  // they sustain each other
    order.push_back(*next);
    rest.erase(next);
  }
  return order;
}

Plan PlanSpace::build(const GridCell& cell, const PlanShape& shape) const {
  return PlanBuilder(*this, cell, shape).run();
}

std::vector<Problem> PlanSpace::problems(const GridCell& cell, const PlanShape& shape,
                                         const Plan& plan) const {
  auto problems = constraint_problems(mission_, plan);
  const bool at_once = cell.presence_end && *cell.presence_end <= cell.mission_end;
  if (at_once || !cell.residual.stated || cell.residual.high == 0) return problems;
  const int stay =
      total_troops(steps_.residual(steps_.ways_to_stay()[shape.kept], cell.residual, shape.order));
  if (stay >= cell.residual.low && stay <= cell.residual.high) return problems;
  // Those who stay and can look after themselves may be more than the band allows.
  problems.push_back(
      {.code = ProblemCode::out_of_range,
       .file = plan.id,
       .field = "residual",
       .value = fmt::format("{}-{}", cell.residual.low, cell.residual.high),
       .what = fmt::format("does not hold the {} who can stay and look after themselves", stay),
       .hint = "widen the band, or keep fewer regions"});
  return problems;
}

PlanShape PlanSpace::plain() const {
  PlanShape shape;
  shape.order = smallest_first_;
  shape.handed.assign(mission_.tasks.size(), HandOver::mission_end);
  shape.gates = every_step(Gates::backstop);
  return shape;
}

std::vector<PlanShape> PlanSpace::usual_shapes(bool leaves_at_once) const {
  std::vector<PlanShape> shapes;
  const std::size_t ways = options_.vary_regions && !leaves_at_once ? steps_.ways_to_stay().size() : 1;
  for (std::size_t kept = 0; kept < ways; ++kept) {
    for (const std::uint8_t before : {std::uint8_t{2}, std::uint8_t{0}, std::uint8_t{3}}) {
      for (const Gates gates : {Gates::backstop, Gates::prompt}) {
        PlanShape shape = plain();
        shape.tempo = Tempo::back_from_end;
        shape.kept = static_cast<std::uint8_t>(kept);
        if (options_.vary_steps) shape.steps_before = before;
        if (options_.vary_gates) shape.gates = every_step(gates);
        add_new(shapes, shape);
      }
    }
  }
  return shapes;
}

std::vector<PlanShape> PlanSpace::first_shapes(bool leaves_at_once) const {
  std::vector<PlanShape> shapes;
  const std::size_t ways = options_.vary_regions && !leaves_at_once ? steps_.ways_to_stay().size() : 1;
  for (std::size_t kept = 0; kept < ways; ++kept) {
    for (const First& first : kFirst) {
      PlanShape shape = plain();
      shape.kept = static_cast<std::uint8_t>(kept);
      if (options_.vary_tempo) shape.tempo = first.tempo;
      if (options_.vary_handover) shape.handed.assign(mission_.tasks.size(), first.handed);
      if (options_.vary_gates) shape.gates = every_step(first.gates);
      if (options_.vary_order && first.exposed_first) shape.order = most_exposed_first_;
      if (options_.vary_steps) shape.steps_before = first.before;
      if (options_.vary_steps && !leaves_at_once) shape.steps_after = first.after;
      add_new(shapes, shape);
    }
  }
  return shapes;
}

std::vector<PlanShape> PlanSpace::frames(const PlanShape& shape, bool leaves_at_once) const {
  std::vector<PlanShape> shapes;
  const std::size_t ways = options_.vary_regions && !leaves_at_once ? steps_.ways_to_stay().size() : 1;
  for (std::size_t kept = 0; kept < ways; ++kept) {
    for (std::uint8_t before = 0; before <= kMostBefore; ++before) {
      for (std::uint8_t after = 0; after <= (leaves_at_once ? 0 : kMostAfter); ++after) {
        PlanShape other = shape;
        other.kept = static_cast<std::uint8_t>(kept);
        other.steps_before = before;
        other.steps_after = after;
        other.tempo = static_cast<Tempo>((before + after + kept) % kTempos);
        add_new(shapes, other);
      }
    }
  }
  return shapes;
}

std::vector<PlanShape> PlanSpace::neighbours(const PlanShape& shape) const {
  std::vector<PlanShape> result;
  const auto changed = [&](const std::function<void(PlanShape&)>& change) {
    PlanShape other = shape;
    change(other);
    if (!(other == shape)) add_new(result, other);
  };
  for (std::uint8_t k = 0; k < steps_.ways_to_stay().size(); ++k) changed([&](PlanShape& s) { s.kept = k; });
  if (shape.steps_before > 0) changed([](PlanShape& s) { --s.steps_before; });
  if (shape.steps_before < kMostBefore) changed([](PlanShape& s) { ++s.steps_before; });
  if (shape.steps_after > 0) changed([](PlanShape& s) { --s.steps_after; });
  if (shape.steps_after < kMostAfter) changed([](PlanShape& s) { ++s.steps_after; });
  for (std::uint8_t t = 0; t < kTempos; ++t) changed([&](PlanShape& s) { s.tempo = Tempo{t}; });
  for (std::size_t from = 0; from < shape.order.size(); ++from) {
    for (std::size_t to = 0; to < shape.order.size(); ++to) {
      auto exchanged = shape.order;
      std::swap(exchanged[from], exchanged[to]);
      for (const auto& order : {put_elsewhere(shape.order, from, to), exchanged})
        if (may_be_left_so(order)) changed([&](PlanShape& s) { s.order = order; });
    }
  }
  for (const TaskId task : movable_) {
    for (std::size_t to = 0; to < kHandOvers; ++to)
      changed([&](PlanShape& s) { s.handed[task.index] = static_cast<HandOver>(to); });
  }
  for (std::size_t role = 0; role < kStepRoles; ++role) {
    const bool prompt = shape.gates[role] == Gates::prompt;
    changed([&](PlanShape& s) { s.gates[role] = prompt ? Gates::backstop : Gates::prompt; });
  }
  return result;
}

PlanShape PlanSpace::vary(const PlanShape& shape, const RandomStream& stream, std::uint32_t step) const {
  const auto all = neighbours(shape);
  if (all.empty()) return shape;
  const auto at = static_cast<std::size_t>(stream.uniform_at(step, 0) * static_cast<double>(all.size()));
  return all[std::min(at, all.size() - 1)];
}

double PlanSpace::size() const {
  // Orders: the shares of all orders that each rule on two sites leaves are taken as independent, so this is
  // about.
  double orders = 1.0;
  const std::size_t sites = smallest_first_.size();
  for (std::size_t i = 2; i <= sites; ++i) orders *= static_cast<double>(i);
  for (std::size_t a = 0; a < sites; ++a) {
    for (std::size_t b = 0; b < sites; ++b)
      orders *= a != b && !may_follow(smallest_first_[a], smallest_first_[b]) ? 0.5 : 1.0;
  }
  const auto ways = static_cast<double>(steps_.ways_to_stay().size());
  return ways * (kMostBefore + 1) * (kMostAfter + 1) * kTempos * orders *
         maths::pow(kHandOvers, static_cast<double>(movable_.size())) * maths::pow(2.0, kStepRoles);
}

ShapeTitle PlanSpace::title_of(const PlanShape& shape) const {
  ShapeTitle title{
      .steps_before = shape.steps_before, .steps_after = shape.steps_after, .tempo = shape.tempo};
  std::ptrdiff_t most = 0;
  for (const Gates gates : shape.gates) {
    const auto count = std::count(shape.gates.begin(), shape.gates.end(), gates);
    if (count > most) title.gates = gates;
    most = std::max(most, count);
  }
  if (!shape.order.empty()) title.first_left = mission_.sites[shape.order.front()].region;
  title.kept = steps_.ways_to_stay()[shape.kept].regions;
  return title;
}

std::string PlanSpace::words(const PlanShape& shape) const {
  const ShapeTitle title = title_of(shape);
  if (options_.titles.shape) return options_.titles.shape(mission_, title);
  std::string text = fmt::format("gates {}, steps {}+{}, tempo {}", static_cast<int>(title.gates),
                                 title.steps_before, title.steps_after, static_cast<int>(title.tempo));
  if (title.first_left) text += ", first " + mission_.regions[title.first_left->index].id;
  for (const RegionId region : title.kept) text += ", keeps " + mission_.regions[region.index].id;
  return text;
}

// Bands, never false precision: to the next hundred from a thousand troops on, else to the next ten.
Band PlanSpace::band_about(double share) const {
  const int today = steps_.troops_today();
  const int unit = today >= 1000 ? 100 : 10;
  const auto rounded = [&](double value) {
    return std::max(0, static_cast<int>(std::lround(value / unit)) * unit);
  };
  return {.low = rounded(0.75 * share * today),
          .high = std::max(unit, rounded(1.25 * share * today)),
          .stated = true};
}

}  // namespace handover::timeline
