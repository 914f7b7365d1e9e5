#include "brief/numbering.h"

#include "brief/edition.h"
#include "wording/catalogue.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {

Numbering::Numbering(const View& view) {
  const wording::Catalogue& say = wording::Catalogue::of(view.language);
  figure_ = say("frame.figure"), table_ = say("frame.table"), locale_ = say.locale();
  comma_ = say.direction() == wording::Direction::right_to_left ? "\xD8\x8C " : ", ";
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
  if (view.short_answer) mention(view.short_answer->traces, view);
  for (const Line& line : view.short_lines) mention(line.traces, view);
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
  const auto made = [&](const std::map<std::string, int>& numbers, const char* anchor,
                        const std::string& words) {
    const auto found = numbers.find(id);
    return found == numbers.end() ? std::string{}
                                  : fmt::format("<a href=\"#{0}{2}\">{1}{3}</a>", anchor, words,
                                                found->second, wording::whole(found->second, locale_));
  };
  if (kind == "figure") return made(figures_, "f", figure_ + "&#160;");
  if (kind == "table") return made(tables_, "t", table_ + "&#160;");
  if (kind == "source") return made(source_numbers_, "s", "");
  throw std::logic_error("a trace is none of source:, figure:, table: but '" + trace + "'");
}

std::string Numbering::words(const std::vector<Trace>& traces, const std::string& figure,
                             const std::string& table) const {
  std::string all;
  for (const Trace& trace : traces) {
    const std::size_t colon = trace.find(':');
    const std::string kind = trace.substr(0, colon), id = trace.substr(std::min(colon + 1, trace.size()));
    const auto& numbers = kind == "figure" ? figures_ : kind == "table" ? tables_ : source_numbers_;
    const auto found = numbers.find(id);
    if (found == numbers.end()) continue;
    const std::string name = kind == "figure" ? figure + " " : kind == "table" ? table + " " : "";
    all += (all.empty() ? "" : comma_) + name + wording::whole(found->second, locale_);
  }
  return all;
}

std::string Numbering::links(const std::vector<Trace>& traces) const {
  std::string out;
  for (const Trace& trace : traces) {
    const std::string one = link(trace);
    if (one.empty()) continue;
    out += out.empty() ? one : comma_ + one;
  }
  return out.empty() ? out : fmt::format("<span class=\"from\" {}>[{}]</span>", kFixedWords, out);
}

}  // namespace handover::brief
