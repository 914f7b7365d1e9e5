#include "talks/durability.h"

#include "numerics/draws.h"
#include "numerics/maths.h"
#include "tables/csv.h"
#include "talks/cells.h"
#include "talks/rate_prior.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace handover::talks {
namespace {

// Share that survives these days, by the product-limit estimate.
struct Survival {
  double days, share;
};
constexpr Survival kRecord[] = {{0.0, 1.0},      {30.0, 0.9583},  {90.0, 0.8899},   {180.0, 0.8333},
                                {365.0, 0.7708}, {730.0, 0.7136}, {1825.0, 0.6756}, {3650.0, 0.6521}};
constexpr std::size_t kFiveYears = 6;

constexpr double kSameDay = 0.5;  // an agreement that ended on the day it was signed held for half of it

struct PeaceColumns {
  std::size_t signed_on = 0, ended = 0, end_date = 0, censored_on = 0;
  std::optional<std::size_t> group;
};

PeaceColumns columns_of(const Table& table, const std::string& group_by) {
  std::vector<Problem> problems;
  const auto need = [&](const std::string& name) {
    const auto column = table.find(name);
    if (!column)
      problems.push_back({.code = ProblemCode::missing,
                          .file = table.file,
                          .line = 1,
                          .field = name,
                          .what = "column is missing",
                          .hint = "the record needs pa_date, ended, duration and censor_point"});
    return column.value_or(0);
  };
  PeaceColumns columns{need("pa_date"), need("ended"), need("duration"), need("censor_point"), {}};
  if (!group_by.empty()) columns.group = need(group_by);
  if (!problems.empty()) throw InputError(std::move(problems));
  return columns;
}

std::optional<Date> date_in(const Table& table, const Table::Row& row, std::size_t column,
                            std::vector<Problem>& problems) {
  const std::string_view text = trimmed(row.text[column]);
  if (text.empty()) return std::nullopt;
  const auto date = parse_date(text);
  if (!date)
    problems.push_back({.code = ProblemCode::wrong_type,
                        .file = table.file,
                        .line = row.line,
                        .column = row.column[column],
                        .field = table.header[column],
                        .value = std::string(text),
                        .what = "is not a valid date",
                        .hint = "write YYYY-MM-DD"});
  return date;
}

std::optional<Lifetime> lifetime_in(const Table& table, const Table::Row& row, const PeaceColumns& columns,
                                    std::optional<Date> as_of, std::vector<Problem>& problems) {
  const auto start = date_in(table, row, columns.signed_on, problems);
  const auto end = date_in(table, row, columns.end_date, problems);
  const auto last_seen = date_in(table, row, columns.censored_on, problems);
  const auto said_to_end = number_in(row.text[columns.ended]);
  if (!start || (as_of && *start > *as_of)) return std::nullopt;
  if (said_to_end && *said_to_end == 1.0 && !end) return std::nullopt;
  const bool ended = end.has_value() && (!as_of || *end <= *as_of);
  if (!ended && !last_seen) return std::nullopt;
  const Date seen = last_seen.value_or(*start);
  const Date until = ended ? end.value_or(*start) : std::min(seen, as_of.value_or(seen));
  const int days = days_between(*start, until).value;
  if (days < 0) {
    problems.push_back({.code = ProblemCode::out_of_range,
                        .file = table.file,
                        .line = row.line,
                        .column = row.column[columns.end_date],
                        .field = table.header[columns.end_date],
                        .value = row.text[columns.end_date],
                        .what = "lies before the day of signing",
                        .hint = "correct one of the two days"});
    return std::nullopt;
  }
  return Lifetime{std::max<double>(days, kSameDay), ended};
}

DurabilityReport report_on(std::string group, const std::vector<Lifetime>& lifetimes) {
  DurabilityReport report;
  report.group = std::move(group);
  report.agreements = lifetimes.size();
  report.curve = kaplan_meier(lifetimes);
  report.weibull = fit_weibull(lifetimes);
  double days = 0.0;
  for (const Lifetime& lifetime : lifetimes) {
    report.ended += lifetime.ended ? 1 : 0;
    days += lifetime.days;
  }
  report.exponential_per_year = days > 0.0 ? static_cast<double>(report.ended) / days * kDaysPerYear : 0.0;
  report.label = lifetimes.size() < kLeastCases ? "no reference class" : "informed";
  return report;
}

// Zero at the shape that maximises the profile likelihood; increasing in the shape. Times are divided by
// their largest, so that powers stay in range.
double profile_slope(const std::vector<Lifetime>& lifetimes, double largest, double shape) {
  double power = 0.0, power_log = 0.0, log_ended = 0.0, ended = 0.0;
  for (const Lifetime& lifetime : lifetimes) {
    const double log_t = maths::log(lifetime.days / largest), p = maths::exp(shape * log_t);
    power += p;
    power_log += p * log_t;
    if (!lifetime.ended) continue;
    log_ended += log_t;
    ended += 1.0;
  }
  return power_log / power - 1.0 / shape - log_ended / ended;
}

}  // namespace

