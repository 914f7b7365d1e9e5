#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "mission/assumption_keys.h"
#include "mission/legal_frame.h"
#include "mission/names.h"
#include "wording/assessments.h"
#include "wording/catalogue.h"
#include "wording/timeline.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

std::optional<Line> troops_line(const Mission& mission) {
  Line line{.audience = Audience::published, .label = say("brief.mission.troops")};
  int low = 0, high = 0;
  std::vector<std::string> parts;
  for (const TroopCount& count : mission.troops) {
    if (mission.as_of < count.known.from || mission.as_of > count.known.to) continue;
    low += count.low, high += count.high;
    const std::string region =
        count.region.index < mission.regions.size() ? mission.regions[count.region.index].name : "";
    parts.push_back(
        say("brief.mission.in_region", {{"region", region}, {"number", range_text(count.low, count.high)}}));
    for (Trace& trace : trace_of(mission, count.known.source)) {
      line.assumed = line.assumed || trace == "source:judgement";
      if (std::find(line.traces.begin(), line.traces.end(), trace) == line.traces.end())
        line.traces.push_back(trace);
    }
  }
  if (parts.empty()) return std::nullopt;
  line.text = say("brief.mission.foreign_troops_counted_whom_no",
                  {{"high", range_text(low, high)}, {"parts", list_text(parts)}});
  return line;
}

std::string words_of(TalksState state) {
  return wording::state_words(state, spoken());
}

std::optional<Line> talks_line(const Mission& mission) {
  if (mission.sessions.empty()) return std::nullopt;
  Line line{.audience = Audience::published, .label = say("brief.mission.talks")};
  // Consecutive rows of one state are meetings within it; the state began with the first of them.
  std::size_t since = mission.sessions.size() - 1;
  while (since > 0 && mission.sessions[since - 1].state == mission.sessions.back().state) --since;
  const SessionEvent &last = mission.sessions.back(), &begun = mission.sessions[since];
  std::vector<std::string> parts = {
      say("brief.mission.since", {{"state", capital(words_of(last.state))}, {"day", begun.known.from}})};
  line.traces = trace_of(mission, begun.known.source);
  if (&mission.sessions.front() != &begun) {
    parts.push_back(say("brief.mission.state_on", {{"state", words_of(mission.sessions.front().state)},
                                                   {"day", mission.sessions.front().known.from}}));
  }
  for (const SessionEvent& event : mission.sessions) {
    if (event.state != TalksState::suspended) continue;
    parts.push_back(say("brief.mission.suspended", {{"day", event.known.from}, {"cause", event.cause}}));
  }
  line.text = say("sentence", {{"words", parts_text(parts)}});
  return line;
}

std::optional<Line> legal_line(const Mission& mission) {
  if (mission.instruments.empty()) return std::nullopt;
  const LegalFrame frame = legal_frame(mission, mission.as_of);
  Line line{.audience = Audience::published, .label = say("brief.mission.legal_frame")};
  const auto tell = [&](const std::string& lead, const std::vector<LegalFrame::Entry>& entries) {
    std::vector<std::string> names;
    for (const LegalFrame::Entry& entry : entries) {
      names.push_back(entry.name);
      for (Trace& trace : trace_of(mission, entry.source)) {
        if (std::find(line.traces.begin(), line.traces.end(), trace) == line.traces.end())
          line.traces.push_back(trace);
      }
    }
    if (!names.empty())
      line.text += (line.text.empty() ? "" : " ") + say("sentence", {{"words", lead + list_text(names)}});
  };
  if (!frame.rests_on_consent()) line.text = say("brief.mission.no_invitation_or_agreement_host");
  tell(say("brief.mission.by_host_s_consent"), frame.consent);
  tell(say("brief.mission.by_mandate_which_no_host"), frame.mandates);
  tell(say("brief.mission.by_claim_self_defence_which"), frame.self_defence_claims);
  tell(say("brief.mission.by_request_which_no_consent"), frame.requests);
  tell(say("brief.mission.ended"), frame.ended);
  tell(say("brief.mission.not_there"), frame.missing);
  return line;
}

