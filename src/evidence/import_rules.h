// How foreign names become the mission's own: import.toml in the mission folder, read as data.
//
//   [import]
//   source = "ucdp-ged-191"     # of sources.csv; every tally names it
//   from = 2014-01-01           # optional: earlier events are left aside
//   to = 2018-12-31
//   longest_days = 7            # an event that may have happened on more days than that is no daily tally
//   [[stream_rule]]             # the first rule that fits an event decides
//   actor = "IS"                # a name or a glob (* and ?), compared without marks and capitals
//   actor_id = "234"            # or the source's own number
//   side = "any"                # on which side the actor stands: a, b or any
//   against = "Civilians"       # optional: a name or a glob for the other side
//   kind = "3"                  # optional: type of violence, event type or attack type; a glob
//   country = "Iraq"            # optional; a glob
//   layout = "ged"              # optional
//   stream = "isis-attacks"     # a stream of mission.toml; "" to leave the event aside
//   others = "host_forces"      # whose dead the other side's are (unless a victim_rule says otherwise)
//   [[victim_rule]]
//   name = "Government of United States*"   # the other side's name or GTD's type of target
//   victim = "coalition"
//   [[zone_rule]]
//   place = "At-Ta'mim province"            # a name that no zone has
//   zone = "kirkuk"                         # "" to leave its events aside
#pragma once

#include "base/problem.h"
#include "mission/mission.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

struct StreamRule {
  std::string actor, actor_id, against, kind, country, layout;  // names folded; empty: anything
  enum class Side { any, a, b } side = Side::any;
  std::optional<StreamId> stream;  // nothing: known, and left aside
  Victim others = Victim::host_forces;
  int line = 0;
};
struct VictimRule {
  std::string name;  // folded
  Victim victim = Victim::civilians;
};
struct ZoneRule {
  std::string place;  // as ZoneNames::key_of gives it
  std::optional<ZoneId> zone;
};

struct ImportRules {
  std::string source;  // an id of sources.csv, as written
  std::optional<Date> from, to;
  int longest_days = 7;
  std::string boundaries;  // folder, relative to the mission; empty: the caller's default
  std::vector<StreamRule> streams;
  std::vector<VictimRule> victims;
  std::vector<ZoneRule> zones;
};

// Streams, zones and sources are looked up in the mission; everything wrong is reported with its line.
ImportRules parse_import_rules(std::string_view text, const std::string& file, const Mission& mission,
                               std::vector<Problem>& problems);

}  // namespace handover::evidence
