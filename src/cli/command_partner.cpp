#include "base/files.h"
#include "charts/charts.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/documents.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::partner;

struct PartnerOptions {
  CommonOptions common;
  std::string mission, svg;
  int draws = kDraws;
};

std::string interval_words(const Learned& value) {
  return fmt::format("{:5.2f} [{:5.2f}, {:5.2f}]{}", value.mean, value.interval.low, value.interval.high,
                     value.assumed() ? " assumed" : "");
}

void print_functions(const Mission& mission, const PartnerReport& report) {
  print_text("Chance that each function stands alone (its weakest unit)\n");
  print_text("  {:<24} {:>6}  {:>13} {:>13} {:>13}\n", "", "today", "12 months", "24 months", "36 months");
  print_text("  {:<24} {:>6}  {:>13} {:>13} {:>13}\n", "", "", "with/without", "with/without", "advisers");
  for (const FunctionOutlook& row : report.functions) {
    print_text("  {:<24.24} {:>5.0f}% ", mission.functions[row.function.index].name,
               100.0 * row.stands_alone);
    for (std::size_t i = 1; i < row.later.size(); ++i) {
      print_text(" {:>7.0f}% /{:>3.0f}%", 100.0 * row.later[i].mentored, 100.0 * row.later[i].alone);
    }
    print_text("{}\n", row.rated ? "" : " unrated");
  }
}

// Advisers also watch: without them the same inspections leave more doubt.
void print_sight(const Mission& mission, const PartnerReport& report) {
  print_text("\nHow closely the level will be known: half width of the 90 % interval, a rating\n");
  print_text("every half year; with/without advisers (who see {:.0f} % without)\n",
             100.0 * report.coverage_without_advisers);
  for (const FunctionOutlook& row : report.functions) {
    print_text("  {:<24.24}        ", mission.functions[row.function.index].name);
    for (std::size_t i = 1; i < row.later.size(); ++i) {
      print_text(" {:>7.2f} /{:>4.2f}", row.later[i].known_within_mentored, row.later[i].known_within_alone);
    }
    print_text("\n");
  }
}

void print_units(const Mission& mission, const PartnerReport& report) {
  print_text("\nLatent level by unit (0: alone; 90 % interval) and what it rests on\n");
  for (const UnitFunction& row : report.unit_functions) {
    print_text("  {}, {}\n", mission.units[row.unit.index].name, mission.functions[row.function.index].name);
    print_text("    {}; alone {:.0f} %\n", interval_words(row.level), 100.0 * row.stands_alone);
    print_text("    all ratings, other units' too, took away {:.0f} % of the doubt;\n",
               100.0 * row.level.contraction);
    print_text("    its own {:.0f} % of what the others leave\n", 100.0 * row.own_contraction);
    print_text("    {} rating{}, the last {} days ago: '{}' by {}; variance then {:.0f} % of today's\n",
               row.ratings, row.ratings == 1 ? "" : "s", row.days_old, row.last_level, row.last_assessor,
               100.0 * row.doubt_then);
  }
}

void print_assessors(const Mission& mission, const PartnerReport& report) {
  print_text("\nBias of assessors, in steps of about one level (positive: rates high)\n");
  for (const AssessorView& row : report.assessors) {
    const Assessor& assessor = mission.assessors[row.assessor.index];
    print_text("  {:<28.28} {}  {}\n", assessor.id, interval_words(row.bias),
               row.estimated ? fmt::format("from {} overlapping ratings", row.overlaps)
                             : std::string("prior: nobody else rated near it"));
  }
  if (report.disagreements.empty()) return;
  print_text("\nWhere assessors disagree (same unit and function within half a year)\n");
  for (const Disagreement& row : report.disagreements) {
    print_text("  {}, {}\n    {}: '{}' ({}); {}: '{}' ({})\n", mission.units[row.unit.index].name,
               mission.functions[row.function.index].name, mission.assessors[row.higher.index].id,
               row.higher_level, to_string(row.higher_on), mission.assessors[row.lower.index].id,
               row.lower_level, to_string(row.lower_on));
  }
}

const char* in_words(Answer answer) {
  return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "too close to tell";
}

