// What a file is and the text in it: plain text, HTML, PDF (by the program pdftotext), DOCX, mail (.eml).
// Whatever comes out is UTF-8 with what the file says of itself; what is no part of the article is marked.
#pragma once

#include "intake/document.h"

#include <string>
#include <string_view>

namespace handover::intake {

// Throws InputError naming `file` when it is none of these, cannot be read, unpacks beyond its cap, or holds
// no text (a scan).
Document read_document(std::string_view bytes, const std::string& file);

}  // namespace handover::intake
