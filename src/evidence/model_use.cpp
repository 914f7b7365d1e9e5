#include "evidence/model_use.h"

#include "evidence/comparison.h"

#include <algorithm>
#include <set>

namespace handover::evidence {
namespace {

std::vector<std::size_t> sides_with_date(const Mission& mission, const Contradiction& contradiction,
                                         Date date) {
  std::vector<std::size_t> sides;
  for (std::size_t s = 0; s < contradiction.sides.size(); ++s) {
    const auto& facts = contradiction.sides[s].facts;
    const bool stated = std::any_of(facts.begin(), facts.end(), [&](std::size_t fact) {
      const auto span = parse_spoken_date(mission.facts[fact].value);
      return span && days_between(span->from, span->to).value <= 31 && span->from <= date && date <= span->to;
    });
    if (stated) sides.push_back(s);
  }
  return sides;
}

void add_date_uses(const Mission& mission, const Contradiction& contradiction, std::vector<ModelUse>& uses) {
  for (std::size_t i = 0; i < mission.sessions.size(); ++i) {
    const Date day = mission.sessions[i].known.from;
    auto sides = sides_with_date(mission, contradiction, day);
    if (!sides.empty())
      uses.push_back({.kind = UseKind::session, .row = i, .day = day, .sides = std::move(sides)});
  }
  for (std::size_t i = 0; i < mission.reference_class.size(); ++i) {
    const ReferenceCase& reference = mission.reference_class[i];
    for (const auto& date : {reference.started, reference.actual}) {
      if (!date) continue;
      auto sides = sides_with_date(mission, contradiction, *date);
      if (!sides.empty())
        uses.push_back({.kind = UseKind::reference_case, .row = i, .day = *date, .sides = std::move(sides)});
    }
  }
}

// Sides with a fact whose number lies within low..high, or, failing that, all that touch it.
std::vector<std::size_t> sides_with_number(const Mission& mission, const Contradiction& contradiction,
                                           double low, double high) {
  std::vector<std::size_t> sides;
  for (std::size_t s = 0; s < contradiction.sides.size(); ++s) {
    const auto& facts = contradiction.sides[s].facts;
    const bool touched = std::any_of(facts.begin(), facts.end(), [&](std::size_t fact) {
      const auto range = number_of(mission.facts[fact]);
      return range && range->low <= high && low <= range->high;
    });
    if (touched) sides.push_back(s);
  }
  return sides;
}

bool periods_touch(const Mission& mission, const Contradiction& contradiction, Date from, Date to) {
  for (const Account& side : contradiction.sides) {
    for (const std::size_t fact : side.facts) {
      const Known& known = mission.facts[fact].known;
      if (mission.facts[fact].has_period && known.from <= to && from <= known.to) return true;
    }
  }
  return false;
}

// Words of the subject and of a stream's id and name that say what is counted; one alone ("attacks") is not
// enough.
bool is_about(const std::string& subject, const Stream& stream) {
  const auto words = words_of(stream.id + " " + stream.name);
  const auto own = words_of(subject);
  const auto shared = std::count_if(own.begin(), own.end(), [&words](const std::string& word) {
    return word.size() > 2 && std::find(words.begin(), words.end(), word) != words.end();
  });
  return subject == stream.id || shared >= 2;
}

bool cites(const Mission& mission, const Contradiction& contradiction, SourceId source) {
  const auto by_source = [&](std::size_t fact) { return mission.facts[fact].known.source == source; };
  return std::any_of(contradiction.fits_all.begin(), contradiction.fits_all.end(), by_source) ||
         std::any_of(contradiction.sides.begin(), contradiction.sides.end(), [&](const Account& side) {
           return std::any_of(side.facts.begin(), side.facts.end(), by_source);
         });
}

// The rows of interval_counts.csv that give what the contradiction is about.
void add_stream_uses(const Mission& mission, const Contradiction& contradiction,
                     std::vector<ModelUse>& uses) {
  for (std::size_t i = 0; i < mission.interval_counts.size(); ++i) {
    const IntervalCount& row = mission.interval_counts[i];
    const Stream& stream = mission.streams[row.stream.index];
    if (!is_about(contradiction.subject, stream) && !cites(mission, contradiction, row.known.source))
      continue;
    if (!periods_touch(mission, contradiction, row.known.from, row.known.to)) continue;
    auto sides = sides_with_number(mission, contradiction, row.low, row.high);
    if (sides.empty()) continue;
    uses.push_back({.kind = UseKind::total, .row = i, .sides = std::move(sides)});
  }
}

void add_troop_uses(const Mission& mission, const Contradiction& contradiction, std::vector<ModelUse>& uses) {
  const auto words = words_of(contradiction.subject);
  if (words.empty() || words.back() != "troops") return;
  for (std::size_t i = 0; i < mission.troops.size(); ++i) {
    const TroopCount& count = mission.troops[i];
    const Actor& actor = mission.actors[count.actor.index];
    if (std::find(words.begin(), words.end(), words_of(actor.id).front()) == words.end()) continue;
    if (!periods_touch(mission, contradiction, count.known.from, count.known.to)) continue;
    uses.push_back({.kind = UseKind::troops,
                    .row = i,
                    .sides = sides_with_number(mission, contradiction, count.low, count.high)});
  }
}

// Wishes of a speaker enter the talks through the positions of that actor, not through the words themselves.
void add_position_uses(const Mission& mission, const Contradiction& contradiction,
                       std::vector<ModelUse>& uses) {
  std::set<std::string> told;
  for (std::size_t s = 0; s < contradiction.sides.size(); ++s) {
    for (const std::size_t fact : contradiction.sides[s].facts) {
      const std::string& speaker = mission.facts[fact].said_by;
      const auto positions = std::count_if(
          mission.positions.begin(), mission.positions.end(),
          [&](const Position& position) { return mission.actors[position.actor.index].id == speaker; });
      if (positions == 0 || !told.insert(speaker).second) continue;
      uses.push_back({.kind = UseKind::positions,
                      .speaker = speaker,
                      .count = static_cast<std::size_t>(positions),
                      .sides = {s}});
    }
  }
}

}  // namespace

std::string_view name_of(UseKind kind) {
  constexpr std::string_view names[] = {"session", "reference_case", "total", "troops", "positions", "none"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<ModelUse> model_uses(const Mission& mission, const Contradiction& contradiction) {
  std::vector<ModelUse> uses;
  if (is_date_relation(contradiction.relation)) add_date_uses(mission, contradiction, uses);
  if (contradiction.relation == "count") {
    add_stream_uses(mission, contradiction, uses);
    add_troop_uses(mission, contradiction, uses);
  }
  if (is_description_relation(contradiction.relation)) add_position_uses(mission, contradiction, uses);
  if (uses.empty()) uses.push_back({});
  return uses;
}

}  // namespace handover::evidence
