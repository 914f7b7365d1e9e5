#include "mission/mission.h"

#include "base/files.h"
#include "mission/loading.h"
#include "mission/mission_rules.h"
#include "mission/mission_table.h"
#include "mission/mission_workbook.h"
#include "tables/toml.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace handover {
namespace {

// The date of every source, before anything is filtered by it. One that is out of all time would never be
// known and never be looked at again.
void date_sources(Loading& loading, const Table& table) {
  for (const Table::Row& row : table.rows) {
    std::vector<Problem> reported_later;
    const RowReader reader(table, row, reported_later);
    const auto published = parse_date(reader.text("published"));
    if (!published) continue;
    loading.published[reader.text("id")] = *published;
    if (*published > date_of(kLastYear, 12, 31))
      RowReader(table, row, loading.problems)
          .report(ProblemCode::out_of_range, "published", "is out of all time",
                  fmt::format("correct the year; days lie in {} to {}", kFirstYear, kLastYear));
  }
}

// Its rows as far as they can be read, empty when there are none; what is wrong is told by whoever reads it.
Table table_as_kept(const RootFolder& root, const std::string& file) {
  const std::string name = kept_name_of_table(root, file);
  if (!root.has_file(name)) return {};
  std::vector<Problem> told_elsewhere;
  auto read = read_mission_table(root.read(name, kLargestTable), file, told_elsewhere);
  return read ? std::move(read->table) : Table{};
}

// Sources published later stay only when something known earlier cites them (documented later, known before).
std::set<std::string> cited_sources(const Loading& loading) {
  std::set<std::string> cited;
  for (const TableSpec& spec : table_specs()) {
    const std::string file(spec.file);
    if (spec.file == "sources.csv") continue;
    std::vector<Problem> reported_later;
    const Table table = table_as_kept(loading.root, file);
    for (const Table::Row& row : table.rows) {
      const RowReader reader(table, row, reported_later);
      const auto it = loading.published.find(reader.text("source"));
      if (it == loading.published.end()) continue;
      const auto known_from = parse_date(reader.text("known_from"));
      const bool known = known_from ? *known_from <= loading.as_of
                                    : spec.dating != Dating::by_source || it->second <= loading.as_of;
      if (known) cited.insert(it->first);
    }
  }
  return cited;
}

// Everything under a key `source`, at any depth.
void collect_sources(const TomlTable& table, std::set<std::string>& cited) {
  for (const auto& [key, item] : table) {
    if (const auto* text = std::get_if<std::string>(&item.value); text != nullptr && key == "source")
      cited.insert(*text);
    if (const auto* nested = std::get_if<TomlTable>(&item.value)) collect_sources(*nested, cited);
    if (const auto* array = std::get_if<TomlArray>(&item.value)) {
      for (const TomlValue& element : *array) {
        if (const auto* inner = std::get_if<TomlTable>(&element.value)) collect_sources(*inner, cited);
      }
    }
  }
}

// Those that the library's cases known by now name, and the mission does not have itself.
void add_library_sources(Loading& loading, Table& table) {
  const auto sources = library_table("sources.csv");
  const auto cases = library_table("reference_class.csv");
  if (!sources || !cases) return;  // told when the cases are read
  std::map<std::string, Date> published;
  std::set<std::string> named, own;
  std::vector<Problem> ignored;
  for (const Table::Row& row : table.rows) own.insert(RowReader(table, row, ignored).text("id"));
  for (const Table::Row& row : sources->rows) {
    const RowReader reader(*sources, row, ignored);
    const auto day = parse_date(reader.text("published"));
    if (!day) continue;
    published[reader.text("id")] = *day;
    loading.published.emplace(reader.text("id"), *day);  // also those not yet published: their cases wait
  }
  for (const Table::Row& row : cases->rows) {
    const RowReader reader(*cases, row, ignored);
    const std::string source = reader.text("source");
    const auto since = parse_date(reader.text("known_from")).value_or(published[source]);
    if (since <= loading.as_of) named.insert(source);
  }
  for (const Table::Row& row : sources->rows) {
    const std::string id = RowReader(*sources, row, ignored).text("id");
    if (named.count(id) == 0 || own.count(id) != 0) continue;
    Table::Row added{.line = row.line,
                     .text = std::vector<std::string>(table.header.size()),
                     .column = std::vector<int>(table.header.size(), 1)};
    for (std::size_t c = 0; c < table.header.size(); ++c)
      if (const auto at = sources->find(table.header[c])) added.text[c] = row.text[*at];
    table.rows.push_back(std::move(added));
  }
}

void keep_known_sources(Loading& loading) {
  auto table = loading.open_table("sources.csv");
  if (!table) return;
  date_sources(loading, *table);
  const auto cited = cited_sources(loading);
  std::set<std::string> by_toml;
  collect_sources(loading.toml, by_toml);
  const auto unknown = [&](const Table::Row& row) {
    std::vector<Problem> reported_later;
    const std::string id = RowReader(*table, row, reported_later).text("id");
    const auto it = loading.published.find(id);
    const bool later = it != loading.published.end() && it->second > loading.as_of;
    return later && cited.count(id) == 0 && by_toml.count(id) == 0;
  };
  std::erase_if(table->rows, unknown);
  if (loading.reads_library) add_library_sources(loading, *table);
  read_sources(loading, *table);
}

// Names and days mean nothing without mission.toml: only what is wrong with each table by itself.
void check_tables_alone(Loading& loading) {
  for (const TableSpec& spec : table_specs()) {
    if (const auto table = loading.open_table(spec.file)) loading.check_columns(*table, spec);
  }
}

// A mission seen from before its first row would pass for one in which all is well.
void check_something_known(Loading& loading, bool by_option) {
  if (!loading.first_known || *loading.first_known <= loading.as_of) return;
  const std::string what = "comes before anything in this mission was known";
  const std::string hint = fmt::format("the first row is known from {}", to_string(*loading.first_known));
  if (by_option) {
    loading.problems.push_back({.code = ProblemCode::out_of_range,
                                .file = "as-of date",
                                .value = to_string(loading.as_of),
                                .what = what,
                                .hint = hint});
    return;
  }
  TomlReader root(loading.toml, "mission.toml", "", 0, loading.problems);
  if (const auto header = root.table("mission"))
    header->report(ProblemCode::inconsistent, "as_of", what, hint);
}

void read_tables(Loading& loading, const LoadOptions& options) {
  keep_known_sources(loading);
  read_actors(loading);
  resolve_mission_toml(loading);
  read_places(loading);
  read_evidence(loading);
  read_capability(loading);
  read_talks(loading);
  read_assumptions(loading);
  read_correlations(loading);
  check_daily_coverage(loading);
  check_something_known(loading, options.as_of.has_value());
  read_statements(loading);
  read_overlays(loading, options.overlays);
}

// The latest day since when anything in the folder is known: from there every row is seen.
Date latest_known(const std::filesystem::path& folder, Date at_least) {
  const RootFolder root(folder);
  Date latest = at_least;
  const auto take = [&](const std::string& text) {
    const auto day = parse_date(text);
    if (day && *day <= date_of(kLastYear, 12, 31)) latest = std::max(latest, *day);
  };
  for (const TableSpec& spec : table_specs()) {
    const std::string file(spec.file);
    std::vector<Problem> ignored;
    const Table table = table_as_kept(root, file);
    for (const Table::Row& row : table.rows) {
      const RowReader reader(table, row, ignored);
      take(reader.text("known_from"));
      take(reader.text("published"));
    }
  }
  return latest;
}

// The folders under overlays/, each by itself.
std::vector<std::string> overlay_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const Entry& entry : RootFolder(folder).list("overlays")) {
    if (entry.kind == EntryKind::folder) names.push_back(entry.name);
  }
  return names;
}

