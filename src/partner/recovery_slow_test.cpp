#include "base/test_data.h"
#include "partner/testing/missions.h"
#include "partner/testing/recovery.h"

#include <filesystem>
#include <iostream>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace handover;
using namespace handover::partner;

namespace {
void check_recovery(const char* design, const Recovery& recovery) {
  for (const Coverage& coverage : recovery.by_quantity) {
    std::cout << fmt::format("{}: {}: {:.1f} % of {} within their 90 % interval\n", design, coverage.quantity,
                             100.0 * coverage.share(), coverage.count);
    CAPTURE(coverage.quantity);
    CHECK(coverage.share() >= 0.85);
    CHECK(coverage.share() <= 0.95);
  }
  std::cout << fmt::format("{}: {} sets in {:.1f} s, {} divergent, R-hat at most {:.3f}\n", design,
                           recovery.sets, recovery.seconds, recovery.divergences, recovery.worst_r_hat);
}
constexpr SamplerOptions kSampler = {.seed = Seed{1}, .chains = 2, .warm_up = 150, .draws = 400};
}  // namespace

TEST_CASE("90 % intervals hold the truth in 85 to 95 % of 200 simulated sets, dense ratings") {
  const Data design = data_of(rated_mission(8), {});
  check_recovery("8 ratings a series", recover(design, 200, Seed{11}, kSampler));
}

TEST_CASE("the same at the sparsity of missions/iraq-2024") {
  const auto folder = std::filesystem::path(handover::source_path("")) / "missions" / "iraq-2024";
  if (!std::filesystem::exists(folder)) {
    std::cout << "skipped: " << folder.string() << " is not there\n";
    return;
  }
  check_recovery("iraq-2024", recover(data_of(load_mission(folder), {}), 200, Seed{12}, kSampler));
}
