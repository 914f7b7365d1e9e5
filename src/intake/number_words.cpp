#include "intake/number_words.h"

#include "intake/numerals.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::intake {
namespace {

constexpr const char* kApproximations[] = {"exact", "about",   "over",  "at_least",
                                           "under", "at_most", "range", "vague"};

struct Prefix {
  std::string_view words;  // separated by blanks
  Approximation meaning;
};
// Longer ones first.
constexpr Prefix kPrefixes[] = {{"no fewer than", Approximation::at_least},
                                {"not fewer than", Approximation::at_least},
                                {"slightly more than", Approximation::over},
                                {"slightly over", Approximation::over},
                                {"slightly fewer than", Approximation::under},
                                {"slightly less than", Approximation::under},
                                {"slightly under", Approximation::under},
                                {"in the region of", Approximation::about},
                                {"in the order of", Approximation::about},
                                {"on the order of", Approximation::about},
                                {"something like", Approximation::about},
                                {"upwards of", Approximation::over},
                                {"upward of", Approximation::over},
                                {"north of", Approximation::over},
                                {"somewhere around", Approximation::about},
                                {"exactly", Approximation::exact},
                                {"precisely", Approximation::exact},
                                {"no less than", Approximation::at_least},
                                {"not less than", Approximation::at_least},
                                {"no more than", Approximation::at_most},
                                {"not more than", Approximation::at_most},
                                {"as many as", Approximation::at_most},
                                {"as few as", Approximation::at_least},
                                {"as much as", Approximation::at_most},
                                {"a total of", Approximation::exact},
                                {"an estimated", Approximation::about},
                                {"in excess of", Approximation::over},
                                {"well over", Approximation::over},
                                {"more than", Approximation::over},
                                {"greater than", Approximation::over},
                                {"fewer than", Approximation::under},
                                {"less than", Approximation::under},
                                {"at least", Approximation::at_least},
                                {"at most", Approximation::at_most},
                                {"up to", Approximation::at_most},
                                {"close to", Approximation::about},
                                {"just over", Approximation::over},
                                {"just under", Approximation::under},
                                {"some", Approximation::about},
                                {"about", Approximation::about},
                                {"around", Approximation::about},
                                {"approximately", Approximation::about},
                                {"roughly", Approximation::about},
                                {"nearly", Approximation::about},
                                {"almost", Approximation::about},
                                {"estimated", Approximation::about},
                                {"circa", Approximation::about},
                                {"over", Approximation::over},
                                {"above", Approximation::over},
                                {"exceeding", Approximation::over},
                                {"under", Approximation::under},
                                {"below", Approximation::under},
                                {"minimum of", Approximation::at_least},
                                {"maximum of", Approximation::at_most},
                                {"~", Approximation::about},
                                {"\xE2\x89\x88", Approximation::about},
                                {">", Approximation::over},
                                {"<", Approximation::under},
                                {"اكثر من", Approximation::over},
                                {"ما يزيد علي", Approximation::over},
                                {"ما لا يقل عن", Approximation::at_least},
                                {"لا يقل عن", Approximation::at_least},
                                {"علي الاقل", Approximation::at_least},
                                {"اقل من", Approximation::under},
                                {"نحو", Approximation::about},
                                {"حوالي", Approximation::about},
                                {"قرابه", Approximation::about},
                                {"زهاء", Approximation::about},
                                {"ما يقارب", Approximation::about},
                                {"تقريبا", Approximation::about}};

// Skips the words when they stand here.
bool skip_words(Reader& reader, std::string_view phrase) {
  std::size_t at = reader.at;
  for (std::size_t start = 0; start < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', start), phrase.size());
    if (at >= reader.end || reader.words.tokens[at].folded != phrase.substr(start, end - start)) return false;
    ++at;
    start = end + 1;
  }
  reader.at = at;
  return true;
}

Approximation read_prefixes(Reader& reader) {
  Approximation approximation = Approximation::exact;
  for (int repeats = 0; repeats < 2; ++repeats) {
    bool found = false;
    for (const Prefix& prefix : kPrefixes) {
      if (!skip_words(reader, prefix.words)) continue;
      if (approximation == Approximation::exact) approximation = prefix.meaning;
      found = true;
      break;
    }
    if (!found) break;
  }
  return approximation;
}

// "dozens of", "hundreds of thousands of", "several hundred", "a few dozen", "many thousands".
std::optional<SaidNumber> read_vague(Reader& reader, std::size_t first) {
  const std::size_t figure = reader.at;
  const bool some = reader.sees("several") || reader.sees("many") || reader.sees("few");
  const bool article = reader.sees("a") && reader.sees("few", 1);
  if (article) ++reader.at;
  if (some || article) ++reader.at;
  if (article && reader.sees("of")) ++reader.at;
  const Token* token = reader.peek();
  if (token == nullptr) return std::nullopt;
  double unit = vague_unit(token->folded).value_or(0.0);
  const auto magnitude = magnitude_of(token->folded);
  if (unit == 0.0 && (some || article)) unit = token->is("dozen") ? 12.0 : magnitude.value_or(0.0);
  if (unit == 0.0) return std::nullopt;
  ++reader.at;
  // "tens of thousands"
  if (reader.sees("of") && reader.peek(1) != nullptr) {
    if (const auto more = vague_unit(reader.peek(1)->folded); more && *more >= 1e3) {
      unit *= *more;
      reader.at += 2;
    }
  }
  if (unit == 10.0 && token->is("tens")) return std::nullopt;
  SaidNumber number{.first = first, .last = reader.at, .figure = figure, .value = unit};
  number.low = 2 * unit;
  number.high = unit == 12.0 ? 99.0 : 9 * unit + unit - 1;
  number.approximation = Approximation::vague;
  number.vague = unit <= 20.0 ? "dozens" : unit < 1e3 ? "hundreds" : unit < 1e6 ? "thousands" : "millions";
  if (unit > 1e3) number.vague = fmt::format("{:.0f}..{:.0f}", number.low, number.high);
  if (reader.sees("of") && reader.peek(1) != nullptr) ++number.last;
  return number;
}

// The other end of a range: "20 to 30", "20-30", "between 20 and 30".
std::optional<Figure> read_range_end(Reader& reader, bool between) {
  const std::size_t before = reader.at;
  const bool joined =
      reader.sees("-") || reader.sees("to") || reader.sees("or") || (between && reader.sees("and"));
  if (!joined) return std::nullopt;
  ++reader.at;
  const auto end = read_figure(reader);
  if (!end || end->ordinal) {
    reader.at = before;
    return std::nullopt;
  }
  return end;
}

void read_suffix(Reader& reader, SaidNumber& number) {
  if (skip_words(reader, "or more") || skip_words(reader, "and more")) {
    number.approximation = Approximation::at_least;
  } else if (skip_words(reader, "or fewer") || skip_words(reader, "or less")) {
    number.approximation = Approximation::at_most;
  } else if (skip_words(reader, "or so")) {
    number.approximation = Approximation::about;
  } else if (reader.sees("-") && reader.sees("plus", 1)) {
    reader.at += 2;
    number.approximation = Approximation::over;
  } else if (reader.sees("plus") || (reader.sees("+") && !reader.peek()->space_before)) {
    ++reader.at;
    number.approximation = Approximation::over;
  }
  if (reader.sees("%") || reader.sees("percent") || reader.sees("percentage")) {
    ++reader.at;
    number.percent = true;
  } else if (skip_words(reader, "per cent")) {
    number.percent = true;
  }
  number.last = reader.at;
}

bool is_currency(const Token* token) {
  return token != nullptr && (token->is("$") || token->is("\xC2\xA3") || token->is("\xE2\x82\xAC"));
}

}  // namespace

