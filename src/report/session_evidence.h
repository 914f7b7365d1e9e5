// What is known of a mission, for looking through and for searching.
#pragma once

#include "report/session_figures.h"

#include <string>

namespace handover::report {

// [{id, subject, relation, value, unit, area, from, to, said_by, source{}, note, line}]
Json facts_for(const Mission& mission, const MayRead& may);
// [{..., facts: how many state it}]
Json sources_for(const Mission& mission, const MayRead& may);
// [{kind, subject, relation, reasons[], sides[[fact]], fits_all[fact], used_by[]}]
Json contradictions_for(const Mission& mission, const MayRead& may);

// Facts, sessions, totals, commitments, statements and sources that hold the words, or words of one stem or
// meaning, best first:
// [{kind, text, said_by, date, source{}, score, id}]. At most `most`.
Json search_for(const Mission& mission, const std::string& question, std::size_t most, const MayRead& may);

}  // namespace handover::report
