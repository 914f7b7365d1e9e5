#include "numerics/maths.h"
#include "report/talks_timing.h"
#include "report/talks_views.h"
#include "terminal/page.h"
#include "terminal/terminal.h"
#include "wording/assessments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace talks;

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100.0 * share);
}

void print_chance(Page& page, const char* what, const Spread& chance) {
  page.add("  {:<44} {:>6}  (90 %: {} to {})\n", what, percent(chance.mean), percent(chance.q05),
           percent(chance.q95));
}

void print_rates(Page& page, const TalksReport& report) {
  page.add("\nRates, as mean days until the move if nothing else came first\n");
  page.add("  {:<23} {:>6} {:>6} {:>6}  {}\n", "move", "prior", "now", "learnt", "owed to");
  for (const RateReport& rate : report.rates) {
    page.add("  {:<23} {:>6.0f} {:>6.0f} {:>4.0f} %  {}\n",
             fmt::format("{} > {}", name_of(rate.from), name_of(rate.to)), 1.0 / rate.prior.mean(),
             1.0 / rate.posterior.mean(), 100.0 * rate.contraction, wording::label_words(rate));
  }
  page.add(
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

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// The rivals that beat the clock are named as such.
const char* against_clock(const TimingScores& scores, const std::string& name, double days) {
  if (name == "clock") return "";
  for (const auto& [other, clock] : scores.days) {
    if (other == "clock" && days < clock) return "  the clock loses to it";
  }
  return "";
}

// The baselines, under their names in words; the clock itself is printed above them.
void print_naive(Page& page, const std::vector<TimingForecast>& timing) {
  page.add("\nNaive forecasts of the day of agreement, to be beaten by the clock\n");
  for (std::size_t i = 1; i < timing.size(); ++i) {
    const bool comes = timing[i].agreed_by.back() > 0.0;
    page.add("  {:<22} {:<11} {}\n", in_words(timing[i].name),
             comes ? to_string(timing[i].day.front()) : "none", wording::timing_words(timing[i]));
  }
}

}  // namespace

std::string talks_text(const TalksReport& report, const std::vector<TimingForecast>& timing) {
  Page page;
  page.add("Talks as of {}: {} for {} days; {} draws, horizon {} months\n", to_string(report.as_of),
           name_of(report.state), report.in_state_for.value, report.draws, report.horizon_months);
  if (!report.no_agreement.empty())
    page.add("The horizon ends on {}\n", to_string(report.no_agreement.back().day));
  page.add("\nTerms (weighted mean over all judged ranges)\n");
  for (const IssueReport& issue : report.issues) {
    page.add("  {}\n    {:.1f} (90 %: {:.1f} to {:.1f}) on {:g} to {:g}\n{}", issue.name, issue.terms.q50,
             issue.terms.q05, issue.terms.q95, issue.low, issue.high, dates_of(issue));
  }
  page.add(
      "  the two sides stand {} of the scales apart; in {} of draws these\n"
      "  terms leave no party with a veto worse off than no agreement\n",
      percent(report.gap.q50), percent(report.chance_of_deal));
  page.add("\nThe clock\n");
  print_chance(page, "a new suspension within 30 days", report.suspended_within_30_days);
  print_chance(page, "a new suspension within 90 days", report.suspended_within_90_days);
  print_chance(page, "agreed by the horizon", report.agreed);
  print_chance(page, "collapsed by the horizon", report.collapsed);
  print_chance(page, "expelled by the horizon", report.expelled);
  page.add("  agreement: 10 % {}, 50 % {}, 90 % {}\n", month_words(report.agreed_10),
           month_words(report.agreed_50), month_words(report.agreed_90));
  print_rates(page, report);
  page.add(
      "\nSlip: past steps took {:.2f} times as long as planned (median of {}); {} came within a month\n"
      "of their day, {} earlier, {} later, {} never and {} are open. At most a month late: {} of {} by the\n"
      "calendar, {} of {} conditions-based. Fitted for a step a year ahead: {} by the calendar, {}\n"
      "conditions-based ({})\n",
      report.slip.median_ratio, report.slip.cases, report.slip.within_a_month, report.slip.early,
      report.slip.late, report.slip.never, report.slip.open, report.slip.calendar.on_time,
      report.slip.calendar.cases, report.slip.conditions_based.on_time, report.slip.conditions_based.cases,
      percent(report.calendar_on_time), percent(report.conditions_on_time),
      wording::slip_label_words(report));
  for (const Note& note : report.notes) page.add("note: {}\n", wording::note_words(report, note));
  print_naive(page, timing);
  return std::move(page).take();
}

std::string record_text(const std::vector<ModelScore>& scores, std::size_t cases) {
  Page page;
  page.add("Record on {} case{} with a known outcome; errors on a scale of 0 to 100\n", cases,
           cases == 1 ? "" : "s");
  page.add(
      "error: mean absolute; hits: within 10 points; CRPS: of the forecast with the\n"
      "model's other errors around it; *: too few for that, so the absolute error\n\n");
  page.add("  {:<18} {:>5} {:>6} {:>6} {:>7}  {:<22}\n", "model", "cases", "error", "hits", "CRPS",
           "against the mean (95 %)");
  for (const ModelScore& score : scores) {
    std::string against = "-";
    if (score.difference) against = fmt::format("{:+.2f}", *score.difference);
    // One dossier drawn again and again is one dossier: it has no interval.
    if (score.difference && score.clusters > 1)
      against +=
          fmt::format(" ({:+.2f} to {:+.2f})", score.difference_interval.low, score.difference_interval.high);
    page.add("  {:<18} {:>5} {:>6.2f} {:>6} {:>6.2f}{}  {}\n", score.model, score.cases, score.absolute_error,
             percent(score.hit_rate), score.crps, score.conformal ? " " : "*", against);
    page.add("  {:<18} {}\n", "", wording::verdict_words(score));
  }
  page.add("\nPublished elsewhere: mean absolute error, and the weighted mean's beside it\n");
  for (const PublishedAccuracy& entry : published_accuracy()) {
    if (std::string_view(entry.model) == "weighted_mean") continue;
    page.add("  {:<18} {:>6.2f} {:>6.2f}  {}{}\n", entry.model, entry.absolute_error, entry.of_weighted_mean,
             entry.data, entry.cases > 0 ? fmt::format(" ({} cases)", entry.cases) : std::string());
  }
  return std::move(page).take();
}

std::string durability_text(const std::vector<DurabilityReport>& reports) {
  Page page;
  page.add("How long agreements held: share that survives (95 % interval at one year)\n");
  page.add("  {:<18} {:>5} {:>6} {:>6} {:>20} {:>6} {:>7}\n", "group", "n", "ended", "30 d", "1 year", "5 y",
           "shape");
  for (const auto& report : reports) {
    const auto at = [&](double days) { return survival_at(report.curve, days); };
    const auto year = at(365);
    page.add("  {:<18.18} {:>5} {:>6} {:>5.0f}% {:>8.1f}% ({:.0f} to {:.0f}) {:>5.0f}% {:>7}\n", report.group,
             report.agreements, report.ended, 100 * at(30).survival, 100 * year.survival,
             100 * year.interval.low, 100 * year.interval.high, 100 * at(1825).survival,
             report.weibull ? fmt::format("{:.2f}", report.weibull->shape) : "-");
    if (report.label != "informed") page.add("  {:<18} {}\n", "", report.label);
  }
  page.add("A Weibull shape below 1: the longer an agreement has held, the safer it is.\n");
  return std::move(page).take();
}

std::string timing_text(const std::vector<TimingScores>& files) {
  Page page;
  page.add("Days of the horizon wrongly forecast (CRPS; lower is better)\n");
  for (const TimingScores& one : files) {
    page.add("as of {}\n", to_string(one.as_of));
    for (const auto& [name, days] : one.days)
      page.add("  {:<24} {:>7.1f}{}\n", in_words(name), days, against_clock(one, name, days));
  }
  return std::move(page).take();
}

}  // namespace handover::terminal
