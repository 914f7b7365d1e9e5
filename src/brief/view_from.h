// From each module's results to blocks of the view. Private to this module.
#pragma once

#include "brief/brief.h"

namespace handover::brief {

// Title, question, situation, sources, assumptions, and what must never be published.
void add_mission(const Inputs& inputs, View& view);
// Contradictions, how the models use them, and stale ratings: computed here from the mission.
void add_evidence(const Mission& mission, View& view);
void add_threat(const Mission& mission, const threat::ThreatReport* report, View& view);
void add_needs(const Mission& mission, const std::vector<NeedsAt>& needs, View& view);
void add_talks(const Mission& mission, const talks::TalksReport* report, View& view);

// The statements of the two sides compared, when the mission holds one of each.
void add_statements(const Mission& mission, View& view);
void add_partner(const Mission& mission, const partner::PartnerReport* report, View& view);
// Agreement map, price, answer; calls the three below.
void add_timeline(const Mission& mission, const timeline::TimelineReport* report, View& view);
void add_course(const Mission& mission, const timeline::TimelineReport* report, View& view);
void add_breaks(const timeline::TimelineReport* report, View& view);
void add_claims(const Mission& mission, const timeline::TimelineReport* report, View& view);

// Troops by region and step, and attacks.
void add_places(const Mission& mission, const timeline::TimelineReport* report, View& view);
// Page one, in short sentences and paired differences.
void add_first_page(const Mission& mission, const timeline::TimelineReport* report, View& view);
// Draft clauses of a joint statement, and an agenda for the next session.
void add_clauses(const Mission& mission, const timeline::TimelineReport* report, View& view);

// Traces to the mission's source table; nothing for an index outside it.
std::vector<Trace> trace_of(const Mission& mission, SourceId source);

// A section that a module gave nothing for.
Line not_assessed();
// Columns that anybody may read.
std::vector<Column> published_columns(const std::vector<std::string>& titles);

// Who may read what depends on one thing that tells scenarios apart; on several of them.
Audience audience_of(const timeline::ScenarioInput& input);
Audience audience_of(const timeline::TimelineReport& report, const std::vector<std::size_t>& inputs);

}  // namespace handover::brief
