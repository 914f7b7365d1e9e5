#include "base/files.h"
#include "report/session_tables.h"
#include "server/server.h"
#include "server/versions.h"

#include <algorithm>

namespace handover::server {
namespace {

constexpr std::size_t kMostRows = 200'000, kLongestCell = 20'000;

report::Cells rows_in(const Call& call) {
  if (!call.body.is_object() || !call.body.contains("rows") || !call.body["rows"].is_array())
    throw Refusal(422, "the body lacks 'rows'");
  const Json& given = call.body["rows"];
  if (given.size() > kMostRows) throw Refusal(422, "more rows than a table holds");
  report::Cells rows;
  for (const Json& row : given) {
    if (!row.is_array()) throw Refusal(422, "a row is a list of texts");
    auto& cells = rows.emplace_back();
    for (const Json& cell : row) {
      if (!cell.is_string() || cell.get_ref<const std::string&>().size() > kLongestCell)
        throw Refusal(422, "a cell is a text of at most 20,000 bytes");
      cells.push_back(cell.get<std::string>());
    }
  }
  return rows;
}

Reply list(Call& call) {
  return document({{"tables", report::tables_document(place_of(call).folder)}});
}

Reply open(Call& call) {
  const auto folder = place_of(call).folder;
  const auto table = report::open_table(folder, call.at("table"));
  return document({{"file", table.file},
                   {"version", table.version},
                   {"header", table.header},
                   {"columns", report::columns_document(folder, table.file, table.header)},
                   {"rows", table.rows}});
}

Reply version(Call& call) {
  return document({{"version", report::table_version(place_of(call).folder, call.at("table"))}});
}

Reply check(Call& call) {
  const auto folder = place_of(call).folder;
  const std::string text = report::table_text(folder, call.at("table"), rows_in(call));
  return document({{"problems", problems_document(report::problems_with(folder, call.at("table"), text))}});
}

// Nothing is saved over what somebody else has saved meanwhile, and nothing that cannot be read again.
Reply save(Call& call) {
  const auto folder = place_of(call).folder;
  const std::string& file = call.at("table");
  const auto rows = rows_in(call);
  const std::lock_guard lock(call.server.writing());
  if (report::table_version(folder, file) != text_in(call, "version", ""))
    throw Refusal(409, "somebody else has changed this table since you opened it");
  const std::string text = report::table_text(folder, file, rows);
  auto problems = report::problems_with(folder, file, text);
  std::erase_if(problems, [&](const Problem& one) { return one.file != file; });
  if (!problems.empty()) throw InputError(problems);
  // The check took a while: an editor of another kind may have written since.
  if (report::table_version(folder, file) != text_in(call, "version", ""))
    throw Refusal(409, "somebody else has changed this table since you opened it");
  write_file_atomically(folder / file, text);
  return document({{"version", sha256_of(text).substr(0, 16)}});
}

Reply versions(Call& call) {
  Json list = Json::array();
  for (const NamedVersion& one : Versions(place_of(call).folder).list())
    list.push_back({{"id", one.id}, {"name", one.name}, {"when", one.when}});
  return document({{"versions", list}});
}

Reply keep_version(Call& call) {
  const std::string name = text_in(call, "name", "");
  if (name.empty() || name.size() > 400) throw Refusal(422, "a version needs a name of at most 400 bytes");
  const std::lock_guard lock(call.server.writing());
  return document({{"id", Versions(place_of(call).folder).keep(name)}});
}

Reply compare_version(Call& call) {
  return document({{"changed", Versions(place_of(call).folder).changed_since(call.at("version"))}});
}

Reply restore_version(Call& call) {
  const std::lock_guard lock(call.server.writing());
  return document({{"id", Versions(place_of(call).folder).restore(call.at("version"))}});
}

}  // namespace

std::vector<Route> routes_of_tables() {
  return {
      {"GET", "/api/missions/{mission}/tables", "The mission's tables", Who::staff, list},
      {"GET", "/api/missions/{mission}/tables/{table}",
       "One table: its version, its columns with what they may hold, its rows", Who::staff, open},
      {"GET", "/api/missions/{mission}/tables/{table}/version",
       "The version of a table's file: another when somebody has changed it", Who::staff, version},
      {"POST",
       "/api/missions/{mission}/tables/{table}/check",
       "What `check` would say with these rows",
       Who::staff,
       check,
       {},
       "{rows: [[text]]}"},
      {"PUT",
       "/api/missions/{mission}/tables/{table}",
       "Save a table, unless somebody else has since it was opened",
       Who::staff,
       save,
       {},
       "{version, rows: [[text]]}"},
      {"GET", "/api/missions/{mission}/versions", "Named versions of the mission, newest first", Who::staff,
       versions},
      {"POST",
       "/api/missions/{mission}/versions",
       "Keep the mission as it is now under a name",
       Who::staff,
       keep_version,
       {},
       "{name}"},
      {"GET", "/api/missions/{mission}/versions/{version}", "What has changed since a version", Who::staff,
       compare_version},
      {"POST", "/api/missions/{mission}/versions/{version}/restore",
       "Go back to a version; the present state is kept first", Who::staff, restore_version},
  };
}

}  // namespace handover::server
