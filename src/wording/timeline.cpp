#include "wording/timeline.h"

#include "wording/findings.h"
#include "wording/numbers.h"
#include "wording/plans.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace handover::wording {
namespace {

using namespace handover::timeline;

std::string range_of(const Share& share, const Catalogue& catalogue) {
  const long long low = hundred(share.interval.low), high = hundred(share.interval.high);
  return low == high ? catalogue("share.of_hundred", {{"share", low}})
                     : catalogue("share.range_of_hundred", {{"low", low}, {"high", high}});
}

// One or two months, or from the first to the last of several.
std::string months_words(std::vector<Month> months, const Catalogue& catalogue) {
  std::sort(months.begin(), months.end());
  months.erase(std::unique(months.begin(), months.end()), months.end());
  if (months.size() == 1) return catalogue("answer.month", {{"month", months.front()}});
  return catalogue("answer.months", {{"first", months.front()}, {"last", months.back()}});
}

struct SetWords {
  std::string mission, presence, stay;
};

SetWords set_words(const TimelineReport& report, const std::vector<timeline::CellIndex>& cells,
                   const Catalogue& catalogue) {
  std::vector<Month> ends, presence;
  std::vector<Band> bands;
  bool past_horizon = false;
  for (const timeline::CellIndex c : cells) {
    const MapCell& cell = report.map.cells[c];
    ends.push_back(cell.mission_end);
    if (cell.presence_end)
      presence.push_back(*cell.presence_end);
    else
      past_horizon = true;
    if (std::find(bands.begin(), bands.end(), cell.residual) == bands.end()) bands.push_back(cell.residual);
  }
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.low < b.low; });
  SetWords words{.mission = months_words(ends, catalogue), .presence = {}, .stay = {}};
  words.presence = presence.empty() ? catalogue("answer.past_horizon") : months_words(presence, catalogue);
  if (past_horizon && !presence.empty())
    words.presence =
        catalogue("answer.or", {{"first", words.presence}, {"second", catalogue("answer.past_horizon")}});
  for (const Band& band : bands) {
    const std::string one = residual_words(band, catalogue);
    words.stay = words.stay.empty() ? one : catalogue("answer.or", {{"first", words.stay}, {"second", one}});
  }
  return words;
}

std::size_t stated_cells(const TimelineReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.map.cells.begin(), report.map.cells.end(),
                    [](const MapCell& cell) { return cell.residual.stated && cell.standing.signable; }));
}

std::string unsigned_sentence(const TimelineReport& report, const Catalogue& catalogue) {
  const auto count = std::count_if(report.map.cells.begin(), report.map.cells.end(), [](const MapCell& cell) {
    return cell.residual.stated && !cell.standing.signable;
  });
  if (count == 0) return "";
  return " " + catalogue("answer.unsigned", {{"count", count}, {"least", hundred(report.map.least_signed)}});
}

std::string answer_sentence(const TimelineReport& report, timeline::CellIndex best,
                            const Catalogue& catalogue) {
  if (report.map.plan_given) {
    return catalogue("answer.plan_given", {{"plan", report.map.plans[report.map.cells[best].plan].variant},
                                           {"pair", pair_words(report.map.cells[best], catalogue)}});
  }
  const auto& cells = report.map.answer_set;
  const SetWords words = set_words(report, cells.empty() ? std::vector{best} : cells, catalogue);
  const std::size_t examined = stated_cells(report), members = std::max<std::size_t>(1, cells.size());
  const std::string dates =
      words.mission == words.presence
          ? catalogue("answer.dates_together", {{"mission", words.mission}, {"stay", words.stay}})
          : catalogue("answer.dates",
                      {{"mission", words.mission}, {"presence", words.presence}, {"stay", words.stay}});
  const std::string sure =
      members == examined
          ? catalogue("answer.all_alike",
                      {{"examined", examined}, {"margin", hundred(report.map.smallest_difference)}})
          : catalogue("answer.set", {{"members", members},
                                     {"examined", examined},
                                     {"others", examined - members},
                                     {"margin", hundred(report.map.smallest_difference)},
                                     {"confidence", hundred(report.confidence)}});
  return dates + " " + sure + unsigned_sentence(report, catalogue);
}

