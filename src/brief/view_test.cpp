// From reports to the page: made-up reports whose right answer is known.
#include "brief/agreement_chart.h"
#include "brief/brief.h"
#include "brief/draw.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

namespace {

Month month(int year, unsigned number) {
  return Month{std::chrono::year{year}, std::chrono::month{number}};
}

// Two regions, two sites with canary names, one red line on either side.
Mission canary_mission() {
  Mission mission;
  mission.id = "canary", mission.title = "Canary mission", mission.host_name = "Hostland",
  mission.coalition_name = "Coalition";
  mission.as_of = date_of(2024, 7, 24);
  mission.inputs_sha256 = std::string(64, '0');
  mission.parties = {{"co", "Coalition", Side::coalition, true}, {"ho", "Hostland", Side::host, true}};
  mission.regions = {{"south", "South"}, {"north", "North"}};
  mission.zones.resize(1);
  mission.zones[0].id = "plain", mission.zones[0].name = "Plain";
  mission.sources = {Source{.id = "s1",
                            .title = "Rockets hit Quokka Ridge",
                            .publisher = "Paper",
                            .published = date_of(2024, 1, 2),
                            .reliability = 'B',
                            .credibility = 2}};
  for (const char* name : {"Quokka Ridge air base", "Wombat Hollow (annex Numbat)"}) {
    Site site;
    site.id = std::string(name).substr(0, 6) + "-site", site.name = name;
    site.region = RegionId{static_cast<std::uint16_t>(mission.sites.size())};
    mission.sites.push_back(site);
  }
  RedLine line;
  line.words = "never more than seven platypus";
  line.metric = Metric::coalition_deaths, line.threshold = 7.0, line.tolerated = Probability{0.1};
  mission.rules = {{PartyId{0}, {line}}, {PartyId{1}, {line}}};
  Assumption assumption;
  assumption.key = "insurgent_response_to_closure", assumption.range = {0.0, 0.2, 0.6},
  assumption.unit = "log rate ratio";
  assumption.reason = "seen after closing Wombat Hollow";
  mission.assumptions = {assumption};
  Function function;
  function.id = "watch", function.name = "Watch";
  mission.functions = {function};
  Fact a, b;
  a.id = "a", a.subject = "event:attack-on-quokka-ridge", a.relation = "date", a.value = "2024-01-04",
  a.known.source = SourceId{0};
  b = a;
  b.id = "b", b.value = "2024-01-05";
  mission.facts = {a, b};
  mission.sessions = {
      SessionEvent{TalksState::suspended,
                   "attack on Quokka Ridge",
                   {date_of(2024, 1, 28), date_of(2024, 1, 28), date_of(2024, 1, 28), SourceId{0}}}};
  return mission;
}

timeline::PlanFigures figures_of(double joint, double civilians) {
  timeline::PlanFigures figures;
  figures.joint = {joint, {joint - 0.05, joint + 0.05}};
  figures.by_party = {figures.joint, {0.8, {0.75, 0.85}}};
  figures.by_line.resize(2);
  figures.harm.resize(timeline::kHarmKinds + 4);
  for (auto& harm : figures.harm)
    harm = {civilians, {civilians - 10.0, civilians + 10.0}, civilians / 2.0, civilians * 2.0};
  return figures;
}

timeline::MapCell cell_of(Month end, std::optional<Month> presence, double joint, timeline::Verdict verdict) {
  timeline::MapCell cell;
  cell.mission_end = end, cell.presence_end = presence, cell.residual = {300, 700, true};
  cell.figures = figures_of(joint, 400.0);
  cell.verdicts.assign(2, {verdict, verdict, timeline::Verdict::no});
  cell.joint_verdict = {verdict, timeline::Verdict::no, timeline::Verdict::no};
  return cell;
}

timeline::TimelineReport canary_report(const Mission& mission, timeline::Verdict verdict) {
  timeline::TimelineReport report;
  report.parties = {{"co", "Coalition", true}, {"ho", "Hostland", true}};
  report.map.thresholds = {0.5, 0.7, 0.9};
  report.map.cells = {cell_of(month(2025, 3), month(2026, 3), 0.52, verdict),
                      cell_of(month(2025, 9), month(2026, 9), 0.56, verdict),
                      cell_of(month(2025, 9), std::nullopt, 0.20, timeline::Verdict::no)};
  report.map.chosen = timeline::CellIndex(1);
  report.map.answer_set = {timeline::CellIndex(1), timeline::CellIndex(0)};
  report.map.chosen_figures = figures_of(0.55, 400.0);
  timeline::PlanEntry entry;
  entry.plan.mission_end = month(2025, 9);
  entry.plan.presence_end = {month(2026, 3), month(2026, 9)};
  Phase phase;
  phase.name = "Quokka Ridge closes", phase.earliest = month(2025, 3);
  phase.after = posture_today(mission);
  if (!phase.after.site_open.empty()) phase.after.site_open[0] = false;
  phase.gate.latest = month(2025, 12);
  phase.gate.all_of = {{.what = Observable::attacks_per_month, .threshold = 5.0, .source = "s1"}};
  phase.gate.reverses = {{.what = Observable::function_stands_alone, .threshold = 0.87, .source = "s1"}};
  entry.plan.phases = {phase};
  report.map.plans = {entry};
  report.map.cells[timeline::CellIndex(1)].plan = timeline::PlanIndex(0);
  timeline::GateCard card;
  card.phase = phase.name, card.planned = phase.earliest, card.owner = "Hostland";
  card.conditions = {timeline::named(mission, phase.gate.all_of[0])};
  card.reverses = {timeline::named(mission, phase.gate.reverses[0])};
  card.passed_by_month.assign(36, {0.6, {0.5, 0.7}, 0.4, 0.8});
  report.conduct.gate_cards = {card};
  report.compared.baselines = {
      {{.kind = timeline::BaselineKind::status_quo}, {}, figures_of(0.1, 402.0)},
      {{.kind = timeline::BaselineKind::immediate_exit}, {}, figures_of(0.1, 900.0)}};
  timeline::Break found;
  found.told_apart = timeline::ToldApart::yes;
  found.discovery.found = true;
  found.discovery.restrictions.resize(1);
  report.failures.breaks = {found};
  for (const Assumption& assumption : mission.assumptions)
    report.failures.inputs.push_back({.key = assumption.key,
                                      .kind = timeline::InputKind::other,
                                      .subject = assumption.key + " of the dingo",
                                      .unit = assumption.unit});
  timeline::Branch branch;
  branch.phase = "the koala step", branch.scenarios = 9, branch.advised = timeline::Continuation::pause;
  report.conduct.branches = {branch};
  return report;
}

struct Pages {
  Mission mission = canary_mission();
  timeline::TimelineReport timeline;
  explicit Pages(timeline::Verdict verdict) : timeline(canary_report(mission, verdict)) {}
  Inputs inputs() const {
    Inputs inputs;
    inputs.mission = &mission, inputs.version = "0.1.0", inputs.timeline = &timeline;
    return inputs;
  }
};

// As a reader would search the page.
bool names(const std::string& html, const std::string& secret) {
  return SecretSearch({{secret, Audience::nobody}}, Edition::published).finds(readable_text(html));
}

bool page_says(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("canaries planted in a mission are in no joint and no public page") {
  const Pages pages(timeline::Verdict::yes);
  const char* canaries[] = {"quokka", "wombat", "numbat", "platypus", "dingo", "koala"};
  for (const Edition edition : {Edition::joint, Edition::published}) {
    const std::string page = brief_html(pages.inputs(), edition);
    for (const char* canary : canaries) {
      CAPTURE(canary);
      CHECK_FALSE(names(page, canary));
    }
    // At which figure a step is put back is each side's own.
    CHECK_FALSE(page_says(page, "0.87"));
    // The joint edition names steps by region instead.
    if (edition == Edition::published) CHECK(page_says(page, "Step 1"));
    CHECK(page_says(page, "Mar 2025"));
  }
  const std::string own = brief_html(pages.inputs(), Edition::coalition);
  CHECK(page_says(own, "at least 0.87"));
  for (const char* canary : canaries) {
    CAPTURE(canary);
    CHECK((names(own, canary) || std::string(canary) == "numbat"));
  }
}

TEST_CASE("no row of the contradictions sets words against themselves, and the front counts the rows") {
  Pages pages(timeline::Verdict::yes);
  const auto fact = [](const char* id, const char* subject, const char* relation, const char* value,
                       std::uint16_t source) {
    Fact made;
    made.id = id, made.subject = subject, made.relation = relation, made.value = value;
    made.known.source = SourceId{source};
    return made;
  };
  pages.mission.sources.push_back(pages.mission.sources.front());
  pages.mission.facts = {fact("a", "coalition-mission", "aim", "end", 0),
                         fact("b", "coalition-presence", "aim", "end", 1),
                         fact("c", "event:first-session", "date", "2024-01-25", 0),
                         fact("d", "event:first-session", "date", "2024-01-27", 1),
                         fact("e", "event:dialogue", "date", "Tuesday", 0)};
  pages.mission.facts[0].said_by = pages.mission.facts[1].said_by = "iraq";
  const View view = view_of(pages.inputs());
  const Table* table = nullptr;
  for (const Section& section : view.annex) {
    for (const Table& one : section.tables) table = one.id == "contradictions" ? &one : table;
  }
  REQUIRE(table != nullptr);
  REQUIRE(table->rows.size() == 3);
  for (const Row& row : table->rows) {
    const auto middle = row.cells[1].find(" against ");
    if (middle == std::string::npos) continue;
    CHECK(row.cells[1].substr(0, middle) != row.cells[1].substr(middle + 9));
  }
  CHECK(table->rows[1].cells[1] == "“Tuesday” is all that is said; no source gives the day");
  CHECK(table->rows[2].cells[1] ==
        "end for the coalition mission, says iraq against end for the coalition presence, says iraq");
  const bool counted =
      std::any_of(view.situation.lines.begin(), view.situation.lines.end(), [](const Line& line) {
        return line.text ==
               "Sources contradict one another on 1 point, may mix up two objects on 1, and give no more "
               "than a weekday on 1; each stands in the annex with its use.";
      });
  CHECK(counted);
}

TEST_CASE("figures computed with a private overlay are in that side's own edition alone") {
  Pages pages(timeline::Verdict::yes);
  pages.mission.rules[1].lines[0].words = "private bandicoot";
  pages.mission.private_views = {PartyId{1}};
  CHECK(page_says(brief_html(pages.inputs(), Edition::host), "private bandicoot"));
  CHECK_NOTHROW(refuse_private_views(pages.mission, Edition::host));
  for (const Edition edition : {Edition::coalition, Edition::joint, Edition::published}) {
    CAPTURE(name_of(edition));
    CHECK_THROWS_AS(brief_html(pages.inputs(), edition), std::logic_error);
    CHECK_THROWS_AS(refuse_private_views(pages.mission, edition), InputError);
  }
  // With both sides' overlays no edition can hold the figures.
  pages.mission.private_views = {PartyId{0}, PartyId{1}};
  for (const Edition edition : {Edition::coalition, Edition::host, Edition::joint, Edition::published})
    CHECK_THROWS_AS(refuse_private_views(pages.mission, edition), InputError);
  pages.mission.private_views.clear();
  CHECK_NOTHROW(refuse_private_views(pages.mission, Edition::published));
}

TEST_CASE("the answer is the set, and the share is that of the example shown") {
  Pages pages(timeline::Verdict::open);
  const auto lines = [&] {
    std::string all = view_of(pages.inputs()).answer.text;
    for (const Line& line : view_of(pages.inputs()).answer_lines) all += " " + line.text;
    return all;
  };
  CHECK(page_says(lines(), "Mission end between Mar 2025 and Sep 2025"));
  CHECK(page_says(lines(), "These are 2 of the 3 pairs of dates and numbers examined"));
  CHECK(page_says(lines(), "the other 1 are clearly worse"));
  CHECK(page_says(lines(),
                  "The example shown (Sep 2025, Sep 2026, 300\xE2\x80\x93"
                  "700 stay) keeps all red lines in 50 to 60 of 100"));
  CHECK(page_says(lines(), "the example is likeliest to be signed in time"));
  pages.timeline.map.answer_set = {timeline::CellIndex(1)};
  CHECK(page_says(lines(), "This is the only one of 3 pairs"));
  // A baseline that is not worse is named beside it; nobody says that there is no pair.
  pages.timeline.warnings = {{timeline::Warning::baseline_not_beaten, 1}};
  CHECK(page_says(lines(), "Not worse than it, as far as the evidence tells: the baseline"));
  CHECK(page_says(lines(), "immediate exit"));
  CHECK_FALSE(page_says(lines(), "No pair"));
}

TEST_CASE("a condition of signature stands with the chance that holds then") {
  Pages pages(timeline::Verdict::yes);
  const auto condition = [&] { return view_of(pages.inputs()).answer_lines.at(0).text; };
  pages.timeline.map.chosen_figures.if_signed = timeline::IfSigned{
      .in_time = {0.27, {0.2, 0.3}}, .joint_signed_or_not = {0.21, {0.18, 0.24}}, .all_hold_otherwise = 0.4};
  pages.timeline.map.chosen_figures.chance_all_hold = {0.61, {0.58, 0.64}};
  CHECK(page_says(condition(), "If signed by Mar 2025, the example"));
  CHECK(page_says(condition(), "keeps all red lines in 50 to 60 of 100 scenarios"));
  CHECK(page_says(condition(), "all of them hold in 61 of 100 replications"));
  CHECK(page_says(condition(), "the talks bring a signature by then in 27 of 100"));
  CHECK(page_says(condition(), "Signed or not, it keeps them in 18 to 24 of 100 scenarios"));
  pages.timeline.map.chosen_figures.if_signed = timeline::IfSigned{};
  CHECK(page_says(condition(), "which no replication brings in time"));
  pages.timeline.map.plans[timeline::PlanIndex(0)].plan.signature.unilateral = PartyId{0};
  CHECK(page_says(condition(), "decides alone"));
}

TEST_CASE("the pairs of the set are ordered by harm only where the evidence orders them") {
  Pages pages(timeline::Verdict::yes);
  const auto says = [&](const std::string& words) {
    const auto lines = view_of(pages.inputs()).answer_lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Line& line) { return page_says(line.text, words); });
  };
  CHECK_FALSE(says("order"));  // nothing was compared
  timeline::BestElsewhere other{.cell = timeline::CellIndex(0), .to_chosen = {}};
  other.to_chosen.harms.resize(timeline::kHarmKinds);
  pages.timeline.map.cells[timeline::CellIndex(0)].standing.in_set = true;
  pages.timeline.compared.best_elsewhere = {other};
  CHECK(says("Within the set the evidence orders no pair against the example by any harm."));
  pages.timeline.compared.best_elsewhere[0].to_chosen.harms[0].ordering = {-1.2, {-1.8, -0.69}, {}, {}, true};
  CHECK(says("by coalition deaths 0 cost more and 1 fewer"));
}

