#include "base/plain_text.h"

#include "base/problem_lines.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace std::string_literals;

TEST_CASE("a name is letters and digits in pieces") {
  for (const char* good : {"a", "iraq", "ain-al-asad", "lead_ig_36", "2024-07-24", "c1"})
    CHECK(is_name(good));
  for (const std::string& bad :
       {""s,    "A"s,   "a b"s,         "a/b"s,           "../x"s,         ".."s,   "."s,
        "a.b"s, "a;b"s, "a\nb"s,        "a\0b"s,          "<b>"s,          "=1+1"s, "a--b"s,
        "-a"s,  "a-"s,  "caf\xC3\xA9"s, "a\xE2\x80\xAE"s, "\xE2\x80\xAE"s, " a"s,   std::string(65, 'a')})
    CHECK_FALSE_MESSAGE(is_name(bad), shown(bad));
  CHECK(is_name(std::string(64, 'a')));
}

TEST_CASE("one component of a path does not climb") {
  CHECK(is_path_component("Our side (2024)"));
  for (const std::string& bad :
       {""s, "."s, ".."s, "a/b"s, "/etc"s, "a\\b"s, "a\nb"s, "a\0"s, std::string(256, 'a')})
    CHECK_FALSE_MESSAGE(is_path_component(bad), shown(bad));
}

TEST_CASE("what is shown holds no control character and no line break") {
  CHECK(shown("plain, caf\xC3\xA9, \xD8\xB9") == "plain, caf\xC3\xA9, \xD8\xB9");
  CHECK(shown("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m");
  CHECK(shown("a\n/etc/passwd:1: b\r\tc") == "a\\n/etc/passwd:1: b\\r\\tc");
  CHECK(shown("a\0b"s) == "a\\x00b");
  CHECK(shown("abc\xE2\x80\xAE"
              "cba") == "abc\\u202ecba");
  CHECK(shown("\xFF\xC0\xAF\xED\xA0\x80") == "\\xff\\xc0\\xaf\\xed\\xa0\\x80");
  CHECK(shown("\xC2\x9B"
              "31m") == "\\x9b31m");  // the one-byte form of escape and bracket
  CHECK(shown(std::string(1'000'000, 'x'), 10) == "xxxxxxxxxx... (999990 more bytes)");
  CHECK(shown("\xD8\xB9\xD8\xB9\xD8\xB9", 2) == "\xD8\xB9\xD8\xB9... (2 more bytes)");
  // Shown twice is shown once.
  CHECK(shown(shown("a\nb")) == shown("a\nb"));
}

TEST_CASE("hidden characters are found, and letters of any language pass") {
  CHECK_FALSE(has_hidden_characters("line one\nline two\ttab"));
  CHECK_FALSE(has_hidden_characters("\xD8\xB9\xE2\x80\x8F\xD8\xB9"));  // Arabic with a right-to-left mark
  for (const std::string& bad :
       {"\x1b[0m"s, "a\0"s, "\x7f"s, "\xC2\x85"s, "\xE2\x80\xAE"s, "\xE2\x81\xA6"s, "\xFF"s})
    CHECK(has_hidden_characters(bad));
}

TEST_CASE("a cell that a spreadsheet would take for a formula is text") {
  CHECK(safe_cell("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0");
  CHECK(safe_cell("@SUM(1)") == "'@SUM(1)");
  CHECK(safe_cell("+1+1") == "'+1+1");
  CHECK(safe_cell("\t=1") == "'\t=1");
  CHECK(safe_cell("-12.5") == "-12.5");
  CHECK(safe_cell("+3e4") == "+3e4");
  CHECK(safe_cell("Ain al-Asad") == "Ain al-Asad");
  CHECK(safe_cell("").empty());
}

TEST_CASE("a problem prints on one line, whatever its value holds") {
  const Problem problem{.code = ProblemCode::wrong_type,
                        .file = "a\nb.csv",
                        .line = 3,
                        .column = 1,
                        .field = "id",
                        .value = "x\n/etc/passwd:1: y\x1b[0m",
                        .what = "is not a name",
                        .hint = "write \x1b a name"};
  const std::string line = to_string(problem);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
  CHECK(line == "a\\nb.csv:3:1: id: 'x\\n/etc/passwd:1: y\\x1b[0m' is not a name; write \\x1b a name");
  CHECK(to_string(Problem{.code = ProblemCode::inconsistent,
                          .file = "a.csv",
                          .value = std::string(1 << 20, 'v'),
                          .what = "is long"})
            .size() < 300);
}

TEST_CASE("every code of a problem has its own name, and an option stands where a file would") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(ProblemCode::internal); ++i) {
    const std::string_view name = name_of(static_cast<ProblemCode>(i));
    CHECK(!name.empty());
    CHECK(names.insert(name).second);
  }
  CHECK(name_of(ProblemCode::out_of_range) == "out_of_range");
  CHECK(name_of(ProblemCode::internal) == "internal");
  CHECK(to_string(Problem{
            .code = ProblemCode::wrong_option, .option = "--as-of", .value = "x", .what = "is bad"}) ==
        "--as-of: 'x' is bad");
}

TEST_CASE("of very many problems the first are told and the rest counted") {
  std::vector<Problem> problems(
      100'000, Problem{.code = ProblemCode::inconsistent, .file = "a.csv", .line = 2, .what = "is wrong"});
  const auto lines = problem_lines(problems);
  REQUIRE(lines.size() == kMostProblemsTold + 1);
  CHECK(lines.back() == "and 99,900 more");
  problems.erase(problems.begin() + kMostProblemsTold, problems.end());
  CHECK(problem_lines(problems).size() == kMostProblemsTold);
  CHECK(std::string(
            InputError(std::vector<Problem>(100'000, Problem{.code = ProblemCode::limit, .file = "a.csv"}))
                .what())
            .size() < 10'000);
}
