// A mission as people at a table need it: its names, its plans, what is assumed. Every key has its audience.
#pragma once

#include "mission/mission.h"
#include "report/session_figures.h"

namespace handover::report {

// {mission, title, as_of, horizon, host, coalition, parties[], regions[], streams[], tasks[], functions[],
// sites[], units[], patrons[], metrics..., plans[{id, name, steps}], red_lines[], counts{}}
Json mission_document(const Mission& mission, const MayRead& may);

// The keys of `plan_as_document` that a reader may see. A plan that was laid on the table is known to both
// sides but for the places it names (the caller searches for secrets) and what puts a step back.
Json plan_for(const MayRead& may, const Json& plan);
// The other way: what the reader could not see stays as it is in `base`, step by step.
Json plan_completed(const MayRead& may, Json plan, const Json& base);

// [{key, low, mode, high, shape, unit, reason, source, grade, judgement, help, literature}]
Json assumptions_for(const Mission& mission, const MayRead& may);
// Of one red line: {line, party, party_name, words, metric, at_most, threshold, tolerated, by, source,
// illustrative}
Json red_lines_for(const Mission& mission, const MayRead& may);

// {state, sessions[], commitments[], instruments[], issues[{positions[], gap}], calendar[]}
Json talks_for(const Mission& mission, const MayRead& may);
// What tells two days' views of one folder apart: [{table, what, before, after, source, known_from}]
Json changes_for(const Mission& now, const Mission& then, const MayRead& may);

// Where a source is named: {id, title, publisher, published, url, grade}
Json source_document(const Mission& mission, SourceId source);

}  // namespace handover::report
