// For tests: sentences with what they mean, and what is read in them as one line of text.
#pragma once

#include "intake/date_expressions.h"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace handover::intake {

struct Example {
  const char* text;
  const char* wanted;  // all that is found, joined by "; "
};

// "value part" of every date.
inline std::string days_in(const char* text, const DateContext& context) {
  const Words words = words_of(text);
  std::string out;
  for (const DateMention& date : find_dates(words, context))
    out +=
        fmt::format("{}{}{}{}", out.empty() ? "" : "; ", date.value, date.part.empty() ? "" : " ", date.part);
  return out;
}

template <std::size_t Size, typename Read>
void check_all(const Example (&sentences)[Size], Read read) {
  for (const Example& one : sentences) {
    INFO(std::string(one.text));
    CHECK(read(one.text) == std::string(one.wanted));
  }
}

}  // namespace handover::intake
