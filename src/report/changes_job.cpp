#include "report/changes_job.h"

#include "base/interrupt.h"
#include "mission/names.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using evidence::Contradiction;

// A row of a table with a key that stays the same when its value changes.
struct Row {
  NewsTable table;
  std::string key, text, said_by;
  Known known;
  bool decides = false;
};

bool decides(const Mission& mission, ActorId actor) {
  return std::any_of(mission.parties.begin(), mission.parties.end(), [&](const Party& party) {
    return party.decides && party.id == mission.actors[actor.index].id;
  });
}

void add_facts(const Mission& mission, std::vector<Row>& rows) {
  for (const Fact& fact : mission.facts) {
    std::string subject = fact.subject.substr(fact.subject.find(':') + 1);
    std::replace(subject.begin(), subject.end(), '-', ' ');
    rows.push_back({NewsTable::facts, subject + ", " + fact.relation,
                    fact.value + (fact.unit.empty() ? "" : " " + fact.unit), fact.said_by, fact.known});
  }
}

void add_talks(const Mission& mission, std::vector<Row>& rows) {
  for (const SessionEvent& one : mission.sessions)
    rows.push_back({NewsTable::sessions, std::string(word_of(one.state)), one.cause, "", one.known});
  for (const Position& one : mission.positions)
    rows.push_back(
        {NewsTable::positions,
         mission.actors[one.actor.index].name + ", " + mission.issues[one.issue.index].name,
         fmt::format("{:g} ({:g}\xE2\x80\x93{:g})", one.position.mode, one.position.low, one.position.high),
         "", one.known, decides(mission, one.actor)});
  for (const Commitment& one : mission.commitments)
    rows.push_back({NewsTable::commitments, one.what, std::string(word_of(one.status)), "", one.known});
  for (const Instrument& one : mission.instruments)
    rows.push_back({NewsTable::instruments, one.name, std::string(word_of(one.kind)), "", one.known});
  for (const CalendarDay& one : mission.calendar)
    rows.push_back({NewsTable::calendar, one.name, to_string(one.known.from), "", one.known});
}

void add_counts(const Mission& mission, std::vector<Row>& rows) {
  for (const IntervalCount& one : mission.interval_counts)
    rows.push_back({NewsTable::totals, mission.streams[one.stream.index].name + ", " + one.series,
                    fmt::format("{:g} ({} \xE2\x80\x93 {})", one.best, to_string(one.known.from),
                                to_string(one.known.to)),
                    "", one.known});
  for (const Rating& one : mission.ratings)
    rows.push_back({NewsTable::ratings,
                    mission.units[one.unit.index].name + ", " + mission.functions[one.function.index].name,
                    mission.rating_scale.levels[one.level], mission.assessors[one.assessor.index].name,
                    one.known});
  for (const TroopCount& one : mission.troops)
    rows.push_back({NewsTable::troops,
                    mission.actors[one.actor.index].name + ", " + mission.regions[one.region.index].name,
                    std::to_string(one.best), "", one.known});
  for (const CasualtyRecord& one : mission.casualties)
    rows.push_back({NewsTable::casualties, std::string(word_of(one.victim)),
                    fmt::format("{} ({} \xE2\x80\x93 {})", one.killed, to_string(one.known.from),
                                to_string(one.known.to)),
                    "", one.known});
}

std::vector<Row> rows_of(const Mission& mission) {
  std::vector<Row> rows;
  add_facts(mission, rows), add_talks(mission, rows), add_counts(mission, rows);
  return rows;
}

