#include "threat/daily/daily_model.h"

#include "numerics/maths.h"
#include "threat/daily/daily_cells.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace handover::threat {
namespace {

double add_prior(const Layout& layout, const std::vector<double>& theta, std::vector<double>& gradient) {
  double sum = 0.0;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const Parameter& parameter = layout.parameters[i];
    const double z = (theta[i] - parameter.prior_mean) / parameter.prior_sd;
    sum -= 0.5 * z * z + maths::log(parameter.prior_sd) + 0.91893853320467274178;
    gradient[i] -= z / parameter.prior_sd;
  }
  return sum;
}

}  // namespace

// Buffers of evaluations that run at the same time, each lent to one of them and kept for the next.
class DailyModel::Buffers {
 public:
  explicit Buffers(const DailyModel& model) : model_(model) {}
  std::unique_ptr<DailyCells> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<DailyCells>(model_.data_, model_.layout_, model_.options_);
    std::unique_ptr<DailyCells> cells = std::move(idle_.back());
    idle_.pop_back();
    return cells;
  }
  void give_back(std::unique_ptr<DailyCells> cells) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(cells));
  }

 private:
  const DailyModel& model_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<DailyCells>> idle_;
};

class DailyModel::Lease {
 public:
  explicit Lease(Buffers& from) : from_(from), cells_(from.take()) {}
  ~Lease() { from_.give_back(std::move(cells_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  DailyCells* operator->() const { return cells_.get(); }

 private:
  Buffers& from_;
  std::unique_ptr<DailyCells> cells_;
};

DailyModel::DailyModel(const FitData& data, Layout layout, const ModelOptions& options)
    : data_(data),
      layout_(std::move(layout)),
      options_(options),
      order_(order_of_totals(data)),
      buffers_(std::make_unique<Buffers>(*this)) {}
DailyModel::~DailyModel() = default;

const Layout& DailyModel::layout() const {
  return layout_;
}

const ModelOptions& DailyModel::options() const {
  return options_;
}

Posterior DailyModel::evaluate(const std::vector<double>& theta, std::vector<double>& gradient) const {
  gradient.assign(theta.size(), 0.0);
  const Natural natural = natural_of(data_, layout_, options_, theta);
  Posterior posterior;
  const Lease cells(*buffers_);
  posterior.log_likelihood = cells->forward(natural, gradient);
  TapeTerms terms(data_, layout_, options_, order_, theta);
  Value sum = terms.shares() + terms.totals();
  const std::size_t days = data_.days;
  std::vector<double> smoothed_on(data_.patrons * days, 0.0), smoothed_off(data_.patrons * days, 0.0);
  for (std::size_t p = 0; p < data_.patrons && options_.regimes; ++p) {
    const RegimeOutput output = terms.regime(p, &cells->log_on()[p * days], &cells->log_off()[p * days]);
    sum += output.log_likelihood;
    std::copy(output.by_log_on.begin(), output.by_log_on.end(), &smoothed_on[p * days]);
    std::copy(output.by_log_off.begin(), output.by_log_off.end(), &smoothed_off[p * days]);
  }
  posterior.log_likelihood += sum.value;
  if (sum.tape != nullptr) {
    const std::vector<double>& adjoint = terms.tape().sweep(sum);
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += adjoint[terms.theta()[i].index];
  }
  cells->backward(natural, smoothed_on, smoothed_off, gradient);
  posterior.log_prior = add_prior(layout_, theta, gradient);
  return posterior;
}

ModelState DailyModel::state_at(const std::vector<double>& theta) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  std::vector<double> gradient(theta.size(), 0.0);
  cells->forward(natural, gradient);
  ModelState state;
  state.kernel_sum = cells->kernel_sum_at_end();
  const std::size_t days = data_.days;
  for (std::size_t p = 0; p < data_.patrons; ++p) {
    std::vector<double> by_day(days, std::numeric_limits<double>::quiet_NaN());
    double at_end = 1.0;
    if (options_.regimes) {
      TapeTerms terms(data_, layout_, options_, order_, theta);
      const RegimeOutput output = terms.regime(p, &cells->log_on()[p * days], &cells->log_off()[p * days]);
      at_end = output.on_at_end;
      // Closing the moments of open periods can push the derivative past the ends by a little.
      for (std::size_t d = output.first; d < days; ++d) by_day[d] = std::clamp(output.by_log_on[d], 0.0, 1.0);
    }
    state.regime_on.push_back(at_end);
    state.regime_by_day.push_back(std::move(by_day));
  }
  return state;
}

MeanParts DailyModel::parts_of(const std::vector<double>& theta, std::size_t stream) const {
  MeanParts sum;
  for (const MeanParts& day : parts_by_day(theta, stream)) {
    sum.endemic += day.endemic;
    sum.own_zone += day.own_zone;
    sum.neighbours += day.neighbours;
    sum.other_streams += day.other_streams;
  }
  return sum;
}

std::vector<MeanParts> DailyModel::parts_by_day(const std::vector<double>& theta, std::size_t stream) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  const DailyCells::Recent recent = cells->recent_by_day(natural);
  std::vector<MeanParts> by_day(data_.days);
  const double share = natural.neighbour_share[stream];
  for (std::size_t d = 0; d < data_.days; ++d) {
    if (data_.observed[stream * data_.days + d] == 0) continue;
    MeanParts& parts = by_day[d];
    for (std::size_t z = 0; z < data_.zones; ++z) {
      if (data_.in_scope[stream * data_.zones + z] == 0) continue;
      parts.endemic += natural.base[stream * data_.zones + z] * natural.day_factor[stream * data_.days + d];
      for (std::size_t j = 0; j < data_.streams; ++j) {
        const double excitation = natural.excitation[stream * data_.streams + j];
        const std::size_t at = data_.cell(j, d, z);
        if (excitation == 0.0) continue;
        const double own = excitation * (1.0 - share) * recent.own[at];
        const double next_door = excitation * share * recent.around[at];
        if (j == stream) {
          parts.own_zone += own;
          parts.neighbours += next_door;
        } else {
          parts.other_streams += own + next_door;
        }
      }
    }
  }
  return by_day;
}

std::vector<DailyModel::Fitted> DailyModel::fitted_of(const std::vector<double>& theta,
                                                      std::size_t stream) const {
  const Natural natural = natural_of(data_, layout_, options_, theta);
  const Lease cells(*buffers_);
  const DailyCells::Recent recent = cells->recent_by_day(natural);
  const ModelState state = state_at(theta);
  std::vector<Fitted> fitted;
  const double share = natural.neighbour_share[stream];
  const int patron = layout_.stream[stream].off_factor == kNone ? -1 : data_.patron_of_stream[stream];
  for (std::size_t d = 0; d < data_.days; ++d) {
    if (data_.observed[stream * data_.days + d] == 0) continue;
    double factor = 1.0;
    if (patron >= 0) {
      const double on = state.regime_by_day[static_cast<std::size_t>(patron)][d];
      factor = on + (1.0 - on) * natural.off_factor[stream];
    }
    for (std::size_t z = 0; z < data_.zones; ++z) {
      const std::size_t place = stream * data_.zones + z;
      if (data_.in_scope[place] == 0 || data_.weight[place] <= 0.0) continue;
      double mean = natural.base[place] * natural.day_factor[stream * data_.days + d];
      for (std::size_t j = 0; j < data_.streams; ++j) {
        const std::size_t at = data_.cell(j, d, z);
        mean += natural.excitation[stream * data_.streams + j] *
                ((1.0 - share) * recent.own[at] + share * recent.around[at]);
      }
      fitted.push_back(
          {d, z, data_.count[data_.cell(stream, d, z)], factor * mean, natural.dispersion[stream]});
    }
  }
  return fitted;
}

double DailyModel::excitation(const std::vector<double>& theta, std::size_t affected,
                              std::size_t cause) const {
  return natural_of(data_, layout_, options_, theta).excitation[affected * data_.streams + cause];
}
double DailyModel::self_excitation(const std::vector<double>& theta, std::size_t stream) const {
  return excitation(theta, stream, stream);
}

}  // namespace handover::threat
