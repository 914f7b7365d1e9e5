#include "talks/slip.h"

#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include <Eigen/Dense>

namespace handover::talks {
namespace {

// Priors. Before data one step in four is late and one in ten early; conditions may change the odds tenfold
// either way; length, who left and the collection are pulled towards no difference.
constexpr double kLateBefore = -1.0, kEarlyBefore = -2.0;
constexpr SlipTerms kPriorSd = {2.0, 2.5, 0.1, 0.8, 0.8, 0.15, 0.15, 0.15, 0.15, 0.15, 1.0, 1.0};
constexpr double kCaseSd = 0.7;

constexpr std::string_view kLeaverNames[] = {"United Nations", "United States and its alliance", "Russia",
                                             "European states", "others"};

struct Outcomes {
  std::vector<SlipTerms> terms;
  std::vector<double> happened;
  std::vector<std::size_t> case_index;
  std::size_t cases = 0;
};

template <class Kept, class Happened>
Outcomes outcomes_of(std::span<const SlipCase> cases, Kept kept, Happened happened) {
  Outcomes outcomes;
  std::map<std::string, std::size_t> index;
  for (const SlipCase& c : cases) {
    if (!kept(c)) continue;
    outcomes.terms.push_back(slip_terms(c.conditions_based, c.planned_days, c.wider, c.leaver));
    outcomes.happened.push_back(happened(c) ? 1.0 : 0.0);
    outcomes.case_index.push_back(index.emplace(c.case_id, index.size()).first->second);
  }
  outcomes.cases = index.size();
  return outcomes;
}

// Posterior mode of coefficients and case effects by Newton's method, damped; the log posterior is concave.
SlipRegression fit_regression(const Outcomes& o, double intercept_before) {
  const auto terms = static_cast<Eigen::Index>(kSlipTerms);
  const Eigen::Index n = terms + static_cast<Eigen::Index>(o.cases);
  Eigen::VectorXd before = Eigen::VectorXd::Zero(n), precision(n);
  before(0) = intercept_before;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double sd = i < terms ? kPriorSd[static_cast<std::size_t>(i)] : kCaseSd;
    precision(i) = 1.0 / (sd * sd);
  }
  Eigen::VectorXd w = before;
  Eigen::MatrixXd hessian;
  for (int round = 0; round < 100; ++round) {
    Eigen::VectorXd slope = precision.cwiseProduct(w - before);
    hessian = precision.asDiagonal();
    for (std::size_t r = 0; r < o.terms.size(); ++r) {
      Eigen::VectorXd x = Eigen::VectorXd::Zero(n);
      for (Eigen::Index i = 0; i < terms; ++i) x(i) = o.terms[r][static_cast<std::size_t>(i)];
      x(terms + static_cast<Eigen::Index>(o.case_index[r])) = 1.0;
      const double p = 1.0 / (1.0 + maths::exp(-x.dot(w)));
      slope += (p - o.happened[r]) * x;
      hessian += p * (1.0 - p) * x * x.transpose();
    }
    Eigen::VectorXd step = hessian.ldlt().solve(slope);
    const double longest = step.cwiseAbs().maxCoeff();
    w -= step * std::min(1.0, 3.0 / std::max(longest, 1e-12));
    if (longest < 1e-10) break;
  }
  const Eigen::MatrixXd covariance = hessian.inverse().topLeftCorner(terms, terms);
  const Eigen::MatrixXd root = covariance.llt().matrixL();
  SlipRegression fit;
  for (std::size_t i = 0; i < kSlipTerms; ++i) {
    fit.mean[i] = w(static_cast<Eigen::Index>(i));
    for (std::size_t j = 0; j <= i; ++j)
      fit.root[i][j] = root(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
  }
  return fit;
}

double log_late(const SlipCase& c) {
  return maths::log(std::max(c.days_late, kSlipMonth + 1.0) / kSlipMonth);
}

// Late steps: done with a delay, given up for good, or open, of which some will never come. The shares of
// those follow by expectation-maximisation (Dempster, Laird & Rubin 1977).
void fit_tail(std::span<const SlipCase> cases, SlipFit& fit) {
  const SlipFit before;
  double never = 0.35, mean = before.tail_rate / (before.tail_shape - 1.0);
  for (int round = 0; round < 200; ++round) {
    fit.never = before.never;
    fit.not_never = before.not_never;
    fit.tail_shape = before.tail_shape;
    fit.tail_rate = before.tail_rate;
    for (const SlipCase& c : cases) {
      if (c.outcome == SlipOutcome::never) fit.never += 1.0;
      if (c.outcome != SlipOutcome::late) continue;
      const double x = log_late(c);
      const double still = (1.0 - never) * maths::exp(-x / mean);
      const double comes = c.ended ? 1.0 : still / (still + never);
      fit.never += 1.0 - comes;
      fit.not_never += comes;
      fit.tail_shape += c.ended ? 1.0 : 0.0;
      fit.tail_rate += comes * x;
    }
    never = fit.never / (fit.never + fit.not_never);
    mean = fit.tail_rate / (fit.tail_shape - 1.0);
  }
}

void fit_near(std::span<const SlipCase> cases, SlipFit& fit) {
  double days = 10.0, ahead = 1.0, share = 0.15, saved = 1.0;
  for (const SlipCase& c : cases) {
    if (c.outcome == SlipOutcome::early) {
      share += std::min(1.0, (-c.days_late - kSlipMonth) / std::max(1.0, c.planned_days - kSlipMonth));
      saved += 1.0;
    }
    if (c.outcome != SlipOutcome::on_time) continue;
    const std::size_t where = c.days_late == 0.0 ? 0 : c.days_late < 0.0 ? 1 : 2;
    fit.within[where] += 1.0;
    if (where != 1) continue;
    days -= c.days_late;
    ahead += 1.0;
  }
  fit.before_days = days / ahead;
  fit.early_share = share / saved;
}

double at(const SlipTerms& mean, const SlipTerms& x) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kSlipTerms; ++i) sum += mean[i] * x[i];
  return sum;
}

