// Values that seem to belong to a sister object. Private to this module.
#pragma once

#include "evidence/comparison.h"

namespace handover::evidence {

// Three signs, each needing a witness in the facts themselves:
//   dates    a side of a date contradiction gives the day on which others date a sister event (ids that share
//            a word);
//   numbers  one source alone gives a subject the number that two or more sources give its sister (ids that
//            end in the same word), in the same unit over overlapping areas and periods;
//   objects  the same aim of the same speaker in overlapping periods, given for the mission by one source and
//            for the presence, the troops or the advisers by another (the last word of the ids).
// Sides hold positions in `statements`, as those of `found` do.
std::vector<Contradiction> find_wrong_objects(std::span<const Statement> statements,
                                              std::span<const Contradiction> found);

}  // namespace handover::evidence