std::string condition_sentence(const Mission& mission, const TimelineReport& report, timeline::CellIndex best,
                               const Catalogue& catalogue) {
  const MapCell& cell = report.map.cells[best];
  if (!report.map.plans.holds(cell.plan)) return "";
  const Plan& plan = report.map.plans[cell.plan].plan;
  if (plan.phases.empty()) return "";
  if (plan.signature.unilateral)
    return catalogue("answer.unilateral",
                     {{"party", mission.parties[plan.signature.unilateral->index].name}});
  const PlanFigures& figures = main_figures(report);
  if (!figures.if_signed) return "";
  if (figures.if_signed->in_time.value <= 0.0)
    return catalogue("answer.never_signed", {{"month", plan.phases.front().earliest}});
  return catalogue(report.map.plan_given ? Key("answer.plan_signed_by") : Key("answer.signed_by"),
                   {{"month", plan.phases.front().earliest},
                    {"pair", pair_words(cell, catalogue)},
                    {"chance", hundred(figures.if_signed->in_time.value)},
                    {"share", range_of(figures.joint, catalogue)},
                    {"then", hundred(figures.chance_all_hold.value)},
                    {"whatever", range_of(figures.if_signed->joint_signed_or_not, catalogue)}});
}

std::string carried_sentence(const TimelineReport& report, const Catalogue& catalogue) {
  if (report.sensitivity.ablation.empty()) return "";
  if (report.sensitivity.carried_by.empty()) return catalogue("answer.carried_by_none");
  return catalogue(
      "answer.carried",
      {{"what", ablation_words(report, report.sensitivity.ablation[report.sensitivity.carried_by.front()],
                               catalogue)}});
}

std::string sides_sentence(const TimelineReport& report, const Catalogue& catalogue) {
  const PlanFigures& figures = main_figures(report);
  std::vector<std::string> sides;
  for (std::size_t p = 0; p < report.parties.size() && p < figures.by_party.size(); ++p)
    sides.push_back(catalogue("answer.side", {{"party", report.parties[p].name},
                                              {"share", range_of(figures.by_party[p], catalogue)}}));
  return sides.empty() ? "" : catalogue("answer.sides", {{"sides", sides}});
}

// By one kind of harm, the pairs of the set against the example.
std::string order_by(const TimelineReport& report, std::size_t kind, const Catalogue& catalogue) {
  long long more = 0, fewer = 0;
  for (const BestElsewhere& one : report.compared.best_elsewhere) {
    if (!report.map.cells[one.cell].standing.in_set) continue;
    const Ordering& ordering = one.to_chosen.harms[kind].ordering;
    if (ordering.ordered) (ordering.mean > 0.0 ? more : fewer) += 1;
  }
  if (more + fewer == 0) return "";
  return catalogue(
      "answer.ordered_by",
      {{"metric", harm_words(static_cast<HarmKind>(kind), catalogue)}, {"more", more}, {"fewer", fewer}});
}

std::string order_sentence(const TimelineReport& report, const Catalogue& catalogue) {
  if (report.map.answer_set.size() < 2 || report.compared.best_elsewhere.empty()) return "";
  std::vector<std::string> ordered;
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    const std::string one = order_by(report, kind, catalogue);
    if (!one.empty()) ordered.push_back(one);
  }
  return ordered.empty() ? catalogue("answer.not_ordered")
                         : catalogue("answer.ordered", {{"harms", ordered}});
}

std::string reached_sentence(const EndReached& reached, const Catalogue& catalogue) {
  if (!reached.half) return catalogue("answer.reached_never", {{"planned", reached.planned}});
  if (!reached.nine_in_ten)
    return catalogue("answer.reached_half", {{"planned", reached.planned}, {"half", *reached.half}});
  return catalogue("answer.reached",
                   {{"planned", reached.planned}, {"half", *reached.half}, {"nine", *reached.nine_in_ten}});
}

