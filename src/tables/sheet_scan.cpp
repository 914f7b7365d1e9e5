#include "tables/sheet_scan.h"

#include "tables/encoding.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace handover {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMostColumns = 16'384, kDeepest = 16;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Line breaks are normalised, references replaced and "]]>" refused by a parser.
bool is_as_written(std::string_view raw) {
  return std::none_of(raw.begin(), raw.end(), [](char c) { return c == '&' || c == '\r' || c == ']'; });
}

std::optional<std::size_t> whole_of(std::string_view text) {
  std::size_t value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

// The value of an attribute; nothing when it is not there. Attributes with references are left to the parser.
std::string_view attribute(std::string_view attributes, char name) {
  for (std::size_t at = 0; at < attributes.size();) {
    while (at < attributes.size() && is_blank(attributes[at])) ++at;
    const auto equals = attributes.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= attributes.size()) return {};
    const auto end = attributes.find(attributes[equals + 1], equals + 2);
    if (end == std::string_view::npos) return {};
    if (equals == at + 1 && attributes[at] == name) return attributes.substr(equals + 2, end - equals - 2);
    at = end + 1;
  }
  return {};
}

void append_utf8(std::string& text, unsigned character) {
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0U | character >> 6U);
    text += static_cast<char>(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0U | character >> 12U);
    text += static_cast<char>(0x80U | (character >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (character & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | character >> 18U);
    text += static_cast<char>(0x80U | (character >> 12U & 0x3FU));
    text += static_cast<char>(0x80U | (character >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (character & 0x3FU));
  }
}

// "amp", "#38", "#x26". False for any other.
bool append_reference(std::string& text, std::string_view name) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : kNamed) {
    if (name != known) continue;
    text += character;
    return true;
  }
  if (name.size() < 2 || name.front() != '#') return false;
  const bool hexadecimal = name[1] == 'x';
  name.remove_prefix(hexadecimal ? 2 : 1);
  unsigned character = 0;
  const auto [stop, failure] =
      std::from_chars(name.data(), name.data() + name.size(), character, hexadecimal ? 16 : 10);
  const bool is_text =
      character >= 0x20 && (character < 0xD800 || character > 0xDFFF) && character <= 0x10FFFD;
  if (failure != std::errc{} || stop != name.data() + name.size() || !is_text) return false;
  append_utf8(text, character);
  return true;
}

}  // namespace

bool read_cell_place(std::string_view reference, std::size_t& row, std::size_t& column) {
  std::size_t letters = 0, i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && letters < kMostColumns; ++i)
    letters = 26 * letters + static_cast<std::size_t>(reference[i] - 'A') + 1;
  const auto number = whole_of(reference.substr(i));
  if (letters == 0 || !number || *number == 0) return false;
  row = *number - 1;
  column = letters - 1;
  return true;
}

