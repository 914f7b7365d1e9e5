#include "base/program_files.h"
#include "mission/plan_from_text.h"
#include "report/session_map.h"
#include "server/plans.h"
#include "server/server.h"

#include <algorithm>

namespace handover::server {
namespace {

Reply map(Call& call) {
  const auto mission = mission_of(call);
  const auto month = parse_month(call.target.get("month")), as_of = parse_month(call.target.get("as-of"));
  report::MapQuestion question{.plan = {},
                               .month = month.value_or(month_of(mission->as_of)),
                               .as_of = mission->as_of,
                               .stream = {},
                               .boundaries = boundaries_folder()};
  if (as_of) question.as_of = std::min(mission->as_of, last_day(*as_of));
  const std::string_view stream = call.target.get("stream");
  const auto found = std::find_if(mission->streams.begin(), mission->streams.end(),
                                  [&](const Stream& one) { return one.id == stream; });
  if (mission->streams.empty()) throw Refusal(404, "the mission has no stream");
  question.stream.index =
      static_cast<std::uint16_t>(found == mission->streams.end() ? 0 : found - mission->streams.begin());
  if (const std::string plan(call.target.get("plan")); !plan.empty() && may_propose(call.visitor.role))
    question.plan = find_plan(call, *mission, plan).plan;
  return document(report::map_document(*mission, question, reader_of(call)));
}

}  // namespace

std::vector<Route> routes_of_map() {
  return {
      {"GET",
       "/api/missions/{mission}/map",
       "Troops by region in a month of a plan; attacks by zone before a day",
       Who::anybody,
       map,
       {{"plan", "id of a plan"},
        {"month", "of the plan, YYYY-MM"},
        {"as-of", "month to whose end evidence counts, YYYY-MM"},
        {"stream", "id of a stream of violence"}}},
  };
}

}  // namespace handover::server
