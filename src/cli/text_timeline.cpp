#include "cli/text_timeline.h"

#include "report/map_cells.h"
#include "report/plan_document.h"
#include "timeline/answers.h"
#include "timeline/figures.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::report;
using namespace handover::timeline;

constexpr std::size_t kWidth = 79;

std::string wrapped(const std::string& text, const std::string& first, const std::string& rest) {
  std::istringstream words(text);
  std::string line = first, result, word;
  bool fresh = true;
  while (words >> word) {
    if (!fresh && line.size() + 1 + word.size() > kWidth) {
      result += line + '\n';
      line = rest;
      fresh = true;
    }
    line += (fresh ? "" : " ") + word;
    fresh = false;
  }
  return result + line + '\n';
}

std::string heading(const std::string& text) {
  return '\n' + text + '\n' + std::string(text.size(), '-') + '\n';
}

std::string range(const Interval& interval) {
  return fmt::format("{:.0f}-{:.0f}", 100.0 * interval.low, 100.0 * interval.high);
}
// Of people: below one, tenths are all that can be read.
std::string persons(double value) {
  return value < 1.0 ? fmt::format("{:.1g}", std::round(10.0 * std::max(0.0, value)) / 10.0) : rounded(value);
}
std::string harm_range(const Interval& interval) {
  return persons(interval.low) + " to " + persons(interval.high);
}

std::string map_text(const TimelineReport& report, std::optional<std::size_t> party) {
  const auto best = best_bands(report);
  const auto columns = presence_columns(report);
  std::string text = fmt::format("{:<9}", "mission");
  for (const auto& column : columns)
    text += fmt::format("{:>6}", column ? to_string(*column).substr(2) : "stays");
  text += '\n';
  std::set<Month> rows;
  for (const auto& [key, cell] : best) rows.insert(key.first);
  for (const Month row : rows) {
    text += fmt::format("{:<9}", to_string(row));
    for (const auto& column : columns) {
      const auto found = best.find({row, column});
      if (found == best.end()) {
        text += "     .";
        continue;
      }
      const Share& share = share_shown(*found->second, party);
      const Verdict verdict = verdict_of(share, report.thresholds[0]);
      const char mark = verdict == Verdict::yes ? '+' : verdict == Verdict::no ? '-' : ' ';
      const char* chosen = is_chosen(report, found->second) ? "*" : "";
      text += fmt::format("{:>5}{}", fmt::format("{}{:.0f}", chosen, 100.0 * share.value), mark);
    }
    text += '\n';
  }
  return text;
}

std::string map_section(const TimelineReport& report) {
  std::string text = heading("Agreement map: scenarios of 100 in which red lines are kept");
  text += wrapped(fmt::format("Down: end of the mission. Across: last presence anywhere (YY-MM). Each entry "
                              "is the band of troops that "
                              "serves best at these dates. + above {0:.0f} beyond doubt, - below {0:.0f} "
                              "beyond doubt, * before the pair chosen; "
                              "shares are counts over assumptions, not probabilities.",
                              100.0 * report.thresholds[0]),
                  "", "");
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) text += '\n' + report.parties[p].name + '\n' + map_text(report, p);
  }
  return text + "\nAll deciding parties together\n" + map_text(report, std::nullopt);
}

std::string plan_row(const TimelineReport& report, const std::string& name, const PlanFigures& figures) {
  std::string row = fmt::format("{:<24}", name);
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) row += fmt::format("{:>7}", range(figures.by_party[p].interval));
  }
  row += fmt::format("{:>7}", range(figures.joint.interval));
  row += fmt::format("{:>13}", harm_range(figures.harm[0].interval));
  return row + fmt::format("{:>15}\n", harm_range(figures.harm[2].interval));
}

// Red lines count what parties said, and civilians may not be among it.
std::string dearer_to_civilians(const TimelineReport& report, const BaselineEntry& baseline) {
  const auto killed = static_cast<std::size_t>(HarmKind::civilians_killed);
  const ScenarioFigure& there = baseline.figures.harm[killed];
  const ScenarioFigure& here = report.chosen_figures.harm[killed];
  if (there.interval.low <= here.interval.high) return "";
  return fmt::format(
      " It costs {} civilian lives a replication, against {}: no deciding party's rule counts them.",
      harm_range(there.interval), harm_range(here.interval));
}

std::string baseline_section(const TimelineReport& report) {
  std::string text = heading("Beside the baselines");
  std::string letters, legend;
  char letter = 'A';
  for (const JudgedParty& party : report.parties) {
    if (!party.decides) continue;
    letters += fmt::format("{:>7}", letter);
    legend += fmt::format("{} {}, ", letter, party.name);
    ++letter;
  }
  text += wrapped(
      "Scenarios of 100 in which red lines are kept: " + legend +
          "all of them together; then deaths of a replication on average, coalition and civilian. All in "
          "the same scenarios, which are not those of the map.",
      "", "");
  text += fmt::format("{:<24}{}{:>7}{:>13}{:>15}\n", "", letters, "all", "coalition", "civilian");
  if (report.chosen)
    text += plan_row(report, report.plan_given ? "this plan" : "the chosen pair", report.chosen_figures);
  for (const BaselineEntry& baseline : report.baselines)
    text += plan_row(report, baseline.name, baseline.figures);
  if (!report.chosen) return text;
  const Share& mine = report.chosen_figures.joint;
  for (const BaselineEntry& baseline : report.baselines) {
    if (baseline.figures.joint.value < mine.value) continue;
    text += wrapped(fmt::format("Note: the baseline '{}' keeps every deciding party's lines in at least as "
                                "many scenarios as {}.{}",
                                baseline.name, report.plan_given ? "this plan" : "the chosen plan",
                                dearer_to_civilians(report, baseline)),
                    "", "");
  }
  return text;
}