// Adds what is not there yet.
void add_new(MissionCheck& all, const Loading& loading) {
  const auto told = [&](const Problem& problem) {
    return std::any_of(all.refused.begin(), all.refused.end(),
                       [&](const Problem& other) { return to_string(other) == to_string(problem); });
  };
  for (const Problem& problem : loading.problems) {
    if (!told(problem)) all.refused.push_back(problem);
  }
}

Loading load_folder(const std::filesystem::path& folder, const LoadOptions& options) {
  Loading loading(folder);
  if (!std::filesystem::is_directory(folder)) {
    loading.problems.push_back({.code = ProblemCode::missing_file,
                                .file = folder.string(),
                                .what = "is not a mission folder",
                                .hint = "name a folder with a mission.toml; `handover new NAME` makes one"});
    return loading;
  }
  report_unknown_files(loading);
  const bool has_toml = read_mission_toml(loading);
  loading.mission.id = std::filesystem::weakly_canonical(folder).filename().string();
  loading.as_of = options.as_of.value_or(loading.mission.written_as_of);
  loading.own_as_of = loading.as_of == loading.mission.written_as_of;
  loading.mission.as_of = loading.as_of;
  loading.canonical = "as-of " + to_string(loading.as_of) + '\n';
  const bool has_day = loading.as_of != Date{} || loading.problems.empty();
  if (!has_toml || !has_day) {
    check_tables_alone(loading);
    return loading;
  }
  read_tables(loading, options);
  // A plan is read against names; with names in doubt its complaints would only repeat others.
  if (loading.problems.empty()) check_mission_rules(loading);
  if (loading.problems.empty()) read_plans(loading);
  if (loading.problems.empty()) check_plan_rules(loading);
  doubt_unconfirmed(loading);
  sort_doubts(loading.doubtful);
  loading.mission.doubtful = loading.doubtful;
  loading.mission.inputs_sha256 = sha256_of(loading.canonical);
  return loading;
}

