// Words of a mission that not every edition may hold, wherever they come from: names of sites, and the words
// of red lines. What is searched is text that a reader sees, never markup.
#pragma once

#include "mission/audience.h"
#include "mission/mission.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

struct Secret {
  std::string words;
  Declared audience;
};

// Who may read a red line. One from a private overlay: that party alone. One that a source states: both
// sides, for it is on the table. An illustrative one is a guess about a party: each side's own.
Audience audience_of(const Mission& mission, const PartyRule& rule, const RedLine& line);

// Of each site its id, its name, its name without the words that say what kind of place it is, and what
// stands in brackets after it; of each red line its words. Names that belong to a zone, a region, an actor or
// a party too are public. The shorter, the earlier in the list does not matter: each is searched for.
std::vector<Secret> secrets_of(const Mission& mission);

// Finds the secrets that one edition may not hold.
//
// A secret is found as whole words, whatever stands between them and whatever the case of the letters,
// accents or apostrophes: "Ain al-Asad" in "ain al asad". One of three letters or fewer without a digit is
// found in its own case alone: "AL" in "AL base", not in "al-Asad".
class SecretSearch {
 public:
  SecretSearch(const std::vector<Secret>& secrets, Edition edition);
  bool empty() const { return needles_.empty(); }
  // The first secret that the text holds, as the mission writes it.
  std::optional<std::string> first_in(std::string_view text) const;
  bool finds(std::string_view text) const { return first_in(text).has_value(); }
  // Whether the text is one word of a name of several: "Asad" of "Ain al-Asad". Such words listed one after
  // another would spell the name.
  bool finds_part(std::string_view word) const;

 private:
  struct Needle {
    std::string words, folded;
    bool own_case = false;
  };
  std::vector<Needle> needles_;
};

// Text as words parted by single blanks, with one at each end; accents and apostrophes gone, and the case of
// letters too unless it is kept.
std::string folded_words(std::string_view text, bool keep_case = false);

// Names that every paper prints (title, parties, regions, streams, functions, tasks) and that hold a secret:
// papers of this edition cannot be made. Nothing when there is none.
struct TellingName {
  std::string what, name, secret;
};
std::optional<TellingName> telling_name(const Mission& mission, Edition edition);

}  // namespace handover
