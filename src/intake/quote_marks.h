// Inside this module only: which words stand in quotation marks.
#pragma once

#include "intake/words.h"

#include <vector>

namespace handover::intake {

// Tokens between two marks; the marks stand at first - 1 and at last (when it is closed).
struct Quoted {
  std::size_t first = 0, last = 0;
  bool closed = true;
  bool single = false;
  bool continues = false;  // opens a paragraph while the one before was left open
};

bool opens_double(const Token& mark);   // “ „ «
bool closes_double(const Token& mark);  // ” »
bool is_straight(const Token& mark);    // "

// In the order of the text; of a quotation inside another in other marks the outer one.
std::vector<Quoted> find_quoted(const Words& words);

}  // namespace handover::intake
