#include "evidence/contradictions.h"

#include "base/files.h"
#include "base/test_data.h"
#include "evidence/fact_fixtures.h"
#include "evidence/spoken_values.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

using namespace handover;
using namespace handover::evidence;

namespace {

using Kind = ContradictionKind;

std::vector<Contradiction> find_in(const std::string& rows) {
  return find_contradictions(facts_of(std::string(kFactHeader) + rows));
}

bool has(const std::vector<Contradiction>& found, Kind kind, const std::string& subject) {
  return std::any_of(found.begin(), found.end(), [&](const Contradiction& contradiction) {
    return contradiction.kind == kind && contradiction.subject == subject;
  });
}

// The worked example of README.md: the first code block that begins with the header.
std::string readme_example() {
  const std::string text = read_file(handover::source_path("src/evidence/README.md"));
  const auto from = text.find(std::string(kFactHeader));
  return text.substr(from, text.find("```", from) - from);
}

// Facts that look like contradictions and are none: other periods, areas, units, objects, or vaguer words.
constexpr std::string_view kLookAlikes = R"(l01,event:second-session,date,2024-02-12,,,,,,,,s1,,
l02,event:second-session,date,2024-02,,,,,,,,s2,,
l03,event:second-session,date,early 2024,,,,,,,,s3,,
l04,event:hmc-third-session,date,2024-04-15,,,,,,,,s1,,
l05,event:coalition-formed,date,2014,,,,,,,,s1,,
l06,event:coalition-formed,date,late 2014,,,,,,,,s2,,
l07,event:base-handed-over,date,2020-03-17,,,,,,qaim,,s1,,
l08,event:base-handed-over,date,2020-03-26,,,,,,qayyarah,,s2,,
l10,us-troops-elsewhere,count,2500,,,persons,2024-01-01,2024-06-30,iraq,,s1,,
l11,us-troops-elsewhere,count,~2500,,,persons,2024-01-01,2024-06-30,iraq,,s2,,
l12,us-troops-elsewhere,count,900,,,persons,2024-01-01,2024-06-30,syria,,s1,,
l13,us-troops-elsewhere,count,5200,,,persons,2020-01-01,2020-02-28,iraq,,s3,,
l14,us-troops-elsewhere,count,3400,,,persons,2024-01-01,2024-06-30,iraq;syria,,s3,,
l20,rocket-attacks,count,23,,,attacks,2023-10-17,2023-10-30,iraq;syria,,s1,,
l21,rocket-attacks,count,102,,,attacks,2023-10-17,2023-12-21,iraq;syria,,s2,,
l22,rocket-attacks,count,140,,,attacks,2023-10-17,2024-01-19,iraq;syria,,s3,,
l23,rocket-attacks,count,57,,,attacks,2023-10-17,2024-01-19,iraq,,s3,,
l24,rocket-attacks,count,83,,,attacks,2023-10-17,2024-01-19,syria,,s3,,
l25,rocket-attacks,count,400,,,munitions,2023-10-17,2024-01-19,iraq;syria,,s4,,
l26,rocket-attacks,count,>130,,,attacks,2023-10-17,2024-01-19,iraq;syria,,s4,,
l27,rocket-attacks,count,hundreds,,,attacks,2023-10-17,2024-02-20,iraq;syria;jordan,,s5,,
l30,talks,status,suspended,,,,2024-01-28,2024-02-11,,,s1,,
l31,talks,status,in session,,,,2024-02-12,2024-04-30,,,s1,,
l32,talks,status,session,,,,2024-02-12,2024-02-20,,,s2,,
l33,base-a,status,open,,,,2024-01-01,2024-06-30,anbar,,s1,,
l34,base-a,status,closed,,,,2020-01-01,2020-06-30,anbar,,s2,,
l35,no-fly-zone,aim,end,,,,2003-01-01,2003-12-31,iraq,iraq,s1,,
l36,no-fly-zone,aim,conclude,,,,2003-01-01,2003-12-31,iraq,us,s2,,
l37,working-groups,count,3,,,groups,2024-01-01,2024-06-30,iraq,,s1,,
l38,us-dead,count,3,,,killed,2024-01-28,2024-01-28,jordan,,s1,,
l39,us-dead,count,three,,,killed,2024-01-28,2024-01-28,jordan,,s2,,
l40,advice,aim,training,,,,,,iraq,us,s1,,
l41,advice,aim,training and advice,,,,,,iraq,iraq,s2,,
l42,violence,cause,gaza war,,,,,,,,s1,,
l43,violence,cause,retaliation,,,,,,,,s2,,
l44,violence,place,iraq,,,,,,,,s1,,
l45,violence,place,iraq;syria,,,,,,,,s2,,
l50,violence,place,syria,,,,,,,,s3,,
l51,coalition-advisers,aim,reduce,,,,2022-01-01,2022-12-31,iraq,iraq,s5,,
l46,readout,position,sovereignty,,,,,,,iraq,s1,,
l47,readout,position,protection,,,,,,,us,s1,,
l48,kurdish-presence,aim,stay,,,,,,,krg,s1,,
l49,european-mission,aim,stay,,,,,,,germany,s2,,
)";

}  // namespace

