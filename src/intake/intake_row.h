// A row of intake/SOURCE.csv: one proposal, where it was read, by which rule, and what somebody decided.
#pragma once

#include "base/problem.h"
#include "intake/document.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

// Text fields of a row in the order of the file.
enum class Field {
  subject,
  relation,
  value,
  approximation,
  low,
  high,
  unit,
  object,
  from,
  to,
  area,
  said_by,
  actor,
  issue,
  position_low,
  position_mode,
  position_high,
  salience_low,
  salience_mode,
  salience_high,
  influence_low,
  influence_mode,
  influence_high,
  source,
  known_from,
  note
};
inline constexpr std::size_t kFields = 26;
extern const std::array<std::string_view, kFields> kFieldNames;

inline constexpr std::string_view kFacts = "facts", kPositions = "positions", kHighlight = "highlight";

struct IntakeRow {
  std::string table;  // facts, positions; highlight: nothing is proposed
  std::array<std::string, kFields> fields;
  Span span, speaker, area_span, period_span;  // characters of the document; empty: none
  std::string quote;                           // the text of the span
  std::string document_sha256;
  std::string rule;    // "date.full"; "model:NAME"; "hand"
  std::string anchor;  // what a date leans on
  std::size_t right = 0, of = 0;
  std::string decision;  // empty, accept, edit, reject
  std::string decided_by, decided_on;
  int line = 0;  // of the file it was read from

  std::string& operator[](Field field) { return fields[static_cast<std::size_t>(field)]; }
  const std::string& operator[](Field field) const { return fields[static_cast<std::size_t>(field)]; }
  bool is_decided() const { return !decision.empty(); }
  bool is_taken() const { return decision == "accept" || decision == "edit"; }
};

std::string intake_csv(const std::vector<IntakeRow>& rows);
// Faulty rows become problems and are left out.
std::vector<IntakeRow> parse_intake_csv(std::string_view text, const std::string& file,
                                        std::vector<Problem>& problems);

// The kind of a row, for agreement and records: "date", "count", "said", "position", "event".
std::string kind_of(const IntakeRow& row);

}  // namespace handover::intake
