#include "report/intake_page.h"

#include "base/files.h"
#include "brief/say.h"
#include "report/intake_job.h"
#include "tables/csv.h"

#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using brief::say;
using namespace intake;
using Json = nlohmann::ordered_json;

// What a content policy names an inline script or style by.
std::string policy_hash(std::string_view content) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char digit : sha256_of(content)) {
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    for (int bit = 3; bit >= 0; --bit) bits.push_back((value >> bit & 1) != 0 ? '1' : '0');
  }
  // 256 bits are 42 letters of six bits and four bits more.
  bits += "00";
  std::string base64;
  for (std::size_t at = 0; at < bits.size(); at += 6)
    base64.push_back(kLetters[std::stoul(bits.substr(at, 6), nullptr, 2)]);
  return fmt::format("'sha256-{}='", base64);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

// JSON inside a page: no sequence of it can end the element or begin a comment.
std::string embedded(const Json& data) {
  const std::string plain = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const std::string_view rest = std::string_view(plain).substr(i);
    if (plain[i] == '<')
      out += "\\u003c";
    else if (plain[i] == '>')
      out += "\\u003e";
    else if (plain[i] == '&')
      out += "\\u0026";
    else if (rest.starts_with("\xE2\x80\xA8"))
      out += "\\u2028", i += 2;
    else if (rest.starts_with("\xE2\x80\xA9"))
      out += "\\u2029", i += 2;
    else
      out.push_back(plain[i]);
  }
  return out;
}

Json rows_of(const std::vector<IntakeRow>& rows, Json& columns) {
  std::vector<Problem> problems;
  const Table table = read_table(intake_csv(rows), "intake", problems);
  columns = table.header;
  Json all = Json::array();
  for (const Table::Row& row : table.rows) all.push_back(row.text);
  return all;
}

Json choices(const Mission& mission) {
  std::set<std::string> subjects;
  std::set<std::string> relations = {"date",  "count", "status", "aim", "place",
                                     "cause", "start", "end",    "said"};
  for (const Fact& fact : mission.facts) subjects.insert(fact.subject), relations.insert(fact.relation);
  Json actors = Json::array();
  for (const Actor& actor : mission.actors) actors.push_back(actor.id);
  Json issues = Json::array();
  for (const Issue& issue : mission.issues)
    issues.push_back({{"id", issue.id},
                      {"name", issue.name},
                      {"low", issue.low},
                      {"high", issue.high},
                      {"low_means", issue.low_means},
                      {"high_means", issue.high_means}});
  return {{"subject", subjects}, {"relation", relations}, {"actor", actors}, {"issues", issues}};
}

std::string head_line(const ReadDocument& read) {
  const Document& document = read.document;
  std::string line = fmt::format("{} | {} | {}", read.source, name_of(document.genre), document.format);
  if (document.published)
    line += fmt::format(" | published {} (by {})", to_string(*document.published), document.published_by);
  if (!document.publisher.empty()) line += " | " + document.publisher;
  return line;
}

// The keys of the page and what each does.
std::string keys_line() {
  struct KeyOfPage {
    const char* key;
    wording::Key does;
  };
  constexpr KeyOfPage kKeys[] = {{"a", "intake.key.accept"},     {"e", "intake.key.edit"},
                                 {"r", "intake.key.reject"},     {"u", "intake.key.undo"},
                                 {"j", "intake.key.next"},       {"k", "intake.key.previous"},
                                 {"n", "intake.key.open"},       {"m", "intake.key.from_mark"},
                                 {"h", "intake.key.highlights"}, {"s", "intake.key.save"}};
  std::string line;
  for (const auto& [key, does] : kKeys) line += fmt::format("<kbd>{}</kbd> {} ", key, escaped(say(does)));
  return line;
}

}  // namespace

nlohmann::ordered_json intake_data(const ReadDocument& read, const Mission& mission) {
  const Document& document = read.document;
  const CharacterIndex characters(document.text);
  Json columns;
  Json rows = rows_of(read.rows, columns);
  Json cuts = Json::array();
  for (const Cut& cut : document.cuts) {
    const Span span = characters.characters_of(cut.span);
    cuts.push_back({span.begin, span.end, cut.why});
  }
  Json consequences = Json::array();
  for (const auto& of_row : read.consequences) {
    Json list = Json::array();
    for (const Consequence& one : of_row)
      list.push_back({{"subject", one.subject}, {"facts", one.facts}, {"reasons", one.reasons}});
    consequences.push_back(std::move(list));
  }
  return {{"source", read.source},
          {"text", document.text},
          {"sha256", document.sha256},
          {"columns", columns},
          {"rows", std::move(rows)},
          {"cuts", cuts},
          {"consequences", consequences},
          {"choices", choices(mission)},
          {"published", document.published ? to_string(*document.published) : ""}};
}

std::string intake_page(const ReadDocument& read, const Mission& mission) {
  const std::string title = read.document.title.empty() ? read.source : read.document.title;
  std::string copies;
  for (const Alike& alike : read.copies)
    copies += fmt::format(
        "<p class=\"warning\">{}</p>",
        escaped(say("intake.page.copy", {{"share", wording::Exact{100.0 * alike.likeness.containment, 0}},
                                         {"source", alike.source}})));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {}; style-src "
      "{}; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
      "{}</title>\n<style>{}</style></head>\n<body>\n"
      "<header><h1 dir=\"auto\">{}</h1><p>{}</p>{}\n"
      "<p class=\"bar\"><label>{} <input id=\"reader\" autocomplete=\"off\" "
      "maxlength=\"60\"></label> <output id=\"progress\"></output>"
      " <button id=\"save\" type=\"button\">{}</button></p>\n"
      "<p class=\"keys\">{}</p>"
      "<p id=\"message\" role=\"status\"></p></header>\n"
      "<main><section id=\"text\" aria-label=\"{}\"></section><section id=\"list\" "
      "aria-label=\"{}\"></section></main>\n"
      "<script type=\"application/json\" id=\"data\">{}</script>\n<script>{}</script>\n</body></html>\n",
      policy_hash(intake_page_script()), policy_hash(intake_page_style()),
      escaped(say("intake.page.title", {{"document", title}})), intake_page_style(), escaped(title),
      escaped(head_line(read)), copies, escaped(say("intake.page.who")), escaped(say("intake.page.save")),
      keys_line(), escaped(say("intake.page.document")), escaped(say("intake.page.proposals")),
      embedded(intake_data(read, mission)), intake_page_script());
}

}  // namespace handover::report