TEST_CASE("spoken dates are spans, and what is no date is refused") {
  const auto span = [](const char* text) {
    const auto parsed = parse_spoken_date(text);
    return parsed ? to_string(parsed->from) + "/" + to_string(parsed->to) : "none";
  };
  CHECK(span("2024-01-27") == "2024-01-27/2024-01-27");
  CHECK(span("2024-02") == "2024-02-01/2024-02-29");
  CHECK(span("2023") == "2023-01-01/2023-12-31");
  CHECK(span("late 2017") == "2017-09-01/2017-12-31");
  CHECK(span("Early 2020") == "2020-01-01/2020-04-30");
  CHECK(span("mid-2021") == "2021-05-01/2021-08-31");
  CHECK(span("mid-2023-10") == "2023-10-11/2023-10-20");
  CHECK(span("late 2024-02") == "2024-02-21/2024-02-29");
  CHECK(span("2023-10..2023-12-05") == "2023-10-01/2023-12-05");
  for (const char* text :
       {"", "Tuesday", "late", "2024-13", "late 2024-01-02", "2024..2023", "..", "20245"}) {
    CHECK(span(text) == "none");
  }
  CHECK(parse_weekday("tue") == std::chrono::Tuesday);
  CHECK(contains({date_of(2024, 7, 23), date_of(2024, 7, 23)}, std::chrono::Tuesday));
  CHECK_FALSE(contains({date_of(2024, 7, 24), date_of(2024, 7, 26)}, std::chrono::Tuesday));
}

TEST_CASE("spoken numbers are ranges") {
  CHECK(parse_spoken_number("2,500") == NumberRange{2500, 2500});
  CHECK(parse_spoken_number("about 150") == NumberRange{135, 165});
  CHECK(parse_spoken_number("over 150") == NumberRange{150, 150 * kMoreThan});
  CHECK(parse_spoken_number(">=134")->low == 134);
  CHECK(parse_spoken_number("nearly 140")->high == 140);
  CHECK(parse_spoken_number("120..150") == NumberRange{120, 150});
  CHECK(parse_spoken_number("120-150") == NumberRange{120, 150});
  CHECK(parse_spoken_number("-5") == NumberRange{-5, -5});
  for (const char* text : {"", "many", "150..120", "~", ">x", "nan", "inf"})
    CHECK_FALSE(parse_spoken_number(text));
}

TEST_CASE("descriptions are compared by their sense") {
  const auto same = [](const char* a, const char* b) { return agree(parse_sense(a), parse_sense(b)); };
  CHECK(same("end", "conclusion of the mission") == same("conclude", "the mission's ending"));
  CHECK(same("end", "conclude"));
  CHECK(same("gradual reduction", "reduce"));
  CHECK_FALSE(same("end", "transition"));
  CHECK_FALSE(same("made", "not made"));
  CHECK_FALSE(same("endure", "end"));
  CHECK(same("not received", "never submitted"));
}