std::string price_section(const TimelineReport& report) {
  std::string text = heading("Price of earlier dates");
  if (report.price.empty()) return text + "no pair of dates has a later one to be compared with\n";
  text +=
      wrapped(fmt::format("For each end of the mission the pair that leaves soonest, and the pair chosen, "
                          "against the best later pair of the map; per replication, {:.0f} % intervals. All "
                          "{} pairs: --json.",
                          100.0 * report.confidence, report.price.size()),
              "", "");
  // The chosen pair and, for each end of the mission, the pair that leaves soonest.
  std::set<Month> seen;
  for (const PriceEntry& entry : report.price) {
    const MapCell& cell = report.agreement_map[entry.cell];
    const bool chosen = report.chosen && entry.cell == *report.chosen;
    if (!chosen && !seen.insert(cell.mission_end).second) continue;
    text += wrapped(fmt::format("{}{}, against {}: {}", chosen ? "* " : "", words_of(cell),
                                words_of(report.agreement_map[entry.against]), entry.words),
                    "- ", "  ");
  }
  return text;
}

std::string card_section(const TimelineReport& report) {
  std::string text = heading("Gate cards (own side only: they name what puts a step back)");
  for (const GateCard& card : report.gate_cards) {
    text += fmt::format("{} | planned {} | owner {}\n", card.phase, to_string(card.planned), card.owner);
    for (const std::string& condition : card.conditions) text += wrapped(condition, "  if: ", "      ");
    for (const std::string& condition : card.reverses) text += wrapped(condition, "  back: ", "      ");
    if (card.evidence_age_days) text += fmt::format("  oldest evidence: {} days\n", *card.evidence_age_days);
    std::string months;
    for (std::size_t m = 5; m < card.passed_by_month.size(); m += 6) {
      months += fmt::format("{}{} months {}", months.empty() ? "" : ", ", m + 1,
                            range(card.passed_by_month[m].interval));
    }
    text += wrapped("passed within (of 100 replications): " + months, "  ", "      ");
    text += wrapped(
        fmt::format("passing was a mistake in {} of 100 replications, holding for six months would be in {}",
                    range(card.passing_was_mistake.interval), range(card.holding_was_mistake.interval)),
        "  ", "      ");
  }
  for (const Branch& branch : report.branches) {
    text += wrapped(fmt::format("lethal attack before '{}' (comes in {} of 100 replications): {}",
                                branch.phase, range(branch.chance.interval), branch.advice),
                    "  ", "      ");
  }
  return text;
}

std::string budget_section(const TimelineReport& report) {
  const Budget& budget = report.budget;
  std::string text = heading("How hard it was looked at");
  return text +
         wrapped(
             fmt::format("{} replications of {} allowed, {:.0f} seconds; {} pairs of dates and bands, "
                         "{} plans ({} to {} a cell), {} beaten beyond "
                         "doubt, {} set aside by the budget; final figures on {} fresh scenarios of "
                         "{} fresh replications; {:.0f} % of the days lived once for several plans; "
                         "joint intervals {:.0f} points wide at the median, {:.0f} at most{}.",
                         budget.replications_used, budget.replications_allowed, budget.seconds, budget.cells,
                         budget.plans, budget.plans_per_cell_least, budget.plans_per_cell_most, budget.beaten,
                         budget.set_aside, budget.scenarios, budget.replications_per_scenario,
                         100.0 * budget.days_shared, 100.0 * budget.median_interval,
                         100.0 * budget.widest_interval, budget.stopped_by_time ? "; stopped by time" : ""),
             "", "");
}

}  // namespace

std::string text_of(const TimelineReport& report, const Mission& mission) {
  std::string text = wrapped(mission.title + ", seen from " + to_string(mission.as_of), "", "") + '\n';
  if (report.chosen) {
    const Plan& plan = report.plans[report.agreement_map[*report.chosen].plan].plan;
    const std::string warnings = plan_warnings_text(mission, plan, report.plan_warnings);
    if (!warnings.empty()) text += "Before anything else, about the plan below:\n" + warnings + '\n';
    text += wrapped(report.answer, "", "");
    text += heading("The plan, step by step") + plan_steps_text(mission, report.ability, plan);
  } else {
    text += wrapped(report.answer, "", "");
  }
  text += map_section(report) + baseline_section(report) + price_section(report);
  text += heading("What breaks it");
  for (const Break& found : report.breaks) text += wrapped(found.party + ": " + found.words, "- ", "  ");
  text += heading("What to find out first");
  text += wrapped(report.ask_first, "", "");
  for (std::size_t i = 0; i < std::min<std::size_t>(3, report.information.size()); ++i) {
    text += wrapped(report.information[i].words, "- ", "  ");
  }
  return text + card_section(report) + budget_section(report);
}

}  // namespace handover::cli
