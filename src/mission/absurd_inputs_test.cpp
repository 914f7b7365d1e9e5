// Absurd inputs, from cases/absurd_inputs.txt: what is refused, and what is doubtful. The list follows what
// attackers of the program got past `check`.
#include "base/test_data.h"
#include "mission/constraints.h"
#include "mission/rules_page.h"
#include "mission/schema.h"
#include "mission/test_folder.h"

#include <algorithm>
#include <sstream>
#include <vector>

using namespace handover;

namespace {

struct Case {
  std::string name;
  std::vector<std::string> edits;
  std::string says;
  bool refused = false;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  std::istringstream text(read_file(source_path("src/mission/cases/absurd_inputs.txt")));
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("== ")) {
      cases.push_back({.name = line.substr(3)});
    } else if (line.starts_with("refused: ") || line.starts_with("doubtful: ")) {
      cases.back().refused = line.starts_with("refused");
      cases.back().says = line.substr(line.find(' ') + 1);
    } else {
      cases.back().edits.push_back(line);
    }
  }
  return cases;
}

std::string utf8(unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0 | (code >> 6)), byte(0x80 | (code & 0x3F))};
  return {byte(0xE0 | (code >> 12)), byte(0x80 | ((code >> 6) & 0x3F)), byte(0x80 | (code & 0x3F))};
}

// The characters and repetitions that the file of cases describes.
std::string meant(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 10, "{1000000x}") == 0) {
      result += std::string(1'000'000, 'x');
      i += 9;
    } else if (text.compare(i, 13, "{1000 levels}") == 0) {
      for (int level = 0; level < 1000; ++level) result += fmt::format("\"level {}\", ", level);
      i += 12;
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      const char kind = text[++i];
      const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
      if (digits > 0)
        result += utf8(static_cast<unsigned>(std::stoul(text.substr(i + 1, digits), nullptr, 16)));
      if (kind == 'n') result += '\n';
      if (kind == 't') result += '\t';
      i += digits;
    } else {
      result += text[i];
    }
  }
  return result;
}

void apply(const Folder& folder, const std::string& edit) {
  const std::string file = edit.substr(0, edit.find_first_of(": "));
  const std::string rest = edit.substr(file.size());
  if (rest == " -") {
    std::filesystem::remove(folder.mission() / file);
  } else if (rest.starts_with(" + ")) {
    folder.append(file, meant(rest.substr(3)));
  } else if (rest.starts_with(" = ")) {
    folder.write(file, meant(rest.substr(3)));
  } else {
    const auto arrow = rest.find(" -> ");
    REQUIRE(arrow != std::string::npos);
    folder.replace(file, meant(rest.substr(2, arrow - 2)), meant(rest.substr(arrow + 4)));
  }
}

}  // namespace

TEST_CASE("absurd inputs are refused or doubted, each at its place") {
  const auto cases = read_cases();
  REQUIRE(cases.size() >= 140);
  for (const Case& absurd : cases) {
    CAPTURE(absurd.name);
    const Folder folder;
    for (const std::string& edit : absurd.edits) apply(folder, edit);
    const MissionCheck found = examine_mission(folder.mission());
    std::string all;
    for (const Problem& problem : found.refused) all += "refused: " + to_string(problem) + '\n';
    for (const Doubt& doubt : found.doubtful) all += "doubtful: " + to_string(doubt.place) + '\n';
    CAPTURE(all);
    CHECK(found.refused.empty() != absurd.refused);
    CHECK(all.find(absurd.says) != std::string::npos);
  }
}

TEST_CASE("the folder that `new` writes holds nothing doubtful") {
  const Folder folder;
  const MissionCheck found = examine_mission(folder.mission());
  for (const Problem& problem : found.refused) FAIL_CHECK(to_string(problem));
  for (const Doubt& doubt : found.doubtful) FAIL_CHECK(to_string(doubt.place));
}

TEST_CASE("the missions that come with the program are refused in nothing") {
  for (const char* name : {"iraq-2007-benchmarks", "iraq-2009", "iraq-2024", "sierra-leone-2003"}) {
    const MissionCheck found = examine_mission(source_path("missions/" + std::string(name)));
    for (const Problem& problem : found.refused) FAIL_CHECK(to_string(problem));
    for (const Doubt& doubt : found.doubtful) MESSAGE(name << ": " << to_string(doubt.place));
    CHECK(found.doubtful.size() < 12);
  }
}