TEST_CASE("a price below zero is fewer, not more of a negative number") {
  Pages pages(timeline::Verdict::yes);
  timeline::PriceEntry entry;
  entry.dates = timeline::dates_of(pages.timeline.map.cells[timeline::CellIndex(0)]);
  entry.against = timeline::dates_of(pages.timeline.map.cells[timeline::CellIndex(1)]);
  entry.harms = {{.kind = timeline::HarmKind::coalition_deaths},
                 {.kind = timeline::HarmKind::civilians_killed}};
  entry.harms[0].ordering = {-3.0, {-4.0, -2.0}, {}, {}, true};
  entry.harms[1].ordering = {30.0, {20.0, 40.0}, {}, {}, true};
  pages.timeline.compared.price = {entry};
  const std::string page = brief_html(pages.inputs(), Edition::published);
  CHECK(page_says(page,
                  "coalition deaths: 2\xE2\x80\x93"
                  "4 fewer"));
  CHECK(page_says(page,
                  "civilians killed: 20\xE2\x80\x93"
                  "40 more"));
}

TEST_CASE("a planned date stands beside the months by which the replications have got there") {
  Pages pages(timeline::Verdict::yes);
  auto& phase = pages.timeline.map.plans[timeline::PlanIndex(0)].plan.phases[0];
  pages.mission.zones[0].region = RegionId{0};
  phase.after = posture_today(pages.mission);
  REQUIRE(std::find(phase.after.label.begin(), phase.after.label.end(), Label::coalition) !=
          phase.after.label.end());
  for (Label& label : phase.after.label) label = Label::none;
  auto& passed = pages.timeline.conduct.gate_cards[0].passed_by_month;
  for (std::size_t m = 0; m < passed.size(); ++m) passed[m].mean = m < 17 ? 0.2 : m < 29 ? 0.5 : 0.95;
  const auto dates = [&] { return view_of(pages.inputs()).answer_lines.back().text; };
  CHECK(page_says(dates(), "Dates are planned dates"));
  // Month 18 after July 2024 is January 2026; month 30 is January 2027.
  CHECK(page_says(dates(),
                  "Planned for Sep 2025, the mission has ended by Jan 2026 in half of the simulated "
                  "replications, by Jan 2027 in nine of ten."));
  for (auto& month : passed) month.mean = std::min(month.mean, 0.6);
  CHECK(page_says(dates(), "fewer than nine of ten within the horizon"));
  for (auto& month : passed) month.mean = 0.3;
  CHECK(page_says(dates(), "fewer than half of the simulated replications within the horizon"));
}

