// A paper as a flow of blocks, one after another: what a text to edit and a typeset page are made of. Private
// to this module.
#pragma once

#include "brief/paper.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace handover::papers {

enum class Kind { title, edition, question, answer, heading, verdict, bullet, body, note };
struct Paragraph {
  Kind kind = Kind::body;
  std::string label = {}, text = {};
  std::string assumed = {}, traces = {};  // "assumed", "[Figure 2, 3]"; empty: none
};
struct Drawing {
  charts::Picture picture;    // without a title of its own
  std::string caption, note;  // "Figure 2. ...", and the quantity under it
  std::string source;
  bool half = false;
};
struct Grid {
  std::string caption = {}, note = {}, source = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::string>> rows = {};
  std::vector<bool> strong = {};  // [row]
};
struct PageBreak {};

using Block = std::variant<Paragraph, Drawing, Grid, PageBreak>;
using Flow = std::vector<Block>;

// The drawing at a place of the flow and the next, where both are half as wide as the paper and stand side by
// side.
struct HalfDrawings {
  const Drawing *first, *second;
};
std::optional<HalfDrawings> half_drawings(const Flow& flow, std::size_t at);

struct Flows {
  Flow first, second, annex;
  std::string foot;  // of every page
  bool right_to_left = false;
};
Flows flows_of(const brief::Paper& paper);

// Everything that a reader of the flows sees, for the search after secrets; apart from the program's own
// words.
std::string words_of(const Flows& flows);

}  // namespace handover::papers
