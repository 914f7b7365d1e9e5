#include "server/server.h"

namespace handover::server {
namespace {

Reply list(Call& call) {
  Json jobs = Json::array();
  for (const JobView& job : call.server.jobs().list(call.visitor.role)) {
    Json one = document_of(job);
    one.erase("result");
    jobs.push_back(std::move(one));
  }
  return document({{"jobs", jobs}});
}

Reply one(Call& call) {
  const auto job = call.server.jobs().find(call.at("job"), call.visitor.role);
  if (!job)
    throw Refusal(404, "there is no such job; a server that was started again has none of the old ones");
  return document(document_of(*job));
}

Reply stop(Call& call) {
  if (!call.server.jobs().stop(call.at("job"), call.visitor.role)) throw Refusal(404, "there is no such job");
  return document({{"stopping", true}});
}

}  // namespace

std::vector<Route> routes_of_work() {
  return {
      {"GET", "/api/jobs", "Computations that run or have run, newest first", Who::anybody, list},
      {"GET", "/api/jobs/{job}", "One computation: how far, how long still, what it has found", Who::anybody,
       one},
      {"DELETE", "/api/jobs/{job}", "Stop a computation", Who::anybody, stop},
  };
}

}  // namespace handover::server
