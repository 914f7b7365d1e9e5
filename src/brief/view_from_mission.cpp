#include "brief/view_from.h"
#include "brief/words.h"
#include "mission/assumption_keys.h"
#include "mission/legal_frame.h"
#include "mission/names.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

std::optional<Line> troops_line(const Mission& mission) {
  Line line{.audience = Audience::published, .label = "Troops."};
  int low = 0, high = 0;
  std::string parts;
  for (const TroopCount& count : mission.troops) {
    if (mission.as_of < count.known.from || mission.as_of > count.known.to) continue;
    low += count.low, high += count.high;
    const std::string region =
        count.region.index < mission.regions.size() ? mission.regions[count.region.index].name : "";
    parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", region, range_text(count.low, count.high));
    for (Trace& trace : trace_of(mission, count.known.source)) {
      line.assumed = line.assumed || trace == "source:judgement";
      if (std::find(line.traces.begin(), line.traces.end(), trace) == line.traces.end())
        line.traces.push_back(trace);
    }
  }
  if (parts.empty()) return std::nullopt;
  line.text = fmt::format("{} foreign troops are counted ({}); whom no source counts is missing here.",
                          range_text(low, high), parts);
  return line;
}

const char* words_of(TalksState state) {
  switch (state) {
    case TalksState::announced:
      return "announced";
    case TalksState::in_session:
      return "in session";
    case TalksState::suspended:
      return "suspended";
    case TalksState::agreed:
      return "agreed";
    case TalksState::collapsed:
      return "broken off";
    case TalksState::expelled:
      return "ended by expulsion";
  }
  return "";
}

std::optional<Line> talks_line(const Mission& mission) {
  if (mission.sessions.empty()) return std::nullopt;
  Line line{.audience = Audience::published, .label = "Talks."};
  // Consecutive rows of one state are meetings within it; the state began with the first of them.
  std::size_t since = mission.sessions.size() - 1;
  while (since > 0 && mission.sessions[since - 1].state == mission.sessions.back().state) --since;
  const SessionEvent &last = mission.sessions.back(), &begun = mission.sessions[since];
  line.text = fmt::format("{} since {}", capital(words_of(last.state)), day_text(begun.known.from));
  line.traces = trace_of(mission, begun.known.source);
  if (&mission.sessions.front() != &begun) {
    line.text += fmt::format("; {} {}", words_of(mission.sessions.front().state),
                             day_text(mission.sessions.front().known.from));
  }
  for (const SessionEvent& event : mission.sessions) {
    if (event.state != TalksState::suspended) continue;
    line.text += fmt::format("; suspended {} ({})", day_text(event.known.from), event.cause);
  }
  line.text += ".";
  return line;
}

std::optional<Line> legal_line(const Mission& mission) {
  if (mission.instruments.empty()) return std::nullopt;
  const LegalFrame frame = legal_frame(mission, mission.as_of);
  Line line{.audience = Audience::published, .label = "Legal frame."};
  const auto say = [&](const char* lead, const std::vector<LegalFrame::Entry>& entries) {
    std::string names;
    for (const LegalFrame::Entry& entry : entries) {
      names += (names.empty() ? "" : ", ") + entry.name;
      for (Trace& trace : trace_of(mission, entry.source)) {
        if (std::find(line.traces.begin(), line.traces.end(), trace) == line.traces.end())
          line.traces.push_back(trace);
      }
    }
    if (!names.empty()) line.text += (line.text.empty() ? "" : " ") + (lead + names + ".");
  };
  if (!frame.rests_on_consent()) line.text = "No invitation or agreement of the host is in force.";
  say("By the host's consent: ", frame.consent);
  say("By a mandate, which is no host's consent: ", frame.mandates);
  say("By a claim of self-defence, which is no host's consent: ", frame.self_defence_claims);
  say("By a request, which is no consent: ", frame.requests);
  say("Ended: ", frame.ended);
  say("Not there: ", frame.missing);
  return line;
}

