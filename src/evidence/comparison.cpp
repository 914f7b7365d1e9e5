#include "evidence/comparison.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

bool in_list(std::string_view list, std::string_view word) {
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

Area split_area(std::string_view text, const AreaBook& book) {
  Area area;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    std::string name;
    for (const char c : text.substr(0, end)) {
      if (c != ' ') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto parts = book.find(name);
    if (parts != book.end()) {
      area.insert(parts->second.begin(), parts->second.end());
    } else if (!name.empty()) {
      area.insert(name);
    }
  }
  return area;
}

double days_of(const Fact& fact) {
  return days_between(fact.known.from, fact.known.to).value + 1.0;
}

std::string span_words(const DateSpan& span) {
  return span.is_day() ? to_string(span.from)
                       : fmt::format("{} to {}", to_string(span.from), to_string(span.to));
}

std::string range_words(const NumberRange& range) {
  return range.low == range.high ? fmt::format("{:g}", range.low)
                                 : fmt::format("{:.4g} to {:.4g}", range.low, range.high);
}

bool within(Relation relation) {  // the second lies inside the first
  return relation == Relation::equal || relation == Relation::first_contains || relation == Relation::unknown;
}
bool within_reversed(Relation relation) {
  return relation == Relation::equal || relation == Relation::second_contains ||
         relation == Relation::unknown;
}

std::string differing_frame(Relation areas, const Fact& a, const Fact& b) {
  if (areas == Relation::unknown && a.area != b.area) return "; one of them states no area";
  if (areas == Relation::equal || areas == Relation::unknown) return "";
  return fmt::format("; the areas differ ('{}' and '{}'), which may explain it", a.area, b.area);
}

// Totals over overlapping periods of much the same length: their daily rates should be alike.
std::optional<std::string> clash_of_rates(const Fact& a, const Fact& b, const NumberRange& x,
                                          const NumberRange& y) {
  const Date from = std::max(a.known.from, b.known.from);
  const Date to = std::min(a.known.to, b.known.to);
  const double shared = days_between(from, to).value + 1.0;
  if (shared < 0.5 * std::min(days_of(a), days_of(b))) return std::nullopt;
  constexpr double kTimes = 1.5;
  const double a_low = x.low / days_of(a), a_high = x.high / days_of(a);
  const double b_low = y.low / days_of(b), b_high = y.high / days_of(b);
  if (a_low <= kTimes * b_high && b_low <= kTimes * a_high) return std::nullopt;
  return fmt::format(
      "their periods share {:.0f} days, but the daily rates are {:.2g} to {:.2g} and {:.2g} to {:.2g}",
      shared, a_low, a_high, b_low, b_high);
}

std::optional<std::string> clash_of_stocks(const NumberRange& x, const NumberRange& y, Relation areas) {
  const bool first_must_be_larger = within(areas) && x.high < y.low;
  const bool second_must_be_larger = within_reversed(areas) && y.high < x.low;
  if (!first_must_be_larger && !second_must_be_larger) return std::nullopt;
  return fmt::format("{} and {} at the same time", range_words(x), range_words(y));
}

std::optional<std::string> clash_of_flows(const Fact& a, const Fact& b, const NumberRange& x,
                                          const NumberRange& y, Relation areas, Relation periods) {
  if (periods == Relation::unknown && a.has_period != b.has_period) return std::nullopt;
  if (within(periods) && within(areas) && x.high < y.low) {
    return fmt::format("{} over the period and area that hold those of {}", range_words(x), range_words(y));
  }
  if (within_reversed(periods) && within_reversed(areas) && y.high < x.low) {
    return fmt::format("{} over the period and area that hold those of {}", range_words(y), range_words(x));
  }
  if (periods != Relation::overlap || (areas != Relation::equal && areas != Relation::unknown))
    return std::nullopt;
  return clash_of_rates(a, b, x, y);
}

}  // namespace

Area area_of(const Fact& fact, const AreaBook& book) {
  return split_area(fact.area, book);
}

Relation compare_areas(const Area& a, const Area& b) {
  if (a.empty() || b.empty()) return Relation::unknown;
  if (a == b) return Relation::equal;
  if (a.contains("all") || std::includes(a.begin(), a.end(), b.begin(), b.end()))
    return Relation::first_contains;
  if (b.contains("all") || std::includes(b.begin(), b.end(), a.begin(), a.end()))
    return Relation::second_contains;
  const bool shared =
      std::any_of(a.begin(), a.end(), [&b](const std::string& name) { return b.contains(name); });
  return shared ? Relation::overlap : Relation::disjoint;
}

