#include "report/session_tables.h"

#include "base/files.h"
#include "base/root_folder.h"
#include "mission/constraints.h"
#include "mission/mission.h"
#include "mission/schema.h"
#include "tables/csv.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <system_error>

namespace handover::report {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = std::size_t{16} << 20, kMostChoices = 2000;

bool is_table(const std::string& file) {
  const auto specs = table_specs();
  return std::any_of(specs.begin(), specs.end(), [&](const TableSpec& spec) { return spec.file == file; });
}

std::string text_of(const fs::path& mission, const std::string& file) {
  if (!is_table(file))
    throw InputError(Problem{.code = ProblemCode::wrong_type,
                             .file = file,
                             .what = "is not a table of a mission",
                             .hint = "name one of the tables"});
  return RootFolder(mission).read(file, kLargest);
}

Table table_of(const std::string& text, const std::string& file) {
  if (auto unreadable = unreadable_table(text, file)) throw InputError(std::move(*unreadable));
  std::vector<Problem> problems;
  Table table = read_table(text, file, problems);
  if (!problems.empty()) throw InputError(problems);
  return table;
}

// What the first column of a table names.
std::vector<std::string> names_in(const fs::path& mission, const std::string& file) {
  const RootFolder root(mission);
  if (!is_table(file) || !root.has_file(file)) return {};
  std::vector<Problem> ignored;
  const Table table = read_table(root.read(file, kLargest), file, ignored);
  std::vector<std::string> names;
  for (const Table::Row& row : table.rows)
    if (!row.text.empty() && !row.text.front().empty() && names.size() < kMostChoices)
      names.push_back(row.text.front());
  return names;
}

// Names that mission.toml gives: parties, regions, streams.
std::vector<std::string> names_in_toml(const fs::path& mission, std::string_view list) {
  std::vector<std::string> names;
  const auto add = [&](const auto& things) {
    for (const auto& thing : things) names.push_back(thing.id);
  };
  try {
    const Mission loaded = load_mission(mission);
    if (list.find("[[party]]") != std::string_view::npos) add(loaded.parties);
    if (list.find("[[region]]") != std::string_view::npos) add(loaded.regions);
    if (list.find("[[stream]]") != std::string_view::npos) add(loaded.streams);
    if (list.find("[[patron]]") != std::string_view::npos) add(loaded.patrons);
    if (list.find("rating_scale") != std::string_view::npos) names = loaded.rating_scale.levels;
  } catch (const InputError&) {
    // A mission with a fault offers no names; any text can be typed.
  }
  return names;
}

Json choices_of(const fs::path& mission, const Domain& domain) {
  Json choices = Json::array();
  const auto add = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) choices.push_back(name);
  };
  if (domain.kind == ValueKind::reference || domain.kind == ValueKind::references)
    add(domain.of.ends_with(".csv") ? names_in(mission, std::string(domain.of))
                                    : names_in_toml(mission, domain.of));
  if (domain.kind == ValueKind::zones) add(names_in(mission, "zones.csv"));
  if (domain.kind == ValueKind::word || domain.kind == ValueKind::words)
    for (const std::string_view word : domain.listed()) choices.push_back(word);
  if (domain.kind == ValueKind::yes_no) add({"yes", "no"});
  return choices;
}

// A folder that is gone when nobody needs it any longer.
class Shadow {
 public:
  explicit Shadow(const fs::path& mission) {
    std::string name = (fs::temp_directory_path() / "handover-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
    folder_ = name;
    inside_ = folder_ / fs::weakly_canonical(mission).filename();
    fs::create_directory(inside_);
    copy(RootFolder(mission), {});
  }
  ~Shadow() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  const fs::path& mission() const { return inside_; }

 private:
  void copy(const RootFolder& from, const std::string& relative) {
    for (const Entry& entry : from.list(relative)) {
      const std::string name = relative.empty() ? entry.name : relative + "/" + entry.name;
      if (entry.kind == EntryKind::folder) {
        fs::create_directory(inside_ / name);
        copy(from, name);
      } else if (entry.kind == EntryKind::file) {
        fs::copy_file(from.path() / name, inside_ / name);
      }
    }
  }
  fs::path folder_, inside_;
};

std::string joined(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i > 0 ? "," : "") + csv_field(cells[i]);
  return line;
}

}  // namespace

