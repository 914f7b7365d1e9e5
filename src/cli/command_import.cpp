#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "evidence/import.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::evidence;
using Json = nlohmann::ordered_json;

struct ImportOptions {
  std::string mission, source, boundaries;
  std::vector<std::string> files;
  bool json = false, dry_run = false;
};

const Source& find_source(const Mission& mission, const std::string& id) {
  for (const Source& source : mission.sources) {
    if (source.id == id) return source;
  }
  throw InputError(Problem{.file = "import.toml",
                           .field = "source",
                           .value = id,
                           .what = "is not in sources.csv",
                           .hint = "add the source there, or name another with --source"});
}

ImportRules read_rules(const Mission& mission, const std::filesystem::path& folder) {
  const auto file = folder / "import.toml";
  if (!std::filesystem::exists(file)) {
    throw InputError(
        Problem{.file = file.string(),
                .what = "is missing",
                .hint = "write which actors belong to which stream; docs/importing.md has an example"});
  }
  std::vector<Problem> problems;
  ImportRules rules = parse_import_rules(read_file(file), file.string(), mission, problems);
  if (!problems.empty()) throw InputError(problems);
  return rules;
}

// Where the boundaries lie: as the user says, as the mission says, or where `npm ci` puts them.
std::filesystem::path boundaries_folder(const ImportOptions& options, const ImportRules& rules) {
  if (!options.boundaries.empty()) return options.boundaries;
  if (!rules.boundaries.empty()) return std::filesystem::path(options.mission) / rules.boundaries;
  return HANDOVER_BOUNDARIES;
}

Json as_json(const FileReport& report) {
  return {{"file", report.file},           {"layout", name_of(report.layout)},
          {"rows", report.rows},           {"tag_rows", report.tag_rows},
          {"accepted", report.accepted},   {"rejected", report.malformed + report.left_aside},
          {"malformed", report.malformed}, {"left_aside", report.left_aside},
          {"reasons", report.reasons}};
}

void print_report(const FileReport& report) {
  print_text("{} ({}): {} rows, {} accepted, {} rejected ({} unreadable)\n", report.file,
             name_of(report.layout), report.rows, report.accepted, report.malformed + report.left_aside,
             report.malformed);
  for (const auto& [reason, count] : report.reasons) print_text("  {:>8} {}\n", count, reason);
}

// Writes only what has changed, so that a second import leaves the files untouched.
bool write_if_changed(const std::filesystem::path& path, const std::string& content) {
  if (std::filesystem::exists(path) && read_file(path) == content) return false;
  std::filesystem::create_directories(path.parent_path());
  write_file_atomically(path, content);
  return true;
}

struct Outcome {
  std::vector<FileReport> reports;
  MergedIncidents merged;
  std::filesystem::path incidents, rejects;
  bool changed = false;
};

void print_outcome(const ImportOptions& options, const Importer& importer, const Outcome& outcome) {
  const MergedIncidents& merged = outcome.merged;
  for (const FileReport& report : outcome.reports) print_report(report);
  print_text("{} tallies by day, stream and zone ({} of other sources kept)\n", merged.added, merged.kept);
  if (importer.killed_unassigned() > 0) {
    print_text("{} dead are counted in no column: their side is not known\n", importer.killed_unassigned());
  }
  if (importer.point_differs_from_name() > 0) {
    print_text("{} events have a point outside the zone that they name; the name was taken\n",
               importer.point_differs_from_name());
  }
  for (const std::string& clash : merged.clashes)
    print_text("not added, another source tallies it: {}\n", clash);
  if (options.dry_run) {
    print_text("nothing was written (--dry-run)\n");
  } else {
    print_text("{}: {}\n{}: rejected rows with their reasons\n", outcome.incidents.string(),
               outcome.changed ? "written" : "unchanged", outcome.rejects.string());
  }
}

int import_files(const ImportOptions& options) {
  const std::filesystem::path folder = options.mission;
  const Mission mission = load_mission(folder);
  ImportRules rules = read_rules(mission, folder);
  if (!options.source.empty()) rules.source = options.source;
  const Source& source = find_source(mission, rules.source);
  const Boundaries boundaries(boundaries_folder(options, rules), mission.zones);

  Importer importer(mission, rules, boundaries);
  Outcome outcome{.incidents = folder / "incidents.csv",
                  .rejects = folder / "rejected" / (source.id + ".csv")};
  for (const std::string& file : options.files) {
    outcome.reports.push_back(
        importer.add_file(read_file(file), std::filesystem::path(file).filename().string()));
  }
  const std::string before = std::filesystem::exists(outcome.incidents) ? read_file(outcome.incidents) : "";
  outcome.merged = merge_incidents(before, importer.tallies(), mission, source);
  if (!options.dry_run) {
    outcome.changed = write_if_changed(outcome.rejects, importer.rejects_csv());
    if (write_if_changed(outcome.incidents, outcome.merged.csv)) outcome.changed = true;
  }
  if (!options.json) {
    print_outcome(options, importer, outcome);
    return kDone;
  }
  Json document = {{"mission", mission.id},
                   {"source", source.id},
                   {"files", Json::array()},
                   {"tallies", outcome.merged.added},
                   {"kept_of_other_sources", outcome.merged.kept},
                   {"clashes", outcome.merged.clashes},
                   {"killed_unassigned", importer.killed_unassigned()},
                   {"point_differs_from_name", importer.point_differs_from_name()},
                   {"zones_without_boundary", boundaries.missing()},
                   {"changed", outcome.changed}};
  for (const FileReport& report : outcome.reports) document["files"].push_back(as_json(report));
  print_json(document);
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ImportOptions>();
  Command command(app, "import");
  command.bind("MISSION", options->mission)
      .bind("FILE", options->files)
      .bind("--source", options->source)
      .bind("--boundaries", options->boundaries)
      .bind("--dry-run", options->dry_run)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return import_files(*options); });
}

}  // namespace handover::cli
