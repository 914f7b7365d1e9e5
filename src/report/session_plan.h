// A plan as a document that a page edits: the keys of a plan file, as JSON.
#pragma once

#include "report/documents.h"

#include <string>

namespace handover::report {

// {id, name, mission_end?, signed | unilateral, residual, reserve, presence_end?, phase[]}, every phase as
// changes from the one before it: what a plan file holds (docs/mission-format.md).
Json plan_as_document(const Mission& mission, const Plan& plan);

// The other way. Throws InputError naming the key: a key that no plan has, a name that the mission has not, a
// plan that cannot be signed. Documents nested deeper than a plan is are refused.
Plan plan_from_document(const Json& document, const Mission& mission);

// The posture at the end of every step and today's, as figures: troops by region, sites open, who does each
// task. [today, after step 1, ...]
Json postures_document(const Mission& mission, const Plan& plan);

}  // namespace handover::report
