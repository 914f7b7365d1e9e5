// The programme of one posture (set covering with set-up, as in facility location; Daskin 2013, ch. 4 and 7):
//
//   columns  y[g,j] persons' worth at site j that serves group g    P[r] whole persons in region r
//            m[j]   whether the site is manned
//            h[g]   persons' worth handed on                        d[g] persons' worth dropped
//   with     n[j] = (1 + per_person[j]) sum_g y[g,j] + standing[j] m[j], the persons' worth at a site
//   rows     sum_j y[g,j] + h[g] + d[g] = persons[g]                y[g,j] <= persons[g] m[j]
//            n[j] <= capacity[j] m[j]                               P[r] >= sum over the region's n[j]
//            0 <= P[r] <= troops[r]
//
// The rows y <= persons m are implied by the capacity row in whole numbers; they are there because they make
// the relaxation tight (a big capacity would let a fractional m carry everything). Whole persons are counted
// by region: a troop-to-task ratio is not known to a fraction of a person at a site, rounding up each task at
// each site would add several in a hundred, and whole numbers by site make ties that no solver closes.
#include "needs/posture_programme.h"

#include "needs/column_form.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <tuple>

namespace handover::needs {
namespace {

// Handing on what those who stay rely on, where they are, weighs so many times as much as handing on anything
// else: a commander keeps his own evacuation before he keeps another's headquarters.
constexpr double kReliedOnHere = 2.0;

}  // namespace

NeedsData::NeedsData(const Mission& mission_, const ThreatDemand& threat_, const SolveOptions& options_)
    : mission(mission_),
      threat(threat_),
      options(options_),
      times(mission_),
      cells(demand_cells(mission_, threat_)) {
  reach.resize(cells.size());
  for (std::size_t c = 0; c < cells.size(); ++c) {
    for (const Site& site : mission.sites) {
      reach[c].push_back(reaches(mission, times, site, mission.tasks[cells[c].task.index], cells[c].zone,
                                 options.month_of_year));
    }
  }
}

std::unique_ptr<Engine> make_engine(EngineChoice choice) {
  if (choice == EngineChoice::cbc) return cbc_engine();
  auto engine = highs_engine();
  if (engine != nullptr) return engine;
  throw InputError(Problem{.code = ProblemCode::external,
                           .field = "engine",
                           .value = "highs",
                           .what = "is not there: it needs node and the npm package highs",
                           .hint = "run npm ci --ignore-scripts in the program's folder, or use cbc"});
}

std::vector<std::size_t> usable_sites(const Mission& mission, const Posture& posture) {
  std::vector<std::size_t> sites;
  for (std::size_t j = 0; j < mission.sites.size(); ++j) {
    const auto region = mission.sites[j].region.index;
    if (posture.site_open[j] && posture.label[region] != Label::none) sites.push_back(j);
  }
  return sites;
}

std::vector<CellGroup> coalition_groups(const NeedsData& data, const Posture& posture) {
  const auto open = usable_sites(data.mission, posture);
  std::map<std::tuple<std::uint16_t, std::vector<std::size_t>, bool>, CellGroup> groups;
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    const Cell& cell = data.cells[c];
    if (posture.provider[cell.task.index] != Provider::coalition) continue;
    std::vector<std::size_t> sites;
    for (const std::size_t j : open) {
      if (data.reach[c][j]) sites.push_back(j);
    }
    const Task& task = data.mission.tasks[cell.task.index];
    const bool here = task.enabler && std::any_of(open.begin(), open.end(), [&](std::size_t j) {
                        return data.mission.sites[j].zone == cell.zone;
                      });
    CellGroup& group = groups[{cell.task.index, sites, here}];
    group.task = cell.task;
    group.sites = sites;
    group.cells.push_back(c);
    group.persons += cell.persons;
    group.besides = provider_besides_coalition(task, Provider::coalition);
    group.mandatory = task.mandatory;
    group.relied_on_here = here;
  }
  std::vector<CellGroup> result;
  for (auto& [key, group] : groups) result.push_back(std::move(group));
  return result;
}