Section assumptions_of(const Mission& mission) {
  Section section{.title = "What is assumed", .audience = Audience::published};
  Table table{
      .id = "assumptions",
      .title = "Effects that no table settles: a scenario is one draw of all of them",
      .columns = published_columns({"Assumption", "Low", "Most likely", "High", "Unit", "From", "Why"}),
      .audience = Audience::published};
  for (const Assumption& assumption : mission.assumptions) {
    std::string name = assumption.key;
    std::replace(name.begin(), name.end(), '_', ' ');
    const auto number = [](double value) { return fmt::format("{:g}", value); };
    Row row{.cells = {name, number(assumption.range.low), number(assumption.range.mode),
                      number(assumption.range.high), assumption.unit,
                      assumption.judgement ? "assumed" : "data", assumption.reason},
            .traces = trace_of(mission, assumption.known.source),
            .audience = audience_of_assumption(assumption.key)};
    table.rows.push_back(std::move(row));
  }
  table.note =
      "Effects on rates are natural logarithms of a rate ratio: 0 is none, 0.69 doubles, \xE2\x88\x92"
      "0.69 halves.";
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

Section rules_of(const Mission& mission) {
  Section section{.title = "By which rules each party judges", .audience = Audience::joint};
  Table table{.id = "rules",
              .title = "Red lines: a scenario counts as kept when all of a party's lines are",
              .columns = {{"Party", Audience::joint},
                          {"In its words", Audience::joint},
                          {"Measured by", Audience::joint},
                          {"Broken in more than", Audience::joint},
                          {"Standing", Audience::joint}},
              .audience = Audience::joint};
  for (const PartyRule& rule : mission.rules) {
    if (rule.party.index >= mission.parties.size()) continue;
    const Party& party = mission.parties[rule.party.index];
    for (const RedLine& line : rule.lines) {
      const std::string metric = fmt::format(
          "{} {} {}{}", word_of(line.metric), line.compare == Compare::at_most ? "at most" : "at least",
          rounded(line.threshold), line.by ? " by " + month_text(*line.by) : "");
      Row row{.cells = {party.name, line.words, metric,
                        fmt::format("{:.0f} of 100 replications", 100.0 * line.tolerated.value()),
                        line.illustrative ? "illustrative" : "stated"},
              .traces = trace_of(mission, line.source),
              .audience = audience_of(mission, rule, line)};
      table.rows.push_back(std::move(row));
    }
  }
  for (Row& row : table.rows) std::replace(row.cells[2].begin(), row.cells[2].end(), '_', ' ');
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

std::vector<Trace> trace_of(const Mission& mission, SourceId source) {
  if (source.index >= mission.sources.size()) return {};
  return {"source:" + mission.sources[source.index].id};
}

Line not_assessed() {
  return {.text = "Not assessed.", .audience = Audience::published};
}

std::vector<Column> published_columns(const std::vector<std::string>& titles) {
  std::vector<Column> columns;
  for (const std::string& title : titles) columns.push_back({title, Audience::published});
  return columns;
}

Audience audience_of(const timeline::ScenarioInput& input) {
  const Audience audience = input.key.empty() ? Audience::published : audience_of_assumption(input.key);
  return input.of_attacks ? narrower(audience, Audience::own_side) : audience;
}

Audience audience_of(const timeline::TimelineReport& report, const std::vector<std::size_t>& inputs) {
  Audience audience = Audience::published;
  for (const std::size_t index : inputs) {
    // What is not known is not published.
    audience = narrower(
        audience, index < report.inputs.size() ? audience_of(report.inputs[index]) : Audience::own_side);
  }
  return audience;
}

void add_mission(const Inputs& inputs, View& view) {
  const Mission& mission = *inputs.mission;
  view.mission = mission.id, view.title = mission.title;
  view.host_name = mission.host_name, view.coalition_name = mission.coalition_name;
  view.as_of = mission.as_of, view.inputs_sha256 = mission.inputs_sha256;
  view.seed = inputs.seed, view.version = inputs.version, view.sample = inputs.sample;
  for (const PartyId party : mission.private_views)
    view.private_views.push_back(mission.parties[party.index].side);
  view.question =
      "When can the mission end, and when its last presence, so that both sides can sign and the plan "
      "survives the futures we can imagine?";
  view.answer.text = "Not assessed: no timeline has been searched.";
  for (const Source& source : mission.sources) {
    view.sources.push_back({source.id, source.title, source.publisher, source.url, source.published,
                            fmt::format("{}{}", source.reliability, source.credibility)});
  }
  view.situation.title = "Situation";
  for (const auto& line : {troops_line(mission), talks_line(mission), legal_line(mission)}) {
    if (line) view.situation.lines.push_back(*line);
  }
  view.annex.push_back(rules_of(mission));
  view.annex.push_back(assumptions_of(mission));
  view.secrets = secrets_of(mission);
}

}  // namespace handover::brief
