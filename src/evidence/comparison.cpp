#include "evidence/comparison.h"

#include <algorithm>
#include <string_view>
#include <tuple>

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

bool within(Relation relation) {  // the second lies inside the first
  return relation == Relation::equal || relation == Relation::first_contains || relation == Relation::unknown;
}
bool within_reversed(Relation relation) {
  return relation == Relation::equal || relation == Relation::second_contains ||
         relation == Relation::unknown;
}

// What may explain a clash: that the two speak of other areas.
void note_frame(Relation areas, const Fact& a, const Fact& b, Reason& why) {
  if (areas == Relation::equal) return;
  if (areas == Relation::unknown) {
    if (a.area != b.area) why.frame = AreaFrame::one_states_none;
    return;
  }
  why.frame = AreaFrame::differ;
  why.first_area = a.area;
  why.second_area = b.area;
}

// Totals over overlapping periods of much the same length: their daily rates should be alike.
bool clash_of_rates(const Statement& a, const Statement& b, Reason* why) {
  const Fact &first = *a.fact, &second = *b.fact;
  const Date from = std::max(first.known.from, second.known.from);
  const Date to = std::min(first.known.to, second.known.to);
  const double shared = days_between(from, to).value + 1.0;
  if (shared < 0.5 * std::min(days_of(first), days_of(second))) return false;
  constexpr double kTimes = 1.5;
  const double a_low = a.number->low / days_of(first), a_high = a.number->high / days_of(first);
  const double b_low = b.number->low / days_of(second), b_high = b.number->high / days_of(second);
  if (a_low <= kTimes * b_high && b_low <= kTimes * a_high) return false;
  if (why != nullptr) {
    *why = {.kind = ReasonKind::rates_apart,
            .first = {a_low, a_high},
            .second = {b_low, b_high},
            .shared_days = shared};
  }
  return true;
}

bool clash_of_stocks(const NumberRange& x, const NumberRange& y, Relation areas, Reason* why) {
  const bool first_must_be_larger = within(areas) && x.high < y.low;
  const bool second_must_be_larger = within_reversed(areas) && y.high < x.low;
  if (!first_must_be_larger && !second_must_be_larger) return false;
  if (why != nullptr) *why = {.kind = ReasonKind::at_the_same_time, .first = x, .second = y};
  return true;
}

bool clash_of_flows(const Statement& a, const Statement& b, Relation areas, Relation periods, Reason* why) {
  const NumberRange &x = *a.number, &y = *b.number;
  const auto too_small = [why](const NumberRange& whole, const NumberRange& part) {
    if (why == nullptr) return true;
    *why = {.kind = ReasonKind::whole_below_part, .first = whole, .second = part};
    return true;
  };
  if (periods == Relation::unknown && a.fact->has_period != b.fact->has_period) return false;
  if (within(periods) && within(areas) && x.high < y.low) return too_small(x, y);
  if (within_reversed(periods) && within_reversed(areas) && y.high < x.low) return too_small(y, x);
  if (periods != Relation::overlap || (areas != Relation::equal && areas != Relation::unknown)) return false;
  return clash_of_rates(a, b, why);
}

auto compared_by(const Statement& statement) {
  const Fact& fact = *statement.fact;
  const Known known = fact.has_period ? fact.known : Known{};
  return std::tuple<std::string_view, std::optional<double>, std::optional<double>, std::string_view,
                    std::string_view, bool, Date, Date>(fact.value, fact.low, fact.high, fact.unit, fact.area,
                                                        fact.has_period, known.from, known.to);
}

}  // namespace

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

bool is_date_relation(const std::string& relation) {
  return in_list(" date start end announced suspended resumed ", relation);
}
bool is_description_relation(const std::string& relation) {
  return in_list(" status aim cause ", relation);
}

Statement read_statement(const Fact& fact, const AreaBook& book) {
  Statement read{.fact = &fact, .area = split_area(fact.area, book)};
  if (is_date_relation(fact.relation)) {
    read.span = parse_spoken_date(fact.value);
    read.day = parse_weekday(fact.value);
    read.vagueness = read.span ? days_between(read.span->from, read.span->to).value : 1e6;
  } else if (fact.relation == "count") {
    read.number = number_of(fact);
    read.stock =
        in_list(" persons troops soldiers advisers sites bases groups members countries parties vehicles ",
                fact.unit);
    read.vagueness = read.number ? read.number->high - read.number->low : 0.0;
  } else if (is_description_relation(fact.relation)) {
    read.sense = parse_sense(fact.value);
  } else if (fact.relation == "place") {
    read.place = split_area(fact.value, book);
  }
  return read;
}

bool stated_before(const Statement& a, const Statement& b) {
  return compared_by(a) < compared_by(b);
}

bool clash_of_dates(const Statement& a, const Statement& b, Reason* why) {
  const auto &x = a.span, &y = b.span;
  const Relation areas = compare_areas(a.area, b.area);
  if (areas == Relation::disjoint) return false;
  if (!x || !y) {
    // A weekday alone contradicts a date that falls on another day of the week.
    const auto& day = x ? b.day : a.day;
    const auto& span = x ? x : y;
    if (!day || !span || contains(*span, *day)) return false;
    if (why != nullptr)
      *why = {.kind = ReasonKind::not_that_weekday,
              .first_span = *span,
              .second_words = x ? b.fact->value : a.fact->value};
    return true;
  }
  if (x->from <= y->to && y->from <= x->to) return false;
  if (why != nullptr) {
    *why = {.kind = ReasonKind::dates_apart, .first_span = *x, .second_span = *y};
    note_frame(areas, *a.fact, *b.fact, *why);
  }
  return true;
}

bool clash_of_counts(const Statement& a, const Statement& b, Reason* why) {
  if (!a.number || !b.number || a.fact->unit != b.fact->unit) return false;
  const Relation periods = compare_periods(*a.fact, *b.fact);
  if (periods == Relation::disjoint) return false;
  const Relation areas = compare_areas(a.area, b.area);
  if (areas == Relation::disjoint || areas == Relation::overlap) return false;
  const bool clash =
      a.stock ? clash_of_stocks(*a.number, *b.number, areas, why) : clash_of_flows(a, b, areas, periods, why);
  if (clash && why != nullptr) note_frame(areas, *a.fact, *b.fact, *why);
  return clash;
}

bool clash_of_descriptions(const Statement& a, const Statement& b, Reason* why) {
  if (compare_periods(*a.fact, *b.fact) == Relation::disjoint) return false;
  const Relation areas = compare_areas(a.area, b.area);
  if (areas == Relation::disjoint) return false;
  const Sense &x = a.sense, &y = b.sense;
  if (agree(x, y)) return false;
  // Several causes may work together: only a cause that another source denies is contradicted.
  if (a.fact->relation == "cause" &&
      (x.denied == y.denied || !agree({x.meanings, false}, {y.meanings, false}))) {
    return false;
  }
  if (why != nullptr) {
    *why = {.kind = ReasonKind::words_apart, .first_words = a.fact->value, .second_words = b.fact->value};
    note_frame(areas, *a.fact, *b.fact, *why);
  }
  return true;
}

bool clash_of_places(const Statement& a, const Statement& b, Reason* why) {
  if (compare_periods(*a.fact, *b.fact) == Relation::disjoint) return false;
  if (compare_areas(a.place, b.place) != Relation::disjoint) return false;
  if (why != nullptr)
    *why = {.kind = ReasonKind::places_apart, .first_words = a.fact->value, .second_words = b.fact->value};
  return true;
}

}  // namespace handover::evidence