TEST_CASE("what is doubtful comes with the mission, under the key of its rule") {
  const Folder folder;
  folder.write("notes.txt", "hello\n");
  folder.replace("instruments.csv", "yes,365", "yes,1826");
  const Mission mission = load_mission(folder.mission());
  REQUIRE(mission.doubtful.size() == 2);
  CHECK(mission.doubtful[0].rule == "unusual-size");
  CHECK(mission.doubtful[0].place.line == 2);
  CHECK(mission.doubtful[1].rule == "file-not-read");
  // A doubt changes no figure: the inputs that count are hashed without it.
  std::filesystem::remove(folder.mission() / "notes.txt");
  CHECK(load_mission(folder.mission()).inputs_sha256 == mission.inputs_sha256);
}

TEST_CASE("rows known later are checked by `check` and are nobody's fault before") {
  const Folder folder;
  folder.append("facts.csv",
                "f9,us-troops,count,1,5,2,persons,2024-07-15,2024-07-15,all,host,ministry,2024-07-20,\n");
  CHECK(examine_mission(folder.mission()).refused.size() == 1);
  CHECK(load_mission(folder.mission()).facts.size() == 2);
}

TEST_CASE("a link in a mission is refused and what it names is not shown") {
  const Folder folder;
  const auto outside = folder.mission().parent_path() / "outside.csv";
  write_file_atomically(outside, "secret,words\n");
  const auto link = [&](const std::filesystem::path& to, const char* name) {
    std::filesystem::remove_all(folder.mission() / name);
    std::filesystem::create_symlink(to, folder.mission() / name);
  };
  SUBCASE("a table") {
    link(outside, "troops.csv");
    CHECK(only_problem(folder).find("troops.csv: is a link or lies behind one") == 0);
  }
  SUBCASE("a table, and the link names nothing") {
    link("nowhere", "troops.csv");
    CHECK(only_problem(folder).find("troops.csv: is a link or lies behind one") == 0);
  }
  SUBCASE("a folder") {
    link("..", "plans");
    CHECK(only_problem(folder).find("plans: is a link") == 0);
  }
  SUBCASE("a statement") {
    link(outside, "statements/x.txt");
    CHECK(only_problem(folder).find("statements/x.txt: is a link") == 0);
  }
  SUBCASE("an overlay's name that climbs") {
    CHECK(only_problem(folder, {.as_of = {}, .overlays = {"../../outside"}}).find("is not there") !=
          std::string::npos);
  }
  CHECK(read_file(outside) == "secret,words\n");
}

TEST_CASE("every column of every table has a domain, and every constraint names columns that there are") {
  REQUIRE(table_constraints().size() == table_specs().size());
  for (const TableSpec& spec : table_specs()) {
    const TableConstraints& constraints = constraints_of(spec.file);
    const auto has_column = [&](std::string_view name) {
      return std::any_of(spec.columns.begin(), spec.columns.end(),
                         [&](const auto& column) { return column.name == name; });
    };
    const auto at = [&](std::string_view what) { return fmt::format("{}: {}", spec.file, what); };
    for (const ColumnSpec& column : spec.columns)
      CHECK_MESSAGE(has_domain(constraints, column.name), at(column.name));
    for (const ColumnDomain& column : constraints.columns)
      CHECK_MESSAGE(has_column(column.column), at(column.column));
    for (const RowConstraint& rule : constraints.rows) {
      for (const std::string_view column : rule.columns)
        CHECK_MESSAGE((column.empty() || has_column(column)), at(rule.key));
    }
  }
}

TEST_CASE("the page of rules says what the program checks") {
  // HANDOVER_WRITE_DOCS=1 writes it anew.
  const std::string page = source_path("docs/mission-rules.md");
  if (std::getenv("HANDOVER_WRITE_DOCS") != nullptr) write_file_atomically(page, rules_page());
  CHECK(read_file(page) == rules_page());
}