void add_new_rows(const Mission& now, const Mission& then, Changes& changes) {
  const auto key_of = [](const Row& row) { return std::tuple(row.table, row.key, row.said_by); };
  std::map<std::tuple<NewsTable, std::string, std::string>, Row> known;
  for (const Row& row : rows_of(then)) {
    const auto [at, added] = known.emplace(key_of(row), row);
    if (!added && row.known.from >= at->second.known.from) at->second = row;
  }
  for (const Row& row : rows_of(now)) {
    if (row.known.known_from <= changes.since) continue;
    ++changes.new_rows[static_cast<std::size_t>(row.table)];
    const auto before = known.find(key_of(row));
    NewRow made{.table = row.table,
                .what = row.key,
                .after = row.text,
                .said_by = row.said_by,
                .source = now.sources[row.known.source.index].publisher,
                .before = {},
                .known_from = row.known.known_from,
                .decides = row.decides};
    if (before != known.end() && row.table != NewsTable::sessions) made.before = before->second.text;
    if (made.before == made.after) continue;  // said again, not said anew
    changes.rows.push_back(std::move(made));
  }
  std::stable_sort(changes.rows.begin(), changes.rows.end(), [](const NewRow& a, const NewRow& b) {
    return std::pair(a.known_from, a.before.has_value()) > std::pair(b.known_from, b.before.has_value());
  });
  auto& counted = changes.new_rows[static_cast<std::size_t>(NewsTable::incidents)];
  for (const auto& one : now.daily_counts) counted += one.known.known_from > changes.since ? 1 : 0;
}

using Clash = std::tuple<evidence::ContradictionKind, std::string, std::string>;
std::map<Clash, std::size_t> clashes_of(const Mission& mission) {
  std::map<Clash, std::size_t> clashes;
  for (const Contradiction& one :
       evidence::find_contradictions(mission.facts, evidence::area_book(mission))) {
    std::size_t facts = 0;
    for (const evidence::Account& side : one.sides) facts += side.facts.size();
    clashes[{one.kind, one.subject, one.relation}] += facts;
  }
  return clashes;
}

void add_contradictions(const Mission& now, const Mission& then, Changes& changes) {
  const auto before = clashes_of(then), after = clashes_of(now);
  const auto add = [&](ContradictionNews news, const Clash& clash) {
    changes.contradictions.push_back({news, std::get<1>(clash), std::get<2>(clash)});
  };
  for (const auto& [clash, facts] : after) {
    const auto old = before.find(clash);
    add(old == before.end()   ? ContradictionNews::opened
        : facts > old->second ? ContradictionNews::grown
                              : ContradictionNews::same,
        clash);
  }
  for (const auto& [clash, facts] : before) {
    if (!after.contains(clash)) add(ContradictionNews::settled, clash);
  }
}

void add_commitments(const Mission& now, const Mission& then, int due_within, Changes& changes) {
  for (std::size_t c = 0; c < now.commitments.size(); ++c) {
    const Commitment& one = now.commitments[c];
    CommitmentChange change{.commitment = c};
    const auto old = std::find_if(then.commitments.rbegin(), then.commitments.rend(),
                                  [&](const Commitment& other) { return other.id == one.id; });
    if (old != then.commitments.rend()) change.before = old->status;
    const bool open = one.status == CommitmentStatus::open || one.status == CommitmentStatus::disputed;
    const int left = one.due ? days_between(now.as_of, *one.due).value : 0;
    if (one.due && open && left < 0)
      change.news = CommitmentNews::overdue;
    else if (one.due && open && left <= due_within)
      change.news = CommitmentNews::due;
    else if (!change.before || *change.before != one.status)
      change.news = CommitmentNews::changed;
    changes.commitments.push_back(change);
  }
}

// What somebody has to do something about: what is due or contested, a contradiction that opened, a party
// that decides and has moved, a change of the talks' state.
bool asks_for_action(const Changes& changes) {
  const bool rows = std::any_of(changes.rows.begin(), changes.rows.end(), [](const NewRow& row) {
    return row.table == NewsTable::sessions || (row.table == NewsTable::positions && row.decides);
  });
  const bool open = std::any_of(changes.contradictions.begin(), changes.contradictions.end(),
                                [](const auto& one) { return one.news == ContradictionNews::opened; });
  const bool owed = std::any_of(changes.commitments.begin(), changes.commitments.end(),
                                [](const auto& one) { return one.news != CommitmentNews::same; });
  return rows || open || owed || (changes.plan && !changes.plan->alerts.empty());
}

}  // namespace

const char* name_of(NewsTable table) {
  constexpr const char* kNames[kNewsTables] = {"facts",     "sessions",   "positions", "commitments",
                                               "totals",    "ratings",    "troops",    "instruments",
                                               "incidents", "casualties", "calendar"};
  return kNames[static_cast<std::size_t>(table)];
}

