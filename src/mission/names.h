// The words that files use for the mission's kinds, both ways. Every enumeration is written in snake_case.
#pragma once

#include "mission/entities.h"
#include "mission/plan.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace handover {

enum class Side;

// All words of an enumeration, in its order.
template <class Enum>
std::span<const std::string_view> words_of();

template <class Enum>
std::string_view word_of(Enum value) {
  return words_of<Enum>()[static_cast<std::size_t>(value)];
}

template <class Enum>
std::optional<Enum> parse_word(std::string_view text) {
  const auto words = words_of<Enum>();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// "a, b or c", for messages.
std::string listed(std::span<const std::string_view> words);

// The candidate closest to what was written, when it is close enough to be meant.
std::optional<std::string> closest(std::string_view written, std::span<const std::string> candidates);

}  // namespace handover
