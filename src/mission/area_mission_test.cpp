#include "mission/area_mission.h"

#include "base/files.h"
#include "base/problem.h"
#include "base/test_data.h"
#include "mission/assumption_keys.h"
#include "mission/loading.h"
#include "mission/mission.h"
#include "mission/skeleton.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

using namespace handover;

namespace {

using Answers = std::map<std::string, std::vector<std::string>>;

Answers few_answers() {
  return {{"as_of", {"2024-04-24"}},
          {"coalition", {"Guests"}},
          {"leaver", {"USA"}},
          {"sources", {"press | A report | A newspaper | 2024-04-20 | | B2"}},
          {"troops", {"900..1000..1100 | press"}},
          {"sites", {"Large base | north | 700", "Small base | Southern Zone | 200..300..400"}},
          {"host_wants", {"1..3..6 | press"}},
          {"coalition_wants", {"4..18 | press"}}};
}

AreaWanted wanted_with(Answers answers) {
  AreaWanted wanted{.name = "made", .since = date_of(2022, 1, 1), .answers = std::move(answers)};
  wanted.host_country = "Hostland";
  wanted.zones = {{"north", "Northern Zone", "IQ-NI", "IRQ", 36.0, 43.0, 30'000.0, {"Nord"}, {"south"}},
                  {"south", "Southern Zone", "IQ-AN", "IRQ", 33.0, 42.0, 1'000.0, {}, {"north"}}};
  return wanted;
}

class Made {
 public:
  explicit Made(const AreaWanted& wanted)
      : mission(area_mission(wanted)),
        folder_(std::filesystem::temp_directory_path() /
                fmt::format("handover-area-test-{}-{}", getpid(), count_++)) {
    write_mission_files(folder_ / "made", mission.files);
  }
  ~Made() { std::filesystem::remove_all(folder_); }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  std::filesystem::path path() const { return folder_ / "made"; }
  std::string complaints() const {
    std::string text;
    for (const Problem& problem : check_mission(path())) text += to_string(problem) + '\n';
    return text;
  }
  AreaMission mission;

 private:
  static inline int count_ = 0;
  std::filesystem::path folder_;
};

std::string refusal_of(const Answers& answers) {
  try {
    area_mission(wanted_with(answers));
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("few answers make a mission that loads, and what was filled in is counted") {
  const Made made(wanted_with(few_answers()));
  CHECK(made.complaints() == "");
  const Mission mission = load_mission(made.path());
  CHECK(mission.zones.size() == 2);
  CHECK(mission.plans.size() == 2);
  CHECK(mission.host_name == "Hostland");
  CHECK(posture_today(mission).troops.front().value == 1000);
  CHECK(made.mission.answers == 9);
  // The record that comes with the program: only what was known by then.
  CHECK(mission.reference_class.size() > 100);
  for (const ReferenceCase& past : mission.reference_class) CHECK(past.known.known_from <= mission.as_of);
  int marked = 0;
  for (const Doubt& doubt : mission.doubtful) {
    if (doubt.rule != "unconfirmed-default") continue;
    ++marked;
    if (doubt.place.file == "zones.csv")
      CHECK(doubt.place.what == "has 2 rows that the program filled in and nobody has confirmed");
  }
  CHECK(marked >= 8);
}

TEST_CASE("a row that somebody has confirmed is counted no more") {
  const Made made(wanted_with(few_answers()));
  std::string zones = read_file(made.path() / "zones.csv");
  for (std::size_t at; (at = zones.find(kUnconfirmed)) != std::string::npos;)
    zones.erase(at, kUnconfirmed.size());
  write_file_atomically(made.path() / "zones.csv", zones);
  for (const Doubt& doubt : load_mission(made.path()).doubtful)
    CHECK_FALSE((doubt.rule == "unconfirmed-default" && doubt.place.file == "zones.csv"));
}

TEST_CASE("meetings, a deadline, a successor, contractors and clearances have their places") {
  Answers answers = few_answers();
  answers["meetings"] = {"2024-04-25 | First meeting | press"};
  answers["deadline"] = {"2024-09-15 | Last day | press"};
  answers["successor"] = {"Another power | press"};
  answers["contractors"] = {"300..400..500 | press"};
  answers["clearances"] = {"refused | press"};
  answers["talks"] = {"2024-04-19 | announced | they agree to talk | press"};
  const Made made(wanted_with(answers));
  CHECK(made.complaints() == "");
  const Mission mission = load_mission(made.path());
  CHECK(std::any_of(mission.calendar.begin(), mission.calendar.end(),
                    [](const CalendarDay& day) { return day.kind == CalendarKind::meeting; }));
  CHECK(std::any_of(mission.calendar.begin(), mission.calendar.end(),
                    [](const CalendarDay& day) { return day.kind == CalendarKind::deadline; }));
  CHECK(mission.route_closures.empty());
  REQUIRE(mission.clearances.size() == 1);
  CHECK(mission.clearances[0].status == ClearanceStatus::refused);
  CHECK(awaits_clearance(mission, 0));
  CHECK(has_successor(mission));
  CHECK(std::count_if(mission.functions.begin(), mission.functions.end(),
                      [](const Function& function) { return function.by_contractors; }) == 2);
  for (const Effect effect : {Effect::contractor_departure_effect_on_functions, Effect::clearance_days,
                              Effect::successor_mentoring, Effect::successor_effect_on_insurgents,
                              Effect::successor_effect_on_civilian_deaths, Effect::talks_near_meeting})
    CHECK(std::any_of(mission.assumptions.begin(), mission.assumptions.end(),
                      [&](const Assumption& one) { return one.key == key_of(effect).key; }));
  CHECK(mission.plans.front().id == "a-year-later");
  // Contractors are no troops.
  CHECK(posture_today(mission).troops.front().value == 1000);
}

TEST_CASE("what is missing or cannot be read is told with its question, all at once") {
  const std::string nothing = refusal_of({});
  for (const AreaQuestion& question : area_questions())
    CHECK((nothing.find("answers: " + std::string(question.key) + ": is not answered") !=
           std::string::npos) == question.required);
  Answers answers = few_answers();
  answers["sites"] = {"Base | nowhere | 100"};
  answers["host_wants"] = {"6..3 | press"};
  answers["troops"] = {"1000 | gossip"};
  answers["colour"] = {"blue"};
  const std::string text = refusal_of(answers);
  CHECK(text.find("answers: sites: 'nowhere' is not a zone of the area") != std::string::npos);
  CHECK(text.find("answers: host_wants: '6..3' is not a number or range") != std::string::npos);
  CHECK(text.find("answers: troops: 'gossip' is none of the answers to 'sources'") != std::string::npos);
  CHECK(text.find("answers: colour: answers no question") != std::string::npos);
}

TEST_CASE("fewer than thirty questions, and their template can be read") {
  CHECK(area_questions().size() < 30);
  CHECK(read_answers(answers_template(), "t.toml").empty());
  // With the remarks taken off, every question is answered by its example.
  std::string filled;
  for (const AreaQuestion& question : area_questions())
    filled += fmt::format("{} = {}\n", question.key,
                          question.is_list ? fmt::format("[\"{}\"]", question.example)
                                           : fmt::format("\"{}\"", question.example));
  const auto answers = read_answers(filled, "t.toml");
  CHECK(answers.size() == area_questions().size());
  CHECK(answers.at("as_of").front() == "2024-04-24");
}
