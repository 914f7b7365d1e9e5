#include "evidence/spoken_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace handover::evidence {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = trimmed(text.substr(prefix.size()));
  return true;
}

std::optional<DateSpan> year_span(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  const auto january = parse_month(std::string(text) + "-01");
  if (!january) return std::nullopt;
  return DateSpan{first_day(*january), last_day(plus_months(*january, 11))};
}

std::optional<DateSpan> plain_span(std::string_view text) {
  if (const auto day = parse_date(text)) return DateSpan{*day, *day};
  if (const auto month = parse_month(text)) return DateSpan{first_day(*month), last_day(*month)};
  return year_span(text);
}

// The first, second or last third of a year or of a month.
DateSpan third_of(const DateSpan& whole, int which) {
  const bool is_year = days_between(whole.from, whole.to).value > 31;
  if (!is_year) {
    const Date tenth = whole.from + std::chrono::days{10 * which};
    return {tenth, which == 2 ? whole.to : tenth + std::chrono::days{9}};
  }
  const Month start = plus_months(month_of(whole.from), 4 * which);
  return {first_day(start), last_day(plus_months(start, 3))};
}

std::optional<DateSpan> one_date(std::string_view text) {
  text = trimmed(text);
  int which = -1;
  constexpr std::array<std::string_view, 3> kThirds = {"early", "mid", "late"};
  for (int i = 0; i < 3; ++i) {
    if (which < 0 && take_prefix(text, kThirds[static_cast<std::size_t>(i)])) which = i;
  }
  if (which >= 0) take_prefix(text, "-");
  const auto whole = plain_span(text);
  if (!whole || which < 0) return whole;
  if (whole->is_day()) return std::nullopt;
  return third_of(*whole, which);
}

