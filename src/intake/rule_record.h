// In how many of how many cases a rule was right: measured on texts kept for that purpose (rule_record.csv,
// made by bench/reading/measure_rules.sh) and on what the readers of this mission decided.
#pragma once

#include "intake/intake_row.h"

#include <map>
#include <string>
#include <vector>

namespace handover::intake {

struct RightOf {
  std::size_t right = 0, of = 0;
  bool of_family = false;  // the rule itself was met too seldom: its family's figures
};

class RuleRecord {
 public:
  RuleRecord();  // what was measured
  // Adds what was decided: accepted as it stood is right; edited or rejected is wrong.
  void add_decisions(const std::vector<IntakeRow>& rows);
  RightOf of(const std::string& rule, Genre genre) const;

  // Below this share a proposal is a highlight.
  static constexpr double kFloor = 0.6;
  static constexpr std::size_t kFewest = 5;  // cases below which a rule's family speaks for it

 private:
  struct Count {
    std::size_t right = 0, of = 0;
  };
  std::map<std::pair<std::string, std::string>, Count> measured_;  // by rule and genre
  std::map<std::string, Count> decided_;
};

}  // namespace handover::intake
