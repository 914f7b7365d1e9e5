// The talks module's results as text in 80 columns. Nothing is computed here.
#pragma once

#include "report/talks_views.h"

namespace handover::cli {

void print_bargain(const report::BargainResult& result);
void print_record(const std::vector<talks::ModelScore>& scores, std::size_t cases);
void print_talks(const talks::TalksReport& report);

}  // namespace handover::cli