TEST_CASE("gate cards: a step without a condition waits for none, and chances are intervals of the mean") {
  Pages pages(timeline::Verdict::yes);
  auto& gate = pages.timeline.map.plans[timeline::PlanIndex(0)].plan.phases[0].gate;
  const auto card_says = [&](const std::string& words) {
    const View view = view_of(pages.inputs());
    const auto& lines = view.timeline.cards.at(0).lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Line& line) { return page_says(line.text, words); });
  };
  CHECK(card_says("goes through in Dec 2025 whatever the conditions"));
  gate.latest.reset();
  CHECK(card_says("waits for its conditions"));
  gate.all_of = {{.what = Observable::always}};
  CHECK_FALSE(card_says("waits for its conditions"));
  CHECK(card_says("goes through on its date"));
  CHECK(card_says("in 50 to 70 of 100 replications"));  // not the spread over scenarios, 40 to 80
  pages.timeline.conduct.gate_cards[0].passing_was_mistake = {0.02, {0.0, 0.03}, 0.0, 0.5};
  pages.timeline.conduct.gate_cards[0].holding_was_mistake = {0.1, {0.06, 0.16}, 0.0, 0.75};
  CHECK(card_says("passing in 0 to 3 of 100, holding six months in 6 to 16 of 100 replications"));
}

