#include "mission/statement.h"

#include "base/plain_text.h"
#include "mission/loading.h"
#include "tables/canonical.h"
#include "tables/encoding.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <vector>

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

// A line that was meant for a header: one word and a colon, in capitals or a letter off.
std::optional<std::string> meant_header(std::string_view line) {
  std::string word = trimmed(line.substr(0, line.find(':')));
  constexpr std::size_t kLongestHeader = 8;
  if (line.find(':') == std::string_view::npos || word.empty() || word.size() > kLongestHeader)
    return std::nullopt;
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::vector<std::string> words = {"party", "note", "source", "date"};
  return std::find(words.begin(), words.end(), word) != words.end() ? word : closest(word, words);
}

struct Header {
  std::string value;
  int line = 0;  // 0: not there
};
// The lines before a statement's words, as far as they are read.
struct Headers {
  Header party, source, date;
  int last_line = 0;
};

class StatementReader {
 public:
  StatementReader(Loading& loading, std::string file, const std::string& text)
      : loading_(loading), file_(std::move(file)), text_(text) {}

  void read() {
    if (auto problem = wrong_encoding(text_, file_)) {
      loading_.problems.push_back(std::move(*problem));
      return;
    }
    const std::string first = trimmed(std::string_view(text_).substr(0, text_.find('\n')));
    if (!first.starts_with("party:")) {
      report(ProblemCode::missing, 1, {}, first.substr(0, 60), "does not name whose statement it is",
             "write `party: name` on the first line");
      return;
    }
    const Headers headers = read_headers();
    const std::string words = text_.substr(statement_header(text_));
    check(headers, words);
    if (!is_known(headers)) return;
    const std::string name = std::filesystem::path(file_).stem().string();
    loading_.canonical += 'F' + sized(name) + sized(text_) + '\n';
    loading_.lines["statements"].push_back(headers.party.line);
    loading_.mission.statements.push_back({.name = name, .party = headers.party.value, .text = words});
  }

 private:
  void report(ProblemCode code, int line, std::string field, std::string value, std::string what,
              std::string hint) {
    loading_.problems.push_back({.code = code,
                                 .file = file_,
                                 .line = line,
                                 .field = std::move(field),
                                 .value = std::move(value),
                                 .what = std::move(what),
                                 .hint = std::move(hint)});
  }

  Headers read_headers() {
    Headers headers;
    std::string_view rest = text_;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      const std::string_view header = header_of(line);
      if (header.empty()) break;
      const Header found{trimmed(line.substr(header.size())), ++headers.last_line};
      Header* const known = header == "party:"    ? &headers.party
                            : header == "source:" ? &headers.source
                            : header == "date:"   ? &headers.date
                                                  : nullptr;
      if (known != nullptr && known->line > 0)
        report(ProblemCode::duplicated, found.line, std::string(header.substr(0, header.size() - 1)),
               found.value, "stands twice", "keep one line");
      if (known != nullptr) *known = found;
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    if (const auto meant = meant_header(rest.substr(0, rest.find('\n'))))
      report(ProblemCode::syntax, headers.last_line + 1, {},
             std::string(rest.substr(0, std::min<std::size_t>(rest.find('\n'), 60))),
             "is not a header of a statement", fmt::format("did you mean '{}:'?", *meant));
    return headers;
  }

  void check_name(const Header& header, const std::string& field, const Names& names) {
    if (header.line == 0 || !names.settled() || names.find(header.value)) return;
    const auto meant = closest(header.value, names.all());
    report(ProblemCode::unknown_reference, header.line, field, header.value, "is not in " + names.where(),
           meant ? fmt::format("did you mean '{}'?", *meant) : "add it there or correct the name");
  }

  void check(const Headers& headers, const std::string& words) {
    if (headers.party.value.empty()) {
      report(ProblemCode::missing, 1, "party", {}, "is empty", "name the party whose statement it is");
    } else {
      check_name(headers.party, "party", loading_.parties);
    }
    // A source that was not out yet is left out of the list, not unknown.
    if (loading_.published.count(headers.source.value) == 0)
      check_name(headers.source, "source", loading_.sources);
    if (headers.date.line > 0 && !parse_date(headers.date.value))
      report(ProblemCode::wrong_type, headers.date.line, "date", headers.date.value, "is not a valid date",
             "write YYYY-MM-DD, for example 2024-01-27");
    if (trimmed(words).empty())
      report(ProblemCode::missing, headers.last_line, {}, {}, "has no words",
             "write what the party said, or remove the file");
    // One without a day says nothing about what was known before the mission was written.
    if (loading_.looks_back() && !parse_date(headers.date.value) &&
        loading_.published.count(headers.source.value) == 0)
      report(ProblemCode::missing, 1, "date", {},
             fmt::format("is missing, and the mission is looked at from {}, before it was written on {}",
                         to_string(loading_.as_of), to_string(loading_.mission.written_as_of)),
             "write `date: YYYY-MM-DD` under the first line, the day on which it was made");
    if (has_hidden_characters(words))
      report(ProblemCode::syntax, headers.last_line + 1, {}, {},
             "holds control characters or marks that turn the direction of text",
             "type them again without them");
  }

  // A statement is known from the day it was made; without one, since its source was published; else always.
  bool is_known(const Headers& headers) const {
    if (const auto day = parse_date(headers.date.value)) return *day <= loading_.as_of;
    const auto published = loading_.published.find(headers.source.value);
    return published == loading_.published.end() || published->second <= loading_.as_of;
  }

  Loading& loading_;
  std::string file_;
  const std::string& text_;
};

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
  std::map<std::string, std::string> first_files;  // by party
  for (const Entry& entry : loading.root.list("statements")) {
    if (entry.kind != EntryKind::file || !entry.name.ends_with(".txt")) continue;
    const std::string file = "statements/" + entry.name;
    const auto text = loading.read_text(file, kLargestText);
    if (!text) continue;
    const std::size_t before = loading.mission.statements.size();
    StatementReader(loading, file, *text).read();
    if (loading.mission.statements.size() == before) continue;
    const std::string& party = loading.mission.statements.back().party;
    const auto [first, added] = first_files.emplace(party, file);
    if (!added)
      loading.doubt("statement-party-twice", {.code = ProblemCode::breaks_rule,
                                              .file = file,
                                              .line = 1,
                                              .field = "party",
                                              .value = party,
                                              .what = "has spoken in " + first->second + " too",
                                              .hint = "comparisons take each statement by itself"});
  }
}

}  // namespace handover
