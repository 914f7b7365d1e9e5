#include "tables/csv.h"
#include "talks/cells.h"
#include "talks/readers.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::talks {
namespace {

constexpr std::size_t kBeforeDimensions = 3;  // name, description, influence

struct Head {
  std::size_t actors = 0, dimensions = 0;
};

Problem at_line(ProblemCode code, const std::string& file, int line, std::string what, std::string hint) {
  return {.code = code, .file = file, .line = line, .what = std::move(what), .hint = std::move(hint)};
}

// What gives the first line its four fields.
char ktab_separator(std::string_view text) {
  for (const char separator : {',', ';', '\t'}) {
    CsvReader reader(text, separator);
    if (reader.next() && reader.fields().size() >= 4 && number_in(reader.fields()[2].text)) return separator;
  }
  return ',';
}

Head read_head(CsvReader& reader, const std::string& file, BargainTable& table) {
  const std::string hint = "the first line has name, description, number of actors, number of dimensions";
  if (!reader.next() || reader.fields().size() < 4)
    throw InputError(at_line(ProblemCode::missing, file, 1, "has no KTAB heading", hint));
  const auto fields = reader.fields();
  const auto actors = number_in(fields[2].text), dimensions = number_in(fields[3].text);
  if (!actors || !dimensions || *actors < 1.0 || *dimensions < 1.0 || *dimensions > 1000.0 || *actors > 1e6)
    throw InputError(at_line(ProblemCode::syntax, file, reader.line(),
                             "does not state how many actors and dimensions", hint));
  table.name = std::string(trimmed(fields[0].text));
  return {static_cast<std::size_t>(*actors), static_cast<std::size_t>(*dimensions)};
}

std::vector<std::string> read_header(CsvReader& reader, const std::string& file, const Head& head) {
  if (!reader.next() || reader.fields().size() < kBeforeDimensions + 2 * head.dimensions)
    throw InputError(at_line(ProblemCode::syntax, file, reader.line(),
                             "has too few columns for its dimensions",
                             "write Actor, Description, Influence, then Position and Salience for each"));
  std::vector<std::string> names;
  for (std::size_t c = 0; c < kBeforeDimensions + 2 * head.dimensions; ++c)
    names.emplace_back(trimmed(reader.fields()[c].text));
  return names;
}

void read_actor(const CsvReader& reader, const std::string& file, const std::vector<std::string>& header,
                BargainTable& table, std::vector<Problem>& problems) {
  const auto fields = reader.fields();
  const auto judged = [&](std::size_t column, double high) -> std::optional<Judged> {
    const int at = column < fields.size() ? fields[column].column : 0;
    const std::string_view text = column < fields.size() ? fields[column].text : std::string_view{};
    return judged_in(text, {file, reader.line(), at, header[column]}, {0.0, high}, problems);
  };
  const auto influence = judged(2, 1e12);
  const std::size_t actor = table.actors.size();
  const std::string name(trimmed(fields[0].text));
  if (std::any_of(table.actors.begin(), table.actors.end(), [&](const auto& a) { return a.name == name; }))
    problems.push_back({.code = ProblemCode::duplicated,
                        .file = file,
                        .line = reader.line(),
                        .column = fields[0].column,
                        .field = header[0],
                        .value = name,
                        .what = "is named twice",
                        .hint = "give every actor a name of its own"});
  table.actors.push_back({name, std::nullopt});
  for (std::size_t k = 0; k < table.issues.size(); ++k) {
    const auto position = judged(kBeforeDimensions + 2 * k, 100.0);
    const auto salience = judged(kBeforeDimensions + 2 * k + 1, 100.0);
    if (!influence || !position || !salience) continue;
    table.stakes.push_back(
        {.actor = actor, .issue = k, .position = *position, .salience = *salience, .influence = *influence});
  }
}

}  // namespace

BargainTable read_ktab_table(std::string_view text, const std::string& file) {
  BargainTable table;
  std::vector<Problem> problems;
  CsvReader reader(text, ktab_separator(text));
  const Head head = read_head(reader, file, table);
  const auto header = read_header(reader, file, head);
  for (std::size_t k = 0; k < head.dimensions; ++k)
    table.issues.emplace_back().name = header[kBeforeDimensions + 2 * k];
  while (reader.next()) read_actor(reader, file, header, table, problems);
  if (reader.unclosed_quote_line() > 0)
    problems.push_back(at_line(ProblemCode::syntax, file, reader.unclosed_quote_line(),
                               "opens a quote that is never closed",
                               "close the quote, or double quotes inside a text"));
  if (table.actors.size() != head.actors)
    problems.push_back(
        at_line(ProblemCode::inconsistent, file, 1,
                fmt::format("states {} actors, but {} follow", head.actors, table.actors.size()),
                "correct the number or the lines"));
  const auto senseless = check_table(table, file);
  problems.insert(problems.end(), senseless.begin(), senseless.end());
  if (!problems.empty()) throw InputError(std::move(problems));
  return table;
}

}  // namespace handover::talks
