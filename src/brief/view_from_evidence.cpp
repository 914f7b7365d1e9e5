#include "brief/say.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "evidence/staleness.h"
#include "wording/evidence.h"

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

using evidence::Contradiction;
using evidence::ContradictionKind;

// What a side says; with its object where the sides are about two, else both would say the same.
std::string words_of(const Mission& mission, const Contradiction& found, const evidence::Account& side) {
  const Fact& fact = mission.facts[side.facts.front()];
  std::string words = fact.value + (fact.unit.empty() ? "" : " " + fact.unit);
  if (found.kind == ContradictionKind::wrong_object)
    words = say("brief.evidence.for_the", {{"words", words}, {"subject", readable(fact.subject)}});
  if (!fact.said_by.empty())
    words = say("brief.evidence.says", {{"words", words}, {"speaker", fact.said_by}});
  if (side.facts.size() > 1)
    words = say("brief.evidence.statements", {{"words", words}, {"count", side.facts.size()}});
  return words;
}

std::string sides_of(const Mission& mission, const Contradiction& found) {
  if (found.sides.size() < 2) return wording::reason_words(found.reasons.front(), spoken());
  std::string sides;
  std::set<std::string> said;
  for (const evidence::Account& side : found.sides) {
    const std::string words = words_of(mission, found, side);
    sides = sides.empty() ? words : say("brief.evidence.against", {{"first", sides}, {"second", words}});
    said.insert(words);
  }
  // The same words of other periods or areas: only the reason tells them apart.
  if (said.size() < found.sides.size())
    sides = say("brief.evidence.reason",
                {{"sides", sides}, {"reason", wording::reason_words(found.reasons.front(), spoken())}});
  return sides;
}

std::string about(const Contradiction& found) {
  std::string words = readable(found.subject) + ", " + found.relation;
  if (found.kind == ContradictionKind::wrong_object)
    words = say("brief.evidence.which_object", {{"words", words}});
  if (found.kind == ContradictionKind::undated) words = say("brief.evidence.no_day", {{"words", words}});
  return words;
}

Row row_of(const Mission& mission, const Contradiction& found) {
  Row row{.audience = Audience::published};
  std::set<Trace> seen;
  for (const evidence::Account& side : found.sides) {
    for (const std::size_t fact : side.facts) {
      for (const Trace& trace : trace_of(mission, mission.facts[fact].known.source)) {
        if (seen.insert(trace).second) row.traces.push_back(trace);
      }
    }
  }
  std::vector<std::string> uses;
  for (const auto& one : evidence::model_uses(mission, found)) {
    const std::string module = wording::module_words(one.kind, spoken()),
                      use = wording::use_words(mission, one, {}, spoken());
    uses.push_back(module.empty() ? use : say("brief.evidence.use", {{"module", module}, {"use", use}}));
  }
  row.cells = {about(found), sides_of(mission, found), parts_text(uses)};
  return row;
}

// The table's rows by what is wrong with them; the three numbers add up to the rows.
std::string count_words(const std::vector<Contradiction>& found) {
  std::size_t mixed = 0, undated = 0;
  for (const Contradiction& one : found) {
    mixed += one.kind == ContradictionKind::wrong_object ? 1U : 0U;
    undated += one.kind == ContradictionKind::undated ? 1U : 0U;
  }
  std::vector<std::string> parts;
  const std::size_t rival = found.size() - mixed - undated;
  if (rival > 0) parts.push_back(say("brief.evidence.contradict_one_another_on", {{"count", rival}}));
  if (mixed > 0) parts.push_back(say("brief.evidence.may_mix_up_two_objects", {{"mixed", mixed}}));
  if (undated > 0) parts.push_back(say("brief.evidence.give_no_more_than_weekday", {{"undated", undated}}));
  return say("brief.evidence.sources", {{"what", parts}});
}

Section stale_ratings(const Mission& mission) {
  Section section{.title = say("brief.evidence.how_old_ratings"), .audience = Audience::published};
  Table table{.id = "ratings",
              .title = say("brief.evidence.newest_rating_each_function_oldest"),
              .columns = published_columns({say("brief.evidence.unit"), say("word.function"),
                                            say("brief.evidence.newest"), say("brief.evidence.ratings"),
                                            say("brief.evidence.assessors"), say("word.standing")}),
              .audience = Audience::published};
  for (const evidence::RatingAge& age : evidence::rating_ages(mission)) {
    const Rating& rating = mission.ratings[age.rating];
    table.rows.push_back(
        {.cells = {mission.units[age.unit.index].name, mission.functions[age.function.index].name,
                   day_text(rating.known.to), figure_text(static_cast<double>(age.ratings), 0),
                   figure_text(static_cast<double>(age.assessors), 0),
                   age.stale ? say("brief.evidence.stale") : say("brief.evidence.current")},
         .traces = trace_of(mission, rating.known.source),
         .audience = Audience::published});
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

void add_evidence(const Mission& mission, View& view) {
  const auto found = evidence::find_contradictions(mission.facts, evidence::area_book(mission));
  if (!found.empty()) {
    Section section{.title = say("brief.evidence.where_sources_disagree"), .audience = Audience::published};
    Table table{.id = "contradictions",
                .title = say("brief.evidence.found_by_comparing_what_stated"),
                .columns = published_columns({say("brief.evidence.about"), say("brief.evidence.who_says"),
                                              say("brief.evidence.how_models_use_it")}),
                .audience = Audience::published};
    for (const auto& one : found) table.rows.push_back(row_of(mission, one));
    section.tables.push_back(std::move(table));
    view.annex.push_back(std::move(section));
    view.situation.lines.push_back({.text = count_words(found),
                                    .traces = {"table:contradictions"},
                                    .audience = Audience::published,
                                    .label = say("brief.evidence.label")});
  }
  view.annex.push_back(stale_ratings(mission));
}

}  // namespace handover::brief
