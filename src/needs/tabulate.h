// From a solved posture to the fitted model's row and the report. Private to the module.
#pragma once

#include "needs/posture_programme.h"

namespace handover::needs {

// Foreigners' share of the demand of the tasks that advise each function, with today's sites and no limit.
std::vector<double> advising_today(const NeedsData& data, const Engine& engine, SolvedProgrammes& solved);

SolvedPosture tabulate(const NeedsData& data, const Posture& posture, const PostureSolution& solution,
                       const std::vector<double>& advised_today);

// Which of the statements behind an infeasible posture cannot hold together: fills `conflict`.
void explain_conflict(const NeedsData& data, const Posture& posture, const Engine& engine,
                      NeedsReport& report);

}  // namespace handover::needs
