// A view as one self-contained HTML page: two printed sides, then the evidence annex.
#pragma once

#include "brief/edition.h"
#include "brief/view.h"

#include <string>

namespace handover::brief {

// Filters for the edition, numbers figures, tables and sources, writes the page. Throws std::logic_error when
// a trace leads nowhere, when a sentence of what a side can say holds a number without a trace, or when a
// joint or public page still holds something that it may not (then InputError, for a name of the mission is
// the cause).
std::string page_of(const View& view, Edition edition);

}  // namespace handover::brief
