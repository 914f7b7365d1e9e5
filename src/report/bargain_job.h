// Where talks would settle: a table of positions, from a mission or a file, through every published model.
#pragma once

#include "mission/mission.h"
#include "report/documents.h"
#include "report/talks_views.h"
#include "talks/record.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::report {

struct BargainWanted {
  std::vector<std::string> files;  // a mission folder or tables of positions
  std::vector<std::string> models = {"all"};
  std::vector<std::string> settings;  // of models: NAME=VALUE or MODEL.NAME=VALUE
  std::string issue;                  // this one alone; empty: all
  std::optional<double> low, high, reference;
  std::vector<std::string> outcomes;  // VALUE, or ISSUE=VALUE
  std::string deu_influence = "equal";
  int rounds = 0, draws = 1000;
  int threads = 0;
  std::uint64_t seed = 1;
  LoadOptions load = {};
};

// Both throw InputError naming the file or the option at fault.
BargainResult bargain(const BargainWanted& wanted);

struct RecordRun {
  std::vector<talks::ModelScore> scores;
  std::size_t cases = 0;
};
// Every model against the issues whose outcome is known.
RecordRun bargain_record(const BargainWanted& wanted);

// The models with their literature and options.
Json bargain_models_document();

}  // namespace handover::report
