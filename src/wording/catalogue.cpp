#include "wording/catalogue.h"

#include "base/problem.h"
#include "tables/toml.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <unicode/listformatter.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/uchar.h>

namespace handover::wording {
namespace {

// A catalogue comes in pieces, one after the other.
struct CatalogueText {
  std::string_view language, toml;
};
constexpr CatalogueText kTexts[] = {
#include "wording/catalogue_texts.inc"
};

std::string text_of(const std::string& language) {
  std::string text;
  for (const CatalogueText& one : kTexts) {
    if (one.language == language) text += one.toml;
  }
  if (!text.empty()) return text;
  throw std::invalid_argument(fmt::format("no catalogue of the language '{}' ships", language));
}

void check(UErrorCode status, std::string_view what) {
  if (U_FAILURE(status)) throw std::logic_error(fmt::format("{}: {}", what, u_errorName(status)));
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

std::string utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

// Of all arguments, or of those that a text is selected by.
std::set<std::string> argument_names(const icu::UnicodeString& pattern, std::string_view message,
                                     bool selectors_alone = false) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(pattern, nullptr, status);
  check(status, message);
  std::set<std::string> names;
  for (int i = 0; i < parsed.countParts(); ++i) {
    const auto& part = parsed.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    const bool selects = i > 0 && parsed.getPart(i - 1).getArgType() == UMSGPAT_ARG_TYPE_SELECT;
    if (selects || !selectors_alone) names.insert(utf8(parsed.getSubstring(part)));
  }
  return names;
}

}  // namespace

struct Catalogue::Impl {
  std::string language, tag;  // tag: of the locale
  icu::Locale locale;
  Direction direction = Direction::left_to_right;
  std::vector<icu::UnicodeString> patterns;      // [message]
  std::vector<std::set<std::string>> arguments;  // [message]
  std::vector<std::set<std::string>> selectors;  // [message] arguments whose words choose among texts
  std::vector<bool> reviewed;                    // [message]

  icu::Formattable formattable(const Value& value) const;
  icu::UnicodeString list(const std::vector<std::string>& items) const;
  icu::UnicodeString isolated(const std::string& words) const;
  void fill(const TomlTable& messages, bool all_reviewed, const std::set<std::string>& unreviewed);
};

// A message that the English catalogue lacks, and one that no code asks for, are faults of the program. What
// another language lacks stays empty.
void Catalogue::Impl::fill(const TomlTable& messages, bool all_reviewed,
                           const std::set<std::string>& unreviewed) {
  for (const std::string_view name : kMessageNames) {
    const auto at = messages.find(name);
    if (at == messages.end()) {
      if (language == "en") throw std::logic_error(fmt::format("{}: {} is missing", language, name));
      patterns.emplace_back();
      arguments.emplace_back();
      selectors.emplace_back();
      reviewed.push_back(false);
      continue;
    }
    patterns.push_back(unicode(std::get<std::string>(at->second.value)));
    arguments.push_back(argument_names(patterns.back(), name));
    selectors.push_back(argument_names(patterns.back(), name, true));
    reviewed.push_back(all_reviewed && !unreviewed.contains(std::string(name)));
  }
  for (const auto& [name, value] : messages) {
    if (std::find(kMessageNames.begin(), kMessageNames.end(), name) == kMessageNames.end())
      throw std::logic_error(fmt::format("{}: {} is in no English catalogue", language, name));
  }
}

// Words of a left-to-right script inside a right-to-left sentence keep their own order, and what stands
// around them keeps its place (Unicode Standard Annex 9: first strong isolate).
icu::UnicodeString Catalogue::Impl::isolated(const std::string& words) const {
  const icu::UnicodeString text = unicode(words);
  if (direction == Direction::left_to_right) return text;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UCharDirection strength = u_charDirection(text.char32At(i));
    if (strength == U_LEFT_TO_RIGHT) return icu::UnicodeString(u"\u2068") + text + u"\u2069";
    if (strength == U_RIGHT_TO_LEFT || strength == U_RIGHT_TO_LEFT_ARABIC) break;
  }
  return text;
}

icu::UnicodeString Catalogue::Impl::list(const std::vector<std::string>& items) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> form(icu::ListFormatter::createInstance(locale, status));
  check(status, "a list");
  std::vector<icu::UnicodeString> texts;
  for (const std::string& item : items) texts.push_back(isolated(item));
  icu::UnicodeString joined;
  form->format(texts.data(), static_cast<int>(texts.size()), joined, status);
  check(status, "a list");
  return joined;
}

