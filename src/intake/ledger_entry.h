// Decided rows into the mission's own tables. Only rows that somebody took enter; each is checked against its
// document first, and a row that stands in the table already is not written twice.
#pragma once

#include "intake/checker.h"
#include "intake/intake_row.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace handover::intake {

// A count's value with its approximation, a date with its part, as facts.csv writes them.
std::string ledger_value_of(const IntakeRow& row);

// The fact that a row would be in the ledger.
Fact fact_of(const IntakeRow& row, const Mission& mission);

struct Entered {
  std::size_t facts = 0, positions = 0;
  std::size_t there_already = 0;
  std::vector<std::string> ids;  // of the new facts
};

// What a taken row lacks to enter the ledger: names of columns; empty when it is whole.
std::vector<std::string> missing_in(const IntakeRow& row);

// Texts of the two tables with the taken rows behind their last one. `facts` and `positions` are the files as
// they stand (empty: not there). Throws InputError naming `file` and the row's line when one lacks a field.
struct LedgerTexts {
  std::string facts, positions;
};
LedgerTexts with_entries(const LedgerTexts& ledger, const std::vector<IntakeRow>& rows,
                         const std::string& file, Entered& entered);

}  // namespace handover::intake
