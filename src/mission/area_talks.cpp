// The table at which both sides sit: positions, sessions, the calendar, the legal frame.
#include "mission/area_making.h"
#include "mission/loading.h"

#include <fmt/format.h>

namespace handover {
namespace {

void add_position(AreaMaking& making, const char* actor, std::string_view key, const char* veto) {
  const auto parts = making.answers.split(key, making.answers.one(key), 1, 2);
  const AreaRange months = making.answers.range(key, parts[0]);
  if (key == "host_wants") making.host_months = months.best;
  making.rows.typed("positions.csv",
                    {{"actor", actor},
                     {"issue", "last-departure"},
                     {"position_low", number_text(months.low)},
                     {"position_mode", number_text(months.best)},
                     {"position_high", number_text(months.high)},
                     {"salience_low", "50"},
                     {"salience_mode", "70"},
                     {"salience_high", "90"},
                     {"influence_low", "50"},
                     {"influence_mode", "70"},
                     {"influence_high", "90"},
                     {"veto", veto},
                     {"judgement", "yes"},
                     {"source", making.answers.source(key, parts[1])},
                     {"note", std::string(kUnconfirmed) + "; salience and influence are assumed"}});
}

void add_calendar(AreaMaking& making, std::string_view key, const char* kind) {
  for (const std::string& answer : making.answers.all(key)) {
    const auto parts = making.answers.split(key, answer, 2, 3);
    making.rows.typed("calendar.csv", {{"date", making.answers.day(key, parts[0])},
                                       {"name", parts[1]},
                                       {"kind", kind},
                                       {"source", making.answers.source(key, parts[2])}});
  }
}

}  // namespace

void add_area_talks(AreaMaking& making) {
  making.rows.filled("issues.csv",
                     {{"id", "last-departure"},
                      {"name", "Months from " + to_string(making.as_of) + " to the last departure"},
                      {"low", "0"},
                      {"high", "60"},
                      {"low_means", "at once"},
                      {"high_means", "five years"},
                      {"reference_point", "60"},
                      {"source", "judgement"}});
  add_position(making, "guests", "coalition_wants", "yes");
  add_position(making, "government", "host_wants", "yes");
  for (const std::string& answer : making.answers.all("talks")) {
    const auto parts = making.answers.split("talks", answer, 2, 4);
    making.rows.typed("sessions.csv", {{"date", making.answers.day("talks", parts[0])},
                                       {"state", parts[1]},
                                       {"cause", parts[2]},
                                       {"source", making.answers.source("talks", parts[3])}});
  }
  add_calendar(making, "elections", "election");
  add_calendar(making, "mandates", "mandate_end");
  add_calendar(making, "meetings", "meeting");
  add_calendar(making, "deadline", "deadline");
  for (const std::string& answer : making.answers.all("legal")) {
    const auto parts = making.answers.split("legal", answer, 3, 5);
    making.rows.typed("instruments.csv", {{"id", slug(parts[0])},
                                          {"name", parts[0]},
                                          {"kind", parts[1]},
                                          {"from", making.answers.day("legal", parts[2])},
                                          {"in_force", parts[3]},
                                          {"may_invoke", "guests;government"},
                                          {"source", making.answers.source("legal", parts[4])}});
  }
}

}  // namespace handover
