#include "intake/agreement.h"

#include "intake/ledger_entry.h"

#include <fmt/format.h>

namespace handover::intake {
namespace {

// What a reader made of a proposal: the row he took, or that he rejected it.
std::string verdict(const IntakeRow& row) {
  if (row.decision == "reject") return "reject";
  return fmt::format("{}|{}|{}|{}|{}|{}", row.table, row[Field::subject], row[Field::relation],
                     ledger_value_of(row), row[Field::area],
                     row.table == kPositions ? row[Field::actor] + row[Field::issue] : row[Field::said_by]);
}

// A proposal is the same for both when it has the same place and rule; rows by hand, the same place and kind.
std::string key_of(const IntakeRow& row) {
  return fmt::format("{} {} {} {}", row.span.begin, row.span.end, row.rule,
                     row.table == kPositions ? row[Field::issue] : kind_of(row));
}

struct Pair {
  const IntakeRow* first = nullptr;
  const IntakeRow* second = nullptr;
};

}  // namespace

std::optional<double> nominal_alpha(const std::vector<std::vector<std::string>>& units) {
  // Coincidences: each ordered pair of values of a unit counts 1 / (values of the unit - 1).
  std::map<std::string, double> totals;
  double agreeing = 0.0;
  double all = 0.0;
  for (const auto& values : units) {
    if (values.size() < 2) continue;
    std::map<std::string, double> counts;
    for (const std::string& value : values) counts[value] += 1.0;
    const auto m = static_cast<double>(values.size());
    for (const auto& [value, count] : counts) {
      totals[value] += count;
      agreeing += count * (count - 1.0) / (m - 1.0);
    }
    all += m;
  }
  if (all < 2.0) return std::nullopt;
  double by_chance = 0.0;
  for (const auto& [value, count] : totals) by_chance += count * (count - 1.0);
  by_chance /= all - 1.0;
  if (totals.size() < 2) return std::nullopt;
  return 1.0 - (all - agreeing) / (all - by_chance);
}

Agreement compare_readers(const std::vector<IntakeRow>& first, const std::vector<IntakeRow>& second) {
  std::map<std::string, Pair> pairs;
  for (const IntakeRow& row : first) pairs[key_of(row)].first = &row;
  for (const IntakeRow& row : second) pairs[key_of(row)].second = &row;
  Agreement agreement;
  std::map<std::string, std::vector<std::vector<std::string>>> units;
  for (const auto& [key, pair] : pairs) {
    const bool decided = (pair.first == nullptr || pair.first->is_decided()) &&
                         (pair.second == nullptr || pair.second->is_decided());
    if (!decided) {
      ++agreement.undecided;
      continue;
    }
    const IntakeRow& any = pair.first != nullptr ? *pair.first : *pair.second;
    const std::string a = pair.first != nullptr ? verdict(*pair.first) : "not marked";
    const std::string b = pair.second != nullptr ? verdict(*pair.second) : "not marked";
    for (const std::string& kind : {kind_of(any), std::string("all")}) {
      units[kind].push_back({a, b});
      KindAgreement& of_kind = agreement.by_kind[kind];
      ++of_kind.units;
      of_kind.alike += a == b ? 1U : 0U;
    }
    if (a != b) agreement.differences.push_back({pair.first, pair.second});
  }
  for (auto& [kind, of_kind] : agreement.by_kind) of_kind.alpha = nominal_alpha(units[kind]);
  return agreement;
}

}  // namespace handover::intake
