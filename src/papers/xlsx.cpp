// A workbook: what the paper says, every table as a table, and what every picture is drawn from as numbers.
// Written by libxlsxwriter.
#include "base/files.h"
#include "brief/say.h"
#include "papers/formats.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace handover::papers {
namespace {

class Page {
 public:
  Page(lxw_workbook* book, const std::string& name, bool right) {
    sheet_ = workbook_add_worksheet(book, name.c_str());
    if (sheet_ == nullptr) throw std::runtime_error("a sheet could not be made: " + name);
    if (right) worksheet_right_to_left(sheet_);
    head_ = workbook_add_format(book), body_ = workbook_add_format(book), title_ = workbook_add_format(book);
    format_set_bold(head_), format_set_bg_color(head_, 0xE3E9EF), format_set_text_wrap(head_);
    format_set_text_wrap(body_), format_set_align(body_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(title_), format_set_font_size(title_, 13);
  }

  void title(const std::string& words) { put(words, title_), next(); }
  void head(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) put(cell, head_);
    next();
  }
  void row(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) put(cell, body_);
    next();
  }
  void text(const std::string& cell) { put(cell, body_); }
  void number(double value) {
    if (std::isfinite(value)) worksheet_write_number(sheet_, row_, column_, value, nullptr);
    ++column_;
  }
  void number(const std::optional<double>& value) {
    if (value)
      number(*value);
    else
      ++column_;
  }
  void next() { ++row_, column_ = 0; }
  void widths(const std::vector<double>& characters) {
    for (std::size_t c = 0; c < characters.size(); ++c)
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), characters[c],
                           nullptr);
  }
  void freeze_above() { worksheet_freeze_panes(sheet_, row_, 0); }

 private:
  void put(const std::string& words, lxw_format* format) {
    worksheet_write_string(sheet_, row_, column_++, words.c_str(), format);
  }

  lxw_worksheet* sheet_ = nullptr;
  lxw_format *head_ = nullptr, *body_ = nullptr, *title_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

// What a mark of a picture stands for.
struct Point {
  std::string series, at;
  std::optional<double> low, best, high;
  std::string note = {};
};
using Points = std::vector<Point>;

std::string position_text(const charts::Axis& axis, double at) {
  if (axis.kind == charts::AxisKind::number) return fmt::format("{:g}", at);
  const int months = static_cast<int>(std::floor(at));
  return fmt::format("{:04}-{:02}", months / 12, months % 12 + 1);
}
std::string month_at(double at) {
  return position_text({.kind = charts::AxisKind::month}, at);
}

