#include "intake/rule_record.h"

#include "tables/csv.h"

#include <cstdlib>
#include <stdexcept>

namespace handover::intake {
namespace {

constexpr const char* kRecord =
#include "intake/rule_record.inc"
    ;

// "date.month.course" -> "date.month" -> "date"
std::string wider(const std::string& rule) {
  const std::size_t dot = rule.rfind('.');
  return dot == std::string::npos ? std::string() : rule.substr(0, dot);
}

bool belongs(const std::string& rule, const std::string& family) {
  return rule == family || rule.starts_with(family + '.');
}

}  // namespace

RuleRecord::RuleRecord() {
  std::vector<Problem> problems;
  const Table table = read_table(kRecord, "rule_record.csv", problems);
  if (!problems.empty()) throw std::logic_error("the record of rules cannot be read");
  for (const Table::Row& row : table.rows) {
    Count& count = measured_[{row.text[0], row.text[1]}];
    count.right += static_cast<std::size_t>(std::atoll(row.text[2].c_str()));
    count.of += static_cast<std::size_t>(std::atoll(row.text[3].c_str()));
  }
}

void RuleRecord::add_decisions(const std::vector<IntakeRow>& rows) {
  for (const IntakeRow& row : rows) {
    if (!row.is_decided()) continue;
    Count& count = decided_[row.rule];
    ++count.of;
    count.right += row.decision == "accept" ? 1U : 0U;
  }
}

RightOf RuleRecord::of(const std::string& rule, Genre genre) const {
  for (std::string family = rule; !family.empty(); family = wider(family)) {
    // A rule is as right as it was in texts of the genre, if it was met there often enough.
    for (const bool same_genre : {true, false}) {
      RightOf record{.of_family = family != rule};
      for (const auto& [key, count] : measured_) {
        if (!belongs(key.first, family) || (same_genre && key.second != name_of(genre))) continue;
        record.right += count.right;
        record.of += count.of;
      }
      for (const auto& [name, count] : decided_) {
        if (!belongs(name, family)) continue;
        record.right += count.right;
        record.of += count.of;
      }
      if (record.of >= kFewest) return record;
    }
  }
  return {};
}

}  // namespace handover::intake
