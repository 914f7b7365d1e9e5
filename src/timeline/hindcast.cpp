#include "timeline/hindcast.h"

#include "base/parallel.h"
#include "base/random_stream.h"
#include "numerics/maths.h"
#include "timeline/answers.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr int kSlackDays = 31;  // a date kept within a month counts as kept
constexpr std::uint32_t kNaiveDraws = 500;

using Metrics = std::array<float, kMetrics>;

// What every replication answers: [question][scenario][replication].
using Answers = std::vector<std::vector<std::vector<double>>>;

// Days at which metrics are read, each once, and where a question finds its own.
struct ReadDays {
  simulate::Milestones milestones;
  int index_of(const Mission& mission, Date date) {
    const std::int32_t day = days_between(mission.as_of, date).value;
    auto& days = milestones.days;
    const auto found = std::find(days.begin(), days.end(), day);
    if (found != days.end()) return static_cast<int>(found - days.begin());
    days.push_back(day);
    return static_cast<int>(days.size()) - 1;
  }
};

bool holds(const Question& question, double value) {
  return question.compare == Compare::at_most ? value <= question.threshold : value >= question.threshold;
}

Answers simulate(const Mission& mission, const simulate::Assessment& assessment, const Plan& plan,
                 const std::vector<Question>& questions, const HindcastOptions& options) {
  ReadDays days;
  std::vector<int> by, from;
  for (const Question& question : questions) {
    by.push_back(days.index_of(mission, question.by));
    const bool gained = question.from && *question.from > mission.as_of;
    from.push_back(gained ? days.index_of(mission, *question.from) : -1);
  }
  Answers answers(questions.size(), std::vector<std::vector<double>>(options.scenarios));
  const simulate::Simulator simulator(mission, assessment, plan, days.milestones);
  parallel_for(options.scenarios, options.threads, [&](std::size_t w) {
    simulate::Session session(simulator);
    session.enter(simulate::draw_scenario(mission, assessment, options.seed, static_cast<std::uint32_t>(w)),
                  options.seed);
    for (std::uint32_t f = 0; f < options.replications; ++f) {
      const simulate::Outcome& outcome = session.run(f);
      for (std::size_t q = 0; q < questions.size(); ++q) {
        const Question& question = questions[q];
        double value = 0.0;
        if (question.phase) {
          const auto passed = *question.phase < outcome.phase_passed.size()
                                  ? outcome.phase_passed[*question.phase]
                                  : std::nullopt;
          value = passed && *passed <= days_between(mission.as_of, question.by).value ? 1.0 : 0.0;
        } else {
          const auto metric = static_cast<std::size_t>(*question.metric);
          const auto& at = session.at_milestones();
          value = at[static_cast<std::size_t>(by[q])][metric];
          if (from[q] >= 0) value -= at[static_cast<std::size_t>(from[q])][metric];
          if (!question.count) value = holds(question, value) ? 1.0 : 0.0;
        }
        answers[q][w].push_back(value);
      }
    }
  });
  return answers;
}

double brier(double forecast, double outcome) {
  return (forecast - outcome) * (forecast - outcome);
}
// In nats; a forecast of nought or one is taken as one in two thousand away from it, as a finite sample is.
double log_score(double forecast, double outcome) {
  const double p = std::clamp(forecast, 0.0005, 0.9995);
  return -maths::log(outcome > 0.5 ? p : 1.0 - p);
}

// Insurgent attacks in the mission's own daily record, by month up to the as-of date.
std::vector<double> monthly_record(const Mission& mission) {
  std::map<int, double> by_month;
  int first = 1 << 30;
  const Month now = month_of(mission.as_of);
  for (std::size_t k = 0; k < mission.daily_coverage.size() && k < mission.streams.size(); ++k) {
    if (mission.streams[k].kind != StreamKind::insurgent || mission.daily_coverage[k].from == Date{})
      continue;
    first = std::min(first, months_between(now, month_of(mission.daily_coverage[k].from)));
  }
  for (const DailyCount& row : mission.daily_counts) {
    if (mission.streams[row.stream.index].kind != StreamKind::insurgent) continue;
    by_month[months_between(now, month_of(row.known.from))] += row.count;
  }
  std::vector<double> record;
  for (int m = first; m <= 0 && first <= 0; ++m) record.push_back(by_month[m]);
  return record;
}

int months_asked(const Mission& mission, const Question& question) {
  const Date from = question.from.value_or(mission.as_of);
  return std::max(1, static_cast<int>(std::lround(days_between(from, question.by).value / kDaysPerMonth)));
}

NaiveForecast naive_chance(std::string name, double forecast, double outcome) {
  return {std::move(name), forecast, brier(forecast, outcome), log_score(forecast, outcome)};
}

