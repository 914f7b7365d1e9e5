#include "tables/toml_rows.h"

#include "tables/toml.h"
#include "tables/values.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// The value as TOML alone reads it; nothing when it is none.
std::optional<TomlValue> parsed_value(std::string_view literal) {
  std::vector<Problem> problems;
  TomlTable table = parse_toml(fmt::format("v = {}", literal), "value", problems);
  if (!problems.empty() || table.size() != 1 || table.begin()->first != "v") return std::nullopt;
  return std::move(table.begin()->second);
}

// A text in TOML's double quotes, on one line whatever it holds.
std::string quoted_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
          result += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        else
          result += c;
    }
  }
  return result + '"';
}

bool is_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char t, char w) { return (t >= 'A' && t <= 'Z' ? t - 'A' + 'a' : t) == w; });
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

// What a cell says, as TOML.
std::string literal_of(std::string_view cell) {
  const std::string_view text = without_blanks(cell);
  if (is_word(text, "true")) return "true";
  if (is_word(text, "false")) return "false";
  constexpr std::string_view kOwnForm = "\"'[{";
  if (!text.empty() && kOwnForm.find(text.front()) != std::string_view::npos) return on_one_line(text);
  const bool like_a_number = !text.empty() && (text.front() == '-' || text.front() == '+' ||
                                               (text.front() >= '0' && text.front() <= '9'));
  if (like_a_number && text.find_first_of("#\n\r") == std::string_view::npos && parsed_value(text))
    return std::string(text);
  return quoted_text(cell);
}

// A literal as a cell shows it.
std::string cell_of(std::string_view literal) {
  const std::string_view text = without_blanks(literal);
  if (text.starts_with('"') || text.starts_with('\'')) {
    const auto value = parsed_value(text);
    const auto* words = value ? std::get_if<std::string>(&value->value) : nullptr;
    if (words == nullptr) return std::string(text);
    const std::string plain = quoted_text(*words);
    return !words->empty() && literal_of(*words) == plain ? *words : plain;
  }
  return on_one_line(text);
}

// Walks through a text of TOML, line by line; a value may go on over several.
class RowScanner {
 public:
  explicit RowScanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }

  TomlRow next() {
    TomlRow row;
    skip_blanks();
    if (here() == '[') {
      row.part = std::string(without_blanks(up_to_comment(row.note)));
    } else if (here() == '#') {
      row.note = comment();
    } else if (!at_end() && here() != '\n' && here() != '\r') {
      row.key = std::string(without_blanks(key()));
      row.value = cell_of(up_to_comment(row.note));
    }
    const auto stop = text_.find('\n', at_);
    at_ = stop == std::string_view::npos ? text_.size() : stop + 1;
    return row;
  }

 private:
  char here() const { return at_end() ? '\0' : text_[at_]; }
  void skip_blanks() {
    while (here() == ' ' || here() == '\t') ++at_;
  }

  std::string comment() {
    const auto stop = std::min(text_.find('\n', at_), text_.size());
    std::string_view words = text_.substr(at_ + 1, stop - at_ - 1);
    at_ = stop;
    if (words.ends_with('\r')) words.remove_suffix(1);
    if (words.starts_with(' ')) words.remove_prefix(1);
    return std::string(words);
  }

  void skip_quoted() {
    const char quote = here();
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_).starts_with(three);
    at_ += is_long ? 3 : 1;
    while (!at_end()) {
      if (quote == '"' && here() == '\\') {
        at_ += 2;
        continue;
      }
      if (is_long ? text_.substr(at_).starts_with(three) : here() == quote) break;
      if (!is_long && here() == '\n') return;  // never closed: the parser's to say
      ++at_;
    }
    at_ = std::min(at_ + (is_long ? 3 : 1), text_.size());
  }

  std::string_view key() {
    const std::size_t start = at_;
    while (!at_end() && here() != '=' && here() != '\n') {
      if (here() == '"' || here() == '\'')
        skip_quoted();
      else
        ++at_;
    }
    const std::string_view name = text_.substr(start, at_ - start);
    if (here() == '=') ++at_;
    return name;
  }

  // To the end of the line, or of the list or table that begins in it; comments go to `note`.
  std::string up_to_comment(std::string& note) {
    std::string taken;
    int depth = 0;
    while (!at_end()) {
      const char c = here();
      if (c == '#') {
        if (!note.empty()) note += ' ';
        note += comment();
        continue;
      }
      if (c == '\n' && depth <= 0) break;
      const std::size_t start = at_;
      if (c == '"' || c == '\'') {
        skip_quoted();
      } else {
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        ++at_;
      }
      taken += text_.substr(start, at_ - start);
    }
    return taken;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string canonical_text(std::string_view text, const std::string& file) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(text, file, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return canonical_toml(table);
}

}  // namespace

std::vector<TomlRow> toml_as_rows(std::string_view text, const std::string& file) {
  const std::string meant = canonical_text(text, file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<TomlRow> rows;
  for (RowScanner scanner(text); !scanner.at_end();) rows.push_back(scanner.next());
  std::vector<Problem> problems;
  const TomlTable back = parse_toml(rows_as_toml(rows), file, problems);
  if (!problems.empty() || canonical_toml(back) != meant) {
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file,
                             .what = "cannot be written as rows without a loss",
                             .hint = "write its values on one line each, without text in three quotes"});
  }
  return rows;
}

std::string rows_as_toml(std::span<const TomlRow> rows) {
  std::string text;
  for (const TomlRow& row : rows) {
    std::string line = on_one_line(row.part);
    if (!row.key.empty() || !row.value.empty()) {
      if (!line.empty()) line += ' ';
      line += on_one_line(row.key) + " = " + (row.value.empty() ? "" : literal_of(row.value));
    }
    if (!row.note.empty()) line += (line.empty() ? "# " : "  # ") + on_one_line(row.note);
    text += line + '\n';
  }
  return text;
}

}  // namespace handover
