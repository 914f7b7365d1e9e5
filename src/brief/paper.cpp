#include "brief/paper.h"

#include "base/problem.h"
#include "brief/page.h"
#include "brief/sides.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace handover::brief {
namespace {

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

void require_trace(const Numbering& numbering, const std::vector<Trace>& traces) {
  for (const Trace& trace : traces) {
    if (numbering.links({trace}).empty()) throw std::logic_error("a trace leads nowhere: '" + trace + "'");
  }
}

// Every trace of the whole view leads somewhere, and what a side can say is traced wherever it holds a
// number.
void check_traces(const View& view) {
  const Numbering numbering(view);
  for (const Line& line : view.depends_on) require_trace(numbering, line.traces);
  for (const Line& line : view.answer_lines) require_trace(numbering, line.traces);
  for_each_section(view, [&](const Section& section) {
    for (const Line& line : section.lines) require_trace(numbering, line.traces);
    for (const Card& card : section.cards) {
      for (const Line& line : card.lines) require_trace(numbering, line.traces);
    }
    for (const Table& table : section.tables) {
      for (const Row& row : table.rows) require_trace(numbering, row.traces);
    }
  });
  for (const Section* section : {&view.coalition_says, &view.host_says}) {
    for (const Line& line : section->lines) {
      if (line.traces.empty() && has_digit(line.text)) {
        throw std::logic_error("a number without a trace: '" + line.text + "'");
      }
    }
  }
}

bool holds_something(const Section& section) {
  return section.verdict || !section.lines.empty() || !section.figures.empty() || !section.tables.empty() ||
         !section.cards.empty();
}

void add(const Section& section, std::vector<Section>& page) {
  if (holds_something(section)) page.push_back(section);
}

// The answer in full, behind the short one.
Section whole_answer(const View& view, const FrameWords& words) {
  Section section{.title = words.whole_answer, .audience = Audience::published};
  section.lines.push_back(view.answer);
  section.lines.insert(section.lines.end(), view.answer_lines.begin(), view.answer_lines.end());
  for (Line line : view.depends_on) {
    line.label = line.label.empty() ? words.depends_on : line.label;
    section.lines.push_back(std::move(line));
  }
  return section;
}

}  // namespace

Paper paper_of(const View& whole, Edition edition) {
  check_traces(whole);
  for (const Side side : whole.private_views) {
    if (!may_hold_view_of(edition, side))
      throw std::logic_error("an edition would hold figures computed with a private view");
  }
  LeftOut left_out;
  Paper paper{.edition = edition, .view = with_two_sides(filtered(whole, edition, &left_out)), .words = {}};
  const View& view = paper.view;
  paper.words = frame_words(view, edition, left_out);
  const bool is_short = view.short_answer.has_value();
  paper.answer = is_short ? *view.short_answer : view.answer;
  paper.answer_lines = is_short ? view.short_lines : view.answer_lines;
  for (const Section* section : {&view.agreement, &view.differences, &view.short_breaks})
    add(*section, paper.first);
  if (!is_short) add(view.situation, paper.first), add(view.price, paper.first);
  Section course = view.timeline, gates{.audience = Audience::published};
  gates.cards = std::move(course.cards), course.cards.clear();
  if (!gates.cards.empty()) gates.title = paper.words.gates;
  for (const Section* section :
       {&std::as_const(course), &std::as_const(gates), &view.places, &view.needs, &view.partner})
    add(*section, paper.second);
  // Both sides' rules, as far as they are on the table, belong to what is talked about.
  const auto is_rules = [](const Section& section) {
    return !section.tables.empty() && section.tables.front().id == "rules";
  };
  const auto rules = std::find_if(view.annex.begin(), view.annex.end(), is_rules);
  if (rules != view.annex.end()) add(*rules, paper.annex);
  for (const Section* section : {&view.clauses, &view.agenda}) add(*section, paper.annex);
  if (is_short) {
    paper.annex.push_back(whole_answer(view, paper.words));
    add(view.situation, paper.annex), add(view.price, paper.annex);
  }
  for (const Section* section :
       {&view.threat, &view.talks, &view.breaks, &view.coalition_says, &view.host_says})
    add(*section, paper.annex);
  for (const Section& section : view.annex) {
    if (!is_rules(section)) add(section, paper.annex);
  }
  return paper;
}

void refuse_leak(std::string_view text, const View& whole, Edition edition) {
  const auto leak = SecretSearch(whole.secrets, edition).first_in(text);
  if (!leak) return;
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = "--edition",
                           .value = name_of(edition),
                           .what = "would print '" + *leak + "', a secret of the mission",
                           .hint = "rename the site, or what bears its name; or make a side's own edition"});
}

}  // namespace handover::brief