Points points_of(const charts::LineChart& chart) {
  Points points;
  for (const charts::FanBand& band : chart.bands) {
    for (std::size_t i = 0; i < band.x.size(); ++i)
      points.push_back({band.name, position_text(chart.x, band.x[i]), band.low[i], {}, band.high[i]});
  }
  for (const charts::Line& line : chart.lines) {
    for (std::size_t i = 0; i < line.x.size(); ++i)
      points.push_back({line.name, position_text(chart.x, line.x[i]), {}, line.y[i], {}});
  }
  return points;
}
Points points_of(const charts::SurvivalChart& chart) {
  Points points;
  for (const charts::SurvivalCurve& curve : chart.curves) {
    for (std::size_t i = 0; i < curve.time.size(); ++i) {
      const bool banded = i < curve.low.size();
      points.push_back({curve.name, position_text(chart.time, curve.time[i]),
                        banded ? std::optional(curve.low[i]) : std::nullopt, curve.share[i],
                        banded ? std::optional(curve.high[i]) : std::nullopt});
    }
  }
  return points;
}
Points points_of(const charts::BarChart& chart) {
  Points points;
  for (const charts::BarSeries& series : chart.series) {
    for (std::size_t i = 0; i < series.value.size() && i < chart.categories.size(); ++i) {
      const bool banded = i < series.low.size();
      points.push_back({series.name, chart.categories[i],
                        banded ? std::optional(series.low[i]) : std::nullopt, series.value[i],
                        banded ? std::optional(series.high[i]) : std::nullopt});
    }
  }
  return points;
}
Points points_of(const charts::Histogram& chart) {
  Points points;
  for (std::size_t i = 0; i < chart.height.size(); ++i)
    points.push_back(
        {"", fmt::format("{:g}", chart.edges[i]), chart.edges[i], chart.height[i], chart.edges[i + 1]});
  return points;
}
Points points_of(const charts::ViolinChart& chart) {
  Points points;
  for (const charts::Violin& group : chart.groups) {
    for (const double value : group.sample) points.push_back({group.name, "", {}, value, {}, group.tag});
  }
  return points;
}
Points points_of(const charts::HeatGrid& grid) {
  Points points;
  for (const charts::HeatPanel& panel : grid.panels) {
    for (std::size_t r = 0; r < panel.cells.size() && r < grid.rows.size(); ++r) {
      for (std::size_t c = 0; c < panel.cells[r].size() && c < grid.columns.size(); ++c) {
        const charts::Cell& cell = panel.cells[r][c];
        points.push_back({panel.name,
                          grid.rows[r] + " / " + grid.columns[c],
                          {},
                          cell.share,
                          {},
                          cell.share ? "" : cell.text});
      }
    }
  }
  return points;
}
Points points_of(const charts::GanttChart& chart) {
  Points points;
  for (const charts::GanttRow& row : chart.rows)
    points.push_back({row.name,
                      month_at(row.start) + " \xE2\x80\x93 " + month_at(row.end),
                      {},
                      {},
                      {},
                      row.slip_low && row.slip_high
                          ? month_at(*row.slip_low) + " \xE2\x80\x93 " + month_at(*row.slip_high)
                          : row.label});
  return points;
}
Points points_of(const charts::DotChart& chart) {
  Points points;
  for (const charts::DotRow& row : chart.rows)
    points.push_back({row.name, "", row.low, row.point, row.high, row.tag});
  return points;
}
Points points_of(const charts::ScatterChart& chart) {
  Points points;
  for (const charts::ScatterPoint& one : chart.points)
    points.push_back({one.name, fmt::format("{:g}", one.x), one.x_low, one.y, one.x_high});
  return points;
}
Points points_of(const charts::WordChart& chart) {
  Points points;
  for (const charts::WordBar& one : chart.words)
    points.push_back({one.word, fmt::format("{} : {}", one.left_count, one.right_count), {}, one.z, {}});
  return points;
}
Points points_of(const charts::AreaMap& chart) {
  Points points;
  for (const charts::Area& area : chart.areas)
    points.push_back({area.name, area.id, {}, area.value, {}, area.text});
  return points;
}

void add_lines(Page& sheet, const brief::Section& section, const brief::Numbering& numbering,
               const brief::Paper& paper) {
  const auto row = [&](const brief::Line& line) {
    sheet.row({section.title, line.label, line.text, line.assumed ? paper.words.assumed : "",
               numbering.words(line.traces, paper.words.figure, paper.words.table)});
  };
  if (section.verdict) row(*section.verdict);
  for (const brief::Line& line : section.lines) row(line);
  for (const brief::Card& card : section.cards) {
    row(card.title);
    for (const brief::Line& line : card.lines) row(line);
  }
}

template <class Visit>
void each_section(const brief::Paper& paper, Visit&& visit) {
  for (const auto* sections : {&paper.first, &paper.second, &paper.annex}) {
    for (const brief::Section& section : *sections) visit(section);
  }
}

struct Words {
  std::string statements, figures, where, label, words, standing, traces, series, at, low, best, high, note;
};
Words words_in(const std::string& language) {
  const brief::WritingIn scope(language);
  using brief::say;
  return {say("xlsx.statements"), say("xlsx.figures"),  say("xlsx.where"),  say("xlsx.label"),
          say("xlsx.words"),      say("word.standing"), say("xlsx.traces"), say("xlsx.series"),
          say("xlsx.at"),         say("xlsx.low"),      say("xlsx.best"),   say("xlsx.high"),
          say("xlsx.note")};
}

void write_statements(lxw_workbook* book, const brief::Paper& paper, const Words& words,
                      const brief::Numbering& numbering) {
  Page sheet(book, words.statements, paper.words.right_to_left);
  sheet.widths({28, 22, 90, 12, 26});
  sheet.title(paper.view.title);
  sheet.row({paper.words.edition, "", paper.words.readers});
  sheet.row({"", "", paper.words.known_as_of});
  sheet.row({"", "", paper.words.foot});
  if (!paper.words.unreviewed.empty()) sheet.row({"", "", paper.words.unreviewed});
  if (!paper.words.left_out.empty()) sheet.row({"", "", paper.words.left_out});
  sheet.head({words.where, words.label, words.words, words.standing, words.traces});
  sheet.freeze_above();
  sheet.row({"", "", paper.view.question});
  brief::Section answer{.audience = Audience::published};
  answer.lines = paper.answer_lines;
  answer.lines.insert(answer.lines.begin(), paper.answer);
  add_lines(sheet, answer, numbering, paper);
  each_section(paper, [&](const brief::Section& section) { add_lines(sheet, section, numbering, paper); });
}

