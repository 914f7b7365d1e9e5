#include "mission/table_check.h"

#include "base/plain_text.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover {
namespace {

// The items of "a;b;c".
std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  for (std::size_t start = 0; start <= text.size() && !text.empty();) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    if (std::string item = trimmed(text.substr(start, end - start)); !item.empty())
      items.push_back(std::move(item));
    start = end + 1;
  }
  return items;
}

bool holds(std::string_view list, const std::string& item) {
  const auto items = items_of(list);
  return std::find(items.begin(), items.end(), item) != items.end();
}

// "IQ" or "IQ-AN".
bool is_map_code(std::string_view text) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto sign = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  if (text.size() < 2 || !letter(text[0]) || !letter(text[1])) return false;
  if (text.size() == 2) return true;
  const std::string_view part = text.substr(3);
  return text[2] == '-' && !part.empty() && part.size() <= 3 && std::all_of(part.begin(), part.end(), sign);
}

bool is_address(std::string_view text) {
  const bool web = text.starts_with("http://") || text.starts_with("https://");
  return web && text.find_first_of(" \t\r\n\"<>") == std::string_view::npos;
}

}  // namespace

TableCheck::TableCheck(const TableConstraints& constraints, const Table& table, Lists lists,
                       std::vector<Problem>& refused, std::vector<Doubt>& doubtful)
    : constraints_(constraints),
      table_(table),
      lists_(std::move(lists)),
      refused_(refused),
      doubtful_(doubtful),
      first_lines_(constraints.rows.size()),
      periods_(constraints.rows.size()),
      references_(constraints.rows.size()),
      newest_(constraints.rows.size()) {}

bool TableCheck::is_told(int line, std::string_view column) const {
  return std::any_of(refused_.begin() + static_cast<std::ptrdiff_t>(told_), refused_.end(),
                     [&](const Problem& problem) {
                       return problem.line == line && problem.field == column && problem.file == table_.file;
                     });
}

void TableCheck::doubt(std::string rule, std::string_view column, std::string what, std::string hint) {
  std::vector<Problem> told;
  RowReader(table_, *row_, told).report(ProblemCode::breaks_rule, column, std::move(what), std::move(hint));
  doubtful_.push_back({std::move(rule), std::move(told.front())});
}

void TableCheck::tell(const RowConstraint& rule, const Table::Row& row, std::string_view column,
                      std::string what) {
  if (is_told(row.line, column)) return;
  std::vector<Problem> told;
  RowReader reader(table_, row, told);
  reader.report(ProblemCode::breaks_rule, column, what.empty() ? std::string(rule.what) : std::move(what),
                std::string(rule.hint));
  if (rule.grade == Grade::refused)
    refused_.push_back(std::move(told.front()));
  else
    doubtful_.push_back({std::string(rule.key), std::move(told.front())});
}

void TableCheck::row(const Table::Row& row, std::size_t told) {
  told_ = told;
  row_ = &row;
  RowReader reader(table_, row, refused_);
  repeated_id_ = reader.has("id") && !ids_.insert(reader.text("id")).second;
  for (const std::string& column : table_.header) {
    if (!reader.has(column) || is_told(row.line, column)) continue;
    check_value(reader, column, domain_of(constraints_, column));
  }
  for (std::size_t i = 0; i < constraints_.rows.size(); ++i) check_rule(i, reader, row);
}

bool TableCheck::check_characters(RowReader& reader, std::string_view column, const Domain& domain) {
  const std::string text = reader.text(column);
  if (domain.kind == ValueKind::name && !is_name(text)) {
    reader.report(ProblemCode::wrong_type, column, "is not a name", fmt::format("write {}", kNameGrammar));
    return false;
  }
  if (text.size() > kLongestField) {
    reader.report(ProblemCode::limit, column, fmt::format("is {} bytes long", text.size()),
                  fmt::format("keep a field under {} bytes", kLongestField));
    return false;
  }
  if (has_hidden_characters(text)) {
    reader.report(ProblemCode::syntax, column,
                  "holds control characters or marks that turn the direction of text",
                  "type it again without them");
    return false;
  }
  return true;
}

void TableCheck::check_value(RowReader& reader, std::string_view column, const Domain& domain) {
  if (check_characters(reader, column, domain)) check_kind(reader, column, domain);
}

