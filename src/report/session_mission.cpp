#include "report/session_mission.h"

#include "mission/assumption_keys.h"
#include "mission/names.h"
#include "mission/secrets.h"
#include "report/version.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace handover::report {
namespace {

constexpr Audience kAnybody = Audience::published, kTable = Audience::joint, kSide = Audience::own_side;

template <class Things>
Json id_and_name(const Things& things) {
  Json list = Json::array();
  for (const auto& thing : things) list.push_back({{"id", thing.id}, {"name", thing.name}});
  return list;
}

Json parties_of(const Mission& mission) {
  constexpr const char* sides[] = {"coalition", "host", "other"};
  Json list = Json::array();
  for (const Party& party : mission.parties)
    list.push_back({{"id", party.id},
                    {"name", party.name},
                    {"side", sides[static_cast<std::size_t>(party.side)]},
                    {"decides", party.decides}});
  return list;
}

Json sites_of(const Mission& mission) {
  Json list = Json::array();
  for (const Site& site : mission.sites) {
    Json sustains = Json::array();
    for (const RegionId region : site.sustains) sustains.push_back(mission.regions[region.index].id);
    list.push_back({{"id", site.id},
                    {"name", site.name},
                    {"region", mission.regions[site.region.index].id},
                    {"role", site.role},
                    {"open", site.open},
                    {"sustains", sustains}});
  }
  return list;
}

Json tasks_of(const Mission& mission) {
  Json list = Json::array();
  for (const Task& task : mission.tasks) {
    Json providers = Json::array();
    for (const Provider provider : task.providers) providers.push_back(word_of(provider));
    list.push_back(
        {{"id", task.id}, {"name", task.name}, {"enabler", task.enabler}, {"providers", providers}});
  }
  return list;
}

Json observables() {
  Json list = Json::array();
  for (const auto word : handover::words_of<Observable>()) list.push_back(word);
  return list;
}

Json labels() {
  Json list = Json::array();
  for (const auto word : handover::words_of<Label>()) list.push_back(word);
  return list;
}

std::string grade_of(const Source& source) {
  return fmt::format("{}{}", source.reliability, source.credibility);
}

Json three(const ThreePoint& range) {
  return {range.low, range.mode, range.high};
}

const std::string& id_or_empty(const Mission& mission, std::size_t actor) {
  static const std::string none;
  return actor < mission.actors.size() ? mission.actors[actor].name : none;
}

// Which keys of a plan and of its steps a reader may see.
Audience audience_of_plan_key(const std::string& key) {
  if (key == "reverses" || key == "reserve") return kSide;
  return kTable;
}

void strip(const MayRead& may, Json& value) {
  if (value.is_array()) {
    for (Json& element : value) strip(may, element);
  } else if (value.is_object()) {
    for (auto it = value.begin(); it != value.end();) {
      if (!may(audience_of_plan_key(it.key()))) {
        it = value.erase(it);
      } else {
        strip(may, it.value());
        ++it;
      }
    }
  }
}

struct Row {
  const char* table;
  std::string key, text, source, known_from;
  Audience audience;
};

// The actor has said nothing later about the issue.
bool is_newest(const Mission& mission, const Position& position) {
  return std::none_of(mission.positions.begin(), mission.positions.end(), [&](const Position& other) {
    return other.actor == position.actor && other.issue == position.issue &&
           other.known.from > position.known.from;
  });
}

// The rows that a reader of news looks at, each with a key that stays the same when its value changes.
std::vector<Row> rows_of(const Mission& mission) {
  std::vector<Row> rows;
  const auto source = [&](const Known& known) { return mission.sources[known.source.index].id; };
  const auto add = [&](const char* table, std::string key, std::string text, const Known& known,
                       Audience audience) {
    rows.push_back(
        {table, std::move(key), std::move(text), source(known), to_string(known.known_from), audience});
  };
  for (const Fact& fact : mission.facts)
    add("facts", fact.subject + ", " + fact.relation + " (" + fact.said_by + ")",
        fact.value + (fact.unit.empty() ? "" : " " + fact.unit), fact.known, kAnybody);
  for (const Position& one : mission.positions)
    add("positions", mission.actors[one.actor.index].name + " on " + mission.issues[one.issue.index].name,
        fmt::format("{:g} to {:g}, most likely {:g}", one.position.low, one.position.high, one.position.mode),
        one.known, kSide);
  for (const SessionEvent& one : mission.sessions)
    add("sessions", wording::Catalogue::english()("session.state_of_talks"),
        fmt::format("{}{}", word_of(one.state), one.cause.empty() ? "" : ": " + one.cause), one.known,
        kAnybody);
  for (const Commitment& one : mission.commitments)
    add("commitments", one.what, std::string(word_of(one.status)), one.known, kAnybody);
  for (const IntervalCount& one : mission.interval_counts)
    add("totals", mission.streams[one.stream.index].name + ", " + one.series,
        fmt::format("{:g} from {} to {}", one.best, to_string(one.known.from), to_string(one.known.to)),
        one.known, kAnybody);
  for (const Rating& one : mission.ratings)
    add("ratings",
        mission.units[one.unit.index].name + ", " + mission.functions[one.function.index].name + " (" +
            mission.assessors[one.assessor.index].name + ")",
        mission.rating_scale.levels[one.level], one.known, kAnybody);
  for (const TroopCount& one : mission.troops)
    add("troops", mission.actors[one.actor.index].name + " in " + mission.regions[one.region.index].name,
        std::to_string(one.best), one.known, kAnybody);
  for (const Instrument& one : mission.instruments)
    add("instruments", one.name, one.in_force ? "in force" : "not in force", one.known, kAnybody);
  return rows;
}

std::map<std::string, Row> newest_by_key(const std::vector<Row>& rows) {
  std::map<std::string, Row> newest;
  for (const Row& row : rows) {
    const auto [at, added] = newest.emplace(std::string(row.table) + "|" + row.key, row);
    if (!added && row.known_from >= at->second.known_from) at->second = row;
  }
  return newest;
}

}  // namespace

