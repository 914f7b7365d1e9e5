#include "report/session_evidence.h"
#include "server/server.h"

namespace handover::server {
namespace {

constexpr std::size_t kMostFound = 40;

Reply facts(Call& call) {
  return document({{"facts", report::facts_for(*mission_of(call), reader_of(call))}});
}
Reply sources(Call& call) {
  return document({{"sources", report::sources_for(*mission_of(call), reader_of(call))}});
}
Reply contradictions(Call& call) {
  return document({{"contradictions", report::contradictions_for(*mission_of(call), reader_of(call))}});
}
Reply search(Call& call) {
  const std::string question(call.target.get("q"));
  if (question.size() > 500) throw Refusal(422, "the question is longer than 500 bytes");
  return document({{"question", question},
                   {"found", report::search_for(*mission_of(call), question, kMostFound, reader_of(call))}});
}

}  // namespace

std::vector<Route> routes_of_evidence() {
  return {
      {"GET", "/api/missions/{mission}/facts", "What sources state, one statement a row", Who::anybody,
       facts},
      {"GET", "/api/missions/{mission}/sources", "Where every statement comes from, with its grade",
       Who::anybody, sources},
      {"GET", "/api/missions/{mission}/contradictions",
       "Where sources contradict one another, and what each model uses", Who::anybody, contradictions},
      {"GET",
       "/api/missions/{mission}/search",
       "Search over everything that is known",
       Who::anybody,
       search,
       {{"q", "words, or a question", true}}},
  };
}

}  // namespace handover::server
