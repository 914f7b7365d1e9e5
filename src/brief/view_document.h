// A view as a document that is kept with its run, so that every paper of the run is made of the same figures
// and words without computing anything again; and back. Blocks keep their audiences: the filter
// (edition.h) works on what is read.
#pragma once

#include "brief/view.h"

#include <string>
#include <string_view>

namespace handover::brief {

// Of the documents that this version writes. Papers cannot be made of others.
inline constexpr int kViewLayout = 1;

// JSON: a block's keys are its members' names; what is empty is left out.
std::string document_of(const View& view);

// Throws std::invalid_argument when it is no view, or one of another layout.
View view_of_document(std::string_view json);

}  // namespace handover::brief