Json source_document(const Mission& mission, SourceId id) {
  const Source& source = mission.sources.at(id.index);
  return {{"id", source.id},
          {"title", source.title},
          {"publisher", source.publisher},
          {"published", to_string(source.published)},
          {"url", source.url},
          {"grade", grade_of(source)}};
}

Json mission_document(const Mission& mission, const MayRead& may) {
  Json plans = Json::array();
  for (const Plan& plan : mission.plans)
    plans.push_back({{"id", plan.id}, {"name", plan.name}, {"steps", plan.phases.size()}});
  Json overlays = Json::array();
  for (const PartyId party : mission.private_views) overlays.push_back(mission.parties[party.index].id);
  Figures figures(may);
  figures.add("mission", kAnybody, mission.id)
      .add("title", kAnybody, mission.title)
      .add("as_of", kAnybody, to_string(mission.as_of))
      .add("horizon_months", kAnybody, mission.horizon_months)
      .add("host", kAnybody, mission.host_name)
      .add("coalition", kAnybody, mission.coalition_name)
      .add("cost_unit", kAnybody, mission.cost_unit)
      .add("version", kAnybody, version())
      .add("inputs_sha256", kAnybody, mission.inputs_sha256)
      .add("parties", kAnybody, parties_of(mission))
      .add("regions", kAnybody, id_and_name(mission.regions))
      .add("streams", kAnybody, id_and_name(mission.streams))
      .add("patrons", kAnybody, id_and_name(mission.patrons))
      .add("tasks", kAnybody, tasks_of(mission))
      .add("functions", kAnybody, id_and_name(mission.functions))
      .add("units", kAnybody, id_and_name(mission.units))
      .add("sites", kSide, sites_of(mission))
      .add("plans", kTable, plans)
      .add("private_views", kSide, overlays)
      .add("floor", kAnybody, handover_floor(mission).value())
      .add("observables", kAnybody, observables())
      .add("labels", kAnybody, labels())
      .add("counts", kAnybody,
           Json{{"facts", mission.facts.size()},
                {"sources", mission.sources.size()},
                {"incidents", mission.daily_counts.size()},
                {"positions", mission.positions.size()},
                {"assumptions", mission.assumptions.size()}});
  Json doubts = Json::array();
  for (const Doubt& doubt : mission.doubtful) doubts.push_back(to_string(doubt.place));
  figures.add("doubtful", kSide, doubts);
  return figures.take();
}

