#include "mission/mission_workbook.h"

#include "base/test_data.h"
#include "mission/test_folder.h"
#include "tables/archive.h"
#include "tables/write_workbook.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;

namespace {

WorkbookTexts plain_texts() {
  return {.read_me = {"Read me", "Words"}, .part = "part", .key = "key", .value = "value", .note = "note"};
}

// A workbook in a folder of its own, removed at the end.
class Book {
 public:
  explicit Book(const std::filesystem::path& mission)
      : Book(mission_as_workbook(mission, {}, plain_texts()).bytes) {}
  explicit Book(const std::string& bytes)
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("handover-book-test-{}-{}", getpid(), count_++)) {
    std::filesystem::create_directories(folder_);
    write_file_atomically(path(), bytes);
  }
  ~Book() { std::filesystem::remove_all(folder_); }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  std::filesystem::path path() const { return folder_ / "example.xlsx"; }

 private:
  static inline int count_ = 0;
  std::filesystem::path folder_;
};

std::filesystem::path shipped(const std::string& name) {
  return source_path("missions/" + name);
}

std::vector<std::string> shipped_missions() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(shipped("")))
    if (std::filesystem::exists(entry.path() / "mission.toml"))
      names.push_back(entry.path().filename().string());
  return names;
}

std::string told(const std::filesystem::path& mission) {
  std::string text;
  for (const Problem& problem : check_mission(mission)) text += to_string(problem) + '\n';
  return text;
}

// A book with one cell of one sheet replaced: the sheets are taken from the folder that is spoiled first.
std::string told_of_spoiled(const std::string& file, const std::string& from, const std::string& to) {
  const Folder folder;
  folder.replace(file, from, to);
  const Book book(folder.mission());
  return told(book.path());
}

}  // namespace

TEST_CASE("Every shipped mission is the same mission as a workbook") {
  const auto names = shipped_missions();
  REQUIRE(names.size() >= 4);
  for (const std::string& name : names) {
    CAPTURE(name);
    const Book book(shipped(name));
    const Mission from_folder = load_mission(shipped(name)), from_book = load_mission(book.path());
    CHECK(from_book.inputs_sha256 == from_folder.inputs_sha256);
    CHECK(from_book.plans.size() == from_folder.plans.size());
    CHECK(from_book.id == "example");
    // And back into a folder, and into a workbook of the same bytes.
    const auto back = std::filesystem::path(book.path()).replace_extension();
    write_mission_files(back, folder_of_workbook(book.path()));
    CHECK(load_mission(back).inputs_sha256 == from_folder.inputs_sha256);
    CHECK(mission_as_workbook(back, {}, plain_texts()).bytes ==
          mission_as_workbook(back, {}, plain_texts()).bytes);
  }
}

TEST_CASE("What a workbook leaves out is named: private views, documents") {
  const auto book = mission_as_workbook(shipped("iraq-2024"), {}, plain_texts());
  REQUIRE(book.left_out.size() == 1);
  CHECK(book.left_out.front() == "overlays/");
  const Book with_host(mission_as_workbook(shipped("iraq-2024"), {"host"}, plain_texts()).bytes);
  const auto files = files_of_workbook(with_host.path()).files;
  CHECK(files.count("overlays/host/rules.toml") == 1);
  CHECK(files.count("overlays/coalition/rules.toml") == 0);
  CHECK(load_mission(with_host.path(), {.overlays = {"host"}}).inputs_sha256 ==
        load_mission(shipped("iraq-2024"), {.overlays = {"host"}}).inputs_sha256);
}

TEST_CASE("What is wrong in a workbook is told by sheet and cell") {
  CHECK(told_of_spoiled("incidents.csv", "2024-01-11", "2024-01-32")
            .find("example.xlsx, sheet incidents, cell A") == 0);
  const std::string of_toml = told_of_spoiled("mission.toml", "horizon_months = 24", "horizon_months = 9000");
  CHECK(of_toml.find("example.xlsx, sheet mission, cell C") == 0);
  const std::string of_plan =
      told_of_spoiled("plans/two-steps.toml", "execution_days = 60", "execution_days = -60");
  CHECK(of_plan.find("example.xlsx, sheet plan two-steps, cell C") == 0);
}

