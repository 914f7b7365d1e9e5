// From foreign event files to a mission's daily tallies. Every row of every file is either counted in a tally
// or kept among the rejected ones with its reason.
#pragma once

#include "evidence/boundaries.h"
#include "evidence/event_reader.h"
#include "evidence/import_rules.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace handover::evidence {

struct FileReport {
  std::string file;
  Layout layout = Layout::daily;
  std::size_t rows = 0;  // without header and tag rows: rows = malformed + left_aside + accepted
  std::size_t tag_rows = 0;
  std::size_t malformed = 0;   // no event can be read from the row
  std::size_t left_aside = 0;  // an event, but not one of this mission's daily tallies
  std::size_t accepted = 0;
  std::map<std::string, std::size_t> reasons;  // of malformed and left aside
  std::vector<std::string> notes;  // what was decided about the file, and what cannot be seen in it
};

struct Tally {
  std::int64_t count = 0;
  std::array<double, kVictims> killed{};  // fractions of linked attacks add up; rounded when written
};
// Ordered as incidents.csv is: day, stream, zone.
using TallyKey = std::tuple<Date, std::uint16_t, std::uint16_t>;

// Takes any number of files of one source, one after the other.
class Importer {
 public:
  // All but the options must outlive the importer.
  Importer(const Mission& mission, const ImportRules& rules, const Boundaries& boundaries,
           const EventReadOptions& options = {});
  ~Importer();

  // Throws InputError when the text is of no known layout, and at the row that takes a day's tally beyond
  // what a mission may hold; other bad rows are rejected, not thrown.
  FileReport add_file(std::string_view bytes, const std::string& file_name);

  const std::map<TallyKey, Tally>& tallies() const { return tallies_; }
  // A table: file, line, reason, field, value, row as it was.
  const std::string& rejects_csv() const { return rejects_; }
  std::size_t killed_unassigned() const {
    return static_cast<std::size_t>(killed_unassigned_ + 0.5);
  }  // dead whose side the source does not know
  std::size_t point_differs_from_name() const {
    return point_differs_;
  }  // zone by name; the point lies elsewhere

 private:
  struct Lookups;
  struct Verdict;
  const StreamRule* rule_for(const Event& event, Layout layout, bool& actor_is_b);
  struct NamedZone;
  const NamedZone& zone_by_name(const Event& event);
  std::optional<ZoneId> zone_by_point(const Event& event);
  std::optional<ZoneId> zone_of(const Event& event, std::string& reason);
  std::string outside_all_zones() const;
  void count_event(const Event& event, const StreamRule& rule, bool actor_is_b, ZoneId zone);
  void check_tally(const Event& event, StreamId stream, ZoneId zone) const;
  bool is_known(const Event& event, const EventReader& reader, RowProblem& problem);
  bool take(const Event& event, const EventReader& reader, RowProblem& problem);

  const Mission& mission_;
  const ImportRules& rules_;
  const Boundaries& boundaries_;
  std::unique_ptr<Lookups> lookups_;
  std::map<TallyKey, Tally> tallies_;
  std::string rejects_;
  EventReadOptions options_;
  double killed_unassigned_ = 0.0;
  std::size_t point_differs_ = 0;
};

// What stands in a mission's incidents.csv for one source.
struct SourceRecord {
  std::size_t rows = 0;
  std::optional<Date> first, last;  // nothing when there is no row
  std::set<std::string> streams, zones;
};

// incidents.csv with the tallies in place of all rows of the same source: rows of other sources stay as they
// are. A tally for a day, stream and zone that another source already tallies is not added but reported in
// `clashes`. The same call on its own result changes nothing.
struct MergedIncidents {
  std::string csv;
  std::size_t added = 0, kept = 0;
  SourceRecord before, after;  // of the source whose rows are replaced
  std::vector<std::string> clashes;
};
MergedIncidents merge_incidents(std::string_view incidents_csv, const std::map<TallyKey, Tally>& tallies,
                                const Mission& mission, const Source& source);

// In what a new record covers less than the one that it takes the place of, each a clause: fewer than nine in
// ten of the rows, a first day that is later or a last day that is earlier, a stream or a zone that has no
// row any more. Empty when nothing is lost.
std::vector<std::string> what_is_lost(const SourceRecord& before, const SourceRecord& after);

}  // namespace handover::evidence
