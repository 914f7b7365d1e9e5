// Many plans through one scenario and one replication at a time. Plans live through the same days until the
// first day on which one of them looks at a gate that another does not have; until then one simulation serves
// them all. Results are those of separate runs to the last bit.
#pragma once

#include "simulate/simulate.h"

#include <cstdint>
#include <vector>

namespace handover::simulate {

class SharedRuns {
 public:
  // Simulators of one mission and assessment with the same milestones and switches; they must outlive this.
  explicit SharedRuns(const std::vector<const Simulator*>& simulators);
  ~SharedRuns();
  SharedRuns(SharedRuns&&) noexcept;
  SharedRuns& operator=(SharedRuns&&) noexcept;

  void enter(const Scenario& scenario, Seed seed);
  void run(std::uint32_t replication);
  std::size_t plans() const;
  const Session& of(std::size_t plan) const;  // outcome, milestones, steps of the last run
  // Since the beginning: days simulated, and days that separate runs would have simulated.
  std::uint64_t days_simulated() const;
  std::uint64_t days_lived() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handover::simulate