TEST_CASE("A cell with two lines does not move the rows below it") {
  const Folder folder;
  const std::string text = folder.text_of("sources.csv");
  const auto second = text.find('\n', text.find('\n') + 1) + 1;
  // The first source's title gets a line break; the last row a grade that is none.
  std::string spoiled = text.substr(0, second);
  const auto comma = spoiled.find(',', spoiled.find('\n') + 1) + 1;
  spoiled.insert(comma, "\"two\nlines\" ");
  const auto title_end = spoiled.find(',', comma + 12);
  spoiled.erase(comma + 11, title_end - comma - 11);
  spoiled += text.substr(second);
  folder.write("sources.csv", spoiled + "bad,Title,Publisher,2024-01-01,,Z,3,\n");
  const auto rows = std::count(spoiled.begin(), spoiled.end(), '\n') - 1;  // the break within the cell
  const Book book(folder.mission());
  CHECK(told(book.path()).find(fmt::format("example.xlsx, sheet sources, cell F{}: ", rows + 1)) == 0);
}

TEST_CASE("A sheet that is no part of a mission is refused, one's own is left alone") {
  const BookToWrite foreign{.title = "x",
                            .sheets = {{.name = "incidence", .columns = {{.name = "id"}}, .rows = {{"a"}}}}};
  const Book book(write_workbook(foreign, "x.xlsx"));
  CHECK(told(book.path()) ==
        "example.xlsx: 'incidence' is not a sheet of a mission; name it after a table (incidents), or 'plan "
        "NAME'; put # "
        "before the name of a sheet of your own\n");
  const BookToWrite own{.title = "x",
                        .sheets = {{.name = "#notes", .columns = {{.name = "id"}}, .rows = {{"a"}}}}};
  CHECK(told(Book(write_workbook(own, "x.xlsx")).path()).find("example.xlsx: has no sheet 'mission'") == 0);
}

TEST_CASE("Texts of a sheet cannot leave the folder") {
  const BookToWrite climbing{
      .title = "x",
      .sheets = {
          {.name = "texts",
           .columns = {{.name = "file"}, {.name = "text"}},
           .rows = {{"statements/../../../etc/x.txt", "a"}, {"/etc/passwd", "b"}, {"mission.toml", "c"}}}}};
  const std::string all = told(Book(write_workbook(climbing, "x.xlsx")).path());
  CHECK(all.find("example.xlsx, sheet texts, cell A2") == 0);
  CHECK(all.find("cell A3") != std::string::npos);
  CHECK(all.find("cell A4") != std::string::npos);
}

TEST_CASE("a damaged workbook is told to be one") {
  const Folder folder;
  const std::string bytes = mission_as_workbook(folder.mission(), {}, plain_texts()).bytes;
  const std::string cut = told(Book(bytes.substr(0, bytes.size() / 2)).path());
  CHECK(cut.starts_with("example.xlsx: "));
  CHECK(cut.find("mission folder") == std::string::npos);
  CHECK(told(Book(std::string("not a workbook")).path()).starts_with("example.xlsx: "));
}

TEST_CASE("cells offer the ids that may stand in them, and names say what belongs there") {
  const Folder folder;
  const std::string bytes = mission_as_workbook(folder.mission(), {}, plain_texts()).bytes;
  ZipArchive archive(bytes, "example.xlsx");
  std::string sheets, comments;
  for (const std::string& name : archive.names()) {
    if (name.starts_with("xl/worksheets/sheet")) sheets += archive.read(name);
    if (name.starts_with("xl/comments")) comments += archive.read(name);
  }
  CHECK(sheets.find("insurgent-attacks,militia-attacks") != std::string::npos);           // of mission.toml
  CHECK(sheets.find("<formula1>'zones'!$A$2:$A$10000</formula1>") != std::string::npos);  // of another sheet
  CHECK(sheets.find("coalition,host_forces,civilians,attackers") != std::string::npos);  // of a list of words
  CHECK(sheets.find("state=\"frozen\"") != std::string::npos);
  CHECK(comments.find("stream of mission.toml") != std::string::npos);
  CHECK(sheets.find("rightToLeft=\"1\"") == std::string::npos);
}
