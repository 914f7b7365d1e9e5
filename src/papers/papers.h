// The papers module. Takes a view and an edition; gives the files that circulate: a page, a PDF, a text to
// edit, a workbook, slides, pictures for a phone. Every format shows the same blocks in the same order
// (brief/paper.h) and computes nothing. The same view gives the same bytes.
#pragma once

#include "brief/edition.h"
#include "brief/view.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::papers {

enum class Format { html, pdf, docx, xlsx, pptx, png };
enum class Sheet { a4, letter };

std::optional<Format> parse_format(std::string_view name);
const char* name_of(Format format);  // "pdf": also the end of the file's name
std::optional<Sheet> parse_sheet(std::string_view name);

struct File {
  std::string part;  // what is put before the ending where a format is several files: "-map"; else empty
  std::string bytes;
};

// Throws what brief::paper_of throws; InputError when a finished paper would hold a secret that its readers
// may not see; std::runtime_error when a library fails.
std::vector<File> write_papers(const brief::View& view, brief::Edition edition, Format format,
                               Sheet sheet = Sheet::a4);

}  // namespace handover::papers