// What a reader finds in the worked example by hand: dated, counted and stated conflicts, and values on the
// wrong object.
const std::pair<Kind, const char*> kExpected[] = {
    {Kind::date, "event:hmc-first-session"},                // 25 against 27 January
    {Kind::date, "hmc-process"},                            // 2023 against January 2024
    {Kind::date, "event:isis-territorial-defeat"},          // 2017 against 2019
    {Kind::undated, "event:joint-security-dialogue-2024"},  // "Tuesday"
    {Kind::count, "attacks-on-us-forces"},                  // more than 120, about 150, hundreds
    {Kind::description, "coalition-mission"},               // end against transition
    {Kind::description, "coalition-presence"},              // end against reduce
    {Kind::description, "withdrawal-timeline"},
    {Kind::description, "withdrawal-request"},
    {Kind::place, "attacks-on-us-forces"},            // Gaza
    {Kind::wrong_object, "event:hmc-first-session"},  // 25 January is the letter's day
    {Kind::wrong_object, "hmc-process"},              // 27 January is the first session's day
    {Kind::wrong_object, "coalition-mission"},        // one speaker: mission here, presence there
};

TEST_CASE("every dated, counted and stated conflict of the worked example comes out, and nothing else") {
  const auto found = find_contradictions(facts_of(readme_example()));
  for (const auto& [kind, subject] : kExpected)
    CHECK_MESSAGE(has(found, kind, subject), std::string(subject));
  CHECK(found.size() == std::size(kExpected));
  for (const Contradiction& contradiction : found) {
    CHECK_MESSAGE(!contradiction.reasons.empty(), contradiction.subject);
  }
}

TEST_CASE("facts that merely look alike raise at most one false alarm for each true finding") {
  const auto found = find_contradictions(facts_of(readme_example() + std::string(kLookAlikes)));
  std::size_t true_findings = 0;
  std::size_t false_alarms = 0;
  for (const Contradiction& contradiction : found) {
    const bool expected = std::any_of(std::begin(kExpected), std::end(kExpected), [&](const auto& pair) {
      return pair.first == contradiction.kind && pair.second == contradiction.subject;
    });
    (expected ? true_findings : false_alarms) += 1;
    if (!expected)
      MESSAGE("false alarm: ", contradiction.subject, " ", name_of(contradiction.reasons.front().kind));
  }
  MESSAGE("true findings: ", true_findings, ", false alarms: ", false_alarms);
  CHECK(true_findings == std::size(kExpected));
  CHECK(false_alarms <= true_findings);
  // Measured: none. A change that brings one is a change for the worse and should be seen.
  CHECK(false_alarms == 0);
}

TEST_CASE("a longer period or a wider area cannot hold fewer events") {
  const std::string jan = "a,x,count,100,,,attacks,2024-01-01,2024-01-31,iraq,,s1,,\n";
  CHECK(has(find_in(jan + "b,x,count,80,,,attacks,2024-01-01,2024-03-31,iraq,,s2,,\n"), Kind::count, "x"));
  CHECK(has(find_in(jan + "b,x,count,80,,,attacks,2024-01-01,2024-01-31,iraq;syria,,s2,,\n"), Kind::count,
            "x"));
  CHECK(find_in(jan + "b,x,count,80,,,attacks,2024-01-01,2024-01-20,iraq,,s2,,\n").empty());
  CHECK(find_in(jan + "b,x,count,80,,,attacks,2024-02-01,2024-02-20,iraq,,s2,,\n").empty());
  CHECK(has(find_in(jan + "b,x,count,10,,,attacks,2024-01-05,2024-02-05,iraq,,s2,,\n"), Kind::count, "x"));
  CHECK(find_in(jan + "b,x,count,90,,,attacks,2024-01-05,2024-02-05,iraq,,s2,,\n").empty());
}

