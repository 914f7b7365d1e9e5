#include "report/readout_job.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace talks;

std::string places(const std::vector<Mention>& mentions) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, mentions.size()); ++i)
    text += fmt::format("{}{}:{}", i == 0 ? "" : " ", mentions[i].line, mentions[i].column);
  return mentions.size() > 3 ? text + " ..." : text;
}

void print_terms(Page& page, const std::string& title, const std::vector<Term>& terms, std::size_t most) {
  page.add("\n{}\n", title);
  if (!terms.empty()) page.add("  {:<34} {:>3} {:>3}  line:column\n", "", "1st", "2nd");
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    std::string where = places(term.in_first);
    if (!term.in_first.empty() && !term.in_second.empty()) where += " | ";
    where += places(term.in_second);
    page.add("  {:<34.34} {:>3} {:>3}  at {}\n", term.shown, term.in_first.size(), term.in_second.size(),
             where);
  }
  if (terms.empty()) page.add("  nothing\n");
}

void print_stressed(Page& page, const Readout& readout, std::size_t most) {
  const auto sure = std::count_if(readout.stressed.begin(), readout.stressed.end(),
                                  [](const Term& term) { return std::abs(term.z) >= kSureAt; });
  page.add("\nStressed by one side: {} of {} words beyond chance\n", sure, readout.stressed.size());
  page.add("  {:<24} {:>6} {:<7} {}\n", "word", "score", "more by", "first : second");
  const auto terms = said_twice(readout.stressed);
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    page.add("  {:<24.24} {:>6.2f} {:<7} {:>3} : {}{}\n", term.shown, std::abs(term.z),
             term.z < 0.0   ? "first"
             : term.z > 0.0 ? "second"
                            : "neither",
             term.in_first.size(), term.in_second.size(), std::abs(term.z) < kSureAt ? "  (not sure)" : "");
  }
}

}  // namespace

std::string readout_text(const ReadoutRun& run) {
  const Readout& readout = run.readout;
  Page page;
  page.add("first:  {} ({} words)\nsecond: {} ({} words)\n{:.0f} % of their words are common to both\n",
           run.first, readout.words_first, run.second, readout.words_second, 100.0 * readout.overlap);
  print_stressed(page, readout, run.most);
  print_terms(page, "Only the first says", readout.only_first, run.most);
  print_terms(page, "Only the second says", readout.only_second, run.most);
  print_terms(page, "Both say", readout.shared, run.most);
  page.add("\nscore: weighted log-odds in standard deviations; beyond {} it is hardly chance\n", kSureAt);
  for (const std::string& note : run.notes) page.add("note: {}\n", note);
  return std::move(page).take();
}

}  // namespace handover::terminal
