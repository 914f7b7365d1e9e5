#include "base/files.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/changes_job.h"
#include "report/measurements.h"

#include <memory>

namespace handover::cli {
namespace {

struct ChangedOptions {
  CommonOptions common;
  std::string mission, since, plan, language, mail;
  int draws = kDraws;
  bool quick = false;
};

int run_changed(const ChangedOptions& options) {
  const Mission now = load_mission(options.mission, options.common.load_options());
  LoadOptions earlier = options.common.load_options();
  earlier.as_of = day_option(options.since, "--since");
  if (*earlier.as_of > now.as_of)
    refuse("--since", options.since, "comes after the as-of date " + to_string(now.as_of),
           "give an earlier day");
  const Mission then = load_mission(options.mission, earlier);
  Changes changes = changes_between(now, then);
  const auto wanted = assessment_options(options.common, options.draws);
  if (!options.plan.empty()) {
    const Plan plan = load_plan(options.plan, now);
    changes.plan = timeline::status_of(now, then, plan, measurements_of(now, plan, wanted),
                                       measurements_of(then, plan, wanted));
    changes.act = changes.act || !changes.plan->alerts.empty();
  }
  if (!options.quick) add_figures(now, then, wanted, changes, with_bar("changed"));
  const NewsPage page = page_of(changes, now, options.language);
  if (!options.mail.empty()) write_file_atomically(options.mail, mail_of(page, now.as_of));
  if (options.common.json)
    print_json(document_of(changes, now));
  else
    print_text("{}", text_of(page));
  return changes.act ? kFinding : kDone;
}

}  // namespace

void add_changed(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ChangedOptions>();
  Command command(app, "changed");
  command.bind("MISSION", options->mission)
      .bind("--since", options->since)
      .bind("--plan", options->plan)
      .bind("--language", options->language)
      .bind("--mail", options->mail)
      .bind("--quick", options->quick)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_changed(*options); });
}

}  // namespace handover::cli
