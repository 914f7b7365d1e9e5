// Inside this module only: one reader for each format. Each fills text, title, publisher, published, cuts and
// notes, and throws InputError naming the file.
#pragma once

#include "base/problem.h"
#include "intake/document.h"

#include <string>
#include <string_view>

namespace handover::intake {

Document read_html(std::string_view bytes, const std::string& file);
Document read_pdf(std::string_view bytes, const std::string& file);
Document read_docx(std::string_view bytes, const std::string& file);
Document read_mail(std::string_view bytes, const std::string& file);

// What all formats share once the text is there: its hash, its language, what is no part of the article.
// Throws InputError when it holds no text, or too much.
Document settled(Document document, const std::string& file);

// Throws InputError about the file.
[[noreturn]] void refuse_document(ProblemCode code, const std::string& file, std::string what,
                                  std::string hint);

// A day at the beginning of "2024-01-25T10:00:00Z".
std::optional<Date> day_of_timestamp(std::string_view text);

// Marks captions, menus, boxes about the author and the like in running text, and takes the day of
// publication from a line that holds nothing else.
void mark_boilerplate(Document& document);
// ISO 639-1 by script and common words; empty when it cannot be told.
std::string language_of(std::string_view text);

}  // namespace handover::intake
