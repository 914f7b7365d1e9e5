// What missions/iraq-2024 promises its readers: what is public is there, what is judged says so, nothing
// known later is.
#include "base/test_data.h"
#include "mission/assumption_keys.h"
#include "mission/mission.h"

#include <algorithm>
#include <fstream>
#include <set>

#include <doctest/doctest.h>

using namespace handover;

namespace {

Mission worked_example(std::optional<Date> as_of = {}, std::vector<std::string> overlays = {}) {
  return load_mission(handover::source_path("missions/iraq-2024"),
                      {.as_of = as_of, .overlays = std::move(overlays)});
}

template <class Items>
const auto& named(const Items& items, const std::string& id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  REQUIRE_MESSAGE(found != items.end(), id);
  return *found;
}

bool has_fact(const Mission& mission, const std::string& id) {
  return std::any_of(mission.facts.begin(), mission.facts.end(),
                     [&](const Fact& fact) { return fact.id == id; });
}

}  // namespace

TEST_CASE("one body holds three roles and three objects are kept apart") {
  const Mission mission = worked_example();
  const auto& roles = named(mission.actors, "pmf").roles;
  for (const Role role : {Role::threat, Role::partner, Role::constituency})
    CHECK(std::find(roles.begin(), roles.end(), role) != roles.end());
  std::set<std::string> subjects;
  for (const Fact& fact : mission.facts) subjects.insert(fact.subject);
  for (const char* object : {"coalition-mission", "coalition-presence", "us-troops"})
    CHECK_MESSAGE(subjects.count(object) == 1, object);
}

TEST_CASE("about 2,500 US troops are in Iraq, and how they are spread is marked as judged") {
  const Mission mission = worked_example();
  int in_iraq = 0;
  for (const TroopCount& count : mission.troops) {
    if (mission.regions[count.region.index].id != "north-east-syria") in_iraq += count.best;
    CHECK(mission.sources[count.known.source.index].id == "judgement");
  }
  CHECK(in_iraq == 2500);
  double at_sites = 0.0;
  for (const Site& site : mission.sites) {
    CHECK(site.judgement);
    if (mission.regions[site.region.index].id != "north-east-syria") at_sites += site.persons.mode;
  }
  CHECK(at_sites == doctest::Approx(2500));
}

TEST_CASE("the presence in Syria depends on Erbil") {
  const Mission mission = worked_example();
  std::set<std::string> sustained;
  for (const RegionId region : named(mission.sites, "erbil").sustains)
    sustained.insert(mission.regions[region.index].id);
  CHECK(sustained.count("north-east-syria") == 1);
}

TEST_CASE("the map: 18 governorates whose population sums to the national figure, and one connected graph") {
  const Mission mission = worked_example();
  double population = 0.0;
  int governorates = 0;
  std::set<std::string> codes;
  for (const Zone& zone : mission.zones) {
    codes.insert(zone.map_code);
    if (!zone.map_code.starts_with("IQ-")) continue;
    population += zone.population;
    ++governorates;
  }
  CHECK(governorates == 18);
  CHECK(codes.size() == mission.zones.size());
  // Central Statistical Organization of Iraq, estimate for 1 July 2018.
  CHECK(population == doctest::Approx(38'124'182));

  std::set<std::uint16_t> reached = {0};
  std::vector<std::uint16_t> open = {0};
  while (!open.empty()) {
    const std::uint16_t zone = open.back();
    open.pop_back();
    for (const ZoneId next : mission.zones[zone].neighbours) {
      if (reached.insert(next.index).second) open.push_back(next.index);
    }
  }
  CHECK(reached.size() == mission.zones.size());
}

TEST_CASE("every assumed effect has a range and a reason") {
  const Mission mission = worked_example();
  // What an uncovered task does by its kind is assumed task by task (`without_it`) instead of for all at
  // once.
  const std::set<std::string_view> by_task = {"uncovered_task_effect_on_insurgents",
                                              "uncovered_task_effect_on_host_deaths"};
  for (const AssumptionKey& key : assumption_keys()) {
    // Nobody moves in, no contractors, no clearances, no meeting that is announced.
    const bool elsewhere = key.effect >= Effect::contractor_departure_effect_on_functions;
    if (by_task.contains(key.key) || elsewhere) continue;
    const auto found = std::find_if(mission.assumptions.begin(), mission.assumptions.end(),
                                    [&](const Assumption& assumption) { return assumption.key == key.key; });
    REQUIRE_MESSAGE(found != mission.assumptions.end(), key.key);
    CHECK(found->range.low < found->range.high);
    CHECK_MESSAGE(found->reason.size() > 20, key.key);
  }
}

