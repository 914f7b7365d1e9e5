#include "terminal/reading.h"

#include "terminal/page.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::intake;

struct Tally {
  std::size_t proposals = 0, highlights = 0, clashes = 0;
};

// By kind: how many are proposed, how many only shown.
std::map<std::string, Tally> tally(const ReadDocument& read) {
  std::map<std::string, Tally> by_kind;
  for (std::size_t i = 0; i < read.rows.size(); ++i) {
    Tally& kind = by_kind[kind_of(read.rows[i])];
    const bool highlight = read.rows[i].table == kHighlight;
    ++(highlight ? kind.highlights : kind.proposals);
    for (const Consequence& one : read.consequences[i])
      kind.clashes += !highlight && one.subject == read.rows[i][Field::subject] ? 1U : 0U;
  }
  return by_kind;
}

// The beginning of a cut, on one line.
std::string short_line(std::string_view text) {
  std::string line(text.substr(0, CharacterIndex(text).byte_at(60)));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

void add_document(Page& page, const ReadDocument& read) {
  const Document& document = read.document;
  page.add("{}: {}, {} characters, language {}, genre {}\n", document.file, document.format,
           CharacterIndex(document.text).characters(),
           document.language.empty() ? "not told" : document.language, name_of(document.genre));
  if (document.published)
    page.add("  published {} (by {})\n", to_string(*document.published), document.published_by);
  for (const std::string& note : document.notes) page.add("  note: it {}\n", note);
  for (const Cut& cut : document.cuts)
    page.add(
        "  cut as {}: {}\n", cut.why,
        short_line(std::string_view(document.text).substr(cut.span.begin, cut.span.end - cut.span.begin)));
  for (const Alike& alike : read.copies)
    page.add(
        "  warning: shares {:.0f} % of the shorter text with the document of {}: two copies are not two "
        "sources\n",
        100.0 * alike.likeness.containment, alike.source);
}

void add_proposals(Page& page, const ReadDocument& read) {
  for (const auto& [kind, count] : tally(read))
    page.add("  {:<10} {:>4} proposed, {:>4} only shown{}\n", kind, count.proposals, count.highlights,
             count.clashes > 0 ? fmt::format(", {} would contradict the ledger", count.clashes) : "");
  if (read.model.answered + read.model.unreadable > 0)
    page.add(
        "  model: {} rows, {} dropped because their words are not in the text, {} because the text says "
        "otherwise; "
        "{} answers could not be read\n",
        read.model.answered, read.model.not_found, read.model.contradicted, read.model.unreadable);
  if (read.planted > 0)
    page.add("  {} errors are planted among the proposals; --enter tells how many passed\n", read.planted);
  if (!read.source_is_known)
    page.add("  note: '{}' is not in sources.csv; add it there before rows enter the ledger\n", read.source);
}

std::string side_text(const IntakeRow* row) {
  if (row == nullptr) return "not marked";
  return row->decision == "reject" ? row->decision
                                   : fmt::format("{} {}", row->decision, ledger_value_of(*row));
}

}  // namespace

std::string reading_text(const std::vector<ReadDocument>& documents, bool dry_run) {
  Page page;
  for (const ReadDocument& read : documents) {
    add_document(page, read);
    add_proposals(page, read);
    if (!dry_run) page.add("  decide on {} in a browser, or in {}\n", read.page.string(), read.csv.string());
  }
  return std::move(page).take();
}

std::string agreement_text(const Agreement& agreement) {
  Page page;
  page.add("{:<10} {:>6} {:>6}  Krippendorff's alpha\n", "kind", "rows", "alike");
  for (const auto& [kind, one] : agreement.by_kind)
    page.add("{:<10} {:>6} {:>6}  {}\n", kind, one.units, one.alike,
             one.alpha ? fmt::format("{:.2f}", *one.alpha) : "not defined: all are alike");
  page.add("{} proposals are not decided by both\n", agreement.undecided);
  for (const Difference& one : agreement.differences) {
    const IntakeRow& any = one.first != nullptr ? *one.first : *one.second;
    page.add("  {}-{} '{}': {} | {}\n", any.span.begin, any.span.end, short_quote(any.quote),
             side_text(one.first), side_text(one.second));
  }
  return std::move(page).take();
}

std::string entry_text(const EnterReport& report) {
  Page page;
  for (const SettledFile& file : report.files) {
    page.add("{}: {} decided, {} not decided and left out\n", file.file, file.decided, file.undecided);
    if (file.planted.planted > 0)
      page.add(
          "  of {} planted errors {} were decided and {} let pass; they are proposals again, with their true "
          "values\n",
          file.planted.planted, file.planted.decided, file.planted.let_pass);
  }
  for (const std::string& note : report.notes) page.add("doubtful: {}\n", note);
  page.add("entered: {} rows into facts.csv, {} into positions.csv; {} stood there already\n",
           report.entered.facts, report.entered.positions, report.entered.there_already);
  return std::move(page).take();
}

}  // namespace handover::terminal