Json plan_for(const MayRead& may, const Json& plan) {
  if (!may(kTable)) return Json::object();
  Json shown = plan;
  strip(may, shown);
  return shown;
}

// What somebody could not see is missing or null in what comes back.
void complete(Json& given, const Json& base) {
  if (!given.is_object() || !base.is_object()) return;
  for (const auto& [key, value] : base.items())
    if (!given.contains(key) ? key == "reserve" : given[key].is_null()) given[key] = value;
}

Json plan_completed(const MayRead& may, Json plan, const Json& base) {
  if (may(kSide) || !plan.is_object() || !base.is_object()) return plan;
  complete(plan, base);
  if (!plan.contains("phase") || !plan["phase"].is_array() || !base.contains("phase")) return plan;
  const Json& steps = base["phase"];
  for (std::size_t i = 0; i < plan["phase"].size() && i < steps.size(); ++i) {
    Json& step = plan["phase"][i];
    if (!step.is_object()) continue;
    complete(step, steps[i]);
    // Sites are not named to this reader: those of the step stay as they are.
    for (const char* key : {"close", "open"}) {
      step.erase(key);
      if (steps[i].contains(key)) step[key] = steps[i][key];
    }
    if (!step.contains("gate") || !step["gate"].is_object() || !steps[i].contains("gate")) continue;
    complete(step["gate"], steps[i]["gate"]);
    if (steps[i]["gate"].contains("reverses")) step["gate"]["reverses"] = steps[i]["gate"]["reverses"];
  }
  return plan;
}

Json assumptions_for(const Mission& mission, const MayRead& may) {
  Json list = Json::array();
  for (const Assumption& one : mission.assumptions) {
    if (!may(audience_of_assumption(one.key))) continue;
    Json row = {{"key", one.key},
                {"low", one.range.low},
                {"mode", one.range.mode},
                {"high", one.range.high},
                {"shape", word_of(one.shape)},
                {"unit", one.unit},
                {"reason", one.reason},
                {"judgement", one.judgement},
                {"source", source_document(mission, one.known.source)}};
    if (const auto effect = effect_named(one.key)) {
      const AssumptionKey& key = key_of(*effect);
      row["help"] = key.help, row["literature"] = key.literature, row["mechanism"] = key.mechanism;
      row["lowest"] = key.lowest, row["highest"] = key.highest;
    }
    list.push_back(std::move(row));
  }
  return list;
}

Json red_lines_for(const Mission& mission, const MayRead& may) {
  Json list = Json::array();
  std::size_t index = 0;
  for (const PartyRule& rule : mission.rules) {
    for (const RedLine& line : rule.lines) {
      const std::size_t own = index++;
      if (!may(audience_of(mission, rule, line))) continue;
      const Party& party = mission.parties[rule.party.index];
      list.push_back({{"line", own},
                      {"party", party.id},
                      {"party_name", party.name},
                      {"words", line.words},
                      {"metric", word_of(line.metric)},
                      {"at_most", line.compare == Compare::at_most},
                      {"threshold", line.threshold},
                      {"tolerated", line.tolerated.value()},
                      {"by", line.by ? Json(to_string(*line.by)) : Json(nullptr)},
                      {"illustrative", line.illustrative},
                      {"source", source_document(mission, line.source)}});
    }
  }
  return list;
}

