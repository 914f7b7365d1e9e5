#include "report/status_job.h"

#include "base/files.h"
#include "report/simulation.h"

namespace handover::report {

Date day_of_last_look(const Mission& now, const std::string& since, const std::filesystem::path& record) {
  constexpr auto kDefaultLookBack = std::chrono::days(30);
  if (!since.empty()) return day_option(since, "--since");
  if (!record.empty() && std::filesystem::exists(record)) {
    std::string text = read_file(record);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return day_option(text, record.string());
  }
  return now.as_of - kDefaultLookBack;
}

timeline::StatusReport status_since(const Mission& now, const std::filesystem::path& folder, LoadOptions load,
                                    Date since, const std::string& plan_name,
                                    const AssessmentOptions& wanted) {
  if (since > now.as_of)
    refuse("--since", to_string(since), "comes after the as-of date " + to_string(now.as_of),
           "give an earlier day");
  load.as_of = since;
  const Mission then = load_mission(folder, load);
  const Plan plan = find_plan(plan_name, now);
  return timeline::status_of(now, then, plan, measurements_of(now, plan, wanted),
                             measurements_of(then, plan, wanted));
}

}  // namespace handover::report
