#include "wording/timeline.h"

#include "report/documents_timeline.h"
#include "report/map_cells.h"
#include "terminal/plan_steps.h"
#include "terminal/terminal.h"
#include "timeline/answers.h"
#include "timeline/figures.h"
#include "wording/findings.h"
#include "wording/plans.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace handover::terminal {
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
      const Verdict verdict = verdict_of(share, report.map.thresholds[0]);
      const char judged = verdict == Verdict::yes ? '+' : verdict == Verdict::no ? '-' : ' ';
      const char mark = found->second->standing.signable ? judged : '~';
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
                              "beyond doubt, ~ signed in time too seldom to be compared, * before the pair "
                              "chosen; "
                              "shares are counts over assumptions, not probabilities.",
                              100.0 * report.map.thresholds[0]),
                  "", "");
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) text += '\n' + report.parties[p].name + '\n' + map_text(report, p);
  }
  return text + "\nAll deciding parties together\n" + map_text(report, std::nullopt);
}

std::string warnings_section(const TimelineReport& report) {
  std::string text;
  for (const Warned& one : report.warnings) text += wrapped(wording::warning_words(report, one), "! ", "  ");
  return text.empty() ? "" : '\n' + text;
}

// What each line does to the answer, and what the answer owes to it.
std::string board_section(const TimelineReport& report) {
  if (report.sensitivity.red_lines.empty()) return "";
  std::string text = heading("Red lines (own side only: they show where a party would give way)");
  for (const RedLineStanding& one : report.sensitivity.red_lines)
    text += wrapped(wording::red_line_words(report, one), "- ", "  ");
  const std::string concession = wording::concession_words(report);
  if (!concession.empty()) text += wrapped(concession, "", "");
  text += heading("What the answer owes to what");
  for (const Ablation& one : report.sensitivity.ablation)
    text += wrapped(wording::ablation_words(report, one), "- ", "  ");
  for (const JudgedOtherwise& one : report.sensitivity.judged_otherwise)
    text += wrapped(wording::judgement_words(report, one), "- ", "  ");
  return text;
}

std::string plan_row(const TimelineReport& report, const std::string& name, const PlanFigures& figures) {
  constexpr std::size_t kName = 24;
  std::string row = name.size() < kName ? fmt::format("{:<24}", name) : name + '\n' + std::string(kName, ' ');
  row += fmt::format("{:>7}", figures.if_signed ? range(figures.if_signed->in_time.interval) : "-");
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) row += fmt::format("{:>7}", range(figures.by_party[p].interval));
  }
  row += fmt::format("{:>7}", range(figures.joint.interval));
  row += fmt::format("{:>12}", harm_range(figures.harm[0].interval));
  return row + fmt::format("{:>14}\n", harm_range(figures.harm[2].interval));
}

// Red lines count what parties said, and civilians may not be among it.
std::string dearer_to_civilians(const TimelineReport& report, const BaselineEntry& baseline) {
  const auto killed = static_cast<std::size_t>(HarmKind::civilians_killed);
  if (!baseline.to_chosen || !report.map.chosen) return "";
  const Ordering& difference = baseline.to_chosen->harms[killed].ordering;
  if (!difference.ordered || difference.mean <= 0.0) return "";
  return fmt::format(
      "Note: the baseline '{}' costs {} more civilian lives than the {}, which rests on the assumed "
      "responses to leaving.",
      wording::baseline_name(baseline.title), harm_range(difference.interval),
      report.map.plan_given ? "plan" : "chosen plan");
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
      "Replications of 100 in which the plan is signed in time (- waits for nobody); scenarios of 100 in "
      "which red lines are kept if it is: " +
          legend +
          "all of them together; then deaths of a replication on average, coalition and civilian. All in "
          "the same scenarios.",
      "", "");
  text +=
      fmt::format("{:<24}{:>7}{}{:>7}{:>12}{:>14}\n", "", "signed", letters, "all", "coalition", "civilian");
  if (report.map.chosen)
    text +=
        plan_row(report, report.map.plan_given ? "this plan" : "the chosen pair", report.map.chosen_figures);
  for (const BaselineEntry& baseline : report.compared.baselines)
    text += plan_row(report, wording::baseline_name(baseline.title), baseline.figures);
  for (const BaselineEntry& baseline : report.compared.baselines) {
    const std::string dearer = dearer_to_civilians(report, baseline);
    if (!dearer.empty()) text += wrapped(dearer, "", "");
  }
  return text;
}

