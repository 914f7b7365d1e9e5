// One posture as integer programmes, one for each set of sites that share work or troops. Private to the
// module.
#pragma once

#include "needs/cells.h"
#include "needs/programme.h"

#include <map>
#include <memory>
#include <string>

namespace handover::needs {

// What does not change from posture to posture.
struct NeedsData {
  NeedsData(const Mission& mission, const ThreatDemand& threat, const SolveOptions& options);

  const Mission& mission;
  const ThreatDemand& threat;
  const SolveOptions& options;
  ResponseTimes times;
  std::vector<Cell> cells;
  std::vector<std::vector<bool>> reach;  // [cell][site]
};

// Cells of one task that the same open sites can reach: one column a site serves them all. What those who
// stay rely on where they are is a group of its own: it is the last to be handed on.
struct CellGroup {
  TaskId task;
  std::vector<std::size_t> cells;
  std::vector<std::size_t> sites;  // open, in reach
  double persons = 0.0;
  Provider besides = Provider::none;
  bool mandatory = false;
  bool relied_on_here = false;  // an enabler where an open site is: those who stay rely on it
};

struct PostureSolution {
  Stop stop = Stop::optimal;
  double objective = 0.0, bound = 0.0;
  std::vector<std::vector<double>> persons;           // [task][site] persons' worth of work
  std::vector<int> people;                            // [region] whole persons, protection included
  std::vector<bool> manned;                           // [site]
  std::vector<std::array<double, kProviders>> share;  // [cell][provider]; `none` is dropped
  std::vector<std::string> binding;
};

// Solutions of programmes already met, by their content: postures share most of theirs.
using SolvedProgrammes = std::map<std::string, EngineResult>;

PostureSolution solve_posture(const NeedsData& data, const Posture& posture, const Engine& engine,
                              SolvedProgrammes& solved);

// Sites that are open in the posture and whose region still bears a label.
std::vector<std::size_t> usable_sites(const Mission& mission, const Posture& posture);
// Groups of cells whose task the coalition provides in this posture.
std::vector<CellGroup> coalition_groups(const NeedsData& data, const Posture& posture);

std::unique_ptr<Engine> make_engine(EngineChoice choice);

}  // namespace handover::needs
