#include "tables/front_door.h"

#include "base/files.h"
#include "tables/archive.h"
#include "tables/column_profile.h"
#include "tables/database.h"
#include "tables/days.h"
#include "tables/encoding.h"
#include "tables/table_variants.h"
#include "tables/values.h"

#include <doctest/doctest.h>

using namespace handover;

namespace {

const std::vector<KnownTable> kKnown = {{"counts", {{"date"}, {"count", "attacks"}}}};

std::vector<std::vector<std::string>> rows_of(const OpenedTable& table) {
  std::vector<std::vector<std::string>> rows;
  TableReader reader(table);
  while (reader.next()) {
    auto& row = rows.emplace_back();
    for (const CsvField& field : reader.fields()) row.emplace_back(without_blanks(field.text));
  }
  return rows;
}

std::string refusal_of(const std::string& bytes) {
  try {
    open_table(bytes, "t", kKnown);
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

bool notes(const OpenedTable& table, std::string_view words) {
  return std::any_of(table.notes.begin(), table.notes.end(),
                     [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("the plainest table needs no word, and its text is not copied") {
  const std::string text = "date,count,place\n2024-01-01,1,\"a, b\"\n2024-01-02,2,c\n";
  const OpenedTable table = open_table(text, "t.csv", kKnown);
  CHECK(table.notes.empty());
  CHECK(table.known == std::size_t{0});
  CHECK(table.body.data() == text.data());
  CHECK(rows_of(table) == Rows{{"2024-01-01", "1", "a, b"}, {"2024-01-02", "2", "c"}});
}

TEST_CASE("rows above the header, tags and blank rows keep the lines of the file") {
  const std::string text =
      "A list; as of June\n\n,,\nDate, Attacks "
      ",Place\n#date,#affected,#adm1+name\n2024-01-01,1,a,,\n,,\n2024-01-02,2,b\n";
  const OpenedTable table = open_table(text, "t.csv", kKnown);
  CHECK(table.first_line == 4);
  CHECK(table.header == std::vector<std::string>{"Date", "Attacks", "Place"});
  CHECK(table.find({"attacks"}) == std::size_t{1});
  CHECK(notes(table, "a row above its header, passed over: 'A list; as of June'"));
  TableReader reader(table);
  REQUIRE(reader.next());
  CHECK(reader.line() == 6);
  CHECK(reader.fits_header());
  CHECK(reader.tag_rows() == 1);
  REQUIRE(reader.next());
  CHECK(reader.line() == 8);
  CHECK_FALSE(reader.next());
}

TEST_CASE("decimal commas become points where a whole column is numbers, and nowhere else") {
  const OpenedTable table = open_table(
      "date;count;x;note\n2024-01-01;1;33,303566;3,5\n2024-01-02;2;1,250;about 3,5\n", "t.csv", kKnown);
  CHECK(table.decimal_comma);
  CHECK(rows_of(table) ==
        Rows{{"2024-01-01", "1", "33.303566", "3,5"}, {"2024-01-02", "2", "1.250", "about 3,5"}});
  // A comma before three digits can part thousands as well: left as it is for the reader to refuse.
  const OpenedTable doubtful = open_table("date;count\n2024-01-01;1,250\n", "t.csv", kKnown);
  CHECK_FALSE(doubtful.decimal_comma);
  CHECK(rows_of(doubtful) == Rows{{"2024-01-01", "1,250"}});
  const OpenedTable quoted = open_table("date,count,x\n2024-01-01,1,\"2,5\"\n", "t.csv", kKnown);
  CHECK(rows_of(quoted) == Rows{{"2024-01-01", "1", "2.5"}});
}

TEST_CASE("what a file is when it is no table is said by name") {
  CHECK(refusal_of("%PDF-1.7 ...").find("is a PDF document") != std::string::npos);
  CHECK(refusal_of("\xD0\xCF\x11\xE0\xA1\xB1").find("old kind (.xls)") != std::string::npos);
  CHECK(refusal_of("<!DOCTYPE html><html>sign in</html>").find("is a web page") != std::string::npos);
  CHECK(refusal_of("version https://git-lfs.github.com/spec/v1\n").find("pointer of Git LFS") !=
        std::string::npos);
  CHECK(refusal_of("ARROW1\0\0").find("Arrow file") != std::string::npos);
  CHECK(refusal_of("{\"status\":403,\"message\":\"no access\"}").find("holds no table: no access") !=
        std::string::npos);
  CHECK(refusal_of(variants::zip_of({{"a.txt", "x"}, {"word/document.xml", "<x/>"}})).find("text document") !=
        std::string::npos);
  CHECK(refusal_of("PK\x03\x04 cut").find("damaged zip archive") != std::string::npos);
  CHECK(refusal_of("\x1F\x8B\x08 cut").find("gzip file") != std::string::npos);
  CHECK(refusal_of("PAR1 cut PAR1").find("Parquet file that cannot be read") != std::string::npos);
}

TEST_CASE("an archive with two tables is refused, since reading one would lose the other") {
  const std::string table = "date,count\n2024-01-01,1\n";
  CHECK(
      refusal_of(variants::zip_of({{"2023.csv", table}, {"2024.csv", table}}))
          .starts_with("t: holds 2 tables, and reading one would lose the others: t[2023.csv], t[2024.csv]"));
  const std::string one = variants::zip_of({{"codebook.csv", "name,meaning\nx,y\n"}, {"2024.csv", table}});
  const OpenedTable opened = open_table(one, "t.zip", kKnown);
  CHECK(opened.file == "t.zip[2024.csv]");
  CHECK(notes(opened, "holds another part that is not read: t.zip[codebook.csv]"));
}

TEST_CASE("what unpacks to more than the cap is refused before it fills the memory") {
  const std::string bomb = variants::gzip_of(std::string(1U << 22U, 'a'));
  CHECK_THROWS_AS(gunzip(bomb, "t.gz", 1U << 20U), InputError);
  CHECK(gunzip(bomb, "t.gz", 1U << 23U).size() == 1U << 22U);
  CHECK_THROWS_AS(gunzip(bomb.substr(0, bomb.size() / 2), "t.gz"), InputError);
  const std::string packed = variants::zip_of({{"a.csv", std::string(1U << 21U, 'a')}});
  ZipArchive archive(packed, "t.zip", 1U << 20U);
  CHECK_THROWS_AS(archive.read("a.csv"), InputError);
}

TEST_CASE("workbooks: dates, numbers, shared texts, hidden sheets and cells that are left out") {
  const variants::Rows rows = {
      {"Date", "Count", "Place"}, {"2024-02-29", "3", "a & b"}, {"2024-03-01", "", "c,d"}};
  for (const std::string& book :
       {variants::xlsx_of(rows), variants::xlsx_of(rows, true), variants::ods_of(rows)}) {
    const OpenedTable table = open_table(book, "t.xlsx", kKnown);
    CHECK(table.file == "t.xlsx[Data]");
    CHECK(rows_of(table) == Rows{{"2024-02-29", "3", "a & b"}, {"2024-03-01", "", "c,d"}});
  }
  const std::string entities =
      variants::zip_of({{"content.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>"}});
  CHECK(refusal_of(entities).find("declares entities") != std::string::npos);
}

TEST_CASE("JSON: records, lines, features, and pages that are not all") {
  const OpenedTable records =
      open_table("[{\"date\":\"2024-01-01\",\"count\":1},{\"count\":2,\"date\":\"2024-01-02\",\"n\":null}]",
                 "t", kKnown);
  CHECK(rows_of(records) == Rows{{"2024-01-01", "1", ""}, {"2024-01-02", "2", ""}});
  const OpenedTable lines = open_table(
      "{\"date\":\"2024-01-01\",\"count\":1}\n{\"date\":\"2024-01-02\",\"count\":2}\n", "t", kKnown);
  CHECK(rows_of(lines).size() == 2);
  const OpenedTable features = open_table(
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"date\":\"2024-"
      "01-01\",\"count\":1},"
      "\"geometry\":{\"type\":\"Point\",\"coordinates\":[44.5,33.25]}}]}",
      "t", kKnown);
  CHECK(rows_of(features) == Rows{{"2024-01-01", "1", "44.5", "33.25"}});
  const OpenedTable page = open_table(
      "{\"TotalCount\":900,\"NextPageUrl\":\"x\",\"Result\":[{\"date\":\"2024-01-01\",\"count\":1}]}", "t",
      kKnown);
  CHECK(notes(page, "holds 1 of 900 records"));
  CHECK(notes(page, "a further page is named"));
}

TEST_CASE("Parquet: numbers, days, lists and gaps") {
  const auto file = std::filesystem::temp_directory_path() / "handover_front_door_test.parquet";
  database::Database(":memory:", database::Access::read_write)
      .run(
          "COPY (SELECT DATE '2024-01-02' AS date, 3.0::DOUBLE AS count, [3,1,4] AS draws, NULL::DOUBLE AS "
          "gap) "
          "TO '" +
          file.string() + "' (FORMAT parquet)");
  const std::string bytes = read_file(file);
  std::filesystem::remove(file);
  const OpenedTable table = open_table(bytes, "t.parquet", kKnown);
  CHECK(table.header == std::vector<std::string>{"date", "count", "draws", "gap"});
  CHECK(rows_of(table) == Rows{{"2024-01-02", "3.0", "[3, 1, 4]", ""}});
}

TEST_CASE(
    "code pages: Latin letters stand alone, Arabic and Cyrillic words are runs; what was guessed is said") {
  std::vector<std::string> said;
  CHECK(text_as_utf8("Le pr\xE9sident a rencontr\xE9 l\x92\xE9missaire", "t", said) ==
        "Le pr\xC3\xA9sident a rencontr\xC3\xA9 l\xE2\x80\x99\xC3\xA9missaire");
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("windows-1252, which is a guess") != std::string::npos);
  // "al-Iraq wa-quwwat at-tahaluf al-dawli" in Windows-1256.
  said.clear();
  CHECK(text_as_utf8("\xC7\xE1\xDA\xD1\xC7\xDE \xE6\xDE\xE6\xC7\xCA \xC7\xE1\xCA\xCD\xC7\xE1\xDD "
                     "\xC7\xE1\xCF\xE6\xE1\xED",
                     "t", said)
            .starts_with("\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA7\xD9\x82"));
  CHECK(said[0].find("windows-1256") != std::string::npos);
  said.clear();
  CHECK(text_as_utf8(variants::utf16_of("d\xC3\xA9j\xC3\xA0", false, true), "t", said) ==
        "d\xC3\xA9j\xC3\xA0");
  CHECK(text_as_utf8("\xEF\xBB\xBFplain", "t", said) == "plain");
  // One damaged byte among many whole characters is no reason to misread them all.
  said.clear();
  CHECK(text_as_utf8("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xE9", "t", said) ==
        "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xEF\xBF\xBD");
  CHECK(said[0].find("1 damaged place") != std::string::npos);
}

TEST_CASE("days are decided for the whole column") {
  const auto column = [](std::initializer_list<const char*> values) {
    DayColumn days;
    for (const char* value : values) days.add(value);
    return days;
  };
  const DayColumn first = column({"05/04/2019", "18/04/2019"});
  CHECK(first.doubt().empty());
  CHECK(first.read("05/04/2019") == date_of(2019, 4, 5));
  CHECK(first.said() == "days are read with the day first: '18/04/2019' can be nothing else");
  const DayColumn second = column({"5/4/2019 0:00", "5/18/2019 0:00"});
  CHECK(second.read("5/4/2019 0:00") == date_of(2019, 5, 4));
  CHECK(column({"05/04/2019"}).doubt().find("2019-04-05 or 2019-05-04") != std::string::npos);
  CHECK(column({"18/04/2019", "04/18/2019"}).doubt().find("some with the month first") != std::string::npos);
  CHECK(column({"43586", "5/13/2019"}).doubt().find("swapped") != std::string::npos);
  CHECK(column({"2019-05-01", "18/04/2019"}).doubt().find("swapped") != std::string::npos);
  CHECK(column({"43586"}).read("43586") == date_of(2019, 5, 1));
  CHECK(column({"1.5.2019"}).read("1.5.2019") == date_of(2019, 5, 1));
  CHECK(column({"14-Aug-24"}).read("14-Aug-24") == date_of(2024, 8, 14));
  CHECK(column({"August 14, 2024"}).read("August 14, 2024") == date_of(2024, 8, 14));
  CHECK(column({"20190501"}).read("20190501") == date_of(2019, 5, 1));
  CHECK_FALSE(column({"soon"}).read("soon"));
  CHECK_FALSE(column({"31/02/2019"}).read("31/02/2019"));
  CHECK(column({"NA", ""}).values() == 0);
}

TEST_CASE("names of columns, codes and gaps") {
  CHECK(plain_column_name(" Event Date ") == "eventdate");
  CHECK(plain_column_name("EVENT_DATE") == "eventdate");
  CHECK(plain_column_name("fatalities (best)") == "fatalities");
  CHECK(code_of("5.0") == 5);
  CHECK_FALSE(code_of("5.5"));
  for (const char* gap : {"", " ", "NA", "n/a", "NaN", "null", "NULL", "None", ".", "#N/A"})
    CHECK(is_missing_value(gap));
  for (const char* value : {"0", "Nan province", "nab", "-1", "#adm1"}) CHECK_FALSE(is_missing_value(value));
}

TEST_CASE("a profile says what each column holds") {
  const TableProfile profile =
      profile_of(open_table("date,count,place\n18/04/2019,1,x\n19/04/2019,NA,y\nshort\n", "t", kKnown));
  CHECK(profile.rows == 3);
  CHECK(profile.misshapen == 1);
  CHECK(profile.first_misshapen_line == 4);
  CHECK(profile.columns[0].kind() == "days");
  CHECK(profile.columns[0].said.find("day first") != std::string::npos);
  CHECK(profile.columns[1].kind() == "whole numbers");
  CHECK(profile.columns[1].missing == 1);
  CHECK(profile.columns[2].kind() == "text");
}

TEST_CASE("numbers in the digits and with the thousands of other places") {
  CHECK(number_of("\xD9\xA1\xD9\xA2\xD9\xAB\xD9\xA5") == 12.5);  // Arabic digits and decimal sign
  CHECK(number_of("\xDB\xB1\xDB\xB2") == 12.0);                  // Persian digits
  CHECK(number_of("1\xC2\xA0"
                  "234") == 1234.0);  // no-break blank
  CHECK(number_of("12\xE2\x80\xAF"
                  "345\xE2\x80\xAF"
                  "678.5") == 12345678.5);  // narrow no-break blank
  for (const char* const none : {"1\xC2\xA0"
                                 "23",
                                 "1234\xC2\xA0"
                                 "567",
                                 "\xC2\xA0", "1 234", "\xC3\xA9"})
    CHECK_FALSE(number_of(none).has_value());
  DayColumn days;
  days.add("\xD9\xA1\xD9\xA8/\xD9\xA0\xD9\xA4/\xD9\xA2\xD9\xA0\xD9\xA1\xD9\xA9");  // 18/04/2019
  CHECK(days.read("\xD9\xA1\xD9\xA8/\xD9\xA0\xD9\xA4/\xD9\xA2\xD9\xA0\xD9\xA1\xD9\xA9") ==
        date_of(2019, 4, 18));
}

TEST_CASE("points are between thousands where decimals have commas") {
  const OpenedTable table =
      open_table("date;count;x\n2024-01-01;1.234;2,5\n2024-01-02;12;1.000.000,25\n", "t", kKnown);
  CHECK(table.decimal_comma);
  CHECK(rows_of(table) == Rows{{"2024-01-01", "1234", "2.5"}, {"2024-01-02", "12", "1000000.25"}});
  // A point in front of other than three digits is one of decimals.
  const OpenedTable mixed = open_table("date;count;x\n2024-01-01;1.234;2,5\n2024-01-02;1.5;3\n", "t", kKnown);
  CHECK(rows_of(mixed)[0][1] == "1.234");
}

TEST_CASE("two byte-order marks are none, and a blank before a quote is no part of the field") {
  const OpenedTable table = open_table(
      "\xEF\xBB\xBF\xEF\xBB\xBF"
      "date, \"count\"\n2024-01-01, \"1\"\n",
      "t", kKnown);
  CHECK(table.known == std::size_t{0});
  CHECK(rows_of(table) == Rows{{"2024-01-01", "1"}});
}

TEST_CASE("a formula whose value nobody has computed is refused with its cell") {
  const auto book = [](const std::string& cell) {
    return variants::zip_of(
        {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"a\" Target=\"worksheets/s.xml\"/></Relationships>"},
         {"xl/worksheets/s.xml",
          "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>date</v></c><c r=\"B1\" "
          "t=\"str\"><v>count</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>2024-01-01</v></c>" +
              cell + "</row></sheetData></worksheet>"}});
  };
  CHECK(refusal_of(book("<c r=\"B2\"><f>1+1</f><v>2</v></c>")) == "taken");
  CHECK(refusal_of(book("<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>")) == "taken");  // an empty text
  for (const char* const cell : {"<c r=\"B2\"><f>1+1</f></c>", "<c r=\"B2\"><f>1+1</f><v></v></c>"})
    CHECK(refusal_of(book(cell)) ==
          "t[S], cell B2: is a formula whose value the workbook does not hold; open it in a spreadsheet and "
          "save it, "
          "or put the value in its place");
}

TEST_CASE("a sheet that is scanned and one that is parsed give the same rows") {
  const std::string cells =
      "<row r=\"1\" spans=\"1:4\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
      "t=\"inlineStr\"><is><r><rPr><b/></rPr>"
      "<t xml:space=\"preserve\">co</t></r><r><t>unt</t></r></is></c><c r=\"D1\" "
      "t=\"str\"><f>\"x\"</f><v>x</v></c></row>"
      "<row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"1\"><v>43586</v></c><c r=\"B3\"><v>12.50</v></c><c r=\"C3\" "
      "t=\"b\"><v>1</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>a &amp; b &lt;&#x17E;&#233;&gt; \"q\", "
      "c</t></is></c></row>"
      "<row/><row><c><v>007</v></c><c/><c t=\"e\"><v>#N/A</v></c><c r=\"D5\" t=\"n\"><v>1E3</v></c></row>";
  const auto book = [&](const std::string& data) {
    return variants::zip_of(
        {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"a\" Target=\"worksheets/s.xml\"/></Relationships>"},
         {"xl/styles.xml",
          "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
         {"xl/sharedStrings.xml", "<sst><si><t>date</t></si></sst>"},
         {"xl/worksheets/s.xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet "
          "xmlns:r=\"r\"><cols><col/></cols><sheetData>" +
              data + "</sheetData><pageMargins/></worksheet>\n"}});
  };
  const auto text = [&](const std::string& data) {
    return std::string(open_table(book(data), "t", kKnown).body);
  };
  const std::string scanned = text(cells);
  CHECK(scanned == text("<!-- left to the parser -->" + cells));
  CHECK(scanned ==
        "date,count,,x\n\n2019-05-01,12.5,TRUE,\"a & b <\xC5\xBE\xC3\xA9> \"\"q\"\", c\"\n\n7,,#N/A,1000\n");
  for (const char* const damaged : {"<row><c r=\"A1\"><v>1</c></row>", "<row><c><v>1</v></row>",
                                    "<row><c><v>&other;</v></c></row>", "<row>"})
    CHECK(refusal_of(book(damaged)).find("is damaged") != std::string::npos);
}

TEST_CASE("an error of a spreadsheet stands where a value was: it is no gap") {
  CHECK(is_missing_value("#N/A"));
  for (const char* const error : {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!"})
    CHECK_FALSE(is_missing_value(error));
}
