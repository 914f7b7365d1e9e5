// The header of a statement file, apart from the words of the statement.
#pragma once

#include <cstddef>
#include <string_view>

namespace handover {

// How many bytes of the file are header: leading lines that begin with `party:`, `note:`, `source:` or
// `date:` say whose statement it is and where it comes from, and are none of its words.
std::size_t statement_header(std::string_view text);

}  // namespace handover
