#include "base/fold_text.h"

namespace handover {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char byte : text) width += starts_character(byte) ? 1 : 0;
  return width;
}

// How far in the carried-over part stands.
std::size_t hanging_indent(std::string_view line, std::size_t width) {
  const std::size_t start = line.find_first_not_of(' ');
  if (line.substr(start, 2) == "- ") return start + 2;
  const std::size_t gap = line.find("  ", start);
  if (gap == std::string_view::npos) return start;
  const std::size_t column = line.find_first_not_of(' ', gap);
  return column == std::string_view::npos || column > width / 2 ? start : column;
}

// The space to break at: the last that lies within the width, else the first that comes; npos where there is
// none.
std::size_t place_to_break(std::string_view line, std::size_t width, std::size_t after) {
  std::size_t seen = 0, best = std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ' && i > after) {
      if (seen <= width || best == std::string_view::npos) best = i;
      if (seen > width) break;
    }
    seen += starts_character(line[i]) ? 1 : 0;
  }
  return best;
}

void add_folded(std::string& result, std::string line, std::size_t width) {
  while (width_of(line) > width && line.find_first_not_of(' ') != std::string::npos) {
    const std::size_t indent = hanging_indent(line, width);
    const std::size_t cut = place_to_break(line, width, indent);
    const std::size_t next = cut == std::string::npos ? cut : line.find_first_not_of(' ', cut);
    if (next == std::string::npos) break;
    result.append(line, 0, line.find_last_not_of(' ', cut) + 1).append("\n");
    line = std::string(indent, ' ') + line.substr(next);
  }
  result += line;
}

}  // namespace

std::string fold_text(std::string_view text, std::size_t width) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    add_folded(result, std::string(text.substr(0, end)), width);
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace handover
