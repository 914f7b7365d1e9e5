#include "cli/talks_text.h"

#include "cli/commands.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace talks;

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100.0 * share);
}

void print_chance(const char* what, const Spread& chance) {
  print_text("  {:<44} {:>6}  (90 %: {} to {})\n", what, percent(chance.mean), percent(chance.q05),
             percent(chance.q95));
}

void print_rates(const TalksReport& report) {
  print_text("\nRates, as mean days until the move if nothing else came first\n");
  print_text("  {:<23} {:>6} {:>6} {:>6}  {}\n", "move", "prior", "now", "learnt", "owed to");
  for (const RateReport& rate : report.rates) {
    print_text("  {:<23} {:>6.0f} {:>6.0f} {:>4.0f} %  {}\n",
               fmt::format("{} > {}", name_of(rate.from), name_of(rate.to)), 1.0 / rate.prior.mean(),
               1.0 / rate.posterior.mean(), 100.0 * rate.contraction, rate.label);
  }
  print_text(
      "  learnt: how much narrower a rate's range became by this mission's own\n"
      "  sessions; below 0 %: they surprised the past talks. assumed: learnt less\n"
      "  than 20 %. no reference class: fewer than five past talks behind the prior\n");
}

std::string month_words(const std::optional<Month>& month) {
  return month ? "by " + to_string(*month) : std::string("not within the horizon");
}

// Terms counted in months, as the months they stand for.
std::string dates_of(const IssueReport& issue) {
  if (!issue.scale_starts) return {};
  const auto month = [&](double value) {
    return to_string(plus_months(*issue.scale_starts, static_cast<int>(std::floor(value))));
  };
  return fmt::format("      that is {} ({} to {})\n", month(issue.terms.q50), month(issue.terms.q05),
                     month(issue.terms.q95));
}

}  // namespace

void print_talks(const TalksReport& report) {
  print_text("Talks as of {}: {} for {} days; {} draws, horizon {} months\n", to_string(report.as_of),
             name_of(report.state), report.in_state_for.value, report.draws, report.horizon_months);
  if (!report.no_agreement.empty())
    print_text("The horizon ends on {}\n", to_string(report.no_agreement.back().day));
  print_text("\nTerms (weighted mean over all judged ranges)\n");
  for (const IssueReport& issue : report.issues) {
    print_text("  {}\n    {:.1f} (90 %: {:.1f} to {:.1f}) on {:g} to {:g}\n{}", issue.name, issue.terms.q50,
               issue.terms.q05, issue.terms.q95, issue.low, issue.high, dates_of(issue));
  }
  print_text(
      "  the two sides stand {} of the scales apart; in {} of draws these\n"
      "  terms leave no party with a veto worse off than no agreement\n",
      percent(report.gap.q50), percent(report.chance_of_deal));
  print_text("\nThe clock\n");
  print_chance("a new suspension within 30 days", report.suspended_within_30_days);
  print_chance("a new suspension within 90 days", report.suspended_within_90_days);
  print_chance("agreed by the horizon", report.agreed);
  print_chance("collapsed by the horizon", report.collapsed);
  print_chance("expelled by the horizon", report.expelled);
  print_text("  agreement: 10 % {}, 50 % {}, 90 % {}\n", month_words(report.agreed_10),
             month_words(report.agreed_50), month_words(report.agreed_90));
  print_rates(report);
  print_text(
      "\nSlip: past steps took {:.2f} times as long as planned (median of {}); {} came within a month\n"
      "of their day, {} earlier, {} later, {} never and {} are open. At most a month late: {} of {} by the\n"
      "calendar, {} of {} conditions-based. Fitted for a step a year ahead: {} by the calendar, {}\n"
      "conditions-based ({})\n",
      report.slip.median_ratio, report.slip.cases, report.slip.within_a_month, report.slip.early,
      report.slip.late, report.slip.never, report.slip.open, report.slip.calendar.on_time,
      report.slip.calendar.cases, report.slip.conditions_based.on_time, report.slip.conditions_based.cases,
      percent(report.calendar_on_time), percent(report.conditions_on_time), report.slip_label);
  for (const std::string& note : report.notes) print_text("note: {}\n", note);
}

void print_record(const std::vector<ModelScore>& scores, std::size_t cases) {
  print_text("Record on {} case{} with a known outcome; errors on a scale of 0 to 100\n", cases,
             cases == 1 ? "" : "s");
  print_text(
      "error: mean absolute; hits: within 10 points; CRPS: of the forecast with the\n"
      "model's other errors around it; *: too few for that, so the absolute error\n\n");
  print_text("  {:<18} {:>5} {:>6} {:>6} {:>7}  {:<22}\n", "model", "cases", "error", "hits", "CRPS",
             "against the mean (95 %)");
  for (const ModelScore& score : scores) {
    std::string against = "-";
    if (score.difference) against = fmt::format("{:+.2f}", *score.difference);
    // One dossier drawn again and again is one dossier: it has no interval.
    if (score.difference && score.clusters > 1)
      against +=
          fmt::format(" ({:+.2f} to {:+.2f})", score.difference_interval.low, score.difference_interval.high);
    print_text("  {:<18} {:>5} {:>6.2f} {:>6} {:>6.2f}{}  {}\n", score.model, score.cases,
               score.absolute_error, percent(score.hit_rate), score.crps, score.conformal ? " " : "*",
               against);
    print_text("  {:<18} {}\n", "", score.verdict);
  }
  print_text("\nPublished elsewhere: mean absolute error, and the weighted mean's beside it\n");
  for (const PublishedAccuracy& entry : published_accuracy()) {
    if (std::string_view(entry.model) == "weighted_mean") continue;
    print_text("  {:<18} {:>6.2f} {:>6.2f}  {}{}\n", entry.model, entry.absolute_error,
               entry.of_weighted_mean, entry.data,
               entry.cases > 0 ? fmt::format(" ({} cases)", entry.cases) : std::string());
  }
}

}  // namespace handover::cli