std::string price_section(const TimelineReport& report) {
  std::string text = heading("Price of earlier dates");
  if (report.compared.price.empty()) return text + "no pair of dates has a later one to be compared with\n";
  text += wrapped(
      fmt::format("The plan shown, held fixed, at other dates: earlier against later, per replication, "
                  "{:.0f} % intervals; ordered where the difference stands among all {} compared.",
                  100.0 * report.confidence, report.compared.price.size()),
      "", "");
  for (const PriceEntry& entry : report.compared.price) {
    text += wrapped(fmt::format("{}, against {}: {}", wording::dates_words(entry.dates),
                                wording::dates_words(entry.against), wording::price_words(report, entry)),
                    "- ", "  ");
  }
  return text;
}

std::string card_section(const TimelineReport& report) {
  std::string text = heading("Gate cards (own side only: they name what puts a step back)");
  for (const GateCard& card : report.conduct.gate_cards) {
    text += fmt::format("{} | planned {} | owner {}\n", card.phase, to_string(card.planned), card.owner);
    for (const std::string& condition : wording::gate_words(card))
      text += wrapped(condition, "  if: ", "      ");
    for (const std::string& condition : wording::reversal_words(card))
      text += wrapped(condition, "  back: ", "      ");
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
  for (const Branch& branch : report.conduct.branches) {
    text += wrapped(fmt::format("lethal attack before '{}' (comes in {} of 100 replications): {}",
                                branch.phase, range(branch.chance.interval), wording::advice_words(branch)),
                    "  ", "      ");
  }
  return text;
}

std::string budget_section(const TimelineReport& report) {
  const Budget& budget = report.budget;
  std::string text = heading("How hard it was looked at");
  return text +
         wrapped(
             fmt::format(
                 "{} replications of {} allowed; {} pairs of dates and bands, "
                 "{} plans ({} to {} a cell), {} beaten beyond "
                 "doubt, {} set aside by the budget; figures on {} scenarios of {} replications, of whose "
                 "spread their inputs explain {:.0f} %; {:.0f} % of the days lived once for several plans; "
                 "joint intervals {:.0f} points wide at the median, {:.0f} at most.",
                 budget.replications_used, budget.replications_allowed, budget.cells, budget.plans,
                 budget.plans_per_cell_least, budget.plans_per_cell_most, budget.beaten, budget.set_aside,
                 budget.scenarios, budget.replications_per_scenario, 100.0 * budget.explained,
                 100.0 * budget.days_shared, 100.0 * budget.median_interval, 100.0 * budget.widest_interval),
             "", "");
}

}  // namespace

std::string timeline_text(const TimelineReport& report, const Mission& mission) {
  std::string text = wrapped(mission.title + ", seen from " + to_string(mission.as_of), "", "") + '\n';
  if (report.map.chosen) {
    const Plan& plan = chosen_entry(report).plan;
    const std::string warnings = plan_warnings_text(mission, plan, report.conduct.plan_warnings);
    if (!warnings.empty()) text += "Before anything else, about the plan below:\n" + warnings + '\n';
  }
  text += wrapped(wording::in_one_paragraph(wording::answer_words(mission, report)), "", "");
  text += warnings_section(report);
  if (report.map.chosen) {
    const Plan& plan = chosen_entry(report).plan;
    text += heading("The plan, step by step") + plan_steps_text(mission, report, plan);
  }
  text += map_section(report) + board_section(report) + baseline_section(report) + price_section(report);
  text += heading("What breaks it");
  for (const Break& found : report.failures.breaks)
    text += wrapped(wording::break_party_words(report, found) + ": " + wording::break_words(report, found),
                    "- ", "  ");
  text += heading("What to find out first");
  text += wrapped(wording::first_report_words(report), "", "");
  for (std::size_t i = 0; i < std::min<std::size_t>(3, report.failures.information.size()); ++i) {
    text += wrapped(wording::information_words(report, report.failures.information[i]), "- ", "  ");
  }
  return text + card_section(report) + budget_section(report);
}

}  // namespace handover::terminal