Json tables_document(const fs::path& mission) {
  const RootFolder root(mission);
  Json list = Json::array();
  for (const TableSpec& spec : table_specs()) {
    const std::string file(spec.file);
    const bool there = root.has_file(file);
    std::size_t rows = 0;
    if (there) {
      std::vector<Problem> ignored;
      rows = read_table(root.read(file, kLargest), file, ignored).rows.size();
    }
    if (there) list.push_back({{"file", file}, {"help", spec.help}, {"rows", rows}, {"there", there}});
  }
  return list;
}

OpenedTable open_table(const fs::path& mission, const std::string& file) {
  const std::string text = text_of(mission, file);
  const Table table = table_of(text, file);
  OpenedTable opened{
      .file = file, .version = sha256_of(text).substr(0, 16), .header = table.header, .rows = {}};
  for (const Table::Row& row : table.rows) opened.rows.push_back(row.text);
  return opened;
}

std::string table_version(const fs::path& mission, const std::string& file) {
  return sha256_of(text_of(mission, file)).substr(0, 16);
}

Json columns_document(const fs::path& mission, const std::string& file,
                      const std::vector<std::string>& header) {
  const TableSpec& spec = table_spec(file);
  const TableConstraints& constraints = constraints_of(file);
  Json list = Json::array();
  for (const std::string& name : header) {
    const auto column = std::find_if(spec.columns.begin(), spec.columns.end(),
                                     [&](const ColumnSpec& one) { return one.name == name; });
    const Domain& domain = domain_of(constraints, name);
    const bool several = domain.kind == ValueKind::references || domain.kind == ValueKind::words ||
                         domain.kind == ValueKind::zones;
    const bool known = column != spec.columns.end();
    Json choices = choices_of(mission, domain);
    const bool many = choices.size() > 60;  // a field with suggestions serves better than a long drop-down
    list.push_back({{"name", name},
                    {"required", known && column->required},
                    {"help", known ? std::string(column->help) : std::string()},
                    {"choices", std::move(choices)},
                    {"open", several || many}});
  }
  return list;
}

std::string table_text(const fs::path& mission, const std::string& file, const Cells& rows) {
  const std::string old = text_of(mission, file);
  const Table table = table_of(old, file);
  CsvReader reader(old);
  std::multimap<std::string, std::string> as_written;
  std::string header;
  for (bool first = true; reader.next(); first = false) {
    std::vector<std::string> cells;
    for (const CsvField& field : reader.fields()) cells.emplace_back(field.text);
    cells.resize(std::max(cells.size(), table.header.size()));
    if (first)
      header = reader.row_text();
    else
      as_written.emplace(joined(cells), std::string(reader.row_text()));
  }
  // A carriage return at the end of the header's line stands at the end of every line.
  const bool crlf = old.find("\r\n") != std::string::npos;
  const std::string end = crlf ? "\r\n" : "\n";
  const auto trimmed = [](std::string line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    return line;
  };
  std::string text =
      (old.starts_with("\xEF\xBB\xBF") && !header.starts_with("\xEF\xBB\xBF") ? "\xEF\xBB\xBF" : "") +
      trimmed(header) + end;
  for (const auto& row : rows) {
    if (row.size() != table.header.size())
      throw InputError(Problem{.code = ProblemCode::syntax,
                               .file = file,
                               .what = "has a row with another number of fields than the header",
                               .hint = "send one value for each column"});
    const std::string line = joined(row);
    const auto found = as_written.find(line);
    text += (found != as_written.end() ? trimmed(found->second) : line) + end;
  }
  return text;
}

std::vector<Problem> problems_with(const fs::path& mission, const std::string& file,
                                   const std::string& text) {
  if (!is_table(file))
    throw InputError(
        Problem{.code = ProblemCode::wrong_type, .file = file, .what = "is not a table of a mission"});
  const Shadow shadow(mission);
  write_file_atomically(shadow.mission() / file, text);
  return check_mission(shadow.mission());
}

}  // namespace handover::report
