#include "threat/daily/parameters.h"

#include "numerics/maths.h"
#include "threat/daily/season.h"

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
  Places(Layout& layout, const Priors& priors) : layout_(layout), priors_(priors) {}
  std::size_t add(PriorName prior, std::string name, const std::string& stream, bool informed) {
    const PriorValue& value = priors_[prior];
    const PriorScale scale = key_of(prior).scale;
    layout_.parameters.push_back(
        {std::move(name), stream, value.mean(scale), value.spread, scale_of(scale), informed});
    return layout_.parameters.size() - 1;
  }

 private:
  static Scale scale_of(PriorScale scale) {
    if (scale == PriorScale::logarithm) return Scale::logarithm;
    return scale == PriorScale::log_odds ? Scale::log_odds : Scale::plain;
  }
  Layout& layout_;
  const Priors& priors_;
};

}  // namespace

Layout lay_out_parameters(const FitData& data, const std::vector<std::string>& stream_names,
                          const std::vector<std::string>& zone_names,
                          const std::vector<std::string>& patron_names, const ModelOptions& options) {
  Layout layout;
  Places places(layout, options.priors);
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
    const bool own_level = many_days && data.patron_of_stream[k] < 0;
    at.level = places.add(own_level ? PriorName::level_by_day : PriorName::level_by_total,
                          "level at the as-of date", name, any);
    at.dispersion = places.add(PriorName::dispersion, "dispersion", name, any);
    if (many_days && data.observed_days(k) >= 365) {
      at.season_sin = places.add(PriorName::season, "season, sine", name, true);
      at.season_cos = places.add(PriorName::season, "season, cosine", name, true);
    }
    if (any && !data.covariates.empty()) {
      at.covariate_first = layout.parameters.size();
      for (const EndemicCovariate& covariate : data.covariates)
        places.add(PriorName::covariate_effect, "effect of " + covariate.name, name, true);
    }
    if (data.zones > 1) {
      const bool zonal = has_zonal_information(data, k);
      at.zone_first = layout.parameters.size();
      for (std::size_t z = 0; z < data.zones; ++z) {
        places.add(PriorName::zone_effect, "zone effect: " + zone_names[z], name,
                   zonal && data.weight[k * data.zones + z] > 0.0);
      }
    }
    at.excitation.assign(data.streams, kNone);
    if (options.excitation) {
      at.excitation[k] =
          places.add(many_days ? PriorName::self_excitation_by_day : PriorName::self_excitation_by_total,
                     "offspring per incident", name, any);
      for (std::size_t j = 0; j < data.streams; ++j) {
        if (j == k || !share_days(data, k, j)) continue;
        at.excitation[j] = places.add(PriorName::cross_excitation,
                                      "offspring per incident of " + stream_names[j], name, true);
      }
      if (many_days && data.zones > 1) {
        at.neighbour_share =
            places.add(PriorName::share_next_door, "share of offspring next door", name, true);
      }
    }
    if (options.regimes && data.patron_of_stream[k] >= 0)
      at.off_factor = places.add(PriorName::rate_when_off, "rate when off, of that when on", name, any);
    const bool outside = std::any_of(data.intervals.begin(), data.intervals.end(),
                                     [k](const auto& one) { return one.stream == k && one.outside; });
    if (outside)
      at.outside = places.add(PriorName::share_off_the_map, "share of incidents off the map", name, true);
    // Streams under a patron move by its switch; all others have a background that drifts.
    if (data.patron_of_stream[k] < 0 && any) {
      const std::size_t first = first_day_with_data(data, k);
      const std::size_t blocks_back = (data.days - 1 - first) / options.block_days;
      at.walk_first = layout.parameters.size();
      at.walk_steps = blocks_back;
      for (std::size_t i = 0; i < blocks_back; ++i)
        places.add(PriorName::background_step, "step of the background", name, true);
    }
    const bool ratios =
        std::any_of(data.ratios.begin(), data.ratios.end(), [k](const auto& r) { return r.stream == k; });
    if (ratios) {
      at.ratio_mean =
          places.add(many_days ? PriorName::reporting_ratio_by_day : PriorName::reporting_ratio_by_total,
                     "reporting ratio of other sources", name, true);
    }
    layout.stream.push_back(std::move(at));
  }
  if (options.excitation) {
    layout.fast_half_life = places.add(PriorName::fast_half_life, "fast half-life, days", "", any_daily);
    layout.slow_half_life =
        places.add(PriorName::slow_half_life, "slow half-life beyond the fast one, days", "", any_daily);
    layout.fast_weight =
        places.add(PriorName::share_fast, "share of offspring at the fast rate", "", any_daily);
  }
  for (const ReportingRatio& ratio : data.ratios) {
    const bool beside_days = data.observed_days(ratio.stream) >= 60;
    layout.ratio.push_back(places.add(
        beside_days ? PriorName::ratio_of_source_by_day : PriorName::ratio_of_source_by_total,
        "reporting ratio of " + ratio.source + " to the mean ratio", stream_names[ratio.stream], true));
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
      at.off_to_on = places.add(PriorName::off_to_on, "off to on, per day: " + name, "", any);
      at.on_to_off = places.add(PriorName::on_to_off, "on to off, per day: " + name, "", any);
      at.war = places.add(PriorName::war_on_switching_on, "war abroad on off-to-on: " + name, "", any);
      at.talks =
          places.add(PriorName::talks_on_switching_on, "talks in session on off-to-on: " + name, "", any);
    }
    layout.patron.push_back(at);
  }
  return layout;
}

}  // namespace handover::threat
