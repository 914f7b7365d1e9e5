// Papers of a made-up view: what they hold, that they are the same again, and that no reader gets what is not
// his.
#include "papers/papers.h"

#include "base/problem.h"
#include "brief/made_up_view.h"
#include "papers/package.h"

#include <cstring>

#include <doctest/doctest.h>
#include <zip.h>

using namespace handover;
using namespace handover::papers;

namespace {

constexpr Format kFormats[] = {Format::html, Format::pdf,  Format::docx,
                               Format::xlsx, Format::pptx, Format::png};

std::string part_of(const std::string& archive, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  REQUIRE(zip != nullptr);
  std::string text;
  if (zip_file_t* file = zip_fopen(zip, name, 0)) {
    char bytes[4096];
    for (zip_int64_t n = 0; (n = zip_fread(file, bytes, sizeof bytes)) > 0;)
      text.append(bytes, static_cast<std::size_t>(n));
    zip_fclose(file);
  }
  zip_discard(zip);
  return text;
}

// All XML parts of an archive, one after another.
std::string all_parts(const std::string& archive) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* zip = zip_open_from_source(zip_source_buffer_create(archive.data(), archive.size(), 0, &error),
                                    ZIP_RDONLY, &error);
  REQUIRE(zip != nullptr);
  std::string all;
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    const std::string name = zip_get_name(zip, static_cast<zip_uint64_t>(i), 0);
    if (name.ends_with(".xml") || name.ends_with(".rels")) all += part_of(archive, name.c_str());
  }
  zip_discard(zip);
  return all;
}

brief::View planted(Audience audience) {
  brief::View view = brief::made_up::view();
  view.situation.lines.push_back({"PLANTED-LINE", {}, audience});
  view.annex[0].tables[0].rows.push_back({{"PLANTED-ROW", "", "", ""}, {}, audience});
  auto figure = view.threat.figures[0];
  figure.id = "planted", figure.audience = audience;
  std::get<charts::LineChart>(figure.chart).frame.title = "PLANTED-FIGURE";
  view.annex[0].figures.push_back(figure);
  return view;
}

bool holds(const std::string& text, const char* words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("names of formats and sheets are those of the command line") {
  for (const Format format : kFormats) CHECK(parse_format(name_of(format)) == format);
  CHECK_FALSE(parse_format("doc"));
  CHECK(parse_sheet("letter") == Sheet::letter);
  CHECK_FALSE(parse_sheet("a3"));
}

TEST_CASE("the same view gives the same bytes in every format") {
  for (const Format format : kFormats) {
    CAPTURE(name_of(format));
    const auto first = write_papers(brief::made_up::view(), Edition::published, format);
    const auto second = write_papers(brief::made_up::view(), Edition::published, format);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      CHECK(first[i].part == second[i].part);
      CHECK(first[i].bytes == second[i].bytes);
      CHECK_FALSE(first[i].bytes.empty());
    }
  }
}

TEST_CASE("canaries: what an edition may not hold is in none of its texts, workbooks and slides") {
  for (const Format format : {Format::docx, Format::xlsx, Format::pptx}) {
    for (const Edition edition : {Edition::published, Edition::joint, Edition::coalition, Edition::host}) {
      for (const Audience audience : {Audience::published, Audience::joint, Audience::own_side,
                                      Audience::coalition, Audience::host, Audience::nobody}) {
        CAPTURE(name_of(format));
        CAPTURE(brief::name_of(edition));
        CAPTURE(name_of(audience));
        const std::string text = all_parts(write_papers(planted(audience), edition, format).front().bytes);
        if (!brief::may_read(edition, audience)) CHECK_FALSE(holds(text, "PLANTED"));
        if (brief::may_read(edition, audience) && format != Format::pptx) {
          CHECK(holds(text, "PLANTED-LINE"));
          CHECK(holds(text, "PLANTED-ROW"));
          CHECK(holds(text, "PLANTED-FIGURE"));
        }
      }
    }
  }
}

TEST_CASE("a paper that still holds a secret is refused in every format") {
  brief::View view = brief::made_up::view();
  view.title = "Talks about Camp Canary";
  for (const Format format : kFormats) {
    CAPTURE(name_of(format));
    CHECK_THROWS_AS(write_papers(view, Edition::published, format), InputError);
  }
}

TEST_CASE("a text runs from right to left where its language does") {
  brief::View view = brief::made_up::view();
  view.language = "ar";
  const std::string document =
      part_of(write_papers(view, Edition::published, Format::docx).front().bytes, "word/document.xml");
  CHECK(holds(document, "<w:bidi/>"));
  CHECK(holds(document, "<w:rtl/>"));
  CHECK(holds(document, "<w:bidiVisual/>"));
  const std::string english =
      part_of(write_papers(brief::made_up::view(), Edition::published, Format::docx).front().bytes,
              "word/document.xml");
  CHECK_FALSE(holds(english, "w:bidi"));
  CHECK(holds(write_papers(view, Edition::published, Format::html).front().bytes, "dir=\"rtl\""));
}

TEST_CASE("a PDF carries its fonts, and pages one and two are one page each on either sheet") {
  for (const Sheet sheet : {Sheet::a4, Sheet::letter}) {
    const std::string pdf =
        write_papers(brief::made_up::view(), Edition::coalition, Format::pdf, sheet).front().bytes;
    CHECK(holds(pdf, "FontFile"));
    CHECK(holds(pdf, "%PDF-1."));
  }
}

TEST_CASE("cards are 1080 pixels wide") {
  for (const File& card : write_papers(brief::made_up::view(), Edition::published, Format::png)) {
    REQUIRE(card.bytes.size() > 24);
    CHECK(std::memcmp(card.bytes.data() + 1, "PNG", 3) == 0);
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(card.bytes[at]); };
    CHECK((byte(18) << 8 | byte(19)) == 1080);
  }
}
