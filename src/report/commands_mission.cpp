#include "report/command_groups.h"

namespace handover::report {

using Type = OptionType;

std::vector<CommandRecord> commands_of_mission() {
  return {
      {.name = "commands",
       .help = "List every command with its options",
       .options = {{.name = "--markdown", .type = Type::flag, .help = "As the page docs/commands.md"},
                   json()},
       .footer = "Example:\n  handover commands --markdown > docs/commands.md"},

      {.name = "new",
       .help = "Write the skeleton of a mission: an invented example that runs",
       .options = {{.name = "NAME", .help = "The folder to make", .required = true}},
       .footer = "Example:\n  handover new missions/my-mission && handover check missions/my-mission"},
      {.name = "check",
       .help = "Find every problem in a mission folder, with file, line and hint",
       .options = with_common({mission_folder()}),
       .footer = "Example:\n  handover check missions/iraq-2024"},
      {.name = "import",
       .help = "Tally foreign event files (UCDP GED, ACLED, GTD, daily) by day, stream and zone",
       .options = {{.name = "MISSION", .help = "The mission folder, with its import.toml", .required = true},
                   {.name = "FILE",
                    .type = Type::list,
                    .help = "Event files of one source; together they replace its tallies",
                    .required = true},
                   {.name = "--source", .help = "The source's id in sources.csv, instead of import.toml's"},
                   {.name = "--boundaries", .help = "Folder of GeoJSON files named by map code"},
                   {.name = "--dry-run", .type = Type::flag, .help = "Report only; write nothing"},
                   json()},
       .footer = "Example:\n  handover import missions/iraq-2024 ucdp_ged_iraq_191.csv --dry-run"},
      {.name = "evidence",
       .help = "Show where the sources contradict one another, and what the models make of it",
       .options = kept({mission_folder()}),
       .footer = "Example:\n  handover evidence missions/iraq-2024 --as-of 2024-02-13"},
      {.name = "readout",
       .help = "Compare two statements on the same meeting for emphasis",
       .options = {{.name = "FIRST", .help = "The first statement, a text file in UTF-8", .required = true},
                   {.name = "SECOND", .help = "The second statement", .required = true},
                   {.name = "--background",
                    .type = Type::list,
                    .help = "Further texts that say which words are common"},
                   {.name = "--prior",
                    .type = Type::number,
                    .help = "Weight of the prior, in words",
                    .initial = "100",
                    .low = 0.1,
                    .high = 1000000},
                   {.name = "--language", .help = "Stemmer for words in Latin script", .initial = "english"},
                   {.name = "--most",
                    .type = Type::whole,
                    .help = "Longest list to print",
                    .initial = "15",
                    .low = 1,
                    .high = 100000},
                   {.name = "--svg",
                    .type = Type::output,
                    .help = "Write the picture of stressed words to this file"},
                   json()},
       .footer = "Example:\n  handover readout statements/host.txt statements/coalition.txt"}};
}

}  // namespace handover::report
