// Numbers with a decimal comma (40,5), which a spreadsheet set to German, French or Arabic writes. Private to
// this module.
#pragma once

#include "tables/front_door.h"

#include <memory>

namespace handover {

// The table's text with points in their place, as long as before, so that lines and columns still hold.
// Nothing when no column has them. A column is changed when each of its values is a number and at least one
// has a comma that cannot part thousands, or another column of the file settles what its commas are: "1,234"
// alone can be both, and is left as it is for the reader to refuse.
std::shared_ptr<const std::string> with_decimal_points(const OpenedTable& table);

}  // namespace handover
