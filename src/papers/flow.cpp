#include "papers/flow.h"

#include "brief/draw.h"
#include "brief/say.h"

#include <fmt/format.h>

namespace handover::papers {
namespace {

constexpr double kFullWidth = 704.0, kHalfWidth = 342.0;

class Composer {
 public:
  explicit Composer(const brief::Paper& paper) : paper_(paper), numbering_(paper.view) {}

  Paragraph line(const brief::Line& line, Kind kind) const {
    const std::string traces = numbering_.words(line.traces, paper_.words.figure, paper_.words.table);
    return {.kind = kind,
            .label = line.label,
            .text = line.text,
            .assumed = line.assumed ? paper_.words.assumed : "",
            .traces = traces.empty() ? "" : "[" + traces + "]"};
  }

  void section(const brief::Section& section, Flow& flow) const {
    if (!section.title.empty()) flow.push_back(Paragraph{.kind = Kind::heading, .text = section.title});
    if (section.verdict) flow.push_back(line(*section.verdict, Kind::verdict));
    for (const brief::Line& one : section.lines) flow.push_back(line(one, Kind::bullet));
    for (const brief::Figure& one : section.figures) flow.push_back(figure(one));
    for (const brief::Table& one : section.tables) flow.push_back(table(one));
    for (const brief::Card& one : section.cards) flow.push_back(card(one));
  }

  void sections(const std::vector<brief::Section>& all, Flow& flow) const {
    for (const brief::Section& one : all) section(one, flow);
  }

  Flow first() const {
    Flow flow;
    flow.push_back(Paragraph{.kind = Kind::title, .text = paper_.view.title});
    flow.push_back(
        Paragraph{.kind = Kind::edition,
                  .label = paper_.words.edition,
                  .text = fmt::format("{} \xC2\xB7 {}", paper_.words.readers, paper_.words.known_as_of)});
    flow.push_back(Paragraph{.kind = Kind::question, .text = paper_.view.question});
    flow.push_back(line(paper_.answer, Kind::answer));
    for (const brief::Line& one : paper_.answer_lines) flow.push_back(line(one, Kind::bullet));
    if (!paper_.words.unreviewed.empty())
      flow.push_back(Paragraph{.kind = Kind::note, .text = paper_.words.unreviewed});
    sections(paper_.first, flow);
    return flow;
  }

  Flow annex() const {
    Flow flow;
    flow.push_back(Paragraph{.kind = Kind::title, .text = paper_.words.annex});
    if (!paper_.words.left_out.empty())
      flow.push_back(Paragraph{.kind = Kind::note, .text = paper_.words.left_out});
    sections(paper_.annex, flow);
    sources(flow);
    return flow;
  }

 private:
  Drawing figure(const brief::Figure& figure) const {
    const charts::Frame frame = brief::frame_of(figure.chart);
    brief::Chart bare = figure.chart;
    std::visit([](auto& chart) { chart.frame.title.clear(), chart.frame.subtitle.clear(); }, bare);
    const bool half = figure.width == brief::Width::half;
    Drawing drawing{
        .picture = brief::draw(bare, half ? kHalfWidth : kFullWidth, {}, {}, paper_.view.language),
        .caption =
            brief::numbered(paper_.words, paper_.words.figure, numbering_.figure(figure.id)) + frame.title,
        .note = frame.subtitle,
        .source = paper_.words.short_source,
        .half = half};
    drawing.picture.label = frame.title;
    return drawing;
  }

  Grid table(const brief::Table& table) const {
    Grid grid{.caption =
                  brief::numbered(paper_.words, paper_.words.table, numbering_.table(table.id)) + table.title,
              .note = table.note,
              .source = paper_.words.short_source};
    for (const brief::Column& column : table.columns) grid.columns.push_back(column.title);
    for (const brief::Row& row : table.rows) {
      std::vector<std::string> cells = row.cells;
      const std::string traces = numbering_.words(row.traces, paper_.words.figure, paper_.words.table);
      if (!traces.empty() && !cells.empty()) cells.back() += " [" + traces + "]";
      grid.rows.push_back(std::move(cells));
      grid.strong.push_back(row.strong);
    }
    return grid;
  }

  // A step's card: what is said of it, by label.
  Grid card(const brief::Card& card) const {
    Grid grid{.columns = {card.label, card.title.text}};
    for (const brief::Line& one : card.lines) {
      grid.rows.push_back({one.label, one.text});
      grid.strong.push_back(false);
    }
    return grid;
  }

  void sources(Flow& flow) const {
    const brief::WritingIn language(paper_.view.language);
    if (numbering_.sources().empty()) return;
    flow.push_back(Paragraph{.kind = Kind::heading, .text = paper_.words.sources});
    Grid grid{.note = brief::say("frame.grade_means"),
              .columns = {brief::say("frame.number"), brief::say("frame.source_title"),
                          brief::say("frame.published"), brief::say("frame.grade")}};
    int number = 0;
    for (const brief::SourceEntry* source : numbering_.sources()) {
      grid.rows.push_back({fmt::format("{}", ++number), source->title + ", " + source->publisher,
                           to_string(source->published), source->grade});
      grid.strong.push_back(false);
    }
    flow.push_back(std::move(grid));
  }

  const brief::Paper& paper_;
  brief::Numbering numbering_;
};

void add_words(const Flow& flow, std::string& all) {
  for (const Block& block : flow) {
    if (const auto* one = std::get_if<Paragraph>(&block)) {
      // The question is the program's own.
      if (one->kind != Kind::question && one->kind != Kind::note) all += one->label + "\n" + one->text + "\n";
    } else if (const auto* drawing = std::get_if<Drawing>(&block)) {
      all +=
          drawing->caption + "\n" + drawing->note + "\n" + brief::readable_text(drawing->picture.body) + "\n";
    } else if (const auto* grid = std::get_if<Grid>(&block)) {
      all += grid->caption + "\n" + grid->note + "\n";
      for (const std::string& column : grid->columns) all += column + "\n";
      for (const auto& row : grid->rows) {
        for (const std::string& cell : row) all += cell + "\n";
      }
    }
  }
}

}  // namespace

std::optional<HalfDrawings> half_drawings(const Flow& flow, std::size_t at) {
  if (at + 1 >= flow.size()) return std::nullopt;
  const auto* first = std::get_if<Drawing>(&flow[at]);
  const auto* second = std::get_if<Drawing>(&flow[at + 1]);
  const bool both = first != nullptr && second != nullptr && first->half && second->half;
  return both ? std::optional{HalfDrawings{first, second}} : std::nullopt;
}

Flows flows_of(const brief::Paper& paper) {
  const Composer compose(paper);
  Flows flows{.first = compose.first(), .second = {}, .annex = compose.annex(), .foot = paper.words.foot};
  compose.sections(paper.second, flows.second);
  flows.right_to_left = paper.words.right_to_left;
  return flows;
}

std::string words_of(const Flows& flows) {
  std::string all;
  for (const Flow* flow : {&flows.first, &flows.second, &flows.annex}) add_words(*flow, all);
  return all;
}

}  // namespace handover::papers
