// Who said what: direct quotations with their speakers, and indirect speech. Rules of position around verbs
// of reporting, as in Pareti et al. 2013 and the sieve of Muzny et al. 2017, for news and public statements.
#pragma once

#include "intake/date_expressions.h"
#include "intake/gazetteer.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::intake {

struct Speech {
  std::size_t first = 0, last = 0;  // tokens of what was said; of a quotation without its marks
  bool direct = false;
  std::string rule;     // "quote.verb-behind", "quote.verb-before", "speech.indirect" ...
  std::string speaker;  // the speaker's name or words; of a pronoun the name it stands for; empty: not told
  Span speaker_span;    // where the text says so; empty: nowhere
  std::string actor;    // id of the mission's actor; empty when the speaker is none
};

std::vector<Speech> find_speech(const Words& words, const std::vector<DateMention>& dates,
                                const std::vector<Mention>& names);

}  // namespace handover::intake