// What is wrong in a workbook is told by sheet and cell.
Loading load(const std::filesystem::path& folder, const LoadOptions& options) {
  Loading loading = load_folder(folder, options);
  for (Problem& problem : loading.problems) tell_by_kept_name(loading, problem);
  for (Doubt& doubt : loading.doubtful) tell_by_kept_name(loading, doubt.place);
  tell_by_cell(folder, loading.problems);
  std::vector<Problem> places;
  for (const Doubt& doubt : loading.doubtful) places.push_back(doubt.place);
  tell_by_cell(folder, places);
  for (std::size_t i = 0; i < places.size(); ++i) loading.doubtful[i].place = std::move(places[i]);
  loading.mission.doubtful = loading.doubtful;
  return loading;
}

// Whether a count says more about the day than another: one whose period holds the day goes before one whose
// period has ended; of two that hold it the one that began last counts, of two that have ended the one that
// ended last.
bool says_more(const TroopCount& count, const TroopCount& other, Date day) {
  const bool holds = count.known.to >= day;
  if (holds != (other.known.to >= day)) return holds;
  return holds ? count.known.from >= other.known.from
               : std::pair(count.known.to, count.known.from) >= std::pair(other.known.to, other.known.from);
}

int troops_today(const Mission& mission, std::size_t actor, std::size_t region) {
  const TroopCount* latest = nullptr;
  for (const TroopCount& count : mission.troops) {
    if (count.actor.index != actor || count.region.index != region) continue;
    if (count.known.from > mission.as_of) continue;
    if (latest == nullptr || says_more(count, *latest, mission.as_of)) latest = &count;
  }
  return latest == nullptr ? 0 : latest->best;
}

}  // namespace

Mission load_mission(const std::filesystem::path& mission, const LoadOptions& options) {
  Loading loading = load(mission_folder(mission), options);
  if (!loading.problems.empty()) throw InputError(std::move(loading.problems));
  if (options.tell_doubts) options.tell_doubts(loading.mission.doubtful);
  return std::move(loading.mission);
}

