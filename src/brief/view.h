// What the page needs, in plain words, numbers and pictures: blocks in named places. The modules' results are
// turned into a view by view_from_*.cpp; the edition filter (edition.h) works on the view; page.cpp writes
// it.
#pragma once

#include "base/dates.h"
#include "brief/charts/charts.h"
#include "mission/mission.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace handover::brief {

// What a block would give away. The filter decides by this alone who may read it.
enum class Reveals {
  nothing,
  coalition_private,  // from the coalition's overlay, or computed with it
  host_private,
  red_line,       // what a party will not accept
  concession,     // where somebody is predicted to give way
  attack_effect,  // what an attack is estimated to achieve
  reversal,       // what would put a step back
  site_month,     // joins a site to a date
  site_weakness   // what a site lacks: in no edition at all
};

// Where a statement comes from: "source:ID" (of the mission's sources), "figure:ID", "table:ID" of this
// brief.
using Trace = std::string;

struct Line {
  std::string text = {};
  std::vector<Trace> traces = {};
  Reveals reveals = Reveals::nothing;
  std::optional<std::string> published =
      {};                  // what stands here when `reveals` may not be read; nothing: left out
  std::string label = {};  // short words before the text, in bold
  bool assumed = false;    // owes more to a prior or a judgement than to data
};

using Chart = std::variant<charts::LineChart, charts::SurvivalChart, charts::BarChart, charts::Histogram,
                           charts::ViolinChart, charts::HeatGrid, charts::GanttChart, charts::DotChart,
                           charts::ScatterChart, charts::WordChart, charts::AreaMap>;
enum class Width { full, half };
struct Figure {
  std::string id = {};
  Chart chart = {};
  Width width = Width::full;
  Reveals reveals = Reveals::nothing;
  std::optional<Chart> published = {};
};

struct Row {
  std::vector<std::string> cells = {};
  std::vector<Trace> traces = {};
  Reveals reveals = Reveals::nothing;
  bool strong = false;
  std::optional<std::vector<std::string>> published = {};  // the cells when `reveals` may not be read
};
struct Table {
  std::string id = {}, title = {};
  std::vector<std::string> header = {};
  std::vector<Row> rows = {};
  std::string note = {};
  Reveals reveals = Reveals::nothing;
};

// A gate card, or any other small box.
struct Card {
  std::string label = {};
  Line title = {};
  std::vector<Line> lines = {};
  Reveals reveals = Reveals::nothing;
};

struct Section {
  std::string title = {};
  Line verdict = {};  // one sentence that says what follows
  std::vector<Line> lines = {};
  std::vector<Figure> figures = {};
  std::vector<Table> tables = {};
  std::vector<Card> cards = {};
};

struct SourceEntry {
  std::string id = {}, title = {}, publisher = {}, url = {};
  Date published{};
  std::string grade = {};  // reliability and credibility, "B2"
};

struct View {
  std::string mission = {}, title = {}, host_name = {}, coalition_name = {};
  Date as_of{};
  std::uint64_t seed = 1;
  std::string version = {}, inputs_sha256 = {},
              sample = {};  // sample: "256 scenarios of 16 replications each"

  std::string question = {};
  Line answer = {};
  std::vector<Line> answer_lines = {};  // at most three
  std::vector<Line> depends_on = {};    // at most four

  // The first page, then the second.
  Section situation = {}, agreement = {}, price = {}, timeline = {};
  Section threat = {}, needs = {}, partner = {}, talks = {}, breaks = {}, coalition_says = {}, host_says = {};
  std::vector<Section> annex = {};
  std::vector<SourceEntry> sources = {};

  // Strings that no joint or public edition may hold, wherever they come from: names of sites, words of red
  // lines, private notes.
  std::vector<std::string> never_published = {};
  std::vector<Side> private_views = {};  // sides whose overlay the figures were computed with
};

// Calls `visit` with every section of the view, in the order of the page.
template <class AView, class Visit>
void for_each_section(AView& view, Visit&& visit) {
  for (auto* section :
       {&view.situation, &view.agreement, &view.price, &view.timeline, &view.threat, &view.needs,
        &view.partner, &view.talks, &view.breaks, &view.coalition_says, &view.host_says}) {
    visit(*section);
  }
  for (auto& section : view.annex) visit(section);
}

}  // namespace handover::brief
