#include "evidence/place_names.h"

#include "evidence/boundaries.h"
#include "evidence/spoken_values.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace handover::evidence {

struct NameFolder::State {
  // Made when the first name needs it: compiling ICU's rules takes longer than reading many a file.
  std::unique_ptr<icu::Transliterator> transliterator;
  icu::Transliterator& rules() {
    if (transliterator) return *transliterator;
    UErrorCode status = U_ZERO_ERROR;
    transliterator.reset(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0 || !transliterator)
      throw std::runtime_error("ICU has no transliteration rules");
    return *transliterator;
  }
};

NameFolder::NameFolder() : state_(std::make_unique<State>()) {}
NameFolder::~NameFolder() = default;
NameFolder::NameFolder(NameFolder&&) noexcept = default;
NameFolder& NameFolder::operator=(NameFolder&&) noexcept = default;

std::string NameFolder::fold(std::string_view name) {
  const bool plain =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  std::string folded;
  if (plain) {
    folded = name;
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return folded;
  }
  auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  state_->rules().transliterate(text);
  text.toUTF8String(folded);
  return folded;
}

bool matches_glob(std::string_view pattern, std::string_view text) {
  // Greedy with one point to go back to: linear in practice, never exponential.
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string place_key(std::string_view folded) {
  // Marks within a word are dropped rather than taken as its end ("ta'mim").
  std::string text;
  for (const char c : folded) {
    if (c != '\'' && c != '`') text += c;
  }
  constexpr std::string_view kFillers =
      " al an ad as ash ar at az ad dh el ed ez er es the of province governorate district region state "
      "department "
      "county muhafazat muhafazah qada nahiyat town city village ";
  std::string key;
  for (const std::string& word : words_of(text)) {
    if (kFillers.find(" " + word + " ") != std::string_view::npos) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

std::string consonants(std::string_view key) {
  constexpr std::string_view kVowels = "aeiouyw";
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const bool word_ends = i + 1 == key.size() || key[i + 1] == ' ';
    if (kVowels.find(c) != std::string_view::npos) continue;
    if (c == 'h' && word_ends) continue;     // the silent ending of "Basrah"
    if (i > 0 && key[i - 1] == c) continue;  // doubled letters; "ninawa" has two, with a vowel between
    result += c;
  }
  return result;
}

ZoneNames::ZoneNames(std::span<const Zone> zones) {
  const auto add = [](auto& names, const std::string& key, ZoneId zone) {
    if (key.size() < 2) return;
    const auto [entry, is_new] = names.try_emplace(key, Entry{zone});
    if (!is_new && entry->second.zone != zone) entry->second.unique = false;
  };
  for (std::uint16_t i = 0; i < zones.size(); ++i) {
    for (const std::string* name : {&zones[i].id, &zones[i].name}) {
      const std::string key = key_of(*name);
      add(by_key_, key, ZoneId{i});
      add(by_consonants_, consonants(key), ZoneId{i});
    }
    if (zones[i].map_code.empty()) continue;
    add(by_key_, folder_.fold(zones[i].map_code), ZoneId{i});
    for (const std::string& code : other_map_codes(zones[i].map_code))
      add(by_key_, folder_.fold(code), ZoneId{i});
  }
}

std::optional<ZoneId> ZoneNames::look_up(const std::unordered_map<std::string, Entry>& names,
                                         const std::string& key) {
  const auto entry = names.find(key);
  if (entry == names.end() || !entry->second.unique) return std::nullopt;
  return entry->second.zone;
}

std::optional<ZoneId> ZoneNames::find(std::string_view name) {
  // A map code is taken as it is: its parts may look like articles ("IQ-AN").
  const std::string folded = folder_.fold(name);
  const auto by_code = look_up(by_key_, folded);
  return by_code ? by_code : look_up(by_key_, place_key(folded));
}

std::optional<ZoneId> ZoneNames::find_alike(std::string_view name) {
  return look_up(by_consonants_, consonants(key_of(name)));
}

}  // namespace handover::evidence
