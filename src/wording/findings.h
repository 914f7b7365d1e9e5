// What tells scenarios apart, what breaks a plan, what to find out first, what another date costs, and the
// conditions of a gate, in sentences.
#pragma once

#include "timeline/headline.h"
#include "timeline/hindcast.h"
#include "timeline/timeline.h"
#include "wording/catalogue.h"

#include <span>
#include <string>
#include <vector>

namespace handover::wording {

// "the level of 'isis' today"; an assumption by its key, with blanks.
std::string input_words(const timeline::ScenarioInput& input,
                        const Catalogue& catalogue = Catalogue::english());
// "a month"; empty where it has none.
std::string input_unit_words(const timeline::ScenarioInput& input,
                             const Catalogue& catalogue = Catalogue::english());
// "the usual slip of a step below 0.93 times its planned length and ...".
std::string restrictions_words(std::span<const timeline::Restriction> restrictions,
                               std::span<const timeline::ScenarioInput> inputs,
                               const Catalogue& catalogue = Catalogue::english());

std::string harm_words(timeline::HarmKind kind, const Catalogue& catalogue = Catalogue::english());

// Whose lines fail, and what tells the failing scenarios apart. Not capitalised.
std::string break_party_words(const timeline::TimelineReport& report, const timeline::Break& found,
                              const Catalogue& catalogue = Catalogue::english());
std::string break_words(const timeline::TimelineReport& report, const timeline::Break& found,
                        const Catalogue& catalogue = Catalogue::english());
// The conditions alone; empty when none was found.
std::string break_conditions_words(const timeline::TimelineReport& report, const timeline::Break& found,
                                   const Catalogue& catalogue = Catalogue::english());
std::string stress_words(const timeline::HindcastReport& report, const timeline::Stress& stress,
                         const Catalogue& catalogue = Catalogue::english());

std::string information_words(const timeline::TimelineReport& report, const timeline::InformationValue& value,
                              const Catalogue& catalogue = Catalogue::english());
// Empty when no plan was chosen.
std::string first_report_words(const timeline::TimelineReport& report,
                               const Catalogue& catalogue = Catalogue::english());

// "mission ends 2025-09, last presence 2026-09, 300 to 700 stay".
std::string dates_words(const timeline::GridCell& dates, const Catalogue& catalogue = Catalogue::english());
// Each kind of harm: how much more or fewer, or that the evidence does not order the dates.
std::string price_words(const timeline::TimelineReport& report, const timeline::PriceEntry& entry,
                        const Catalogue& catalogue = Catalogue::english());
std::string regret_words(const timeline::RegretTable& table,
                         const Catalogue& catalogue = Catalogue::english());

std::string continuation_words(timeline::Continuation continuation,
                               const Catalogue& catalogue = Catalogue::english());
std::string advice_words(const timeline::Branch& branch, const Catalogue& catalogue = Catalogue::english());

// Whether the text says by which source a condition is measured.
enum class Measure { said, left_out };
// "attacks a month by militias at most 5, for 60 days (measured by tower)".
std::string condition_words(const timeline::NamedCondition& condition, Measure measure = Measure::said,
                            const Catalogue& catalogue = Catalogue::english());
// Every condition of a card, the last date among them.
std::vector<std::string> gate_words(const timeline::GateCard& card, Measure measure = Measure::said,
                                    const Catalogue& catalogue = Catalogue::english());
std::vector<std::string> reversal_words(const timeline::GateCard& card, Measure measure = Measure::said,
                                        const Catalogue& catalogue = Catalogue::english());
// A party's lines, in its own words.
std::string rule_words(const timeline::TimelineReport& report, std::size_t party);

// "in Jan 2025", "between Jan 2025 and Jan 2026", "from Jul 2025 on, or past the horizon".
std::string month_band_words(const timeline::MonthBand& band,
                             const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
