#include "papers/papers.h"

#include "brief/page.h"
#include "papers/formats.h"

#include <utility>

namespace handover::papers {
namespace {

constexpr std::pair<Format, const char*> kFormats[] = {{Format::html, "html"}, {Format::pdf, "pdf"},
                                                       {Format::docx, "docx"}, {Format::xlsx, "xlsx"},
                                                       {Format::pptx, "pptx"}, {Format::png, "png"}};

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
  for (const auto& [format, word] : kFormats) {
    if (name == word) return format;
  }
  return std::nullopt;
}

const char* name_of(Format format) {
  for (const auto& [one, word] : kFormats) {
    if (one == format) return word;
  }
  return "";
}

std::optional<Sheet> parse_sheet(std::string_view name) {
  if (name == "a4") return Sheet::a4;
  if (name == "letter") return Sheet::letter;
  return std::nullopt;
}

std::vector<File> write_papers(const brief::View& view, brief::Edition edition, Format format, Sheet sheet) {
  if (format == Format::html) return {{"", brief::page_of(view, edition)}};
  const brief::Paper paper = brief::paper_of(view, edition);
  const Flows flows = flows_of(paper);
  // Whatever the format, its words are those of the flows: they are searched once more, as the page is.
  brief::refuse_leak(words_of(flows), view, edition);
  switch (format) {
    case Format::pdf:
      return {{"", pdf_of(paper, flows, sheet)}};
    case Format::docx:
      return {{"", docx_of(paper, flows)}};
    case Format::xlsx:
      return {{"", xlsx_of(paper)}};
    case Format::pptx:
      return {{"", pptx_of(paper)}};
    case Format::png:
      return cards_of(paper);
    case Format::html:
      break;
  }
  return {};
}

}  // namespace handover::papers
