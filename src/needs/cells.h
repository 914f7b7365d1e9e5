// What is asked for, cell by cell, and who can reach it. Private to the module.
#pragma once

#include "needs/movement.h"
#include "needs/needs.h"

namespace handover::needs {

// A task in a zone.
struct Cell {
  TaskId task;
  ZoneId zone;
  double demand = 0.0;   // in the task's own unit, threat included
  double persons = 0.0;  // demand times the troop-to-task ratio
  double incidents = 0.0;
  SourceId source;
};

// Persons that protect a manned site: `standing` whoever is there, `per_person` for each other person.
struct Protection {
  double standing = 0.0, per_person = 0.0;
};

// Cells with a demand above zero, force protection apart.
std::vector<Cell> demand_cells(const Mission& mission, const ThreatDemand& threat);
// By site, for the force-protection tasks that the coalition provides in this posture. A task with demand
// rows asks for ratio * demand at each manned site of the zone (the median of the stated zones where a zone
// has no row); one without rows asks for `ratio` per protected person.
std::vector<Protection> protection_by_site(const Mission& mission, const ThreatDemand& threat,
                                           const Posture& posture);

// The same for one of those tasks.
std::vector<Protection> protection_of(const Mission& mission, const ThreatDemand& threat,
                                      const Posture& posture, TaskId task);
// Persons at a site who protect `work` others there.
inline double guards(const Protection& protection, double work) {
  return protection.per_person * work + protection.standing;
}

double incidents_in(const Mission& mission, const ThreatDemand& threat, ZoneId zone);

// Who meets the cell without the coalition's persons in the theatre: the posture's provider, or, where that
// is the coalition, the next in the task's own list that can. Provider::none: nobody.
Provider provider_besides_coalition(const Task& task, Provider assigned);

// Whether the site's people can answer the cell in time. Tasks without a response time are met from the
// zone's own region or from a site that sustains it.
bool reaches(const Mission& mission, const ResponseTimes& times, const Site& site, const Task& task,
             ZoneId zone, std::optional<int> month_of_year);

}  // namespace handover::needs