// Without what parts thousands: commas, blanks and the narrow blanks of print. Nothing when one of them does
// not stand between a digit and three digits.
std::optional<std::string> without_thousands_marks(std::string_view text) {
  constexpr std::string_view kMarks[] = {",", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  const auto digit_at = [&text](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  std::string digits;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    for (const std::string_view mark : kMarks) {
      if (text.substr(i).starts_with(mark)) length = mark.size();
    }
    const std::size_t next = i + length;
    if (length == 0) {
      digits += text[i++];
      continue;
    }
    const bool parts = i > 0 && digit_at(i - 1) && digit_at(next) && digit_at(next + 1) &&
                       digit_at(next + 2) && !digit_at(next + 3) && digits.find('.') == std::string::npos;
    if (!parts) return std::nullopt;
    i = next;
  }
  return digits;
}

// "thousand" and the like at the end of the text, taken off.
double take_multiplier(std::string_view& text) {
  constexpr std::pair<std::string_view, double> kWords[] = {
      {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"mn", 1e6},
      {"bn", 1e9},       {"k", 1e3},       {"m", 1e6}};
  for (const auto& [word, times] : kWords) {
    if (!text.ends_with(word)) continue;
    const std::string_view number = trimmed(text.substr(0, text.size() - word.size()));
    if (number.empty() || number.back() < '0' || number.back() > '9') continue;
    text = number;
    return times;
  }
  return 1.0;
}

// A number with thousands separators ("2,500") or a word behind it ("170 thousand"); the whole text must be
// used up.
std::optional<double> plain_number(std::string_view text) {
  text = trimmed(text);
  const double times = take_multiplier(text);
  const auto digits = without_thousands_marks(text);
  if (!digits) return std::nullopt;
  double value = 0.0;
  const char* end = digits->data() + digits->size();
  const auto [stop, failure] = std::from_chars(digits->data(), end, value);
  if (failure != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value * times;
}

std::optional<NumberRange> two_numbers(std::string_view text, std::string_view joint) {
  const auto middle = text.find(joint, 1);
  if (middle == std::string_view::npos) return std::nullopt;
  auto low = plain_number(text.substr(0, middle));
  std::string_view second = trimmed(text.substr(middle + joint.size()));
  const auto high = plain_number(second);
  // "140-142 thousand": the word is meant for both.
  const double times = take_multiplier(second);
  if (low && high && times > 1.0 && *low < 1000.0 && *low * times <= *high) *low *= times;
  if (!low || !high || *low > *high) return std::nullopt;
  return NumberRange{*low, *high};
}

struct Meaning {
  std::string_view name;
  std::string_view forms;  // beginnings of words, each between blanks
};
// Words that mean the same when they are said of one object.
constexpr Meaning kMeanings[] = {
    {"end", " end ended ending ends conclu terminat finish remov withdraw depart leav expel eject "},
    {"transition", " transition transform evolv evolution convert "},
    {"reduce", " reduc drawdown downsiz shrink fewer "},
    {"stay", " stay remain keep continu maintain extend prolong "},
    {"made", " made submitted received filed lodged formal official "},
    {"specific", " specific clear fixed definite "},
};
constexpr std::string_view kDenials = " not no none never without nobody nothing unrelated neither un ";
constexpr std::string_view kFillers =
    " the a an of to in on for and or is are be has have was were any its their by ";

bool among(std::string_view words, std::string_view word) {
  return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

std::string meaning_of(const std::string& word) {
  for (const Meaning& meaning : kMeanings) {
    for (const std::string& form : words_of(meaning.forms)) {
      // Short forms must match whole, or "end" would swallow "endure".
      if (form.size() < 5 ? word == form : word.starts_with(form)) return std::string(meaning.name);
    }
  }
  return word;
}

}  // namespace

std::optional<DateSpan> parse_spoken_date(std::string_view raw) {
  const std::string text = lowered(trimmed(raw));
  const auto joint = text.find("..");
  if (joint == std::string::npos) return one_date(text);
  const auto from = one_date(std::string_view(text).substr(0, joint));
  const auto to = one_date(std::string_view(text).substr(joint + 2));
  if (!from || !to || from->from > to->to) return std::nullopt;
  return DateSpan{from->from, to->to};
}

std::optional<std::chrono::weekday> parse_weekday(std::string_view raw) {
  constexpr std::string_view kNames[] = {"sunday",   "monday", "tuesday", "wednesday",
                                         "thursday", "friday", "saturday"};
  const std::string text = lowered(trimmed(raw));
  for (unsigned i = 0; i < 7; ++i) {
    if (text == kNames[i] || text == kNames[i].substr(0, 3)) return std::chrono::weekday{i};
  }
  return std::nullopt;
}

bool contains(const DateSpan& span, std::chrono::weekday day) {
  if (days_between(span.from, span.to).value >= 6) return true;
  for (Date date = span.from; date <= span.to; date += std::chrono::days{1}) {
    if (std::chrono::weekday{date} == day) return true;
  }
  return false;
}

std::optional<NumberRange> parse_spoken_number(std::string_view raw) {
  const std::string low_case = lowered(trimmed(raw));
  std::string_view text = low_case;
  if (text == "dozens") return NumberRange{24, 99};
  if (text == "hundreds") return NumberRange{200, 999};
  if (text == "thousands") return NumberRange{2000, 9999};
  const auto with_prefix = [&text](std::initializer_list<std::string_view> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](auto prefix) { return take_prefix(text, prefix); });
  };
  if (with_prefix({">=", ">", "more than", "over", "at least"})) {
    const auto number = plain_number(text);
    return number ? std::optional(NumberRange{*number, std::max(*number, *number * kMoreThan)})
                  : std::nullopt;
  }
  if (with_prefix({"<=", "<", "fewer than", "less than", "under", "at most", "nearly", "almost"})) {
    const auto number = plain_number(text);
    return number ? std::optional(NumberRange{std::min(*number, *number / kMoreThan), *number})
                  : std::nullopt;
  }
  if (with_prefix({"~", "about", "approximately", "around", "some", "roughly"})) {
    const auto number = plain_number(text);
    if (!number) return std::nullopt;
    const double margin = kAbout * std::abs(*number);
    return NumberRange{*number - margin, *number + margin};
  }
  if (const auto number = plain_number(text)) return NumberRange{*number, *number};
  if (const auto range = two_numbers(text, "..")) return range;
  for (const std::string_view joint : {"\xE2\x80\x93", "\xE2\x80\x94", " to ", "-"}) {
    if (const auto range = two_numbers(text, joint)) return range;
  }
  return std::nullopt;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char raw : text) {
    const char c = lower(raw);
    // Bytes above 127 are parts of letters outside ASCII and stay in their word.
    const bool part =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) >= 128);
    if (part) word += c;
    if (!part && !word.empty()) words.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

Sense parse_sense(std::string_view text) {
  Sense sense;
  for (const std::string& word : words_of(text)) {
    if (among(kDenials, word)) {
      sense.denied = !sense.denied;
      if (word == "unrelated") sense.meanings.insert("related");
    } else if (!among(kFillers, word)) {
      sense.meanings.insert(meaning_of(word));
    }
  }
  return sense;
}

bool agree(const Sense& a, const Sense& b) {
  if (a.denied != b.denied) return false;
  if (a.meanings.empty() || b.meanings.empty()) return a.meanings == b.meanings;
  std::size_t shared = 0;
  for (const std::string& meaning : a.meanings) shared += b.meanings.contains(meaning) ? 1U : 0U;
  return 2 * shared >= std::min(a.meanings.size(), b.meanings.size());
}

}  // namespace handover::evidence
