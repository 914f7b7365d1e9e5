// The smallest set of constraints that cannot hold together.
#pragma once

#include "needs/needs.h"
#include "needs/programme.h"

namespace handover::needs {

// A statement and the rows that carry it. Rows in no statement always hold.
struct NamedConstraint {
  Requirement requirement;
  std::vector<std::size_t> rows;
};

struct Conflict {
  std::vector<std::size_t> statements;  // indices; empty when everything holds together
  bool smallest = true;  // false: the search ran out of rounds; removing any one still resolves it
};

// A smallest minimal unsatisfiable subset by implicit hitting sets (Ignatiev, Previti, Liffiton &
// Marques-Silva 2015); after `most_rounds` a deletion filter (Chinneck 2008, section 6.2) instead. The
// objective is ignored.
Conflict smallest_conflict(Programme programme, const std::vector<NamedConstraint>& statements,
                           const Engine& engine, int most_rounds = 200);

}  // namespace handover::needs
