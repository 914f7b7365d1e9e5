#include "talks/cells.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace handover::talks {
namespace {

void complain(ProblemCode code, std::vector<Problem>& problems, const CellPlace& place,
              std::string_view value, std::string what, std::string hint) {
  problems.push_back({.code = code,
                      .file = place.file,
                      .line = place.line,
                      .column = place.column,
                      .field = place.field,
                      .value = std::string(value),
                      .what = std::move(what),
                      .hint = std::move(hint)});
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t dots = text.find("..");
    parts.push_back(trimmed(text.substr(0, dots)));
    if (dots == std::string_view::npos) return parts;
    text.remove_prefix(dots + 2);
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<Judged> judged_in(std::string_view text, const CellPlace& place, const CellBounds& bounds,
                                std::vector<Problem>& problems) {
  text = trimmed(text);
  if (text.empty()) {
    complain(ProblemCode::missing, problems, place, "", "is missing",
             "write a number or a range such as 4..7..10");
    return std::nullopt;
  }
  const auto parts = parts_of(text);
  std::vector<double> values;
  for (const std::string_view part : parts)
    if (const auto value = number_in(part)) values.push_back(*value);
  if (values.size() != parts.size() || values.size() > 3) {
    complain(ProblemCode::wrong_type, problems, place, text, "is not a number or a range",
             "write 7, or 4..10, or 4..7..10 (lowest, most likely, highest)");
    return std::nullopt;
  }
  if (values.size() == 1) values = {values[0], values[0], values[0]};
  if (values.size() == 2) values = {values[0], 0.5 * (values[0] + values[1]), values[1]};
  if (values[0] > values[1] || values[1] > values[2]) {
    complain(ProblemCode::inconsistent, problems, place, text, "is not in order",
             "write lowest, most likely, highest");
    return std::nullopt;
  }
  if (values[0] < bounds.low || values[2] > bounds.high) {
    complain(ProblemCode::out_of_range, problems, place, text, "lies outside the scale",
             fmt::format("write values from {} to {}", bounds.low, bounds.high));
    return std::nullopt;
  }
  return Judged{.range = {values[0], values[1], values[2]}};
}

}  // namespace handover::talks
