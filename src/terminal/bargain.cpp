// What `bargain` found, as text in 80 columns.
#include "report/bargain_job.h"
#include "terminal/page.h"
#include "terminal/terminal.h"
#include "wording/assessments.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace talks;

std::string consent_words(const BargainIssue& issue, const ModelOnIssue& model, bool vetoes) {
  // Nobody can refuse, or nothing is said of what holds without an agreement: every model "deals".
  const bool judged = issue.reference_point && vetoes;
  return judged || model.deal_share < 1.0 ? fmt::format("{:.0f} %", 100.0 * model.deal_share) : "-";
}

void print_models(Page& page, const BargainResult& result, std::size_t k) {
  const BargainIssue& issue = result.table.issues[k];
  page.add("\n{}\n", issue.name);
  const auto end = [&page](double value, const std::string& means) {
    page.add("  {:>6g}  {}\n", value, means);
  };
  end(issue.low, issue.low_means.empty() ? "lower end of the scale" : issue.low_means);
  end(issue.high, issue.high_means.empty() ? "upper end of the scale" : issue.high_means);
  if (issue.reference_point) end(*issue.reference_point, "without an agreement");
  const bool vetoes = std::any_of(result.table.stakes.begin(), result.table.stakes.end(),
                                  [&](const Stake& stake) { return stake.issue == k && stake.veto; });
  page.add("  {:<28} {:>9} {:>19} {:>8}\n", "model", "forecast", "90 % of draws", "accepted");
  for (const ModelOnIssue& model : result.terms[k].models) {
    if (!model.central.available()) {
      page.add("  {:<28} {}\n", model.title, wording::unavailable_words(*model.central.unavailable));
      continue;
    }
    const std::string range = model.points.empty()
                                  ? "exact inputs"
                                  : fmt::format("{:.1f} to {:.1f}", model.spread.q05, model.spread.q95);
    page.add("  {:<28} {:>9.2f} {:>19} {:>8}\n", model.title, model.central.point, range,
             consent_words(issue, model, vetoes));
  }
}

// Sound, but nothing to bargain about: said so that nobody takes it for a forecast.
void print_degenerate(Page& page, const BargainResult& result, std::size_t k) {
  std::size_t actors = 0;
  double low = 0.0, high = 0.0;
  for (const Stake& stake : result.table.stakes) {
    if (stake.issue != k) continue;
    low = actors == 0 ? stake.position.range.low : std::min(low, stake.position.range.low);
    high = actors == 0 ? stake.position.range.high : std::max(high, stake.position.range.high);
    ++actors;
  }
  if (actors == 0) page.add("  nobody holds a position: there is nothing to forecast from\n");
  if (actors == 1) page.add("  one actor alone holds a position: the models can only repeat it\n");
  if (actors > 1 && low == high)
    page.add("  all hold the same position: there is nothing to bargain about\n");
}

void print_rounds(Page& page, const BargainResult& result, std::size_t k) {
  for (const ModelOnIssue& model : result.terms[k].models) {
    if (model.central.rounds.empty()) continue;
    page.add("  {}: weighted median / mean after each round\n", model.title);
    const std::size_t shown = std::min<std::size_t>(8, model.central.rounds.size());
    for (std::size_t t = 0; t < shown; ++t) {
      page.add("{} {:.2f}/{:.2f}", t % 4 == 0 ? "   " : "", model.central.rounds[t].median,
               model.central.rounds[t].mean);
      if (t % 4 == 3 || t + 1 == shown) page.add("\n");
    }
    if (shown < model.central.rounds.size()) {
      const Round& last = model.central.rounds.back();
      page.add("    ... {:.2f}/{:.2f} after {} rounds\n", last.median, last.mean,
               model.central.rounds.size());
    }
    if (model.central.ended) page.add("    {}\n", wording::ending_words(*model.central.ended));
  }
}

constexpr std::size_t kShownMoves = 4;

// Who the challenge model moves furthest, as a share of the scale.
void print_moves(Page& page, const BargainResult& result, std::size_t k) {
  const BargainIssue& issue = result.table.issues[k];
  auto moves = result.terms[k].moves;
  const auto length = [](const Move& move) { return std::abs(move.to.q50 - move.from.q50); };
  std::erase_if(moves, [&](const Move& move) { return length(move) < 0.01 * (issue.high - issue.low); });
  if (moves.empty()) return;
  std::stable_sort(moves.begin(), moves.end(),
                   [&](const Move& a, const Move& b) { return length(a) > length(b); });
  page.add("  who moves under that model ({}):\n",
           result.draws > 0 ? "median of the draws" : "first to last position");
  for (std::size_t i = 0; i < std::min(kShownMoves, moves.size()); ++i)
    page.add("    {:>8.1f} to {:<8.1f} {}\n", moves[i].from.q50, moves[i].to.q50,
             result.table.actors[moves[i].actor].name);
  if (moves.size() > kShownMoves) page.add("    and {} others\n", moves.size() - kShownMoves);
}

