#include "intake/gazetteer.h"

#include "intake/vocabulary.h"

#include <algorithm>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace handover::intake {
namespace {

// "u.s." and "us" are one name.
std::string without_stops(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '.') out.push_back(c);
  }
  return out.empty() ? std::string(word) : out;
}

struct Demonym {
  const char* country;  // ISO 3166-1
  std::vector<std::string_view> words;
};

// Capitals stand for governments, and adjectives for what belongs to a state, in the language of news.
const std::vector<Demonym>& demonyms() {
  static const std::vector<Demonym> kDemonyms = {
      {"US", {"US", "U.S.", "USA", "America", "American", "Americans"}},
      {"GB", {"UK", "U.K.", "Britain", "British", "Great Britain"}},
      {"IQ", {"Iraqi", "Iraqis"}},
      {"SY", {"Syrian", "Syrians"}},
      {"IR", {"Iranian", "Iranians"}},
      {"TR", {"Turkey", "Turkish", "Turks"}},
      {"RU", {"Russian", "Russians"}},
      {"FR", {"French"}},
      {"DE", {"German", "Germans"}},
      {"IL", {"Israeli", "Israelis"}},
      {"JO", {"Jordanian", "Jordanians"}},
      {"SA", {"Saudi", "Saudis"}},
      {"AF", {"Afghan", "Afghans"}},
      {"LB", {"Lebanese"}},
      {"YE", {"Yemeni", "Yemenis"}},
      {"KW", {"Kuwaiti"}},
      {"AU", {"Australian", "Australians"}},
      {"CA", {"Canadian", "Canadians"}},
      {"SL", {"Sierra Leonean", "Sierra Leoneans"}},
      {"NG", {"Nigerian", "Nigerians"}},
      {"LR", {"Liberian", "Liberians"}},
      {"ML", {"Malian", "Malians"}},
      {"SO", {"Somali", "Somalis"}},
      {"UA", {"Ukrainian", "Ukrainians"}},
      {"VN", {"Vietnamese"}},
      {"CN", {"Chinese"}},
      {"EG", {"Egyptian", "Egyptians"}},
      {"LY", {"Libyan", "Libyans"}},
      {"PK", {"Pakistani", "Pakistanis"}},
      {"PS", {"Palestinian", "Palestinians", "Palestine"}}};
  return kDemonyms;
}

std::string country_name(const char* code, const icu::Locale& language) {
  icu::UnicodeString name;
  icu::Locale("", code).getDisplayCountry(language, name);
  std::string out;
  name.toUTF8String(out);
  return out;
}

}  // namespace

Gazetteer::Gazetteer() {
  add_countries();
}

Gazetteer::Gazetteer(const Mission& mission, const Aliases& aliases) {
  const auto add_all = [&](const char* file, NameKind kind, const std::string& id) {
    const auto table = aliases.find(file);
    if (table == aliases.end()) return;
    const auto names = table->second.find(id);
    if (names == table->second.end()) return;
    for (const std::string& alias : names->second) add(alias, kind, id);
  };
  for (const Actor& actor : mission.actors) {
    add(actor.name, NameKind::actor, actor.id);
    add_all("actors.csv", NameKind::actor, actor.id);
  }
  for (const Zone& zone : mission.zones) {
    add(zone.name, NameKind::zone, zone.id);
    add_all("zones.csv", NameKind::zone, zone.id);
  }
  for (const Issue& issue : mission.issues) add_all("issues.csv", NameKind::issue, issue.id);
  add_countries();
}

void Gazetteer::add_countries() {
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    const std::string english = country_name(*code, icu::Locale::getEnglish());
    const std::string id = slug(english);
    if (english == "Georgia" || english == "Jersey") continue;  // first names and states too often
    add(english, NameKind::country, id);
    add(country_name(*code, icu::Locale("ar")), NameKind::country, id);
    for (const Demonym& demonym : demonyms()) {
      if (std::string_view(demonym.country) != *code) continue;
      for (const std::string_view word : demonym.words) add(word, NameKind::country, id);
    }
  }
}

void Gazetteer::add(std::string_view name, NameKind kind, const std::string& id) {
  const Words words = words_of(name);
  if (words.tokens.empty()) return;
  Entry entry{{}, kind, id, false};
  bool capitals = true;
  for (const Token& token : words.tokens) {
    entry.words.push_back(without_stops(token.folded));
    capitals = capitals && token.all_capitals;
  }
  entry.capitals = capitals && entry.words.size() == 1 && entry.words[0].size() <= 5;
  by_first_[entry.words[0]].push_back(entries_.size());
  entries_.push_back(std::move(entry));
}

bool Gazetteer::stands(const Entry& entry, const Words& words, std::size_t at) const {
  if (at + entry.words.size() > words.tokens.size()) return false;
  for (std::size_t i = 0; i < entry.words.size(); ++i) {
    if (without_stops(words.tokens[at + i].folded) != entry.words[i]) return false;
  }
  return !entry.capitals || words.tokens[at].all_capitals;
}

std::vector<Mention> Gazetteer::find(const Words& words) const {
  std::vector<Mention> found;
  for (std::size_t at = 0; at < words.tokens.size();) {
    std::size_t longest = 0;
    std::vector<const Entry*> best;
    const auto first = by_first_.find(without_stops(words.tokens[at].folded));
    if (first != by_first_.end()) {
      for (const std::size_t index : first->second) {
        const Entry& entry = entries_[index];
        if (entry.words.size() < longest || !stands(entry, words, at)) continue;
        if (entry.words.size() > longest) best.clear();
        longest = entry.words.size();
        best.push_back(&entry);
      }
    }
    for (const Entry* entry : best) found.push_back({at, at + longest, entry->kind, entry->id});
    at += std::max<std::size_t>(longest, 1);
  }
  return found;
}

std::vector<Mention> Gazetteer::find_in(std::string_view text) const {
  return find(words_of(text));
}

}  // namespace handover::intake
