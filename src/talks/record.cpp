#include "talks/record.h"

#include "base/random_stream.h"
#include "tables/csv.h"
#include "talks/cells.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover::talks {
namespace {

constexpr std::size_t kLeastClusters = 20;  // fewer leave no tail to calibrate on
constexpr std::string_view kForecast = "_forecast";

// ---- reading --------------------------------------------------------------------------------------------

struct RecordColumns {
  std::size_t outcome = 0;
  std::optional<std::size_t> id, cluster, reference;
  std::vector<std::pair<std::string, std::size_t>> forecasts;
};

RecordColumns columns_of(const Table& table) {
  RecordColumns columns;
  const auto outcome = table.find("outcome");
  if (!outcome)
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = table.file,
                             .line = 1,
                             .field = "outcome",
                             .what = "column is missing",
                             .hint = "a record needs outcome and one column NAME_forecast for each model"});
  columns.outcome = *outcome;
  columns.id = table.find("issue_id");
  columns.cluster = table.find("dossier");
  columns.reference = table.find("reference_point");
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    const std::string& name = table.header[c];
    if (!name.ends_with(kForecast) || name.size() == kForecast.size()) continue;
    const std::string model = name.substr(0, name.size() - kForecast.size());
    columns.forecasts.emplace_back(model == "compromise"  ? "weighted_mean"
                                   : model == "challenge" ? "bdm"
                                                          : model,
                                   c);
  }
  return columns;
}

std::optional<double> percent_in(const Table& table, const Table::Row& row, std::size_t column,
                                 std::vector<Problem>& problems) {
  if (trimmed(row.text[column]).empty()) return std::nullopt;
  const CellPlace place{table.file, row.line, row.column[column], table.header[column]};
  const auto judged = judged_in(row.text[column], place, {0.0, 100.0}, problems);
  return judged ? std::optional{judged->range.mode} : std::nullopt;
}

// Issues of one dossier share the start of their name in the DEU files (t01i1, t01i2); the issues of any
// other table are one cluster.
std::string dossier_of(const std::string& issue) {
  const auto mark = issue.rfind('i');
  const bool numbered = mark != std::string::npos && mark > 0 && mark + 1 < issue.size() &&
                        std::all_of(issue.begin() + static_cast<std::ptrdiff_t>(mark) + 1, issue.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  return numbered ? issue.substr(0, mark) : std::string();
}

// ---- scoring --------------------------------------------------------------------------------------------

struct Scored {
  const RecordCase* record;
  double forecast, error;  // error = outcome - forecast
};

std::vector<Scored> cases_with(const std::vector<RecordCase>& cases, const std::string& model) {
  std::vector<Scored> scored;
  for (const RecordCase& record : cases) {
    const auto found = record.forecast.find(model);
    if (found != record.forecast.end())
      scored.push_back({&record, found->second, record.outcome - found->second});
  }
  return scored;
}

std::size_t clusters_in(const std::vector<Scored>& cases) {
  std::set<std::string> clusters;
  for (const Scored& c : cases) clusters.insert(c.record->cluster);
  return clusters.size();
}

std::vector<double> predictive_sample(const std::vector<Scored>& cases, const Scored& held_out) {
  std::vector<double> sample;
  for (const Scored& other : cases)
    if (other.record->cluster != held_out.record->cluster)
      sample.push_back(std::clamp(held_out.forecast + other.error, 0.0, 100.0));
  return sample;
}

void score_distribution(const std::vector<Scored>& cases, ModelScore& score) {
  score.clusters = clusters_in(cases);
  score.conformal = score.clusters >= kLeastClusters;
  if (!score.conformal) {
    score.crps = score.absolute_error;
    return;
  }
  const double n = static_cast<double>(cases.size());
  for (const Scored& c : cases) {
    auto sample = predictive_sample(cases, c);
    score.crps += sample_crps(sample, c.record->outcome) / n;
    const bool inside = quantile_of_sorted(sample, 0.1) <= c.record->outcome &&
                        c.record->outcome <= quantile_of_sorted(sample, 0.9);
    score.covered_80 += inside ? 1.0 / n : 0.0;
  }
}

// Sums of paired differences and counts by cluster: all a cluster bootstrap needs.
struct ClusterSum {
  double sum = 0.0, count = 0.0;
};

Interval bootstrap(const std::vector<ClusterSum>& clusters, Seed seed, int resamples) {
  std::vector<double> means;
  for (int r = 0; r < resamples; ++r) {
    const RandomStream stream(seed, static_cast<std::uint32_t>(r), 0, Purpose::bootstrap);
    double sum = 0.0, count = 0.0;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
      const double u = stream.uniform_at(0, static_cast<std::uint32_t>(c));
      const auto& drawn = clusters[static_cast<std::size_t>(u * static_cast<double>(clusters.size()))];
      sum += drawn.sum;
      count += drawn.count;
    }
    means.push_back(sum / count);
  }
  std::sort(means.begin(), means.end());
  return {quantile_of_sorted(means, 0.025), quantile_of_sorted(means, 0.975)};
}

void compare(const std::vector<Scored>& cases, Seed seed, const RecordOptions& options, ModelScore& score) {
  std::map<std::string, ClusterSum> by_cluster;
  double sum = 0.0;
  for (const Scored& c : cases) {
    const auto reference = c.record->forecast.find(options.reference);
    if (reference == c.record->forecast.end()) continue;
    const double difference = std::abs(c.error) - std::abs(c.record->outcome - reference->second);
    ClusterSum& cluster = by_cluster[c.record->cluster];
    cluster.sum += difference;
    cluster.count += 1.0;
    sum += difference;
    ++score.paired;
  }
  if (score.paired == 0) return;
  score.difference = sum / static_cast<double>(score.paired);
  std::vector<ClusterSum> clusters;
  for (const auto& [name, cluster] : by_cluster) clusters.push_back(cluster);
  score.difference_interval = bootstrap(clusters, seed, options.resamples);
}