void TableCheck::check_kind(RowReader& reader, std::string_view column, const Domain& domain) {
  const std::string text = reader.text(column);
  switch (domain.kind) {
    case ValueKind::text:
    case ValueKind::name:
      return;
    case ValueKind::number:
    case ValueKind::whole:
      return check_number(reader, column, domain);
    case ValueKind::reference:
    case ValueKind::references:
      return check_names(reader, column, domain);
    case ValueKind::word:
    case ValueKind::words:
      return check_words(reader, column, domain);
    case ValueKind::zones:
      return check_zones(reader, column);
    case ValueKind::months:
      return check_repeated(reader, column);
    case ValueKind::yes_no:
      if (text != "yes" && text != "no")
        reader.report(ProblemCode::wrong_type, column, "is neither yes nor no", "write yes or no");
      return;
    case ValueKind::address:
      if (!is_address(text))
        reader.report(ProblemCode::wrong_type, column, "is not an address of a page",
                      "write " + in_words(domain));
      return;
    case ValueKind::map_code:
      if (!is_map_code(text))
        reader.report(ProblemCode::wrong_type, column, "is not a code of a boundary",
                      "write " + in_words(domain));
      return;
    case ValueKind::day: {
      const auto day = reader.optional_date(column);
      if (day && (*day < date_of(kFirstYear, 1, 1) || *day > date_of(kLastYear, 12, 31)))
        reader.report(ProblemCode::out_of_range, column, "is out of all time",
                      fmt::format("correct the year; days lie in {} to {}", kFirstYear, kLastYear));
      return;
    }
  }
}

void TableCheck::check_number(RowReader& reader, std::string_view column, const Domain& domain) {
  const auto value = reader.optional_number(column, domain.low, domain.high);
  if (!value) return;
  if (domain.kind == ValueKind::whole && *value != std::floor(*value))
    return reader.report(ProblemCode::wrong_type, column, "is not a whole number",
                         "write a count without a fraction");
  if (*value >= domain.usual_low && *value <= domain.usual_high) return;
  doubt("unusual-size", column, *value < domain.usual_low ? "is unusually small" : "is unusually large",
        fmt::format("the usual range is {:.15g} to {:.15g}; see whether it is meant",
                    std::max(domain.low, domain.usual_low), std::min(domain.high, domain.usual_high)));
}

void TableCheck::check_names(RowReader& reader, std::string_view column, const Domain& domain) {
  check_repeated(reader, column);
  const Names* const names = lists_(domain.of);
  if (names == nullptr || !names->settled()) return;
  const auto written =
      domain.kind == ValueKind::references ? reader.list(column) : std::vector{reader.text(column)};
  for (const std::string& item : written) {
    if (names->find(item)) continue;
    const auto meant = closest(item, names->all());
    reader.report_value(ProblemCode::unknown_reference, column, item, "is not in " + names->where(),
                        meant ? fmt::format("did you mean '{}'?", *meant)
                              : fmt::format("add it to {} or correct the name", names->where()));
  }
}

void TableCheck::check_words(RowReader& reader, std::string_view column, const Domain& domain) {
  check_repeated(reader, column);
  const auto known = domain.listed();
  const auto written =
      domain.kind == ValueKind::words ? reader.list(column) : std::vector{reader.text(column)};
  for (const std::string& item : written) {
    if (std::find(known.begin(), known.end(), item) == known.end())
      reader.report_value(ProblemCode::unknown_name, column, item, "is not known here",
                          "write " + listed(known));
  }
}

void TableCheck::check_zones(RowReader& reader, std::string_view column) {
  check_repeated(reader, column);
  const auto items = reader.list(column);
  const auto count = [&](std::string_view word) { return std::count(items.begin(), items.end(), word); };
  const auto named = std::ssize(items) - count("all") - count("outside");
  if (named == 0 && count("all") == 0)
    return reader.report(ProblemCode::unknown_reference, column, "names no zone of the map",
                         "write zones, or all; add outside when part lies off the map");
  if (named > 0 && count("all") > 0)
    reader.report(ProblemCode::inconsistent, column, "names zones beside all of them",
                  "write all, or the zones");
}

void TableCheck::check_repeated(RowReader& reader, std::string_view column) {
  const auto items = reader.list(column);
  if (items.empty() && reader.has(column)) {
    reader.report(ProblemCode::unknown_reference, column, "names nothing",
                  "write at least one, or leave the field empty");
    return;
  }
  std::set<std::string> seen;
  for (const std::string& item : items) {
    if (!seen.insert(item).second)
      reader.report_value(ProblemCode::duplicated, column, item, "is named twice", "name it once");
  }
}

