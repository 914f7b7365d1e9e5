#include "evidence/staleness.h"
#include "report/evidence_job.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::evidence;

void print_fact(Page& page, const Mission& mission, const EvidenceRun& run, std::size_t index,
                const char* mark) {
  const Fact& fact = mission.facts[index];
  const Source& source = mission.sources[fact.known.source.index];
  std::string line = fmt::format("    {} '{}'", mark, fact.value);
  if (!fact.unit.empty()) line += " " + fact.unit;
  if (fact.has_period)
    line += fmt::format(", {} to {}", to_string(fact.known.from), to_string(fact.known.to));
  if (!fact.area.empty()) line += ", " + fact.area;
  if (!fact.said_by.empty()) line += ", says " + fact.said_by;
  page.add("{}\n        {} (grade {}), facts.csv:{}\n", line, source.id, grade_of(source), fact.line);
  if (index < run.sentences.size() && !run.sentences[index].sentence.empty())
    page.add("        it says: {}\n", run.sentences[index].sentence);
}

void print_contradiction(Page& page, const Mission& mission, const EvidenceRun& run,
                         const Contradiction& found) {
  const auto& totals = run.totals;
  page.add("\n{}: {}, {}\n", name_of(found.kind), found.subject, found.relation);
  for (const Reason& reason : found.reasons) page.add("  why: {}\n", wording::reason_words(reason));
  for (std::size_t side = 0; side < found.sides.size(); ++side) {
    page.add("  side {}\n", side + 1);
    for (const std::size_t fact : found.sides[side].facts) print_fact(page, mission, run, fact, "-");
  }
  if (!found.fits_all.empty()) page.add("  clashes with no side (vaguer, or another time or area)\n");
  for (const std::size_t fact : found.fits_all) print_fact(page, mission, run, fact, "~");
  for (const ModelUse& use : model_uses(mission, found)) {
    std::string sides;
    for (const std::size_t side : use.sides)
      sides += fmt::format("{}{}", sides.empty() ? " [side " : ", ", side + 1);
    const std::string module = wording::module_words(use.kind);
    page.add("  used: {}{}{}{}\n", module, module.empty() ? "" : ": ",
             wording::use_words(mission, use, totals), sides.empty() ? "" : sides + "]");
  }
}

void print_intervals(Page& page, const Mission& mission, const std::vector<wording::TotalUse>& totals) {
  std::size_t used = 0;
  for (const wording::TotalUse& use : totals) used += use.used ? 1U : 0U;
  page.add("\nTotals over periods (never spread over days): {} of {} used\n", used, totals.size());
  for (const IntervalCount& row : mission.interval_counts) {
    for (const wording::TotalUse& use : totals) {
      if (use.line != row.line) continue;
      page.add("  {} interval_counts.csv:{}: {}, {:g} to {}\n      {}\n", use.used ? "+" : "-", row.line,
               row.series, row.best, to_string(row.known.to), use.words);
    }
  }
}

void print_stale_ratings(Page& page, const Mission& mission) {
  const auto ages = rating_ages(mission);
  std::size_t stale = 0;
  for (const RatingAge& age : ages) stale += age.stale ? 1U : 0U;
  page.add("\nRatings: {} of {} unit functions were last rated too long ago\n", stale, ages.size());
  for (const RatingAge& age : ages) {
    if (!age.stale) continue;
    page.add("  {}, {}: {} ({} days)\n", mission.units[age.unit.index].id,
             mission.functions[age.function.index].id, to_string(mission.ratings[age.rating].known.from),
             age.age.value);
  }
}

}  // namespace

std::string evidence_text(const Mission& mission, const EvidenceRun& run) {
  const auto& found = run.contradictions;
  const auto& totals = run.totals;
  Page page;
  page.add("{} as of {}: {} facts, {} contradiction{}\n", mission.title, to_string(mission.as_of),
           mission.facts.size(), found.size(), found.size() == 1 ? "" : "s");
  for (const Contradiction& contradiction : found) print_contradiction(page, mission, run, contradiction);
  for (const Problem& problem : counts_not_read(mission.facts))
    page.add("\nnot compared: {}\n", to_string(problem));
  print_intervals(page, mission, totals);
  print_stale_ratings(page, mission);
  return std::move(page).take();
}

}  // namespace handover::terminal
