#include "base/files.h"
#include "intake/copies.h"
#include "intake/document_store.h"
#include "intake/formats.h"
#include "intake/read_document.h"
#include "mission/test_folder.h"
#include "tables/encoding.h"
#include "tables/table_variants.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::intake;

namespace {

constexpr const char* kPage = R"(<!DOCTYPE html><html><head><title>Talks &amp; more</title>
<meta property="article:published_time" content="2024-01-25T10:00:00Z"><meta property="og:site_name" content="The Paper">
<script>alert("about 99 troops")</script></head><body><nav>Home News</nav>
<h1>Talks</h1><p>On  Tuesday   talks began.</p><p>About 2,500 <b>US</b> troops stay.<br>They may go.</p>
<div class="author-box bio">Written by somebody in 2023</div><figcaption>Troops in 2003</figcaption></body></html>)";

std::string cut_text(const Document& document) {
  std::string out;
  for (const Cut& cut : document.cuts)
    out += document.text.substr(cut.span.begin, cut.span.end - cut.span.begin) + "|";
  return out;
}

std::string refusal(std::string_view bytes, const std::string& file) {
  try {
    read_document(bytes, file);
  } catch (const InputError& error) {
    return to_string(error.problems().front());
  }
  return "read";
}

}  // namespace

TEST_CASE("HTML: text in paragraphs, metadata, and what is cut is marked") {
  const Document page = read_document(kPage, "page.html");
  CHECK(page.title == "Talks & more");
  CHECK(page.publisher == "The Paper");
  REQUIRE(page.published);
  CHECK(to_string(*page.published) == "2024-01-25");
  CHECK(page.text.find("On Tuesday talks began.\n\nAbout 2,500 US troops stay.\nThey may go.") !=
        std::string::npos);
  CHECK(page.text.find("alert") == std::string::npos);
  const std::string cut = cut_text(page);
  CHECK(cut.find("Home News") != std::string::npos);
  CHECK(cut.find("Written by") != std::string::npos);
  CHECK(cut.find("Troops in 2003") != std::string::npos);
  CHECK(cut.find("Tuesday") == std::string::npos);
}

TEST_CASE("a text stays as it is; captions and boxes are marked, the day is taken from its line") {
  const std::string text =
      "A heading\n\nJanuary 25, 2024\n\nThe talks began.\nPicture by: Somebody\n\nThey went on for a "
      "while.\n\nWritten by:\n\nA. Uthor\n";
  const Document document = read_document(text, "a.txt");
  CHECK(document.text == text);
  CHECK(document.sha256 == sha256_of(text));
  REQUIRE(document.published);
  CHECK(to_string(*document.published) == "2024-01-25");
  const std::string cut = cut_text(document);
  CHECK(cut.find("Picture by") != std::string::npos);
  CHECK(cut.find("A. Uthor") != std::string::npos);
  CHECK(cut.find("went on") == std::string::npos);
  CHECK(document.language == "en");
}

TEST_CASE("DOCX and mail") {
  const std::string docx =
      variants::zip_of({{"word/document.xml",
                         "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>About 2,500 "
                         "troops</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
                         "<w:p><w:r><w:t>stay.</w:t></w:r></w:p></w:body></w:document>"}});
  CHECK(read_document(docx, "a.docx").text == "About 2,500 troops\n\nstay.\n\n");
  const Document mail = read_document(
      "From: \"The Office\" <a@example.org>\r\nDate: Thu, 25 Jan 2024 10:00:00 +0000\r\nSubject: "
      "=?utf-8?q?Caf=C3=A9?=\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\nThe talks began at the caf=E9.\r\n",
      "a.eml");
  CHECK(mail.format == "mail");
  CHECK(mail.title == "Café");
  CHECK(mail.publisher == "The Office");
  REQUIRE(mail.published);
  CHECK(to_string(*mail.published) == "2024-01-25");
  CHECK(mail.text.find("café") != std::string::npos);
}

TEST_CASE("what explodes, is no document or holds no text is refused") {
  CHECK(refusal("PK\x03\x04 no archive", "a.docx").find("a.docx") == 0);
  CHECK(refusal(variants::zip_of({{"x.txt", "x"}}), "a.zip").find("without a Word document") !=
        std::string::npos);
  std::string bomb =
      "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document>&b;</w:document>";
  CHECK(refusal(variants::zip_of({{"word/document.xml", bomb}}), "a.docx").find("entit") !=
        std::string::npos);
  CHECK(refusal("%PDF-1.4\nnot one", "a.pdf").find("a.pdf") == 0);
  CHECK(refusal(" \n\t ", "a.txt").find("holds no text") != std::string::npos);
  CHECK(refusal("{\\rtf1 hello}", "a.rtf").find("RTF") != std::string::npos);
}

TEST_CASE("deep nesting does not end the program") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  deep += "The talks began.";
  CHECK(refusal("<html><body><p>Words before.</p>" + deep, "a.html").find("nested too deeply") !=
        std::string::npos);
}

TEST_CASE("languages are told by script and words") {
  CHECK(read_document("قال رئيس الوزراء إن المحادثات بدأت يوم الثلاثاء", "a.txt").language == "ar");
  CHECK(read_document(
            "Le gouvernement a dit que les troupes de la coalition sont dans le pays pour une mission.",
            "a.txt")
            .language == "fr");
}

TEST_CASE("an agency's text in two papers is one text") {
  std::string agency;
  for (int i = 0; i < 60; ++i)
    agency += "The delegation number " + std::to_string(i) + " met the minister in the capital. ";
  const auto first = shingles_of("Our own headline\n\n" + agency);
  const auto second = shingles_of("AGENCY — " + agency + " More of our own words stand here at the end.");
  CHECK(likeness(first, second).containment > 0.9);
  CHECK(likeness(first,
                 shingles_of("Something else was said by other people about other things on another day."))
            .containment == 0.0);
}

TEST_CASE("a stored document comes back with its cuts, its day and its genre") {
  const Folder folder;
  std::vector<Problem> problems;
  Document page = read_document(kPage, "page.html");
  page.genre = Genre::report;
  DocumentStore store(folder.mission(), problems);
  store.keep("paper", page, kPage);
  const DocumentStore again(folder.mission(), problems);
  CHECK(problems.empty());
  REQUIRE(again.of_source("paper") != nullptr);
  const auto loaded = again.load(*again.of_source("paper"));
  REQUIRE(loaded);
  CHECK(loaded->text == page.text);
  CHECK(loaded->genre == Genre::report);
  CHECK(loaded->published == page.published);
  CHECK(loaded->cuts.size() == page.cuts.size());
  // A text that was changed is not the document any more.
  write_file_atomically(folder.mission() / "documents" / "paper.txt", page.text + "!");
  CHECK_FALSE(again.load(*again.of_source("paper")));
}

TEST_CASE("bytes that are no UTF-8 reach no row, whatever program gave them") {
  Document given;
  given.format = "PDF";
  given.text = "The ministry counted 30 attacks, and said: \xFA 12 rockets";
  const Document document = settled(std::move(given), "a.pdf");
  CHECK(is_utf8(document.text));
  CHECK(document.sha256 == sha256_of(document.text));
}
