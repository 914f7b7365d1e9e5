// One function a format. Private to this module.
#pragma once

#include "papers/flow.h"
#include "papers/papers.h"

#include <string>
#include <vector>

namespace handover::papers {

// ISO/IEC 29500 (Office Open XML), as Word, LibreOffice and others read it.
std::string docx_of(const brief::Paper& paper, const Flows& flows);
std::string pptx_of(const brief::Paper& paper);
std::string xlsx_of(const brief::Paper& paper);
// PDF with its fonts inside. Page one and page two are one page each: type is made smaller until they fit.
std::string pdf_of(const brief::Paper& paper, const Flows& flows, Sheet sheet);
// Cards of 1080 pixels, one picture each, with edition, seed and day in the picture.
std::vector<File> cards_of(const brief::Paper& paper);

}  // namespace handover::papers
