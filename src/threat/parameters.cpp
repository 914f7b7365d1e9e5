#include "threat/parameters.h"

#include "numerics/maths.h"
#include "threat/season.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

// Two streams can only teach us about excitation between them on days that both cover.
bool share_days(const FitData& data, std::size_t a, std::size_t b) {
  constexpr std::size_t kFewestDays = 180, kFewestIncidents = 30;
  if (data.daily_incidents(a) < kFewestIncidents || data.daily_incidents(b) < kFewestIncidents) return false;
  std::size_t both = 0;
  for (std::size_t d = 0; d < data.days; ++d)
    both += data.observed[a * data.days + d] & data.observed[b * data.days + d];
  return both >= kFewestDays;
}

bool has_zonal_information(const FitData& data, std::size_t stream) {
  if (data.daily_incidents(stream) > 0) return true;
  for (const ShareObservation& share : data.shares) {
    if (share.stream == stream) return true;
  }
  for (const IntervalObservation& one : data.intervals) {
    if (one.stream == stream && one.zones.size() < data.zones) return true;
  }
  return false;
}

std::size_t first_day_with_data(const FitData& data, std::size_t stream) {
  std::size_t first = data.days;
  for (std::size_t d = data.days; d-- > 0;) {
    if (data.observed[stream * data.days + d] != 0) first = d;
  }
  for (const IntervalObservation& one : data.intervals) {
    if (one.stream == stream) first = std::min(first, one.from);
  }
  return first;
}

class Places {
 public:
  explicit Places(Layout& layout) : layout_(layout) {}
  std::size_t add(std::string name, const std::string& stream, double mean, double sd, Scale scale,
                  bool informed) {
    layout_.parameters.push_back({std::move(name), stream, mean, sd, scale, informed});
    return layout_.parameters.size() - 1;
  }

 private:
  Layout& layout_;
};

}  // namespace

