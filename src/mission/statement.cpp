#include "mission/statement.h"

#include "base/files.h"
#include "mission/loading.h"
#include "tables/encoding.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

constexpr std::string_view kStatementHeaders[] = {"party:", "note:", "source:", "date:"};

// The header that a line is; empty for a line of the statement itself.
std::string_view header_of(std::string_view line) {
  const auto found = std::find_if(std::begin(kStatementHeaders), std::end(kStatementHeaders),
                                  [&](std::string_view header) { return line.starts_with(header); });
  return found == std::end(kStatementHeaders) ? std::string_view{} : *found;
}

// The lines before a statement's words, as far as they are read.
struct Headers {
  std::string party, source, date;
  int date_line = 0;
};

Headers read_headers(std::string_view text) {
  Headers headers;
  int line_number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view header = header_of(line);
    if (header.empty()) break;
    ++line_number;
    const std::string value = trimmed(line.substr(header.size()));
    if (header == "party:") headers.party = value;
    if (header == "source:") headers.source = value;
    if (header == "date:") headers.date = value, headers.date_line = line_number;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return headers;
}

// A statement is known from the day it was made; without one, since its source was published. One without
// either says nothing about what was known before the mission was written.
bool is_known(Loading& loading, const Headers& headers, const std::string& file) {
  if (!headers.date.empty()) {
    if (const auto day = parse_date(headers.date)) return *day <= loading.as_of;
    loading.problems.push_back({.file = file,
                                .line = headers.date_line,
                                .field = "date",
                                .value = headers.date,
                                .what = "is not a day",
                                .hint = "write YYYY-MM-DD, for example 2024-01-27"});
    return true;
  }
  const auto published = loading.published.find(headers.source);
  if (published == loading.published.end() && loading.looks_back()) {
    loading.problems.push_back(
        {.file = file,
         .line = 1,
         .field = "date",
         .what = fmt::format("is missing, and the mission is looked at from {}, before it was written on {}",
                             to_string(loading.as_of), to_string(loading.mission.written_as_of)),
         .hint = "write `date: YYYY-MM-DD` under the first line, the day on which it was made"});
  }
  return published == loading.published.end() || published->second <= loading.as_of;
}

void read_statement(Loading& loading, const std::filesystem::path& path) {
  const std::string text = read_file(path);
  const std::string file = "statements/" + path.filename().string();
  if (auto problem = wrong_encoding(text, file)) {
    loading.problems.push_back(std::move(*problem));
    return;
  }
  const std::string first = trimmed(std::string_view(text).substr(0, text.find('\n')));
  if (!first.starts_with("party:")) {
    loading.problems.push_back({.file = file,
                                .line = 1,
                                .value = first.substr(0, 60),
                                .what = "does not name whose statement it is",
                                .hint = "write `party: name` on the first line"});
    return;
  }
  const Headers headers = read_headers(text);
  if (!is_known(loading, headers, file)) return;
  const std::string name = path.stem().string();
  loading.canonical += name + '\n' + text + '\n';
  loading.mission.statements.push_back(
      {.name = name, .party = headers.party, .text = text.substr(statement_header(text))});
}

}  // namespace

std::size_t statement_header(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::string_view line = text.substr(end, text.find('\n', end) - end);
    if (header_of(line).empty()) break;
    end = std::min(end + line.size() + 1, text.size());
  }
  return end;
}

void read_statements(Loading& loading) {
  const auto folder = loading.folder / "statements";
  if (!std::filesystem::is_directory(folder)) return;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) read_statement(loading, path);
}

}  // namespace handover