namespace {

// Sites linked by work they could share or by a region whose troops are limited.
class SiteSets {
 public:
  explicit SiteSets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

struct Component {
  std::vector<std::size_t> sites, groups;
};

std::vector<Component> components_of(const Mission& mission, const std::vector<std::size_t>& open,
                                     const std::vector<CellGroup>& groups) {
  SiteSets sets(mission.sites.size());
  std::map<std::uint16_t, std::size_t> region_first;
  for (const std::size_t j : open) {
    sets.join(j, region_first.try_emplace(mission.sites[j].region.index, j).first->second);
  }
  for (const CellGroup& group : groups) {
    for (const std::size_t j : group.sites) sets.join(j, group.sites.front());
  }
  std::map<std::size_t, Component> by_root;
  for (const std::size_t j : open) by_root[sets.find(j)].sites.push_back(j);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!groups[g].sites.empty()) by_root[sets.find(groups[g].sites.front())].groups.push_back(g);
  }
  std::vector<Component> result;
  for (auto& [root, component] : by_root) result.push_back(std::move(component));
  return result;
}

struct Columns {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> serve;  // (group, site)
  std::map<std::size_t, std::size_t> manned;                         // site
  std::map<std::size_t, std::size_t> people;                         // region
  std::map<std::size_t, std::size_t> handed, dropped;                // group
};

class ComponentBuilder {
 public:
  ComponentBuilder(const NeedsData& data, const Posture& posture, const std::vector<CellGroup>& groups,
                   const std::vector<Protection>& protection, const Component& component, bool elastic)
      : data_(data),
        posture_(posture),
        groups_(groups),
        protection_(protection),
        component_(component),
        elastic_(elastic) {
    for (const std::size_t g : component_.groups) add_group(g);
    for (const std::size_t j : component_.sites) add_site(j);
    for (const std::size_t g : component_.groups) add_cover_rows(g);
    add_region_rows();
  }
  Programme programme;
  Columns columns;

  // Whether a site is manned without anybody who only guards it.
  bool costs_nothing_to_man(std::size_t j) const { return protection_[j].standing <= 0.0; }

 private:
  void add_group(std::size_t g) {
    const CellGroup& group = groups_[g];
    const double handed_high = group.besides == Provider::none ? 0.0 : group.persons;
    const bool may_drop = elastic_ || !group.mandatory;
    const double weight = data_.options.dropped_weight;
    const double handed = data_.options.handed_on_weight * (group.relied_on_here ? kReliedOnHere : 1.0);
    columns.handed[g] = programme.add_column(handed, 0.0, handed_high, false);
    columns.dropped[g] = programme.add_column(weight, 0.0, may_drop ? group.persons : 0.0, false);
    for (const std::size_t j : group.sites) {
      columns.serve[{g, j}] = programme.add_column(0.0, 0.0, group.persons, false);
    }
  }

  void add_site(std::size_t j) {
    const Protection& rule = protection_[j];
    const auto manned = columns.manned[j] = programme.add_column(0.0, 0.0, 1.0, true);
    double most = rule.standing;
    std::vector<Programme::Term> here = {{manned, rule.standing}};
    for (const std::size_t g : component_.groups) {
      const auto found = columns.serve.find({g, j});
      if (found == columns.serve.end()) continue;
      programme.add_row(-kNoLimit, 0.0, {{found->second, 1.0}, {manned, -groups_[g].persons}});
      here.push_back({found->second, 1.0 + rule.per_person});
      most += (1.0 + rule.per_person) * groups_[g].persons;
    }
    auto& region = region_terms_[data_.mission.sites[j].region.index];
    for (const auto& term : here) region.push_back({term.column, -term.factor});
    region_most_[data_.mission.sites[j].region.index] += most;
    const int capacity = data_.mission.sites[j].capacity;
    if (capacity <= 0 || most <= capacity) return;
    here.front().factor -= capacity;
    programme.add_row(-kNoLimit, 0.0, here);
  }

  void add_cover_rows(std::size_t g) {
    std::vector<Programme::Term> terms = {{columns.handed[g], 1.0}, {columns.dropped[g], 1.0}};
    for (const std::size_t j : groups_[g].sites) terms.push_back({columns.serve[{g, j}], 1.0});
    programme.add_row(groups_[g].persons, groups_[g].persons, terms);
  }

  void add_region_rows() {
    for (auto& [region, terms] : region_terms_) {
      const double troops = posture_.troops[region].value;
      const auto people = columns.people[region] =
          programme.add_column(1.0, 0.0, std::min(troops, std::ceil(region_most_[region])), true);
      terms.push_back({people, 1.0});
      programme.add_row(0.0, kNoLimit, terms);
    }
  }

  const NeedsData& data_;
  const Posture& posture_;
  const std::vector<CellGroup>& groups_;
  const std::vector<Protection>& protection_;
  const Component& component_;
  const bool elastic_;
  std::map<std::size_t, std::vector<Programme::Term>> region_terms_;
  std::map<std::size_t, double> region_most_;
};

