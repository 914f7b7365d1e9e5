// Inside the mission module only: short ways to write the domain of a column.
#pragma once

#include "mission/constraints.h"
#include "mission/mission.h"
#include "mission/names.h"

namespace handover::constraint {

using enum RowRule;
using enum Grade;

inline constexpr double kMost = std::numeric_limits<double>::infinity();

constexpr Domain text() {
  return {.kind = ValueKind::text};
}
constexpr Domain name() {
  return {.kind = ValueKind::name};
}
constexpr Domain of(std::string_view list) {
  return {.kind = ValueKind::reference, .of = list};
}
constexpr Domain several(std::string_view list) {
  return {.kind = ValueKind::references, .of = list};
}
constexpr Domain number(double low, double high, double usual_low = -kMost, double usual_high = kMost) {
  return {ValueKind::number, {}, low, high, usual_low, usual_high};
}
constexpr Domain whole(double low, double high, double usual_low = -kMost, double usual_high = kMost) {
  return {ValueKind::whole, {}, low, high, usual_low, usual_high};
}
constexpr Domain day() {
  return {.kind = ValueKind::day};
}
constexpr Domain yes_no() {
  return {.kind = ValueKind::yes_no};
}
template <class Enum>
constexpr Domain word() {
  return {.kind = ValueKind::word, .listed = &words_of<Enum>};
}
template <class Enum>
constexpr Domain words() {
  return {.kind = ValueKind::words, .listed = &words_of<Enum>};
}

inline constexpr std::string_view kStreams = "mission.toml [[stream]]", kRegions = "mission.toml [[region]]",
                                  kParties = "mission.toml [[party]]",
                                  kLevels = "mission.toml [rating_scale]";

inline constexpr std::string_view kOrderThree = "order the three: low, best, high";
inline constexpr RowConstraint kPeriod = {
    "period",       days_in_order,         refused,
    {"from", "to"}, "comes before `from`", "swap the two days or correct one"};
// The longest document, in characters.
inline constexpr double kLongestDocument = 50e6;
inline constexpr RowConstraint kPassageOrder = {"passage-order",
                                                in_order,
                                                refused,
                                                {"begin", "end"},
                                                "is not in order with begin and end",
                                                "a passage ends behind its first character"};
inline constexpr RowConstraint kLowBestHigh = {
    "low-best-high", in_order, refused, {"low", "best", "high"}, "is not in order with low, best and high",
    kOrderThree};

}  // namespace handover::constraint

namespace handover {
std::span<const TableConstraints> evidence_constraints();  // what is known of the place and its violence
std::span<const TableConstraints>
assessment_constraints();  // capability, tasks, talks, past cases, assumptions
}  // namespace handover
