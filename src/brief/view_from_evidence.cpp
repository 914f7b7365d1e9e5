#include "brief/view_from.h"
#include "brief/words.h"
#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "evidence/staleness.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace handover::brief {
namespace {

std::string readable(std::string id) {
  const std::size_t colon = id.find(':');
  if (colon != std::string::npos) id = id.substr(colon + 1);
  std::replace(id.begin(), id.end(), '-', ' ');
  return id;
}

std::string words_of(const Mission& mission, const evidence::Account& side) {
  const Fact& fact = mission.facts[side.facts.front()];
  std::string words = fact.value + (fact.unit.empty() ? "" : " " + fact.unit);
  if (!fact.said_by.empty()) words += ", says " + fact.said_by;
  if (side.facts.size() > 1) words += fmt::format(" ({} statements)", side.facts.size());
  return words;
}

Row row_of(const Mission& mission, const evidence::Contradiction& found) {
  Row row;
  std::set<Trace> seen;
  std::string sides;
  for (const evidence::Account& side : found.sides) {
    sides += (sides.empty() ? "" : " against ") + words_of(mission, side);
    for (const std::size_t fact : side.facts) {
      for (const Trace& trace : trace_of(mission, mission.facts[fact].known.source)) {
        if (seen.insert(trace).second) row.traces.push_back(trace);
      }
    }
  }
  std::string use;
  for (const auto& one : evidence::model_uses(mission, found)) {
    use += (use.empty() ? "" : "; ") + (one.room.empty() ? one.words : one.room + ": " + one.words);
  }
  row.cells = {readable(found.subject) + ", " + found.relation, sides, use};
  return row;
}

Section stale_ratings(const Mission& mission) {
  Section section{.title = "How old the ratings are"};
  Table table{.id = "ratings",
              .title = "Newest rating of each function, oldest first",
              .header = {"Unit", "Function", "Newest", "Ratings", "Assessors", "Standing"}};
  for (const evidence::RatingAge& age : evidence::rating_ages(mission)) {
    const Rating& rating = mission.ratings[age.rating];
    table.rows.push_back(
        {.cells = {mission.units[age.unit.index].name, mission.functions[age.function.index].name,
                   day_text(rating.known.to), fmt::format("{}", age.ratings),
                   fmt::format("{}", age.assessors), age.stale ? "stale" : "current"},
         .traces = trace_of(mission, rating.known.source)});
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

void add_evidence(const Mission& mission, View& view) {
  const auto found = evidence::find_contradictions(mission.facts, evidence::area_book(mission));
  if (!found.empty()) {
    Section section{.title = "Where the sources disagree"};
    Table table{.id = "contradictions",
                .title = "Found by comparing what is stated; nothing is flagged by hand",
                .header = {"About", "Who says what", "How the models use it"}};
    for (const auto& one : found) table.rows.push_back(row_of(mission, one));
    section.tables.push_back(std::move(table));
    view.annex.push_back(std::move(section));
    view.situation.lines.push_back(
        {.text = fmt::format("Sources contradict one another on {}; each stands in the annex with its use.",
                             count_text(found.size(), "point", "points")),
         .traces = {"table:contradictions"},
         .label = "Evidence."});
  }
  view.annex.push_back(stale_ratings(mission));
}

}  // namespace handover::brief
