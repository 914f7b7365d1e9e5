// The words around a paper that are not its blocks: title, readers, what it was made of, what is left out.
// The same in every format.
#pragma once

#include "brief/edition.h"
#include "brief/view.h"
#include "wording/catalogue.h"

#include <string>

namespace handover::brief {

struct FrameWords {
  std::string known_as_of;   // "What is known and assumed as of 24 Jul 2024"
  std::string edition;       // "joint edition"
  std::string readers;       // "For both sides of the table"
  std::string source;        // "Seed 1, version 0.1.0, as of 24 Jul 2024, 256 scenarios ..."
  std::string short_source;  // the same without the sample
  std::string foot;          // source, hash of the inputs, what a share is
  std::string left_out;      // empty: nothing is
  std::string unreviewed;    // empty: a native writer has read the language, or it is English
  std::string page, assumed, sources;
  std::string figure, table;  // "Figure", "Table"
  std::string numbered;       // "{0} {1}. ": before a caption
  std::string locale;         // by which its numbers are written
  std::string depends_on, whole_answer, annex, gates;
  bool right_to_left = false;
};
FrameWords frame_words(const View& view, Edition edition, const LeftOut& left_out);

// "Figure 2. " as the language writes it.
std::string numbered(const FrameWords& words, const std::string& what, int number);

// "public", "joint", or the name of the side whose own edition it is.
std::string edition_name(const View& view, Edition edition);

}  // namespace handover::brief
