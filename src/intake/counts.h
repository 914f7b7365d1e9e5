// Counts as texts state them: a figure, what is counted, how near the figure is meant, and, where they have
// words of their own, area and period.
#pragma once

#include "intake/date_expressions.h"
#include "intake/gazetteer.h"
#include "intake/number_words.h"

#include <string>
#include <vector>

namespace handover::intake {

struct CountMention {
  std::size_t first = 0, last = 0;  // tokens: from the words of approximation to the noun
  SaidNumber number;
  std::string rule;    // "count.digits", "count.words", "count.vague", "count.casualty" ...
  std::string object;  // the words counted: "US military personnel"
  std::string unit;    // of the ledger: persons, attacks, killed ...; else the noun
  std::string actor;   // whose: id of an actor or a country, where the words name one
  std::vector<std::string> areas;
  Span area;  // words that say so; empty when none do
  const DateMention* period = nullptr;
  bool since = false;  // from the period's day on
  bool as_of = false;
};

std::vector<CountMention> find_counts(const Words& words, const std::vector<DateMention>& dates,
                                      const std::vector<Mention>& names);

}  // namespace handover::intake
