#include "brief/page.h"

#include "base/problem.h"
#include "brief/blocks.h"
#include "brief/page_style.h"
#include "brief/sides.h"
#include "charts/style.h"
#include "charts/text.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using charts::escape_xml;

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

// Words of the program's own, apart from any mission.
std::string fixed(const std::string& words) {
  return fmt::format("<span {}>{}</span>", kFixedWords, words);
}

const wording::Catalogue& catalogue_of(const View& view) {
  return wording::Catalogue::of(view.language);
}

// In which language a block is written and which way it runs; nothing for English, the page's own.
std::string language_of(const View& view) {
  if (view.language == "en") return {};
  const bool right = catalogue_of(view).direction() == wording::Direction::right_to_left;
  return fmt::format(" lang=\"{}\" dir=\"{}\"", view.language, right ? "rtl" : "ltr");
}

// A side's own edition says whether the side's private view is in it.
std::string own_words(const View& view) {
  return view.private_views.empty()
             ? "made without a private overlay; holds guesses at red lines and estimates"
             : "holds its red lines and estimates";
}

std::string edition_words(const View& view, Edition edition) {
  switch (edition) {
    case Edition::coalition:
      return fixed("For ") + escape_xml(view.coalition_name) + fixed(" only: " + own_words(view));
    case Edition::host:
      return fixed("For ") + escape_xml(view.host_name) + fixed(" only: " + own_words(view));
    case Edition::joint:
      return fixed(catalogue_of(view)("brief.for_both_sides"));
    case Edition::published:
      break;
  }
  return fixed(catalogue_of(view)("brief.may_be_published"));
}

std::string header_of(const View& view, Edition edition) {
  const wording::Catalogue& say = catalogue_of(view);
  return fmt::format(
      "<header class=\"head\"{5}><div><h1>{0}</h1><div class=\"q quiet\" {4}>{1}</div></div>"
      "<div class=\"edition\"><b {4}>{2}</b>{3}</div></header>\n",
      escape_xml(view.title), escape_xml(say("brief.known_as_of", {{"day", to_string(view.as_of)}})),
      escape_xml(say("brief.edition", {{"edition", name_of(edition)}})), edition_words(view, edition),
      kFixedWords, language_of(view));
}

// A text that nobody has read who writes its language natively says so.
std::string unreviewed_note(const View& view) {
  const wording::Catalogue& say = catalogue_of(view);
  const wording::Key note("brief.machine_translated");
  if (view.language == "en" || say.reviewed(note.index())) return {};
  return "<p class=\"note\">" + fixed(say(note)) + "</p>";
}

std::string decision_of(const View& view, const BlockWriter& write) {
  std::string out = "<div class=\"decision\"" + language_of(view) + "><p class=\"ask\">" +
                    fixed(escape_xml(view.question)) + "</p><p class=\"answer\">" + write.line(view.answer) +
                    "</p>\n" + write.list(view.answer_lines);
  if (!view.depends_on.empty())
    out += "<h3>" + fixed(catalogue_of(view)("brief.it_depends_on")) + "</h3>" + write.list(view.depends_on);
  return out + unreviewed_note(view) + "</div>\n";
}

std::string foot_of(const View& view, const std::string& source) {
  return fmt::format("<p class=\"foot\" {}>{} \xC2\xB7 inputs {}. {}</p>\n", kFixedWords, escape_xml(source),
                     escape_xml(view.inputs_sha256.substr(0, 16)),
                     escape_xml(catalogue_of(view)("brief.shares_are_counts")));
}

std::string columns(const char* classes, const std::string& left, const std::string& right) {
  return std::string("<div class=\"") + classes + "\"><div>" + left + "</div><div>" + right +
         "</div></div>\n";
}

std::string sources_of(const Numbering& numbering) {
  if (numbering.sources().empty()) return {};
  std::string out = fmt::format(
      "<section><h2 {0}>Sources</h2><table><thead {0}><tr><th>No.</th><th>Source</th>"
      "<th>Published</th><th>Grade</th></tr></thead><tbody>\n",
      kFixedWords);
  int number = 0;
  for (const SourceEntry* source : numbering.sources()) {
    out += fmt::format("<tr id=\"s{0}\"><td>{0}</td><td>{1}, {2}</td><td>{3}</td><td>{4}</td></tr>\n",
                       ++number, escape_xml(source->title), escape_xml(source->publisher),
                       to_string(source->published), escape_xml(source->grade));
  }
  return out +
         fmt::format(
             "</tbody></table><p class=\"note\" {}>Grade: reliability of the source A to F, credibility of "
             "the information 1 to 6 (STANAG 2511).</p></section>\n",
             kFixedWords);
}

std::string left_out_words(const LeftOut& left_out, Edition edition) {
  const int total = left_out.blocks + left_out.secret;
  if (total == 0 && left_out.reworded == 0) return {};
  return fmt::format(
      "<p class=\"note\" {}>This is the {} edition: {} blocks are left out and {} stand in other words, "
      "because "
      "they hold red lines, predicted concessions, estimates of what an attack achieves, reversal triggers, "
      "what "
      "protects a site, or join a site to a date.</p>\n",
      kFixedWords, name_of(edition), total, left_out.reworded);
}

}  // namespace

std::string page_of(const View& whole, Edition edition) {
  check_traces(whole);
  for (const Side side : whole.private_views) {
    if (!may_hold_view_of(edition, side))
      throw std::logic_error("an edition would hold figures computed with a private view");
  }
  LeftOut left_out;
  const View view = with_two_sides(filtered(whole, edition, &left_out));
  const Numbering numbering(view);
  const std::string source = charts::source_line(view.seed, view.version, view.as_of, view.sample);
  const BlockWriter write(numbering, source, charts::source_line(view.seed, view.version, view.as_of));

  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">";
  out += fmt::format("<title>{} ({} edition)</title><style>{}</style></head><body><main>\n",
                     escape_xml(view.title), name_of(edition), page_style() + charts::style_sheet());
  Section gates{.cards = view.timeline.cards, .audience = Audience::published};
  Section course = view.timeline;
  course.cards.clear();
  out += "<div class=\"side\" id=\"side1\">" + header_of(view, edition) + decision_of(view, write) +
         write.section(view.situation) + write.section(view.agreement) + write.section(view.price) +
         write.section(course) + foot_of(view, source) + "</div>\n";
  gates.title = gates.cards.empty() ? "" : catalogue_of(view)("brief.gates");
  out += "<div class=\"side\" id=\"side2\">" + write.section(gates) +
         columns("halves grow", write.section(view.threat) + write.section(view.partner),
                 write.section(view.needs) + write.section(view.talks)) +
         write.section(view.breaks) +
         columns("halves", write.section(view.coalition_says), write.section(view.host_says)) +
         foot_of(view, source) + "</div>\n";
  out += "<div class=\"annex\"><h1>" + fixed(catalogue_of(view)("brief.evidence_annex")) + "</h1>" +
         left_out_words(left_out, edition);
  for (const Section& section : view.annex) out += write.section(section);
  out += sources_of(numbering) + foot_of(view, source) + "</div></main></body></html>\n";
  if (const auto leak = find_leak(out, whole, edition)) {
    throw InputError(
        Problem{.file = "--edition",
                .value = name_of(edition),
                .what = "would print '" + *leak + "', a secret of the mission",
                .hint = "rename the site, or what bears its name; or make a side's own edition"});
  }
  return out;
}

}  // namespace handover::brief