TEST_CASE("where nobody stays the readout does not say until when nobody stays") {
  Pages pages(timeline::Verdict::yes);
  for (auto& cell : pages.timeline.map.cells) cell.residual = {0, 0, true};
  const std::string says = view_of(pages.inputs()).coalition_says.lines.at(0).text;
  CHECK_FALSE(page_says(says, "nobody stays until"));
  CHECK(page_says(says, "and nobody stays after it"));
}

namespace {

Instrument instrument_of(const char* name, InstrumentKind kind, std::optional<Date> until = {}) {
  Instrument made;
  made.name = name, made.kind = kind, made.until = until;
  made.known = {date_of(2010, 1, 1), date_of(2010, 1, 1), date_of(2010, 1, 1), SourceId{0}};
  return made;
}

std::string legal_words(const Pages& pages) {
  for (const Line& line : view_of(pages.inputs()).situation.lines) {
    if (line.label == "Legal frame.") return line.text;
  }
  return "";
}

}  // namespace

TEST_CASE("a mandate is no host’s consent, and what has ended is not in force") {
  Pages pages(timeline::Verdict::yes);
  pages.mission.instruments = {instrument_of("Invitation", InstrumentKind::invitation),
                               instrument_of("Statute", InstrumentKind::mandate),
                               instrument_of("Old accord", InstrumentKind::agreement, date_of(2011, 12, 31))};
  CHECK(legal_words(pages) ==
        "By the host’s consent: Invitation. By a mandate, which is no host’s consent: Statute. Ended: Old "
        "accord.");
}

