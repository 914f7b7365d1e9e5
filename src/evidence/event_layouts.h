// The layouts of foreign tables of events: by which columns they are known and what they call what an event
// has.
//   ged     UCDP GED 19.1 to 25.1 and its candidate files, with or without a header, and the HDX edition with
//   its tag row
//           (Sundberg & Melander 2013)
//   acled   ACLED's public export and its older edition in capitals (Raleigh et al. 2010)
//   gtd     Global Terrorism Database (LaFree & Dugan 2007)
//   daily   date, actor or stream, place or zone, count (and killed, killed_civilians ...)
//   totals  numbers of events of a week, a month or a year: no events at all, every row is rejected
#pragma once

#include "tables/front_door.h"

#include <span>
#include <string_view>
#include <vector>

namespace handover::evidence {

enum class Layout { ged, acled, gtd, daily, totals };
std::string_view name_of(Layout layout);

// What the layouts call differently.
enum EventColumn : std::size_t {
  kId,
  kFrom,
  kTo,
  kPrecision,
  kActorA,
  kActorB,
  kActorAId,
  kActorBId,
  kKind,
  kTarget,
  kCountry,
  kPlace1,
  kPlace2,
  kPlace3,
  kLatitude,
  kLongitude,
  kPlacePrecision,
  kCount,
  kKilledA,
  kKilledB,
  kKilledCivilians,
  kKilledUnknown,
  kKilledAll,
  kKilledAttackers,
  kYear,
  kMonth,
  kDay,
  kWeek,
  kEventColumns
};

struct EventColumnNames {
  EventColumn column;
  std::string_view role;                // what it is taken as, for people
  std::vector<std::string_view> names;  // as the layouts call it, plain; the first that is there counts
};
const std::vector<EventColumnNames>& event_column_names();

// For the front door; the layout of the i-th.
std::span<const KnownTable> known_event_tables();
Layout layout_of_known(std::size_t index);

}  // namespace handover::evidence