void write_tables(lxw_workbook* book, const brief::Paper& paper, const brief::Numbering& numbering) {
  each_section(paper, [&](const brief::Section& section) {
    for (const brief::Table& table : section.tables) {
      const int number = numbering.table(table.id);
      Page sheet(book, fmt::format("{} {}", paper.words.table, number), paper.words.right_to_left);
      sheet.widths(std::vector<double>(table.columns.size() + 1, 26.0));
      sheet.title(fmt::format("{} {}. {}", paper.words.table, number, table.title));
      if (!table.note.empty()) sheet.row({table.note});
      sheet.row({paper.words.source});
      std::vector<std::string> columns;
      for (const brief::Column& column : table.columns) columns.push_back(column.title);
      columns.push_back(paper.words.sources);
      sheet.head(columns);
      sheet.freeze_above();
      for (const brief::Row& row : table.rows) {
        std::vector<std::string> cells = row.cells;
        cells.resize(table.columns.size());
        cells.push_back(numbering.words(row.traces, paper.words.figure, paper.words.table));
        sheet.row(cells);
      }
    }
  });
}

void write_figures(lxw_workbook* book, const brief::Paper& paper, const Words& words,
                   const brief::Numbering& numbering) {
  Page sheet(book, words.figures, paper.words.right_to_left);
  sheet.widths({16, 48, 34, 26, 14, 14, 14, 28});
  sheet.head({paper.words.figure, words.words, words.series, words.at, words.low, words.best, words.high,
              words.note});
  sheet.freeze_above();
  each_section(paper, [&](const brief::Section& section) {
    for (const brief::Figure& figure : section.figures) {
      const std::string name = fmt::format("{} {}", paper.words.figure, numbering.figure(figure.id));
      const std::string title = std::visit([](const auto& chart) { return chart.frame.title; }, figure.chart);
      for (const Point& point :
           std::visit([](const auto& chart) { return points_of(chart); }, figure.chart)) {
        sheet.text(name), sheet.text(title), sheet.text(point.series), sheet.text(point.at);
        sheet.number(point.low), sheet.number(point.best), sheet.number(point.high);
        sheet.text(point.note);
        sheet.next();
      }
    }
  });
}

void write_sources(lxw_workbook* book, const brief::Paper& paper, const brief::Numbering& numbering) {
  const brief::WritingIn language(paper.view.language);
  Page sheet(book, paper.words.sources, paper.words.right_to_left);
  sheet.widths({6, 70, 30, 12, 8, 50});
  sheet.head({brief::say("frame.number"), brief::say("frame.source_title"), "", brief::say("frame.published"),
              brief::say("frame.grade"), ""});
  int number = 0;
  for (const brief::SourceEntry* source : numbering.sources())
    sheet.row({fmt::format("{}", ++number), source->title, source->publisher, to_string(source->published),
               source->grade, source->url});
}

}  // namespace

std::string xlsx_of(const brief::Paper& paper) {
  // The library writes to a file; its name is this process's own and goes with it.
  const auto file = std::filesystem::temp_directory_path() / fmt::format("handover-{}.xlsx", getpid());
  lxw_workbook* book = workbook_new(file.string().c_str());
  if (book == nullptr)
    throw std::runtime_error("no workbook could be made in " + file.parent_path().string());
  const auto day = std::chrono::system_clock::to_time_t(paper.view.as_of);
  lxw_doc_properties properties = {};
  std::string title = paper.view.title;
  properties.title = title.data(), properties.created = day;
  workbook_set_properties(book, &properties);
  const brief::Numbering numbering(paper.view);
  const Words words = words_in(paper.view.language);
  write_statements(book, paper, words, numbering);
  write_tables(book, paper, numbering);
  write_figures(book, paper, words, numbering);
  write_sources(book, paper, numbering);
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(std::string("a workbook could not be written: ") + lxw_strerror(error));
  std::string bytes = read_file(file.string());
  std::filesystem::remove(file);
  return bytes;
}

}  // namespace handover::papers