Json talks_for(const Mission& mission, const MayRead& may) {
  Json sessions = Json::array(), commitments = Json::array(), instruments = Json::array(),
       calendar = Json::array();
  for (const SessionEvent& one : mission.sessions)
    sessions.push_back({{"date", to_string(one.known.from)},
                        {"state", word_of(one.state)},
                        {"cause", one.cause},
                        {"source", source_document(mission, one.known.source)}});
  for (const Commitment& one : mission.commitments)
    commitments.push_back(
        {{"id", one.id},
         {"what", one.what},
         {"owes", id_or_empty(mission, one.owes.index)},
         {"owed_to", id_or_empty(mission, one.owed_to.index)},
         {"due", one.due ? Json(to_string(*one.due)) : Json(nullptr)},
         {"days_left", one.due ? Json(days_between(mission.as_of, *one.due).value) : Json(nullptr)},
         {"status", word_of(one.status)},
         {"source", source_document(mission, one.known.source)}});
  for (const Instrument& one : mission.instruments)
    instruments.push_back({{"id", one.id},
                           {"name", one.name},
                           {"kind", word_of(one.kind)},
                           {"in_force", one.in_force},
                           {"notice_days", one.notice ? Json(one.notice->value) : Json(nullptr)},
                           {"until", one.until ? Json(to_string(*one.until)) : Json(nullptr)},
                           {"source", source_document(mission, one.known.source)}});
  for (const CalendarDay& one : mission.calendar) {
    if (one.known.to < mission.as_of) continue;
    calendar.push_back(
        {{"name", one.name}, {"kind", word_of(one.kind)}, {"date", to_string(one.known.from)}});
  }
  Json issues = Json::array();
  for (std::size_t i = 0; i < mission.issues.size(); ++i) {
    const Issue& issue = mission.issues[i];
    Json positions = Json::array();
    double lowest = issue.high, highest = issue.low;
    for (const Position& one : mission.positions) {
      if (one.issue.index != i || !is_newest(mission, one)) continue;
      lowest = std::min(lowest, one.position.mode), highest = std::max(highest, one.position.mode);
      positions.push_back({{"actor", mission.actors[one.actor.index].name},
                           {"position", three(one.position)},
                           {"salience", three(one.salience)},
                           {"veto", one.veto},
                           {"judgement", one.judgement},
                           {"from", to_string(one.known.from)},
                           {"source", source_document(mission, one.known.source)}});
    }
    Figures row(may);
    row.add("id", kAnybody, issue.id)
        .add("name", kAnybody, issue.name)
        .add("low", kAnybody, issue.low)
        .add("high", kAnybody, issue.high)
        .add("low_means", kAnybody, issue.low_means)
        .add("high_means", kAnybody, issue.high_means)
        .add("positions", kSide, positions)
        .add("gap", kSide,
             positions.size() < 2 || issue.high <= issue.low
                 ? 0.0
                 : std::max(0.0, highest - lowest) / (issue.high - issue.low));
    issues.push_back(row.take());
  }
  Figures figures(may);
  figures.add("sessions", kAnybody, sessions)
      .add("commitments", kAnybody, commitments)
      .add("instruments", kAnybody, instruments)
      .add("calendar", kAnybody, calendar)
      .add("issues", kAnybody, issues);
  return figures.take();
}

Json changes_for(const Mission& now, const Mission& then, const MayRead& may) {
  const auto before = newest_by_key(rows_of(then));
  Json list = Json::array();
  for (const auto& [key, row] : newest_by_key(rows_of(now))) {
    if (!may(row.audience)) continue;
    const auto old = before.find(key);
    if (old != before.end() && old->second.text == row.text) continue;
    list.push_back({{"table", row.table},
                    {"what", row.key},
                    {"before", old == before.end() ? Json(nullptr) : Json(old->second.text)},
                    {"after", row.text},
                    {"source", row.source},
                    {"known_from", row.known_from}});
  }
  std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) {
    return a["known_from"].get<std::string>() > b["known_from"].get<std::string>();
  });
  return list;
}

}  // namespace handover::report