// The sites of a group in the order in which equal solutions prefer them: the least time to the furthest cell
// in the slowest month, then the order of sites.csv.
std::vector<std::size_t> preferred_sites(const NeedsData& data, const CellGroup& group) {
  const auto minutes = [&](std::size_t j) {
    double most = 0.0;
    for (const std::size_t c : group.cells)
      most = std::max(most, data.times.worst_minutes(data.mission.sites[j].zone, data.cells[c].zone));
    return most;
  };
  std::vector<std::pair<double, std::size_t>> order;
  for (const std::size_t j : group.sites) order.emplace_back(minutes(j), j);
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> sites;
  for (const auto& [time, j] : order) sites.push_back(j);
  return sites;
}

void unman_idle_sites(const ComponentBuilder& builder, std::vector<double>& point) {
  for (const auto& [j, column] : builder.columns.manned) {
    if (!builder.costs_nothing_to_man(j)) continue;
    double work = 0.0;
    for (const auto& [key, serve] : builder.columns.serve) work += key.second == j ? point[serve] : 0.0;
    point[column] = work > 1e-7 ? 1.0 : 0.0;
  }
}

// Many divisions of work among the manned sites cost the same; which of them a solver happens to end in says
// nothing. With the whole persons as they are, and the sites whose manning takes guards, work goes to each
// group's preferred sites, as far as nothing is dropped or handed on for it. The weights differ from group to
// group by the golden ratio, so that two groups in want of one site are no tie again.
void settle_ties(const NeedsData& data, const ComponentBuilder& builder, const std::vector<CellGroup>& groups,
                 EngineResult& result) {
  constexpr double kPreference = 1e-3;  // persons' worth a rank: far below what handing on a person costs
  constexpr double kGolden = 0.6180339887498949;
  if (!result.has_point) return;
  Programme programme = builder.programme;
  for (std::size_t column = 0; column < programme.columns(); ++column) {
    if (!programme.integer()[column]) continue;
    programme.fix_column(column, result.point[column]);
    programme.integer()[column] = false;
  }
  for (const auto& [j, column] : builder.columns.manned)
    if (builder.costs_nothing_to_man(j)) programme.fix_column(column, 1.0);
  for (const auto& [g, handed] : builder.columns.handed) {
    const double turn = kGolden * static_cast<double>(g + 1);
    double rank = 0.0;
    for (const std::size_t j : preferred_sites(data, groups[g]))
      programme.cost()[builder.columns.serve.at({g, j})] =
          kPreference * ++rank * (1.0 + turn - std::floor(turn));
  }
  EngineResult settled = solve_continuous(programme, {});
  constexpr double kTolerance = 1e-6;
  if (settled.stop == Stop::optimal) unman_idle_sites(builder, settled.point);
  if (settled.stop != Stop::optimal || builder.programme.violation_at(settled.point) > kTolerance) return;
  const double objective = builder.programme.objective_at(settled.point);
  if (objective > result.objective + kTolerance * (1.0 + std::abs(result.objective))) return;
  result.point = std::move(settled.point);
  result.objective = std::min(result.objective, objective);
}

template <class T>
void append_bytes(std::string& key, const std::vector<T>& values) {
  const std::size_t count = values.size();
  key.append(reinterpret_cast<const char*>(&count), sizeof count);
  if (count > 0) key.append(reinterpret_cast<const char*>(values.data()), count * sizeof(T));
}

std::string content_of(const Programme& programme) {
  std::string key;
  append_bytes(key, programme.cost());
  append_bytes(key, programme.low());
  append_bytes(key, programme.high());
  append_bytes(key, programme.row_low());
  append_bytes(key, programme.row_high());
  append_bytes(key, programme.row_start());
  append_bytes(key, programme.terms());
  for (const bool whole : programme.integer()) key += whole ? '1' : '0';
  return key;
}

