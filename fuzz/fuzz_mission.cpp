// A mission folder in which one file holds any bytes: it loads, or every problem is told; nothing else
// happens. The first byte chooses the file.
#include "base/files.h"
#include "mission/mission.h"
#include "mission/skeleton.h"

#include <cstdlib>

#include <unistd.h>

using namespace handover;

namespace {

constexpr const char* kFiles[] = {
    "mission.toml",     "sources.csv",     "facts.csv",           "actors.csv",          "zones.csv",
    "incidents.csv",    "casualties.csv",  "interval_counts.csv", "covariates.csv",      "calendar.csv",
    "troops.csv",       "sites.csv",       "functions.csv",       "units.csv",           "assessors.csv",
    "ratings.csv",      "tasks.csv",       "task_demands.csv",    "issues.csv",          "positions.csv",
    "sessions.csv",     "instruments.csv", "commitments.csv",     "reference_class.csv", "assumptions.csv",
    "statements/x.txt", "plans/x.toml"};

// The skeleton in memory-backed storage: small, so that a load takes little.
std::filesystem::path write_example() {
  const std::filesystem::path base = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp";
  const auto folder = base / ("handover_fuzz_" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  write_skeleton(folder);
  std::atexit([] {
    std::error_code ignored;
    for (const char* place : {"/dev/shm/handover_fuzz_", "/tmp/handover_fuzz_"}) {
      std::filesystem::remove_all(place + std::to_string(getpid()), ignored);
    }
  });
  return folder;
}

const std::filesystem::path& example() {
  static const std::filesystem::path folder = write_example();
  return folder;
}

}  // namespace

// Written before the clock of the first input starts.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  example();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::filesystem::path& folder = example();
  if (size == 0) return 0;
  const auto file = folder / kFiles[data[0] % std::size(kFiles)];
  const bool was_there = std::filesystem::exists(file);
  const std::string before = was_there ? read_file(file) : "";
  const auto write = [](const std::filesystem::path& path, std::string_view content) {
    if (FILE* out = std::fopen(path.c_str(), "wb")) {
      std::fwrite(content.data(), 1, content.size(), out);
      std::fclose(out);
    }
  };
  write(file, {reinterpret_cast<const char*>(data + 1), size - 1});
  for (const Problem& problem : check_mission(folder)) {
    if (problem.what.empty()) std::abort();
    to_string(problem);
  }
  if (was_there) {
    write(file, before);
  } else {
    std::filesystem::remove(file);
  }
  return 0;
}
