#include "talks/table.h"

#include <algorithm>
#include <map>
#include <utility>

namespace handover::talks {
namespace {

constexpr double kNormalQuantile90 = 1.2815515655446004;

// Roles that place an actor on one side of the table; a constituency or a patron has no side of its own.
std::optional<Side> side_of_roles(const Actor& actor) {
  for (const Role role : actor.roles) {
    if (role == Role::coalition) return Side::coalition;
    if (role == Role::host) return Side::host;
  }
  return std::nullopt;
}

std::optional<Side> side_of(const Mission& mission, const Actor& actor) {
  const Actor* current = &actor;
  // The chain of command is short; the bound stops a circle of actors who answer to one another.
  for (std::size_t step = 0; step <= mission.actors.size(); ++step) {
    if (current->party && current->party->index < mission.parties.size()) {
      const Side side = mission.parties[current->party->index].side;
      return side == Side::other ? std::nullopt : std::optional{side};
    }
    if (const auto side = side_of_roles(*current)) return side;
    if (!current->answers_to || current->answers_to->index >= mission.actors.size()) return std::nullopt;
    current = &mission.actors[current->answers_to->index];
  }
  return std::nullopt;
}

Stake stake_of(const Position& position) {
  return {.actor = position.actor.index,
          .issue = position.issue.index,
          .position = {position.position},
          .salience = {position.salience},
          .influence = {position.influence},
          .veto = position.veto};
}

std::vector<IssueInputs> empty_inputs(const BargainTable& table) {
  std::vector<IssueInputs> inputs(table.issues.size());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    inputs[k].low = table.issues[k].low;
    inputs[k].high = table.issues[k].high;
    inputs[k].reference_point = table.issues[k].reference_point;
  }
  return inputs;
}

void add(IssueInputs& issue, const Stake& stake, double position, double salience, double influence) {
  issue.actor.push_back(stake.actor);
  issue.position.push_back(position);
  issue.salience.push_back(salience);
  issue.influence.push_back(influence);
  issue.veto.push_back(stake.veto);
}

}  // namespace

Judged exactly(double value) {
  return {.range = {value, value, value}};
}

double quantile(const Judged& judged, double probability, double scale_low, double scale_high) {
  const ThreePoint& range = judged.range;
  double value = range.mode;
  if (judged.form == RangeForm::triangular) {
    value = triangular_quantile(probability, range);
  } else if (judged.form == RangeForm::pert) {
    value = pert_quantile(probability, range);
  } else {
    const double spread = probability < 0.5 ? range.mode - range.low : range.high - range.mode;
    value = range.mode + spread / kNormalQuantile90 * normal_quantile(probability);
  }
  return std::clamp(value, scale_low, scale_high);
}

bool BargainTable::uncertain() const {
  return std::any_of(stakes.begin(), stakes.end(), [](const Stake& stake) {
    return !stake.position.exact() || !stake.salience.exact() || !stake.influence.exact();
  });
}

std::vector<std::vector<std::size_t>> linked_groups(const BargainTable& table) {
  const std::size_t n = table.issues.size();
  std::vector<std::size_t> group(n);
  bool any = false;
  for (std::size_t k = 0; k < n; ++k) {
    group[k] = k;
    any = any || table.issues[k].linked_to.has_value();
  }
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t other = any ? table.issues[k].linked_to.value_or(k) : 0;
    const std::size_t from = group[k], to = group[other];
    std::replace(group.begin(), group.end(), std::max(from, to), std::min(from, to));
  }
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (std::size_t k = 0; k < n; ++k) members[group[k]].push_back(k);
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [first, issues] : members) groups.push_back(std::move(issues));
  return groups;
}