void TableCheck::check_rule(std::size_t index, RowReader& reader, const Table::Row& row) {
  const RowConstraint& rule = constraints_.rows[index];
  const auto text = [&](std::size_t i) { return reader.text(rule.columns[i]); };
  const auto number = [&](std::size_t i) { return parse_number(text(i)); };
  switch (rule.rule) {
    case RowRule::in_order:
      return check_order(rule, reader);
    case RowRule::days_in_order:
      return check_days(rule, reader);
    case RowRule::different:
      if (!text(0).empty() && text(0) == text(1)) tell(rule, row, rule.columns[1]);
      return;
    case RowRule::above_zero:
      if (const auto value = number(0); value && *value <= 0) tell(rule, row, rule.columns[0]);
      return;
    case RowRule::needs:
      if (holds(rule.words, text(0)) && text(1).empty()) tell(rule, row, rule.columns[1]);
      return;
    case RowRule::excludes:
      if (holds(rule.words, text(0)) && !text(1).empty()) tell(rule, row, rule.columns[1]);
      return;
    case RowRule::one_of:
      if (holds(rule.words, text(0)) && !holds(rule.other_words, text(1))) tell(rule, row, rule.columns[1]);
      return;
    case RowRule::not_together: {
      const auto items = reader.list(rule.columns[0]);
      const auto one_in = [&](std::string_view list) {
        return std::any_of(items.begin(), items.end(),
                           [&](const std::string& item) { return holds(list, item); });
      };
      if (one_in(rule.words) && one_in(rule.other_words)) tell(rule, row, rule.columns[0]);
      return;
    }
    case RowRule::times_at_most:
      if (const auto first = number(0), second = number(1);
          first && second && *second > std::max(0.0, rule.factor * *first))
        tell(rule, row, rule.columns[1]);
      return;
    case RowRule::unique:
      return check_unique(index, reader);
    case RowRule::no_circle:
      references_[index].try_emplace(reader.text("id"), Reference{text(0), &row});
      return;
    case RowRule::periods_apart:
      return keep_period(index, reader, row);
    case RowRule::rising:
      return check_rising(index, row);
  }
}

void TableCheck::check_order(const RowConstraint& rule, RowReader& reader) {
  std::optional<double> before;
  for (const std::string_view column : rule.columns) {
    if (column.empty()) return;
    const auto value = parse_number(reader.text(column));
    if (value && before && *value < *before) return tell(rule, *row_, column);
    if (value) before = value;
  }
}

void TableCheck::check_days(const RowConstraint& rule, RowReader& reader) {
  std::optional<Date> before;
  for (const std::string_view column : rule.columns) {
    if (column.empty()) return;
    const auto day = parse_date(reader.text(column));
    if (day && before && *day < *before) return tell(rule, *row_, column);
    if (day) before = day;
  }
}

void TableCheck::check_unique(std::size_t index, RowReader& reader) {
  const RowConstraint& rule = constraints_.rows[index];
  Group group;
  bool anything = false;
  for (const std::string_view column : rule.columns) {
    if (column.empty()) break;
    group.push_back(reader.text(column));
    anything = anything || !group.back().empty();
  }
  // A row that repeats another's id has been told already; its other columns say nothing new.
  if (!anything || repeated_id_) return;
  const auto [first, added] = first_lines_[index].emplace(std::move(group), reader.line());
  if (!added) tell(rule, *row_, rule.columns[0], fmt::format("{} (line {})", rule.what, first->second));
}

void TableCheck::check_rising(std::size_t index, const Table::Row& row) {
  const RowConstraint& rule = constraints_.rows[index];
  std::vector<Problem> unused;
  const auto day = parse_date(RowReader(table_, row, unused).text(rule.columns[0]));
  if (!day) return;
  if (newest_[index] && *day < *newest_[index]) tell(rule, row, rule.columns[0]);
  newest_[index] = std::max(newest_[index].value_or(*day), *day);
}

void TableCheck::keep_period(std::size_t index, RowReader& reader, const Table::Row& row) {
  const auto from = parse_date(reader.text("from")), to = parse_date(reader.text("to"));
  if (!from || !to || *to < *from) return;
  Group group;
  for (const std::string_view column : constraints_.rows[index].columns) {
    if (!column.empty()) group.push_back(reader.text(column));
  }
  periods_[index][std::move(group)].push_back({*from, *to, &row});
}

void TableCheck::finish() {
  for (std::size_t i = 0; i < constraints_.rows.size(); ++i) {
    if (constraints_.rows[i].rule == RowRule::no_circle) check_circles(i);
    if (constraints_.rows[i].rule == RowRule::periods_apart) check_periods(i);
  }
}

// Follows each row's reference until it ends or meets its own path. Rows that have been followed once are not
// followed again: only what comes back to its start lies on a circle.
void TableCheck::check_circles(std::size_t index) {
  const auto& references = references_[index];
  const RowConstraint& rule = constraints_.rows[index];
  std::set<std::string> followed;
  for (const auto& [start, reference] : references) {
    std::vector<std::string> path;
    std::string next = start;
    while (!next.empty() && followed.insert(next).second) {
      path.push_back(next);
      const auto it = references.find(next);
      next = it == references.end() ? std::string{} : it->second.to;
    }
    // What the path came back to, if it is on this path, begins the circle.
    for (auto member = std::find(path.begin(), path.end(), next); member != path.end(); ++member) {
      told_ = refused_.size();
      if (const auto it = references.find(*member); it != references.end())
        tell(rule, *it->second.row, rule.columns[0]);
    }
  }
}

void TableCheck::check_periods(std::size_t index) {
  for (auto& [group, periods] : periods_[index]) {
    std::stable_sort(periods.begin(), periods.end(),
                     [](const Period& a, const Period& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < periods.size(); ++i) {
      if (periods[i].from > periods[i - 1].to || periods[i].from == periods[i - 1].from) continue;
      told_ = refused_.size();
      tell(constraints_.rows[index], *periods[i].row, "from");
    }
  }
}

}  // namespace handover
