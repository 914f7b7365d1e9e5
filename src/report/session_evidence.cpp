#include "report/session_evidence.h"

#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "mission/names.h"
#include "mission/secrets.h"
#include "report/session_mission.h"
#include "wording/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace handover::report {
namespace {

Json fact_document(const Mission& mission, const Fact& fact) {
  Json json = {{"id", fact.id},
               {"subject", fact.subject},
               {"relation", fact.relation},
               {"value", fact.value},
               {"unit", fact.unit},
               {"area", fact.area},
               {"said_by", fact.said_by},
               {"note", fact.note},
               {"line", fact.line},
               {"known_from", to_string(fact.known.known_from)}};
  json["from"] = fact.has_period ? Json(to_string(fact.known.from)) : Json(nullptr);
  json["to"] = fact.has_period ? Json(to_string(fact.known.to)) : Json(nullptr);
  json["source"] = source_document(mission, fact.known.source);
  return json;
}

const char* word(evidence::ContradictionKind kind) {
  constexpr const char* words[] = {"date", "undated", "count", "description", "place", "wrong object"};
  return words[static_cast<std::size_t>(kind)];
}

// Words that carry no question.
const std::set<std::string>& small_words() {
  static const std::set<std::string> words = {
      "a",    "an",   "and",  "are",   "at",    "be",  "by",    "did",  "do",   "does", "for", "from",
      "has",  "have", "he",   "how",   "in",    "is",  "it",    "its",  "of",   "on",   "or",  "our",
      "say",  "says", "said", "she",   "that",  "the", "their", "they", "this", "to",   "was", "we",
      "were", "what", "when", "where", "which", "who", "whom",  "why",  "will", "with"};
  return words;
}

// Words of one meaning in reports of this kind: a question in one finds what was written in another.
constexpr std::array<std::string_view, 10> kMeanings = {
    "stop halt pause lull cease quiet end suspend freeze truce calm",
    "attack strike incident rocket drone shell bomb raid",
    "kill dead death die fatal casualty loss",
    "leave withdraw exit depart pull drawdown reduce reduction",
    "troop soldier force personnel adviser advisor service",
    "talk negotiate negotiation commission dialogue session round meeting",
    "agree agreement sign deal accord statement",
    "base site camp airfield outpost",
    "civilian resident population people",
    "start begin open resume launch"};

// Cuts the commonest English endings: enough to bring "stopped", "stops" and "stopping" together.
std::string stem_of(std::string word) {
  for (const std::string_view ending : {"ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s"}) {
    if (word.size() < ending.size() + 3 || !word.ends_with(ending)) continue;
    word.resize(word.size() - ending.size());
    if (ending == "ied" || ending == "ies") word += 'y';
    break;
  }
  if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 's' &&
      word.back() != 'l')
    word.pop_back();
  if (word.size() > 3 && word.back() == 'e') word.pop_back();
  return word;
}

std::vector<std::string> stems_in(std::string_view text) {
  std::istringstream words(folded_words(text));
  std::vector<std::string> stems;
  for (std::string word; words >> word;)
    if (!small_words().contains(word)) stems.push_back(stem_of(word));
  return stems;
}

const std::map<std::string, std::size_t>& meanings() {
  static const std::map<std::string, std::size_t> by_stem = [] {
    std::map<std::string, std::size_t> made;
    for (std::size_t group = 0; group < kMeanings.size(); ++group)
      for (const std::string& stem : stems_in(kMeanings[group])) made.emplace(stem, group);
    return made;
  }();
  return by_stem;
}

struct Asked {
  std::vector<std::string> stems;
  // How much of the question a text answers: a word of the question counts one, one of its meaning two
  // thirds.
  double score(std::string_view text) const {
    if (stems.empty()) return 0.0;
    const auto words = stems_in(text);
    std::set<std::string> own(words.begin(), words.end());
    std::set<std::size_t> groups;
    for (const std::string& word : own)
      if (const auto found = meanings().find(word); found != meanings().end()) groups.insert(found->second);
    double score = 0.0;
    for (const std::string& stem : stems) {
      if (own.contains(stem)) {
        score += 1.0;
      } else if (const auto found = meanings().find(stem);
                 found != meanings().end() && groups.contains(found->second)) {
        score += 2.0 / 3.0;
      }
    }
    // Of two that answer the same, the shorter says it more plainly.
    return score / static_cast<double>(stems.size()) -
           0.0005 * static_cast<double>(std::min<std::size_t>(own.size(), 100));
  }
};

struct Found {
  double score;
  Json json;
};

class Search {
 public:
  Search(const Mission& mission, const Asked& asked) : mission_(mission), asked_(asked) {}

  void look(const char* kind, const std::string& text, const std::string& more, const std::string& said_by,
            const std::string& date, SourceId source, const std::string& id) {
    const Source& from = mission_.sources[source.index];
    const double score =
        asked_.score(text + " " + more + " " + said_by + " " + from.title + " " + from.publisher);
    if (score < 0.45) return;
    found_.push_back({score, Json{{"kind", kind},
                                  {"text", text},
                                  {"more", more},
                                  {"said_by", said_by},
                                  {"date", date},
                                  {"id", id},
                                  {"source", source_document(mission_, source)}}});
  }

