// A view with made-up figures that say so: for tests and for looking at the page while changing it. No
// mission ever reads this.
#pragma once

#include "brief/view.h"
#include "charts/made_up_charts.h"
#include "numerics/maths.h"

namespace handover::brief::made_up {

inline charts::HeatGrid map_of(bool parties) {
  charts::HeatGrid grid{
      .frame = {.title = "Where both sides could say yes",
                .subtitle = "Share of scenarios in which the red lines of each are kept, per cent"}};
  grid.row_title = "end of the mission", grid.column_title = "end of the last presence";
  grid.rows = {"Sep 2024", "Mar 2025", "Sep 2025", "Mar 2026"};
  grid.columns = {"Sep 2025", "Sep 2026", "Sep 2027", "stays"};
  const char* names[] = {"Coalition", "Host", "Both"};
  for (int p = parties ? 0 : 2; p < 3; ++p) {
    charts::HeatPanel panel{names[p], {}};
    for (int r = 0; r < 4; ++r) {
      auto& row = panel.cells.emplace_back();
      for (int c = 0; c < 4; ++c) {
        const double a = std::min(1.0, 0.1 + 0.18 * r + 0.13 * c),
                     b = std::max(0.0, 1.0 - 0.2 * r - 0.12 * c);
        charts::Cell cell{.share = p == 0 ? a : p == 1 ? b : a * b};
        if (r == 3 && c == 0) cell = {.share = std::nullopt, .text = "n/a", .hatch = charts::Hatch::lines};
        if (p == 2 && r == 2 && c == 1) cell.outlined = true;
        if (p == 2 && r == 1 && c == 2) cell.hatch = charts::Hatch::dots;
        row.push_back(cell);
      }
    }
    grid.panels.push_back(panel);
  }
  grid.hatch_means = {{charts::Hatch::lines, "not possible: presence would end before the mission"},
                      {charts::Hatch::dots, "the evidence does not order these dates"}};
  grid.outline_means = "the timeline below";
  return grid;
}

inline charts::GanttChart gantt_of(const std::string& step) {
  charts::GanttChart chart{.frame = {.title = "The timeline, with slip as in past transitions",
                                     .subtitle = "Bars: planned. Thin lines: middle 80 % of ends in the "
                                                 "simulated replications. Diamonds: gates"}};
  const double t = 2024 * 12 + 8;
  chart.rows = {
      {"Mission", t, t + 12, 0, t + 12, t + 17, {{t, "1"}}, "planned end Sep 2025"},
      {step, t, t + 12, 1, t + 12.0, t + 16, {}, ""},
      {"Presence, north", t, t + 24, 1, t + 24, t + 33, {{t + 12, "2"}}, "planned end Sep 2026"},
      {"Advisers, bilateral label", t + 12, t + 36, 2, std::nullopt, std::nullopt, {{t + 24, "3"}}, ""}};
  chart.marks = {{t - 1.3, "as of"}, {t + 2, "election abroad"}, {t + 14, "election"}};
  return chart;
}

inline charts::LineChart fan_of() {
  charts::LineChart chart{.frame = {.title = "Attacks a month and what is forecast",
                                    .subtitle = "Bands hold 50 % and 90 % of simulated replications",
                                    .plot_height = 105}};
  chart.x.kind = charts::AxisKind::month;
  const double now = 2024 * 12 + 6;
  charts::Line seen{.name = "recorded"}, median{.name = "median", .look = 1},
      last{.name = "last 12 m.", .look = 2};
  charts::FanBand wide{.name = "90 %", .depth = 0}, narrow{.name = "", .depth = 1};
  for (int i = -24; i <= 0; ++i)
    seen.x.push_back(now + i), seen.y.push_back(60 - 0.8 * i + 12 * maths::sin(i * 1.3));
  for (int i = 0; i <= 12; ++i) {
    for (auto* x : {&wide.x, &narrow.x, &median.x, &last.x}) x->push_back(now + i);
    median.y.push_back(58 - 0.6 * i), last.y.push_back(66);
    wide.low.push_back(50 - 0.6 * i - 9 * std::sqrt(i)),
        wide.high.push_back(66 - 0.6 * i + 13 * std::sqrt(i));
    narrow.low.push_back(55 - 0.6 * i - 4 * std::sqrt(i)),
        narrow.high.push_back(61 - 0.6 * i + 5 * std::sqrt(i));
  }
  chart.bands = {wide, narrow}, chart.lines = {seen, median, last};
  return chart;
}

inline charts::DotChart dots_of() {
  charts::DotChart chart{.frame = {.title = "Chance that a function stands alone today",
                                   .subtitle = "Thin line 90 %, thick line 50 %; hollow: assumed"}};
  chart.rows = {{"Intelligence", .31, .12, .55, .22, .40, false, "9 ratings"},
                {"Fires", .18, .04, .41, .10, .26, false, "6 ratings"},
                {"Rotary wing", .22, .03, .60, .11, .36, true, "assumed"},
                {"Medical evacuation", .42, .10, .80, .27, .57, true, "assumed"},
                {"Logistics", .35, .15, .61, .25, .46, false, "4 ratings"},
                {"Planning", .44, .20, .70, .33, .55, false, "5 ratings"},
                {"Special operations", .81, .66, .92, .75, .87, false, "11 ratings"}};
  chart.value = {.low = 0.0, .high = 1.0, .percent = true};
  return chart;
}

inline charts::SurvivalChart survival_of() {
  charts::SurvivalChart chart{.frame = {.title = "How long until agreement",
                                        .subtitle = "Share of draws without agreement yet, and 90 % band",
                                        .plot_height = 90}};
  charts::SurvivalCurve ours{.name = "this mission"}, past{.name = "past talks"};
  for (int i = 0; i <= 36; i += 3) {
    ours.time.push_back(i), ours.share.push_back(maths::pow(0.9, i / 2.0));
    ours.low.push_back(maths::pow(0.86, i / 2.0)), ours.high.push_back(maths::pow(0.94, i / 2.0));
    past.time.push_back(i), past.share.push_back(maths::pow(0.93, i / 2.0));
  }
  chart.curves = {ours, past};
  chart.time.label = "months from the as-of date";
  return chart;
}

inline std::vector<Column> open_columns(const std::vector<std::string>& titles) {
  std::vector<Column> columns;
  for (const std::string& title : titles) columns.push_back({title, Audience::published});
  return columns;
}

inline View view() {
  View v;
  v.mission = "made-up", v.title = "Made-up mission: ending the coalition, keeping the partnership";
  v.host_name = "the host", v.coalition_name = "the coalition";
  v.as_of = date_of(2024, 7, 24), v.version = "0.1.0",
  v.sample = "256 scenarios of 16 replications each (made-up data)";
  v.inputs_sha256 = std::string(64, 'a');
  v.question =
      "When can the mission end, and when its last presence, so that both sides can sign and the plan "
      "survives?";
  v.answer = {
      "Mission end between March and September 2025, last presence between September 2026 and March 2027: "
      "both "
      "sides' red lines hold in 41 to 58 of 100 scenarios.",
      {"figure:map", "table:price"},
      Audience::published};
  v.answer_lines = {
      {"No pair of dates reaches 7 in 10 scenarios for both; within the band above the evidence "
       "does not order the dates.",
       {"figure:map"},
       Audience::published},
      {"Against an immediate exit the band costs 2 to 9 more personnel killed and 120 to 480 "
       "fewer civilians killed.",
       {"table:price"},
       Audience::published}};
  v.depends_on = {
      {"whether attacks answer closures (the plan fails more often than not above 0.35 of today's rate)",
       {"table:assumptions"},
       Audience::own_side},
      {"how fast medical evacuation stands alone: no rating since 2022",
       {"figure:partner"},
       Audience::published,
       {},
       "",
       true},
      {"whether talks are suspended again before the first gate", {"figure:talks"}, Audience::published}};
  v.situation.title = "Situation";
  v.situation.lines = {
      {"About 2,500 troops of the largest member are in the country; numbers of the others are not stated.",
       {"source:a"},
       Audience::published},
      {"Talks opened on 27 January, were suspended the next day after an attack that killed 3, and resumed "
       "on 12 February.",
       {"source:a", "source:b"},
       Audience::published},
      {"Sources disagree on 6 points that matter here, among them the first day of the talks.",
       {"table:contradictions"},
       Audience::published}};
  v.agreement.figures = {
      {.id = "map", .chart = map_of(true), .audience = Audience::own_side, .published = map_of(false)}};
  v.price.tables = {
      {.id = "price",
       .title = "What each pair of dates costs, civilians first: ranges over scenarios (5 % to "
                "95 %) until July 2027",
       .columns = open_columns({"Mission end, last presence", "Civilians killed", "Displaced",
                                "Coalition killed", "Host forces killed", "Both keep their lines"}),
       .rows = {{{"Mar 2025, Sep 2026",
                  "310\xE2\x80\x93"
                  "890",
                  "9,000\xE2\x80\x93"
                  "41,000",
                  "3\xE2\x80\x93"
                  "14",
                  "120\xE2\x80\x93"
                  "400",
                  "39\xE2\x80\x93"
                  "55 of 100"},
                 {},
                 Audience::published},
                {{"Sep 2025, Sep 2026",
                  "300\xE2\x80\x93"
                  "870",
                  "9,000\xE2\x80\x93"
                  "40,000",
                  "4\xE2\x80\x93"
                  "16",
                  "110\xE2\x80\x93"
                  "390",
                  "41\xE2\x80\x93"
                  "58 of 100"},
                 {},
                 Audience::published,
                 true},
                {{"Sep 2025, stays",
                  "280\xE2\x80\x93"
                  "860",
                  "8,000\xE2\x80\x93"
                  "39,000",
                  "7\xE2\x80\x93"
                  "25",
                  "100\xE2\x80\x93"
                  "380",
                  "20\xE2\x80\x93"
                  "31 of 100"},
                 {},
                 Audience::published},
                {{"Baseline: status quo",
                  "270\xE2\x80\x93"
                  "850",
                  "8,000\xE2\x80\x93"
                  "39,000",
                  "8\xE2\x80\x93"
                  "29",
                  "100\xE2\x80\x93"
                  "380",
                  "0\xE2\x80\x93"
                  "4 of 100"},
                 {},
                 Audience::published},
                {{"Baseline: immediate exit",
                  "430\xE2\x80\x93"
                  "1,300",
                  "12,000\xE2\x80\x93"
                  "66,000",
                  "0\xE2\x80\x93"
                  "5",
                  "160\xE2\x80\x93"
                  "560",
                  "6\xE2\x80\x93"
                  "13 of 100"},
                 {},
                 Audience::published},
                {{"Baseline: fixed calendar",
                  "330\xE2\x80\x93"
                  "960",
                  "9,000\xE2\x80\x93"
                  "44,000",
                  "3\xE2\x80\x93"
                  "13",
                  "130\xE2\x80\x93"
                  "430",
                  "30\xE2\x80\x93"
                  "44 of 100"},
                 {},
                 Audience::published},
                {{"Baseline: pure conditions",
                  "300\xE2\x80\x93"
                  "880",
                  "9,000\xE2\x80\x93"
                  "40,000",
                  "5\xE2\x80\x93"
                  "19",
                  "110\xE2\x80\x93"
                  "390",
                  "18\xE2\x80\x93"
                  "29 of 100"},
                 {},
                 Audience::published}},
       .note = "The order of the first two rows flips inside the range assumed for attacks "
               "after closures: the evidence does not order these dates.",
       .audience = Audience::published}};
  v.timeline.figures = {{.id = "gantt",
                         .chart = gantt_of("Close Camp Canary"),
                         .audience = Audience::own_side,
                         .published = gantt_of("Presence, federal area")}};
  v.timeline.cards = {
      {"1",
       {"Step 1: close Camp Canary", {}, Audience::own_side, {{"Step 1: federal area", Audience::published}}},
       {{"not before Sep 2024; reviewed every 90 days by the joint commission",
         {},
         Audience::published,
         {},
         "When"},
        {"militia attacks at most 2 a month for 60 days, as counted by the joint cell",
         {},
         Audience::published,
         {},
         "If"},
        {"2 coalition deaths in 90 days", {}, Audience::own_side, {}, "Back if"},
        {"passed by Mar 2025 in 55 to 74 of 100 scenarios", {"figure:gantt"}, Audience::published}},
       Audience::published},
      {"2",
       {"Step 2: northern presence", {}, Audience::published},
       {{"not before Sep 2025; goes through in Sep 2026 whatever the conditions",
         {},
         Audience::published,
         {},
         "When"},
        {"fires and evacuation stand alone, as rated by both sides", {}, Audience::published, {}, "If"},
        {"passed by Sep 2026 in 48 to 70 of 100 scenarios", {"figure:gantt"}, Audience::published}},
       Audience::published},
      {"3",
       {"Step 3: bilateral advisers", {}, Audience::published},
       {{"not before Sep 2026", {}, Audience::published, {}, "When"},
        {"agreement signed", {}, Audience::published, {}, "If"}},
       Audience::published}};
  v.threat.title = "1. Threat";
  v.threat.verdict = Line{"Attacks are expected to fall or stay; a rise is not excluded.",
                          {"figure:threat"},
                          Audience::published};
  v.threat.lines = {
      {"Next 12 months: 480 to 910 insurgent attacks (90 %).", {"figure:threat"}, Audience::published},
      {"Forecasts so far beat the last-12-months baseline on attacks, not on fatalities.",
       {"table:skill"},
       Audience::published}};
  v.threat.figures = {
      {.id = "threat", .chart = fan_of(), .width = Width::half, .audience = Audience::published}};
  v.partner.title = "3. Partner forces";
  v.partner.verdict = Line{"1 of 7 functions stands alone in more than half of the draws.",
                           {"figure:partner"},
                           Audience::published};
  v.partner.figures = {
      {.id = "partner", .chart = dots_of(), .width = Width::half, .audience = Audience::published}};
  v.needs.title = "2. Requirements";
  v.needs.verdict =
      Line{"The tasks kept today need 1,900 to 2,600 persons.", {"table:needs"}, Audience::published};
  v.needs.tables = {
      {.id = "needs",
       .title = "Persons by function, today and after step 1",
       .columns = open_columns({"Function", "Today", "After step 1", "Then done by"}),
       .rows = {{{"Advising", "420", "250", "coalition, host"}, {}, Audience::published},
                {{"Evacuation", "310", "290", "coalition"}, {}, Audience::published},
                {{"Intelligence", "280", "200", "over the horizon"}, {}, Audience::published},
                {{"Force protection", "900", "610", "coalition"}, {}, Audience::published},
                {{"Fires", "190", "0", "host; stands alone in few scenarios"}, {}, Audience::published}},
       .audience = Audience::published}};
  v.talks.title = "Talks";
  v.talks.verdict =
      Line{"Agreement by mid-2025 in about half of the draws.", {"figure:talks"}, Audience::published};
  v.talks.lines = {
      {"A new suspension within 90 days in 12 to 35 of 100 draws.", {"figure:talks"}, Audience::published},
      {"Weighted mean of positions: mission end 12 to 20 months from now.", {}, Audience::own_side}};
  v.talks.figures = {
      {.id = "talks", .chart = survival_of(), .width = Width::half, .audience = Audience::published}};
  v.breaks.title = "What would break it, and what to find out first";
  v.breaks.lines = {
      {"fails in 7 of 10 scenarios where attacks answer closures above 0.35 and mentoring ends before Mar "
       "2026 "
       "(covers 64 of 100 failures)",
       {"table:assumptions"},
       Audience::own_side,
       {},
       "Either side's lines"},
      {"a rating of medical evacuation in the north, before gate 2: worth 3 to 8 of 100 scenarios",
       {"figure:partner"},
       Audience::published,
       {},
       "First to find out"},
      {"attack with deaths in step 1: pausing three months and carrying on are not ordered by the evidence",
       {"table:price"},
       Audience::own_side,
       {},
       "If it happens"}};
  v.coalition_says.title = "What the coalition can truthfully say";
  v.coalition_says.lines = {
      {"The mission ends in its present form by Sep 2025, and a bilateral presence follows.",
       {"figure:gantt"},
       Audience::published},
      {"Civilians fare better than under an immediate exit in 88 to 95 of 100 scenarios.",
       {"table:price"},
       Audience::published},
      {"Not: that every step waits for conditions. Step 2 goes through in Sep 2026.",
       {"figure:gantt"},
       Audience::published}};
  v.host_says.title = "What the host can truthfully say";
  v.host_says.lines = {
      {"A date for the end of the mission is set: Sep 2025.", {"figure:gantt"}, Audience::published},
      {"Not: that foreign troops leave with the mission. The last presence ends 12 to 18 months later.",
       {"figure:gantt"},
       Audience::published}};
  Section found{.title = "Where the sources disagree", .audience = Audience::published};
  found.tables = {{.id = "contradictions",
                   .title = "Found by comparing what is stated",
                   .columns = open_columns({"About", "One side", "Other side", "How the models use it"}),
                   .rows = {{{"first session, date", "27 January", "25 January",
                              "27 January; the other as an announcement"},
                             {"source:a", "source:b"},
                             Audience::published},
                            {{"Camp Canary, attacked on", "4 January", "5 January", "either"},
                             {"source:a"},
                             Audience::published}},
                   .audience = Audience::published}};
  Section assumed{.title = "Assumptions", .audience = Audience::published};
  assumed.tables = {
      {.id = "assumptions",
       .title = "What no table settles",
       .columns = open_columns({"Assumption", "Low", "Most likely", "High", "Unit", "Why"}),
       .rows = {{{"attacks_after_closure", "0", "0.2", "0.6", "share", "past closures"},
                 {},
                 Audience::own_side},
                {{"mentoring_effect", "0.1", "0.3", "0.5", "levels a year", "oversight reports"},
                 {"source:b"},
                 Audience::published}},
       .audience = Audience::published}};
  Section skill{.title = "How good such forecasts have been", .audience = Audience::published};
  skill.tables = {{.id = "skill",
                   .title = "CRPS over 24 months, lower is better",
                   .columns = open_columns({"Series", "Model", "Last 12 months", "Last value", "Zero"}),
                   .rows = {{{"attacks",
                              "11.2 (9.1\xE2\x80\x93"
                              "13.8)",
                              "12.9", "14.4", "41.0"},
                             {},
                             Audience::published},
                            {{"fatalities",
                              "21.0 (17.5\xE2\x80\x93"
                              "24.9)",
                              "19.5", "27.1", "38.0"},
                             {},
                             Audience::published}},
                   .audience = Audience::published}};
  v.annex = {found, assumed, skill};
  v.sources = {{"a", "Talks open", "Made-up News", "https://example.org/a", date_of(2024, 1, 28), "B2"},
               {"b", "Talks resume", "Made-up Post", "https://example.org/b", date_of(2024, 2, 13), "C3"}};
  v.secrets = {{"Camp Canary", Audience::own_side}, {"canary red line", Audience::own_side}};
  return v;
}

}  // namespace handover::brief::made_up