Layout lay_out_parameters(const FitData& data, const std::vector<std::string>& stream_names,
                          const std::vector<std::string>& zone_names,
                          const std::vector<std::string>& patron_names, const ModelOptions& options) {
  Layout layout;
  Places places(layout);
  layout.blocks = (data.days + options.block_days - 1) / options.block_days;
  for (std::size_t d = 0; d < data.days; ++d) {
    const double angle = season_angle(data.first + std::chrono::days{static_cast<int>(d)});
    layout.sine.push_back(maths::sin(angle));
    layout.cosine.push_back(maths::cos(angle));
  }
  bool any_daily = false;
  for (std::size_t k = 0; k < data.streams; ++k) {
    const std::string& name = stream_names[k];
    const bool daily = data.has_daily(k), any = daily || data.has_interval(k);
    const bool many_days = daily && data.observed_days(k) >= 60;
    any_daily = any_daily || many_days;
    StreamPlaces at;
    // One incident a month, give or take a factor of twelve (90 %). A stream's own days tell the level
    // themselves: a prior that pulled on it would push the difference into excitation. Under a patron the
    // prior also says which of two levels is "on".
    const bool own_level = many_days && data.patron_of_stream[k] < 0;
    at.level = places.add("level at the as-of date", name, maths::log(1.0 / 30.0), own_level ? 2.5 : 1.5,
                          Scale::logarithm, any);
    at.dispersion = places.add("dispersion", name, maths::log(0.5), 1.0, Scale::logarithm, any);
    if (many_days && data.observed_days(k) >= 365) {
      at.season_sin = places.add("season, sine", name, 0.0, options.season_sd, Scale::plain, true);
      at.season_cos = places.add("season, cosine", name, 0.0, options.season_sd, Scale::plain, true);
    }
    if (any && !data.covariates.empty()) {
      at.covariate_first = layout.parameters.size();
      for (const EndemicCovariate& covariate : data.covariates)
        places.add("effect of " + covariate.name, name, 0.0, options.covariate_sd, Scale::plain, true);
    }
    if (data.zones > 1) {
      const bool zonal = has_zonal_information(data, k);
      at.zone_first = layout.parameters.size();
      for (std::size_t z = 0; z < data.zones; ++z) {
        places.add("zone effect: " + zone_names[z], name, 0.0, options.zone_sd, Scale::logarithm,
                   zonal && data.weight[k * data.zones + z] > 0.0);
      }
    }
    at.excitation.assign(data.streams, kNone);
    if (options.excitation) {
      // A prior centred on 40 %, the share found self-excited in Iraq 2003-07 (Lewis et al. 2012: 37-50 %);
      // where days can tell, wide enough for nearly none (5 %) and for nearly critical (90 %).
      at.excitation[k] =
          places.add("offspring per incident", name, -0.4, many_days ? 1.7 : 0.8, Scale::log_odds, any);
      for (std::size_t j = 0; j < data.streams; ++j) {
        if (j == k || !share_days(data, k, j)) continue;
        at.excitation[j] = places.add("offspring per incident of " + stream_names[j], name, maths::log(0.02),
                                      1.2, Scale::logarithm, true);
      }
      if (many_days && data.zones > 1) {
        at.neighbour_share =
            places.add("share of offspring next door", name, -1.5, 1.0, Scale::log_odds, true);
      }
    }
    if (options.regimes && data.patron_of_stream[k] >= 0) {
      at.off_factor = places.add("rate when off, of that when on", name, -3.0, 1.0, Scale::log_odds, any);
    }
    const bool outside = std::any_of(data.intervals.begin(), data.intervals.end(),
                                     [k](const auto& one) { return one.stream == k && one.outside; });
    if (outside) {
      at.outside = places.add("share of incidents off the map", name, -1.6, 1.0, Scale::log_odds, true);
    }
    // Streams under a patron move by its switch; all others have a background that drifts.
    if (data.patron_of_stream[k] < 0 && any) {
      const std::size_t first = first_day_with_data(data, k);
      const std::size_t blocks_back = (data.days - 1 - first) / options.block_days;
      at.walk_first = layout.parameters.size();
      at.walk_steps = blocks_back;
      for (std::size_t i = 0; i < blocks_back; ++i) {
        places.add("step of the background", name, 0.0, options.walk_sd, Scale::plain, true);
      }
    }
    const bool ratios =
        std::any_of(data.ratios.begin(), data.ratios.end(), [k](const auto& r) { return r.stream == k; });
    if (ratios) {
      // Against a daily source the others may count another kind of incident; totals of the same stream by
      // several sources mostly count the same.
      at.ratio_mean = places.add("reporting ratio of other sources", name, 0.0, many_days ? 1.5 : 0.25,
                                 Scale::logarithm, true);
    }
    layout.stream.push_back(std::move(at));
  }
  if (options.excitation) {
    layout.fast_half_life =
        places.add("fast half-life, days", "", maths::log(1.5), 0.7, Scale::logarithm, any_daily);
    layout.slow_half_life = places.add("slow half-life beyond the fast one, days", "", maths::log(14.0), 0.7,
                                       Scale::logarithm, any_daily);
    layout.fast_weight =
        places.add("share of offspring at the fast rate", "", 0.0, 1.2, Scale::log_odds, any_daily);
  }
  for (std::size_t i = 0; i < data.ratios.size(); ++i) {
    layout.ratio.push_back(places.add("reporting ratio of " + data.ratios[i].source + " to the mean ratio",
                                      stream_names[data.ratios[i].stream], 0.0,
                                      data.observed_days(data.ratios[i].stream) >= 60 ? 0.5 : 0.25,
                                      Scale::logarithm, true));
  }
  for (std::size_t p = 0; p < data.patrons; ++p) {
    PatronPlaces at;
    if (options.regimes) {
      bool any = false;
      for (std::size_t k = 0; k < data.streams; ++k) {
        any = any || (data.patron_of_stream[k] == static_cast<int>(p) &&
                      (data.has_daily(k) || data.has_interval(k)));
      }
      const std::string& name = patron_names[p];
      at.off_to_on =
          places.add("off to on, per day: " + name, "", maths::log(1.0 / 365.0), 1.0, Scale::logarithm, any);
      at.on_to_off =
          places.add("on to off, per day: " + name, "", maths::log(1.0 / 180.0), 1.0, Scale::logarithm, any);
      at.war =
          places.add("war abroad on off-to-on: " + name, "", maths::log(3.0), 0.7, Scale::logarithm, any);
      at.talks = places.add("talks in session on off-to-on: " + name, "", maths::log(0.7), 0.5,
                            Scale::logarithm, any);
    }
    layout.patron.push_back(at);
  }
  return layout;
}

}  // namespace handover::threat
