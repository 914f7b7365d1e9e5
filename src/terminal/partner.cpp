#include "partner/partner.h"

#include "report/version.h"
#include "terminal/page.h"
#include "terminal/terminal.h"
#include "wording/assessments.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::partner;

std::string interval_words(const Learned& value) {
  return fmt::format("{:5.2f} [{:5.2f}, {:5.2f}]{}", value.mean, value.interval.low, value.interval.high,
                     value.assumed() ? " assumed" : "");
}

void print_functions(Page& page, const Mission& mission, const PartnerReport& report) {
  page.add("Chance that each function stands alone (its weakest unit)\n");
  page.add("  {:<24} {:>6}  {:>13} {:>13} {:>13}\n", "", "today", "12 months", "24 months", "36 months");
  page.add("  {:<24} {:>6}  {:>13} {:>13} {:>13}\n", "", "", "with/without", "with/without", "advisers");
  for (const FunctionOutlook& row : report.functions) {
    page.add("  {:<24.24} {:>5.0f}% ", mission.functions[row.function.index].name, 100.0 * row.stands_alone);
    for (std::size_t i = 1; i < row.later.size(); ++i) {
      page.add(" {:>7.0f}% /{:>3.0f}%", 100.0 * row.later[i].mentored, 100.0 * row.later[i].alone);
    }
    page.add("{}\n", row.rated ? "" : " unrated");
  }
}

// Advisers also watch: without them the same inspections leave more doubt.
void print_sight(Page& page, const Mission& mission, const PartnerReport& report) {
  page.add("\nHow closely the level will be known: half width of the 90 % interval, a rating\n");
  page.add("every half year; with/without advisers (who see {:.0f} % without)\n",
           100.0 * report.coverage_without_advisers);
  for (const FunctionOutlook& row : report.functions) {
    page.add("  {:<24.24}        ", mission.functions[row.function.index].name);
    for (std::size_t i = 1; i < row.later.size(); ++i) {
      page.add(" {:>7.2f} /{:>4.2f}", row.later[i].known_within_mentored, row.later[i].known_within_alone);
    }
    page.add("\n");
  }
}

void print_units(Page& page, const Mission& mission, const PartnerReport& report) {
  page.add("\nLatent level by unit (0: alone; 90 % interval) and what it rests on\n");
  for (const UnitFunction& row : report.unit_functions) {
    page.add("  {}, {}\n", mission.units[row.unit.index].name, mission.functions[row.function.index].name);
    page.add("    {}; alone {:.0f} %\n", interval_words(row.level), 100.0 * row.stands_alone);
    page.add("    all ratings, other units' too, took away {:.0f} % of the doubt;\n",
             100.0 * row.level.contraction);
    page.add("    its own {:.0f} % of what the others leave\n", 100.0 * row.own_contraction);
    page.add("    {} rating{}, the last {} days ago: '{}' by {}; variance then {:.0f} % of today's\n",
             row.ratings, row.ratings == 1 ? "" : "s", row.days_old, row.last_level, row.last_assessor,
             100.0 * row.doubt_then);
  }
}

void print_assessors(Page& page, const Mission& mission, const PartnerReport& report) {
  page.add("\nBias of assessors, in steps of about one level (positive: rates high)\n");
  for (const AssessorView& row : report.assessors) {
    const Assessor& assessor = mission.assessors[row.assessor.index];
    page.add("  {:<28.28} {}  {}\n", assessor.id, interval_words(row.bias),
             row.estimated ? fmt::format("from {} overlapping ratings", row.overlaps)
                           : std::string("prior: nobody else rated near it"));
  }
  if (report.disagreements.empty()) return;
  page.add("\nWhere assessors disagree (same unit and function within half a year)\n");
  for (const Disagreement& row : report.disagreements) {
    page.add("  {}, {}\n    {}: '{}' ({}); {}: '{}' ({})\n", mission.units[row.unit.index].name,
             mission.functions[row.function.index].name, mission.assessors[row.higher.index].id,
             row.higher_level, to_string(row.higher_on), mission.assessors[row.lower.index].id,
             row.lower_level, to_string(row.lower_on));
  }
}

const char* in_words(Answer answer) {
  return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "too close to tell";
}

void print_verdicts(Page& page, const Mission& mission, const PartnerReport& report) {
  page.add("\nThe same evidence under each body's own rule\n");
  for (std::size_t i = 0; i < report.verdicts.size();) {
    const std::string rule = report.verdicts[i].rule;
    std::size_t yes = 0, close = 0, count = 0, unrated = 0;
    const Verdict& first = report.verdicts[i];
    page.add("  {}: '{}'{}\n", first.body, first.words, first.illustrative ? " (the scale's own)" : "");
    for (; i < report.verdicts.size() && report.verdicts[i].rule == rule; ++i, ++count) {
      const Verdict& row = report.verdicts[i];
      yes += row.known() && row.answer == Answer::yes ? 1 : 0;
      close += row.known() && row.answer == Answer::too_close ? 1 : 0;
      unrated += row.known() ? 0 : 1;
      page.add("    {:<54.54} {}\n", mission.functions[row.function.index].name,
               row.known() ? fmt::format("{:>3.0f} %  {}{}", 100.0 * row.chance, in_words(row.answer),
                                         row.rated ? "" : " (unrated)")
                           : std::string("not rated"));
    }
    page.add("    holds for {} of {}{}{}\n", yes, count,
             close == 0 ? "" : fmt::format("; {} too close to tell", close),
             unrated == 0 ? "" : fmt::format("; {} not rated", unrated));
  }
  for (const OwnTally& tally : report.own_tallies) {
    std::string words;
    for (std::size_t k = tally.functions.size(); k-- > 0;) {
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", tally.functions[k],
                           mission.rating_scale.levels[k]);
    }
    page.add("  {} itself last said: {}\n", mission.assessors[tally.assessor.index].id, words);
  }
}

}  // namespace

std::string partner_text(const Mission& mission, const PartnerReport& report, std::uint64_t seed) {
  Page page;
  page.add("{} as of {}\n\n", mission.title, to_string(mission.as_of));
  print_functions(page, mission, report);
  print_sight(page, mission, report);
  print_units(page, mission, report);
  print_assessors(page, mission, report);
  print_verdicts(page, mission, report);
  if (!report.inspections.empty() && report.inspections.front().bits > 0.0) {
    const Inspection& best = report.inspections.front();
    page.add("\nOne inspection that would teach most: {}, {}\n  ({:.2f} of {:.2f} bits of doubt)\n",
             mission.units[best.unit.index].name, mission.functions[best.function.index].name, best.bits,
             best.now_unsure);
  }
  page.add("\n");
  for (const Note& note : report.notes) page.add("Assumed: {}\n", wording::note_words(mission, report, note));
  const Diagnostics& d = report.diagnostics;
  page.add("Sampler: {} draws in {} chains, R-hat at most {:.3f}, at least {:.0f} effective, {} divergent\n",
           d.draws, d.chains, d.worst_r_hat, d.least_effective, d.divergences);
  if (d.worst_r_hat > 1.05 || d.divergences * 100 > d.draws) {
    page.add("The chains have NOT converged: do not rely on these figures; try more draws\n");
  }
  page.add("Seed {}, version {}, inputs {:.12}\n", seed, report::version(), mission.inputs_sha256);
  return std::move(page).take();
}

}  // namespace handover::terminal
