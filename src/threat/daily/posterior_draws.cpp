#include "threat/daily/posterior_draws.h"

#include "numerics/draws.h"
#include "numerics/maths.h"
#include "threat/daily/daily_cells.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

namespace handover::threat {
namespace {

constexpr double kMostRadius = 0.98;
constexpr std::size_t kFreshDays = 45;  // recent incidents are known: a month that has just come out counts

// Expected offspring of an incident over all streams and generations grow with this radius.
double spectral_radius(const std::vector<double>& excitation, std::size_t streams) {
  const auto n = static_cast<Eigen::Index>(streams);
  Eigen::MatrixXd matrix(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) matrix(i, j) = excitation[static_cast<std::size_t>(i * n + j)];
  }
  return matrix.eigenvalues().cwiseAbs().maxCoeff();
}

// Days up to the as-of date without an observation; no more than kFreshDays are looked at.
std::size_t unpublished_days(const FitData& data, std::size_t stream) {
  std::size_t back = 0;
  while (back < std::min(kFreshDays, data.days) &&
         data.observed[stream * data.days + data.days - 1 - back] == 0)
    ++back;
  return back;
}

bool daily_is_fresh(const FitData& data, std::size_t stream) {
  return unpublished_days(data, stream) < std::min(kFreshDays, data.days);
}

RegimeDraw regime_of(const PatronPlaces& at, const std::vector<double>& theta) {
  RegimeDraw regime;
  if (at.off_to_on == kNone) return {0.0, 0.0, 1.0, 1.0};  // no switch in this model: on for good
  regime.off_to_on = maths::exp(theta[at.off_to_on]);
  regime.on_to_off = maths::exp(theta[at.on_to_off]);
  regime.war_abroad_on_factor = maths::exp(theta[at.war]);
  regime.talks_on_factor = maths::exp(theta[at.talks]);
  return regime;
}

// Where no day near the as-of date was seen, R is what the level implies in the long run.
void settle_kernel_sums(ThreatDraw& draw, const FitData& data, std::size_t stream) {
  const int patron = data.patron_of_stream[stream];
  const double on = patron < 0 ? 1.0 : draw.regime_on[static_cast<std::size_t>(patron)];
  const double offspring = std::min(draw.excitation[stream * data.streams + stream], kMostRadius);
  const double g = draw.regime_off_factor[stream];
  const double per_endemic = on / (1.0 - offspring) + (1.0 - on) * g / (1.0 - g * offspring);
  for (std::size_t z = 0; z < data.zones; ++z) {
    for (std::size_t m = 0; m < 2; ++m) {
      draw.kernel_sum[(stream * data.zones + z) * 2 + m] =
          draw.endemic[stream * data.zones + z] * per_endemic;
    }
  }
}

}  // namespace

namespace {

// How deadly an incident is changes with the kind of war: the newest incidents that suffice for a fit speak,
// and older ones do not. The first day of those, by stream.
std::vector<Date> sizes_from(const Mission& mission) {
  constexpr std::size_t enough = 100;
  std::vector<Date> from(mission.streams.size(), Date::min());
  std::vector<std::size_t> incidents(mission.streams.size(), 0);
  for (auto row = mission.daily_counts.rbegin(); row != mission.daily_counts.rend(); ++row) {
    const std::size_t stream = row->stream.index;
    if (incidents[stream] >= enough) continue;
    incidents[stream] += static_cast<std::size_t>(std::max(0, row->count));
    if (incidents[stream] >= enough) from[stream] = row->known.from;
  }
  return from;
}

// Counts of the last published days, newest first. Gates read the newest record that is out, as commissions
// do: where the last days are still to be published, what was known before them stands in.
std::vector<int> recent_days(const FitData& data, std::size_t stream) {
  constexpr std::size_t kLongest = 400;
  for (std::size_t z = 0; z < data.zones; ++z)
    if (data.in_scope[stream * data.zones + z] == 0) return {};
  std::vector<int> counts;
  for (std::size_t d = data.days - unpublished_days(data, stream); d > 0 && counts.size() < kLongest; --d) {
    if (data.observed[stream * data.days + d - 1] == 0) break;
    double sum = 0.0;
    for (std::size_t z = 0; z < data.zones; ++z) sum += data.count[data.cell(stream, d - 1, z)];
    counts.push_back(static_cast<int>(sum));
  }
  return counts;
}

// A stream's background from the as-of date on: its level then, of that which was fitted, and factors on that
// level by step, each as in the step's middle.
struct DriftPath {
  double level_today = 1.0;
  std::vector<double> factors;
};
DriftPath drift_path(std::size_t block_days, std::size_t steps, const RandomStream& randomness,
                     std::uint32_t stream) {
  const auto move = [&](double days, std::size_t number) {
    return std::sqrt(kDriftVariancePerYear * days / kDaysPerYear) *
           normal_draw(randomness.uniform_at(stream, static_cast<std::uint32_t>(number)));
  };
  DriftPath path{.level_today = maths::exp(move(static_cast<double>(block_days) / 3.0, 0)), .factors = {}};
  double walk = 0.0;
  for (std::size_t step = 1; step <= steps; ++step) {
    walk += move(step == 1 ? 0.5 * kDriftDays : kDriftDays, step);
    path.factors.push_back(maths::exp(walk));
  }
  return path;
}

}  // namespace