TEST_CASE("each kind of instrument is named on the page for what it is") {
  const std::string none = "No invitation or agreement of the host is in force. ";
  const std::pair<InstrumentKind, std::string> kinds[] = {
      {InstrumentKind::invitation, "By the host’s consent: It."},
      {InstrumentKind::agreement, "By the host’s consent: It."},
      {InstrumentKind::request, none + "By a request, which is no consent: It."},
      {InstrumentKind::self_defence_claim,
       none + "By a claim of self-defence, which is no host’s consent: It."},
      {InstrumentKind::mandate, none + "By a mandate, which is no host’s consent: It."}};
  Pages pages(timeline::Verdict::yes);
  for (const auto& [kind, words] : kinds) {
    pages.mission.instruments = {instrument_of("It", kind)};
    CHECK(legal_words(pages) == words);
  }
  // An end that is stated and falls on the as-of day is still an end.
  pages.mission.instruments = {instrument_of("It", InstrumentKind::mandate, pages.mission.as_of)};
  pages.mission.as_of += std::chrono::days(1);
  CHECK(legal_words(pages) == none + "Ended: It.");
}

TEST_CASE("a stream with few days on record is not said to have no daily record") {
  const Pages pages(timeline::Verdict::yes);
  Mission mission = pages.mission;
  mission.streams.resize(1);
  threat::ThreatReport report;
  report.streams.resize(1);
  report.streams[0].name = "Attacks";
  report.streams[0].incidents.resize(1);
  report.streams[0].incidents[0].month = month(2024, 8);
  Inputs inputs = pages.inputs();
  inputs.mission = &mission, inputs.threat = &report;
  CHECK(page_says(view_of(inputs).threat.lines.at(0).text, "no daily record"));
  report.streams[0].has_daily = true;
  CHECK(page_says(view_of(inputs).threat.lines.at(0).text, "too few days on record"));
}

