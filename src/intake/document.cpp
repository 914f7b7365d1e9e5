#include "intake/document.h"

#include <algorithm>

namespace handover::intake {
namespace {

constexpr std::size_t kStride = 256;
constexpr const char* kGenres[] = {"news", "statement", "narrative", "report"};

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::optional<Genre> parse_genre(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kGenres); ++i) {
    if (word == kGenres[i]) return static_cast<Genre>(i);
  }
  return std::nullopt;
}

const char* name_of(Genre genre) {
  return kGenres[static_cast<std::size_t>(genre)];
}

CharacterIndex::CharacterIndex(std::string_view text) : text_(text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % kStride == 0) every_.push_back(characters_);
    characters_ += begins_character(text[i]) ? 1U : 0U;
  }
  every_.push_back(characters_);
}

std::size_t CharacterIndex::character_at(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const std::size_t block = std::min(byte / kStride, every_.size() - 1);
  std::size_t count = every_[block];
  for (std::size_t i = block * kStride; i < byte; ++i) count += begins_character(text_[i]) ? 1U : 0U;
  return count;
}

std::size_t CharacterIndex::byte_at(std::size_t character) const {
  if (character >= characters_) return text_.size();
  const auto after = std::upper_bound(every_.begin(), every_.end() - 1, character);
  const std::size_t block = static_cast<std::size_t>(after - every_.begin()) - 1;
  std::size_t count = every_[block];
  std::size_t byte = block * kStride;
  for (; byte < text_.size(); ++byte) {
    if (!begins_character(text_[byte])) continue;
    if (count == character) break;
    ++count;
  }
  return byte;
}

}  // namespace handover::intake
