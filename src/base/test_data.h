// For tests only: where reference values and shared data lie, when they are there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

namespace handover {

// The folder of the checkout; defined by the test program's main.
std::string source_path(const std::string& relative);

// `relative` under $HANDOVER_SHARED, or under the folder `shared` beside the checkout. Says aloud when it is
// missing, and adds it to the file $HANDOVER_SKIPPED, so that skipped tests can be counted.
inline std::optional<std::string> shared_path(const std::string& relative) {
  const char* root = std::getenv("HANDOVER_SHARED");
  const std::filesystem::path folder =
      root != nullptr ? root : std::filesystem::path(source_path("")) / ".." / "shared";
  const auto path = folder / relative;
  if (std::filesystem::exists(path)) return path.string();
  std::cout << "skipped: " << path.string() << " is not there\n";
  if (const char* list = std::getenv("HANDOVER_SKIPPED"); list != nullptr)
    std::ofstream(list, std::ios::app) << relative << '\n';
  return std::nullopt;
}

}  // namespace handover
