#include "cli/bind.h"
#include "cli/commands.h"
#include "report/brief_job.h"

#include <memory>

namespace handover::cli {
namespace {

struct ClausesOptions {
  std::string run, mission, edition, language;
  bool json = false;
};

int show_clauses(const ClausesOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const TableTalk talk =
      table_talk(kept_view(find_kept_run(options.run, options.mission), options.language), edition);
  if (options.json)
    print_json(document_of(talk));
  else
    print_text("{}", text_of(talk));
  return kDone;
}

}  // namespace

void add_clauses(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ClausesOptions>();
  Command command(app, "clauses");
  command.bind("RUN", options->run)
      .bind("--mission", options->mission)
      .bind("--edition", options->edition)
      .bind("--language", options->language)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return show_clauses(*options); });
}

}  // namespace handover::cli
