#include "report/import_job.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;
using namespace handover::evidence;

void print_report(Page& page, const FileReport& report) {
  page.add("{} ({}): {} rows, {} accepted, {} rejected ({} unreadable)\n", report.file,
           name_of(report.layout), report.rows, report.accepted, report.malformed + report.left_aside,
           report.malformed);
  for (const std::string& note : report.notes) page.add("  note: {}\n", note);
  for (const auto& [reason, count] : report.reasons) page.add("  {:>8} {}\n", count, reason);
}

}  // namespace

std::string import_text(const ImportRun& run, bool dry_run) {
  Page page;
  const MergedIncidents& merged = run.merged;
  for (const FileReport& report : run.reports) print_report(page, report);
  page.add("{} tallies by day, stream and zone ({} of other sources kept)\n", merged.added, merged.kept);
  if (merged.before.rows > 0)
    page.add("{} rows of {} go, {} come in their place\n", merged.before.rows, run.source, merged.added);
  for (const std::string& code : run.zones_without_boundary)
    page.add("note: no boundary is known for map code {}: points in that zone are not found\n", code);
  if (run.killed_unassigned > 0) {
    page.add("{} dead are counted in no column: their side is not known\n", run.killed_unassigned);
  }
  if (run.point_differs_from_name > 0) {
    page.add("{} events have a point outside the zone that they name; the name was taken\n",
             run.point_differs_from_name);
  }
  for (const std::string& clash : merged.clashes)
    page.add("not added, another source tallies it: {}\n", clash);
  if (run.much_is_unreadable())
    page.add("more than one row in ten cannot be read: is the file as its source published it?\n");
  if (run.refusal) return std::move(page).take();
  if (dry_run) {
    page.add("nothing was written (--dry-run)\n");
  } else {
    page.add("{}: {}\n{}: rejected rows with their reasons\n", run.incidents.string(),
             run.changed ? "written" : "unchanged", run.rejects.string());
  }
  return std::move(page).take();
}

}  // namespace handover::terminal
