#include "report/pictures.h"

#include "base/child_process.h"
#include "base/files.h"
#include "report/options.h"

#include <utility>

namespace handover::report {
namespace {

constexpr const char* kConverter = "rsvg-convert";
constexpr const char* kZoom = "2";  // pixels for a unit of the drawing: sharp on paper

}  // namespace

PictureFolder::PictureFolder(std::string option, std::filesystem::path folder, bool png)
    : option_(std::move(option)), folder_(std::move(folder)), png_(png) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (!std::filesystem::is_directory(folder_, error))
    refuse(option_, folder_.string(), "is not a folder and cannot be made into one",
           "name a folder to write into");
  if (png_ && run_program({kConverter, "--version"}).code != 0) {
    refuse(option_, folder_.string(), "needs rsvg-convert, which is not there",
           "install librsvg2-bin and a font (fonts-dejavu-core), or ask for --svg");
  }
}

std::filesystem::path PictureFolder::write(const std::string& name, const std::string& svg) const {
  const auto drawing = folder_ / (name + ".svg");
  if (!png_) {
    write_file_atomically(drawing, svg);
    return drawing;
  }
  const auto source = folder_ / (name + ".svg.part"), made = folder_ / (name + ".png.part");
  write_file_atomically(source, svg);
  const ProgramEnd end = run_program({kConverter, "--zoom", kZoom, "--background-color", "white", "--output",
                                      made.string(), source.string()});
  std::filesystem::remove(source);
  if (end.code != 0) {
    std::error_code ignored;
    std::filesystem::remove(made, ignored);
    refuse(option_, (folder_ / (name + ".png")).string(), "was refused by rsvg-convert: " + end.said,
           "ask for --svg");
  }
  const auto picture = folder_ / (name + ".png");
  std::filesystem::rename(made, picture);
  return picture;
}

}  // namespace handover::report
