#include "brief/numbering.h"

#include "brief/edition.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {

Numbering::Numbering(const View& view) {
  for_each_section(view, [&](const Section& section) { number_blocks(section); });
  number_sources(view);
}

void Numbering::number_blocks(const Section& section) {
  for (const Figure& figure : section.figures) {
    figures_.emplace(figure.id, static_cast<int>(figures_.size()) + 1);
  }
  for (const Table& table : section.tables) tables_.emplace(table.id, static_cast<int>(tables_.size()) + 1);
}

void Numbering::mention(const std::vector<Trace>& traces, const View& view) {
  for (const Trace& trace : traces) {
    if (trace.rfind("source:", 0) != 0) continue;
    const std::string id = trace.substr(7);
    const auto entry = std::find_if(view.sources.begin(), view.sources.end(),
                                    [&](const SourceEntry& source) { return source.id == id; });
    if (entry == view.sources.end()) continue;
    if (source_numbers_.emplace(id, static_cast<int>(sources_.size()) + 1).second)
      sources_.push_back(&*entry);
  }
}

void Numbering::number_sources(const View& view) {
  mention(view.answer.traces, view);
  for (const Line& line : view.answer_lines) mention(line.traces, view);
  for (const Line& line : view.depends_on) mention(line.traces, view);
  for_each_section(view, [&](const Section& section) {
    if (section.verdict) mention(section.verdict->traces, view);
    for (const Line& line : section.lines) mention(line.traces, view);
    for (const Card& card : section.cards) {
      mention(card.title.traces, view);
      for (const Line& line : card.lines) mention(line.traces, view);
    }
    for (const Table& table : section.tables) {
      for (const Row& row : table.rows) mention(row.traces, view);
    }
  });
  for (const SourceEntry& source : view.sources) mention({"source:" + source.id}, view);
}

std::string Numbering::link(const Trace& trace) const {
  const std::size_t colon = trace.find(':');
  const std::string kind = trace.substr(0, colon),
                    id = colon == std::string::npos ? "" : trace.substr(colon + 1);
  const auto made = [](const std::map<std::string, int>& numbers, const std::string& key, const char* anchor,
                       const char* words) {
    const auto found = numbers.find(key);
    return found == numbers.end()
               ? std::string{}
               : fmt::format("<a href=\"#{0}{2}\">{1}{2}</a>", anchor, words, found->second);
  };
  if (kind == "figure") return made(figures_, id, "f", "Fig.&#160;");
  if (kind == "table") return made(tables_, id, "t", "Table&#160;");
  if (kind == "source") return made(source_numbers_, id, "s", "");
  throw std::logic_error("a trace is none of source:, figure:, table: but '" + trace + "'");
}

std::string Numbering::links(const std::vector<Trace>& traces) const {
  std::string out;
  for (const Trace& trace : traces) {
    const std::string one = link(trace);
    if (one.empty()) continue;
    out += out.empty() ? one : ", " + one;
  }
  return out.empty() ? out : fmt::format("<span class=\"from\" {}>[{}]</span>", kFixedWords, out);
}

}  // namespace handover::brief
