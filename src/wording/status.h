// What watching a plan found, in sentences.
#pragma once

#include "timeline/status.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

std::string alert_words(const timeline::StatusReport& report, const timeline::Alert& alert,
                        const Catalogue& catalogue = Catalogue::english());
// "met (7.4, 90 % 2 to 12; 31 days old)".
std::string condition_words(const timeline::ConditionStatus& condition,
                            const Catalogue& catalogue = Catalogue::english());
// "3 new rows of interval_counts by lead-ig-37".
std::string rows_words(const timeline::NewRows& rows, const Catalogue& catalogue = Catalogue::english());

// "open", "met", "missed" or "disputed".
std::string commitment_status_words(CommitmentStatus status,
                                    const Catalogue& catalogue = Catalogue::english());

// What became otherwise, how it was, how it is, and what explains it.
struct ChangeWords {
  std::string what, before, after;
  std::vector<std::string> why;
};
ChangeWords change_words(const timeline::Change& change, const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
