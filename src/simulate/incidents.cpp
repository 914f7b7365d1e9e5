// Incidents of the threat fitted model, exactly, at a cost that grows with incidents and not with cells.
//
// A negative-binomial count of mean m and dispersion psi is a Poisson number of clusters with logarithmic
// sizes (Quenouille 1949). Clusters are thinned from Poisson candidates of rate m, which is linear in what
// feeds it, so that candidates can be followed by ancestry (Hawkes & Oakes 1974; Lewis & Shedler 1979): a
// candidate becomes a cluster of s incidents with chance p^s / (s psi m), p = psi m / (1 + psi m), and
// nothing otherwise. Endemic candidates are the points of a Poisson measure over days and multipliers, made
// tile by tile when a multiplier first reaches them; all their draws are addressed by the tile or by the
// lineage. Two plans thus share every incident that both let happen.
#include "mission/limits.h"
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "simulate/lineage.h"
#include "simulate/state.h"

#include <algorithm>
#include <cmath>

namespace handover::simulate {
namespace {

std::size_t count_of_tile(const ScenarioTables& w, std::size_t k, std::size_t layer, double uniform) {
  if (layer < kTabulatedLayers) return w.tile_count[k * kTabulatedLayers + layer].at(uniform);
  const int count = poisson_draw(uniform, candidates_in_tile(w.endemic_total[k] * w.bound[k], layer));
  return static_cast<std::size_t>(std::min(0xFFFF, count));
}

// One tile: the stream's candidates of these days with marks between the layer's edges.
void make_tile(const Context& c, ReplicationState& s, std::size_t k, std::int32_t first_day, int layer) {
  const ScenarioTables& w = c.scenario;
  const double low = kEdges.at[static_cast<std::size_t>(layer)];
  const double high = kEdges.at[static_cast<std::size_t>(layer) + 1];
  const RandomStream stream = s.stream(Purpose::endemic);
  static_assert(kMostStreams <= 128, "twice a tile's address must fit into 32 bits");
  const auto tile = static_cast<std::uint32_t>(k) << 24 | static_cast<std::uint32_t>(layer) << 16;
  const double uniform = stream.uniform_at(static_cast<std::uint32_t>(first_day), 2 * tile);
  const auto count = static_cast<int>(count_of_tile(w, k, static_cast<std::size_t>(layer), uniform));
  const GuideTable& place = w.zone_place[k];
  for (int i = 0; i < count; ++i) {
    const std::uint64_t lineage =
        static_cast<std::uint64_t>(first_day) << 32 | (tile + 1 + static_cast<std::uint32_t>(i));
    const Birth u = birth_at(stream, lineage);
    // One uniform gives the day, what is left of it the zone, what is left of that the mark.
    const double day_part = u.first * kTileDays;
    const auto offset = static_cast<std::int32_t>(day_part);
    const std::int32_t day = first_day + offset;
    if (day < s.day || day >= c.days.horizon) continue;
    const double zone_part = day_part - offset;
    const std::size_t z = place.at(zone_part);
    const double mark = place.left_over(z, zone_part);
    add_candidate(c, s, day,
                  {.lineage = lineage,
                   .fate = u.second,
                   .mark = low + mark * (high - low),
                   .thin = u.thin,
                   .zone = w.zone_order[k][z],
                   .stream = static_cast<std::uint8_t>(k),
                   .kind = Candidate::Kind::endemic});
  }
}

double closure_bound(const Context& c, const ReplicationState& s, std::size_t k) {
  return c.scenario.insurgent[k] && s.sites.youngest_closure ? std::max(1.0, c.scenario.closure_most) : 1.0;
}

// Candidates exist for every multiplier that a zone of the stream can have until the tile ends.
void top_up_tiles(const Context& c, ReplicationState& s) {
  const std::int32_t first_day = s.day / kTileDays * kTileDays;
  if (s.day == first_day) std::fill(s.incidents.generated_to.begin(), s.incidents.generated_to.end(), 0.0);
  if (s.day != first_day && !s.incidents.tiles_stale) return;
  s.incidents.tiles_stale = false;
  for (std::size_t k = 0; k < c.scenario.streams; ++k) {
    const double most = factor_ahead(c, s, k) *
                        c.scenario.zone_factor_most[s.plan.standing * c.scenario.streams + k] *
                        closure_bound(c, s, k) * (1.0 + 1e-9);
    if (most <= s.incidents.generated_to[k] || c.scenario.endemic_total[k] <= 0.0) continue;
    for (int layer = 0; layer < kLayers; ++layer) {
      const auto l = static_cast<std::size_t>(layer);
      if (kEdges.at[l + 1] <= s.incidents.generated_to[k]) continue;
      if (kEdges.at[l] >= most) break;
      make_tile(c, s, k, first_day, layer);
      s.incidents.generated_to[k] = kEdges.at[l + 1];
    }
  }
}

double multiplier(const Context& c, ReplicationState& s, std::size_t k, std::size_t z) {
  const ScenarioTables& w = c.scenario;
  double value = factor_today(c, s, k) * w.zone_factor[(s.plan.standing * w.streams + k) * w.zones + z];
  if (w.insurgent[k] && !w.closure_by_age.empty() && s.sites.closed_on[z])
    value *= w.closure_by_age[static_cast<std::size_t>(s.day - *s.sites.closed_on[z])];
  return value;
}

// Kernel-weighted recent incidents of a cell.
double recent(const Context& c, const ReplicationState& s, std::size_t cell) {
  const ScenarioTables& w = c.scenario;
  const std::int32_t age = s.day - s.incidents.stamp[cell];
  const double* kernel = s.incidents.kernel.data() + cell * w.kernels;
  const double* low = w.weighted_decay.data() + static_cast<std::size_t>(age & 63) * w.kernels;
  double sum = 0.0;
  if (age < 64) {
    for (std::size_t m = 0; m < w.kernels; ++m) sum += kernel[m] * low[m];
    return sum;
  }
  const double* high = w.decay_high.data() + static_cast<std::size_t>(age >> 6);
  for (std::size_t m = 0; m < w.kernels; ++m) sum += kernel[m] * low[m] * high[m * w.decay_blocks];
  return sum;
}

// The fitted model's lambda, regime apart.
double intensity(const Context& c, ReplicationState& s, std::size_t k, std::size_t z) {
  const ScenarioTables& w = c.scenario;
  const std::size_t cell = k * w.zones + z;
  double value = w.threat.endemic[cell] * multiplier(c, s, k, z);
  for (std::uint32_t i = w.first_source[cell]; i < w.first_source[cell + 1]; ++i)
    value += w.sources[i].weight * recent(c, s, w.sources[i].cell);
  return value;
}

void decay_totals(const Context& c, ReplicationState& s, std::int32_t day) {
  const ScenarioTables& w = c.scenario;
  const std::int32_t age = day - s.incidents.total_day;
  if (age == 0) return;
  for (std::size_t m = 0; m < w.kernels; ++m) {
    const double left = age == 1 ? w.threat.kernel_decay[m] : w.decay_after(m, age);
    for (std::size_t j = 0; j < w.streams; ++j) s.incidents.kernel_total[j * w.kernels + m] *= left;
  }
  s.incidents.total_day = day;
}

// No cell of the stream is above this today.
double intensity_bound(const Context& c, ReplicationState& s, std::size_t k) {
  if (s.incidents.lambda_day[k] == s.day) return s.incidents.lambda_most[k];
  const ScenarioTables& w = c.scenario;
  decay_totals(c, s, s.day);
  double value = w.endemic_most[k] * factor_today(c, s, k) *
                 w.zone_factor_most[s.plan.standing * w.streams + k] * closure_bound(c, s, k);
  const double* weight = w.threat.kernel_weight.data();
  for (std::size_t j = 0; j < w.streams; ++j) {
    const double most = w.pull_most[k * w.streams + j];
    if (most == 0.0) continue;
    double sum = 0.0;
    for (std::size_t m = 0; m < w.kernels; ++m)
      sum += weight[m] * s.incidents.kernel_total[j * w.kernels + m];
    value += most * sum;
  }
  s.incidents.lambda_day[k] = s.day;
  s.incidents.lambda_most[k] = value * (1.0 + 1e-9);  // rounding must not turn the bound into a lie
  return s.incidents.lambda_most[k];
}

// How many incidents a candidate becomes. Its uniform is known to 24 bits; the rest is drawn when those do
// not decide.
int cluster_size(const Context& c, ReplicationState& s, const Candidate& candidate) {
  const std::size_t k = candidate.stream;
  const double thinning = s.incidents.thinning[k];
  const double psi = c.scenario.dispersion[k];
  double spread = psi * s.incidents.gate_factor[k];
  if (spread > 0.0) spread *= intensity_bound(c, s, k);
  if ((candidate.thin + 1) * 0x1.0p-24 * thinning * (1.0 + spread) < 1.0) return 1;
  if (candidate.thin * 0x1.0p-24 * thinning >= 1.0) return 0;  // the regime is off
  const double x = psi > 0.0 ? psi * s.incidents.gate_factor[k] * intensity(c, s, k, candidate.zone) : 0.0;
  if ((candidate.thin + 1) * 0x1.0p-24 * thinning * (1.0 + x) < 1.0) return 1;
  // log(1 + x) / x, the share of candidates that are clusters, lies below 1 - x / 2 + x^2 / 3.
  if (candidate.thin * 0x1.0p-24 * thinning > 1.0 - x * (0.5 - x * (1.0 / 3.0))) return 0;
  const double rest = uniforms_at(s.stream(Purpose::incidents), candidate.lineage).first;
  const double v = (candidate.thin + rest) * 0x1.0p-24 * thinning;
  if (!(v < 1.0)) return 0;
  if (psi <= 0.0) return 1;
  double term = 1.0 / (1.0 + x);
  if (v < term) return 1;
  const double clusters = x > 1e-5 ? maths::log(1.0 + x) / x : 1.0 - x / 2.0;
  if (v >= clusters) return 0;
  const double p = x / (1.0 + x);
  double below = term;
  int size = 1;
  while (v >= below && size < 10'000) {
    term *= p;
    ++size;
    below += term / size;
  }
  return size;
}

void bear(const Context& c, ReplicationState& s, const OffspringOf& of, std::uint64_t lineage, int count) {
  const RandomStream randomness = s.stream(Purpose::offspring);
  for (int place = 0; place < count; ++place) {
    const std::uint64_t child = descendant(lineage, static_cast<std::uint64_t>(place));
    const Birth u = birth_at(randomness, child);
    const std::size_t i = of.kind.at(u.first);
    const auto delay = static_cast<std::int32_t>(c.scenario.delay.at(of.kind.left_over(i, u.first)));
    const std::int32_t day = s.day + 1 + delay;
    if (day >= c.days.horizon) continue;
    const OffspringKind& kind = c.scenario.offspring_kinds[of.first + i];
    add_candidate(c, s, day,
                  {.lineage = child,
                   .fate = u.second,
                   .thin = u.thin,
                   .zone = kind.zone,
                   .stream = static_cast<std::uint8_t>(kind.stream),
                   .kind = Candidate::Kind::offspring});
  }
}

struct Brood {
  int count;
  double left_over;  // of the uniform
};
Brood brood_of(const OffspringOf& of, double uniform) {
  if (uniform < of.none) return {0, rescaled(uniform, 0.0, of.per_none)};
  double chance = of.none, low = chance;
  for (int count = 1; count < 1000; ++count) {
    chance *= of.mean / count;
    if (uniform < low + chance) return {count, rescaled(uniform, low, 1.0 / chance)};
    low += chance;
  }
  return {1000, 0.5};
}

// One incident: what it breeds, who was killed, who answers.
void happen(const Context& c, ReplicationState& s, std::size_t k, std::size_t z, std::uint64_t lineage,
            double fate) {
  const ScenarioTables& w = c.scenario;
  ++s.counted.incidents;
  ++s.counted.attacks[k];
  if (w.patron_of[k] >= 0) s.casualties.last_attack[static_cast<std::size_t>(w.patron_of[k])] = s.day;
  const OffspringOf& of = w.offspring_of[k * w.zones + z];
  const Brood brood = brood_of(of, fate);
  if (brood.count > 0) bear(c, s, of, lineage, brood.count);
  Casualties casualties = draw_casualties(c, s, k, lineage, brood.left_over);
  int& ours = casualties.killed[static_cast<std::size_t>(Victim::coalition)];
  if (ours > 0 && c.standing(s).zone_presence[z] <= 0.0) ours = 0;  // nobody is there
  count_casualties(c, s, z, casualties);
  if (w.strike[k])
    respond_to_strike(c, s, z, lineage, casualties.killed[static_cast<std::size_t>(Victim::civilians)]);
  if (w.on_coalition[k]) respond_to_attack(c, s, z, lineage, ours);
}

void resolve(const Context& c, ReplicationState& s, const Candidate& candidate) {
  const std::size_t k = candidate.stream, z = candidate.zone;
  using Kind = Candidate::Kind;
  if (candidate.kind == Kind::endemic && candidate.mark >= multiplier(c, s, k, z)) return;
  // Nobody is there to attack.
  if (c.scenario.on_coalition[k] && c.standing(s).zone_presence[z] <= 0.0) return;
  int size = 1;
  if (candidate.kind == Kind::endemic || candidate.kind == Kind::offspring)
    size = cluster_size(c, s, candidate);
  else if (candidate.kind == Kind::answer)  // the regime may be off
    size = (candidate.thin + 0.5) * 0x1.0p-24 * s.incidents.thinning[k] < 1.0 ? 1 : 0;
  if (size == 0) return;
  s.incidents.fresh.push_back({static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(z), size});
  happen(c, s, k, z, candidate.lineage, candidate.fate);
  for (int i = 1; i < size; ++i) {
    const std::uint64_t member = descendant(candidate.lineage, kClusterPlace + static_cast<std::uint64_t>(i));
    happen(c, s, k, z, member, uniforms_at(s.stream(Purpose::incidents), member).second);
  }
}

// The day's incidents enter the kernel sums of the next day: R' = rho R + (1 - rho) N.
void enter_kernels(const Context& c, ReplicationState& s) {
  if (s.incidents.fresh.empty()) return;
  const ScenarioTables& w = c.scenario;
  decay_totals(c, s, s.day + 1);
  for (const auto& fresh : s.incidents.fresh) {
    const std::size_t cell = fresh.stream * w.zones + fresh.zone;
    const std::int32_t age = s.day + 1 - s.incidents.stamp[cell];
    double* kernel = s.incidents.kernel.data() + cell * w.kernels;
    double* total = s.incidents.kernel_total.data() + fresh.stream * w.kernels;
    for (std::size_t m = 0; m < w.kernels; ++m) {
      const double gain = (1.0 - w.threat.kernel_decay[m]) * fresh.count;
      kernel[m] = kernel[m] * w.decay_after(m, age) + gain;
      total[m] += gain;
    }
    s.incidents.stamp[cell] = s.day + 1;
  }
  s.incidents.fresh.clear();
}

// Offspring still to come of what happened before the as-of date.
void bear_past(const Context& c, ReplicationState& s) {
  const ScenarioTables& w = c.scenario;
  const RandomStream stream = s.stream(Purpose::offspring);
  for (std::size_t j = 0; j < w.streams; ++j) {
    const std::uint64_t ancestor = descendant(0xA5A5A5, j);
    const int count =
        w.past[j].empty() ? 0 : poisson_draw(uniforms_at(stream, ancestor).first, w.past_mean[j]);
    for (int i = 0; i < count; ++i) {
      const std::uint64_t child = descendant(ancestor, static_cast<std::uint64_t>(i));
      const Pair u = uniforms_at(stream, child);
      const Birth more = birth_at(stream, descendant(child, kSecondBlock));
      std::size_t p = 0;
      while (u.first >= w.past[j][p].below && p + 1 < w.past[j].size()) ++p;
      const PastSource& source = w.past[j][p];
      const double days = maths::log(more.first) / w.kernel_log_decay[source.kernel];
      if (!(days < c.days.horizon)) continue;
      const OffspringOf& of = w.offspring_of[j * w.zones + source.zone];
      const OffspringKind& kind = w.offspring_kinds[of.first + of.kind.at(u.second)];
      add_candidate(c, s, static_cast<std::int32_t>(days),
                    {.lineage = child,
                     .fate = more.second,
                     .thin = more.thin,
                     .zone = kind.zone,
                     .stream = static_cast<std::uint8_t>(kind.stream),
                     .kind = Candidate::Kind::offspring});
    }
  }
}

}  // namespace

void begin_incidents(const Context& c, ReplicationState& s) {
  const ScenarioTables& w = c.scenario;
  s.incidents.pool.clear();
  s.incidents.waiting.assign(static_cast<std::size_t>(c.days.horizon), -1);
  s.incidents.kernel = w.threat.kernel_sum;
  s.incidents.stamp.assign(w.streams * w.zones, 0);
  s.incidents.kernel_total.assign(w.streams * w.kernels, 0.0);
  for (std::size_t cell = 0; cell < w.streams * w.zones; ++cell)
    for (std::size_t m = 0; m < w.kernels; ++m)
      s.incidents.kernel_total[cell / w.zones * w.kernels + m] += s.incidents.kernel[cell * w.kernels + m];
  s.incidents.total_day = 0;
  s.incidents.fresh.clear();
  s.incidents.generated_to.assign(w.streams, 0.0);
  s.incidents.tiles_stale = true;
  s.incidents.factor.assign(w.streams, 1.0);
  s.incidents.factor_day.assign(w.streams, -1);
  s.incidents.thinning.assign(w.streams, 1.0);
  s.surroundings.struck_today = false;
  s.incidents.lambda_most.assign(w.streams, 0.0);
  s.incidents.lambda_day.assign(w.streams, -1);
  s.incidents.slow_log.assign(w.streams, 0.0);
  s.incidents.slow.assign(w.streams, 1.0);
  s.incidents.slow_stale = true;
  s.incidents.gate_factor.assign(w.streams, 1.0);
  s.counted.attacks.assign(w.streams, 0);
  s.counted.incidents = 0;
  s.cut_short = false;
  bear_past(c, s);
}

void step_incidents(const Context& c, ReplicationState& s) {
  refresh_slow_factors(c, s);
  refresh_patterns(c, s);
  top_up_tiles(c, s);
  for (std::int32_t i = s.incidents.waiting[static_cast<std::size_t>(s.day)]; i >= 0;) {
    const Candidate candidate = s.incidents.pool[static_cast<std::size_t>(i)];  // the pool may grow meanwhile
    resolve(c, s, candidate);
    i = candidate.next;
  }
  enter_kernels(c, s);
  if (!s.surroundings.struck_today) return;
  // A strike deters or inflames from the next day on: within a day the order must not matter.
  s.surroundings.struck_today = false;
  s.surroundings.last_strike = s.day;
  s.incidents.tiles_stale = true;
}

}  // namespace handover::simulate
