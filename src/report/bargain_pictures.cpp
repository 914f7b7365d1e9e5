// Pictures of what `bargain` found: one panel for each issue.
#include "charts/charts.h"
#include "charts/picture.h"
#include "report/talks_views.h"
#include "report/version.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace talks;

std::string source_of(const BargainResult& result) {
  const std::string draws = result.draws > 0 ? fmt::format("{} draws", result.draws) : "exact inputs";
  return fmt::format("{} | seed {} | version {} | {}", result.table.name, result.seed, version(), draws);
}

// "60: it goes on for five years".
std::string ends_in_words(const BargainIssue& issue) {
  if (issue.low_means.empty() || issue.high_means.empty()) return {};
  return fmt::format("{:g}: {}; {:g}: {}", issue.low, issue.low_means, issue.high, issue.high_means);
}

bool last_issue(const BargainResult& result, std::size_t k) {
  return k + 1 == result.table.issues.size();
}

charts::Picture densities_of(const BargainResult& result, std::size_t k) {
  charts::ViolinChart chart;
  const BargainIssue& issue = result.table.issues[k];
  chart.frame.title = issue.name;
  chart.frame.subtitle = ends_in_words(issue);
  if (last_issue(result, k)) {
    chart.frame.note = result.draws > 0 ? wording::Catalogue::english()("picture.bargain.shapes")
                                        : wording::Catalogue::english()("picture.bargain.exact");
    chart.frame.source = source_of(result);
  }
  chart.value.low = issue.low;
  chart.value.high = issue.high;
  for (const ModelOnIssue& model : result.terms[k].models) {
    // Where nothing is agreed is drawn as a line, not as a model.
    if (!model.central.available() || model.model == "status_quo") continue;
    auto sample = model.points.empty() ? std::vector<double>{model.central.point} : model.points;
    chart.groups.push_back({model.title, std::move(sample), ""});
  }
  if (issue.reference_point) chart.references.push_back({*issue.reference_point, "no agreement"});
  if (issue.outcome) chart.references.push_back({*issue.outcome, "what came"});
  return charts::violin_chart(chart);
}

// Before and, where the challenge model moves an actor, after, with a line between them.
void add_actor(const BargainResult& result, std::size_t k, const Stake& stake, double size,
               charts::ScatterChart& chart) {
  const double salience = central(stake.salience), before = central(stake.position);
  charts::ScatterPoint point{result.table.actors[stake.actor].name, before, salience};
  point.size = size;
  for (const Move& move : result.terms[k].moves) {
    if (move.actor != stake.actor) continue;
    // The median draw starts a little off the most likely value: that is no move.
    const double after = move.to.q50;
    if (std::abs(after - move.from.q50) < 0.01 * (*chart.x.high - *chart.x.low)) continue;
    point.x_low = std::min(before, after);
    point.x_high = std::max(before, after);
    charts::ScatterPoint end{"", after, salience};
    end.size = 0.05;
    end.look = 2;
    chart.points.push_back(end);
  }
  chart.points.push_back(point);
}

charts::Picture positions_of(const BargainResult& result, std::size_t k) {
  charts::ScatterChart chart;
  const BargainIssue& issue = result.table.issues[k];
  chart.frame.title = issue.name;
  chart.frame.subtitle = ends_in_words(issue);
  chart.frame.plot_height = 280.0;
  if (last_issue(result, k)) {
    chart.frame.note = wording::Catalogue::english()("picture.bargain.areas");
    chart.frame.source = source_of(result);
  }
  chart.x.label = "position";
  chart.x.low = issue.low;
  chart.x.high = issue.high;
  chart.y.label = wording::Catalogue::english()("picture.bargain.salience");
  chart.y.low = 0.0;
  chart.y.high = 100.0;
  chart.look_means = {{0, wording::Catalogue::english()("picture.bargain.before")},
                      {2, wording::Catalogue::english()("picture.bargain.after")}};
  if (issue.reference_point) chart.marks.push_back({*issue.reference_point, "no agreement"});
  double largest = 0.0;
  for (const Stake& stake : result.table.stakes)
    if (stake.issue == k) largest = std::max(largest, central(stake.influence));
  for (const Stake& stake : result.table.stakes) {
    if (stake.issue != k) continue;
    add_actor(result, k, stake, largest > 0.0 ? central(stake.influence) / largest : 1.0, chart);
  }
  return charts::scatter_chart(chart);
}

template <class Draw>
std::string one_for_each_issue(const BargainResult& result, const std::string& label, Draw draw) {
  std::vector<charts::Picture> pictures;
  for (std::size_t k = 0; k < result.table.issues.size(); ++k) pictures.push_back(draw(result, k));
  return charts::svg_document(charts::stacked(pictures, label));
}

}  // namespace

std::string densities_svg(const BargainResult& result) {
  return one_for_each_issue(result, wording::Catalogue::english()("picture.bargain.densities"), densities_of);
}

std::string positions_svg(const BargainResult& result) {
  return one_for_each_issue(result, wording::Catalogue::english()("picture.bargain.positions"), positions_of);
}

}  // namespace handover::report
