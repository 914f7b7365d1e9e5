#include "talks/packages.h"

#include "talks/settlement.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

constexpr std::size_t kBuyer = 0, kSeller = 1, kPrice = 0, kDate = 1, kFlag = 2;

// The buyer gains on the price and loses on the date, the seller the other way round; the flag is nobody's
// business but theirs, and the buyer alone loses on it.
BargainTable two_sides(std::optional<std::size_t> date_to, std::optional<std::size_t> flag_to) {
  BargainTable table;
  table.actors = {{"buyer", Side::coalition}, {"seller", Side::host}};
  table.issues.resize(3);
  for (BargainIssue& issue : table.issues) issue.reference_point = 50.0;
  table.issues[kDate].linked_to = date_to;
  table.issues[kFlag].linked_to = flag_to;
  const auto stake = [&](std::size_t actor, std::size_t issue, double position, double salience) {
    table.stakes.push_back({actor, issue, exactly(position), exactly(salience), exactly(1.0), true});
  };
  stake(kBuyer, kPrice, 0, 100);
  stake(kBuyer, kDate, 100, 20);
  stake(kBuyer, kFlag, 50, 10);
  stake(kSeller, kPrice, 100, 20);
  stake(kSeller, kDate, 0, 100);
  stake(kSeller, kFlag, 50, 10);
  return table;
}

using Groups = std::vector<std::vector<std::size_t>>;

}  // namespace

TEST_CASE("links make groups: chains count, and a table without links is one group") {
  CHECK(linked_groups(two_sides(kPrice, std::nullopt)) == Groups{{0, 1}, {2}});
  CHECK(linked_groups(two_sides(kFlag, std::nullopt)) == Groups{{0}, {1, 2}});
  CHECK(linked_groups(two_sides(kPrice, kDate)) == Groups{{0, 1, 2}});  // by way of the date
  CHECK(linked_groups(two_sides(kFlag, kPrice)) == Groups{{0, 1, 2}});
  CHECK(linked_groups(two_sides(std::nullopt, std::nullopt)) == Groups{{0, 1, 2}});
}

TEST_CASE("linked issues are traded, others are not") {
  // Price 0 and date 0: each gives 50 steps on what it cares little about and gets 50 on what it cares for.
  const std::vector<double> trade = {0.0, 0.0, 50.0};
  const auto inputs = central_inputs(two_sides(kPrice, std::nullopt));
  CHECK(accepted_by_vetoes(inputs, trade, Groups{{0, 1}, {2}}));
  CHECK_FALSE(accepted_by_vetoes(inputs, trade, Groups{{0}, {1}, {2}}));
  // A loss on the flag (10 x 0.5 for both) is made good by the trade only when the flag is linked to it.
  const std::vector<double> with_flag = {0.0, 0.0, 100.0};
  CHECK(accepted_by_vetoes(inputs, with_flag, Groups{{0, 1, 2}}));
  CHECK_FALSE(accepted_by_vetoes(inputs, with_flag, Groups{{0, 1}, {2}}));
  // The fitted model says so for the whole table.
  CHECK(settlement_of(two_sides(kPrice, kDate), inputs, with_flag).deal);
  CHECK_FALSE(settlement_of(two_sides(kPrice, std::nullopt), inputs, with_flag).deal);
}

TEST_CASE("packages are made of linked issues, and the report says what the link is worth") {
  const auto linked = linked_packages(two_sides(kPrice, std::nullopt), Seed{1}, 0);
  REQUIRE(linked.size() == 1);  // the flag stands alone
  CHECK(linked[0].issues == std::vector<std::size_t>{kPrice, kDate});
  const PackageReport& report = linked[0].report;
  // Issue by issue the two want opposite things: nothing but the reference points, which the grid of 101
  // levels holds once.
  CHECK(report.grid == 101 * 101);
  CHECK(report.share_issue_by_issue == doctest::Approx(1.0 / (101 * 101)));
  // Together: x = 50 - price, y = 50 - date: buyer 100 x - 20 y >= 0, seller 100 y - 20 x >= 0: a wedge
  // between y = x / 5 and y = 5 x, of the positive quarter 1 - 1 / 5.
  CHECK(report.share_in_zone == doctest::Approx(0.25 * 0.8).epsilon(0.03));
  CHECK(report.share_by_every_rule == report.share_in_zone);  // no limits given
}

TEST_CASE("limits: a party's rule cuts the zone where terms decide it") {
  const TermLimit cheap{"buyer", "not above 30", {kPrice}, Compare::at_most, 30.0};
  const TermLimit either{"seller", "something by 20", {kPrice, kDate}, Compare::at_most, 20.0};
  const TermLimit elsewhere{"seller", "across groups", {kPrice, kFlag}, Compare::at_most, 10.0};
  const auto linked =
      linked_packages(two_sides(kPrice, std::nullopt), Seed{1}, 0, {cheap, either, elsewhere});
  REQUIRE(linked.size() == 1);
  CHECK(linked[0].limits.size() == 2);  // the third needs an issue of another group
  // x, y >= 30 of 50 by the second line, and the wedge always holds there.
  CHECK(linked[0].report.share_by_every_rule < linked[0].report.share_in_zone);
  CHECK(linked[0].report.share_by_every_rule == doctest::Approx(21.0 * 21.0 / (101 * 101)).epsilon(0.001));
  CHECK(either.kept_by({20.0, 10.0, 0.0}));
  CHECK_FALSE(either.kept_by({10.0, 21.0, 0.0}));  // the later of the two counts
}

TEST_CASE("which red lines terms decide") {
  Mission mission;
  mission.written_as_of = date_of(2024, 7, 24);
  mission.as_of = date_of(2024, 7, 24);
  mission.horizon_months = 36;
  mission.parties = {{"us", "United States", Side::coalition, true}, {"iraq", "Iraq", Side::host, true}};
  for (const char* id : {"mission-end", "presence_end", "kurdistan-end", "residual", "label"}) {
    Issue issue;
    issue.id = id;
    issue.low = 0.0;
    issue.high = 84.0;
    mission.issues.push_back(issue);
  }
  const auto line = [](Metric metric, Compare compare, double threshold, std::optional<Month> by = {}) {
    RedLine red;
    red.metric = metric;
    red.by = by;
    red.compare = compare;
    red.threshold = threshold;
    return red;
  };
  PartyRule us, iraq;
  us.party.index = 0;
  us.lines = {line(Metric::coalition_deaths, Compare::at_most, 8),
              line(Metric::presence_ended_by_days, Compare::at_least, 880)};
  iraq.party.index = 1;
  iraq.lines = {line(Metric::coalition_label_at_end, Compare::at_most, 0,
                     Month{std::chrono::year{2026}, std::chrono::month{7}}),
                line(Metric::troops_at_end, Compare::at_most, 500)};
  mission.rules = {us, iraq};
  const TermLimits limits = term_limits(mission);
  CHECK(limits.beyond == 1);  // deaths are for the simulation
  REQUIRE(limits.lines.size() == 3);
  CHECK(limits.lines[0].party == "United States");
  CHECK(limits.lines[0].issues == std::vector<std::size_t>{1, 2});
  // 880 days after 24 July 2024 is 21 December 2026: 29 months and 20 days after 1 July 2024.
  CHECK(limits.lines[0].threshold == doctest::Approx(29.65).epsilon(0.002));
  CHECK(limits.lines[1].threshold == doctest::Approx(24.0).epsilon(0.002));
  CHECK(limits.lines[1].issues == std::vector<std::size_t>{0});
  CHECK(limits.lines[2].threshold == 500.0);
}
