// Whether a row follows from the document it names: for rows from rules, hands and language models alike.
#pragma once

#include "intake/gazetteer.h"
#include "intake/intake_row.h"
#include "intake/proposals.h"

#include <string>
#include <string_view>
#include <vector>

namespace handover::intake {

enum class Weight { refused, doubtful };

struct Finding {
  Weight weight = Weight::refused;
  std::string rule;   // short name: "span", "quote", "number", "date", "period", "area", "speaker"
  std::string field;  // the column meant
  std::string value;
  std::string what, hint;
};

// A document read once, for all rows that name it.
class Checker {
 public:
  // `document` and `gazetteer` must outlive the checker.
  Checker(const Document& document, const Gazetteer& gazetteer);

  // The span exists and the quote is its text; a count's number, a date's derivation stand in it; period and
  // area have words in its sentence or the one before, and so has the speaker. Refused is what contradicts
  // the text, doubtful what has no words there.
  std::vector<Finding> check(const IntakeRow& row) const;

  // The sentence around a span of characters.
  std::string sentence_around(const Span& characters) const;
  const CharacterIndex& characters() const { return characters_; }
  const Reading& reading() const { return reading_; }

 private:
  struct Place;  // a span with its tokens and sentences
  Place place_of(const Span& characters) const;
  void check_number(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const;
  void check_date(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const;
  void check_period(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const;
  void check_area(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const;
  void check_speaker(const IntakeRow& row, const Place& place, std::vector<Finding>& found) const;
  bool says(std::string_view said_by, std::size_t first, std::size_t last) const;

  const Document& document_;
  const Gazetteer& gazetteer_;
  CharacterIndex characters_;
  Reading reading_;
};

// A quote folds to a text when both are the same but for blanks, dashes, quotation marks and capitals; " ...
// " in the quote stands for anything.
bool folds_to(std::string_view quote, std::string_view text);

// Where the quote stands in the text, in bytes, the first place from `from` on; an empty span: nowhere.
Span find_quote(std::string_view text, std::string_view quote, std::size_t from = 0);

}  // namespace handover::intake