Section assumptions_of(const Mission& mission) {
  Section section{.title = say("brief.mission.what_is_assumed"), .audience = Audience::published};
  Table table{.id = "assumptions",
              .title = say("brief.mission.effects_that_no_table_settles"),
              .columns = published_columns({say("brief.mission.assumption"), say("brief.mission.low"),
                                            say("brief.mission.most_likely"), say("brief.mission.high"),
                                            say("brief.mission.unit"), say("brief.mission.from"),
                                            say("brief.mission.why")}),
              .audience = Audience::published};
  for (const Assumption& assumption : mission.assumptions) {
    std::string name = assumption.key;
    std::replace(name.begin(), name.end(), '_', ' ');
    const auto number = [](double value) { return figure_text(value, 4); };
    Row row{.cells = {name, number(assumption.range.low), number(assumption.range.mode),
                      number(assumption.range.high), assumption.unit,
                      assumption.judgement ? say("word.assumed") : say("word.data"), assumption.reason},
            .traces = trace_of(mission, assumption.known.source),
            .audience = audience_of_assumption(assumption.key)};
    table.rows.push_back(std::move(row));
  }
  table.note = say("brief.mission.effects_on_rates_natural_logarithms");
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

Section rules_of(const Mission& mission) {
  Section section{.title = say("brief.mission.by_which_rules_each_party"), .audience = Audience::joint};
  Table table{.id = "rules",
              .title = say("brief.mission.red_lines_scenario_counts_as"),
              .columns = {{say("word.party"), Audience::joint},
                          {say("brief.mission.in_its_words"), Audience::joint},
                          {say("brief.mission.measured_by"), Audience::joint},
                          {say("brief.mission.broken_more_than"), Audience::joint},
                          {say("word.standing"), Audience::joint}},
              .audience = Audience::joint};
  for (const PartyRule& rule : mission.rules) {
    if (rule.party.index >= mission.parties.size()) continue;
    const Party& party = mission.parties[rule.party.index];
    for (const RedLine& line : rule.lines) {
      const std::string metric = wording::metric_words(line, spoken());
      Row row{.cells = {party.name, line.words, metric,
                        say("brief.mission.of_replications",
                            {{"share", Exact{100.0 * line.tolerated.value(), 0}}}),
                        line.illustrative ? say("brief.mission.illustrative") : say("brief.mission.stated")},
              .traces = trace_of(mission, line.source),
              .audience = audience_of(mission, rule, line)};
      table.rows.push_back(std::move(row));
    }
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

// What the mission holds that is allowed and seldom meant. Where it stands, and what it is, may name a site.
Section doubts_of(const Mission& mission, const wording::Catalogue& say) {
  Section section{.title = say("brief.doubtful"), .audience = Audience::published};
  section.lines.push_back({.text = say("brief.doubtful_count", {{"count", mission.doubtful.size()}}),
                           .audience = Audience::published});
  Table table{.id = "doubtful",
              .title = say("brief.doubtful_table"),
              .columns = published_columns(
                  {say("brief.doubtful_where"), say("brief.doubtful_what"), say("brief.doubtful_hint")}),
              .audience = Audience::own_side};
  for (const Doubt& doubt : mission.doubtful) {
    const Problem& place = doubt.place;
    table.rows.push_back(
        {.cells = {place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : place.file,
                   (place.value.empty() ? "" : "'" + place.value + "' ") + place.what, place.hint},
         .audience = Audience::own_side});
  }
  section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

std::vector<Trace> trace_of(const Mission& mission, SourceId source) {
  if (source.index >= mission.sources.size()) return {};
  return {"source:" + mission.sources[source.index].id};
}

Line not_assessed() {
  return {.text = say("brief.not_assessed"), .audience = Audience::published};
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
    audience =
        narrower(audience, index < report.failures.inputs.size() ? audience_of(report.failures.inputs[index])
                                                                 : Audience::own_side);
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
  view.language = inputs.language;
  const wording::Catalogue& say = wording::Catalogue::of(inputs.language);
  view.question = say("brief.question");
  view.answer.text = say("brief.not_searched");
  for (const Source& source : mission.sources) {
    view.sources.push_back({source.id, source.title, source.publisher, source.url, source.published,
                            fmt::format("{}{}", source.reliability, source.credibility)});
  }
  view.situation.title = say("brief.situation");
  for (const auto& line : {troops_line(mission), talks_line(mission), legal_line(mission)}) {
    if (line) view.situation.lines.push_back(*line);
  }
  view.annex.push_back(rules_of(mission));
  view.annex.push_back(assumptions_of(mission));
  if (!mission.doubtful.empty()) view.annex.push_back(doubts_of(mission, say));
  view.secrets = secrets_of(mission);
}

}  // namespace handover::brief
