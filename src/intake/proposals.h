// From a document to proposals for the ledger: the rules applied in turn, each result with its place, its
// rule and how often that rule was right. Nothing here decides; below 60 of 100 a result is a highlight.
#pragma once

#include "intake/counts.h"
#include "intake/gazetteer.h"
#include "intake/intake_row.h"
#include "intake/quotations.h"
#include "intake/rule_record.h"

#include <vector>

namespace handover::intake {

// Everything the rules found in a document.
struct Reading {
  Words words;  // looks into the document's text
  std::vector<Mention> names;
  std::vector<DateMention> dates;
  std::vector<CountMention> counts;
  std::vector<Speech> speech;
};
// `document` must outlive the result.
Reading read_words(const Document& document, const Gazetteer& gazetteer);

// In the order of the text.
std::vector<IntakeRow> propose(const Document& document, const Reading& reading, const Mission& mission,
                               const RuleRecord& record, const std::string& source);

// The longest quotation that is kept with a row, in characters; longer ones keep both ends.
inline constexpr std::size_t kLongestQuote = 300;
std::string short_quote(std::string_view text);

}  // namespace handover::intake
