// When talks agree and how long agreements hold: as documents, and read back from them.
#pragma once

#include "report/documents.h"
#include "talks/durability.h"
#include "talks/hindcast.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

Json timing_document(const std::vector<talks::TimingForecast>& forecasts);
Json durability_document(const std::string& file, const std::vector<talks::DurabilityReport>& groups);

// The forecasts of one file, each scored against the day of the agreement (nothing: none came).
struct TimingScores {
  std::string file;
  Date as_of{};
  std::vector<std::pair<std::string, double>> days;  // wrongly forecast, by forecast; in the file's order
};
// Throws InputError when the file holds no forecast of talks.
TimingScores score_timing(const std::string& file, const std::optional<Date>& agreed_on);
Json document_of(const std::vector<TimingScores>& files);

}  // namespace handover::report