RecordVerdict verdict_on(const ModelScore& score, const std::string& reference) {
  if (score.model == reference) return RecordVerdict::yardstick;
  if (!score.difference) return RecordVerdict::no_common_case;
  if (score.paired < 2) return RecordVerdict::one_case;
  if (score.clusters < kLeastClusters) return RecordVerdict::too_few;
  if (score.difference_interval.low > 0.0) return RecordVerdict::loses;
  if (score.difference_interval.high < 0.0) return RecordVerdict::beats;
  return RecordVerdict::no_difference;
}

}  // namespace

std::string_view name_of(RecordVerdict verdict) {
  constexpr std::string_view names[] = {"yardstick", "no_common_case", "one_case",     "too_few",
                                        "loses",     "beats",          "no_difference"};
  return names[static_cast<std::size_t>(verdict)];
}

bool is_forecast_record(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return first.find("outcome") != std::string_view::npos && first.find(kForecast) != std::string_view::npos;
}

std::vector<RecordCase> read_forecast_record(std::string_view text, const std::string& file) {
  std::vector<Problem> problems;
  const Table table = read_table(text, file, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  const RecordColumns columns = columns_of(table);
  std::vector<RecordCase> cases;
  for (const Table::Row& row : table.rows) {
    const auto outcome = percent_in(table, row, columns.outcome, problems);
    if (!outcome) continue;  // not yet known
    RecordCase& added = cases.emplace_back();
    added.outcome = *outcome;
    added.id = columns.id ? row.text[*columns.id] : fmt::format("line {}", row.line);
    added.cluster = columns.cluster ? row.text[*columns.cluster] : added.id;
    for (const auto& [model, column] : columns.forecasts)
      if (const auto value = percent_in(table, row, column, problems)) added.forecast[model] = *value;
    if (columns.reference)
      if (const auto value = percent_in(table, row, *columns.reference, problems))
        added.forecast["status_quo"] = *value;
    added.forecast["constant_50"] = 50.0;
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  return cases;
}

std::vector<RecordCase> record_of(const BargainTable& table, const std::vector<ModelChoice>& models) {
  std::vector<RecordCase> cases;
  const auto inputs = central_inputs(table);
  for (std::size_t k = 0; k < table.issues.size(); ++k) {
    const BargainIssue& issue = table.issues[k];
    if (!issue.outcome || inputs[k].size() == 0) continue;
    const auto percent = [&](double value) { return 100.0 * (value - issue.low) / (issue.high - issue.low); };
    RecordCase& added = cases.emplace_back();
    added.id = issue.name;
    added.cluster = table.name + ":" + dossier_of(issue.name);
    added.outcome = percent(*issue.outcome);
    for (const ModelChoice& choice : models) {
      const Forecast forecast = choice.model->make(choice.options)(inputs[k]);
      if (forecast.available()) added.forecast[choice.model->name] = percent(forecast.point);
    }
  }
  return cases;
}

double sample_crps(std::vector<double>& sample, double outcome) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    distance += std::abs(sample[i] - outcome);
    // Sum over pairs of |x - x'| from ranks.
    spread += sample[i] * (2.0 * static_cast<double>(i) + 1.0 - n);
  }
  return distance / n - spread / (n * n);
}

std::vector<ModelScore> score_record(const std::vector<RecordCase>& cases, Seed seed,
                                     const RecordOptions& options) {
  std::set<std::string> models;
  for (const RecordCase& record : cases)
    for (const auto& [model, forecast] : record.forecast) models.insert(model);
  std::vector<ModelScore> scores;
  for (const std::string& model : models) {
    const auto scored = cases_with(cases, model);
    ModelScore& score = scores.emplace_back();
    score.model = model;
    score.cases = scored.size();
    for (const Scored& c : scored) {
      score.absolute_error += std::abs(c.error) / static_cast<double>(scored.size());
      score.hit_rate +=
          std::abs(c.error) <= options.hit_within ? 1.0 / static_cast<double>(scored.size()) : 0.0;
    }
    score_distribution(scored, score);
    if (model != options.reference) compare(scored, seed, options, score);
    score.verdict = verdict_on(score, options.reference);
  }
  std::stable_sort(scores.begin(), scores.end(), [](const ModelScore& a, const ModelScore& b) {
    return a.absolute_error < b.absolute_error;
  });
  return scores;
}

const std::vector<PublishedAccuracy>& published_accuracy() {
  constexpr const char* kSource = "replication notes of the schelling project (GitHub hamzagul07/schelling)";
  static const std::vector<PublishedAccuracy> table = {
      {"weighted_mean", "DEU III", 351, 22.99, 22.99, kSource},
      {"weighted_median", "DEU III", 351, 28.37, 22.99, kSource},
      {"bdm", "DEU III", 351, 27.94, 22.99, kSource},
      {"constant_50", "DEU III", 351, 27.96, 22.99, "computed from the 351 outcomes"},
      {"condorcet", "DEU III, test split", 106, 20.43, 21.09, kSource},
      {"nash", "DEU III, test split, reference point known", 0, 46.59, 21.26, kSource},
      {"kalai_smorodinsky", "DEU III, test split, reference point known", 0, 32.41, 21.26, kSource},
      {"status_quo", "DEU III, reference point known", 252, 51.31, 23.37, "computed from the 252 outcomes"},
  };
  return table;
}

}  // namespace handover::talks