MissionCheck examine_mission(const std::filesystem::path& mission, const LoadOptions& options) {
  std::filesystem::path folder;
  try {
    folder = mission_folder(mission);
  } catch (const InputError& error) {
    return {.refused = error.problems(), .doubtful = {}};
  }
  Loading loading = load(folder, options);
  MissionCheck found{.refused = loading.problems, .doubtful = loading.doubtful};
  if (found.refused.empty()) {
    // Rows known later, and overlays nobody asked for, must be sound too: the next run may read them.
    const Date latest = latest_known(folder, loading.as_of);
    if (latest > loading.as_of) add_new(found, load(folder, {.as_of = latest, .overlays = options.overlays}));
    for (const std::string& name : overlay_names(folder)) {
      if (std::find(options.overlays.begin(), options.overlays.end(), name) == options.overlays.end())
        add_new(found, load(folder, {.as_of = options.as_of, .overlays = {name}}));
    }
  }
  if (!found.refused.empty()) found.refused = InputError(std::move(found.refused)).problems();
  return found;
}

std::vector<Problem> check_mission(const std::filesystem::path& folder, const LoadOptions& options) {
  return examine_mission(folder, options).refused;
}

int total_troops(const Posture& posture) {
  int total = 0;
  for (const Persons persons : posture.troops) total += persons.value;
  return total;
}

bool under_coalition_label(const Posture& posture) {
  for (std::size_t r = 0; r < posture.label.size(); ++r) {
    if (posture.label[r] == Label::coalition && posture.troops[r].value > 0) return true;
  }
  return false;
}

Probability handover_floor(const Mission& mission) {
  std::optional<Probability> floor;
  for (const Party& party : mission.parties) {
    if (!party.decides) continue;
    const Probability own = party.handover_floor.value_or(mission.handover_floor);
    floor = std::max(floor.value_or(own), own);
  }
  return floor.value_or(mission.handover_floor);
}

namespace {

// Of each kind the row that began last, among those that hold at the as-of date and cover the region.
bool awaits(const Mission& mission, std::optional<std::size_t> region, bool flights_only) {
  for (const ClearanceKind kind :
       {ClearanceKind::overflight, ClearanceKind::landing, ClearanceKind::equipment}) {
    if (flights_only && kind == ClearanceKind::equipment) continue;
    const Clearance* last = nullptr;
    for (const Clearance& row : mission.clearances) {
      const bool covers = !row.region || !region || row.region->index == *region;
      const bool holds = row.known.from <= mission.as_of && mission.as_of <= row.known.to;
      if (row.what == kind && covers && holds && (last == nullptr || row.known.from >= last->known.from))
        last = &row;
    }
    if (last != nullptr && last->status != ClearanceStatus::granted) return true;
  }
  return false;
}

}  // namespace

bool awaits_clearance(const Mission& mission, std::size_t region) {
  return awaits(mission, region, false);
}

bool flights_await_clearance(const Mission& mission) {
  return awaits(mission, std::nullopt, true);
}

bool has_successor(const Mission& mission) {
  return std::any_of(mission.actors.begin(), mission.actors.end(), [](const Actor& actor) {
    return std::find(actor.roles.begin(), actor.roles.end(), Role::successor) != actor.roles.end();
  });
}

Posture posture_today(const Mission& mission) {
  Posture posture;
  for (const Site& site : mission.sites) posture.site_open.push_back(site.open);
  for (std::size_t region = 0; region < mission.regions.size(); ++region) {
    int troops = 0;
    for (std::size_t actor = 0; actor < mission.actors.size(); ++actor) {
      const auto& roles = mission.actors[actor].roles;
      const bool coalition = std::find(roles.begin(), roles.end(), Role::coalition) != roles.end();
      if (coalition) troops += troops_today(mission, actor, region);
    }
    posture.troops.push_back(Persons{troops});
    posture.label.push_back(Label::coalition);
  }
  for (const Task& task : mission.tasks)
    posture.provider.push_back(task.providers.empty() ? Provider::none : task.providers.front());
  return posture;
}

}  // namespace handover
