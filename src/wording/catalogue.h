// Messages in the reader's language. A catalogue is a TOML file of ICU message patterns (catalogues/en.toml);
// code names a message and gives typed arguments, and never joins pieces of sentences: word order, plurals,
// numbers, dates and lists are the catalogue's and the locale's. A language is added by a file and its code
// in CMakeLists.txt.
//
// Patterns: https://unicode-org.github.io/icu/userguide/format_parse/messages/ (plural, select and
// selectordinal).
#pragma once

#include "base/dates.h"
#include "wording/numbers.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace handover::wording {

inline constexpr auto kMessageNames = std::to_array<std::string_view>({
#include "wording/message_names.inc"
});

// The name of a message. Made from a literal alone; a name that the English catalogue does not hold does not
// compile.
class Key {
 public:
  consteval Key(const char* name)
      : index_(index_of(name)) {}  // NOLINT(google-explicit-constructor): a name is a key
  constexpr std::size_t index() const { return index_; }
  constexpr std::string_view name() const { return kMessageNames[index_]; }

 private:
  static consteval std::size_t index_of(std::string_view name) {
    for (std::size_t i = 0; i < kMessageNames.size(); ++i) {
      if (kMessageNames[i] == name) return i;
    }
    throw std::logic_error("the English catalogue has no message of this name");
  }
  std::size_t index_;
};

using Value = std::variant<std::int64_t, Rounded, Exact, Date, Month, std::string, std::vector<std::string>>;

// A named argument of a message: a count (also for plurals), a figure rounded by the one rule, one as it was
// stated, a day, a month, text as it stands in the mission, or a list that the locale joins.
struct Argument {
  template <class T>
  Argument(std::string_view argument, T given) : name(argument), value(to_value(std::move(given))) {}
  std::string_view name;
  Value value;

 private:
  static Value to_value(Value given) { return given; }
  template <class T>
  static Value to_value(T given) requires std::is_integral_v<T> {
    return static_cast<std::int64_t>(given);
  }
  static Value to_value(const char* given) { return std::string(given); }
  static Value to_value(std::string_view given) { return std::string(given); }
  static Value to_value(std::string given) { return given; }
};

enum class Direction { left_to_right, right_to_left };

// Immutable; threads may share one.
class Catalogue {
 public:
  // Throws std::invalid_argument for a language that does not ship; std::logic_error when the file is not
  // sound.
  explicit Catalogue(const std::string& language);
  ~Catalogue();
  static const Catalogue& english();

  // The shared catalogue of a language; throws like the constructor.
  static const Catalogue& of(const std::string& language);

  // The message with its arguments set in; one that this language lacks is the English one after "[en] ", so
  // that a reader sees it. Throws std::logic_error when the pattern names an argument that was not given.
  std::string operator()(Key key, std::initializer_list<Argument> arguments = {}) const;

  const std::string& language() const;  // a BCP 47 tag: "en", "ar"
  const std::string& locale() const;    // by which numbers, dates and lists are written: "ar-IQ"
  Direction direction() const;
  bool has(std::size_t message) const;       // false: English stands in
  bool reviewed(std::size_t message) const;  // by a person who writes the language natively
  // Names of arguments that a message's pattern uses, sorted: the same in every language.
  std::vector<std::string> arguments_of(std::size_t message) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

// Codes of the languages that ship, English first.
std::vector<std::string> languages();

// How far a language is: of all messages those that it has, and of these those that were reviewed.
struct Completeness {
  std::string language;
  std::size_t messages = 0, translated = 0, reviewed = 0;
  std::vector<std::string> missing;     // names
  std::vector<std::string> unreviewed;  // names of those that are there and that no native writer has read
};
Completeness completeness_of(const std::string& language);

}  // namespace handover::wording
