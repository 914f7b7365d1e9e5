// A presence over months: whole units of several types placed in regions so that tasks are covered, month by
// month, within what can be moved. The form in which a timeline's steps are checked to be executable.
#pragma once

#include "needs/programme.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace handover::needs {

// All arrays are row-major in the order their comment names.
struct PresenceProblem {
  std::size_t months = 0, regions = 0, tasks = 0, types = 0;
  std::vector<double> demand;      // [month][task][region], in the task's unit
  std::vector<double> capability;  // [type][task] demand that one unit serves when it does nothing else
  std::vector<double> persons;     // [type]
  std::vector<bool> reach;         // [task][from region][to region]
  std::vector<double> capacity;    // [month][region] persons that the open sites hold; 0: closed
  std::vector<double> lift;        // [month] persons that can arrive or leave
  std::vector<double> drop_cost;   // [task] persons' worth for one unit of demand left undone for a month
  std::vector<int> start;          // [type][region] units there before the first month
  double protection_per_person = 0.15;  // persons who protect each other person
  double move_cost = 0.25;              // persons' worth of one person's arrival or departure

  std::size_t demand_at(std::size_t m, std::size_t t, std::size_t r) const {
    return (m * tasks + t) * regions + r;
  }
  bool reaches(std::size_t t, std::size_t from, std::size_t to) const {
    return reach[(t * regions + from) * regions + to];
  }
};

// Problems of shape and sense, in words; empty when the problem is sound.
std::vector<std::string> check_presence_problem(const PresenceProblem& problem);

struct PresencePlan {
  std::vector<int> units;       // [month][type][region]
  std::vector<double> dropped;  // [month][task][region]
  std::vector<double> persons;  // [month] protection included
  std::vector<double> moved;    // [month] persons who arrived or left
  double objective = 0.0;       // persons' months, moves and undone demand, in persons' worth
  double bound = -kNoLimit;     // no plan does better
  double gap = 0.0;
  Stop stop = Stop::time_limit;
  double first_after_seconds = 0.0;  // until the first plan
  double first_objective = 0.0;
  double seconds = 0.0;
  int months_proven = 0;  // months whose own programme was solved to the gap asked for
};

struct PresenceOptions {
  double seconds = 60.0;
  bool processor_time = false;  // seconds of this process's processor: for measuring on a busy machine
  double gap = 0.01;
};

// A rounding start month by month; then the months' programmes with what a unit is worth to the next month
// (prices from the relaxation of the whole) in a rolling horizon, and fix-and-optimise between neighbours
// (Pochet & Wolsey 2006, section 3.6). The bound is the Lagrangian one that decomposes by month at those
// prices (Geoffrion 1974): at least the relaxation's, and better by what whole units cost. Throws
// std::logic_error when the problem is not sound.
PresencePlan solve_presence(const PresenceProblem& problem, const Engine& engine,
                            const PresenceOptions& options = {});

// What a plan costs and the largest violation of any limit, computed from the units alone: the check that is
// independent of the solver. Demand is shared out by a linear programme.
struct PresenceCheck {
  double objective = 0.0, violation = 0.0;
};
PresenceCheck check_presence_plan(const PresenceProblem& problem, const std::vector<int>& units);

// An instance with regions on a plane, tasks of different reach, demand with seasons, shocks and a decline,
// sites that close. The same seed gives the same instance.
struct PresenceShape {
  std::size_t regions = 18, tasks = 9, types = 4, months = 24;
  std::uint64_t seed = 1;
  double tightness = 1.3;    // capacity over what the demand would need
  double lift_share = 0.12;  // of the presence that can be moved in a month
};
PresenceProblem generate_presence(const PresenceShape& shape);

}  // namespace handover::needs