// Chance that a date is kept: the share of past steps and ends that were, with half a case added each way.
std::pair<double, std::size_t> past_punctuality(const Mission& mission) {
  double kept = 0.0;
  std::size_t cases = 0;
  for (const ReferenceCase& past : mission.reference_class) {
    const bool dated =
        past.planned && (past.kind == CaseKind::transition_step || past.kind == CaseKind::transition_end);
    if (!dated || (!past.actual && *past.planned + std::chrono::days(kSlackDays) > mission.as_of)) continue;
    ++cases;
    kept += past.actual && days_between(*past.planned, *past.actual).value <= kSlackDays ? 1.0 : 0.0;
  }
  return {(kept + 0.5) / (static_cast<double>(cases) + 1.0), cases};
}

// Share of the record's windows of the same length that answer yes.
std::optional<double> past_windows(const Mission& mission, const Question& question) {
  const auto record = monthly_record(mission);
  const auto length = static_cast<std::size_t>(months_asked(mission, question));
  if (record.size() < length) return std::nullopt;
  double yes = 0.0, windows = 0.0;
  for (std::size_t start = 0; start + length <= record.size(); ++start) {
    double sum = 0.0;
    for (std::size_t m = start; m < start + length; ++m) sum += record[m];
    yes += holds(question, sum) ? 1.0 : 0.0;
    windows += 1.0;
  }
  return (yes + 0.5) / (windows + 1.0);
}

// Share of the past that saw what no plan foresees: a step put back, or the host's order to leave.
std::optional<double> past_share_undone(const Mission& mission, Metric metric) {
  double happened = 0.0, cases = 0.0;
  for (const ReferenceCase& past : mission.reference_class) {
    const bool talks = past.kind == CaseKind::talks;
    if (metric == Metric::reversals && talks) continue;
    if (past.kind == CaseKind::base_rate || (!talks && !past.planned)) continue;
    cases += 1.0;
    happened += past.outcome == (metric == Metric::reversals ? "reversed" : "expelled") ? 1.0 : 0.0;
  }
  if (cases == 0.0) return std::nullopt;
  return (happened + 0.5) / (cases + 1.0);
}

std::vector<NaiveForecast> naive_chances(const Mission& mission, const Plan& plan, const Question& question) {
  std::vector<NaiveForecast> naive{naive_chance("even chance", 0.5, question.outcome)};
  if (question.metric == Metric::insurgent_attacks) {
    if (const auto share = past_windows(mission, question))
      naive.push_back(naive_chance("past windows", *share, question.outcome));
    return naive;
  }
  const auto planned = answer_if_plan_holds(mission, plan, question);
  if (!planned) return naive;
  const auto with_polarity = [&](double as_planned) { return *planned ? as_planned : 1.0 - as_planned; };
  if (question.metric == Metric::reversals || question.metric == Metric::expelled) {
    if (const auto undone = past_share_undone(mission, *question.metric))
      naive.push_back(naive_chance("past transitions", with_polarity(1.0 - *undone), question.outcome));
  } else if (const auto [share, cases] = past_punctuality(mission); cases > 0) {
    naive.push_back(naive_chance("past transitions", with_polarity(share), question.outcome));
  }
  naive.push_back(naive_chance("plans hold", with_polarity(0.95), question.outcome));
  return naive;
}

// The last twelve months again, and twelve-month resamples of them (the benchmark "conflictology").
std::vector<NaiveForecast> naive_counts(const Mission& mission, const Question& question) {
  auto record = monthly_record(mission);
  if (record.size() < 12) return {};
  record.erase(record.begin(), record.end() - 12);
  const int months = months_asked(mission, question);
  double year = 0.0;
  for (const double value : record) year += value;
  const double same = year * months / 12.0;
  std::vector<double> resampled;
  for (std::uint32_t i = 0; i < kNaiveDraws; ++i) {
    const RandomStream stream(Seed{7}, i, 0, Purpose::forecast);
    double sum = 0.0;
    for (int m = 0; m < months; ++m) {
      sum += record[static_cast<std::size_t>(12.0 * stream.uniform_at(0, static_cast<std::uint32_t>(m)))];
    }
    resampled.push_back(sum);
  }
  const double mean = mean_of(resampled);
  return {{"last twelve months", same, std::abs(same - question.outcome), 0.0},
          {"conflictology", mean, ensemble_crps(std::move(resampled), question.outcome), 0.0}};
}

// What tells the scenarios of a hindcast apart: one row of values for each.
struct ScenarioRows {
  std::vector<ScenarioInput> inputs;
  std::vector<double> rows;  // [scenario][input]
};