Relation compare_periods(const Fact& a, const Fact& b) {
  if (!a.has_period || !b.has_period) return Relation::unknown;
  const Known &x = a.known, &y = b.known;
  if (x.to < y.from || y.to < x.from) return Relation::disjoint;
  if (x.from == y.from && x.to == y.to) return Relation::equal;
  if (x.from <= y.from && x.to >= y.to) return Relation::first_contains;
  if (y.from <= x.from && y.to >= x.to) return Relation::second_contains;
  return Relation::overlap;
}

std::optional<NumberRange> number_of(const Fact& fact) {
  const auto spoken = parse_spoken_number(fact.value);
  // A range that the source gives itself goes before our reading of its words.
  if (fact.low && fact.high) return NumberRange{*fact.low, *fact.high};
  if (fact.low)
    return NumberRange{*fact.low, std::max(*fact.low, spoken ? spoken->high : *fact.low * kMoreThan)};
  if (fact.high)
    return NumberRange{std::min(*fact.high, spoken ? spoken->low : *fact.high / kMoreThan), *fact.high};
  return spoken;
}

bool is_stock(const Fact& fact) {
  return in_list(" persons troops soldiers advisers sites bases groups members countries parties vehicles ",
                 fact.unit);
}

bool is_date_relation(const std::string& relation) {
  return in_list(" date start end announced suspended resumed ", relation);
}
bool is_description_relation(const std::string& relation) {
  return in_list(" status aim cause ", relation);
}

std::optional<std::string> clash_of_dates(const Fact& a, const Fact& b, const AreaBook& book) {
  const auto x = parse_spoken_date(a.value), y = parse_spoken_date(b.value);
  const Relation areas = compare_areas(area_of(a, book), area_of(b, book));
  if (areas == Relation::disjoint) return std::nullopt;
  if (!x || !y) {
    // A weekday alone contradicts a date that falls on another day of the week.
    const auto day = x ? parse_weekday(b.value) : parse_weekday(a.value);
    const auto& span = x ? x : y;
    if (!day || !span || contains(*span, *day)) return std::nullopt;
    return fmt::format("{} is not a {}", span_words(*span), x ? b.value : a.value);
  }
  if (x->from <= y->to && y->from <= x->to) return std::nullopt;
  return fmt::format("{} and {} cannot both be true{}", span_words(*x), span_words(*y),
                     differing_frame(areas, a, b));
}

std::optional<std::string> clash_of_counts(const Fact& a, const Fact& b, const AreaBook& book) {
  const auto x = number_of(a), y = number_of(b);
  if (!x || !y || a.unit != b.unit) return std::nullopt;
  const Relation areas = compare_areas(area_of(a, book), area_of(b, book));
  const Relation periods = compare_periods(a, b);
  if (areas == Relation::disjoint || areas == Relation::overlap || periods == Relation::disjoint)
    return std::nullopt;
  const auto clash =
      is_stock(a) ? clash_of_stocks(*x, *y, areas) : clash_of_flows(a, b, *x, *y, areas, periods);
  if (!clash) return std::nullopt;
  return *clash + differing_frame(areas, a, b);
}

std::optional<std::string> clash_of_descriptions(const Fact& a, const Fact& b, const AreaBook& book) {
  if (compare_periods(a, b) == Relation::disjoint) return std::nullopt;
  const Relation areas = compare_areas(area_of(a, book), area_of(b, book));
  if (areas == Relation::disjoint) return std::nullopt;
  const Sense x = parse_sense(a.value), y = parse_sense(b.value);
  if (agree(x, y)) return std::nullopt;
  // Several causes may work together: only a cause that another source denies is contradicted.
  if (a.relation == "cause" && (x.denied == y.denied || !agree({x.meanings, false}, {y.meanings, false}))) {
    return std::nullopt;
  }
  return fmt::format("'{}' against '{}'{}", a.value, b.value, differing_frame(areas, a, b));
}

std::optional<std::string> clash_of_places(const Fact& a, const Fact& b, const AreaBook& book) {
  if (compare_periods(a, b) == Relation::disjoint) return std::nullopt;
  if (compare_areas(split_area(a.value, book), split_area(b.value, book)) != Relation::disjoint)
    return std::nullopt;
  return fmt::format("'{}' and '{}' have nothing in common", a.value, b.value);
}

double vagueness(const Fact& fact) {
  if (is_date_relation(fact.relation)) {
    const auto span = parse_spoken_date(fact.value);
    return span ? days_between(span->from, span->to).value : 1e6;
  }
  const auto range = fact.relation == "count" ? number_of(fact) : std::nullopt;
  return range ? range->high - range->low : 0.0;
}

}  // namespace handover::evidence