TEST_CASE("ratings are judged words of named assessors, and raters overlap") {
  const Mission mission = worked_example();
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::set<std::uint16_t>> raters;
  for (const Rating& rating : mission.ratings) {
    CHECK(rating.judgement);
    raters[{rating.unit.index, rating.function.index}].insert(rating.assessor.index);
  }
  const auto shared =
      std::count_if(raters.begin(), raters.end(), [](const auto& pair) { return pair.second.size() > 1; });
  CHECK(shared >= 5);
}

TEST_CASE("the history of the talks as it was known on the day") {
  const auto last_state = [](const Mission& mission) { return mission.sessions.back().state; };
  CHECK(last_state(worked_example(date_of(2024, 1, 26))) == TalksState::announced);
  CHECK(last_state(worked_example(date_of(2024, 1, 27))) == TalksState::in_session);
  CHECK(worked_example(date_of(2024, 2, 12)).sessions.size() == 4);
  CHECK(last_state(worked_example()) == TalksState::in_session);
}

TEST_CASE("the announcement of September 2024 is not there in July") {
  CHECK_FALSE(has_fact(worked_example(), "x-17"));
  CHECK(has_fact(worked_example(date_of(2024, 9, 27)), "x-17"));
  for (const Fact& fact : worked_example().facts) CHECK(fact.known.known_from <= date_of(2024, 7, 24));
}

TEST_CASE("red lines and overlays are illustrative numbers, and an overlay changes its party alone") {
  const Mission open = worked_example();
  for (const PartyRule& rule : open.rules) {
    for (const RedLine& line : rule.lines) CHECK(line.illustrative);
  }
  const Mission with = worked_example({}, {"host"});
  CHECK(with.inputs_sha256 != open.inputs_sha256);
  CHECK(open.private_views.empty());
  REQUIRE(with.private_views.size() == 1);
  CHECK(with.parties[with.private_views[0].index].id == "iraq");
  REQUIRE(with.rules.size() == open.rules.size());
  for (std::size_t party = 0; party < open.parties.size(); ++party) {
    const bool same = with.rules[party].lines.front().words == open.rules[party].lines.front().words;
    CHECK(same == (open.parties[party].id != "iraq"));
  }
}

TEST_CASE("daily tallies are those of the derivation: 2,584 events on 1,804 days and governorates") {
  const Mission mission = worked_example();
  int events = 0;
  int rows = 0;
  for (const DailyCount& row : mission.daily_counts) {
    if (mission.sources[row.known.source.index].id != "ucdp-ged-191") continue;
    events += row.count;
    ++rows;
  }
  CHECK(events == 2584);
  CHECK(rows == 1804);
}

TEST_CASE("the outside view has at least twenty dated steps and five talks") {
  const Mission mission = worked_example();
  int steps = 0;
  int talks = 0;
  for (const ReferenceCase& past : mission.reference_class) {
    if (past.kind == CaseKind::talks)
      ++talks;
    else if (past.planned && past.actual)
      ++steps;
    if (past.started && past.actual) CHECK(*past.started <= *past.actual);
    CHECK(past.known.known_from <= mission.as_of);
  }
  CHECK(steps >= 20);
  CHECK(talks >= 5);
}

TEST_CASE("no sentence of the articles is copied into the mission") {
  const auto folder = shared_path("seeds");
  if (!folder) return;
  std::string written;
  for (const char* file :
       {"/facts.csv", "/statements/us.txt", "/statements/iraq.txt", "/sources.csv", "/positions.csv"}) {
    std::ifstream in(std::string(handover::source_path("missions/iraq-2024")) + file);
    written.append(std::istreambuf_iterator<char>(in), {});
    written += '\n';
  }
  std::replace(written.begin(), written.end(), '\n', ' ');
  // Seven words in a row are a borrowed sentence.
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    std::ifstream in(entry.path());
    std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
    for (std::size_t i = 0; i + 7 <= words.size(); ++i) {
      std::string phrase = words[i];
      for (std::size_t k = 1; k < 7; ++k) phrase += ' ' + words[i + k];
      CHECK_MESSAGE(written.find(phrase) == std::string::npos, phrase);
    }
  }
}