const char* name_of(Approximation approximation) {
  return kApproximations[static_cast<std::size_t>(approximation)];
}

std::optional<Approximation> parse_approximation(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kApproximations); ++i) {
    if (word == kApproximations[i]) return static_cast<Approximation>(i);
  }
  return std::nullopt;
}

std::string plain_number(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{:.6g}", value);
}

std::string ledger_number(double value, double low, double high, Approximation approximation,
                          const std::string& vague) {
  std::string plain = plain_number(value);
  switch (approximation) {
    case Approximation::exact:
      return plain;
    case Approximation::about:
      return "~" + plain;
    case Approximation::over:
      return ">" + plain;
    case Approximation::at_least:
      return ">=" + plain;
    case Approximation::under:
      return "<" + plain;
    case Approximation::at_most:
      return "<=" + plain;
    case Approximation::range:
      return plain_number(low) + ".." + plain_number(high);
    case Approximation::vague:
      return vague;
  }
  return plain;
}

std::string SaidNumber::ledger_value() const {
  return ledger_number(value, low, high, approximation, vague);
}

std::optional<SaidNumber> number_at(const Words& words, std::size_t token) {
  if (token >= words.tokens.size()) return std::nullopt;
  Reader reader{words, token, words.sentence_with(token).last};
  const bool between = reader.sees("between") || reader.sees("from");
  if (between) ++reader.at;
  const Approximation approximation = read_prefixes(reader);
  const std::size_t first = between ? token + 1 : token;
  if (auto vague = read_vague(reader, first)) return vague;
  reader.at = std::max(reader.at, first);
  // What read_vague skipped is given back.
  Reader again{words, first, reader.end};
  read_prefixes(again);
  const bool money = is_currency(again.peek());
  if (money) ++again.at;
  const std::size_t figure_at = again.at;
  const auto figure = read_figure(again);
  if (!figure) return std::nullopt;
  SaidNumber number{.first = first, .last = again.at, .figure = figure_at, .value = figure->value};
  number.low = number.high = figure->value;
  number.approximation = approximation;
  if (figure->about && approximation == Approximation::exact) number.approximation = Approximation::about;
  number.in_digits = figure->digits;
  number.ordinal = figure->ordinal;
  number.money = money;
  if (number.ordinal) return number;
  if (const auto end = read_range_end(again, between); end && end->value > figure->value) {
    number.high = end->value;
    // "two to three thousand": the magnitude belongs to both ends.
    if (end->value >= 1000.0 && figure->value < 100.0) {
      const double scale = maths::pow(1000.0, std::floor(maths::log10(end->value) / 3.0));
      number.value = number.low = figure->value * scale;
      if (number.low >= number.high) return std::nullopt;
    }
    number.approximation = Approximation::range;
  } else if (between) {
    number.first = number.figure;
  }
  number.last = again.at;
  read_suffix(again, number);
  return number;
}

}  // namespace handover::intake
