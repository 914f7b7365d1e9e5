#include "brief/blocks.h"

#include "brief/draw.h"
#include "brief/edition.h"
#include "charts/text.h"

#include <fmt/format.h>

namespace handover::brief {

using charts::escape_xml;

std::string BlockWriter::line(const Line& line) const {
  std::string out;
  if (!line.label.empty()) out += "<b>" + escape_xml(line.label) + "</b> ";
  out += escape_xml(line.text);
  if (line.assumed)
    out += fmt::format("<span class=\"assumed\" {}>{}</span>", kFixedWords, escape_xml(words_.assumed));
  return out + numbering_.links(line.traces);
}

std::string BlockWriter::list(const std::vector<Line>& lines) const {
  if (lines.empty()) return {};
  std::string out = "<ul>";
  for (const Line& one : lines) out += "<li>" + line(one) + "</li>";
  return out + "</ul>\n";
}

std::string BlockWriter::figure(const Figure& figure) const {
  const int number = numbering_.figure(figure.id);
  const bool full = figure.width == Width::full;
  const charts::Picture picture =
      draw(figure.chart, full ? kFullWidth : kHalfWidth, full ? words_.source : words_.short_source,
           numbered(words_, words_.figure, number), language_);
  // On a printed side a picture may shrink to four tenths; below that its words could not be read.
  return fmt::format("<figure id=\"f{}\" style=\"--tall:{:.0f};--low:{:.0f}\">{}</figure>\n", number,
                     picture.height, 0.4 * picture.height, charts::svg_element(picture));
}

std::string BlockWriter::table(const Table& table) const {
  const int number = numbering_.table(table.id);
  std::string out =
      fmt::format("<table id=\"t{0}\"><caption><span {2}>{3}</span>{1}</caption><thead><tr>", number,
                  escape_xml(table.title), kFixedWords, escape_xml(numbered(words_, words_.table, number)));
  for (const Column& column : table.columns) out += "<th scope=\"col\">" + escape_xml(column.title) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const Row& row : table.rows) {
    out += row.strong ? "<tr class=\"strong\">" : "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      out += "<td>" + escape_xml(row.cells[i]);
      if (i + 1 == row.cells.size()) out += numbering_.links(row.traces);
      out += "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
  if (!table.note.empty()) out += "<p class=\"note\">" + escape_xml(table.note) + "</p>\n";
  return out + "<p class=\"source\" " + std::string(kFixedWords) + ">" + escape_xml(words_.short_source) +
         "</p>\n";
}

std::string BlockWriter::cards(const std::vector<Card>& cards) const {
  if (cards.empty()) return {};
  std::string out = "<div class=\"cards\">";
  for (const Card& card : cards) {
    out += "<div class=\"card\"><h3>";
    if (!card.label.empty()) out += "<span class=\"gate\">" + escape_xml(card.label) + "</span>";
    out += line(card.title) + "</h3>";
    for (const Line& one : card.lines) out += "<p>" + line(one) + "</p>";
    out += "</div>\n";
  }
  return out + "</div>\n";
}

std::string BlockWriter::figures(const std::vector<Figure>& figures) const {
  std::string out, narrow;
  int count = 0;
  const auto close = [&] {
    if (count > 1) out += "<div class=\"pairs\">" + narrow + "</div>\n";
    if (count == 1) out += narrow;
    narrow.clear(), count = 0;
  };
  for (const Figure& one : figures) {
    if (one.width == Width::half) {
      narrow += figure(one), ++count;
      continue;
    }
    close();
    out += figure(one);
  }
  close();
  return out;
}

std::string BlockWriter::section(const Section& section) const {
  std::string out = "<section>";
  if (!section.title.empty()) out += "<h2>" + escape_xml(section.title) + "</h2>\n";
  if (section.verdict) out += "<p class=\"verdict\">" + line(*section.verdict) + "</p>\n";
  out += list(section.lines);
  out += figures(section.figures);
  for (const Table& one : section.tables) out += table(one);
  return out + cards(section.cards) + "</section>\n";
}

}  // namespace handover::brief
