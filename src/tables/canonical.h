// Text for hashing, of which no two contents share one.
#pragma once

#include <string>
#include <string_view>

namespace handover {

// A text behind its own length: wherever it stands, it can be read back, whatever is in it.
inline std::string sized(std::string_view text) {
  std::string result = std::to_string(text.size());
  result += ':';
  return result.append(text);
}

}  // namespace handover
