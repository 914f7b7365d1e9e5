#include "report/import_job.h"

#include "base/files.h"
#include "mission/mission_table.h"
#include "report/options.h"
#include "tables/days.h"

#include <utility>

#include <fmt/format.h>

namespace handover::report {

evidence::EventReadOptions read_options(const std::string& days) {
  if (days.empty()) return {};
  const auto order = parse_day_order(days);
  if (!order) refuse("--days", days, "is not an order of days", "say day-first or month-first");
  return {.days = *order};
}
namespace {

using namespace handover::evidence;

const Source& find_source(const Mission& mission, const std::string& id) {
  for (const Source& source : mission.sources) {
    if (source.id == id) return source;
  }
  throw InputError(Problem{.code = ProblemCode::unknown_reference,
                           .file = "import.toml",
                           .field = "source",
                           .value = id,
                           .what = "is not in sources.csv",
                           .hint = "add the source there, or name another with --source"});
}

ImportRules read_rules(const Mission& mission, const std::filesystem::path& folder) {
  const auto file = folder / "import.toml";
  if (!std::filesystem::exists(file)) {
    throw InputError(
        Problem{.code = ProblemCode::missing,
                .file = file.string(),
                .what = "is missing",
                .hint = "write which actors belong to which stream; docs/importing.md has an example"});
  }
  std::vector<Problem> problems;
  ImportRules rules = parse_import_rules(read_file(file), file.string(), mission, problems);
  if (!problems.empty()) throw InputError(problems);
  return rules;
}

// Where the boundaries lie: as the user says, as the mission says, or where `npm ci` puts them.
std::filesystem::path boundaries_folder(const ImportWanted& wanted, const ImportRules& rules) {
  if (!wanted.boundaries.empty()) return wanted.boundaries;
  if (!rules.boundaries.empty()) return std::filesystem::path(wanted.mission) / rules.boundaries;
  return wanted.usual_boundaries;
}

Json as_json(const FileReport& report) {
  return {{"file", report.file},           {"layout", name_of(report.layout)},
          {"rows", report.rows},           {"tag_rows", report.tag_rows},
          {"accepted", report.accepted},   {"rejected", report.malformed + report.left_aside},
          {"malformed", report.malformed}, {"left_aside", report.left_aside},
          {"reasons", report.reasons},     {"notes", report.notes}};
}

// Writes only what has changed, so that a second import leaves the files untouched.
bool write_if_changed(const std::filesystem::path& path, const std::string& content) {
  if (std::filesystem::exists(path) && read_file(path) == content) return false;
  std::filesystem::create_directories(path.parent_path());
  write_file_atomically(path, content);
  return true;
}

std::size_t sum_of(const ImportRun& outcome, std::size_t FileReport::*part) {
  std::size_t sum = 0;
  for (const FileReport& report : outcome.reports) sum += report.*part;
  return sum;
}

// Why nothing may be written; nothing when it may.
std::optional<Problem> refusal_of(const ImportWanted& wanted, const ImportRun& outcome) {
  if (sum_of(outcome, &FileReport::accepted) == 0) {
    const std::size_t rows = outcome.merged.before.rows;
    return Problem{
        .code = ProblemCode::missing,
        .file = outcome.reports.front().file,
        .what = fmt::format("has no row that was accepted; {}",
                            rows > 0 ? fmt::format("the {} rows of {} stay as they are", rows, outcome.source)
                                     : "there is nothing to write"),
        .hint = "see the reasons; `handover look FILE` shows what the file is taken for"};
  }
  if (outcome.lost.empty() || wanted.replace) return std::nullopt;
  return Problem{.code = ProblemCode::inconsistent,
                 .file = outcome.incidents.string(),
                 .what = fmt::format("would lose a part of the record of {}: {}", outcome.source,
                                     fmt::join(outcome.lost, "; ")),
                 .hint = "give all files of the source together, or say --replace; nothing was written"};
}

Json as_json(const SourceRecord& record) {
  Json document = {{"rows", record.rows}, {"streams", record.streams}, {"zones", record.zones}};
  document["first"] = record.first ? Json(to_string(*record.first)) : Json();
  document["last"] = record.last ? Json(to_string(*record.last)) : Json();
  return document;
}

}  // namespace

bool ImportRun::much_is_unreadable() const {
  return 10 * sum_of(*this, &FileReport::malformed) > sum_of(*this, &FileReport::rows);
}

ImportRun import_events(const ImportWanted& wanted) {
  const std::filesystem::path folder = wanted.mission;
  refuse_other_kept_name(folder, "incidents.csv");
  const Mission mission = load_mission(folder);
  ImportRules rules = read_rules(mission, folder);
  if (!wanted.source.empty()) rules.source = wanted.source;
  const Source& source = find_source(mission, rules.source);
  const Boundaries boundaries(boundaries_folder(wanted, rules), mission.zones);

  Importer importer(mission, rules, boundaries, wanted.read);
  ImportRun run{.mission = mission.id,
                .source = source.id,
                .incidents = folder / "incidents.csv",
                .rejects = folder / "rejected" / (source.id + ".csv"),
                .zones_without_boundary = boundaries.missing()};
  for (const std::string& file : wanted.files)
    run.reports.push_back(
        importer.add_file(read_file(file), std::filesystem::path(file).filename().string()));
  run.killed_unassigned = importer.killed_unassigned();
  run.point_differs_from_name = importer.point_differs_from_name();
  const std::string before = std::filesystem::exists(run.incidents) ? read_file(run.incidents) : "";
  run.merged = merge_incidents(before, importer.tallies(), mission, source);
  run.lost = what_is_lost(run.merged.before, run.merged.after);
  run.refusal = refusal_of(wanted, run);
  if (!wanted.dry_run && !run.refusal) {
    run.changed = write_if_changed(run.rejects, importer.rejects_csv());
    if (write_if_changed(run.incidents, run.merged.csv)) run.changed = true;
  }
  return run;
}

Json document_of(const ImportRun& run) {
  Json document = {{"mission", run.mission},
                   {"source", run.source},
                   {"files", Json::array()},
                   {"tallies", run.merged.added},
                   {"replaced", as_json(run.merged.before)},
                   {"replacement", as_json(run.merged.after)},
                   {"lost", run.lost},
                   {"refused", run.refusal ? Json(to_string(*run.refusal)) : Json()},
                   {"kept_of_other_sources", run.merged.kept},
                   {"clashes", run.merged.clashes},
                   {"killed_unassigned", run.killed_unassigned},
                   {"point_differs_from_name", run.point_differs_from_name},
                   {"zones_without_boundary", run.zones_without_boundary},
                   {"changed", run.changed}};
  for (const FileReport& report : run.reports) document["files"].push_back(as_json(report));
  return document;
}

}  // namespace handover::report
