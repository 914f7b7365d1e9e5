#include "intake/number_words.h"

#include "numerics/maths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include <fmt/format.h>

namespace handover::intake {
namespace {

constexpr const char* kApproximations[] = {"exact", "about",   "over",  "at_least",
                                           "under", "at_most", "range", "vague"};

using Numerals = std::unordered_map<std::string_view, double>;

// Below a hundred.
const Numerals& small_numbers() {
  static const Numerals kNumbers = {{"zero", 0},
                                    {"one", 1},
                                    {"two", 2},
                                    {"three", 3},
                                    {"four", 4},
                                    {"five", 5},
                                    {"six", 6},
                                    {"seven", 7},
                                    {"eight", 8},
                                    {"nine", 9},
                                    {"ten", 10},
                                    {"eleven", 11},
                                    {"twelve", 12},
                                    {"thirteen", 13},
                                    {"fourteen", 14},
                                    {"fifteen", 15},
                                    {"sixteen", 16},
                                    {"seventeen", 17},
                                    {"eighteen", 18},
                                    {"nineteen", 19},
                                    {"twenty", 20},
                                    {"thirty", 30},
                                    {"forty", 40},
                                    {"fifty", 50},
                                    {"sixty", 60},
                                    {"seventy", 70},
                                    {"eighty", 80},
                                    {"ninety", 90},
                                    // Arabic, folded; with either ending.
                                    {"ثلاثه", 3},
                                    {"ثلاث", 3},
                                    {"اربعه", 4},
                                    {"اربع", 4},
                                    {"خمسه", 5},
                                    {"خمس", 5},
                                    {"سته", 6},
                                    {"ست", 6},
                                    {"سبعه", 7},
                                    {"سبع", 7},
                                    {"ثمانيه", 8},
                                    {"ثماني", 8},
                                    {"تسعه", 9},
                                    {"تسع", 9},
                                    {"عشره", 10},
                                    {"عشر", 10},
                                    {"عشرين", 20},
                                    {"عشرون", 20},
                                    {"ثلاثين", 30},
                                    {"ثلاثون", 30},
                                    {"اربعين", 40},
                                    {"اربعون", 40},
                                    {"خمسين", 50},
                                    {"خمسون", 50},
                                    {"ستين", 60},
                                    {"ستون", 60},
                                    {"سبعين", 70},
                                    {"ثمانين", 80},
                                    {"تسعين", 90}};
  return kNumbers;
}

const Numerals& magnitudes() {
  static const Numerals kMagnitudes = {{"hundred", 100}, {"thousand", 1e3},  {"million", 1e6},
                                       {"billion", 1e9}, {"trillion", 1e12}, {"مئه", 100},
                                       {"مائه", 100},    {"الف", 1e3},       {"الاف", 1e3},
                                       {"مليون", 1e6},   {"ملايين", 1e6},    {"مليار", 1e9}};
  return kMagnitudes;
}

const Numerals& ordinals() {
  static const Numerals kOrdinals = {
      {"first", 1},      {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
      {"sixth", 6},      {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
      {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
      {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
      {"thirtieth", 30}};
  return kOrdinals;
}

std::optional<double> look_up(const Numerals& numerals, std::string_view word) {
  const auto found = numerals.find(word);
  return found == numerals.end() ? std::nullopt : std::optional(found->second);
}

struct Vague {
  std::string_view word;
  double unit;
};
constexpr Vague kVague[] = {{"dozens", 12},     {"scores", 20},    {"hundreds", 100},
                            {"thousands", 1e3}, {"millions", 1e6}, {"tens", 10},
                            {"عشرات", 10},      {"مئات", 100},     {"مءات", 100}};

// A cursor over the words of one sentence.
struct Reader {
  const Words& words;
  std::size_t at;
  std::size_t end;

  const Token* peek(std::size_t ahead = 0) const {
    return at + ahead < end ? &words.tokens[at + ahead] : nullptr;
  }
  bool sees(std::string_view word, std::size_t ahead = 0) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->folded == word;
  }
  bool sees_hyphen() const {
    const Token* dash = peek();
    return dash != nullptr && dash->is("-") && !dash->space_before && peek(1) != nullptr &&
           !peek(1)->space_before;
  }
};

struct Digits {
  double value = 0.0;
  bool ordinal = false;
};

// "2,500", "1.2", "27th", "141k"; not "1930s" or "5.56mm".
std::optional<Digits> parse_digits(const Token& token) {
  if (token.kind != TokenKind::number) return std::nullopt;
  std::string figure;
  std::size_t i = 0;
  std::size_t since_comma = 0;
  bool commas = false;
  bool point = false;
  for (; i < token.folded.size(); ++i) {
    const char c = token.folded[i];
    if (c == ',') {
      if ((commas && since_comma != 3) || (!commas && figure.size() > 3) || point) return std::nullopt;
      commas = true;
      since_comma = 0;
    } else if (c == '.') {
      if (point) return std::nullopt;  // 192.168.1
      point = true;
      figure.push_back(c);
    } else if (c >= '0' && c <= '9') {
      figure.push_back(c);
      ++since_comma;
    } else {
      break;
    }
  }
  if (commas && since_comma != 3 && !point) return std::nullopt;
  const std::string_view rest = std::string_view(token.folded).substr(i);
  if (figure.empty() || figure.size() > 15) return std::nullopt;
  Digits digits{std::strtod(figure.c_str(), nullptr), false};
  if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") {
    digits.ordinal = true;
  } else if (rest == "k") {
    digits.value *= 1e3;
  } else if (rest == "m" || rest == "mn") {
    digits.value *= 1e6;
  } else if (rest == "bn") {
    digits.value *= 1e9;
  } else if (!rest.empty()) {
    return std::nullopt;
  }
  return digits;
}

struct Figure {
  double value = 0.0;
  bool digits = false, ordinal = false, is_article = false;
};

// "twenty-five", "twenty five" below a hundred.
std::optional<Figure> read_small(Reader& reader) {
  const Token* token = reader.peek();
  if (token == nullptr || token->kind != TokenKind::word) return std::nullopt;
  if (const auto ordinal = look_up(ordinals(), token->folded)) {
    ++reader.at;
    return Figure{*ordinal, false, true, false};
  }
  const auto small = look_up(small_numbers(), token->folded);
  if (!small) return std::nullopt;
  ++reader.at;
  Figure figure{*small};
  if (*small < 20 || std::fmod(*small, 10) != 0.0) return figure;
  const std::size_t skip = reader.sees_hyphen() ? 1 : 0;
  const Token* next = reader.peek(skip);
  if (next == nullptr || next->kind != TokenKind::word) return figure;
  if (const auto one = look_up(small_numbers(), next->folded); one && *one > 0 && *one < 10) {
    figure.value += *one;
    reader.at += skip + 1;
  } else if (const auto last = look_up(ordinals(), next->folded); last && *last < 10) {
    figure.value += *last;
    figure.ordinal = true;
    reader.at += skip + 1;
  }
  return figure;
}

// "a", "half a", "several", "a few", "a couple of": before a magnitude or alone.
std::optional<Figure> read_leading(Reader& reader) {
  if (const Token* token = reader.peek(); token != nullptr && token->kind == TokenKind::number) {
    const auto digits = parse_digits(*token);
    if (!digits) return std::nullopt;
    ++reader.at;
    return Figure{digits->value, true, digits->ordinal, false};
  }
  if (const auto small = read_small(reader)) return small;
  const bool article = reader.sees("a") || reader.sees("an");
  if (article && reader.peek(1) != nullptr) {
    const std::string& next = reader.peek(1)->folded;
    if (look_up(magnitudes(), next) || next == "dozen") {
      ++reader.at;
      return Figure{1.0, false, false, true};
    }
  }
  if (reader.sees("half") && (reader.sees("a", 1) || reader.sees("-", 1)) && reader.peek(2) != nullptr &&
      look_up(magnitudes(), reader.peek(2)->folded)) {
    reader.at += 2;
    return Figure{0.5, false, false, true};
  }
  return std::nullopt;
}

// Multiplies by "hundred", "thousand and twenty" and so on.
void read_magnitudes(Reader& reader, Figure& figure) {
  double total = 0.0;
  double group = figure.value;
  bool scaled = false;
  for (;;) {
    const std::size_t skip = reader.sees_hyphen() && !figure.digits ? 1 : 0;
    const Token* token = reader.peek(skip);
    if (token == nullptr || token->kind != TokenKind::word) break;
    if (token->is("dozen") && !scaled) {
      group *= 12;
      reader.at += skip + 1;
      scaled = true;
      break;
    }
    if (const auto magnitude = look_up(magnitudes(), token->folded)) {
      if (*magnitude == 100.0) {
        group *= 100;
      } else {
        total += group * *magnitude;
        group = 0.0;
      }
      reader.at += skip + 1;
      scaled = true;
      continue;
    }
    // "two hundred and fifty", "one thousand two hundred"
    if (!scaled || figure.digits) break;
    const std::size_t before = reader.at;
    reader.at += skip;
    if (reader.sees("and")) ++reader.at;
    const auto more = read_small(reader);
    if (!more || more->ordinal) {
      reader.at = before;
      break;
    }
    group += more->value;
  }
  figure.value = total + group;
}

std::optional<Figure> read_figure(Reader& reader) {
  const std::size_t before = reader.at;
  auto figure = read_leading(reader);
  if (!figure) return std::nullopt;
  if (figure->ordinal) return figure;
  read_magnitudes(reader, *figure);
  if (figure->is_article && reader.at == before + 1) {
    reader.at = before;
    return std::nullopt;
  }
  return figure;
}

struct Prefix {
  std::string_view words;  // separated by blanks
  Approximation meaning;
};
// Longer ones first.
constexpr Prefix kPrefixes[] = {{"no fewer than", Approximation::at_least},
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
  const bool article = reader.sees("a") && (reader.sees("few", 1) || reader.sees("couple", 1));
  if (article) ++reader.at;
  if (some || article) ++reader.at;
  if (article && reader.sees("of")) ++reader.at;
  const Token* token = reader.peek();
  if (token == nullptr) return std::nullopt;
  double unit = 0.0;
  for (const Vague& vague : kVague) {
    if (token->folded == vague.word) unit = vague.unit;
  }
  const auto magnitude = look_up(magnitudes(), token->folded);
  if (unit == 0.0 && (some || article)) unit = token->is("dozen") ? 12.0 : magnitude.value_or(0.0);
  if (unit == 0.0) return std::nullopt;
  ++reader.at;
  // "tens of thousands"
  if (reader.sees("of") && reader.peek(1) != nullptr) {
    for (const Vague& vague : kVague) {
      if (reader.peek(1)->folded != vague.word || vague.unit < 1e3) continue;
      unit *= vague.unit;
      reader.at += 2;
      break;
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
  const std::string plain = plain_number(value);
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