SheetScan::SheetScan(std::string_view xml) : xml_(xml) {
  const auto data = xml.find("<sheetData>");
  const std::string_view head = xml.substr(0, data);
  const auto last = xml.find_last_not_of(kBlanks);
  const bool ends = last != std::string_view::npos && xml.substr(0, last + 1).ends_with("</worksheet>");
  // A parser refuses control characters.
  const bool has_controls = std::any_of(xml.begin(), xml.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  const bool other_encoding = head.find("encoding=") != std::string_view::npos &&
                              head.find("encoding=\"UTF-8\"") == std::string_view::npos;
  if (data == std::string_view::npos || !ends || other_encoding || has_controls ||
      head.find("<!") != std::string_view::npos || !is_utf8(xml))
    return;
  at_ = data + std::string_view("<sheetData>").size();
  is_usual_ = true;
}

void SheetScan::skip_blanks() {
  while (at_ < xml_.size() && is_blank(xml_[at_])) ++at_;
}

// At a '<'. False for comments, CDATA, instructions, prefixes and references in attributes.
bool SheetScan::read_tag(Tag& tag) {
  if (at_ + 1 >= xml_.size() || xml_[at_] != '<' || xml_[at_ + 1] == '!' || xml_[at_ + 1] == '?')
    return false;
  const auto end = xml_.find('>', at_);
  if (end == std::string_view::npos) return false;
  std::string_view inside = xml_.substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  tag.closes = inside.starts_with('/');
  if (tag.closes) inside.remove_prefix(1);
  tag.is_empty = !tag.closes && inside.ends_with('/');
  if (tag.is_empty) inside.remove_suffix(1);
  std::size_t name_end = 0;
  while (name_end < inside.size() && !is_blank(inside[name_end])) ++name_end;
  tag.name = inside.substr(0, name_end);
  tag.attributes = inside.substr(name_end);
  // A '>' may stand within an attribute: its quotes are then not all closed.
  std::size_t quotes = 0;
  bool is_usual = !tag.name.empty() && tag.name.find(':') == std::string_view::npos;
  for (const char c : tag.attributes) {
    quotes += c == '"' ? 1 : 0;
    is_usual = is_usual && c != '&' && c != '<' && c != '\'';
  }
  return is_usual && quotes % 2 == 0;
}

bool SheetScan::read_row(const Tag& tag) {
  if (tag.closes || tag.name != "row") return false;
  const auto number = whole_of(attribute(tag.attributes, 'r'));
  if (number && *number > 0) row_ = *number - 1;
  column_ = 0;
  if (tag.is_empty)
    ++row_;
  else
    in_row_ = true;
  return true;
}

SheetScan::Step SheetScan::next(ScannedCell& cell) {
  if (!is_usual_) return Step::unusual;
  Tag tag;
  for (;;) {
    skip_blanks();
    if (!read_tag(tag)) return Step::unusual;
    if (!in_row_) {
      if (tag.closes && tag.name == "sheetData") return Step::end;
      if (!read_row(tag)) return Step::unusual;
    } else if (tag.closes && tag.name == "row") {
      in_row_ = false;
      ++row_;
    } else {
      return read_cell(tag, cell);
    }
  }
}

SheetScan::Step SheetScan::read_cell(const Tag& tag, ScannedCell& cell) {
  if (tag.closes || tag.name != "c") return Step::unusual;
  cell = {.row = row_, .column = column_, .type = attribute(tag.attributes, 't')};
  read_cell_place(attribute(tag.attributes, 'r'), cell.row, cell.column);
  cell.style = whole_of(attribute(tag.attributes, 's')).value_or(0);
  column_ = cell.column + 1;
  return tag.is_empty || read_inside(cell) ? Step::cell : Step::unusual;
}

// Up to </c>.
bool SheetScan::read_inside(ScannedCell& cell) {
  text_.clear();
  std::array<std::string_view, kDeepest> open;
  std::size_t depth = 0;
  for (;;) {
    const auto start = at_;
    at_ = xml_.find('<', at_);
    Tag tag;
    if (at_ == std::string_view::npos ||
        xml_.substr(start, at_ - start).find(']') != std::string_view::npos || !read_tag(tag))
      return false;
    if (tag.closes) {
      if (depth == 0) return tag.name == "c";
      if (open[--depth] != tag.name) return false;
      continue;
    }
    cell.has_formula = cell.has_formula || tag.name == "f";
    if (tag.is_empty) continue;
    if (depth == kDeepest) return false;
    open[depth++] = tag.name;
    if (tag.name != "v" && tag.name != "t") continue;
    const auto end = xml_.find('<', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view raw = xml_.substr(at_, end - at_);
    const bool is_first = text_.empty() && cell.value.empty();
    if (is_first && is_as_written(raw)) {
      cell.value = raw;
    } else {
      if (text_.empty()) text_ = cell.value;
      if (!take_text(raw)) return false;
      cell.value = text_;
    }
    at_ = end;
  }
}

bool SheetScan::take_text(std::string_view raw) {
  if (raw.find_first_of("\r]") != std::string_view::npos) return false;
  while (!raw.empty()) {
    const auto ampersand = std::min(raw.find('&'), raw.size());
    text_ += raw.substr(0, ampersand);
    raw.remove_prefix(ampersand);
    if (raw.empty()) break;
    const auto end = raw.find(';');
    if (end == std::string_view::npos || !append_reference(text_, raw.substr(1, end - 1))) return false;
    raw.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace handover
