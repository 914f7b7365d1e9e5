// The names that a mission knows: its actors, zones and issues by name and alias, and the world's countries,
// in English and Arabic. Finds them in a text.
#pragma once

#include "intake/mission_passages.h"
#include "intake/words.h"
#include "mission/mission.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace handover::intake {

enum class NameKind { actor, zone, country, issue };

struct Mention {
  std::size_t first = 0, last = 0;  // tokens
  NameKind kind = NameKind::actor;
  std::string id;
};

// The mentions from a token on; mentions are in the order of the text.
inline std::vector<Mention>::const_iterator mentions_from(const std::vector<Mention>& mentions,
                                                          std::size_t token) {
  return std::lower_bound(mentions.begin(), mentions.end(), token,
                          [](const Mention& mention, std::size_t at) { return mention.first < at; });
}

class Gazetteer {
 public:
  Gazetteer();  // countries alone
  explicit Gazetteer(const Mission& mission, const Aliases& aliases = {});

  // The longest names, in the order of the text; an actor goes before a place of the same words, and both are
  // given. A short name in capitals ("US") is found in capitals only.
  std::vector<Mention> find(const Words& words) const;
  // Actors and places named in a piece of text.
  std::vector<Mention> find_in(std::string_view text) const;

 private:
  struct Entry {
    std::vector<std::string> words;
    NameKind kind;
    std::string id;
    bool capitals;
  };
  void add(std::string_view name, NameKind kind, const std::string& id);
  void add_countries();
  bool stands(const Entry& entry, const Words& words, std::size_t at) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_;
};

}  // namespace handover::intake
