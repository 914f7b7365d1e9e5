// Foreign tables of events, row by row, in one shape. A table is recognised by its column names:
//   ged     UCDP GED 19.1 and 23.1, with or without the tag row and the quoted text of the HDX edition
//           (Sundberg & Melander 2013)
//   acled   ACLED's public export (Raleigh et al. 2010)
//   gtd     Global Terrorism Database (LaFree & Dugan 2007)
//   daily   date, actor or stream, place or zone, count (and killed, killed_civilians ...)
//   totals  country, year, month and a number: no events at all, every row is rejected
#pragma once

#include "base/dates.h"
#include "tables/csv.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

enum class Layout { ged, acled, gtd, daily, totals };
std::string_view name_of(Layout layout);

// One event as its source gives it. The texts point into the reader's input and hold until the next row.
struct Event {
  std::string_view id;  // empty when the layout has none
  Date day{};           // the first day
  int span_days = 1;    // how many days it may have happened on, the source's precision included
  std::string_view actor_a, actor_b, actor_a_id, actor_b_id;
  std::string_view kind;    // type of violence, event type or attack type
  std::string_view target;  // GTD's type of target
  std::string_view country;
  std::array<std::string_view, 3> places;  // admin-1, admin-2, location
  std::string_view latitude, longitude;    // both empty when not given; checked to be on the globe
  bool place_is_vague = false;             // known for a wide area only: its point says nothing
  int count = 1;
  int killed_a = 0, killed_b = 0, killed_civilians = 0;
  int killed_attackers = 0, killed_targets = 0;  // layouts that divide the dead by role, not by side
  int killed_unassigned = 0;                     // by whose side is not known
};

struct RowProblem {
  std::string field, value, reason;
};

class EventReader {
 public:
  // `text` must outlive the reader. Throws InputError when the header is of no known layout.
  EventReader(std::string_view text, const std::string& file_name);

  enum class Read { event, rejected, end };
  // Fills one of the two. Tag rows are passed over and not counted.
  Read next(Event& event, RowProblem& problem);

  Layout layout() const { return layout_; }
  int line() const { return csv_.line(); }
  std::string_view row_text() const { return csv_.row_text(); }
  std::size_t tag_rows() const { return tag_rows_; }

 private:
  // Column numbers of what the layouts call differently.
  enum Column : std::size_t {
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
    kColumns
  };
  struct ColumnNames {
    Column column;
    std::vector<std::string_view> names;  // as the layouts call it; the first that is there counts
  };
  static const std::vector<ColumnNames>& column_names();
  void find_columns(const std::vector<std::string>& header, const std::string& file_name);
  std::string_view text_of(Column column) const;
  bool read_whole(Column column, int& value, RowProblem& problem) const;
  bool read_place(Event& event, RowProblem& problem) const;
  bool read_ged(Event& event, RowProblem& problem) const;
  bool read_acled(Event& event, RowProblem& problem) const;
  bool read_gtd(Event& event, RowProblem& problem) const;
  bool read_daily(Event& event, RowProblem& problem) const;

  CsvReader csv_;
  Layout layout_ = Layout::daily;
  std::size_t width_ = 0;
  std::size_t tag_rows_ = 0;
  std::array<int, kColumns> column_{};  // -1: not in this file
};

}  // namespace handover::evidence
