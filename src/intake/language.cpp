#include "intake/formats.h"
#include "intake/words.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace handover::intake {
namespace {

// As many letters as are looked at; a language does not change behind them.
constexpr std::size_t kSample = 200'000;

struct Language {
  std::string_view code;
  std::array<std::string_view, 12> words;
};
constexpr Language kLatin[] = {
    {"en", {"the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "said"}},
    {"fr", {"le", "la", "les", "des", "et", "du", "une", "dans", "que", "pour", "est", "sur"}},
    {"de", {"der", "die", "und", "das", "den", "von", "mit", "ist", "nicht", "ein", "auf", "im"}},
    {"es", {"el", "los", "las", "del", "que", "una", "por", "con", "para", "es", "su", "se"}},
    {"it", {"il", "di", "che", "della", "per", "una", "sono", "del", "gli", "con", "non", "nel"}},
    {"pt", {"o", "os", "do", "da", "que", "uma", "para", "com", "não", "em", "dos", "por"}},
    {"tr", {"ve", "bir", "bu", "için", "ile", "olarak", "da", "de", "olan", "daha", "çok", "ise"}},
    {"nl", {"het", "een", "van", "de", "en", "dat", "niet", "zijn", "op", "voor", "met", "ook"}},
    {"ku", {"û", "di", "ku", "ji", "bi", "li", "ew", "xwe", "jî", "de", "bo", "vê"}}};

std::string by_words(std::string_view text) {
  const Words words = words_of(text);
  std::array<std::size_t, std::size(kLatin)> hits{};
  for (const Token& token : words.tokens) {
    for (std::size_t i = 0; i < std::size(kLatin); ++i) {
      if (std::find(kLatin[i].words.begin(), kLatin[i].words.end(), token.folded) != kLatin[i].words.end())
        ++hits[i];
    }
  }
  const auto best = std::max_element(hits.begin(), hits.end());
  // Fewer than one common word in thirty is a list of names or another language.
  if (*best * 30 < words.tokens.size() || *best < 2) return {};
  return std::string(kLatin[static_cast<std::size_t>(best - hits.begin())].code);
}

}  // namespace

std::string language_of(std::string_view text) {
  text = text.substr(0, kSample);
  std::size_t latin = 0;
  std::size_t arabic = 0;
  std::size_t cyrillic = 0;
  std::size_t other = 0;
  std::size_t persian = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    if (c < 0 || u_isalpha(c) == 0) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    if (script == USCRIPT_LATIN)
      ++latin;
    else if (script == USCRIPT_ARABIC)
      ++arabic;
    else if (script == USCRIPT_CYRILLIC)
      ++cyrillic;
    else
      ++other;
    if (c == 0x067E || c == 0x0686 || c == 0x06AF || c == 0x06CC || c == 0x06A9) ++persian;
  }
  const std::size_t all = latin + arabic + cyrillic + other;
  if (all == 0) return {};
  if (arabic * 2 > all) return persian * 20 > arabic ? "fa" : "ar";
  if (cyrillic * 2 > all) return "ru";
  if (latin * 2 > all) return by_words(text);
  return {};
}

}  // namespace handover::intake
