// The same events, whatever program wrote them: forty variants of each layout.
#include "evidence/event_reader.h"
#include "tables/table_variants.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::evidence;

namespace {

const variants::Rows kGed = {
    {"id",
     "type_of_violence",
     "side_a",
     "side_b",
     "side_a_new_id",
     "side_b_new_id",
     "where_prec",
     "adm_1",
     "adm_2",
     "where_coordinates",
     "latitude",
     "longitude",
     "country",
     "date_prec",
     "date_start",
     "date_end",
     "deaths_a",
     "deaths_b",
     "deaths_civilians",
     "deaths_unknown"},
    {"1",
     "1",
     "Government of X",
     "IS",
     "1",
     "5",
     "1",
     "D\xC3\xA9partement du Nord",
     "",
     "Town, \"Old\"",
     "33.5",
     "43.25",
     "X",
     "1",
     "2019-04-18",
     "2019-04-19",
     "2",
     "3",
     "0",
     "1"},
    {"2", "3", "IS", "Civilians", "5",          "9",          "6", "",  "",  "",
     "",  "",  "X",  "1",         "2019-05-03", "2019-05-03", "0", "0", "4", ""},
    {"3", "1", "Government of X", "IS",         "1", "5", "2", "East", "A; B", "", "34", "44",
     "X", "2", "2019-12-31",      "2020-01-02", "0", "1", "0", "0"}};

const variants::Rows kAcled = {
    {"event_id_cnty", "event_date", "year", "time_precision", "event_type", "actor1", "actor2", "country",
     "admin1", "admin2", "location", "latitude", "longitude", "geo_precision", "notes", "fatalities"},
    {"X1", "2024-01-27", "2024", "1", "Battles", "IS (X)", "Military Forces", "X", "Caf\xC3\xA9", "", "Place",
     "34.35", "45.39", "1", "On the day, a clash; \"two\" dead.", "2"},
    {"X2", "2024-02-01", "2024", "2", "Battles", "IS (X)", "", "X", "", "", "", "", "", "3", "", "0"},
    {"X3", "2024-02-02", "2024", "1", "Violence against civilians", "IS (X)", "Civilians", "X", "West", "",
     "", "1.5", "-2.25", "1", "n", "7"}};

const variants::Rows kGtd = {
    {"eventid", "iyear", "imonth", "iday", "country_txt", "provstate", "city", "latitude", "longitude",
     "specificity", "attacktype1_txt", "targtype1_txt", "gname", "nkill", "nkillter"},
    {"201603050001", "2016", "3", "5", "X", "Th\xC3\xA9ma", "C", "33.303566", "44.371773", "1",
     "Bombing/Explosion", "Military", "IS", "12", "1"},
    {"201603060001", "2016", "3", "6", "X", "East", "", "", "", "5", "Armed Assault", "Police", "IS", "", ""},
    {"201603070001", "2016", "3", "7", "X", "West", "", "-1.5", "2.25", "1", "Armed Assault", "Police", "IS",
     "0.5", "0.5"}};

const variants::Rows kDaily = {{"date", "actor", "place", "count", "killed_civilians"},
                               {"2019-05-01", "IS", "Diyala", "2", "1"},
                               {"2019-05-30", "IS", "Caf\xC3\xA9", "1", ""},
                               {"2019-06-02", "IS", "Kirkuk, city", "10", "0"}};

std::string line_of(const Event& event) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", event.id, to_string(event.day),
                     event.span_days, event.actor_a, event.actor_b, event.actor_b_id, event.kind,
                     event.places[0], event.places[2], event.latitude, event.longitude, event.place_is_vague,
                     event.count, event.killed_a + event.killed_targets,
                     event.killed_b + event.killed_attackers,
                     event.killed_civilians + event.killed_unassigned);
}

std::vector<std::string> events_of(const std::string& bytes, const std::string& name) {
  EventReader reader(bytes, name);
  std::vector<std::string> lines;
  Event event;
  RowProblem problem;
  for (auto read = reader.next(event, problem); read != EventReader::Read::end;
       read = reader.next(event, problem))
    lines.push_back(read == EventReader::Read::event ? line_of(event) : "rejected: " + problem.reason);
  return lines;
}

void check_variants(const variants::Rows& table) {
  const auto expected = events_of(variants::text_of(table, ','), "plain.csv");
  REQUIRE(expected.size() + 1 == table.size());
  for (const variants::Variant& variant : variants::variants_of(table)) {
    INFO(variant.name);
    std::vector<std::string> got;
    try {
      got = events_of(variant.bytes, "variant");
    } catch (const InputError& error) {
      got = {error.what()};
    }
    CHECK(got == expected);
  }
}

}  // namespace

TEST_CASE("forty variants of each layout give the same events") {
  SUBCASE("ged") {
    check_variants(kGed);
  }
  SUBCASE("acled") {
    check_variants(kAcled);
  }
  SUBCASE("gtd") {
    check_variants(kGtd);
  }
  SUBCASE("daily") {
    check_variants(kDaily);
  }
}

TEST_CASE("what can be read two ways is refused once, with both readings, unless the user says which") {
  const std::string text = "date,actor,place,count\n5/1/2019,IS,Diyala,1\n5/2/2019,IS,Diyala,1\n";
  std::string refusal;
  try {
    events_of(text, "t.csv");
  } catch (const InputError& error) {
    refusal = error.what();
  }
  CHECK(refusal.starts_with("t.csv: date: can be read two ways: '5/1/2019' is 2019-01-05 or 2019-05-01"));
  EventReader reader(text, "t.csv", {.days = DayOrder::month_first});
  Event event;
  RowProblem problem;
  REQUIRE(reader.next(event, problem) == EventReader::Read::event);
  CHECK(event.day == date_of(2019, 5, 1));
}

TEST_CASE(
    "a column half of which a spreadsheet turned into numbers is refused: it may have swapped day and "
    "month") {
  CHECK_THROWS_AS(events_of("date,actor,place,count\n43586,IS,Diyala,1\n13/5/2019,IS,Diyala,1\n", "t.csv"),
                  InputError);
}

TEST_CASE("long ids that a spreadsheet has rounded are no ids") {
  const auto lines = events_of(
      "eventid,iyear,imonth,iday,gname,nkill\n2.01603E+11,2016,3,5,IS,1\n2.01603E+11,2016,3,6,IS,1\n",
      "t.csv");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("|2016-03-05"));
  CHECK(lines[1].starts_with("|2016-03-06"));
}

TEST_CASE("a fraction of a person is refused but where attacks are linked; thousands are read") {
  const std::string ged =
      "id,type_of_violence,side_a,side_b,where_prec,adm_1,latitude,longitude,country,date_start,date_end,"
      "deaths_a,"
      "deaths_b,deaths_civilians,deaths_unknown\n";
  const std::string row = "1,1,Government of X,IS,1,East,33,44,X,2019-04-18,2019-04-18,0,0,";
  const auto dead = [&](const std::string& value) { return events_of(ged + row + value + ",0\n", "t.csv"); };
  CHECK(dead("1.234") == std::vector<std::string>{"rejected: is not a count"});
  CHECK(dead("#REF!") == std::vector<std::string>{"rejected: is not a count"});
  CHECK(dead("\"1,234\"") == dead("1234"));
  CHECK(dead(std::string("1\xC2\xA0") + "234") == dead("1234"));
  CHECK(dead("\"1,234,567\"") == dead("1234567"));
  for (const char* const none : {"\"0,234\"", "\"1,2345\"", "\"1234,567\"", "\",234\""})
    CHECK(dead(none) == std::vector<std::string>{"rejected: is not a count"});
}
