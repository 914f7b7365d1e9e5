// Totals over periods, as the mission's sources give them, made fit for a likelihood that has daily counts
// beside them: running totals are differenced, of overlapping series one is kept, and what other sources say
// of days that are known becomes a reading of how they count.
#pragma once

#include "threat/daily/observations.h"

namespace handover::threat {

// Fills in `intervals`, `shares`, `ratios`, `anchor` and `not_used`, and takes zones out of scope that the
// daily source does not look at. The days of `data` are there already.
void take_totals(const Mission& mission, FitData& data);

}  // namespace handover::threat
