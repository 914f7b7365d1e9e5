// Figures made of digits and of words of number.
#include "intake/numerals.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace handover::intake {
namespace {

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

// "twenty-five", "twenty five" below a hundred.
std::optional<Figure> read_small(Reader& reader) {
  const Token* token = reader.peek();
  if (token == nullptr || token->kind != TokenKind::word) return std::nullopt;
  if (const auto ordinal = ordinal_of(token->folded)) {
    ++reader.at;
    return Figure{*ordinal, false, true, false};
  }
  const auto small = small_number(token->folded);
  if (!small) return std::nullopt;
  ++reader.at;
  Figure figure{*small};
  if (*small < 20 || std::fmod(*small, 10) != 0.0) return figure;
  const std::size_t skip = reader.sees_hyphen() ? 1 : 0;
  const Token* next = reader.peek(skip);
  if (next == nullptr || next->kind != TokenKind::word) return figure;
  if (const auto one = small_number(next->folded); one && *one > 0 && *one < 10) {
    figure.value += *one;
    reader.at += skip + 1;
  } else if (const auto last = ordinal_of(next->folded); last && *last < 10) {
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
    if (magnitude_of(next) || next == "dozen") {
      ++reader.at;
      return Figure{1.0, false, false, true};
    }
  }
  if (reader.sees("half") && (reader.sees("a", 1) || reader.sees("-", 1)) && reader.peek(2) != nullptr &&
      (magnitude_of(reader.peek(2)->folded) || reader.sees("dozen", 2))) {
    reader.at += 2;
    return Figure{0.5, false, false, true};
  }
  return std::nullopt;
}

// "two and a half thousand", "a million and a half": the half behind the figure.
bool take_half(Reader& reader) {
  const std::size_t and_at = reader.sees("and") ? 1 : 0;
  if (and_at == 0 || !reader.sees("a", 1) || !reader.sees("half", 2)) return false;
  reader.at += 3;
  return true;
}

// "a pair of drones", "a score of soldiers", "a trio of officers"
std::optional<Figure> read_group(Reader& reader) {
  static constexpr std::pair<std::string_view, double> kGroups[] = {
      {"pair", 2}, {"trio", 3}, {"quartet", 4}, {"score", 20}};
  if (!reader.sees("a") || !reader.sees("of", 2)) return std::nullopt;
  for (const auto& [word, value] : kGroups) {
    if (!reader.sees(word, 1)) continue;
    reader.at += 2;
    return Figure{value};
  }
  return std::nullopt;
}

// "a couple of soldiers", "a couple of hundred"
std::optional<Figure> read_couple(Reader& reader) {
  if (!reader.sees("a") || !reader.sees("couple", 1)) return std::nullopt;
  reader.at += reader.sees("of", 2) ? 3 : 2;
  return Figure{.value = 2, .about = true};
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
    if (const auto magnitude = magnitude_of(token->folded)) {
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

}  // namespace

std::optional<Figure> read_figure(Reader& reader) {
  const std::size_t before = reader.at;
  if (auto group = read_group(reader)) return group;
  auto figure = read_couple(reader);
  if (!figure) figure = read_leading(reader);
  if (!figure) return std::nullopt;
  if (figure->ordinal) return figure;
  const double one = figure->value;
  if (one < 100.0 && take_half(reader)) figure->value += 0.5;
  read_magnitudes(reader, *figure);
  if (figure->value >= 1e3 && take_half(reader)) figure->value *= (one + 0.5) / one;
  if (figure->is_article && reader.at == before + 1) {
    reader.at = before;
    return std::nullopt;
  }
  return figure;
}

}  // namespace handover::intake
