// A mission folder in which one file holds any bytes: it loads, or every problem is told; nothing else
// happens. The first byte chooses the file.
#include "base/files.h"
#include "mission/mission.h"
#include "mission/schema.h"
#include "mission/skeleton.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <unistd.h>

using namespace handover;

namespace {

// Every table that there is, so that a new one is tried without anybody remembering it.
const std::vector<std::string>& files() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names = {"mission.toml", "statements/x.txt", "plans/x.toml",
                                      "overlays/x/rules.toml", "overlays/x/positions.csv"};
    for (const TableSpec& spec : table_specs()) names.emplace_back(spec.file);
    return names;
  }();
  return all;
}

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
  const auto file = folder / files()[data[0] % files().size()];
  std::filesystem::create_directories(file.parent_path());
  const bool was_there = std::filesystem::exists(file);
  const std::string before = was_there ? read_file(file) : "";
  const auto write = [](const std::filesystem::path& path, std::string_view content) {
    if (FILE* out = std::fopen(path.c_str(), "wb")) {
      std::fwrite(content.data(), 1, content.size(), out);
      std::fclose(out);
    }
  };
  write(file, {reinterpret_cast<const char*>(data + 1), size - 1});
  // Whatever is told fits on one line.
  const auto look = [](const Problem& problem) {
    const std::string line = to_string(problem);
    if (problem.what.empty() || line.find_first_of("\n\r\x1b") != std::string::npos) std::abort();
  };
  const MissionCheck found = examine_mission(folder);
  for (const Problem& problem : found.refused) look(problem);
  for (const Doubt& doubt : found.doubtful) look(doubt.place);
  if (was_there) {
    write(file, before);
  } else {
    std::filesystem::remove(file);
  }
  return 0;
}
