// The futures room. Takes a mission, the four rooms' laws and a plan; gives outcomes. It alone composes the
// laws.
#pragma once

#include "base/statistics.h"
#include "mission/mission.h"
#include "needs/law.h"
#include "partner/law.h"
#include "talks/law.h"
#include "threat/law.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace handover::futures {

struct Assessment {
  threat::ThreatLaw threat;
  needs::NeedsLaw needs;
  partner::PartnerLaw partner;
  talks::TalksLaw talks;
};

// One draw of everything assumed and one of each room's fitted parameters: deep uncertainty, fixed within a
// world.
struct World {
  std::uint32_t id = 0;
  std::uint32_t threat_draw = 0, partner_draw = 0, talks_draw = 0;
  std::vector<double> assumption;  // by the mission's assumption table
};
World draw_world(const Mission& mission, const Assessment& assessment, Seed seed, std::uint32_t world);

struct Outcome {
  std::array<float, kMetrics> metric{};  // at the horizon
  std::vector<float> civilians_killed_by_region, civilians_displaced_by_region;
  std::vector<std::optional<std::int32_t>> phase_passed;  // day each phase was completed
  TalksState talks = TalksState::announced;
  std::optional<std::int32_t> agreed_on;
};

// Red lines are judged at dates before the horizon too: the outcome metrics at each of these days.
struct Milestones {
  std::vector<std::int32_t> days;
};

// One future under one plan. Pure: the same arguments give the same bits on any thread.
// `at_milestones` gets one metric array per milestone when it is not null.
class Simulator {
 public:
  Simulator(const Mission& mission, const Assessment& assessment, const Plan& plan,
            Milestones milestones = {});
  ~Simulator();
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  Outcome run(const World& world, Seed seed, std::uint32_t future,
              std::vector<std::array<float, kMetrics>>* at_milestones = nullptr) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handover::futures