std::string dates_sentence(const Mission& mission, const TimelineReport& report, const Catalogue& catalogue) {
  const PastSlip slip = past_slip(mission);
  // A ratio that reads "1" is told in words.
  const char* as_planned = std::abs(slip.median_ratio - 1.0) < 0.05 ? "yes" : "no";
  std::string words = slip.cases == 0 ? catalogue("answer.no_slip")
                                      : catalogue("answer.slip", {{"as_planned", as_planned},
                                                                  {"median", Rounded{slip.median_ratio}},
                                                                  {"near", slip.within_a_month},
                                                                  {"cases", slip.cases},
                                                                  {"open", slip.open}});
  if (const auto reached = end_reached(mission, report)) words += " " + reached_sentence(*reached, catalogue);
  return words;
}

std::string baseline_words(const Mission& mission, const BaselineEntry& baseline,
                           const Catalogue& catalogue) {
  const auto& alone = baseline.plan.signature.unilateral;
  if (!alone)
    return catalogue("answer.baseline", {{"name", baseline_name(baseline.title, catalogue)},
                                         {"share", range_of(baseline.figures.joint, catalogue)}});
  const Ordering* killed =
      baseline.to_chosen
          ? &baseline.to_chosen->harms[static_cast<std::size_t>(HarmKind::civilians_killed)].ordering
          : nullptr;
  const bool dearer = killed != nullptr && killed->ordered && killed->mean > 0.0;
  return catalogue(dearer ? Key("answer.baseline_alone_dearer") : Key("answer.baseline_alone"),
                   {{"name", baseline_name(baseline.title, catalogue)},
                    {"party", mission.parties[alone->index].name},
                    {"share", range_of(baseline.joint_alike, catalogue)},
                    {"low", Rounded{dearer ? killed->interval.low : 0.0}},
                    {"high", Rounded{dearer ? killed->interval.high : 0.0}}});
}

std::string baselines_sentence(const Mission& mission, const TimelineReport& report,
                               const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const Warned& one : report.warnings) {
    if (one.warning != Warning::baseline_not_beaten) continue;
    const BaselineEntry& baseline = report.compared.baselines[one.subject];
    names.push_back(baseline_words(mission, baseline, catalogue));
  }
  if (names.empty()) return "";
  return catalogue("answer.baselines", {{"count", names.size()}, {"names", names}});
}

std::string what_of(const TimelineReport& report, const Ablation& ablation, const Catalogue& catalogue) {
  switch (ablation.what) {
    case Ablated::red_line: {
      const JudgedLine& line = report.lines[ablation.line.value()];
      return catalogue("ablation.red_line",
                       {{"party", report.parties[line.party].name}, {"line", line.words}});
    }
    case Ablated::slip:
      return catalogue("ablation.slip");
    case Ablated::half_effects:
      return catalogue("ablation.half_effects");
  }
  return "";
}

std::string name_of(Judgement judgement, const Catalogue& catalogue) {
  switch (judgement) {
    case Judgement::half_tolerance:
      return catalogue("judged.half_tolerance");
    case Judgement::double_tolerance:
      return catalogue("judged.double_tolerance");
    case Judgement::half_threshold:
      return catalogue("judged.half_threshold");
    case Judgement::double_threshold:
      return catalogue("judged.double_threshold");
  }
  return "";
}

}  // namespace

