#include "report/intake_desk.h"
#include "server/server.h"

namespace handover::server {
namespace {

constexpr std::size_t kLongestField = 20'000, kLongestReader = 60;

std::size_t count_in(const Call& call, const char* key) {
  const Json& value = call.body[key];
  if (!value.is_number_unsigned()) throw Refusal(422, std::string("'") + key + "' is no count");
  return value.get<std::size_t>();
}

report::Decision decision_in(const Call& call) {
  report::Decision decision;
  if (!call.body.is_object()) throw Refusal(422, "the body is no object");
  if (call.body.contains("row")) {
    decision.row = count_in(call, "row");
  } else if (call.body.contains("begin") && call.body.contains("end")) {
    decision.begin = count_in(call, "begin");
    decision.end = count_in(call, "end");
    if (decision.end <= decision.begin) throw Refusal(422, "the passage is empty");
  } else {
    throw Refusal(422, "the body lacks 'row', or 'begin' and 'end' of a passage");
  }
  decision.decision = text_in(call, "decision", "");
  const bool known = decision.decision.empty() || decision.decision == "accept" ||
                     decision.decision == "edit" || decision.decision == "reject";
  if (!known) throw Refusal(422, "a decision is accept, edit, reject, or nothing to undo one");
  decision.by = text_in(call, "by", "");
  decision.on = text_in(call, "on", "");
  if (!decision.decision.empty() && (decision.by.empty() || decision.by.size() > kLongestReader))
    throw Refusal(422, "a decision names who decides, in at most 60 bytes");
  if (!decision.decision.empty() && !parse_date(decision.on)) throw Refusal(422, "'on' is no day");
  if (!call.body.contains("fields")) return decision;
  for (const auto& [name, value] : object_in(call, "fields").items()) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestField)
      throw Refusal(422, "a field is a text of at most 20,000 bytes");
    decision.fields.emplace_back(name, value.get<std::string>());
  }
  return decision;
}

Reply list(Call& call) {
  return document({{"documents", report::documents_document(place_of(call).folder)}});
}

Reply open(Call& call) {
  return document(report::open_intake(place_of(call).folder, call.at("source")));
}

Reply version(Call& call) {
  return document({{"version", report::intake_version(place_of(call).folder, call.at("source"))}});
}

// One row at a time: nothing accepts them all. Nothing is saved over what somebody else has decided
// meanwhile.
Reply decide(Call& call) {
  const auto folder = place_of(call).folder;
  const report::Decision decision = decision_in(call);
  const std::lock_guard lock(call.server.writing());
  if (report::intake_version(folder, call.at("source")) != text_in(call, "version", ""))
    throw Refusal(409, "somebody else has decided here since you opened it");
  const report::Decided decided = report::decide(folder, call.at("source"), decision);
  return document({{"version", decided.version},
                   {"row", decided.row},
                   {"cells", decided.cells},
                   {"consequences", decided.consequences},
                   {"opened", decided.opened},
                   {"closed", decided.closed},
                   {"notes", decided.notes}});
}

Reply enter(Call& call) {
  const std::lock_guard lock(call.server.writing());
  return document(report::entry_document(report::enter_decided(place_of(call).folder)));
}

}  // namespace

std::vector<Route> routes_of_documents() {
  return {
      {"GET", "/api/missions/{mission}/documents",
       "Documents that were read, with how many of their proposals are decided", Who::staff, list},
      {"GET", "/api/missions/{mission}/documents/{source}",
       "A document: its text, the proposals in it, what each would do to the ledger, and the version of the "
       "file",
       Who::staff, open},
      {"GET", "/api/missions/{mission}/documents/{source}/version",
       "The version of a file of proposals: another when somebody has decided", Who::staff, version},
      {"POST",
       "/api/missions/{mission}/documents/{source}/decide",
       "Decide on one proposal, or write a row by hand for a passage, unless somebody else has decided since",
       Who::staff,
       decide,
       {},
       "{version, row, decision, by, on, fields: {name: text}}; of a row by hand begin and end instead of "
       "row"},
      {"POST", "/api/missions/{mission}/enter", "Enter the rows that were accepted or edited into the ledger",
       Who::staff, enter},
  };
}

}  // namespace handover::server