SlipTerms draw_terms(const SlipRegression& fit, DrawCursor& cursor) {
  SlipTerms z{}, w = fit.mean;
  for (double& one : z) one = normal_draw(cursor.next());
  for (std::size_t i = 0; i < kSlipTerms; ++i)
    for (std::size_t j = 0; j <= i; ++j) w[i] += fit.root[i][j] * z[j];
  return w;
}

SlipOutcome outcome_of(const ReferenceCase& past, bool done, double late) {
  if (!done && (past.outcome == "abandoned" || past.outcome == "reversed")) return SlipOutcome::never;
  if (late > kSlipMonth) return SlipOutcome::late;
  return late < -kSlipMonth ? SlipOutcome::early : SlipOutcome::on_time;
}

}  // namespace

std::size_t slip_leaver(std::string_view code) {
  if (code == "UN") return 0;
  if (code == "USA" || code == "NATO") return 1;
  if (code == "RUS") return 2;
  for (const std::string_view european : {"FRA", "GBR", "ESP", "CAN", "DEU", "ITA", "EU"})
    if (code == european) return 3;
  return 4;
}

std::string_view name_of_slip_leaver(std::size_t group) {
  return kLeaverNames[group];
}

std::size_t slip_leaver_of(const Mission& mission) {
  return mission.leaver.empty() ? kSlipLeavers : slip_leaver(mission.leaver);
}

namespace {

bool is_step(const ReferenceCase& past) {
  return past.kind == CaseKind::transition_step || past.kind == CaseKind::transition_end;
}

// The row of a plan that was open says less than a later row of the same plan that says how it ended.
bool is_superseded(const Mission& mission, const ReferenceCase& past) {
  if (past.actual) return false;
  return std::any_of(mission.reference_class.begin(), mission.reference_class.end(),
                     [&](const ReferenceCase& other) {
                       return is_step(other) && other.actual && other.case_id == past.case_id &&
                              other.started == past.started && other.planned == past.planned;
                     });
}

}  // namespace

std::vector<SlipCase> slip_cases(const Mission& mission) {
  std::vector<SlipCase> cases;
  for (const ReferenceCase& past : mission.reference_class) {
    if (!is_step(past) || !past.started || !past.planned || is_superseded(mission, past)) continue;
    const double planned = days_between(*past.started, *past.planned).value;
    if (planned < 1.0 || days_between(*past.planned, mission.as_of).value <= kSlipMonth) continue;
    const bool done = past.actual && *past.actual <= mission.as_of;
    const double late = days_between(*past.planned, done ? *past.actual : mission.as_of).value;
    SlipCase one;
    one.case_id = past.case_id;
    one.leaver = past.leaver.empty() ? kSlipLeavers : slip_leaver(past.leaver);
    one.wider = past.wider_record;
    one.conditions_based = past.conditions_based;
    one.planned_days = planned;
    one.days_late = std::max(late, -planned);
    one.outcome = outcome_of(past, done, late);
    one.ended = done || one.outcome == SlipOutcome::never;
    cases.push_back(std::move(one));
  }
  return cases;
}

SlipTerms slip_terms(bool conditions_based, double planned_days, bool wider, std::size_t leaver) {
  SlipTerms x{};
  x[0] = 1.0;
  x[1] = conditions_based ? 1.0 : 0.0;
  x[2] = maths::log(std::max(planned_days, 1.0) / 365.25);
  x[wider ? 4 : 3] = 1.0;
  if (leaver < kSlipLeavers) x[5 + leaver] = 1.0;
  if (conditions_based) x[5 + kSlipLeavers + (wider ? 1 : 0)] = 1.0;
  return x;
}