icu::Formattable Catalogue::Impl::formattable(const Value& value) const {
  struct Visitor {
    const Impl& impl;
    icu::Formattable operator()(std::int64_t count) const { return icu::Formattable(count); }
    icu::Formattable operator()(const Rounded& figure) const { return text(number(figure.value, impl.tag)); }
    icu::Formattable operator()(const Exact& figure) const {
      return text(exact(figure.value, figure.decimals, impl.tag));
    }
    icu::Formattable operator()(const Date& date) const { return text(day(date, impl.tag)); }
    icu::Formattable operator()(const Month& one) const { return text(month(one, impl.tag)); }
    icu::Formattable operator()(const std::string& words) const { return {impl.isolated(words)}; }
    icu::Formattable operator()(const std::vector<std::string>& items) const { return {impl.list(items)}; }
    static icu::Formattable text(const std::string& words) { return {unicode(words)}; }
  };
  return std::visit(Visitor{*this}, value);
}

Catalogue::Catalogue(const std::string& language) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(text_of(language), language + ".toml", problems);
  if (!problems.empty()) throw std::logic_error(to_string(problems.front()));
  TomlReader reader(table, language + ".toml", "", 0, problems);
  auto impl = std::make_unique<Impl>();
  impl->language = language;
  UErrorCode status = U_ZERO_ERROR;
  impl->tag = reader.optional_text("locale", language);
  impl->locale = icu::Locale::forLanguageTag(impl->tag, status);
  check(status, impl->tag);
  if (reader.text("direction") == "rtl") impl->direction = Direction::right_to_left;
  const auto unreviewed = reader.texts("unreviewed");
  impl->fill(std::get<TomlTable>(table.at("messages").value), reader.yes("reviewed", false),
             {unreviewed.begin(), unreviewed.end()});
  impl_ = std::move(impl);
}
Catalogue::~Catalogue() = default;

const Catalogue& Catalogue::english() {
  static const Catalogue catalogue("en");
  return catalogue;
}

const Catalogue& Catalogue::of(const std::string& language) {
  if (language == "en") return english();
  static std::mutex guard;
  static std::map<std::string, std::unique_ptr<const Catalogue>> made;
  const std::lock_guard lock(guard);
  auto& catalogue = made[language];
  if (!catalogue) catalogue = std::make_unique<const Catalogue>(language);
  return *catalogue;
}

std::string Catalogue::operator()(Key key, std::initializer_list<Argument> arguments) const {
  if (!has(key.index())) return "[en] " + english()(key, arguments);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const Argument& argument : arguments) {
    names.push_back(unicode(argument.name));
    const auto* words = std::get_if<std::string>(&argument.value);
    const bool selects =
        words != nullptr && impl_->selectors[key.index()].contains(std::string(argument.name));
    values.push_back(selects ? icu::Formattable(unicode(*words)) : impl_->formattable(argument.value));
  }
  for (const std::string& name : impl_->arguments[key.index()]) {
    const bool given = std::any_of(arguments.begin(), arguments.end(),
                                   [&](const Argument& one) { return one.name == name; });
    if (!given) throw std::logic_error(fmt::format("{}: the argument {} is missing", key.name(), name));
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(impl_->patterns[key.index()], impl_->locale, status);
  check(status, key.name());
  icu::UnicodeString text;
  format.format(names.data(), values.data(), static_cast<int>(values.size()), text, status);
  check(status, key.name());
  return utf8(text);
}

const std::string& Catalogue::language() const {
  return impl_->language;
}
const std::string& Catalogue::locale() const {
  return impl_->tag;
}
Direction Catalogue::direction() const {
  return impl_->direction;
}
bool Catalogue::has(std::size_t message) const {
  return !impl_->patterns.at(message).isEmpty();
}
bool Catalogue::reviewed(std::size_t message) const {
  return impl_->reviewed.at(message);
}
std::vector<std::string> Catalogue::arguments_of(std::size_t message) const {
  const auto& names = impl_->arguments.at(message);
  return {names.begin(), names.end()};
}

std::vector<std::string> languages() {
  std::vector<std::string> codes;
  for (const CatalogueText& one : kTexts) {
    if (codes.empty() || codes.back() != one.language) codes.emplace_back(one.language);
  }
  return codes;
}

Completeness completeness_of(const std::string& language) {
  const Catalogue& catalogue = Catalogue::of(language);
  Completeness found{.language = language, .messages = kMessageNames.size(), .missing = {}, .unreviewed = {}};
  for (std::size_t message = 0; message < kMessageNames.size(); ++message) {
    if (!catalogue.has(message)) {
      found.missing.emplace_back(kMessageNames[message]);
      continue;
    }
    ++found.translated;
    if (catalogue.reviewed(message))
      ++found.reviewed;
    else
      found.unreviewed.emplace_back(kMessageNames[message]);
  }
  return found;
}

}  // namespace handover::wording
