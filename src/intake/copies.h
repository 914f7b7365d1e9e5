// Whether two texts are one: an agency's report in two papers, or the same page twice. By shingles of five
// words (Broder 1997, On the resemblance and containment of documents). Two copies are not two sources.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace handover::intake {

// Hashes of the text's shingles, sorted, each once.
std::vector<std::uint64_t> shingles_of(std::string_view text);

struct Likeness {
  double resemblance = 0.0;  // common shingles over all shingles of both
  double containment = 0.0;  // common shingles over those of the shorter text
};
Likeness likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

// From this containment on they are called copies: a quarter of a text's runs of five words does not come
// about by chance, but a long quotation of one statement can take that much of a short report.
inline constexpr double kCopy = 0.4;

}  // namespace handover::intake
