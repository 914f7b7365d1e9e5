#include "report/command_groups.h"

namespace handover::report {

using Type = OptionType;

std::vector<CommandRecord> commands_of_serve() {
  return {
      {.name = "serve",
       .help = "Open missions in a browser on this machine: the table, the evidence, the tables people edit",
       .options =
           {{.name = "MISSION", .help = "The mission folder, or a folder of missions", .required = true},
            {.name = "--port",
             .type = Type::whole,
             .help = "The port to listen on; otherwise a free one",
             .initial = "0",
             .low = 0,
             .high = 65535},
            {.name = "--seed",
             .type = Type::whole,
             .help = "Seed of every draw; the same seed gives the same figures",
             .initial = "1",
             .low = 0},
            draws(),
            threads(),
            {.name = "--no-browser", .type = Type::flag, .help = "Print the address and open no browser"}},
       .footer = "The first line printed is the address for whoever prepares the talks; the others are for "
                 "each side with its private "
                 "overlay, for both at one table, and for anybody. Ctrl-C ends it.\n"
                 "Example:\n  handover serve missions/iraq-2024\n  handover serve missions --port 8080 "
                 "--no-browser"}};
}

}  // namespace handover::report
