#include "intake/read_document.h"

#include "base/files.h"
#include "intake/formats.h"
#include "intake/words.h"
#include "tables/archive.h"
#include "tables/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

namespace handover::intake {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool looks_like_html(std::string_view bytes, const std::string& extension) {
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return true;
  const std::string head = lower(bytes.substr(0, 1024));
  return head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos;
}

// The first line is a header of a mail, and so is one of the next.
bool looks_like_mail(std::string_view bytes, const std::string& extension) {
  if (extension == ".eml") return true;
  static constexpr std::string_view kHeaders[] = {
      "received:", "return-path:", "mime-version:", "message-id:", "delivered-to:", "x-mozilla-status:"};
  const std::string head = lower(bytes.substr(0, 2048));
  return std::any_of(std::begin(kHeaders), std::end(kHeaders),
                     [&](std::string_view name) { return head.starts_with(name); });
}

Document read_text(std::string_view bytes, const std::string& file) {
  Document document;
  document.format = "text";
  document.text = text_as_utf8(bytes, file, document.notes);
  return document;
}

Document read_by_kind(std::string_view bytes, const std::string& file) {
  const std::string extension = lower(std::filesystem::path(file).extension().string());
  if (bytes.starts_with("%PDF-")) return read_pdf(bytes, file);
  if (bytes.starts_with("PK\x03\x04")) return read_docx(bytes, file);
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    refuse_document(ProblemCode::unreadable, file, "is a document of old Word (.doc)",
                    "save it as .docx, PDF or text");
  if (bytes.starts_with("{\\rtf"))
    refuse_document(ProblemCode::unreadable, file, "is RTF", "save it as .docx, PDF or text");
  if (looks_like_mail(bytes, extension)) return read_mail(bytes, file);
  if (looks_like_html(bytes, extension)) return read_html(bytes, file);
  return read_text(bytes, file);
}

// What no text of an article holds would reach terminals and pages.
void drop_control_characters(std::string& text) {
  std::erase_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
  });
}

}  // namespace

void refuse_document(ProblemCode code, const std::string& file, std::string what, std::string hint) {
  throw InputError(Problem{.code = code, .file = file, .what = std::move(what), .hint = std::move(hint)});
}

std::optional<Date> day_of_timestamp(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
    text.remove_prefix(1);
  return parse_date(text.substr(0, 10));
}

Document settled(Document document, const std::string& file) {
  document.file = file;
  if (document.text.size() > kLongestText)
    refuse_document(ProblemCode::limit, file, "holds more than 50 MB of text", "split it");
  // What another program gives is held to its word.
  if (!is_utf8(document.text)) document.text = text_as_utf8(document.text, file, document.notes);
  if (document.format != "text") drop_control_characters(document.text);
  if (document.text.find_first_not_of(" \t\r\n") == std::string::npos)
    refuse_document(ProblemCode::missing, file, "holds no text",
                    "a scan has to be read by a program for text recognition first");
  document.sha256 = sha256_of(document.text);
  document.language = language_of(document.text);
  mark_boilerplate(document);
  if (document.language.empty()) {
    document.notes.emplace_back("is in no language that can be told; rules are for English and Arabic");
  } else if (document.language != "en" && document.language != "ar") {
    document.notes.push_back(
        fmt::format("is in the language '{}'; rules are for English and Arabic, little will be found",
                    document.language));
  }
  return document;
}

Document read_document(std::string_view bytes, const std::string& file) {
  if (bytes.size() > kLongestText)
    refuse_document(ProblemCode::limit, file, "is larger than 50 MB",
                    "split it, or keep the part that matters");
  Document document = settled(read_by_kind(bytes, file), file);
  document.file_sha256 = sha256_of(bytes);
  return document;
}

}  // namespace handover::intake
