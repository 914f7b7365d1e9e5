// Which program made a figure.
#pragma once

namespace handover::report {

// The release and the commit it was built from, "0.1.0+g4b81c1e0a1b2" or, from changed files,
// "0.1.0+g4b81c1e0a1b2.dirty"; the release alone when it was not built from a checkout. Every run record,
// document and picture names it.
const char* version();

}  // namespace handover::report
