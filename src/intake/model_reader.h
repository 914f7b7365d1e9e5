// A language model of the user's own as a further reader: it is asked for rows in the form of the rules'
// proposals. Places are found here, never asked for; what cannot be found in the text is dropped and counted.
#pragma once

#include "intake/checker.h"
#include "intake/intake_row.h"
#include "intake/rule_record.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

// The document in pieces of whole paragraphs that a small model can take.
std::vector<Span> pieces_for_model(std::string_view text);
// What is asked about one piece, as the one user message.
std::string question_for_model(std::string_view piece);

struct ModelRows {
  std::vector<IntakeRow> rows;
  std::size_t answered = 0;      // rows in the answers
  std::size_t not_found = 0;     // their quote is not in the piece
  std::size_t contradicted = 0;  // the checker refused them
  std::size_t unreadable = 0;    // answers that are no list of rows
};

// Takes one answer (the model's text, in which a JSON list is looked for) about a piece. `name` is the
// model's.
void take_model_answer(std::string_view answer, const Span& piece, const Document& document,
                       const Checker& checker, const RuleRecord& record, const std::string& name,
                       const std::string& source, ModelRows& rows);

// Posts one question to an address that speaks as OpenAI's chat completions do; the text of the answer.
// Throws InputError.
std::string ask_model(const std::string& address, const std::string& name, const std::string& question);

// Whether the address is on this machine: localhost, 127.0.0.0/8 or ::1.
bool is_loopback(const std::string& address);

}  // namespace handover::intake
