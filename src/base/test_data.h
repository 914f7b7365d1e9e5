// For tests only: where reference values and shared data lie, when they are there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

namespace handover {

// The folder of the checkout; defined by the test program's main.
std::string source_path(const std::string& relative);

// `relative` under $HANDOVER_SHARED, or under the folder `shared` beside the checkout. Says aloud when it is
// missing, so that a skipped test can be seen.
inline std::optional<std::string> shared_path(const std::string& relative) {
  const char* root = std::getenv("HANDOVER_SHARED");
  const std::filesystem::path folder =
      root != nullptr ? root : std::filesystem::path(source_path("")) / ".." / "shared";
  const auto path = folder / relative;
  if (std::filesystem::exists(path)) return path.string();
  std::cout << "skipped: " << path.string() << " is not there\n";
  return std::nullopt;
}

}  // namespace handover