BargainTable only_issues(const BargainTable& table, const std::vector<std::size_t>& issues) {
  BargainTable part;
  part.name = table.name;
  part.actors = table.actors;
  part.notes = table.notes;
  std::map<std::size_t, std::size_t> place;
  for (const std::size_t k : issues) {
    place[k] = part.issues.size();
    part.issues.push_back(table.issues[k]);
  }
  for (BargainIssue& issue : part.issues) {
    const auto found = issue.linked_to ? place.find(*issue.linked_to) : place.end();
    issue.linked_to = found == place.end() ? std::nullopt : std::optional{found->second};
  }
  for (const Stake& stake : table.stakes) {
    const auto found = place.find(stake.issue);
    if (found == place.end()) continue;
    part.stakes.push_back(stake);
    part.stakes.back().issue = found->second;
  }
  return part;
}

std::vector<double> IssueInputs::weights() const {
  std::vector<double> result(size());
  double total = 0.0;
  for (std::size_t i = 0; i < size(); ++i) total += result[i] = salience[i] * influence[i];
  if (!(total > 0.0)) std::fill(result.begin(), result.end(), 1.0);
  return result;
}

std::vector<IssueInputs> central_inputs(const BargainTable& table) {
  auto inputs = empty_inputs(table);
  for (const Stake& stake : table.stakes) {
    add(inputs[stake.issue], stake, central(stake.position), central(stake.salience),
        central(stake.influence));
  }
  return inputs;
}

std::vector<StakeDraw> draw_stakes(const BargainTable& table, const RandomStream& stream) {
  constexpr double kNoTop = 1e12;  // influence has a floor of zero and no ceiling
  std::vector<StakeDraw> draws(table.stakes.size());
  for (std::size_t s = 0; s < draws.size(); ++s) {
    const Stake& stake = table.stakes[s];
    const BargainIssue& issue = table.issues[stake.issue];
    const auto value = [&](const Judged& judged, std::size_t part, double low, double high) {
      if (judged.exact()) return judged.range.mode;
      return quantile(judged, stream.uniform_at(0, static_cast<std::uint32_t>(3 * s + part)), low, high);
    };
    draws[s] = {value(stake.position, 0, issue.low, issue.high), value(stake.salience, 1, 0.0, 100.0),
                value(stake.influence, 2, 0.0, kNoTop)};
  }
  return draws;
}

std::vector<IssueInputs> inputs_from(const BargainTable& table, const std::vector<StakeDraw>& draws) {
  auto inputs = empty_inputs(table);
  for (std::size_t s = 0; s < draws.size(); ++s) {
    const Stake& stake = table.stakes[s];
    add(inputs[stake.issue], stake, draws[s][0], draws[s][1], draws[s][2]);
  }
  return inputs;
}

std::vector<IssueInputs> draw_inputs(const BargainTable& table, const RandomStream& stream) {
  return inputs_from(table, draw_stakes(table, stream));
}

BargainTable table_of(const Mission& mission) {
  BargainTable table;
  table.name = mission.title;
  for (const Actor& actor : mission.actors)
    table.actors.push_back({actor.name.empty() ? actor.id : actor.name, side_of(mission, actor)});
  for (const Issue& issue : mission.issues) {
    BargainIssue& added = table.issues.emplace_back();
    added.name = issue.name.empty() ? issue.id : issue.name;
    added.id = issue.id;
    added.low = issue.low;
    added.high = issue.high;
    added.low_means = issue.low_means;
    added.high_means = issue.high_means;
    added.reference_point = issue.reference_point;
    if (issue.linked_to) added.linked_to = issue.linked_to->index;
  }
  // A later statement of the same actor on the same issue replaces the earlier one.
  std::map<std::pair<std::size_t, std::size_t>, const Position*> latest;
  for (const Position& position : mission.positions) {
    const Position*& held = latest[{position.issue.index, position.actor.index}];
    if (held == nullptr || held->known.from <= position.known.from) held = &position;
  }
  for (const auto& [key, position] : latest) table.stakes.push_back(stake_of(*position));
  return table;
}

}  // namespace handover::talks