namespace {

// A tally of several incidents: its dead belong to as many deadly ones as are of the size that deadly single
// incidents have, and the others killed nobody. A day with two incidents thus weighs as two.
void add_tally(SizeData& data, int incidents, int killed, double usual_size) {
  const int deadly = killed == 0 ? 0
                                 : std::clamp(static_cast<int>(std::lround(killed / usual_size)), 1,
                                              std::min(incidents, killed));
  for (int i = 0; i < incidents; ++i) {
    const int size = i < deadly ? killed / deadly + (i < killed % deadly ? 1 : 0) : 0;
    data.killed.push_back(size);
  }
}

// Mean number killed by single incidents that killed anybody; two where fewer than ten tell.
double usual_size_of(const Mission& mission, std::size_t stream, std::size_t victim) {
  double killed = 0.0, deadly = 0.0;
  for (const DailyCount& row : mission.daily_counts) {
    if (row.stream.index != stream || row.count != 1 || row.killed[victim] == 0) continue;
    killed += row.killed[victim];
    deadly += 1.0;
  }
  return deadly >= 10.0 ? killed / deadly : 2.0;
}

}  // namespace

std::vector<StreamId> streams_without_own_losses(const Mission& mission) {
  constexpr auto kOurs = static_cast<std::size_t>(Victim::coalition);
  std::vector<StreamId> without;
  for (std::uint16_t k = 0; k < mission.streams.size(); ++k) {
    bool recorded = false;
    for (const DailyCount& row : mission.daily_counts)
      recorded |= row.stream.index == k && (mission.streams[k].on_coalition || row.killed[kOurs] > 0);
    for (const CasualtyRecord& record : mission.casualties)
      recorded |= record.stream.index == k && record.victim == Victim::coalition &&
                  (mission.streams[k].on_coalition || record.killed > 0.0);
    if (!recorded) without.push_back(StreamId{k});
  }
  return without;
}

std::vector<std::array<SizeData, kVictims>> size_data_of(const Mission& mission) {
  std::vector<std::array<SizeData, kVictims>> sizes(mission.streams.size());
  const std::vector<Date> from = sizes_from(mission);
  std::vector<std::array<double, kVictims>> usual(mission.streams.size());
  for (std::size_t k = 0; k < usual.size(); ++k)
    for (std::size_t v = 0; v < kVictims; ++v) usual[k][v] = usual_size_of(mission, k, v);
  for (const DailyCount& row : mission.daily_counts) {
    if (row.known.from < from[row.stream.index]) continue;
    for (std::size_t v = 0; v < kVictims; ++v) {
      add_tally(sizes[row.stream.index][v], row.count, row.killed[v], usual[row.stream.index][v]);
    }
  }
  // Totals by other sources count where the days do not already tell.
  for (const CasualtyRecord& record : mission.casualties) {
    SizeData& data = sizes[record.stream.index][static_cast<std::size_t>(record.victim)];
    if (data.killed.size() >= 30) continue;
    data.incidents += record.incidents;
    data.deaths += record.killed;
  }
  for (const StreamId stream : streams_without_own_losses(mission))
    sizes[stream.index][static_cast<std::size_t>(Victim::coalition)].no_record = true;
  return sizes;
}