TEST_CASE("regions hold their zones") {
  const auto facts = facts_of(std::string(kFactHeader) +
                              "a,x,count,100,,,attacks,2024-01-01,2024-01-31,anbar,,s1,,\n"
                              "b,x,count,80,,,attacks,2024-01-01,2024-01-31,west,,s2,,\n");
  CHECK(find_contradictions(facts).empty());  // unknown names: two areas
  CHECK(find_contradictions(facts, {{"west", {"anbar", "ninawa"}}}).size() == 1);
}

TEST_CASE("a number that all others give for a sister object is found on it") {
  const std::string rows =
      "a,us-troops,count,2500,,,persons,2024-01-01,2024-06-30,iraq,,s1,,\n"
      "b,us-troops,count,~2500,,,persons,2024-01-01,2024-06-30,iraq,,s2,,\n"
      "c,coalition-troops,count,2500,,,persons,2024-01-01,2024-06-30,iraq,,s3,,\n";
  CHECK(has(find_in(rows), Kind::wrong_object, "coalition-troops"));
  CHECK(find_in(rows + "d,coalition-troops,count,2500,,,persons,2024-01-01,2024-06-30,iraq,,s4,,\n").empty());
}

TEST_CASE("the order of the rows does not matter") {
  auto facts = facts_of(readme_example() + std::string(kLookAlikes));
  const auto described = [](const std::vector<Fact>& all) {
    std::vector<std::string> lines;
    for (const Contradiction& found : find_contradictions(all)) {
      std::string line = found.subject + " " + found.relation;
      for (const Account& side : found.sides) {
        line += " |";
        for (const std::size_t fact : side.facts) line += " " + all[fact].id;
      }
      for (const Reason& reason : found.reasons)
        line += fmt::format(" {} {} {}", name_of(reason.kind), reason.first_words, reason.second_words);
      lines.push_back(line);
    }
    return lines;
  };
  const auto expected = described(facts);
  std::mt19937 shuffle(5);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(facts.begin(), facts.end(), shuffle);
    CHECK(described(facts) == expected);
  }
}

TEST_CASE("the work grows with the facts, not with their pairs") {
  // No clock: comparing all pairs, their words read anew each time, took minutes for either of these.
  constexpr int kFacts = 20'000;
  std::string each_its_own, all_of_one;
  for (int i = 0; i < kFacts; ++i) {
    each_its_own += fmt::format("a{},thing-{}-attacks,count,{},,,attacks,2024-01-01,2024-01-31,iraq,,s{},,\n",
                                i, i, i % 9, i % 5);
    all_of_one += fmt::format("b{},attacks,count,{},,,attacks,2024-01-01,2024-01-31,iraq,,s{},,\n", i,
                              100 + i % 3, i % 5);
  }
  CHECK(find_in(each_its_own).empty());
  const auto found = find_in(all_of_one);
  REQUIRE(found.size() == 1);
  CHECK(found[0].sides.size() == 3);
  CHECK(found[0].sides[0].facts.size() + found[0].sides[1].facts.size() + found[0].sides[2].facts.size() ==
        kFacts);
}

TEST_CASE("a subject with hundreds of rival values gives a list of reasons that somebody can read") {
  std::string rows;
  for (int i = 0; i < 300; ++i)
    rows += fmt::format("a{:03},x,count,{},,,attacks,2024-01-01,2024-01-31,iraq,,s1,,\n", i, i);
  const auto found = find_in(rows);
  REQUIRE(found.size() == 1);
  CHECK(found[0].sides.size() == 300);
  CHECK(found[0].reasons.size() == 101);
}

TEST_CASE("facts that all say the same never contradict, whatever they say") {
  CHECK(rc::check("agreement", [](const std::string& value, const std::vector<bool>& relations) {
    std::vector<Fact> facts;
    for (std::size_t i = 0; i < relations.size() + 2; ++i) {
      Fact fact;
      fact.id = std::to_string(i);
      fact.subject = "event:x";
      fact.relation = i < relations.size() && relations[i] ? "date" : "status";
      fact.value = value;
      fact.known.source = SourceId{static_cast<std::uint16_t>(i)};
      facts.push_back(fact);
    }
    for (const Contradiction& found : find_contradictions(facts))
      RC_ASSERT(found.kind == ContradictionKind::undated);
  }));
}
