// Which of a mission's issues are dates and numbers of a plan, and which red lines their terms alone decide.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::talks {

// By their ids: "mission-end" in months from the mission's own as-of month; every other id ending in "-end"
// likewise, for the presence in some region, the latest of them counts; "residual" in persons. Underscores
// will do for hyphens.
struct MapIssues {
  std::optional<std::size_t> mission_end, residual;
  std::vector<std::size_t> presence_ends;
};
MapIssues map_issues(const Mission& mission);
// Day 0 of the scales that count months: the first day of the month the mission was written for, whatever day
// it is read as of.
Date scale_starts(const Mission& mission);

// A party's red line that a package keeps or breaks by itself: the largest of the terms on these issues
// compared with a threshold on their scale.
struct TermLimit {
  std::string party, words;
  std::vector<std::size_t> issues;
  Compare compare = Compare::at_most;
  double threshold = 0.0;
  bool kept_by(const std::vector<double>& terms) const;
};

// The parties' rules as far as terms decide them: lines on the end of the mission, the last presence, the
// troops at the end, and the coalition's label (gone when the mission ends). All other lines (deaths,
// attacks, strikes, days uncovered ...) depend on what happens and are judged by simulation, in the agreement
// map.
struct TermLimits {
  std::vector<TermLimit> lines;
  std::size_t beyond = 0;  // lines that terms do not decide
};
TermLimits term_limits(const Mission& mission);

}  // namespace handover::talks
