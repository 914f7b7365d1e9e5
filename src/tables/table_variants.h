// One table written in the ways in which people's programs write it, for tests: encodings, separators, rows
// above the header, forms of days, packed files and workbooks. All of it must read as the same table.
#pragma once

#include "base/dates.h"
#include "tables/csv.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace handover::variants {

using Rows = std::vector<std::vector<std::string>>;  // the first is the header

// ---- packing --------------------------------------------------------------------------------------------

inline void add_number(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

// A zip archive of stored members (APPNOTE 6.3.3).
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string bytes, directory;
  for (const auto& [name, content] : members) {
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    std::string about;
    add_number(about, 20, 2);          // version
    add_number(about, 0, 2);           // flags
    add_number(about, 0, 2);           // stored
    add_number(about, 0x58210000, 4);  // 2024-01-01
    add_number(about, crc, 4);
    add_number(about, content.size(), 4);
    add_number(about, content.size(), 4);
    add_number(about, name.size(), 2);
    add_number(about, 0, 2);  // no extra field
    directory += "PK\x01\x02";
    add_number(directory, 20, 2);
    directory += about;
    add_number(directory, 0, 2);  // no comment
    add_number(directory, 0, 2);  // first disk
    add_number(directory, 0, 2);
    add_number(directory, 0, 4);
    add_number(directory, bytes.size(), 4);
    directory += name;
    bytes += "PK\x03\x04" + about + name + content;
  }
  const std::size_t start = bytes.size();
  bytes += directory + "PK\x05\x06";
  add_number(bytes, 0, 4);
  add_number(bytes, members.size(), 2);
  add_number(bytes, members.size(), 2);
  add_number(bytes, directory.size(), 4);
  add_number(bytes, start, 4);
  add_number(bytes, 0, 2);
  return bytes;
}

inline std::string gzip_of(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string bytes(deflateBound(&stream, content.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

// ---- text -----------------------------------------------------------------------------------------------

inline std::string text_of(const Rows& rows, char separator) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) text += separator;
      text += csv_field(row[c], separator);
    }
    text += "\r\n";
  }
  return text;
}

// Characters up to U+FFFF, as the tests have them.
inline std::vector<unsigned> characters_of(std::string_view utf8) {
  std::vector<unsigned> characters;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
    const std::size_t length = byte(i) < 0x80 ? 1 : byte(i) < 0xE0 ? 2 : 3;
    unsigned c = length == 1 ? byte(i) : length == 2 ? byte(i) & 0x1FU : byte(i) & 0x0FU;
    for (std::size_t k = 1; k < length; ++k) c = (c << 6U) | (byte(i + k) & 0x3FU);
    characters.push_back(c);
    i += length;
  }
  return characters;
}

inline std::string utf16_of(std::string_view utf8, bool little, bool mark) {
  std::string bytes;
  auto characters = characters_of(utf8);
  if (mark) characters.insert(characters.begin(), 0xFEFF);
  for (const unsigned c : characters) {
    const char low = static_cast<char>(c & 0xFFU), high = static_cast<char>(c >> 8U);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

// Of ISO 8859-1, which Windows-1252 contains.
inline std::string latin1_of(std::string_view utf8) {
  std::string bytes;
  for (const unsigned c : characters_of(utf8)) bytes += static_cast<char>(c & 0xFFU);
  return bytes;
}

// ---- workbooks ------------------------------------------------------------------------------------------

inline std::string escaped(const std::string& text) {
  std::string xml;
  for (const char c : text)
    xml += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
  return xml;
}

inline int serial_of(Date day) {
  return days_between(date_of(1899, 12, 30), day).value;
}

// Days as dates, everything else as inline text, the way a spreadsheet program stores them.
inline std::string xlsx_of(const Rows& rows, bool shared_texts = false) {
  std::string cells, texts;
  std::size_t count = 0, r = 0;
  for (const auto& row : rows) {
    cells += fmt::format("<row r=\"{}\">", ++r);
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string place =
          fmt::format("{}{}{}", c >= 26 ? std::string(1, static_cast<char>('A' + c / 26 - 1)) : "",
                      static_cast<char>('A' + c % 26), r);
      if (row[c].empty()) continue;
      if (const auto day = parse_date(row[c])) {
        cells += fmt::format("<c r=\"{}\" s=\"1\"><v>{}</v></c>", place, serial_of(*day));
      } else if (shared_texts) {
        texts += "<si><r><t>" + escaped(row[c]) + "</t></r></si>";
        cells += fmt::format("<c r=\"{}\" t=\"s\"><v>{}</v></c>", place, count++);
      } else {
        cells += fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", place, escaped(row[c]));
      }
    }
    cells += "</row>";
  }
  std::vector<std::pair<std::string, std::string>> members = {
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId9\"/><sheet "
       "name=\"Data\" "
       "sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId9\" "
       "Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"},
      {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + cells + "</sheetData></worksheet>"}};
  if (shared_texts) members.emplace_back("xl/sharedStrings.xml", "<sst>" + texts + "</sst>");
  return zip_of(members);
}

