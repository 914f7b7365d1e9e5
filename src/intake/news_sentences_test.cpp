// Invented sentences of news and public statements, with the days they mean. They were written before the
// rules were tried on them; each is a kind of expression, not a text that a rule was made for.
#include "intake/sentence_cases.h"

using namespace handover;
using namespace handover::intake;

namespace {

// 24 July 2024 was a Wednesday.
constexpr auto in_genre = [](Genre genre) {
  return [genre](const char* text) { return days_in(text, {parse_date("2024-07-24"), genre}); };
};

constexpr Example kWeekdays[] = {
    {"The envoy landed in the capital on Friday.", "2024-07-19"},
    {"Last Friday the guards were moved to the second gate.", "2024-07-19"},
    {"The committee will sit again next Monday.", "2024-07-29"},
    {"The minister is expected to travel this Thursday.", "2024-07-25"},
    {"A convoy was hit late Tuesday, two officers said.", "2024-07-23"},
    {"Monday morning brought heavy fire along the canal.", "2024-07-22"},
    {"No flights have left since Saturday.", "2024-07-20"},
    {"They met on Wednesday and parted in anger.", "2024-07-24"},
    {"On Sunday, July 14, the bridge was closed.", "2024-07-14"},
    {"They met on Wednesday last week and on Monday this week.", "2024-07-17; 2024-07-22"},
    {"Between Monday and Tuesday nine shells fell on the depot.", "2024-07-22; 2024-07-23"},
};

constexpr Example kPointing[] = {
    {"Yesterday the ministry published the list.", "2024-07-23"},
    {"The delegation leaves tomorrow for the coast.", "2024-07-25"},
    {"The day before yesterday a truck burnt on the ring road.", "2024-07-22"},
    {"Earlier this month the two staffs exchanged maps.", "2024-07"},
    {"Earlier this week the airport reopened.", "2024-W30"},
    {"Last week saw the worst of it.", "2024-W29"},
    {"Later this year the mandate ends.", "2024"},
    {"Early next year the last company should be home.", "2025 early"},
    {"Late last month, the mission lost a patrol.", "2024-06 late"},
    {"Late last year the talks were suspended.", "2023 late"},
    {"At the end of last year the talks were suspended.", "2023 late"},
    {"By the end of this month the depot must be empty.", "2024-07 late"},
    {"By the end of the year the depot must be empty.", "2024 late"},
    {"The base will be handed over by year's end.", "2024 late"},
    {"The base will be handed over by the end of September 2025.", "2025-09 late"},
    {"Three days ago the radar was switched off.", "2024-07-21"},
    {"Two months ago the radar was switched off.", "2024-05"},
    {"A decade ago the city had no bridge.", "2014"},
    {"A year earlier, in June 2022, the city had no bridge.", "2022-06"},
    {"On the 15th of last month the first bus arrived.", "2024-06-15"},
    {"The same month last year there were nine attacks.", "2023-07"},
};

constexpr Example kMonths[] = {
    {"Shelling has gone on since mid-June.", "2024-06 mid"},
    {"Shelling began in early May.", "2024-05 early"},
    {"The report covers October through December 2023.", "2023-10; 2023-12"},
    {"From November 2023 to February 2024 no convoy passed.", "2023-11; 2024-02"},
    {"From November to February 2024 no convoy passed.", "2023-11; 2024-02"},
    {"It rained in June or July 2021.", "2021-06; 2021-07"},
    {"It was agreed last December.", "2023-12"},
    {"It was agreed in May of last year.", "2023-05"},
    {"It shall be done by next March.", "2025-03"},
    {"In the first week of May the river rose.", "2024-05 early"},
    {"In the last days of April 2023 the river rose.", "2023-04 late"},
    {"The fighting of March and April left the mill in ruins.", "2024-03; 2024-04"},
    {"The mandate, renewed in September, runs out soon.", "2023-09"},
};

constexpr Example kDaysWrittenOut[] = {
    {"Sentries fired on 3, 5 and 9 May.", "2024-05-03; 2024-05-05; 2024-05-09"},
    {"Sentries fired on May 3, 5 and 9.", "2024-05-03; 2024-05-05; 2024-05-09"},
    {"It happened on the night of 4/5 June 2023.", "2023-06-04; 2023-06-05"},
    {"It happened on the night of June 4-5, 2023.", "2023-06-04; 2023-06-05"},
    {"The truce of 6 to 8 April held.", "2024-04-06; 2024-04-08"},
    {"The truce held from April 6 through April 8.", "2024-04-06; 2024-04-08"},
    {"The truce held from April 6 through 8, 2022.", "2022-04-06; 2022-04-08"},
    {"The truce held from 30 December 2023 to 2 January 2024.", "2023-12-30; 2024-01-02"},
    {"Both sides signed on the 6th and 7th of April 2022.", "2022-04-06; 2022-04-07"},
    {"Both sides signed on Jan. 28, 2024, and again on Feb. 2.", "2024-01-28; 2024-02-02"},
    {"Both sides signed on Sept. 9, 2021.", "2021-09-09"},
    {"Both sides signed on 12 Sep 2021.", "2021-09-12"},
    {"Both sides signed on the twenty-first of May 2022.", "2022-05-21"},
    {"Both sides signed on New Year's Eve 2022.", "2022-12-31"},
    {"Both sides signed on Christmas Day, 2021.", "2021-12-25"},
    {"The order of 2023-11-05 is void.", "2023-11-05"},
    {"The order of 05.11.2023 is void.", "2023-11-05"},
    {"The order of 2023-11-05T10:15:00Z is void.", "2023-11-05"},
};

constexpr Example kLonger[] = {
    {"In the first quarter of 2024 nine patrols were lost.", "2024-Q1"},
    {"In the second half of 2023 nine patrols were lost.", "2023-H2"},
    {"Q3 2023 was quiet.", "2023-Q3"},
    {"Spending fell in fiscal year 2022 and rose in FY2023.", "FY2022; FY2023"},
    {"In the summer of 2023 wells ran dry.", "2023-SU"},
    {"Last summer wells ran dry.", "2023-SU"},
    {"In the 1990s the road was mined, and in the late 1980s too.", "199X; 198X late"},
    {"In the '90s the road was mined.", "199X"},
    {"In the nineties the road was mined.", "199X"},
    {"In the 1990's the road was mined.", "199X"},
    {"The 20th century and the early nineteenth century were alike in this.", "19XX; 18XX early"},
    {"The season of 2021-22 was lost.", "2021; 2022"},
    {"Early in 2023 and late in 2023 the dam leaked.", "2023 early; 2023 late"},
    {"In the early months of 2023 the dam leaked.", "2023 early"},
    {"The year 2019 was dry.", "2019"},
    {"In June '22 the dam leaked.", "2022-06"},
};

constexpr Example kNoDates[] = {
    {"He spent three days and two nights in the cellar.", ""},
    {"Over the past two years the price has doubled.", ""},
    {"In the coming weeks more will follow.", ""},
    {"The 9 mm rounds and the 1500 men were counted.", ""},
    {"They may march in the second week, he said.", ""},
    {"She called 2,024 numbers and room 1987.", ""},
    {"He will be 19 then, and she was a 30-year-old.", ""},
    {"Resolution 1701 and Flight 2019 are names.", ""},
    {"The ratio was 3-5 and the score 2:1.", ""},
    {"The fall of the town was a fall in spirits.", ""},
    {"Second, the third point is the first.", ""},
    {"She won by 12 to 14 per cent.", ""},
};

constexpr Example kStatements[] = {
    {"As of 30 June 2024, the fund holds enough.", "2024-06-30"},
    {"Effective October 1, 2024, the post is closed.", "2024-10-01"},
    {"We will complete it no later than September 2025.", "2025-09"},
    {"Our forces have stood here since 2014.", "2014"},
    {"Today, our two governments opened a new chapter.", "2024-07-24"},
    {"We will meet again on September 3.", "2024-09-03"},
    {"This year we shall do more than last year.", "2024; 2023"},
    {"The commission, set up in January, will report in the autumn.", "2024-01; 2024-FA"},
};

}  // namespace

TEST_CASE("news: days of the week") {
  check_all(kWeekdays, in_genre(Genre::news));
}
TEST_CASE("news: days told from the day of publication") {
  check_all(kPointing, in_genre(Genre::news));
}
TEST_CASE("news: months without a year") {
  check_all(kMonths, in_genre(Genre::news));
}
TEST_CASE("news: days written out, lists and ranges of them") {
  check_all(kDaysWrittenOut, in_genre(Genre::news));
}
TEST_CASE("news: quarters, seasons, years, decades, centuries") {
  check_all(kLonger, in_genre(Genre::news));
}
TEST_CASE("news: what looks like a date and is none") {
  check_all(kNoDates, in_genre(Genre::news));
}
TEST_CASE("statements") {
  check_all(kStatements, in_genre(Genre::statement));
}
