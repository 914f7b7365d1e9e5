// Many plans through one scenario and one replication at a time. Plans live through the same days until the
// first day on which one of them looks at a gate that another does not have; until then one simulation serves
// them all. Plans that wait for a signature look at no gate before it: all that happens until the agreement
// is lived once. Results are those of separate runs to the last bit.
#pragma once

#include "simulate/simulate.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace handover::simulate {

// What is wanted of a plan in a replication.
struct Wanted {
  static constexpr std::int32_t kSignedOrNot = std::numeric_limits<std::int32_t>::max();
  bool at_all = true;
  // The replication is left on this day unless the talks have agreed by then.
  std::int32_t signed_by = kSignedOrNot;
};

class SharedRuns {
 public:
  // Simulators of one mission and assessment with the same milestones and switches; they must outlive this.
  explicit SharedRuns(const std::vector<const Simulator*>& simulators);
  ~SharedRuns();
  SharedRuns(SharedRuns&&) noexcept;
  SharedRuns& operator=(SharedRuns&&) noexcept;

  void enter(const Scenario& scenario, Seed seed);
  void run(std::uint32_t replication);
  void run(std::uint32_t replication, std::span<const Wanted> wanted);  // [plan]
  std::size_t plans() const;
  bool finished(std::size_t plan) const;      // in the last run: wanted, and not left on the way
  const Session& of(std::size_t plan) const;  // outcome, milestones, steps of the last run, if finished
  // Since the beginning: days simulated, and days that separate runs would have simulated.
  std::uint64_t days_simulated() const;
  std::uint64_t days_lived() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handover::simulate
