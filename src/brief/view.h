// What the page needs, in plain words, numbers and pictures: blocks in named places. The modules' results are
// turned into a view by view_from_*.cpp; the edition filter (edition.h) works on the view; page.cpp writes
// it.
#pragma once

#include "base/dates.h"
#include "charts/charts.h"
#include "mission/audience.h"
#include "mission/mission.h"
#include "mission/secrets.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace handover::brief {

// Where a statement comes from: "source:ID" (of the mission's sources), "figure:ID", "table:ID" of this
// brief.
using Trace = std::string;

// Other words for those who may not read a block's own.
struct Other {
  std::string text = {};
  Declared audience;
};

// Every block declares who may read it; the filter (edition.h) decides by this and by the mission's secrets
// alone.
struct Line {
  std::string text = {};
  std::vector<Trace> traces = {};
  Declared audience;
  std::vector<Other> instead =
      {};                  // the first that a reader may read stands here; none: the line is left out
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
  Declared audience;
  std::optional<Chart> published = {};  // for those who may not read the chart
};

struct Row {
  std::vector<std::string> cells = {};
  std::vector<Trace> traces = {};
  Declared audience;
  bool strong = false;
  std::optional<std::vector<std::string>> published = {};  // the cells for those who may not read these
};
struct Column {
  std::string title = {};
  Declared audience;
};
struct Table {
  std::string id = {}, title = {};
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
  std::string note = {};
  Declared audience;
};

// A gate card, or any other small box.
struct Card {
  std::string label = {};
  Line title;
  std::vector<Line> lines = {};
  Declared audience;
};

struct Section {
  std::string title = {};
  std::optional<Line> verdict = {};  // one sentence that says what follows
  std::vector<Line> lines = {};
  std::vector<Figure> figures = {};
  std::vector<Table> tables = {};
  std::vector<Card> cards = {};
  Declared audience;
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

  std::string language = "en";  // of all words but those of the mission's own files
  std::string question = {};

  // Page one, for whoever decides: the answer in a few short sentences, the map, what other plans would cost
  // in paired differences, what would break it. Without a short answer the whole one stands there.
  std::optional<Line> short_answer = {};
  std::vector<Line> short_lines = {};
  Section agreement{.audience = Audience::published}, differences{.audience = Audience::published},
      short_breaks{.audience = Audience::published};
  // Page two, for whoever carries it out: the steps, the map of the country, people and functions.
  Section timeline{.audience = Audience::published}, places{.audience = Audience::published};

  // For the table: clauses to sign, and what to talk about next.
  Section clauses{.audience = Audience::joint}, agenda{.audience = Audience::joint};

  // The whole answer, and what stands behind the two pages.
  Line answer{.audience = Audience::published};
  std::vector<Line> answer_lines = {};
  std::vector<Line> depends_on = {};
  Section situation{.audience = Audience::published}, price{.audience = Audience::published};
  Section threat{.audience = Audience::published}, needs{.audience = Audience::published},
      partner{.audience = Audience::published}, talks{.audience = Audience::published},
      breaks{.audience = Audience::published}, coalition_says{.audience = Audience::published},
      host_says{.audience = Audience::published};
  std::vector<Section> annex = {};
  std::vector<SourceEntry> sources = {};

  std::vector<Secret> secrets = {};      // words that not every edition may hold, wherever they come from
  std::vector<Side> private_views = {};  // sides whose overlay the figures were computed with
};

// Calls `visit` with every section of the view, in the order of the page.
template <class AView, class Visit>
void for_each_section(AView& view, Visit&& visit) {
  for (auto* section : {&view.agreement, &view.differences, &view.short_breaks, &view.timeline, &view.places,
                        &view.needs, &view.partner, &view.clauses, &view.agenda, &view.situation, &view.price,
                        &view.threat, &view.talks, &view.breaks, &view.coalition_says, &view.host_says}) {
    visit(*section);
  }
  for (auto& section : view.annex) visit(section);
}

}  // namespace handover::brief
