// Whether a text is UTF-8, the one encoding of the files that people edit.
#pragma once

#include "base/problem.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover {

// What is wrong with the text's encoding, with the first place that is not UTF-8; nothing when all of it is.
std::optional<Problem> wrong_encoding(std::string_view text, const std::string& file);

}  // namespace handover
