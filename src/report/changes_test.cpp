// What was new in iraq-2024 on five days, against a list made by reading the mission's tables by hand.
#include "base/test_data.h"
#include "report/changes_job.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::report;

namespace {

Mission known_on(Date day) {
  LoadOptions options;
  options.as_of = day;
  return load_mission(source_path("missions/iraq-2024"), options);
}

struct Between {
  Mission now, then;
  Changes changes;
  Between(Date since, Date day)
      : now(known_on(day)), then(known_on(since)), changes(changes_between(now, then)) {}

  int rows(NewsTable table) const { return changes.new_rows[static_cast<std::size_t>(table)]; }
  bool has(NewsTable table, const std::string& what, const std::string& after) const {
    return std::any_of(changes.rows.begin(), changes.rows.end(), [&](const NewRow& row) {
      return row.table == table && row.what.find(what) != std::string::npos &&
             row.after.find(after) != std::string::npos;
    });
  }
  bool moved(const std::string& what, const std::string& before, const std::string& after) const {
    return std::any_of(changes.rows.begin(), changes.rows.end(), [&](const NewRow& row) {
      return row.what.find(what) != std::string::npos && row.before && row.before->starts_with(before) &&
             row.after.starts_with(after);
    });
  }
  int commitments(CommitmentNews news) const {
    return static_cast<int>(std::count_if(changes.commitments.begin(), changes.commitments.end(),
                                          [&](const auto& one) { return one.news == news; }));
  }
};

const Date kJanuary = date_of(2024, 1, 25), kFebruary = date_of(2024, 2, 13), kMarch = date_of(2024, 3, 20),
           kApril = date_of(2024, 4, 16), kJune = date_of(2024, 6, 1), kJuly = date_of(2024, 7, 24);

}  // namespace

TEST_CASE(
    "13 February: the talks were suspended and have resumed, Iraq has stated its terms, three commitments "
    "stand") {
  const Between between(kJanuary, kFebruary);
  CHECK(between.rows(NewsTable::sessions) == 3);
  CHECK(between.has(NewsTable::sessions, "suspended", "attack in Jordan"));
  CHECK(between.has(NewsTable::sessions, "in_session", "talks resumed"));
  CHECK(between.has(NewsTable::positions, "end of the coalition mission", "12 (3"));
  CHECK(between.commitments(CommitmentNews::changed) == 3);
  CHECK(between.rows(NewsTable::totals) == 4);
  CHECK(between.rows(NewsTable::instruments) == 1);
  CHECK(between.changes.act);
}

TEST_CASE("20 March: one rating, totals and casualties of February; nobody met, nobody moved") {
  const Between between(kFebruary, kMarch);
  CHECK(between.rows(NewsTable::facts) == 19);
  CHECK(between.rows(NewsTable::ratings) == 1);
  CHECK(between.rows(NewsTable::totals) == 2);
  CHECK(between.rows(NewsTable::casualties) == 1);
  CHECK(between.rows(NewsTable::sessions) == 0);
  CHECK(between.rows(NewsTable::positions) == 0);
  CHECK(between.commitments(CommitmentNews::changed) == 0);
  CHECK(between.has(NewsTable::totals, "pentagon-total", "181"));
}

TEST_CASE("16 April: the commission has met; nothing else") {
  const Between between(kMarch, kApril);
  REQUIRE(between.changes.rows.size() == 1);
  CHECK(between.has(NewsTable::sessions, "in_session", "reviews its working groups"));
  CHECK(between.changes.act);
  for (const auto& one : between.changes.contradictions) CHECK(one.news == ContradictionNews::same);
}

TEST_CASE("1 June: a lull is counted, a mandate's end is known; nothing to act on") {
  const Between between(kApril, kJune);
  CHECK(between.rows(NewsTable::totals) == 1);
  CHECK(between.has(NewsTable::totals, "lull", "0 ("));
  CHECK(between.rows(NewsTable::calendar) == 1);
  CHECK(between.has(NewsTable::calendar, "UN Assistance Mission", "2025-12-31"));
  CHECK(between.rows(NewsTable::sessions) == 0);
  CHECK(between.rows(NewsTable::positions) == 0);
  CHECK_FALSE(between.changes.act);
}

TEST_CASE("24 July: both sides have moved, the ministers have met, CENTCOM counts what nobody counted") {
  const Between between(kJune, kJuly);
  CHECK(between.rows(NewsTable::sessions) == 2);
  CHECK(between.rows(NewsTable::positions) == 20);
  // Iraq's end of the mission: from the 12th to the 14th month (September 2025); the Americans' from the 30th
  // to the 26th.
  CHECK(between.moved("end of the coalition mission", "12 (", "14 ("));
  CHECK(between.moved("end of the coalition mission", "30 (", "26 ("));
  CHECK(between.moved("US troops who stay", "1800 (", "1000 ("));
  CHECK(between.has(NewsTable::totals, "centcom-claims", "153"));
  CHECK(between.rows(NewsTable::totals) == 4);
  CHECK(between.rows(NewsTable::calendar) == 2);
  CHECK(between.commitments(CommitmentNews::changed) == 0);  // still contested, as in February
  CHECK(between.changes.act);
}

TEST_CASE("between a day and itself nothing changed") {
  const Between between(kJuly, kJuly);
  CHECK(between.changes.rows.empty());
  CHECK(std::all_of(between.changes.contradictions.begin(), between.changes.contradictions.end(),
                    [](const auto& one) { return one.news == ContradictionNews::same; }));
}

TEST_CASE("the page says what it can in every language, and the mail holds it") {
  const Between between(kJune, kJuly);
  for (const char* language : {"en", "ar", "ckb", "fr"}) {
    CAPTURE(language);
    const NewsPage page = page_of(between.changes, between.now, language);
    CHECK(page.sections.size() >= 4);
    CHECK(text_of(page).find("[en]") == std::string::npos);
    for (const NewsSection& section : page.sections) CHECK(section.lines.size() <= 9);
  }
  const std::string mail = mail_of(page_of(between.changes, between.now, "en"), kJuly);
  CHECK(mail.find("Subject: ") != std::string::npos);
  CHECK(mail.find("24 Jul 2024") != std::string::npos);
  CHECK(mail_of(page_of(between.changes, between.now, "en"), kJuly) == mail);
}