Changes changes_between(const Mission& now, const Mission& then, int due_within) {
  Changes changes{.since = then.as_of, .day = now.as_of};
  add_new_rows(now, then, changes);
  add_contradictions(now, then, changes);
  add_commitments(now, then, due_within, changes);
  changes.act = asks_for_action(changes);
  return changes;
}

void add_figures(const Mission& now, const Mission& then, const AssessmentOptions& options, Changes& changes,
                 const Control& control) {
  const StopScope scope(control.stop);
  AssessmentOptions quick = options;
  quick.skill = false;
  const auto threat_now = assess_threat(now, quick), threat_then = assess_threat(then, quick);
  for (std::size_t k = 0; k < threat_now.report.streams.size() && k < threat_then.report.streams.size(); ++k)
    changes.figures.push_back({.figure = NewsFigure::level_per_month,
                               .subject = threat_now.report.streams[k].name,
                               .before = threat_then.report.streams[k].per_month_now.median,
                               .after = threat_now.report.streams[k].per_month_now.median,
                               .feeds = {NewsTable::incidents, NewsTable::totals}});
  const auto alone = [&](const Mission& mission) {
    const auto report = assess_partner(mission, quick).report;
    return static_cast<double>(std::count_if(report.functions.begin(), report.functions.end(),
                                             [](const auto& one) { return one.stands_alone > 0.5; }));
  };
  changes.figures.push_back({.figure = NewsFigure::functions_alone,
                             .before = alone(then),
                             .after = alone(now),
                             .feeds = {NewsTable::ratings}});
  changes.figures.push_back({.figure = NewsFigure::agreement_month,
                             .month_before = assess_talks(then, quick).report.agreed_50,
                             .month_after = assess_talks(now, quick).report.agreed_50,
                             .feeds = {NewsTable::sessions, NewsTable::positions}});
}

Json document_of(const Changes& changes, const Mission& now) {
  Json rows = Json::array(), contradictions = Json::array(), commitments = Json::array(),
       figures = Json::array(), counts = Json::object();
  for (const NewRow& row : changes.rows)
    rows.push_back({{"table", name_of(row.table)},
                    {"what", row.what},
                    {"before", row.before ? Json(*row.before) : Json(nullptr)},
                    {"after", row.after},
                    {"said_by", row.said_by},
                    {"source", row.source},
                    {"known_from", to_string(row.known_from)}});
  constexpr const char* kNews[] = {"opened", "settled", "grown", "same"};
  for (const ContradictionChange& one : changes.contradictions)
    contradictions.push_back({{"subject", one.subject},
                              {"relation", one.relation},
                              {"news", kNews[static_cast<std::size_t>(one.news)]}});
  constexpr const char* kOwed[] = {"due", "overdue", "changed", "same"};
  for (const CommitmentChange& one : changes.commitments)
    commitments.push_back({{"what", now.commitments[one.commitment].what},
                           {"news", kOwed[static_cast<std::size_t>(one.news)]},
                           {"before", one.before ? Json(word_of(*one.before)) : Json(nullptr)},
                           {"after", word_of(now.commitments[one.commitment].status)}});
  const auto month = [](const std::optional<Month>& value) {
    return value ? Json(to_string(*value)) : Json(nullptr);
  };
  constexpr const char* kFigures[] = {"level_per_month", "functions_alone", "agreement_month"};
  for (const FigureChange& one : changes.figures) {
    const bool dated = one.figure == NewsFigure::agreement_month;
    Json feeds = Json::array();
    for (const NewsTable table : one.feeds) feeds.push_back(name_of(table));
    figures.push_back({{"figure", kFigures[static_cast<std::size_t>(one.figure)]},
                       {"subject", one.subject},
                       {"before", dated ? month(one.month_before) : Json(one.before.value_or(0.0))},
                       {"after", dated ? month(one.month_after) : Json(one.after.value_or(0.0))},
                       {"feeds", feeds}});
  }
  for (std::size_t t = 0; t < kNewsTables; ++t)
    counts[name_of(static_cast<NewsTable>(t))] = changes.new_rows[t];
  return {{"mission", now.id},
          {"since", to_string(changes.since)},
          {"as_of", to_string(changes.day)},
          {"act", changes.act},
          {"rows", rows},
          {"new_rows", counts},
          {"contradictions", contradictions},
          {"commitments", commitments},
          {"figures", figures}};
}

}  // namespace handover::report
