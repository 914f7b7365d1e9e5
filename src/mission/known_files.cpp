// A table under a misspelt name is data that nobody reads, so every table in the folder must be a known one,
// and whatever else is not read is named.
#include "mission/loading.h"
#include "mission/mission_table.h"
#include "tables/encoding.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace handover {
namespace {

std::string lower_extension(const std::string& name) {
  std::string extension = std::filesystem::path(name).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

bool is_table_or_toml(const Entry& entry) {
  const std::string extension = lower_extension(entry.name);
  return entry.kind != EntryKind::folder && (extension == ".csv" || extension == ".toml");
}

// Notes for whoever opens the folder.
bool is_for_readers(const std::string& name) {
  return name.starts_with("README") || name.starts_with("LICENSE") || name.starts_with("NOTICE");
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

// A file that could be meant to be read and is not.
void doubt_unread(Loading& loading, const std::string& file, const Entry& entry, const std::string& hint) {
  const char* const what = entry.kind == EntryKind::folder ? "is a folder that is not read" : "is not read";
  loading.doubt("file-not-read",
                {.code = ProblemCode::unknown_name, .file = file, .what = what, .hint = hint});
}

// A mission's table as a workbook or another kind of file.
bool is_kept_table(const Loading& loading, const std::string& prefix, const std::string& name) {
  const auto holds = [&](const std::string& table) {
    const auto names = kept_names_of_table(loading.root, prefix + table);
    return std::find(names.begin(), names.end(), prefix + name) != names.end();
  };
  if (!prefix.empty()) return holds("positions.csv") && prefix != "overlays/";
  const auto specs = table_specs();
  return std::any_of(specs.begin(), specs.end(),
                     [&](const TableSpec& spec) { return holds(std::string(spec.file)); });
}

// `prefix` is the folder's name inside the mission, with a slash at the end; empty for the mission itself.
void report_unknown(Loading& loading, const std::string& prefix, const std::vector<std::string>& known,
                    const std::vector<std::string>& folders, const std::string& otherwise) {
  for (const Entry& entry : loading.root.list(prefix)) {
    const bool is_known = std::find(known.begin(), known.end(), entry.name) != known.end();
    const bool is_folder = std::find(folders.begin(), folders.end(), entry.name) != folders.end();
    const std::string file = prefix + legible(entry.name);
    if (is_folder && entry.kind != EntryKind::folder) {
      loading.problems.push_back({.code = ProblemCode::unknown_name,
                                  .file = file,
                                  .what = entry.kind == EntryKind::link ? "is a link" : "is not a folder",
                                  .hint = "make it a folder of the mission; links are not followed"});
    } else if (is_known || is_folder || is_for_readers(entry.name) ||
               is_kept_table(loading, prefix, entry.name)) {
      continue;
    } else if (is_table_or_toml(entry)) {
      const auto meant = closest(entry.name, known);
      loading.problems.push_back(
          {.code = ProblemCode::unknown_name,
           .file = file,
           .what = prefix.empty() ? "is not a table of a mission" : "is not a file of an overlay",
           .hint = meant ? fmt::format("did you mean '{}'?", *meant) : otherwise});
    } else {
      doubt_unread(loading, file, entry, "move it out of the mission when it is no part of it");
    }
  }
}

// plans/*.toml and statements/*.txt: whatever else lies there is not read.
void report_unread(Loading& loading, const std::string& folder, const std::string& extension) {
  for (const Entry& entry : loading.root.list(folder)) {
    const std::string file = folder + '/' + legible(entry.name);
    const bool is_read = std::filesystem::path(entry.name).extension() == extension;
    if (is_read && entry.kind == EntryKind::file) continue;  // read, or refused, by its reader
    if (is_read || lower_extension(entry.name) == extension) {
      const char* const what = entry.kind == EntryKind::link     ? "is a link"
                               : entry.kind == EntryKind::file   ? "is not read under this name"
                               : entry.kind == EntryKind::folder ? "is a folder"
                                                                 : "is not a plain file";
      loading.problems.push_back({.code = ProblemCode::unknown_name,
                                  .file = file,
                                  .what = what,
                                  .hint = fmt::format("make it a file whose name ends in {}", extension)});
    } else if (!is_for_readers(entry.name)) {
      doubt_unread(loading, file, entry, fmt::format("only files that end in {} are read here", extension));
    }
  }
}

}  // namespace

void report_unknown_files(Loading& loading) {
  report_unknown(loading, "", mission_files(), {"plans", "statements", "overlays", "documents", "intake"},
                 "move it out of the folder; README.md of `handover new` lists the tables");
  report_unread(loading, "plans", ".toml");
  report_unread(loading, "statements", ".txt");
  const std::vector<std::string> of_overlay = {"rules.toml", "positions.csv"};
  std::vector<std::string> overlays;
  for (const Entry& entry : loading.root.list("overlays")) {
    if (entry.kind == EntryKind::folder) overlays.push_back(entry.name);
  }
  report_unknown(loading, "overlays/", {}, overlays, "put it into a folder of its own, overlays/NAME/");
  for (const std::string& name : overlays)
    report_unknown(loading, "overlays/" + name + '/', of_overlay, {},
                   "an overlay holds rules.toml and positions.csv");
}

}  // namespace handover