SlipFit fit_slip(std::span<const SlipCase> cases) {
  SlipFit fit;
  fit.cases = cases.size();
  std::set<std::string> missions;
  for (const SlipCase& c : cases) {
    fit.open += c.ended ? 0 : 1;
    fit.never_came += c.outcome == SlipOutcome::never ? 1 : 0;
    missions.insert(c.case_id);
  }
  fit.missions = missions.size();
  const auto all = [](const SlipCase&) { return true; };
  const auto late = [](const SlipCase& c) { return !c.on_time_or_early(); };
  const auto not_late = [](const SlipCase& c) { return c.on_time_or_early(); };
  const auto early = [](const SlipCase& c) { return c.outcome == SlipOutcome::early; };
  fit.late = fit_regression(outcomes_of(cases, all, late), kLateBefore);
  fit.early = fit_regression(outcomes_of(cases, not_late, early), kEarlyBefore);
  fit_tail(cases, fit);
  fit_near(cases, fit);
  return fit;
}

SlipLot draw_lot(DrawCursor& cursor) {
  SlipLot lot;
  lot.effect = normal_draw(cursor.next());
  lot.which = cursor.next();
  lot.how_far = cursor.next();
  lot.never = cursor.next();
  return lot;
}

SlipDraw draw_slip(const SlipFit& fit, bool wider, std::size_t leaver, DrawCursor& cursor) {
  SlipDraw draw;
  const SlipTerms late = draw_terms(fit.late, cursor), early = draw_terms(fit.early, cursor);
  const SlipTerms calendar_of_a_year = slip_terms(false, 365.25, wider, leaver),
                  conditions_of_a_year = slip_terms(true, 365.25, wider, leaver);
  draw.late = at(late, calendar_of_a_year);
  draw.late_conditions = at(late, conditions_of_a_year) - draw.late;
  draw.late_per_log_year = late[2];
  draw.early = at(early, calendar_of_a_year);
  draw.early_conditions = at(early, conditions_of_a_year) - draw.early;
  draw.early_per_log_year = early[2];
  draw.case_sd = kCaseSd;
  draw.never = beta_draw(cursor, fit.never, fit.not_never);
  draw.tail = 1.0 / gamma_draw(cursor, fit.tail_shape, fit.tail_rate);
  std::array<double, 3> share{};
  double sum = 0.0;
  for (std::size_t i = 0; i < 3; ++i) sum += share[i] = gamma_draw(cursor, fit.within[i], 1.0);
  draw.on_day = share[0] / sum;
  draw.before = share[1] / sum;
  draw.before_days = fit.before_days;
  draw.early_share = fit.early_share;
  return draw;
}

double chance_on_time(const SlipFit& fit, bool conditions_based, double planned_days, bool wider,
                      std::size_t leaver) {
  const SlipTerms x = slip_terms(conditions_based, planned_days, wider, leaver);
  double variance = kCaseSd * kCaseSd;
  for (std::size_t j = 0; j < kSlipTerms; ++j) {
    double along = 0.0;
    for (std::size_t i = j; i < kSlipTerms; ++i) along += fit.late.root[i][j] * x[i];
    variance += along * along;
  }
  constexpr int kPoints = 400;
  double late = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    const double z = normal_quantile((i + 0.5) / kPoints);
    late += 1.0 / (1.0 + maths::exp(-at(fit.late.mean, x) - std::sqrt(variance) * z)) / kPoints;
  }
  return 1.0 - late;
}

SlipRecord slip_record(std::span<const SlipCase> cases) {
  SlipRecord record;
  std::vector<double> ratios;
  for (const SlipCase& c : cases) {
    ++record.cases;
    record.within_a_month += c.outcome == SlipOutcome::on_time ? 1 : 0;
    record.early += c.outcome == SlipOutcome::early ? 1 : 0;
    record.late += c.outcome == SlipOutcome::late && c.ended ? 1 : 0;
    record.never += c.outcome == SlipOutcome::never ? 1 : 0;
    record.open += c.ended ? 0 : 1;
    SlipShare& share = c.conditions_based ? record.conditions_based : record.calendar;
    ++share.cases;
    share.on_time += c.on_time_or_early() ? 1 : 0;
    const bool came = c.ended && c.outcome != SlipOutcome::never;
    ratios.push_back(came ? 1.0 + c.days_late / c.planned_days : std::numeric_limits<double>::infinity());
  }
  if (ratios.empty()) return record;
  std::sort(ratios.begin(), ratios.end());
  record.median_ratio = ratios[(ratios.size() - 1) / 2];
  record.low_ratio = ratios[(ratios.size() - 1) / 4];
  record.high_ratio = ratios[3 * (ratios.size() - 1) / 4];
  return record;
}

}  // namespace handover::talks