namespace {

std::string metric_name(Metric metric, const Catalogue& say) {
  switch (metric) {
    case Metric::coalition_deaths:
      return say("harm.coalition_deaths");
    case Metric::host_force_deaths:
      return say("harm.host_force_deaths");
    case Metric::civilians_killed:
      return say("harm.civilians_killed");
    case Metric::civilians_displaced:
      return say("harm.civilians_displaced");
    case Metric::attacks_on_coalition:
      return say("metric.attacks_on_coalition");
    case Metric::insurgent_attacks:
      return say("metric.insurgent_attacks");
    case Metric::strikes_on_host_soil:
      return say("metric.strikes_on_host_soil");
    case Metric::slip_days:
      return say("metric.slip_days");
    case Metric::task_days_uncovered:
      return say("metric.task_days_uncovered");
    case Metric::days_below_force_protection:
      return say("metric.days_below_force_protection");
    case Metric::troops_at_end:
      return say("metric.troops_at_end");
    case Metric::mission_ended_by_days:
      return say("metric.mission_ended_by_days");
    case Metric::presence_ended_by_days:
      return say("metric.presence_ended_by_days");
    case Metric::coalition_label_at_end:
      return say("metric.coalition_label_at_end");
    case Metric::expelled:
      return say("metric.expelled");
    case Metric::reversals:
      return say("metric.reversals");
    case Metric::functions_alone_at_end:
      return say("metric.functions_alone_at_end");
    case Metric::cost:
      return say("metric.cost");
  }
  return "";
}

}  // namespace

std::string metric_words(const RedLine& line, const Catalogue& say) {
  const std::string what = metric_name(line.metric, say);
  const std::string words =
      line.compare == Compare::at_most
          ? say("condition.at_most", {{"what", what}, {"threshold", Rounded{line.threshold}}})
          : say("condition.at_least", {{"what", what}, {"threshold", Rounded{line.threshold}}});
  return line.by ? say("metric.by", {{"line", words}, {"month", *line.by}}) : words;
}

std::string residual_words(const Band& band, const Catalogue& catalogue) {
  if (!band.stated) return catalogue("residual.unstated");
  if (band.high <= 0) return catalogue("residual.nobody");
  return catalogue("residual.stay", {{"number", range(band.low, band.high, catalogue.locale())}});
}

std::string pair_words(const MapCell& cell, const Catalogue& catalogue) {
  return catalogue("pair", {{"mission", month(cell.mission_end, catalogue.locale())},
                            {"presence", cell.presence_end ? month(*cell.presence_end, catalogue.locale())
                                                           : catalogue("answer.past_horizon")},
                            {"stay", residual_words(cell.residual, catalogue)}});
}

AnswerWords answer_words(const Mission& mission, const TimelineReport& report, const Catalogue& catalogue) {
  const auto best = main_cell(report);
  if (!best) return {.answer = catalogue("answer.nothing_can_be_signed")};
  if (!report.map.chosen && !report.map.plan_given)
    return {.answer = catalogue("answer.nothing_signed_in_time")};
  const PlanFigures& figures = main_figures(report);
  AnswerWords words{.answer = answer_sentence(report, *best, catalogue),
                    .condition = condition_sentence(mission, report, *best, catalogue),
                    .carried = carried_sentence(report, catalogue),
                    .example = {},
                    .sides = sides_sentence(report, catalogue),
                    .order = report.map.plan_given ? "" : order_sentence(report, catalogue),
                    .baselines = baselines_sentence(mission, report, catalogue),
                    .dates = dates_sentence(mission, report, catalogue)};
  if (!figures.if_signed)
    words.example = catalogue(report.map.plan_given ? Key("answer.share_of_plan") : Key("answer.example"),
                              {{"pair", pair_words(report.map.cells[*best], catalogue)},
                               {"share", range_of(figures.joint, catalogue)},
                               {"chance", hundred(figures.chance_all_hold.value)}});
  if (!report.map.plan_given && report.map.answer_set.size() > 1)
    words.example += (words.example.empty() ? "" : " ") + catalogue("answer.chosen_for");
  return words;
}

std::string in_one_paragraph(const AnswerWords& words) {
  std::string all = words.answer;
  for (const std::string* sentence : {&words.condition, &words.carried, &words.example, &words.sides,
                                      &words.order, &words.baselines, &words.dates})
    all += (sentence->empty() ? "" : " ") + *sentence;
  return all;
}