TEST_CASE("the answer is a set of dates, or not assessed") {
  const Pages yes(timeline::Verdict::yes);
  const std::string answer = view_of(yes.inputs()).answer.text;
  CHECK(page_says(answer, "Mission end between Mar 2025 and Sep 2025"));  // 0.52 cannot be told from 0.56
  CHECK_FALSE(page_says(answer, "%"));
  Inputs nothing = yes.inputs();
  nothing.timeline = nullptr;
  CHECK(page_says(view_of(nothing).answer.text, "Not assessed"));
}

TEST_CASE("claims follow from the results, with a trace for every number") {
  const Pages pages(timeline::Verdict::yes);
  const View view = view_of(pages.inputs());
  const auto has = [](const Section& section, const std::string& label, const std::string& words) {
    return std::any_of(section.lines.begin(), section.lines.end(),
                       [&](const Line& line) { return line.label == label && page_says(line.text, words); });
  };
  CHECK(has(view.coalition_says, "Not:", "1 of 1 go through on a date"));  // the gate has a latest month
  CHECK(has(view.coalition_says, "", "fewer civilians are killed than under immediate exit"));
  CHECK(has(view.host_says, "Not:", "the evidence does not order the two"));  // 400 against 402
  CHECK(has(view.host_says, "Not:", "foreign forces leave with the mission"));
  // The readouts carry the answer's band, not one month of it.
  CHECK(has(view.coalition_says, "", "between Mar 2025 and Sep 2025"));
  CHECK(has(view.host_says, "", "planned to end between Mar 2025 and Sep 2025"));
  for (const Section* section : {&view.coalition_says, &view.host_says}) {
    for (const Line& line : section->lines) CHECK_FALSE(line.traces.empty());
  }
}