void print_who_matters(Page& page, const BargainResult& result, std::size_t k) {
  if (result.terms[k].variance.empty()) return;
  page.add("  what is not known about whom moves the weighted mean (share of its variance):\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(4, result.terms[k].variance.size()); ++i) {
    const VarianceShare& share = result.terms[k].variance[i];
    page.add("    {:>3.0f} % {}\n", 100.0 * share.total, result.table.actors[share.actor].name);
  }
}

void print_limits(Page& page, const LinkedPackages& linked) {
  if (linked.limits.empty()) return;
  page.add("  {:>5.1f} % do, and keep every red line that the terms alone decide:\n",
           100.0 * linked.report.share_by_every_rule);
  for (const TermLimit& limit : linked.limits)
    page.add("          {}:\n            {}\n            ({} by the weighted mean)\n", limit.party,
             limit.words, limit.kept_by(linked.report.compromise.terms) ? "kept" : "broken");
}

void print_beyond(Page& page, std::size_t beyond) {
  if (beyond == 0) return;
  page.add(
      "  {} red line{} on what happens later (deaths, attacks, strikes) need{} the\n"
      "  simulation: see the agreement map of handover run\n",
      beyond, beyond == 1 ? "" : "s", beyond == 1 ? "s" : "");
}

void print_packages(Page& page, const BargainResult& result, const LinkedPackages& linked) {
  const PackageReport& report = linked.report;
  const bool all = linked.issues.size() == result.table.issues.size();
  page.add("\n{} as one package{}\n", all ? "All issues" : "Linked issues",
           result.links_stated ? " (they are linked)" : " (no links are stated)");
  if (!all)
    for (const std::size_t k : linked.issues) page.add("      {}\n", result.table.issues[k].name);
  page.add("  of {} packages on a grid, by consent of\n", report.grid);
  for (const std::size_t judge : report.judges) page.add("      {}\n", result.table.actors[judge].name);
  page.add("  {:>5.1f} % leave none of them worse off than no agreement\n", 100.0 * report.share_in_zone);
  print_limits(page, linked);
  page.add("  {:>5.1f} % would be accepted issue by issue, with nothing traded between issues\n",
           100.0 * report.share_issue_by_issue);
  page.add("  {} packages are efficient: none is better for one of them and worse for none\n",
           report.efficient.size());
  page.add(
      "  the weighted mean on every issue: accepted as a package in {:.0f} % of draws,\n"
      "  issue by issue in {:.0f} %{}\n",
      100.0 * report.compromise.chance_in_zone, 100.0 * report.compromise_issue_by_issue,
      report.compromise_beaten ? "; a package on the grid is better for all of them" : "");
  print_beyond(page, result.lines_beyond_terms);
}

void print_coalitions(Page& page, const BargainResult& result) {
  if (result.coalitions.empty()) return;
  page.add("\nWho stands together (within a quarter of the scales)\n");
  for (const Coalition& coalition : result.coalitions) {
    page.add("  {:.0f} % of the weight, together in {:.0f} % of draws:\n", 100.0 * coalition.weight,
             100.0 * coalition.holds_together);
    for (const std::size_t actor : coalition.actors) page.add("      {}\n", result.table.actors[actor].name);
  }
}

}  // namespace

std::string bargain_text(const BargainResult& result) {
  Page page;
  const auto count = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  page.add("{}\n{}, {}; seed {}, {}\n", result.table.name, count(result.table.actors.size(), "actor"),
           count(result.table.issues.size(), "issue"), result.seed,
           result.draws > 0 ? fmt::format("{} draws of the judged ranges", result.draws) : "exact inputs");
  for (const std::string& note : result.table.notes) page.add("note: the file {}\n", note);
  for (std::size_t k = 0; k < result.table.issues.size(); ++k) {
    print_models(page, result, k);
    print_degenerate(page, result, k);
    print_rounds(page, result, k);
    print_moves(page, result, k);
    print_who_matters(page, result, k);
  }
  page.add(
      "\naccepted: share of draws in which no actor with a veto is worse off, on this\n"
      "issue alone, than without an agreement; -: nobody can refuse\n");
  print_coalitions(page, result);
  for (const LinkedPackages& linked : result.packages) print_packages(page, result, linked);
  page.add(
      "\nRecord: on 351 European decisions (DEU III) the weighted mean erred by 23.0 of\n"
      "100 points on average, the challenge model by 27.9, the weighted median by\n"
      "28.4, constant 50 by 28.0. Where models differ, trust the weighted mean.\n");
  return std::move(page).take();
}

std::string bargain_models_text() {
  Page page;
  const Json models = bargain_models_document();
  for (const auto& [name, model] : models.items()) {
    page.add("{} - {}\n  {}\n", name, model["title"].get<std::string>(),
             model["literature"].get<std::string>());
    if (!model.contains("options")) continue;
    for (const auto& [option, entry] : model["options"].items())
      page.add("    {}={} ({}): {}\n", option, entry["default"].get<std::string>(),
               entry["values"].get<std::string>(), entry["help"].get<std::string>());
  }
  return std::move(page).take();
}

}  // namespace handover::terminal