FittedThreat fitted_of(const FitData& data, const DailyModel& model, const Fit& fit,
                       const ModelOptions& model_options,
                       const std::vector<std::array<SizeData, kVictims>>& sizes, const FittedOptions& options,
                       std::size_t& tamed) {
  const Layout& layout = model.layout();
  FittedThreat fitted;
  fitted.as_of = data.first + std::chrono::days{static_cast<int>(data.days) - 1};
  fitted.war_abroad = data.war_abroad.back() != 0;
  fitted.talks_in_session = data.talks.back() != 0;
  fitted.streams = data.streams;
  fitted.zones = data.zones;
  fitted.kernels = 2;
  fitted.patrons = data.patrons;
  fitted.patron_of_stream = data.patron_of_stream;
  fitted.neighbours.assign(data.zones * data.zones, 0.0);
  for (std::size_t z = 0; z < data.zones; ++z) {
    for (const std::size_t other : data.neighbours[z]) {
      fitted.neighbours[z * data.zones + other] = 1.0 / static_cast<double>(data.neighbours[z].size());
    }
  }
  for (std::size_t k = 0; k < data.streams; ++k) {
    fitted.recent_days.push_back(recent_days(data, k));
    // After a single report that nobody covers by day nothing waits to be published.
    fitted.unpublished.push_back(data.covered[k] != 0 ? static_cast<int>(unpublished_days(data, k)) : 0);
  }
  std::vector<std::array<SizeFit, kVictims>> size_fits(data.streams);
  for (std::size_t k = 0; k < data.streams; ++k) {
    for (std::size_t v = 0; v < kVictims; ++v) size_fits[k][v] = fit_size(sizes[k][v]);
  }
  const auto drift_steps = static_cast<std::size_t>(options.horizon_months) * 31 / kDriftDays + 1;
  tamed = 0;
  for (std::size_t i = 0; i < fit.draws.size(); ++i) {
    const std::vector<double>& theta = fit.draws[i];
    const Natural natural = natural_of(data, layout, model_options, theta);
    const ModelState state = model.state_at(theta);
    const RandomStream randomness(options.seed, static_cast<std::uint32_t>(i), 1, Purpose::parameters);
    ThreatDraw draw;
    draw.endemic = natural.base;
    draw.excitation = natural.excitation;
    draw.neighbour_share = natural.neighbour_share;
    draw.dispersion = natural.dispersion;
    draw.regime_off_factor = natural.off_factor;
    draw.kernel_weight = {natural.weight[0], natural.weight[1]};
    draw.kernel_decay = {natural.decay[0], natural.decay[1]};
    draw.regime_on = state.regime_on;
    draw.kernel_sum = state.kernel_sum;
    for (const PatronPlaces& at : layout.patron) draw.regime.push_back(regime_of(at, theta));
    const double radius = spectral_radius(draw.excitation, data.streams);
    if (radius > kMostRadius) {
      ++tamed;
      for (double& value : draw.excitation) value *= kMostRadius / radius;
    }
    draw.killed.resize(data.streams);
    for (std::size_t k = 0; k < data.streams; ++k) {
      const StreamPlaces& at = layout.stream[k];
      draw.season_sin.push_back(at.season_sin == kNone ? 0.0 : theta[at.season_sin]);
      draw.season_cos.push_back(at.season_cos == kNone ? 0.0 : theta[at.season_cos]);
      DriftPath path{.level_today = 1.0, .factors = std::vector<double>(drift_steps, 1.0)};
      if (data.patron_of_stream[k] < 0) {  // streams under a patron move by its switch
        path = drift_path(model_options.block_days, drift_steps, randomness.for_purpose(Purpose::drift),
                          static_cast<std::uint32_t>(k));
      }
      for (std::size_t z = 0; z < data.zones; ++z) draw.endemic[k * data.zones + z] *= path.level_today;
      draw.drift.insert(draw.drift.end(), path.factors.begin(), path.factors.end());
      if (!daily_is_fresh(data, k)) settle_kernel_sums(draw, data, k);
      for (std::size_t v = 0; v < kVictims; ++v) {
        draw.killed[k][v] = draw_size(sizes[k][v], size_fits[k][v], randomness,
                                      static_cast<std::uint32_t>(1 + k * kVictims + v));
      }
    }
    fitted.draws.push_back(std::move(draw));
  }
  return fitted;
}

}  // namespace handover::threat
