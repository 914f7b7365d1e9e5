// Which program made a figure.
#pragma once

namespace handover::report {

// The release, as every run record, document and picture names it.
const char* version();

}  // namespace handover::report
