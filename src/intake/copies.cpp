#include "intake/copies.h"

#include "intake/words.h"

#include <algorithm>

namespace handover::intake {
namespace {

constexpr std::size_t kShingle = 5;

// FNV-1a, 64 bits.
std::uint64_t hashed(std::uint64_t hash, std::string_view text) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  return hash;
}

}  // namespace

std::vector<std::uint64_t> shingles_of(std::string_view text) {
  const Words words = words_of(text);
  std::vector<std::string_view> plain;
  for (const Token& token : words.tokens) {
    if (token.kind != TokenKind::mark) plain.push_back(token.folded);
  }
  std::vector<std::uint64_t> shingles;
  for (std::size_t i = 0; i + kShingle <= plain.size(); ++i) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::size_t k = 0; k < kShingle; ++k) hash = hashed(hashed(hash, plain[i + k]), " ");
    shingles.push_back(hash);
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

Likeness likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) ++common;
    const bool step_a = a[i] <= b[k];
    const bool step_b = b[k] <= a[i];
    i += step_a ? 1 : 0;
    k += step_b ? 1 : 0;
  }
  const std::size_t shorter = std::min(a.size(), b.size());
  if (shorter == 0) return {};
  return {static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common),
          static_cast<double>(common) / static_cast<double>(shorter)};
}

}  // namespace handover::intake