TEST_CASE("the map on the page keeps the timeline's cell and both ends") {
  for (std::size_t count = 1; count < 30; ++count) {
    for (std::size_t kept = 0; kept < count; ++kept) {
      const auto chosen = spread_choice(count, 5, kept);
      CHECK(chosen.size() == std::min<std::size_t>(count, 5));
      CHECK(std::find(chosen.begin(), chosen.end(), kept) != chosen.end());
      CHECK(std::is_sorted(chosen.begin(), chosen.end()));
      CHECK(chosen.front() == 0);
      CHECK(chosen.back() == count - 1);
    }
  }
}

TEST_CASE("the map stays low with a full grid of three parties and many months") {
  Pages pages(timeline::Verdict::open);
  pages.timeline.map.cells.clear();
  for (int end = 0; end < 6; ++end) {
    for (int stay = end; stay < 6; ++stay) {
      const Month from = plus_months(month(2025, 1), 6 * end), to = plus_months(month(2025, 7), 6 * stay);
      pages.timeline.map.cells.push_back(cell_of(from, to, 0.3, timeline::Verdict::open));
    }
  }
  const View view = view_of(pages.inputs());
  REQUIRE(view.agreement.figures.size() == 1);
  // Three panels of five months stand beside one another.
  CHECK(draw(view.agreement.figures[0].chart, 704.0).height < 300.0);
}

TEST_CASE("civilians stand beside every price") {
  const Pages pages(timeline::Verdict::yes);
  const View view = view_of(pages.inputs());
  REQUIRE(view.price.tables.size() == 1);
  const Table& table = view.price.tables[0];
  CHECK(table.columns[1].title == "Civilians killed");
  CHECK(table.rows.size() >= 4);
  for (const Row& row : table.rows) {
    const bool exit = row.cells[0].starts_with("Baseline: immediate exit");
    CHECK(row.cells[1] == (exit ? "450\xE2\x80\x93"
                                  "1,800"
                                : "200\xE2\x80\x93"
                                  "800"));
  }
}

TEST_CASE("numbers on the page are rounded to what they can bear") {
  CHECK(rounded(1847.0) == "1,800");
  CHECK(rounded(0.3461) == "0.35");
  CHECK(rounded(7.44) == "7.4");
  CHECK(rounded(0.0) == "0");
  CHECK(range_text(310.0, 894.0) ==
        "310\xE2\x80\x93"
        "890");
  CHECK(range_text(7.1, 7.4) ==
        "7.1\xE2\x80\x93"
        "7.4");
  CHECK(range_text(7.41, 7.43) == "7.4");
  CHECK(people_range(0.56, 15.2) ==
        "0\xE2\x80\x93"
        "15");
  CHECK(people_range(0.0, 0.4) == "under 1");
  CHECK(hundred_text(0.414, 0.579) == "41 to 58 of 100");
  CHECK(month_text(month(2025, 9)) == "Sep 2025");
}

TEST_CASE("a mission with next to nothing still gives a page") {
  Mission empty;
  empty.id = "empty", empty.title = "Empty", empty.host_name = "H", empty.coalition_name = "C";
  empty.as_of = date_of(2024, 1, 1), empty.inputs_sha256 = std::string(64, '0');
  Inputs inputs;
  inputs.mission = &empty, inputs.version = "0.1.0";
  for (const Edition edition : {Edition::coalition, Edition::published})
    CHECK(page_says(brief_html(inputs, edition), "Not assessed"));
}
