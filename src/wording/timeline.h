// What the timeline module found, in sentences: the same for the terminal, the page and the papers. Functions
// from typed results to text; every sentence is a message of the catalogue.
#pragma once

#include "timeline/headline.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

// The answer, sentence by sentence; a sentence that has nothing to say is empty.
struct AnswerWords {
  std::string answer;     // the set of dates, who stays, and how sure it is against the other pairs
  std::string condition;  // signed by when, or whose own decision it is, and what holds then
  std::string carried;    // which one line or assumption the answer rests on most
  std::string example;    // the share at the pair shown
  std::string sides;      // each party by its own rule
  std::string order;      // whether the evidence orders the pairs of the set by harm
  std::string baselines;  // those that are not worse
  std::string dates;      // what a planned date is worth
};
AnswerWords answer_words(const Mission& mission, const timeline::TimelineReport& report,
                         const Catalogue& catalogue = Catalogue::english());
// All of them, one after another.
std::string in_one_paragraph(const AnswerWords& words);

// "Jan 2025, past the horizon, 500 to 800 stay".
std::string pair_words(const timeline::MapCell& cell, const Catalogue& catalogue = Catalogue::english());
// What a red line looks at: "civilians killed at most 300 by Jan 2026".
std::string metric_words(const RedLine& line, const Catalogue& catalogue = Catalogue::english());
std::string residual_words(const Band& band, const Catalogue& catalogue = Catalogue::english());

// One line of the red-line board, and the concession that would open most; empty when none would.
std::string red_line_words(const timeline::TimelineReport& report, const timeline::RedLineStanding& standing,
                           const Catalogue& catalogue = Catalogue::english());
std::string concession_words(const timeline::TimelineReport& report,
                             const Catalogue& catalogue = Catalogue::english());

// What the answer would be judged otherwise, or without one line or assumption.
std::string ablation_words(const timeline::TimelineReport& report, const timeline::Ablation& ablation,
                           const Catalogue& catalogue = Catalogue::english());
std::string judgement_words(const timeline::TimelineReport& report, const timeline::JudgedOtherwise& judged,
                            const Catalogue& catalogue = Catalogue::english());
std::string warning_words(const timeline::TimelineReport& report, const timeline::Warned& warned,
                          const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