  void statement(const Statement& statement, std::string_view sentence) {
    const double score = asked_.score(sentence);
    if (score < 0.45) return;
    found_.push_back({score, Json{{"kind", "statement"},
                                  {"text", sentence},
                                  {"more", ""},
                                  {"said_by", statement.party},
                                  {"date", ""},
                                  {"id", statement.name},
                                  {"source", nullptr}}});
  }

  Json take(std::size_t most) {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.score > b.score; });
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(most, found_.size()); ++i) {
      found_[i].json["score"] = std::round(found_[i].score * 1000) / 1000;
      list.push_back(std::move(found_[i].json));
    }
    return list;
  }

 private:
  const Mission& mission_;
  const Asked& asked_;
  std::vector<Found> found_;
};

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> sentences;
  std::string one;
  for (std::size_t i = 0; i < text.size(); ++i) {
    one += text[i] == '\n' ? ' ' : text[i];
    const bool ends = text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n');
    if (!ends) continue;
    sentences.push_back(one.substr(std::min(one.find_first_not_of(' '), one.size())));
    one.clear();
  }
  if (!one.empty()) sentences.push_back(one);
  return sentences;
}

}  // namespace

Json facts_for(const Mission& mission, const MayRead& may) {
  Json list = Json::array();
  if (!may(Audience::published)) return list;
  for (const Fact& fact : mission.facts) list.push_back(fact_document(mission, fact));
  return list;
}

Json sources_for(const Mission& mission, const MayRead& may) {
  std::vector<std::size_t> facts(mission.sources.size());
  for (const Fact& fact : mission.facts) ++facts[fact.known.source.index];
  Json list = Json::array();
  if (!may(Audience::published)) return list;
  for (std::size_t s = 0; s < mission.sources.size(); ++s) {
    Json json = source_document(mission, SourceId{static_cast<std::uint16_t>(s)});
    json["facts"] = facts[s];
    list.push_back(std::move(json));
  }
  return list;
}

Json contradictions_for(const Mission& mission, const MayRead& may) {
  Json list = Json::array();
  if (!may(Audience::published)) return list;
  for (const auto& found : evidence::find_contradictions(mission.facts, evidence::area_book(mission))) {
    Json sides = Json::array(), fits = Json::array(), uses = Json::array();
    for (const auto& side : found.sides) {
      Json facts = Json::array();
      for (const std::size_t fact : side.facts) facts.push_back(fact_document(mission, mission.facts[fact]));
      sides.push_back(std::move(facts));
    }
    for (const std::size_t fact : found.fits_all) fits.push_back(fact_document(mission, mission.facts[fact]));
    for (const auto& use : evidence::model_uses(mission, found))
      uses.push_back({{"module", wording::module_words(use.kind)},
                      {"kind", name_of(use.kind)},
                      {"words", wording::use_words(mission, use)},
                      {"sides", use.sides}});
    Json reasons = Json::array();
    for (const auto& reason : found.reasons) reasons.push_back(wording::reason_words(reason));
    list.push_back({{"kind", word(found.kind)},
                    {"subject", found.subject},
                    {"relation", found.relation},
                    {"reasons", reasons},
                    {"sides", sides},
                    {"fits_all", fits},
                    {"used_by", uses}});
  }
  return list;
}

Json search_for(const Mission& mission, const std::string& question, std::size_t most, const MayRead& may) {
  const Asked asked{stems_in(question)};
  Search search(mission, asked);
  if (!may(Audience::published)) return search.take(0);
  for (const Fact& fact : mission.facts) {
    const std::string unit = fact.unit.empty() ? "" : " " + fact.unit;
    search.look("fact", fmt::format("{}, {}: {}{}", fact.subject, fact.relation, fact.value, unit), fact.note,
                fact.said_by, fact.has_period ? to_string(fact.known.from) : "", fact.known.source, fact.id);
  }
  for (const SessionEvent& one : mission.sessions)
    search.look("session of the talks", fmt::format("{}: {}", word_of(one.state), one.cause), "", "",
                to_string(one.known.from), one.known.source, "");
  for (const Commitment& one : mission.commitments)
    search.look("commitment", one.what, std::string(word_of(one.status)), mission.actors[one.owes.index].name,
                to_string(one.known.from), one.known.source, one.id);
  for (const IntervalCount& one : mission.interval_counts)
    search.look("total",
                fmt::format("{}: {:g} from {} to {}", mission.streams[one.stream.index].name, one.best,
                            to_string(one.known.from), to_string(one.known.to)),
                one.series, "", to_string(one.known.to), one.known.source, one.series);
  for (const Statement& statement : mission.statements)
    for (const std::string& sentence : sentences_of(statement.text)) search.statement(statement, sentence);
  return search.take(most);
}

}  // namespace handover::report
