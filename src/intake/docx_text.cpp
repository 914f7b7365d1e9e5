// The text of a .docx: the paragraphs of word/document.xml (ECMA-376), unpacked within a cap.
#include "intake/formats.h"
#include "tables/archive.h"
#include "tables/xml.h"

namespace handover::intake {
namespace {

// What the parts that are read may unpack to; a text of 50 MB needs less.
constexpr std::size_t kMostOfDocx = std::size_t{200} << 20U;

class ParagraphReader {
 public:
  explicit ParagraphReader(std::string& out) : out_(out) {}
  void start(std::string_view name) {
    if (name == "del" || name == "instrText" || name == "delText" || name == "pict") ++hidden_;
    if (name == "t") ++texts_;
    if (name == "tab") out_.push_back(' ');
    if (name == "br" || name == "cr") out_.push_back('\n');
  }
  void end(std::string_view name) {
    if (name == "del" || name == "instrText" || name == "delText" || name == "pict") --hidden_;
    if (name == "t") --texts_;
    if (name == "p") out_ += "\n\n";
  }
  void text(std::string_view piece) {
    if (hidden_ == 0 && texts_ > 0) out_ += piece;
  }

 private:
  std::string& out_;
  int hidden_ = 0, texts_ = 0;
};

void read_properties(ZipArchive& archive, const std::string& file, Document& document) {
  if (!archive.holds("docProps/core.xml")) return;
  std::string name;
  std::string title;
  std::string created;
  parse_xml(archive.read("docProps/core.xml"), file, "docProps/core.xml",
            {.start = [&](std::string_view start, const XmlAttributes&) { name = start; },
             .end = [&](std::string_view) { name.clear(); },
             .text =
                 [&](std::string_view text) {
                   if (name == "title") title += text;
                   if (name == "created") created += text;
                 }});
  document.title = title;
  if (day_of_timestamp(created))
    document.notes.push_back("was made on " + to_string(*day_of_timestamp(created)) +
                             " by its own account, which need not be the day of publication");
}

}  // namespace

Document read_docx(std::string_view bytes, const std::string& file) {
  ZipArchive archive(bytes, file, kMostOfDocx);
  if (!archive.holds("word/document.xml"))
    refuse_document(ProblemCode::missing, file, "is an archive without a Word document",
                    "unpack it and give the documents");
  Document document;
  document.format = "DOCX";
  ParagraphReader reader(document.text);
  parse_xml(archive.read("word/document.xml"), file, "word/document.xml",
            {.start = [&](std::string_view name, const XmlAttributes&) { reader.start(name); },
             .end = [&](std::string_view name) { reader.end(name); },
             .text = [&](std::string_view text) { reader.text(text); }});
  read_properties(archive, file, document);
  return document;
}

}  // namespace handover::intake
