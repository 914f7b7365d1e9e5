#include "brief/view_from.h"
#include "brief/words.h"
#include "mission/names.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace handover::brief {
namespace {

// Words that say what kind of place a site is, not which: without them the rest is its proper name.
constexpr std::array<std::string_view, 12> kKinds = {" air base", " airbase",  " air field", " airfield",
                                                     " base",     " camp",     " barracks",  " outpost",
                                                     " site",     " garrison", " port",      " depot"};

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// Names that belong to more than a site: countries' regions, zones, actors. They may be published.
std::set<std::string> common_names(const Mission& mission) {
  std::set<std::string> names;
  const auto add = [&](const std::string& name) { names.insert(lower_case(name)); };
  for (const Zone& zone : mission.zones) add(zone.id), add(zone.name);
  for (const Region& region : mission.regions) add(region.id), add(region.name);
  for (const Actor& actor : mission.actors) add(actor.id), add(actor.name);
  for (const Party& party : mission.parties) add(party.id), add(party.name);
  add(mission.host_name), add(mission.coalition_name), add(mission.title);
  return names;
}

// A site's id and name, the name without what stands in brackets and without its kind, and what stands in
// them.
std::vector<std::string> names_of_site(const Site& site) {
  std::vector<std::string> names = {site.id, site.name};
  const std::size_t bracket = site.name.find(" (");
  std::string proper = site.name.substr(0, bracket);
  names.push_back(proper);
  for (const std::string_view kind : kKinds) {
    const std::string lower = lower_case(proper);
    if (lower.size() > kind.size() && lower.compare(lower.size() - kind.size(), kind.size(), kind) == 0) {
      proper.resize(proper.size() - kind.size());
      names.push_back(proper);
      break;
    }
  }
  if (bracket != std::string::npos) {
    const std::size_t end = site.name.find(')', bracket);
    names.push_back(site.name.substr(bracket + 2, end == std::string::npos ? end : end - bracket - 2));
  }
  return names;
}

std::vector<std::string> never_published(const Mission& mission) {
  const auto common = common_names(mission);
  std::vector<std::string> secrets;
  const auto add = [&](const std::string& name) {
    if (name.size() < 4 || common.contains(lower_case(name))) return;
    if (std::find(secrets.begin(), secrets.end(), name) == secrets.end()) secrets.push_back(name);
  };
  for (const Site& site : mission.sites) {
    for (const std::string& name : names_of_site(site)) add(name);
  }
  for (const PartyRule& rule : mission.rules) {
    for (const RedLine& line : rule.lines) add(line.words);
  }
  return secrets;
}

Line troops_line(const Mission& mission) {
  Line line{.label = "Troops."};
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
  if (parts.empty()) return {};
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

Line talks_line(const Mission& mission) {
  if (mission.sessions.empty()) return {};
  Line line{.label = "Talks."};
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

Line legal_line(const Mission& mission) {
  std::string consent, mandates, ended, missing;
  for (const Instrument& instrument : mission.instruments) {
    const bool lapsed = instrument.known.to < mission.as_of;
    std::string& list = !instrument.in_force                         ? missing
                        : lapsed                                     ? ended
                        : instrument.kind == InstrumentKind::mandate ? mandates
                                                                     : consent;
    list += (list.empty() ? "" : ", ") + instrument.name;
  }
  Line line{.label = "Legal frame."};
  const auto say = [&](const char* lead, const std::string& names) {
    if (!names.empty()) line.text += (line.text.empty() ? "" : " ") + (lead + names + ".");
  };
  say("In force: ", consent);
  say("By a mandate, which is no host's consent: ", mandates);
  say("Ended: ", ended);
  say("Not there: ", missing);
  if (line.text.empty()) return {};
  line.traces = trace_of(mission, mission.instruments.front().known.source);
  return line;
}

Section assumptions_of(const Mission& mission) {
  Section section{.title = "What is assumed"};
  Table table{.id = "assumptions",
              .title = "Effects that no table settles: a scenario is one draw of all of them",
              .header = {"Assumption", "Low", "Most likely", "High", "Unit", "From", "Why"}};
  for (const Assumption& assumption : mission.assumptions) {
    std::string name = assumption.key;
    std::replace(name.begin(), name.end(), '_', ' ');
    const auto number = [](double value) { return fmt::format("{:g}", value); };
    Row row{.cells = {name, number(assumption.range.low), number(assumption.range.mode),
                      number(assumption.range.high), assumption.unit,
                      assumption.judgement ? "assumed" : "data", assumption.reason},
            .traces = trace_of(mission, assumption.known.source)};
    if (is_attack_effect(assumption.key)) row.reveals = Reveals::attack_effect;
    table.rows.push_back(std::move(row));
  }
  table.note =
      "Effects on rates are natural logarithms of a rate ratio: 0 is none, 0.69 doubles, \xE2\x88\x92"
      "0.69 halves.";
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

Section rules_of(const Mission& mission) {
  Section section{.title = "By which rules each party judges"};
  Table table{.id = "rules",
              .title = "Red lines: a scenario counts as kept when all of a party's lines are",
              .header = {"Party", "In its words", "Measured by", "Broken in more than", "Standing"},
              .reveals = Reveals::red_line};
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
              .traces = trace_of(mission, line.source)};
      const auto& views = mission.private_views;
      if (std::find(views.begin(), views.end(), rule.party) != views.end())
        row.reveals = party.side == Side::coalition ? Reveals::coalition_private : Reveals::host_private;
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

bool is_attack_effect(std::string_view key) {
  for (const std::string_view part : {"strike", "death", "militia", "insurgent", "adversary", "attack",
                                      "shock", "retaliation", "expulsion", "early_exit"}) {
    if (key.find(part) != std::string_view::npos) return true;
  }
  return false;
}

bool tells_of_attacks(const timeline::ScenarioInput& input) {
  return input.of_attacks || is_attack_effect(input.key);
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
      "survives the replications we can imagine?";
  view.answer = {"Not assessed: no timeline has been searched."};
  for (const Source& source : mission.sources) {
    view.sources.push_back({source.id, source.title, source.publisher, source.url, source.published,
                            fmt::format("{}{}", source.reliability, source.credibility)});
  }
  view.situation.title = "Situation";
  for (Line line : {troops_line(mission), talks_line(mission), legal_line(mission)}) {
    if (!line.text.empty()) view.situation.lines.push_back(std::move(line));
  }
  view.annex.push_back(rules_of(mission));
  view.annex.push_back(assumptions_of(mission));
  view.never_published = never_published(mission);
}

}  // namespace handover::brief