ScenarioRows scenario_rows(const Mission& mission, const simulate::Assessment& assessment,
                           const HindcastOptions& options) {
  const ScenarioInputs inputs(mission, assessment);
  ScenarioRows result{.inputs = inputs.list(), .rows = {}};
  for (std::uint32_t w = 0; w < options.scenarios; ++w) {
    const auto row = inputs.of(simulate::draw_scenario(mission, assessment, options.seed, w));
    result.rows.insert(result.rows.end(), row.begin(), row.end());
  }
  return result;
}

Stress stress_of(const ScenarioRows& scenarios, const std::vector<double>& chance) {
  const double upper = quantile_of(chance, 0.75);
  if (upper <= quantile_of(chance, 0.25)) return {};
  Cases cases{.inputs = scenarios.inputs.size(), .value = scenarios.rows, .of_interest = {}};
  for (const double one : chance) cases.of_interest.push_back(one > upper);
  Discovery found = discover(cases);
  return {.moves = true,
          .restrictions = found.found ? std::move(found.restrictions) : std::vector<Restriction>{}};
}

HindcastRow row_of(const Mission& mission, const Plan& plan, const ScenarioRows& scenarios,
                   const Question& question, const std::vector<std::vector<double>>& answers) {
  HindcastRow row{.question = question, .naive = {}, .stress = {}};
  std::vector<double> by_scenario, pooled;
  for (const auto& scenario : answers) {
    by_scenario.push_back(mean_of(scenario));
    pooled.insert(pooled.end(), scenario.begin(), scenario.end());
  }
  row.forecast = mean_of(pooled);
  if (question.count) {
    row.low = quantile_of(pooled, 0.05);
    row.high = quantile_of(pooled, 0.95);
    row.score = ensemble_crps(std::move(pooled), question.outcome);
    row.naive = naive_counts(mission, question);
  } else {
    row.low = quantile_of(by_scenario, 0.05);
    row.high = quantile_of(by_scenario, 0.95);
    row.score = brier(row.forecast, question.outcome);
    row.log_score = log_score(row.forecast, question.outcome);
    row.naive = naive_chances(mission, plan, question);
    row.stress = stress_of(scenarios, by_scenario);
  }
  row.lost = std::any_of(row.naive.begin(), row.naive.end(),
                         [&](const NaiveForecast& naive) { return naive.score < row.score; });
  return row;
}

void add_to_cases(const HindcastRow& row, std::vector<CaseScore>& cases) {
  auto found = std::find_if(cases.begin(), cases.end(), [&](const CaseScore& c) {
    return c.case_id == row.question.case_id && c.count == row.question.count;
  });
  if (found == cases.end()) {
    cases.push_back({.case_id = row.question.case_id, .count = row.question.count, .naive = {}});
    for (const NaiveForecast& naive : row.naive) cases.back().naive.emplace_back(naive.name, 0.0);
    found = cases.end() - 1;
  }
  // Running means: every question of a case weighs the same.
  found->questions += 1;
  const auto n = static_cast<double>(found->questions);
  found->score += (row.score - found->score) / n;
  for (std::size_t i = 0; i < found->naive.size() && i < row.naive.size(); ++i) {
    found->naive[i].second += (row.naive[i].score - found->naive[i].second) / n;
  }
}

}  // namespace

double ensemble_crps(std::vector<double> ensemble, double outcome) {
  std::sort(ensemble.begin(), ensemble.end());
  const auto n = static_cast<double>(ensemble.size());
  double to_outcome = 0.0, between = 0.0;
  for (std::size_t i = 0; i < ensemble.size(); ++i) {
    to_outcome += std::abs(ensemble[i] - outcome);
    between += (2.0 * static_cast<double>(i) + 1.0 - n) * ensemble[i];
  }
  return to_outcome / n - between / (n * n);
}

HindcastReport hindcast(const Mission& mission, const simulate::Assessment& assessment, const Plan& plan,
                        const std::vector<Question>& questions, const HindcastOptions& options) {
  std::vector<Question> asked;
  for (const Question& question : questions) {
    if (question.as_of == mission.as_of) asked.push_back(question);
  }
  HindcastReport report{.mission = mission.id,
                        .plan = plan.id,
                        .assumptions_sha256 = assumptions_sha256(mission),
                        .as_of = mission.as_of,
                        .rows = {},
                        .cases = {}};
  report.scenarios = options.scenarios;
  report.replications = options.replications;
  report.reference_cases = past_punctuality(mission).second;
  const Answers answers = simulate(mission, assessment, plan, asked, options);
  const ScenarioRows scenarios = scenario_rows(mission, assessment, options);
  report.inputs = scenarios.inputs;
  for (std::size_t q = 0; q < asked.size(); ++q) {
    report.rows.push_back(row_of(mission, plan, scenarios, asked[q], answers[q]));
    add_to_cases(report.rows.back(), report.cases);
  }
  return report;
}

}  // namespace handover::timeline