std::vector<SurvivalStep> kaplan_meier(std::vector<Lifetime> lifetimes) {
  std::sort(lifetimes.begin(), lifetimes.end(),
            [](const Lifetime& a, const Lifetime& b) { return a.days < b.days; });
  const double z = normal_quantile(0.975);
  std::vector<SurvivalStep> steps;
  double survival = 1.0, greenwood = 0.0;
  for (std::size_t i = 0; i < lifetimes.size();) {
    const std::size_t at_risk = lifetimes.size() - i;
    const double days = lifetimes[i].days;
    std::size_t ended = 0;
    for (; i < lifetimes.size() && lifetimes[i].days == days; ++i) ended += lifetimes[i].ended ? 1 : 0;
    if (ended == 0) continue;
    const double n = static_cast<double>(at_risk), d = static_cast<double>(ended);
    survival *= 1.0 - d / n;
    SurvivalStep step{days, survival, at_risk, ended, {0.0, survival}};
    if (survival > 0.0) {
      greenwood += d / (n * (n - d));
      const double half = z * std::sqrt(greenwood) / std::abs(maths::log(survival));
      step.interval = {maths::pow(survival, maths::exp(half)), maths::pow(survival, maths::exp(-half))};
    }
    steps.push_back(step);
  }
  return steps;
}

SurvivalStep survival_at(const std::vector<SurvivalStep>& steps, double days) {
  SurvivalStep last;
  last.interval = {1.0, 1.0};
  for (const SurvivalStep& step : steps) {
    if (step.days > days) break;
    last = step;
  }
  return last;
}

double Weibull::survival(double days) const {
  return maths::exp(-maths::pow(days / scale, shape));
}

std::optional<Weibull> fit_weibull(const std::vector<Lifetime>& lifetimes) {
  double largest = 0.0, ended = 0.0;
  for (const Lifetime& lifetime : lifetimes) {
    largest = std::max(largest, lifetime.days);
    ended += lifetime.ended ? 1.0 : 0.0;
  }
  if (!(ended > 0.0)) return std::nullopt;
  double low = 0.01, high = 50.0;
  // All ends at one instant: the likelihood grows without bound in the shape.
  if (profile_slope(lifetimes, largest, high) < 0.0) return std::nullopt;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (profile_slope(lifetimes, largest, middle) < 0.0 ? low : high) = middle;
  }
  double power = 0.0;
  for (const Lifetime& lifetime : lifetimes) power += maths::pow(lifetime.days / largest, low);
  return Weibull{low, largest * maths::pow(power / ended, 1.0 / low)};
}

double relative_break_rate(double days_since_signed) {
  std::size_t last = 1;
  while (last + 1 < std::size(kRecord) && days_since_signed >= kRecord[last].days) ++last;
  const auto rate = [](const Survival& from, const Survival& to) {
    return maths::log(from.share / to.share) / (to.days - from.days);
  };
  return rate(kRecord[last - 1], kRecord[last]) / rate(kRecord[0], kRecord[kFiveYears]);
}

std::vector<DurabilityReport> durability(std::string_view text, const std::string& file,
                                         const std::string& group_by, std::optional<Date> as_of) {
  std::vector<Problem> problems;
  const Table table = read_table(text, file, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  const PeaceColumns columns = columns_of(table, group_by);
  std::vector<Lifetime> all;
  std::map<std::string, std::vector<Lifetime>> groups;
  for (const Table::Row& row : table.rows) {
    const auto lifetime = lifetime_in(table, row, columns, as_of, problems);
    if (!lifetime) continue;
    all.push_back(*lifetime);
    if (columns.group) groups[std::string(trimmed(row.text[*columns.group]))].push_back(*lifetime);
  }
  if (all.empty() && problems.empty())
    problems.push_back({.code = ProblemCode::missing,
                        .file = file,
                        .what = "holds no agreement",
                        .hint = "add agreements, or a later as-of date"});
  if (!problems.empty()) throw InputError(std::move(problems));
  std::vector<DurabilityReport> reports = {report_on("all", all)};
  for (const auto& [value, lifetimes] : groups)
    reports.push_back(report_on(group_by + "=" + value, lifetimes));
  return reports;
}

}  // namespace handover::talks
