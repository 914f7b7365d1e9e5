// Foreign tables of events, row by row, in one shape. The front door (tables/front_door.h) decides what the
// file is; the layout is recognised by its columns (event_layouts.h).
#pragma once

#include "base/dates.h"
#include "evidence/event_layouts.h"
#include "tables/days.h"
#include "tables/front_door.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

// One event as its source gives it. The texts point into the reader's input and hold until the next row.
struct Event {
  std::string_view id;  // empty when the row has none
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
  // Of attacks that GTD holds for linked, each has its share of the dead: fractions, to be added before
  // anybody rounds.
  double killed_a = 0, killed_b = 0, killed_civilians = 0;
  double killed_attackers = 0, killed_targets = 0;  // layouts that divide the dead by role, not by side
  double killed_unassigned = 0;                     // by whose side is not known
};

struct RowProblem {
  std::string field, value, reason;
};

struct EventReadOptions {
  DayOrder days = DayOrder::undecided;  // of 5/4/2019, where the column does not tell
};

class EventReader {
 public:
  // `bytes` must outlive the reader. Throws InputError when the file holds no table of a known layout.
  EventReader(std::string_view bytes, const std::string& file_name, const EventReadOptions& options = {});

  enum class Read { event, rejected, end };
  // Fills one of the two. Tag rows are passed over and not counted. Throws InputError when the days can be
  // read two ways.
  Read next(Event& event, RowProblem& problem);

  Layout layout() const { return layout_; }
  int line() const { return rows_.line(); }
  std::string_view row_text() const { return rows_.row().row_text(); }
  std::size_t tag_rows() const { return rows_.tag_rows(); }
  const OpenedTable& table() const { return table_; }
  // The fields of the row but for how its day is written, so that the same row in two files is the same text.
  std::string row_identity(const Event& event) const;
  bool has_ids() const { return column_[kId] >= 0; }
  // What a reader of the result should know of the file: complete after the last row.
  std::vector<std::string> notes() const;
  // What a column is taken as; empty when it is not used.
  std::string_view role_of(std::size_t column) const;

 private:
  void find_columns(const std::string& file_name);
  std::string_view text_of(EventColumn column) const;
  std::string_view code_text_of(EventColumn column) const;
  std::string_view id_of_row();
  std::optional<Date> day_in(EventColumn column);
  void survey_days();
  bool read_count(EventColumn column, double& value, RowProblem& problem) const;
  bool read_place(Event& event, RowProblem& problem) const;
  bool read_ged(Event& event, RowProblem& problem);
  bool read_acled(Event& event, RowProblem& problem);
  bool read_gtd(Event& event, RowProblem& problem) const;
  bool read_daily(Event& event, RowProblem& problem);
  bool read_total(RowProblem& problem) const;
  bool refuse_shape(RowProblem& problem) const;

  OpenedTable table_;
  TableReader rows_;
  Layout layout_ = Layout::daily;
  EventReadOptions options_;
  std::optional<DayColumn> days_;  // looked through when the first value asks for it
  std::size_t rounded_ids_ = 0, rows_read_ = 0;
  std::array<int, kEventColumns> column_{};  // -1: not in this file
};

}  // namespace handover::evidence
