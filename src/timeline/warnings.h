// What a reader must know about a plan before anything else: typed, in order of weight.
#pragma once

#include "needs/needs_table.h"
#include "talks/fitted_model.h"
#include "timeline/candidates.h"
#include "timeline/receivers.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace handover::timeline {

// In order of weight: the first stand first.
enum class WarningKind {
  hands_over_below_floor,  // task, unit if named: value is the receiver's chance to stand alone, against
                           // `floor`
  rests_on_unable_host,    // task: the coalition keeps it, but has not the people where its sites are; value
                         // is the share there that the host must do, which stands alone with chance `against`
  task_lapses,              // task: nobody does it while troops are still there
  below_protection,         // region: value troops stay where protection asks for `against`
  closed_before_dependant,  // site: closed while the region that it sustains still holds `value` troops
  left_to_unable_host,      // task: where no site is open any longer, the host must do it from this step on;
                            // value is the share of all demand, `against` the chance that it stands alone
  many_sites_at_once,       // value sites of the `against` that are open are left in one step
  step_before_signature,    // value: chance that the talks have agreed by the planned month
  step_in_the_past,
  handed_over_and_back,  // task: value is the share that goes and returns
  ends_with_presence,    // task: nobody does it once the last troops have left
  troops_without_effect  // region: value troops stay where all tasks and protection ask for `against`
};
inline constexpr std::size_t kWarningKinds = 12;
std::string_view word_of(WarningKind kind);  // "hands_over_below_floor": for files

struct PlanWarning {
  WarningKind kind = WarningKind::step_in_the_past;
  std::size_t phase = 0;
  std::optional<TaskId> task = {};
  std::optional<RegionId> region = {};
  std::optional<SiteId> site = {};
  std::optional<UnitId> unit = {};
  double value = 0.0, against = 0.0;
  bool operator==(const PlanWarning&) const = default;
};

// What the warnings look at besides the mission. Without `needs` the checks that ask who does how much are
// left out; without `signed_by` so is the one on the signature of a plan that waits for the agreement.
struct WarningSources {
  HostAbility ability;
  const needs::NeedsTable* needs = nullptr;  // rows of postures that it lacks are passed over
  std::vector<double> signed_by;  // chance that the talks have agreed by the end of month 0, 1, ...
  // How often the simulation signs this plan in time, where it was simulated: stands for the clock's chance.
  std::optional<double> signed_in_time = {};
};

// By the end of month 0, 1, ... after the as-of month, as the talks module's clock has it; empty without
// draws.
std::vector<double> chance_signed_by(const Mission& mission, const talks::FittedTalks& talks);

Flaws flaws_of(const std::vector<PlanWarning>& warnings);

// By weight, then by phase. Gates whose conditions ask for the receiver's ability and that no last month
// opens hand nothing over below the floor.
std::vector<PlanWarning> plan_warnings(const Mission& mission, const Plan& plan,
                                       const WarningSources& sources);

}  // namespace handover::timeline
