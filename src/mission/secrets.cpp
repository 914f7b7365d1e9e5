#include "mission/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace handover {
namespace {

// Words that say what kind of place a site is, not which: without them the rest is its proper name.
constexpr std::array<std::string_view, 13> kKinds = {
    " air base", " airbase", " air field", " airfield", " base",  " camp", " barracks",
    " outpost",  " site",    " garrison",  " port",     " depot", " post"};
constexpr std::array<std::string_view, 9> kSmallWords = {"and", "with", "the", "near", "at",
                                                         "in",  "of",   "air", "base"};

// Names that belong to more than a site: they may be published.
std::set<std::string> common_names(const Mission& mission) {
  std::set<std::string> names;
  const auto add = [&](const std::string& name) { names.insert(folded_words(name)); };
  for (const Zone& zone : mission.zones) add(zone.id), add(zone.name);
  for (const Region& region : mission.regions) add(region.id), add(region.name);
  for (const Actor& actor : mission.actors) add(actor.id), add(actor.name);
  for (const Party& party : mission.parties) add(party.id), add(party.name);
  add(mission.host_name), add(mission.coalition_name);
  return names;
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string without_kind(std::string name) {
  const std::string lower = lower_case(name);
  for (const std::string_view kind : kKinds) {
    if (lower.size() > kind.size() && lower.ends_with(kind)) return name.substr(0, name.size() - kind.size());
  }
  return name;
}

// "with Harir" and "Union III and the support centre" hold one name and two.
std::vector<std::string> names_in_brackets(const std::string& inside) {
  std::vector<std::string> names = {inside};
  std::string name;
  const auto end = [&] {
    if (!name.empty()) names.push_back(name);
    name.clear();
  };
  std::string word;
  for (const char c : inside + " ") {
    if (c != ' ' && c != ',' && c != ';' && c != '/') {
      word += c;
      continue;
    }
    const bool small =
        std::find(kSmallWords.begin(), kSmallWords.end(), lower_case(word)) != kSmallWords.end();
    if (word == "and" || (small && name.empty()))
      end();
    else if (!word.empty())
      name += (name.empty() ? "" : " ") + word;
    if (c != ' ') end();
    word.clear();
  }
  end();
  return names;
}

std::vector<std::string> names_of_site(const Site& site) {
  const std::size_t bracket = site.name.find(" (");
  std::vector<std::string> names = {site.id, site.name, site.name.substr(0, bracket),
                                    without_kind(site.name.substr(0, bracket))};
  if (bracket == std::string::npos) return names;
  const std::size_t end = site.name.find(')', bracket);
  for (const auto& name :
       names_in_brackets(site.name.substr(bracket + 2, end == std::string::npos ? end : end - bracket - 2))) {
    names.push_back(name);
    names.push_back(without_kind(name));
  }
  return names;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || (c >= 0x02B9 && c <= 0x02BF);
}

icu::UnicodeString decomposed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* rules = icu::Normalizer2::getNFKDInstance(status);
  const auto given =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString out = U_SUCCESS(status) ? rules->normalize(given, status) : given;
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalise text");
  return out;
}

}  // namespace

std::string folded_words(std::string_view text, bool keep_case) {
  const icu::UnicodeString letters = decomposed(text);
  icu::UnicodeString words(static_cast<UChar>(' '));
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (is_apostrophe(c) || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_FORMAT_CHAR) continue;
    if (u_isalnum(c)) {
      words.append(keep_case ? c : u_foldCase(c, U_FOLD_CASE_DEFAULT));
    } else if (words.charAt(words.length() - 1) != ' ') {
      words.append(static_cast<UChar>(' '));
    }
  }
  if (words.charAt(words.length() - 1) != ' ') words.append(static_cast<UChar>(' '));
  std::string out;
  words.toUTF8String(out);
  return out;
}

Audience audience_of(const Mission& mission, const PartyRule& rule, const RedLine& line) {
  const auto& views = mission.private_views;
  if (rule.party.index < mission.parties.size() &&
      std::find(views.begin(), views.end(), rule.party) != views.end()) {
    const Side side = mission.parties[rule.party.index].side;
    return side == Side::coalition ? Audience::coalition
           : side == Side::host    ? Audience::host
                                   : Audience::nobody;
  }
  return line.illustrative ? Audience::own_side : Audience::joint;
}

std::vector<Secret> secrets_of(const Mission& mission) {
  const auto common = common_names(mission);
  std::vector<Secret> secrets;
  const auto add = [&](const std::string& words, Audience audience) {
    const std::string folded = folded_words(words);
    if (folded == " " || common.contains(folded)) return;
    for (Secret& known : secrets) {
      if (known.words != words) continue;
      known.audience = narrower(known.audience, audience);
      return;
    }
    secrets.push_back({words, audience});
  };
  for (const Site& site : mission.sites) {
    for (const std::string& name : names_of_site(site)) add(name, Audience::own_side);
  }
  for (const PartyRule& rule : mission.rules) {
    for (const RedLine& line : rule.lines) add(line.words, audience_of(mission, rule, line));
  }
  return secrets;
}

SecretSearch::SecretSearch(const std::vector<Secret>& secrets, Edition edition) {
  for (const Secret& secret : secrets) {
    if (may_read(edition, secret.audience)) continue;
    Needle needle{.words = secret.words, .folded = folded_words(secret.words)};
    if (needle.folded.size() < 3) continue;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    needle.own_case =
        needle.folded.size() <= 5 && std::none_of(needle.folded.begin(), needle.folded.end(), is_digit);
    if (needle.own_case) needle.folded = folded_words(secret.words, true);
    needles_.push_back(std::move(needle));
  }
}

std::optional<std::string> SecretSearch::first_in(std::string_view text) const {
  if (text.empty() || needles_.empty()) return std::nullopt;
  const std::string folded = folded_words(text), as_written = folded_words(text, true);
  for (const Needle& needle : needles_) {
    if ((needle.own_case ? as_written : folded).find(needle.folded) != std::string::npos) return needle.words;
  }
  return std::nullopt;
}

bool SecretSearch::finds_part(std::string_view word) const {
  const std::string folded = folded_words(word);
  if (folded.size() < 4) return false;
  const std::string plain = folded.substr(1, folded.size() - 2);
  if (std::find(kSmallWords.begin(), kSmallWords.end(), plain) != kSmallWords.end()) return false;
  return std::any_of(needles_.begin(), needles_.end(),
                     [&](const Needle& needle) { return needle.folded.find(folded) != std::string::npos; });
}

std::optional<TellingName> telling_name(const Mission& mission, Edition edition) {
  const SecretSearch search(secrets_of(mission), edition);
  std::optional<TellingName> telling;
  const auto look = [&](const char* what, const std::string& name) {
    if (telling) return;
    if (const auto secret = search.first_in(name)) telling = TellingName{what, name, *secret};
  };
  look("the title", mission.title);
  look("the host's name", mission.host_name);
  look("the coalition's name", mission.coalition_name);
  for (const Party& party : mission.parties) look("a party's name", party.name);
  for (const Region& region : mission.regions) look("a region's name", region.name);
  for (const Stream& stream : mission.streams) look("a stream's name", stream.name);
  for (const Function& function : mission.functions) look("a function's name", function.name);
  for (const Task& task : mission.tasks) look("a task's name", task.name);
  return telling;
}

}  // namespace handover
