// The talks module's results as JSON and as pictures. Nothing is computed here.
#pragma once

#include "talks/packages.h"
#include "talks/record.h"
#include "talks/talks.h"
#include "talks/terms.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::report {

nlohmann::ordered_json as_json(const talks::Spread& spread);

// What `bargain` found.
struct BargainResult {
  talks::BargainTable table;
  std::vector<talks::ModelChoice> models;
  std::vector<talks::IssueTerms> terms;
  std::vector<talks::LinkedPackages> packages;  // by group of linked issues
  std::size_t lines_beyond_terms = 0;           // red lines that only a simulation can judge
  bool links_stated = false;
  std::vector<talks::Coalition> coalitions;
  std::uint64_t seed = 1;
  int draws = 0;  // 0: exact inputs
};
nlohmann::ordered_json bargain_json(const BargainResult& result);
// One picture for each issue, below one another: settlement densities by model; positions by salience and
// influence, before and after the challenge model's rounds.
std::string densities_svg(const BargainResult& result);
std::string positions_svg(const BargainResult& result);

nlohmann::ordered_json record_json(const std::vector<talks::ModelScore>& scores, std::size_t cases);

std::string no_agreement_svg(const talks::TalksReport& report, std::uint64_t seed);

}  // namespace handover::report
