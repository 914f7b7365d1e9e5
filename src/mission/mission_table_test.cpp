#include "mission/mission_table.h"

#include "mission/mission_workbook.h"
#include "mission/schema.h"
#include "mission/test_folder.h"
#include "tables/table_variants.h"

#include <algorithm>
#include <fstream>

using namespace handover;

namespace {

variants::Rows rows_of(const Folder& folder, const std::string& file) {
  std::vector<Problem> problems;
  const Table table = read_table(folder.text_of(file), file, problems);
  REQUIRE(problems.empty());
  variants::Rows rows = {table.header};
  for (const Table::Row& row : table.rows) rows.push_back(row.text);
  return rows;
}

std::string hash_of(const Folder& folder) {
  return load_mission(folder.mission()).inputs_sha256;
}

std::string said(const Folder& folder) {
  std::string all;
  for (const Doubt& doubt : load_mission(folder.mission()).doubtful) all += to_string(doubt.place) + '\n';
  return all;
}

}  // namespace

TEST_CASE("every table of a mission in forty ways is the same mission, or one sentence says why not") {
  const Folder plain;
  const std::string hash = hash_of(plain);
  // One folder for all of them, written without waiting for the disk.
  const Folder folder;
  const auto write = [&](const std::string& file, const std::string& bytes) {
    std::ofstream(folder.mission() / file, std::ios::binary) << bytes;
  };
  int same = 0, refused = 0;
  for (const TableSpec& spec : table_specs()) {
    const std::string file(spec.file);
    if (!std::filesystem::exists(plain.mission() / file)) continue;
    for (const variants::Variant& variant : variants::variants_of(rows_of(plain, file))) {
      write(file, variant.bytes);
      const auto problems = check_mission(folder.mission());
      CAPTURE(file);
      CAPTURE(variant.name);
      if (problems.empty()) {
        ++same;
        CHECK(hash_of(folder) == hash);
      } else {
        ++refused;
        CHECK(problems.front().file == file);
        CAPTURE(to_string(problems.front()));
        CHECK(problems.front().what.find("can be read two ways") != std::string::npos);
      }
    }
    write(file, plain.text_of(file));
  }
  CHECK(same > 880);
  CHECK(refused < 40);
}

TEST_CASE("a table in another form is said to be one, and its faults stand where the person looks") {
  const Folder folder;
  SUBCASE("semicolons and decimal commas below a title") {
    folder.write(
        "zones.csv",
        "Our map; of May;;;;;;;;\n;;;;;;;;;\nID;Name;Region;Lat;Lon;Pop;Area km2;Terrain;Neighbors;Source\n"
        "capital;The capital;south;33,3;44,4;8000000;4500;urban;plain;gazetteer\n"
        "plain;The plain;south;34,0;43,5;1500000;20000;river_plain;\"capital;hills\";gazetteer\n"
        "hills;The hills;north;35,5;44,0;many;20000;mountain;plain;gazetteer\n");
    CHECK(only_problem(folder).find("zones.csv:6:33: population: 'many' is not a number") == 0);
  }
  SUBCASE("days with the day first") {
    std::string text = folder.text_of("incidents.csv");
    for (auto at = text.find("2024-"); at != std::string::npos; at = text.find("2024-", at)) {
      const std::string day = text.substr(at, 10);
      text.replace(at, 10, day.substr(8, 2) + '/' + day.substr(5, 2) + "/2024");
    }
    const Folder plain;
    folder.write("incidents.csv", text);
    CHECK(hash_of(folder) == hash_of(plain));
    CHECK(said(folder).find("incidents.csv: has in the column date: days are read with the day first") !=
          std::string::npos);
  }
  SUBCASE("one slip in a column of plain days is told where it is") {
    folder.replace("sources.csv", "2024-06-29", "29/06/2024");
    CHECK(only_problem(folder).find("sources.csv:2:40: published: '29/06/2024' is not a valid date") == 0);
  }
  SUBCASE("gaps and answers of a spreadsheet") {
    const Folder plain;
    folder.replace("sites.csv", ",yes", ",TRUE");
    CHECK(hash_of(folder) == hash_of(plain));
  }
  SUBCASE("a column that is missing from a table with semicolons") {
    folder.write("lift.csv", "mode;persons_per_month;from;source\nroad;4000;2024-01-01;gazetteer\n");
    CHECK(check_mission(folder.mission()).empty());
    folder.write("lift.csv", "mode;persons;from;source\nroad;4000;2024-01-01;gazetteer\n");
    const auto problems = check_mission(folder.mission());
    REQUIRE(problems.size() == 2);
    CHECK(to_string(problems[1]).find("lift.csv:1:6: 'persons' is not a column of this table") == 0);
    CHECK(to_string(problems[0]).find("lift.csv:1: persons_per_month: is missing from the header") == 0);
  }
  SUBCASE("something that is no table at all") {
    folder.write("facts.csv", "<!DOCTYPE html><html><body>403</body></html>");
    CHECK(only_problem(folder).find("facts.csv: is a web page, not a table") == 0);
  }
}

TEST_CASE("a table may be kept as a workbook or packed, once") {
  const Folder plain, folder;
  const auto rows = rows_of(plain, "incidents.csv");
  std::filesystem::remove(folder.mission() / "incidents.csv");
  SUBCASE("a workbook") {
    folder.write("incidents.xlsx", variants::xlsx_of(rows));
    CHECK(hash_of(folder) == hash_of(plain));
    CHECK(said(folder).find("incidents.xlsx: is read as workbook (.xlsx)") != std::string::npos);
    CHECK_THROWS_WITH(
        refuse_other_kept_name(folder.mission(), "incidents.csv"),
        "incidents.xlsx: holds the mission's table, and rows can be added to a CSV only; save it as "
        "incidents.csv");
  }
  SUBCASE("a workbook with a fault names its cell") {
    auto faulty = rows;
    faulty[4][3] = "many";
    folder.write("incidents.xlsx", variants::xlsx_of(faulty));
    CHECK(only_problem(folder).find("incidents.xlsx, cell D5: count: 'many' is not a number") == 0);
  }
  SUBCASE("packed") {
    folder.write("incidents.csv.gz", variants::gzip_of(plain.text_of("incidents.csv")));
    CHECK(hash_of(folder) == hash_of(plain));
  }
  SUBCASE("twice") {
    folder.write("incidents.csv", plain.text_of("incidents.csv"));
    folder.write("incidents.ods", variants::ods_of(rows));
    CHECK(only_problem(folder).find("incidents.ods: stands beside incidents.csv") == 0);
  }
}

TEST_CASE("a mission whose tables are in other forms is a workbook all the same") {
  const Folder plain, folder;
  folder.write("sources.csv",
               variants::utf16_of(variants::text_of(rows_of(plain, "sources.csv"), ';'), true, true));
  std::filesystem::remove(folder.mission() / "incidents.csv");
  folder.write("incidents.ods", variants::ods_of(rows_of(plain, "incidents.csv")));
  const auto file = folder.mission().parent_path() / "book.xlsx";
  write_file_atomically(file, mission_as_workbook(folder.mission(), {}, {}).bytes);
  CHECK(load_mission(file).inputs_sha256 == hash_of(plain));
}
