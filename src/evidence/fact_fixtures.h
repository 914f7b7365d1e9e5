// For tests only: facts from lines of a facts.csv without a mission around them.
#pragma once

#include "mission/entities.h"
#include "tables/csv.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

inline constexpr std::string_view kFactHeader =
    "id,subject,relation,value,low,high,unit,from,to,area,said_by,source,known_from,note\n";

// Reads what the mission's loader would read; sources are numbered as they appear.
inline std::vector<Fact> facts_of(std::string_view table_text) {
  std::vector<Problem> problems;
  const Table table = read_table(table_text, "facts.csv", problems);
  if (!problems.empty()) throw InputError(problems);
  std::map<std::string, std::uint16_t> sources;
  std::vector<Fact> facts;
  for (const Table::Row& row : table.rows) {
    const auto at = [&](std::string_view name) { return row.text.at(*table.find(name)); };
    Fact fact;
    fact.id = at("id");
    fact.subject = at("subject");
    fact.relation = at("relation");
    fact.value = at("value");
    fact.unit = at("unit");
    fact.area = at("area");
    fact.said_by = at("said_by");
    if (!at("low").empty()) fact.low = std::stod(at("low"));
    if (!at("high").empty()) fact.high = std::stod(at("high"));
    fact.has_period = !at("from").empty();
    if (fact.has_period) fact.known.from = fact.known.to = parse_date(at("from")).value();
    if (!at("to").empty()) fact.known.to = parse_date(at("to")).value();
    fact.known.source =
        SourceId{sources.try_emplace(at("source"), static_cast<std::uint16_t>(sources.size())).first->second};
    fact.line = row.line;
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace handover::evidence
