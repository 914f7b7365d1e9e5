// Inside the mission module only: what the readers of the single tables share while a folder is read.
#pragma once

#include "base/root_folder.h"
#include "mission/mission.h"
#include "mission/row_reader.h"
#include "mission/schema.h"
#include "tables/toml.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace handover {

struct Loading {
  explicit Loading(std::filesystem::path folder) : root(std::move(folder)) {}

  RootFolder root;
  // The as-of date is the folder's own: what lies before it or after it is then the author's, not the
  // asker's.
  bool own_as_of = true;
  Date as_of{};
  Mission mission;
  TomlTable toml;  // mission.toml
  std::vector<Problem> problems;
  std::vector<Doubt> doubtful;
  std::vector<std::string> plan_files;            // of mission.plans
  std::map<std::string, std::vector<int>> lines;  // by table: the lines of the rows read, in their order
  // What survives the as-of date, in a canonical form that is hashed: no path, no line number.
  std::string canonical;
  bool reads_library = false;  // of past handovers and talks, beside the mission's own cases
  // Tables whose file has another name than theirs, or is a workbook: how people find their place in it.
  struct Kept {
    std::string name;
    bool is_sheet = false;
  };
  std::map<std::string, Kept> kept;
  std::map<std::string, int> unconfirmed;  // by table: rows that the program filled in and nobody confirmed
  std::map<std::string, Date> published;   // every source of the folder, also those not yet published
  std::map<std::tuple<Date, std::uint16_t, std::uint16_t>, int> tallied;  // line of each day, stream and zone
  // Streams named in incidents.csv, also by rows not yet known; nothing when the table cannot be read.
  std::optional<std::set<std::string>> streams_by_day;
  // Since when the first row of evidence about this mission itself could be known, whatever the as-of date.
  std::optional<Date> first_known;
  std::optional<Date> last_known;  // the same of the last row

  Names sources{"sources.csv"}, actors{"actors.csv"}, zones{"zones.csv"}, sites{"sites.csv"},
      functions{"functions.csv"};
  Names units{"units.csv"}, assessors{"assessors.csv"}, tasks{"tasks.csv"}, issues{"issues.csv"};
  Names parties{"mission.toml [[party]]"}, regions{"mission.toml [[region]]"},
      streams{"mission.toml [[stream]]"};
  Names patrons{"mission.toml [[patron]]"}, levels{"mission.toml [rating_scale]"};

  // One of the mission's own tables; nothing when it is missing or cannot be read at all.
  std::optional<Table> open_table(std::string_view file);
  // The text of a file under the folder; nothing, reported, when it cannot be read.
  std::optional<std::string> read_text(const std::string& file, std::size_t most_bytes);
  // Any table under the folder. What makes it unreadable is reported.
  std::optional<Table> read_file_as_table(const std::string& file);
  // Whether there is a file for it, whatever its kind.
  bool holds_table(std::string_view file) const;
  // Columns that the table does not have, and those it lacks.
  void check_columns(const Table& table, const TableSpec& spec);
  // The mission is looked at from before the day on which it was written: what its author judged then counts
  // only with a day of its own since when it could be known.
  bool looks_back() const { return as_of < mission.written_as_of; }
  // Calls `read` for each row that could be known at the as-of date; unknown columns, missing values and rows
  // without a source are reported.
  void each_row(std::string_view file, const std::function<void(RowReader&)>& read);
  // The same for a table outside the mission's own list of files (an overlay's positions.csv).
  void each_row_of(const Table& table, const TableSpec& spec, const std::function<void(RowReader&)>& read);
  // Period, date of knowledge and source of a row that has `from` and `to`, or `date`.
  Known known(RowReader& row);
  Known known_on(RowReader& row, Date day);
  SourceId source(RowReader& row);
  void doubt(std::string rule, Problem place) { doubtful.push_back({std::move(rule), std::move(place)}); }

 private:
  Names* names_of(std::string_view file);          // nothing for a table that no other refers to
  const Names* list_named(std::string_view list);  // of a table or of mission.toml
  void put_in_doubt(std::string_view file);
  std::optional<Table> open_own_table(std::string_view file);
  // Rows of the library below those of the mission, where it asks for them.
  void add_library(std::optional<Table>& table, std::string_view file);
  bool is_known(RowReader& row, const TableSpec& spec);
  bool check_required(RowReader& row, const TableSpec& spec);
  void check_dated(RowReader& row, const TableSpec& spec);
  void check_ids(const Table& table, const TableSpec& spec);
};

// How a note begins in a row that `handover new --area` has filled in, until a person takes it out.
inline constexpr std::string_view kUnconfirmed = "default: check me";
// Of a table that is kept as another file: that file, and the cell in a workbook.
void tell_by_kept_name(const Loading& loading, Problem& problem);
// One doubt a table: how many of its rows nobody has confirmed.
void doubt_unconfirmed(Loading& loading);
// The library's table of this name, its columns as the mission's; nothing when it is not there.
std::optional<Table> library_table(std::string_view file);
// Names of a table's rows before any row is read, for tables whose rows refer to one another.
void name_rows(Loading& loading, const Table& table, Names& names);
void read_sources(Loading& loading, const Table& table);  // those kept for the as-of date
// Parties, regions, streams, patrons: names first. False when the file is missing or is not TOML.
bool read_mission_toml(Loading& loading);
void read_actors(Loading& loading);
void resolve_mission_toml(Loading& loading);  // what refers to actors and sources
void read_places(Loading& loading);           // zones, sites, troops
void read_evidence(Loading& loading);  // facts, incidents, interval counts, casualties, covariates, calendar
void read_capability(Loading& loading);  // functions, units, assessors, ratings, tasks, demands
void read_talks(Loading& loading);  // issues, positions, sessions, instruments, commitments, reference class
void read_assumptions(Loading& loading);
void read_correlations(Loading& loading);  // after the assumptions
void read_statements(Loading& loading);
Position read_position(Loading& loading, RowReader& row);
Plan read_plan(const std::string& text, const std::string& file, const Mission& mission,
               std::vector<Problem>& problems);
void read_plans(Loading& loading);
void read_overlays(Loading& loading, const std::vector<std::string>& names);
// After the evidence: a stream is quiet on days without a row only where its rows were entered.
void check_daily_coverage(Loading& loading);
// Files under a name that nobody reads, and what stands where a file or a folder is wanted.
void report_unknown_files(Loading& loading);
// The largest table, and the largest text a person writes, in bytes.
inline constexpr std::size_t kLargestTable = std::size_t{256} << 20, kLargestText = std::size_t{4} << 20;

// The fit goes through every day from the first count on: a slip in the year must not cost it an hour.
// `reader` is of a table's row or of a TOML table.
void check_within_a_century(auto& reader, std::string_view field, Date day, Date as_of) {
  if (day >= as_of - kLongestRecord) return;
  reader.report(ProblemCode::out_of_range, field, "lies more than a century before the as-of date",
                "correct the year");
}

}  // namespace handover
