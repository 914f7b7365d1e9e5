// Several issues settled as one: packages on a grid, the Pareto set, the zone in which everybody with a veto
// prefers the package to no agreement and every party's rule is met as far as terms decide it, and who stands
// with whom.
#pragma once

#include "base/units.h"
#include "talks/mission_issues.h"
#include "talks/table.h"

#include <cstddef>
#include <vector>

namespace handover::talks {

struct Package {
  std::vector<double> terms;    // [issue]
  std::vector<double> loss;     // [judge] salience x distance, at the most likely inputs
  double chance_in_zone = 0.0;  // share of draws in which no judge is worse off than without an agreement
  bool efficient = false;       // no other package on the grid is better for one judge and worse for none
};

struct PackageReport {
  // Those whose consent counts: actors with a veto, or everybody when there is none.
  std::vector<std::size_t> judges;
  std::vector<double> loss_without;  // [judge] loss at the reference points
  std::size_t grid = 0;              // packages looked at
  double share_in_zone = 0.0;        // of the grid, at the most likely inputs
  // Of the grid: no judge worse off on any single issue, as if nothing could be traded between them; and in
  // the zone with every limit kept: every party's rule, as far as terms decide it.
  double share_issue_by_issue = 0.0, share_by_every_rule = 0.0;
  std::vector<Package> efficient;  // by chance in the zone, best first
  Package compromise;              // the weighted mean on every issue
  bool compromise_beaten = false;  // some package on the grid is better for one judge and worse for none
  // Share of draws in which no judge is worse off by the compromise on any single issue.
  double compromise_issue_by_issue = 0.0;
  Package nash;  // of the zone, the largest product of gains; empty without a zone
};

// At most `most` packages: the same number of levels on every issue, at least 2. Issues without a reference
// point do not count against anybody's consent. `limits` refer to the issues of this table. Deterministic in
// the seed.
PackageReport packages(const BargainTable& table, Seed seed, int draws, std::size_t most = 20'000,
                       const std::vector<TermLimit>& limits = {});

// One report for each group of linked issues (linked_groups) that has more than one; a limit goes to the
// group that holds all its issues and is left out when none does. Groups with at most three judges have
// twenty times as many packages.
struct LinkedPackages {
  std::vector<std::size_t> issues;  // of the whole table
  std::vector<TermLimit> limits;    // on the issues of the group, in its order
  PackageReport report;
};
std::vector<LinkedPackages> linked_packages(const BargainTable& table, Seed seed, int draws,
                                            const std::vector<TermLimit>& limits = {},
                                            std::size_t most = 20'000);

// Indices of rows that no other row dominates (all columns smaller is better); ties are kept. Sorted scan,
// O(n^2) at worst.
std::vector<std::size_t> pareto_rows(const std::vector<std::vector<double>>& rows);

// A group of actors who are near one another on everything.
struct Coalition {
  std::vector<std::size_t> actors;
  double weight = 0.0;          // its share of salience x influence, averaged over issues
  double holds_together = 1.0;  // share of draws in which all its pairs stay within the threshold
};
// Complete-linkage clustering (Sorensen 1948) of actors by their salience-weighted mean distance as a share
// of the scales, cut at `threshold`. Actors without any issue in common are far apart. Largest weight first.
std::vector<Coalition> coalitions(const BargainTable& table, Seed seed, int draws, double threshold = 0.25);

}  // namespace handover::talks
