// The layout of exchange models (Stokman & Van Oosten 1994): lines separated by tabs (or semicolons), texts
// with or without single quotes.
//   #O text, #/ text            the data's title; comments
//   '#A' id name comment        an actor
//   '#P' id name comment        an issue
//   '#M' issue value            a mark on its scale: the smallest and largest are its ends
//   '#D' actor issue position salience power     salience from 0 to 1
#include "talks/cells.h"
#include "talks/readers.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace handover::talks {
namespace {

struct Field {
  std::string text;
  int column = 1;
};

// What stands behind the first mark of the text: a tab, a semicolon or a comma.
char exchange_separator(std::string_view text) {
  const auto mark = text.find('#');
  const auto end = text.find_first_of("\t;,", mark == std::string_view::npos ? 0 : mark);
  return end == std::string_view::npos ? '\t' : text[end];
}

std::vector<Field> fields_of(std::string_view line, char separator) {
  std::vector<Field> fields;
  int column = 1;
  for (;;) {
    const std::size_t tab = line.find(separator);
    std::string_view text = trimmed(line.substr(0, tab));
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
      text = text.substr(1, text.size() - 2);
    fields.push_back({std::string(text), column});
    if (tab == std::string_view::npos) return fields;
    column += static_cast<int>(tab) + 1;
    line.remove_prefix(tab + 1);
  }
}

class ExchangeReader {
 public:
  ExchangeReader(const std::string& file, char separator) : file_(file), separator_(separator) {
    table_.name = file;
  }

  void read_line(std::string_view line) {
    ++line_;
    if (trimmed(line).empty()) return;
    const auto fields = fields_of(line, separator_);
    const std::string& kind = fields.front().text;
    // Comments, and the title of the data.
    if (kind.starts_with("#/") || kind == "#O") return;
    const bool blank =
        std::all_of(fields.begin(), fields.end(), [](const Field& f) { return f.text.empty(); });
    if (blank) return;
    const std::size_t needed = kind == "#D" ? 6 : kind == "#M" ? 3 : 2;
    if (kind != "#A" && kind != "#P" && kind != "#M" && kind != "#D") {
      complain(ProblemCode::unknown_name, fields.front(), "is not a kind of line",
               "begin the line with '#A', '#P', '#M' or '#D'");
    } else if (fields.size() < needed) {
      complain(ProblemCode::syntax, fields.back(),
               fmt::format("ends after {} of {} fields", fields.size(), needed),
               "separate the fields by tabs");
    } else if (kind == "#A") {
      add_actor(fields);
    } else if (kind == "#P") {
      add_issue(fields);
    } else if (kind == "#M") {
      add_mark(fields);
    } else {
      add_stake(fields);
    }
  }

  BargainTable finish() {
    // Positions are held against the scale only now that all its marks are known.
    for (std::size_t k = 0; k < table_.issues.size(); ++k) {
      BargainIssue& issue = table_.issues[k];
      const auto found = marks_.find(k);
      if (found == marks_.end() || !(found->second.second > found->second.first)) continue;  // 0 to 100
      issue.low = found->second.first;
      issue.high = found->second.second;
    }
    for (std::size_t s = 0; s < table_.stakes.size(); ++s) {
      const BargainIssue& issue = table_.issues[table_.stakes[s].issue];
      const double value = central(table_.stakes[s].position);
      if (value >= issue.low && value <= issue.high) continue;
      line_ = stake_place_[s].first;
      complain(ProblemCode::out_of_range, {fmt::format("{}", value), stake_place_[s].second},
               "lies outside the scale",
               fmt::format("write a position from {} to {}, or a '#M' line with a further mark", issue.low,
                           issue.high));
    }
    const auto senseless = check_table(table_, file_);
    problems_.insert(problems_.end(), senseless.begin(), senseless.end());
    if (!problems_.empty()) throw InputError(std::move(problems_));
    return std::move(table_);
  }

 private:
  void complain(ProblemCode code, const Field& field, std::string what, std::string hint) {
    problems_.push_back({.code = code,
                         .file = file_,
                         .line = line_,
                         .column = field.column,
                         .value = field.text,
                         .what = std::move(what),
                         .hint = std::move(hint)});
  }
  void add_actor(const std::vector<Field>& fields) {
    if (!actors_.emplace(fields[1].text, table_.actors.size()).second)
      return complain(ProblemCode::duplicated, fields[1], "is named twice",
                      "give every actor a name of its own");
    table_.actors.push_back({fields[1].text, std::nullopt});
  }
  void add_issue(const std::vector<Field>& fields) {
    if (!issues_.emplace(fields[1].text, table_.issues.size()).second)
      return complain(ProblemCode::duplicated, fields[1], "is there twice",
                      "give every issue a name of its own");
    BargainIssue& issue = table_.issues.emplace_back();
    issue.id = fields[1].text;
    issue.name = fields.size() > 2 && !fields[2].text.empty() ? fields[2].text : issue.id;
  }
  std::optional<std::size_t> index_in(const std::map<std::string, std::size_t>& known, const Field& field) {
    const auto found = known.find(field.text);
    if (found != known.end()) return found->second;
    complain(ProblemCode::out_of_range, field, "is not named above",
             "name actors ('#A') and issues ('#P') before they are used");
    return std::nullopt;
  }
  std::optional<double> number(const Field& field, const char* name, CellBounds bounds) {
    // Between semicolons a comma can only be the decimal sign.
    std::string text = field.text;
    if (separator_ == ';') std::replace(text.begin(), text.end(), ',', '.');
    const auto judged = judged_in(text, {file_, line_, field.column, name}, bounds, problems_);
    return judged ? std::optional{central(*judged)} : std::nullopt;
  }
  void add_mark(const std::vector<Field>& fields) {
    const auto issue = index_in(issues_, fields[1]);
    const auto value = number(fields[2], "mark", {-1e12, 1e12});
    if (!issue || !value) return;
    const auto [found, fresh] = marks_.emplace(*issue, std::pair{*value, *value});
    found->second.first = std::min(found->second.first, *value);
    found->second.second = std::max(found->second.second, *value);
  }
  void add_stake(const std::vector<Field>& fields) {
    const auto actor = index_in(actors_, fields[1]), issue = index_in(issues_, fields[2]);
    const auto position = number(fields[3], "position", {-1e12, 1e12});
    const auto salience = number(fields[4], "salience", {0.0, 1.0});
    const auto power = number(fields[5], "power", {0.0, 1e12});
    if (!actor || !issue || !position || !salience || !power) return;
    const bool there = std::any_of(table_.stakes.begin(), table_.stakes.end(), [&](const Stake& stake) {
      return stake.actor == *actor && stake.issue == *issue;
    });
    if (there)
      return complain(ProblemCode::duplicated, fields[1], "has two positions on one issue",
                      "keep one of the lines");
    table_.stakes.push_back({.actor = *actor,
                             .issue = *issue,
                             .position = exactly(*position),
                             .salience = exactly(100.0 * *salience),
                             .influence = exactly(*power)});
    stake_place_.emplace_back(line_, fields[3].column);
  }

  const std::string& file_;
  char separator_;
  int line_ = 0;
  BargainTable table_;
  std::map<std::string, std::size_t> actors_, issues_;
  std::map<std::size_t, std::pair<double, double>> marks_;
  std::vector<std::pair<int, int>> stake_place_;  // line and column of its position
  std::vector<Problem> problems_;
};

}  // namespace

BargainTable read_exchange_table(std::string_view text, const std::string& file) {
  ExchangeReader reader(file, exchange_separator(text));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.read_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

}  // namespace handover::talks
