// What a changed plan does, for one reader.
#pragma once

#include "report/session_figures.h"
#include "report/what_if_study.h"

namespace handover::report {

// {scenarios, replications, seed, version, inputs_sha256, joint{}, parties[], harms[], regions[],
// red_lines[], steps[], warnings[], signature{}}
Json change_document(const WhatIfStudy& study, const Plan& before, const Plan& after,
                     const PlanChange& change, const MayRead& may);
Json reweighted_document(const WhatIfStudy& study, const Reweighted& result, const MayRead& may);

}  // namespace handover::report
