#include "cli/deliver_timeline.h"

#include "cli/deliver.h"
#include "report/documents_timeline.h"
#include "report/run_record.h"
#include "terminal/terminal.h"

namespace handover::cli {

void deliver_timeline(const char* command, const Mission& mission, const std::string& folder,
                      const CommonOptions& common, const timeline::TimelineReport& report) {
  deliver(
      {.command = command,
       .mission = mission,
       .folder = folder,
       .common = common,
       .figures = [&] { return figures_of(report, mission); }},
      [&] { return document_of(report, mission); },
      [&] { print_text(terminal::timeline_text(report, mission)); });
}

}  // namespace handover::cli