std::string red_line_words(const TimelineReport& report, const RedLineStanding& standing,
                           const Catalogue& catalogue) {
  const JudgedLine& line = report.lines[standing.line];
  return catalogue(standing.counts ? Key("red_line.counts") : Key("red_line.does_not_count"),
                   {{"party", report.parties[line.party].name},
                    {"line", line.words},
                    {"kept", range_of(standing.kept, catalogue)},
                    {"value", Rounded{standing.mean_value}},
                    {"threshold", Rounded{line.threshold}},
                    {"broken", hundred(standing.chance_broken)},
                    {"tolerated", hundred(line.tolerated)},
                    {"alone", hundred(standing.blocks_alone)}});
}

std::string concession_words(const TimelineReport& report, const Catalogue& catalogue) {
  const RedLineStanding* most = nullptr;
  const auto gain = [](const RedLineStanding& one) {
    return std::max(one.gain_tolerance, one.gain_threshold);
  };
  for (const RedLineStanding& one : report.sensitivity.red_lines)
    if (one.counts && gain(one) >= 0.005 && (most == nullptr || gain(one) > gain(*most))) most = &one;
  if (most == nullptr) return "";
  const JudgedLine& line = report.lines[most->line];
  const bool threshold = most->gain_threshold >= most->gain_tolerance;
  return catalogue(threshold ? Key("red_line.concession_threshold") : Key("red_line.concession_tolerance"),
                   {{"party", report.parties[line.party].name},
                    {"line", line.words},
                    {"gain", hundred(gain(*most))},
                    {"double", most->laxer_is_double.value_or(true) ? 2 : 1}});
}

std::string ablation_words(const TimelineReport& report, const Ablation& ablation,
                           const Catalogue& catalogue) {
  const std::string what = what_of(report, ablation, catalogue);
  if (ablation.flips && ablation.best)
    return catalogue("ablation.flips", {{"what", what},
                                        {"pair", pair_words(report.map.cells[*ablation.best], catalogue)},
                                        {"share", hundred(ablation.best_share)},
                                        {"stated", hundred(ablation.stated)},
                                        {"without", hundred(ablation.without)}});
  return catalogue(
      "ablation.stays",
      {{"what", what}, {"stated", hundred(ablation.stated)}, {"without", hundred(ablation.without)}});
}

std::string judgement_words(const TimelineReport& report, const JudgedOtherwise& judged,
                            const Catalogue& catalogue) {
  const std::string what = name_of(judged.judgement, catalogue);
  if (judged.flips && judged.best)
    return catalogue("judged.flips", {{"what", what},
                                      {"share", range_of(judged.chosen, catalogue)},
                                      {"pair", pair_words(report.map.cells[*judged.best], catalogue)},
                                      {"best", hundred(judged.best_share)}});
  return catalogue("judged.stays", {{"what", what}, {"share", range_of(judged.chosen, catalogue)}});
}

std::string warning_words(const TimelineReport& report, const Warned& warned, const Catalogue& catalogue) {
  switch (warned.warning) {
    case Warning::no_whole_replications:
      return catalogue("warning.no_whole_replications",
                       {{"replications", report.budget.replications_per_scenario}});
    case Warning::tolerance_below_reach:
      return catalogue("warning.tolerance_below_reach",
                       {{"line", report.lines[warned.subject].words},
                        {"replications", report.budget.replications_per_scenario}});
    case Warning::best_at_edge:
      return catalogue(
          "warning.best_at_edge",
          {{"pair", pair_words(report.map.cells[timeline::CellIndex(warned.subject)], catalogue)}});
    case Warning::baseline_not_beaten:
      return catalogue("warning.baseline_not_beaten",
                       {{"name", baseline_name(report.compared.baselines[warned.subject].title, catalogue)}});
    case Warning::nothing_keeps_all_lines:
      return catalogue("warning.nothing_keeps_all_lines");
    case Warning::set_is_everything:
      return catalogue("warning.set_is_everything");
    case Warning::too_few_fitted_draws:
      return catalogue("warning.too_few_fitted_draws", {{"draws", warned.subject}});
  }
  return "";
}

}  // namespace handover::wording