inline std::string ods_of(const Rows& rows) {
  std::string xml =
      "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>"
      "<office:spreadsheet><table:table table:name=\"Data\">";
  for (const auto& row : rows) {
    xml += "<table:table-row>";
    for (const std::string& cell : row) {
      if (cell.empty()) {
        xml += "<table:table-cell/>";
      } else if (parse_date(cell)) {
        xml += "<table:table-cell office:value-type=\"date\" office:date-value=\"" + cell +
               "\"><text:p>shown otherwise</text:p></table:table-cell>";
      } else {
        xml += "<table:table-cell office:value-type=\"string\"><text:p>" + escaped(cell) +
               "</text:p></table:table-cell>";
      }
    }
    xml += "</table:table-row>";
  }
  xml +=
      "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet>"
      "</office:body></office:document-content>";
  return zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", xml}});
}

inline std::string json_of(const Rows& rows) {
  std::string json = "{\"status\":200,\"data\":[";
  for (std::size_t r = 1; r < rows.size(); ++r) {
    json += r > 1 ? ",{" : "{";
    for (std::size_t c = 0; c < rows[0].size(); ++c) {
      std::string text;
      for (const char letter : rows[r][c])
        text += letter == '"' || letter == '\\' ? std::string("\\") + letter
                : letter == '\n'                ? "\\n"
                                                : std::string(1, letter);
      json += fmt::format("{}\"{}\":\"{}\"", c > 0 ? "," : "", rows[0][c], text);
    }
    json += "}";
  }
  return json + "]}";
}

// ---- variants -------------------------------------------------------------------------------------------

enum class Days { iso, with_time, day_first, month_first, with_dots, written, short_written, serial };

inline std::string written(Date date, Days form) {
  constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day day{date};
  const int y = static_cast<int>(day.year());
  const unsigned m = static_cast<unsigned>(day.month()), d = static_cast<unsigned>(day.day());
  switch (form) {
    case Days::with_time:
      return to_string(date) + " 00:00:00.000";
    case Days::day_first:
      return fmt::format("{:02}/{:02}/{}", d, m, y);
    case Days::month_first:
      return fmt::format("{}/{}/{} 0:00", m, d, y);
    case Days::with_dots:
      return fmt::format("{}.{}.{}", d, m, y);
    case Days::written:
      return fmt::format("{} {} {}", d, kMonths[m - 1], y);
    case Days::short_written:
      return fmt::format("{:02}-{:.3}-{:02}", d, kMonths[m - 1], y % 100);
    case Days::serial:
      return fmt::format("{}", serial_of(date));
    default:
      return to_string(date);
  }
}

struct Variant {
  std::string name, bytes;
};

// Forty ways; each value of each dimension stands beside most values of the others.
inline std::vector<Variant> variants_of(const Rows& table) {
  std::vector<Variant> all;
  for (int i = 0; i < 40; ++i) {
    Rows rows = table;
    const auto days = static_cast<Days>(i % 8);
    for (std::size_t r = 1; r < rows.size(); ++r) {
      for (std::string& cell : rows[r]) {
        if (const auto day = parse_date(cell)) cell = written(*day, days);
      }
    }
    const int names = (i / 2) % 3;
    for (std::string& name : rows[0]) {
      for (char& c : name) {
        if (names == 1 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (names == 2 && c == '_') c = ' ';
      }
    }
    const int container = i % 5, above = (i / 3) % 4;
    if (container == 3 && i % 2 == 1) {  // real dates
      all.push_back({fmt::format("{}: workbook with dates, names {}", i, names),
                     i % 4 == 1 ? ods_of(table) : xlsx_of(table, true)});
      continue;
    }
    if (container == 4 && i % 2 == 0) {
      all.push_back({fmt::format("{}: JSON, days {}", i, i % 8), json_of(rows)});
      continue;
    }
    const std::size_t width = rows[0].size();
    std::vector<std::string> tags(width, "");
    tags.front() = "#date";
    tags[1] = "#org+name";
    if (above == 3) rows.insert(rows.begin() + 1, tags);
    if (above >= 2) rows.insert(rows.begin(), std::vector<std::string>(width, ""));
    if (above >= 1) {
      std::vector<std::string> title(width, "");
      title.front() = "Events; a list, as of 1 June";
      rows.insert(rows.begin(), title);
    }
    if (container == 3) {
      all.push_back({fmt::format("{}: workbook, days {}, above {}", i, i % 8, above), xlsx_of(rows)});
      continue;
    }
    constexpr char kSeparators[] = {',', ';', '\t'};
    const char separator = kSeparators[(i / 2) % 3];
    std::string text = text_of(rows, separator);
    const int encoding = (i / 5 + i) % 6;
    text = encoding == 1   ? "\xEF\xBB\xBF" + text
           : encoding == 2 ? utf16_of(text, true, true)
           : encoding == 3 ? utf16_of(text, false, true)
           : encoding == 4 ? latin1_of(text)
           : encoding == 5 ? utf16_of(text, true, false)
                           : text;
    if (container == 1) text = gzip_of(text);
    if (container == 2) text = zip_of({{"README.txt", "notes"}, {"data/table.csv", text}});
    all.push_back({fmt::format("{}: encoding {}, separator '{}', days {}, above {}, container {}, names {}",
                               i, encoding, separator, i % 8, above, container, names),
                   text});
  }
  return all;
}

}  // namespace handover::variants
