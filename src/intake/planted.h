// Planted errors: wrong proposals slipped in among the others, to see how many a reader lets pass. Which they
// were is kept apart until the rows are decided, and none of them enters the ledger.
#pragma once

#include "base/random_stream.h"
#include "intake/intake_row.h"

#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

struct Planted {
  std::size_t row = 0;  // in the proposals
  std::string field;    // what was made wrong
  std::string truth;    // as the rule had proposed it
};

// Makes this share of the proposals (at least one, highlights not counted) wrong in one field: another
// number, another day, another speaker. Which are chosen follows from the stream.
std::vector<Planted> plant_errors(std::vector<IntakeRow>& rows, double share, std::uint64_t seed);

std::string planted_csv(const std::vector<Planted>& planted, const std::vector<IntakeRow>& rows);
// Those whose row is still there are looked up by place and rule.
struct PlantedOutcome {
  std::size_t planted = 0, decided = 0, let_pass = 0;
  std::vector<std::size_t> passed;  // rows, by position
};
// Gives the planted rows their truth back and takes the decision from them, so that they can be decided
// again.
PlantedOutcome settle_planted(std::vector<IntakeRow>& rows, std::string_view csv, const std::string& file,
                              std::vector<Problem>& problems);

}  // namespace handover::intake
