#include "charts/text.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::charts {
namespace {

thread_local const Script* the_script = nullptr;

// ASCII digits, decimal point and grouping comma as the script has them.
std::string in_script(const std::string& figure) {
  const Script& how = script();
  std::string text;
  for (const char c : figure) {
    if (c >= '0' && c <= '9')
      text += how.digits[static_cast<std::size_t>(c - '0')];
    else if (c == '.')
      text += how.decimal;
    else if (c == ',')
      text += how.group;
    else
      text += c;
  }
  return text;
}

double advance_of(unsigned char c) {
  constexpr std::string_view narrow = "iljI.,:;'|!";
  constexpr std::string_view slim = "ftr()[]-/\" ";
  constexpr std::string_view wide = "mwMW%@";
  if (narrow.find(static_cast<char>(c)) != std::string_view::npos) return 0.33;
  if (slim.find(static_cast<char>(c)) != std::string_view::npos) return 0.41;
  if (wide.find(static_cast<char>(c)) != std::string_view::npos) return 0.93;
  if (c >= 'A' && c <= 'Z') return 0.72;
  return 0.63;
}

bool continues_character(unsigned char c) {
  return (c & 0xC0U) == 0x80U;
}

}  // namespace

const Script& script() {
  static const Script english;
  return the_script != nullptr ? *the_script : english;
}
DrawingIn::DrawingIn(const Script& script) : before_(the_script) {
  the_script = &script;
}
DrawingIn::~DrawingIn() {
  the_script = before_;
}

std::string filled(std::string_view pattern, std::string_view first, std::string_view second) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view rest = pattern.substr(i);
    if (rest.starts_with("{0}"))
      text += first, i += 2;
    else if (rest.starts_with("{1}"))
      text += second, i += 2;
    else
      text += pattern[i];
  }
  return text;
}

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        // Control characters are not allowed in XML at all.
        if (static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

double text_width(std::string_view text, double size, bool bold) {
  double width = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Letters of the Arabic block join and are narrow.
    if (!continues_character(byte)) width += byte >= 0xD8U && byte <= 0xDBU ? 0.5 : advance_of(byte);
  }
  return width * size * (bold ? 1.1 : 1.0);
}

std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t space = std::min(text.find(' ', position), text.size());
    const std::string word(text.substr(position, space - position));
    position = space + 1;
    if (word.empty()) continue;
    std::string longer = line;
    if (!line.empty()) longer += ' ';
    longer += word;
    if (!line.empty() && text_width(longer, size, bold) > width) {
      lines.push_back(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string number_text(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  std::size_t point = digits.find('.');
  if (point == std::string::npos) point = digits.size();
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  const bool is_zero = digits.find_first_of("123456789") == std::string::npos;
  // U+2212, the minus sign, is as wide as a digit and cannot be taken for a dash.
  return value < 0.0 && !is_zero ? "\xE2\x88\x92" + in_script(digits) : in_script(digits);
}

std::string percent_text(double share) {
  if (share > 0.0 && share < 0.005) return in_script("<1 %");
  if (share < 1.0 && share > 0.995) return in_script(">99 %");
  return in_script(fmt::format("{:.0f} %", share * 100.0));
}

std::string pixels(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

}  // namespace handover::charts
