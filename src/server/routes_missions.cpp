#include "base/files.h"
#include "report/session_mission.h"
#include "server/server.h"

namespace handover::server {
namespace {

Reply list(Call& call) {
  Json missions = Json::array();
  for (const MissionPlace& place : call.server.missions().list()) {
    Json one = {{"id", place.id}};
    try {
      const auto mission = call.server.missions().load(place, call.visitor.role);
      one["title"] = mission->title;
      one["as_of"] = to_string(mission->as_of);
      one["host"] = mission->host_name;
      one["coalition"] = mission->coalition_name;
      one["plans"] = mission->plans.size();
      one["problems"] = Json::array();
    } catch (const InputError& error) {
      one["title"] = place.id;
      one["problems"] = call.visitor.role == Role::staff ? problems_document(error.problems())
                                                         : Json::array({{{"words", "cannot be read"}}});
    }
    missions.push_back(std::move(one));
  }
  return document({{"missions", missions}});
}

Reply overview(Call& call) {
  const auto mission = mission_of(call);
  Json json = report::mission_document(*mission, reader_of(call));
  json["ready"] = call.server.missions().study(*mission) != nullptr;
  return document(std::move(json));
}

// A short text that is another when a file of the mission has changed, by whomever.
Reply stamp(Call& call) {
  return document({{"stamp", sha256_of(stamp_of(place_of(call).folder)).substr(0, 16)}});
}

Reply assumptions(Call& call) {
  return document({{"assumptions", report::assumptions_for(*mission_of(call), reader_of(call))}});
}

Reply red_lines(Call& call) {
  return document({{"red_lines", report::red_lines_for(*mission_of(call), reader_of(call))}});
}

Reply talks(Call& call) {
  return document(report::talks_for(*mission_of(call), reader_of(call)));
}

Reply changes(Call& call) {
  const auto now = mission_of(call);
  const std::string since(call.target.get("since"));
  const auto day = parse_date(since);
  if (!day) throw Refusal(422, "since is no day: write YYYY-MM-DD");
  if (*day > now->as_of) throw Refusal(422, "since comes after the as-of date " + to_string(now->as_of));
  const auto then = mission_of(call, since);
  return document({{"since", since},
                   {"as_of", to_string(now->as_of)},
                   {"changes", report::changes_for(*now, *then, reader_of(call))}});
}

}  // namespace

std::vector<Route> routes_of_missions() {
  return {
      {"GET", "/api/missions", "The missions that are served", Who::anybody, list},
      {"GET", "/api/missions/{mission}", "One mission: its parties, places, tasks and plans", Who::anybody,
       overview},
      {"GET", "/api/missions/{mission}/stamp", "Another text when a file of the mission has changed",
       Who::anybody, stamp},
      {"GET", "/api/missions/{mission}/assumptions", "What is assumed, with range, reason and source",
       Who::anybody, assumptions},
      {"GET", "/api/missions/{mission}/red-lines", "The red lines that the role may read", Who::anybody,
       red_lines},
      {"GET", "/api/missions/{mission}/talks", "The talks: sessions, commitments, instruments, issues",
       Who::anybody, talks},
      {"GET",
       "/api/missions/{mission}/changes",
       "What changed since a day: old value, new value, source",
       Who::anybody,
       changes,
       {{"since", "a day, YYYY-MM-DD", true}}},
  };
}

}  // namespace handover::server
