#include "report/command_groups.h"

namespace handover::report {

using Type = OptionType;

std::vector<CommandRecord> commands_of_store() {
  return {
      {.name = "again",
       .help = "Repeat a kept run from what it remembers, and say whether the same bytes come out",
       .options = {{.name = "RUN", .help = "The run's id, or the first digits of it", .required = true},
                   {.name = "--mission",
                    .help = "The mission folder; without it every store here and in missions/ is searched"},
                   json()},
       .footer = "Example:\n  handover again 3f9c --mission missions/iraq-2024\nExit code 1: they differ."},

      {.name = "runs",
       .help = "List the runs kept for a mission, newest first",
       .options = {mission_folder(), json()},
       .footer = "Example:\n  handover runs missions/iraq-2024"},
      {.name = "show",
       .help = "Show one kept run: its inputs, seed, options and figures",
       .options = {{.name = "RUN", .help = "The run's id, or the first digits of it", .required = true},
                   {.name = "--mission",
                    .help = "The mission folder; without it every store here and in missions/ is searched"},
                   {.name = "--edition",
                    .help =
                        "Show of the result what this edition may hold: public, joint, coalition or host; "
                        "otherwise all of it",
                    .choices = {"public", "joint", "coalition", "host"}},
                   {.name = "--json", .type = Type::flag, .help = "Print the result as one JSON document"}},
       .footer = "Example:\n  handover show 3f9c --mission missions/iraq-2024 --json"},
      {.name = "export",
       .help = "Write the kept runs, figures and values as Parquet and CSV files for other tools",
       .options = {mission_folder(),
                   {.name = "--parquet",
                    .type = Type::folder,
                    .help = "The folder to write into; made when missing",
                    .required = true},
                   {.name = "--edition",
                    .help = "Who may read the files: public, joint, coalition or host",
                    .initial = "public",
                    .choices = {"public", "joint", "coalition", "host"}},
                   json()},
       .footer = "Example:\n  handover export missions/iraq-2024 --parquet out/parquet"}};
}

}  // namespace handover::report