void read_component(const ComponentBuilder& builder, const EngineResult& result,
                    const std::vector<CellGroup>& groups, PostureSolution& solution) {
  for (const auto& [region, column] : builder.columns.people) {
    solution.people[region] = static_cast<int>(std::lround(result.point[column]));
  }
  for (const auto& [j, column] : builder.columns.manned) solution.manned[j] = result.point[column] > 0.5;
  const auto give = [&](std::size_t g, Provider provider, double persons) {
    const double share = std::clamp(persons / groups[g].persons, 0.0, 1.0);
    for (const std::size_t c : groups[g].cells) {
      // The engine's tolerance is not a dropped task.
      if (share > 1e-7) solution.share[c][static_cast<std::size_t>(provider)] += share;
    }
  };
  for (const auto& [key, column] : builder.columns.serve) {
    const double persons = result.point[column];
    if (persons <= 1e-7) continue;
    give(key.first, Provider::coalition, persons);
    solution.persons[groups[key.first].task.index][key.second] += persons;
  }
  for (const auto& [g, column] : builder.columns.handed) give(g, groups[g].besides, result.point[column]);
  for (const auto& [g, column] : builder.columns.dropped) give(g, Provider::none, result.point[column]);
}

// Who meets the cells that no coalition site serves: by assignment, or because none is in reach.
void share_out_the_rest(const NeedsData& data, const Posture& posture, const std::vector<CellGroup>& groups,
                        PostureSolution& solution) {
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    const Provider assigned = posture.provider[data.cells[c].task.index];
    if (assigned == Provider::coalition) continue;
    const Task& task = data.mission.tasks[data.cells[c].task.index];
    solution.share[c][static_cast<std::size_t>(provider_besides_coalition(task, assigned))] = 1.0;
  }
  for (const CellGroup& group : groups) {
    if (!group.sites.empty() && group.persons > 0.0) continue;
    // A demand that asks for nobody is met by whoever is there.
    const Provider provider = group.sites.empty() ? group.besides : Provider::coalition;
    for (const std::size_t c : group.cells) solution.share[c][static_cast<std::size_t>(provider)] = 1.0;
    const double weight = provider == Provider::none        ? data.options.dropped_weight
                          : provider == Provider::coalition ? 0.0
                                                            : data.options.handed_on_weight;
    solution.objective += weight * group.persons;
    solution.bound += weight * group.persons;
    if (provider == Provider::none && group.mandatory) solution.stop = Stop::infeasible;
  }
}

Stop worse(Stop a, Stop b) {
  return static_cast<int>(a) >= static_cast<int>(b) ? a : b;
}

void check_shape(const Mission& mission, const Posture& posture) {
  const bool fits =
      posture.site_open.size() == mission.sites.size() && posture.troops.size() == mission.regions.size() &&
      posture.label.size() == mission.regions.size() && posture.provider.size() == mission.tasks.size();
  if (!fits) throw std::logic_error("a posture's vectors do not fit the mission's sites, regions and tasks");
}

}  // namespace

PostureSolution solve_posture(const NeedsData& data, const Posture& posture, const Engine& engine,
                              SolvedProgrammes& solved) {
  check_shape(data.mission, posture);
  PostureSolution solution;
  solution.persons.assign(data.mission.tasks.size(), std::vector<double>(data.mission.sites.size(), 0.0));
  solution.people.assign(data.mission.regions.size(), 0);
  solution.manned.assign(data.mission.sites.size(), false);
  solution.share.assign(data.cells.size(), {});
  const auto groups = coalition_groups(data, posture);
  const auto protection = protection_by_site(data.mission, data.threat, posture);
  const EngineOptions engine_options = {.most_nodes = data.options.most_nodes,
                                        .seconds = data.options.seconds,
                                        .gap = data.options.gap,
                                        .absolute_gap = data.options.person_gap,
                                        .start = {}};
  for (const Component& component :
       components_of(data.mission, usable_sites(data.mission, posture), groups)) {
    // First as stated; where the mandatory tasks cannot all be met, the least that must be dropped.
    for (const bool elastic : {false, true}) {
      const ComponentBuilder builder(data, posture, groups, protection, component, elastic);
      auto [place, is_new] = solved.try_emplace(content_of(builder.programme));
      if (is_new) {
        const auto small = solve_small(builder.programme, engine_options);
        place->second = small ? *small : engine.solve(builder.programme, engine_options);
        settle_ties(data, builder, groups, place->second);
      }
      const EngineResult& result = place->second;
      solution.stop = worse(solution.stop, result.stop);
      if (!result.has_point && !elastic) continue;
      if (!result.has_point)
        throw std::runtime_error("the elastic programme found no point within its limits");
      solution.objective += result.objective;
      solution.bound += result.bound;
      read_component(builder, result, groups, solution);
      break;
    }
  }
  share_out_the_rest(data, posture, groups, solution);
  return solution;
}

}  // namespace handover::needs
