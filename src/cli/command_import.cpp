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
  std::string days;  // day-first or month-first
  bool json = false, dry_run = false, replace = false;
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
          {"reasons", report.reasons},     {"notes", report.notes}};
}

void print_report(const FileReport& report) {
  print_text("{} ({}): {} rows, {} accepted, {} rejected ({} unreadable)\n", report.file,
             name_of(report.layout), report.rows, report.accepted, report.malformed + report.left_aside,
             report.malformed);
  for (const std::string& note : report.notes) print_text("  note: {}\n", note);
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
  std::vector<std::string> zones_without_boundary;
  std::vector<std::string> lost;  // in what the new record covers less than the old
  bool changed = false;
};

std::size_t sum_of(const Outcome& outcome, std::size_t FileReport::*part) {
  std::size_t sum = 0;
  for (const FileReport& report : outcome.reports) sum += report.*part;
  return sum;
}

// More than one row in ten cannot be read: the file is not what it was taken for.
bool much_is_unreadable(const Outcome& outcome) {
  return 10 * sum_of(outcome, &FileReport::malformed) > sum_of(outcome, &FileReport::rows);
}

// Why nothing may be written; nothing when it may.
std::optional<Problem> refusal_of(const ImportOptions& options, const Source& source,
                                  const Outcome& outcome) {
  if (sum_of(outcome, &FileReport::accepted) == 0) {
    const std::size_t rows = outcome.merged.before.rows;
    return Problem{
        .file = outcome.reports.front().file,
        .what = fmt::format("has no row that was accepted; {}",
                            rows > 0 ? fmt::format("the {} rows of {} stay as they are", rows, source.id)
                                     : "there is nothing to write"),
        .hint = "see the reasons; `handover look FILE` shows what the file is taken for"};
  }
  if (outcome.lost.empty() || options.replace) return std::nullopt;
  return Problem{.file = outcome.incidents.string(),
                 .what = fmt::format("would lose a part of the record of {}: {}", source.id,
                                     fmt::join(outcome.lost, "; ")),
                 .hint = "give all files of the source together, or say --replace; nothing was written"};
}

void print_outcome(const Importer& importer, const Source& source, const Outcome& outcome) {
  const MergedIncidents& merged = outcome.merged;
  for (const FileReport& report : outcome.reports) print_report(report);
  print_text("{} tallies by day, stream and zone ({} of other sources kept)\n", merged.added, merged.kept);
  if (merged.before.rows > 0)
    print_text("{} rows of {} go, {} come in their place\n", merged.before.rows, source.id, merged.added);
  for (const std::string& code : outcome.zones_without_boundary)
    print_text("note: no boundary is known for map code {}: points in that zone are not found\n", code);
  if (importer.killed_unassigned() > 0) {
    print_text("{} dead are counted in no column: their side is not known\n", importer.killed_unassigned());
  }
  if (importer.point_differs_from_name() > 0) {
    print_text("{} events have a point outside the zone that they name; the name was taken\n",
               importer.point_differs_from_name());
  }
  for (const std::string& clash : merged.clashes)
    print_text("not added, another source tallies it: {}\n", clash);
  if (much_is_unreadable(outcome))
    print_text("more than one row in ten cannot be read: is the file as its source published it?\n");
}

void print_what_was_written(const ImportOptions& options, const Outcome& outcome) {
  if (options.dry_run) {
    print_text("nothing was written (--dry-run)\n");
  } else {
    print_text("{}: {}\n{}: rejected rows with their reasons\n", outcome.incidents.string(),
               outcome.changed ? "written" : "unchanged", outcome.rejects.string());
  }
}

Json as_json(const SourceRecord& record) {
  Json document = {{"rows", record.rows}, {"streams", record.streams}, {"zones", record.zones}};
  document["first"] = record.first ? Json(to_string(*record.first)) : Json();
  document["last"] = record.last ? Json(to_string(*record.last)) : Json();
  return document;
}

Json document_of(const Mission& mission, const Source& source, const Importer& importer,
                 const Outcome& outcome, const std::optional<Problem>& refusal) {
  Json document = {{"mission", mission.id},
                   {"source", source.id},
                   {"files", Json::array()},
                   {"tallies", outcome.merged.added},
                   {"replaced", as_json(outcome.merged.before)},
                   {"replacement", as_json(outcome.merged.after)},
                   {"lost", outcome.lost},
                   {"refused", refusal ? Json(to_string(*refusal)) : Json()},
                   {"kept_of_other_sources", outcome.merged.kept},
                   {"clashes", outcome.merged.clashes},
                   {"killed_unassigned", importer.killed_unassigned()},
                   {"point_differs_from_name", importer.point_differs_from_name()},
                   {"zones_without_boundary", outcome.zones_without_boundary},
                   {"changed", outcome.changed}};
  for (const FileReport& report : outcome.reports) document["files"].push_back(as_json(report));
  return document;
}

EventReadOptions read_options(const ImportOptions& options) {
  if (options.days.empty()) return {};
  const auto order = parse_day_order(options.days);
  if (!order) refuse("--days", options.days, "is no order of days", "say day-first or month-first");
  return {.days = *order};
}

int import_files(const ImportOptions& options) {
  const std::filesystem::path folder = options.mission;
  const Mission mission = load_mission(folder);
  ImportRules rules = read_rules(mission, folder);
  if (!options.source.empty()) rules.source = options.source;
  const Source& source = find_source(mission, rules.source);
  const Boundaries boundaries(boundaries_folder(options, rules), mission.zones);

  Importer importer(mission, rules, boundaries, read_options(options));
  Outcome outcome{.incidents = folder / "incidents.csv",
                  .rejects = folder / "rejected" / (source.id + ".csv"),
                  .zones_without_boundary = boundaries.missing()};
  for (const std::string& file : options.files) {
    outcome.reports.push_back(
        importer.add_file(read_file(file), std::filesystem::path(file).filename().string()));
  }
  const std::string before = std::filesystem::exists(outcome.incidents) ? read_file(outcome.incidents) : "";
  outcome.merged = merge_incidents(before, importer.tallies(), mission, source);
  outcome.lost = what_is_lost(outcome.merged.before, outcome.merged.after);
  const auto refusal = refusal_of(options, source, outcome);
  if (!options.dry_run && !refusal) {
    outcome.changed = write_if_changed(outcome.rejects, importer.rejects_csv());
    if (write_if_changed(outcome.incidents, outcome.merged.csv)) outcome.changed = true;
  }
  if (options.json) {
    print_json(document_of(mission, source, importer, outcome, refusal));
  } else {
    print_outcome(importer, source, outcome);
    if (!refusal) print_what_was_written(options, outcome);
  }
  if (refusal) throw InputError(*refusal);
  return much_is_unreadable(outcome) ? kFinding : kDone;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ImportOptions>();
  Command command(app, "import");
  command.bind("MISSION", options->mission)
      .bind("FILE", options->files)
      .bind("--source", options->source)
      .bind("--boundaries", options->boundaries)
      .bind("--days", options->days)
      .bind("--replace", options->replace)
      .bind("--dry-run", options->dry_run)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return import_files(*options); });
}

}  // namespace handover::cli
