#include "brief/page.h"

#include "brief/blocks.h"
#include "brief/page_style.h"
#include "brief/paper.h"
#include "brief/say.h"
#include "charts/style.h"
#include "charts/text.h"

#include <fmt/format.h>

namespace handover::brief {
namespace {

using charts::escape_xml;

// Words of the program's own, apart from any mission.
std::string fixed(const std::string& words) {
  return fmt::format("<span {}>{}</span>", kFixedWords, words);
}

std::string note(const std::string& words) {
  return words.empty() ? "" : fmt::format("<p class=\"note\" {}>{}</p>\n", kFixedWords, escape_xml(words));
}

std::string header_of(const Paper& paper) {
  // The readers are named by the mission's own names, which are searched for secrets.
  return fmt::format(
      "<header class=\"head\"><div><h1>{0}</h1><div class=\"q quiet\" {4}>{1}</div></div>"
      "<div class=\"edition\"><b>{2}</b>{3}</div></header>\n",
      escape_xml(paper.view.title), escape_xml(paper.words.known_as_of), escape_xml(paper.words.edition),
      escape_xml(paper.words.readers), kFixedWords);
}

std::string decision_of(const Paper& paper, const BlockWriter& write) {
  std::string out = "<div class=\"decision\"><p class=\"ask\">" + fixed(escape_xml(paper.view.question)) +
                    "</p><p class=\"answer\">" + write.line(paper.answer) + "</p>\n" +
                    write.list(paper.answer_lines);
  if (!paper.view.short_answer && !paper.view.depends_on.empty())
    out += "<h3>" + fixed(escape_xml(paper.words.depends_on)) + "</h3>" + write.list(paper.view.depends_on);
  return out + note(paper.words.unreviewed) + "</div>\n";
}

std::string foot_of(const Paper& paper) {
  return fmt::format("<p class=\"foot\" {}>{}</p>\n", kFixedWords, escape_xml(paper.words.foot));
}

std::string columns(const char* classes, const std::string& left, const std::string& right) {
  return std::string("<div class=\"") + classes + "\"><div>" + left + "</div><div>" + right +
         "</div></div>\n";
}

std::string sources_of(const Paper& paper, const Numbering& numbering) {
  if (numbering.sources().empty()) return {};
  const WritingIn language(paper.view.language);
  std::string out = fmt::format(
      "<section><h2 {0}>{1}</h2><table><thead {0}><tr><th scope=\"col\">{2}</th><th scope=\"col\">{3}</th>"
      "<th scope=\"col\">{4}</th><th scope=\"col\">{5}</th></tr></thead><tbody>\n",
      kFixedWords, escape_xml(paper.words.sources), escape_xml(say("frame.number")),
      escape_xml(say("frame.source_title")), escape_xml(say("frame.published")),
      escape_xml(say("frame.grade")));
  int number = 0;
  for (const SourceEntry* source : numbering.sources()) {
    out += fmt::format(
        "<tr id=\"s{0}\"><td>{0}</td><td dir=\"auto\">{1}, {2}</td><td>{3}</td><td>{4}</td></tr>\n", ++number,
        escape_xml(source->title), escape_xml(source->publisher), to_string(source->published),
        escape_xml(source->grade));
  }
  return out + "</tbody></table>" + note(say("frame.grade_means")) + "</section>\n";
}

std::string sections(const std::vector<Section>& all, const BlockWriter& write) {
  std::string out;
  for (const Section& section : all) out += write.section(section);
  return out;
}

// Page two: needs and partner forces stand side by side.
std::string second_side(const Paper& paper, const BlockWriter& write) {
  std::string out, left, right;
  for (const Section& section : paper.second) {
    if (section.title == paper.view.needs.title)
      left = write.section(section);
    else if (section.title == paper.view.partner.title)
      right = write.section(section);
    else
      out += write.section(section);
  }
  return out + (left.empty() && right.empty() ? "" : columns("halves grow", left, right));
}

}  // namespace

std::string page_of(const View& whole, Edition edition) {
  const Paper paper = paper_of(whole, edition);
  const Numbering numbering(paper.view);
  const BlockWriter write(numbering, paper.words, paper.view.language);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">",
      paper.view.language, paper.words.right_to_left ? "rtl" : "ltr");
  out += fmt::format("<title>{} ({})</title><style>{}</style></head><body><main>\n",
                     escape_xml(paper.view.title), escape_xml(paper.words.edition),
                     page_style() + charts::style_sheet());
  out += "<div class=\"side\" id=\"side1\">" + header_of(paper) + decision_of(paper, write) +
         sections(paper.first, write) + foot_of(paper) + "</div>\n";
  out += "<div class=\"side\" id=\"side2\">" + second_side(paper, write) + foot_of(paper) + "</div>\n";
  out += "<div class=\"annex\"><h1>" + fixed(escape_xml(paper.words.annex)) + "</h1>" +
         note(paper.words.left_out) + sections(paper.annex, write);
  out += sources_of(paper, numbering) + foot_of(paper) + "</div></main></body></html>\n";
  refuse_leak(readable_text(out), whole, edition);
  return out;
}

}  // namespace handover::brief
