#include "mission/row_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace handover {

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool Names::add(const std::string& id) {
  if (ids_.size() >= kMost) return false;
  const bool added = index_.emplace(id, static_cast<std::uint16_t>(ids_.size())).second;
  if (added) ids_.push_back(id);
  return added;
}

std::optional<std::uint16_t> Names::find(const std::string& id) const {
  const auto it = index_.find(id);
  return it == index_.end() ? std::nullopt : std::optional{it->second};
}

std::string RowReader::text(std::string_view column) const {
  const auto index = table_.find(column);
  return index ? trimmed(row_.text[*index]) : std::string{};
}

void RowReader::report(ProblemCode code, std::string_view column, std::string what, std::string hint) {
  report_value(code, column, text(column), std::move(what), std::move(hint));
}

void RowReader::report_value(ProblemCode code, std::string_view column, std::string value, std::string what,
                             std::string hint) {
  const auto index = table_.find(column);
  problems_.push_back({.code = code,
                       .file = table_.file,
                       .line = row_.line,
                       .column = index ? row_.column[*index] : 0,
                       .field = std::string(column),
                       .value = std::move(value),
                       .what = std::move(what),
                       .hint = std::move(hint)});
}

std::optional<double> RowReader::optional_number(std::string_view column, double low, double high) {
  const std::string written = text(column);
  if (written.empty()) return std::nullopt;
  const auto value = parse_number(written);
  if (!value) {
    report(ProblemCode::wrong_type, column, "is not a number", "write digits with a point, for example 12.5");
    return std::nullopt;
  }
  if (*value < low || *value > high) {
    report(ProblemCode::out_of_range, column, "is out of range",
           fmt::format("write a number from {} to {}", low, high));
    return std::nullopt;
  }
  return value;
}

double RowReader::number(std::string_view column, double low, double high) {
  return optional_number(column, low, high).value_or(low);
}

int RowReader::whole(std::string_view column, int low, int high) {
  const auto value = optional_number(column, low, high);
  if (!value) return low;
  if (*value != std::floor(*value))
    report(ProblemCode::wrong_type, column, "is not a whole number", "write a count without a fraction");
  return static_cast<int>(*value);
}

std::optional<Date> RowReader::optional_date(std::string_view column) {
  const std::string written = text(column);
  if (written.empty()) return std::nullopt;
  const auto date = parse_date(written);
  if (!date)
    report(ProblemCode::wrong_type, column, "is not a valid date",
           "write YYYY-MM-DD, for example 2024-01-27");
  return date;
}

Date RowReader::date(std::string_view column) {
  return optional_date(column).value_or(Date{});
}

bool RowReader::yes(std::string_view column, bool otherwise) {
  const std::string written = text(column);
  if (written.empty()) return otherwise;
  if (written == "yes") return true;
  if (written != "no") report(ProblemCode::wrong_type, column, "is neither yes nor no", "write yes or no");
  return false;
}

ThreePoint RowReader::three_points(const std::string& prefix, double low, double high) {
  const ThreePoint range{number(prefix + "low", low, high), number(prefix + "mode", low, high),
                         number(prefix + "high", low, high)};
  const bool all_there = has(prefix + "low") && has(prefix + "mode") && has(prefix + "high");
  if (all_there && !(range.low <= range.mode && range.mode <= range.high)) {
    report(ProblemCode::inconsistent, prefix + "mode",
           "does not lie between the lowest and the highest value", "order the three: low <= mode <= high");
    return {range.mode, range.mode, range.mode};
  }
  return range;
}

std::vector<std::string> RowReader::list(std::string_view column) const {
  std::vector<std::string> items;
  const std::string written = text(column);
  for (std::size_t start = 0; start <= written.size() && !written.empty();) {
    const std::size_t end = std::min(written.find(';', start), written.size());
    if (std::string item = trimmed(std::string_view(written).substr(start, end - start)); !item.empty()) {
      items.push_back(std::move(item));
    }
    start = end + 1;
  }
  return items;
}

std::optional<std::uint16_t> RowReader::find(std::string_view column, const std::string& written,
                                             const Names& names) {
  const auto found = names.find(written);
  if (found || names.state() == Names::State::in_doubt) return found;
  if (!names.settled()) {
    report_nothing_there(names, written);
    return std::nullopt;
  }
  const auto meant = closest(written, names.all());
  report_value(ProblemCode::unknown_reference, column, written, "is not in " + names.where(),
               meant ? fmt::format("did you mean '{}'?", *meant)
                     : fmt::format("add it to {} or correct the name", names.where()));
  return std::nullopt;
}

// A list that is not there, or is empty, is at fault once, however many rows need it.
void RowReader::report_nothing_there(const Names& names, const std::string& written) {
  const bool told = std::any_of(problems_.begin(), problems_.end(), [&](const Problem& problem) {
    return problem.file == names.where() && problem.line == 0;
  });
  if (told) return;
  const bool absent = names.state() == Names::State::absent;
  problems_.push_back({.code = ProblemCode::missing,
                       .file = names.where(),
                       .what = fmt::format("{}, but {}:{} names '{}' of it",
                                           absent ? "is missing" : "holds nothing that is known", table_.file,
                                           row_.line, written),
                       .hint = absent ? "add it; `handover new` writes an example" : "add what is named"});
}

}  // namespace handover