void print_verdicts(const Mission& mission, const PartnerReport& report) {
  print_text("\nThe same evidence under each body's own rule\n");
  for (std::size_t i = 0; i < report.verdicts.size();) {
    const std::string rule = report.verdicts[i].rule;
    std::size_t yes = 0, close = 0, count = 0, unrated = 0;
    const Verdict& first = report.verdicts[i];
    print_text("  {}: '{}'{}\n", first.body, first.words, first.illustrative ? " (the scale's own)" : "");
    for (; i < report.verdicts.size() && report.verdicts[i].rule == rule; ++i, ++count) {
      const Verdict& row = report.verdicts[i];
      yes += row.known() && row.answer == Answer::yes ? 1 : 0;
      close += row.known() && row.answer == Answer::too_close ? 1 : 0;
      unrated += row.known() ? 0 : 1;
      print_text("    {:<54.54} {}\n", mission.functions[row.function.index].name,
                 row.known() ? fmt::format("{:>3.0f} %  {}{}", 100.0 * row.chance, in_words(row.answer),
                                           row.rated ? "" : " (unrated)")
                             : std::string("not rated"));
    }
    print_text("    holds for {} of {}{}{}\n", yes, count,
               close == 0 ? "" : fmt::format("; {} too close to tell", close),
               unrated == 0 ? "" : fmt::format("; {} not rated", unrated));
  }
  for (const OwnTally& tally : report.own_tallies) {
    std::string words;
    for (std::size_t k = tally.functions.size(); k-- > 0;) {
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", tally.functions[k],
                           mission.rating_scale.levels[k]);
    }
    print_text("  {} itself last said: {}\n", mission.assessors[tally.assessor.index].id, words);
  }
}

void print_report(const Mission& mission, const PartnerReport& report, const PartnerOptions& options) {
  print_text("{} as of {}\n\n", mission.title, to_string(mission.as_of));
  print_functions(mission, report);
  print_sight(mission, report);
  print_units(mission, report);
  print_assessors(mission, report);
  print_verdicts(mission, report);
  if (!report.inspections.empty() && report.inspections.front().bits > 0.0) {
    const Inspection& best = report.inspections.front();
    print_text("\nOne inspection that would teach most: {}, {}\n  ({:.2f} of {:.2f} bits of doubt)\n",
               mission.units[best.unit.index].name, mission.functions[best.function.index].name, best.bits,
               best.now_unsure);
  }
  print_text("\n");
  for (const std::string& note : report.notes) print_text("Assumed: {}\n", note);
  const Diagnostics& d = report.diagnostics;
  print_text(
      "Sampler: {} draws in {} chains, R-hat at most {:.3f}, at least {:.0f} effective, {} divergent\n",
      d.draws, d.chains, d.worst_r_hat, d.least_effective, d.divergences);
  if (d.worst_r_hat > 1.05 || d.divergences * 100 > d.draws) {
    print_text("The chains have NOT converged: do not rely on these figures; try more draws\n");
  }
  print_text("Seed {}, version {}, inputs {:.12}\n", options.common.seed, version(), mission.inputs_sha256);
}

std::string picture(const Mission& mission, const PartnerReport& report, std::uint64_t seed) {
  charts::DotChart chart;
  chart.frame.title = "What each unit can do alone";
  chart.frame.subtitle =
      "latent level, 0 is alone; dot: mean, line: 90 % interval; dashed: where a rating turns";
  const bool assumed = std::any_of(report.unit_functions.begin(), report.unit_functions.end(),
                                   [](const UnitFunction& row) { return row.level.assumed(); });
  chart.frame.note = "right: chance of standing alone today, month of the last rating";
  if (assumed)
    chart.frame.note += "; hollow: mostly assumed (ratings took away less than a fifth of the doubt)";
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  for (const UnitFunction& row : report.unit_functions) {
    chart.rows.push_back(
        {.name = mission.functions[row.function.index].name + ", " + mission.units[row.unit.index].name,
         .point = row.level.mean,
         .low = row.level.interval.low,
         .high = row.level.interval.high,
         .hollow = row.level.assumed(),
         .tag = fmt::format("{:.0f} %, {}", 100.0 * row.stands_alone, to_string(month_of(row.last_rated)))});
  }
  for (std::size_t k = 0; k < report.thresholds.size(); ++k) {
    std::string words = mission.rating_scale.levels[k + 1];
    std::replace(words.begin(), words.end(), '_', ' ');
    chart.thresholds.push_back({report.thresholds[k].mean, words});
  }
  return charts::svg_document(charts::dot_chart(chart));
}

int run_partner(const PartnerOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const PartnerReport report =
      report::assess_partner(mission, assessment_options(options.common, options.draws)).report;
  if (!options.svg.empty()) {
    write_file_atomically(options.svg, picture(mission, report, options.common.seed));
  }
  deliver(
      {.command = "partner", .mission = mission, .folder = options.mission, .common = options.common},
      [&] {
        Json document = head_of(mission, options.common);
        document.update(document_of(report, mission));
        return document;
      },
      [&] { print_report(mission, report, options); });
  return kDone;
}

}  // namespace

void add_partner(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PartnerOptions>();
  Command command(app, "partner");
  command.bind("MISSION", options->mission)
      .bind("--draws", options->draws)
      .bind("--svg", options->svg)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_partner(*options); });
}

}  // namespace handover::cli
