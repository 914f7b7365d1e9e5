#include "mission/names.h"

#include "mission/mission.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace handover {
namespace {

template <std::size_t N>
using Words = std::array<std::string_view, N>;

constexpr Words<9> kRoles = {"coalition", "host",        "partner",    "threat",   "constituency",
                             "patron",    "third_party", "contractor", "successor"};
constexpr Words<4> kTerrains = {"urban", "river_plain", "desert", "mountain"};
constexpr Words<3> kStreamKinds = {"insurgent", "militia", "coalition_strike"};
constexpr Words<4> kVictimWords = {"coalition", "host_forces", "civilians", "attackers"};
constexpr Words<6> kCalendarKinds = {"election", "anniversary", "mandate_end",
                                     "meeting",  "deadline",    "other"};
constexpr Words<3> kClearanceKinds = {"overflight", "landing", "equipment"};
constexpr Words<3> kClearanceStatuses = {"granted", "asked", "refused"};
constexpr Words<3> kAssessorKinds = {"builder", "independent", "self"};
constexpr Words<5> kProviderWords = {"coalition", "host", "third_party", "over_the_horizon", "none"};
constexpr Words<6> kTalksStateWords = {"announced", "in_session", "suspended",
                                       "agreed",    "collapsed",  "expelled"};
constexpr Words<5> kInstrumentKinds = {"invitation", "agreement", "request", "self_defence_claim", "mandate"};
constexpr Words<4> kCommitmentStatuses = {"open", "met", "missed", "disputed"};
constexpr Words<4> kCaseKinds = {"transition_step", "transition_end", "talks", "base_rate"};
constexpr Words<3> kRangeShapes = {"uniform", "triangular", "pert"};
constexpr Words<5> kWithoutTaskWords = {"nothing", "wounded_die", "attacks_go_free", "tasks_stop",
                                        "less_protected"};
constexpr Words<2> kMovementModes = {"road", "rotary_wing"};
constexpr Words<2> kVerdictKinds = {"level", "progress"};
constexpr Words<4> kLabels = {"coalition", "bilateral", "alliance", "none"};
constexpr Words<7> kObservables = {"attacks_per_month",
                                   "coalition_deaths_90_days",
                                   "function_stands_alone",
                                   "talks_agreed",
                                   "regime_off_days",
                                   "months_since_previous_phase",
                                   "always"};
constexpr Words<2> kCompares = {"at_most", "at_least"};
constexpr Words<3> kSides = {"coalition", "host", "other"};
constexpr Words<kMetrics> kMetricWords = {"coalition_deaths",
                                          "host_force_deaths",
                                          "civilians_killed",
                                          "civilians_displaced",
                                          "attacks_on_coalition",
                                          "insurgent_attacks",
                                          "strikes_on_host_soil",
                                          "slip_days",
                                          "task_days_uncovered",
                                          "days_below_force_protection",
                                          "troops_at_end",
                                          "mission_ended_by_days",
                                          "presence_ended_by_days",
                                          "coalition_label_at_end",
                                          "expelled",
                                          "reversals",
                                          "functions_alone_at_end",
                                          "cost"};

// Levenshtein distance, one row at a time.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

#define HANDOVER_WORDS(Enum, words)                    \
  template <>                                          \
  std::span<const std::string_view> words_of<Enum>() { \
    return words;                                      \
  }
HANDOVER_WORDS(Role, kRoles)
HANDOVER_WORDS(Terrain, kTerrains)
HANDOVER_WORDS(StreamKind, kStreamKinds)
HANDOVER_WORDS(Victim, kVictimWords)
HANDOVER_WORDS(CalendarKind, kCalendarKinds)
HANDOVER_WORDS(ClearanceKind, kClearanceKinds)
HANDOVER_WORDS(ClearanceStatus, kClearanceStatuses)
HANDOVER_WORDS(AssessorKind, kAssessorKinds)
HANDOVER_WORDS(Provider, kProviderWords)
HANDOVER_WORDS(TalksState, kTalksStateWords)
HANDOVER_WORDS(InstrumentKind, kInstrumentKinds)
HANDOVER_WORDS(CommitmentStatus, kCommitmentStatuses)
HANDOVER_WORDS(CaseKind, kCaseKinds)
HANDOVER_WORDS(RangeShape, kRangeShapes)
HANDOVER_WORDS(WithoutTask, kWithoutTaskWords)
HANDOVER_WORDS(MovementMode, kMovementModes)
HANDOVER_WORDS(VerdictRule::Kind, kVerdictKinds)
HANDOVER_WORDS(Label, kLabels)
HANDOVER_WORDS(Observable, kObservables)
HANDOVER_WORDS(Compare, kCompares)
HANDOVER_WORDS(Side, kSides)
HANDOVER_WORDS(Metric, kMetricWords)
#undef HANDOVER_WORDS

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::optional<std::string> closest(std::string_view written, std::span<const std::string> candidates) {
  if (written.size() > 200) return std::nullopt;
  std::optional<std::string> best;
  std::size_t fewest = std::max<std::size_t>(2, written.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t edits = edits_between(written, candidate);
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

}  // namespace handover
