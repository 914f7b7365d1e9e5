// A table under a misspelt name is data that nobody reads, so every table in the folder must be a known one.
#include "mission/loading.h"
#include "tables/encoding.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace handover {
namespace {

bool is_table_or_toml(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path) || path.filename().string().starts_with(".")) return false;
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".csv" || extension == ".toml";
}

std::vector<std::string> mission_files() {
  // Beside the tables: rules of `import`, and the questions of `hindcast` with what came.
  std::vector<std::string> files = {"mission.toml", "import.toml", "outcomes.csv"};
  for (const TableSpec& spec : table_specs()) files.emplace_back(spec.file);
  return files;
}

// A name may hold any bytes; what is printed is UTF-8.
std::string legible(std::string name) {
  if (wrong_encoding(name, name)) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  return name;
}

// `prefix` is the folder's name inside the mission, with a slash at the end; empty for the mission itself.
void report_unknown(Loading& loading, const std::string& prefix, const std::vector<std::string>& known,
                    const std::string& otherwise) {
  for (const auto& entry : std::filesystem::directory_iterator(loading.folder / prefix)) {
    const std::string name = entry.path().filename().string();
    if (!is_table_or_toml(entry.path()) || std::find(known.begin(), known.end(), name) != known.end())
      continue;
    const auto meant = closest(name, known);
    loading.problems.push_back(
        {.file = prefix + legible(name),
         .what = prefix.empty() ? "is no table of a mission" : "is no file of an overlay",
         .hint = meant ? fmt::format("did you mean '{}'?", *meant) : otherwise});
  }
}

}  // namespace

void report_unknown_files(Loading& loading) {
  report_unknown(loading, "", mission_files(),
                 "move it out of the folder; README.md of `handover new` lists the tables");
  const std::vector<std::string> of_overlay = {"rules.toml", "positions.csv"};
  const auto overlays = loading.folder / "overlays";
  if (!std::filesystem::is_directory(overlays)) return;
  report_unknown(loading, "overlays/", {}, "put it into a folder of its own, overlays/NAME/");
  for (const auto& entry : std::filesystem::directory_iterator(overlays)) {
    if (!entry.is_directory()) continue;
    report_unknown(loading, "overlays/" + entry.path().filename().string() + '/', of_overlay,
                   "an overlay holds rules.toml and positions.csv");
  }
}

}  // namespace handover
