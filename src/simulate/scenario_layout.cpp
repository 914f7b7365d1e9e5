#include "simulate/scenario_layout.h"

#include "base/random_stream.h"
#include "mission/assumption_keys.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::simulate {
namespace {

// The slots behind the assumptions' own.
enum ModuleSlot : std::uint32_t { kThreat = kAssumptionSlots, kPartner, kTalks, kSlots };
constexpr std::uint32_t kStartsDay = kSlots, kInsideDay = kSlots + 1;

// In a random order; ties of 53 random bits go by place.
std::vector<std::uint32_t> shuffled(const RandomStream& stream, std::uint32_t day, std::uint32_t count) {
  std::vector<double> key(count);
  for (std::uint32_t i = 0; i < count; ++i) key[i] = stream.uniform_at(day, i);
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key[a] < key[b]; });
  return order;
}

double log_sum(std::vector<double>::const_iterator first, std::size_t count) {
  double sum = 1e-12;
  for (std::size_t i = 0; i < count; ++i, ++first) sum += *first;
  return maths::log(sum);
}

// By the level of all streams together, then by where their backgrounds drift.
std::vector<std::uint32_t> order_of(const threat::FittedThreat& fitted) {
  std::vector<double> level, drift;
  for (const threat::ThreatDraw& draw : fitted.draws) {
    double sum = 0.0, drifts = 0.0;
    const std::size_t zones = fitted.streams == 0 ? 0 : draw.endemic.size() / fitted.streams;
    for (std::size_t k = 0; k < fitted.streams; ++k)
      sum += log_sum(draw.endemic.begin() + static_cast<std::ptrdiff_t>(k * zones), zones);
    for (const double factor : draw.drift) drifts += factor;
    level.push_back(sum);
    drift.push_back(drifts);
  }
  return balanced_order(level, drift);
}

// By what the host can do today, then by how fast it learns.
std::vector<std::uint32_t> order_of(const partner::FittedPartner& fitted) {
  std::vector<double> level, growth;
  for (const partner::PartnerDraw& draw : fitted.draws) {
    level.push_back(std::accumulate(draw.level.begin(), draw.level.end(), 0.0) - draw.alone);
    growth.push_back(std::accumulate(draw.growth_per_year.begin(), draw.growth_per_year.end(), 0.0));
  }
  return balanced_order(level, growth);
}

// By the pace of agreement, then by that of expulsion.
std::vector<std::uint32_t> order_of(const talks::FittedTalks& fitted) {
  std::vector<double> agree, expel;
  for (const talks::TalksDraw& draw : fitted.draws) {
    const auto& in_session = draw.base[static_cast<std::size_t>(TalksState::in_session)];
    agree.push_back(in_session[static_cast<std::size_t>(TalksState::agreed)]);
    expel.push_back(in_session[static_cast<std::size_t>(TalksState::expelled)]);
  }
  return balanced_order(agree, expel);
}

}  // namespace

std::vector<std::uint32_t> balanced_order(const std::vector<double>& first,
                                          const std::vector<double>& second) {
  std::vector<std::uint32_t> order(first.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return first[a] < first[b]; });
  const auto group = static_cast<std::size_t>(std::max(1.0, std::sqrt(static_cast<double>(first.size()))));
  bool up = true;
  for (std::size_t from = 0; from < order.size(); from += group, up = !up) {
    const auto begin = order.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), from + group));
    std::stable_sort(begin, end,
                     [&](auto a, auto b) { return up ? second[a] < second[b] : second[a] > second[b]; });
  }
  return order;
}

std::vector<std::uint32_t> systematic_sample(const std::vector<std::uint32_t>& order, std::uint32_t sample,
                                             double start) {
  std::vector<std::uint32_t> chosen;
  if (order.empty()) return std::vector<std::uint32_t>(sample, 0U);
  const double step = static_cast<double>(order.size()) / static_cast<double>(sample);
  for (std::uint32_t i = 0; i < sample; ++i) {
    const auto at = static_cast<std::size_t>((static_cast<double>(i) + start) * step);
    chosen.push_back(order[std::min(at, order.size() - 1)]);
  }
  return chosen;
}

ScenarioLayout::ScenarioLayout(const Mission& mission, const Assessment& assessment, Seed seed,
                               std::uint32_t scenarios, std::uint32_t first_id)
    : mission_(mission), seed_(seed), scenarios_(std::max(1U, scenarios)), first_id_(first_id) {
  const RandomStream stream(seed, first_id, 0, Purpose::layout);
  for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
    const auto order = shuffled(stream, slot, scenarios_);
    part_.insert(part_.end(), order.begin(), order.end());
  }
  const auto sample = [&](const std::vector<std::uint32_t>& order, std::uint32_t slot) {
    return systematic_sample(order, scenarios_, stream.uniform_at(kStartsDay, slot));
  };
  threat_ = sample(order_of(assessment.threat), kThreat);
  partner_ = sample(order_of(assessment.partner), kPartner);
  talks_ = sample(order_of(assessment.talks), kTalks);
}

Scenario ScenarioLayout::scenario(std::uint32_t place) const {
  const std::uint32_t id = first_id_ + place;
  ScenarioPlace at{.threat_draw = threat_[part(kThreat, place)],
                   .partner_draw = partner_[part(kPartner, place)],
                   .talks_draw = talks_[part(kTalks, place)]};
  const RandomStream inside(seed_, id, 0, Purpose::layout);
  for (std::uint32_t slot = 0; slot < kAssumptionSlots; ++slot) {
    const double where = part(slot, place) + inside.uniform_at(kInsideDay, slot);
    at.uniform[slot] = where / static_cast<double>(scenarios_);
  }
  return scenario_at(mission_, id, at);
}

}  // namespace handover::simulate
