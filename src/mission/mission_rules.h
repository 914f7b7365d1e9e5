// What has to hold between the tables of a mission, in its plans and in mission.toml, as a list: the one
// place for "what is doubtful here" beyond a single table. What holds within one table stands in
// constraints.h.
#pragma once

#include "mission/constraints.h"
#include "mission/doubtful.h"

#include <span>
#include <string_view>
#include <vector>

namespace handover {

struct Loading;
class RuleFindings;

struct MissionRule {
  std::string_view key;
  Grade grade;
  std::string_view says;  // one line, for the documentation
  void (*check)(RuleFindings&);
};

std::span<const MissionRule> mission_rules();  // need no plan
std::span<const MissionRule> plan_rules();

// Both only when nothing was refused before: names are then whole.
void check_mission_rules(Loading& loading);
void check_plan_rules(Loading& loading);

// By file and line.
void sort_doubts(std::vector<Doubt>& doubts);

// Where a measure can lie at all: a threshold outside of it is never or always met.
struct MeasureBounds {
  double low, high;
};
MeasureBounds bounds_of_metric(std::size_t metric);
MeasureBounds bounds_of_observable(std::size_t observable);

}  // namespace handover
