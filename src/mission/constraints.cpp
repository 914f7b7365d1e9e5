#include "mission/constraints.h"

#include "mission/constraint_builders.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace handover {
namespace {

using namespace constraint;

// In any table.
constexpr ColumnDomain kEverywhere[] = {
    {"source", of("sources.csv")}, {"known_from", day()}, {"note", text()}, {"judgement", yes_no()}};

std::string range_in_words(double low, double high) {
  if (std::isinf(low) && std::isinf(high)) return {};
  return fmt::format(" from {:.15g} to {:.15g}", low, high);
}

std::string usual_in_words(const Domain& domain) {
  const double low = std::max(domain.low, domain.usual_low), high = std::min(domain.high, domain.usual_high);
  const bool narrower = low > domain.low || high < domain.high;
  return narrower ? fmt::format("; doubtful unless{}", range_in_words(low, high)) : std::string{};
}

}  // namespace

std::span<const TableConstraints> table_constraints() {
  static const std::vector<TableConstraints> all = [] {
    std::vector<TableConstraints> tables;
    for (const auto part : {evidence_constraints(), assessment_constraints()})
      tables.insert(tables.end(), part.begin(), part.end());
    return tables;
  }();
  return all;
}

const TableConstraints& constraints_of(std::string_view file) {
  for (const TableConstraints& table : table_constraints()) {
    if (table.file == file) return table;
  }
  throw std::logic_error("no constraints for " + std::string(file));
}

bool has_domain(const TableConstraints& table, std::string_view column) {
  const auto named = [&](const ColumnDomain& known) { return known.column == column; };
  return std::any_of(table.columns.begin(), table.columns.end(), named) ||
         std::any_of(std::begin(kEverywhere), std::end(kEverywhere), named);
}

const Domain& domain_of(const TableConstraints& table, std::string_view column) {
  for (const ColumnDomain& known : table.columns) {
    if (known.column == column) return known.domain;
  }
  for (const ColumnDomain& known : kEverywhere) {
    if (known.column == column) return known.domain;
  }
  static constexpr Domain kText = text();  // a test says which column has been left out
  return kText;
}

std::string in_words(const Domain& domain) {
  switch (domain.kind) {
    case ValueKind::text:
      return "text";
    case ValueKind::name:
      return "a name";
    case ValueKind::reference:
      return fmt::format("a name of {}", domain.of);
    case ValueKind::references:
      return fmt::format("names of {}", domain.of);
    case ValueKind::number:
      return "a number" + range_in_words(domain.low, domain.high) + usual_in_words(domain);
    case ValueKind::whole:
      return "a whole number" + range_in_words(domain.low, domain.high) + usual_in_words(domain);
    case ValueKind::day:
      return "a day";
    case ValueKind::yes_no:
      return "yes or no";
    case ValueKind::word:
      return listed(domain.listed());
    case ValueKind::words:
      return "one or several of " + listed(domain.listed());
    case ValueKind::months:
      return "months of the year, 1 to 12";
    case ValueKind::address:
      return "an address that begins with http:// or https://";
    case ValueKind::map_code:
      return "a code of ISO 3166 such as IQ or IQ-AN";
    case ValueKind::zones:
      return "names of zones.csv, or all; outside";
  }
  return {};
}

}  // namespace handover
