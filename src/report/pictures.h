// Pictures that a command writes into a folder: as SVG, or as PNG for slides and documents.
#pragma once

#include <filesystem>
#include <string>

namespace handover::report {

class PictureFolder {
 public:
  // The folder is made where it is not there yet. Throws InputError about `option` when it cannot be, or when
  // PNG is asked for and the converter (rsvg-convert, of Debian's librsvg2-bin) is not there.
  PictureFolder(std::string option, std::filesystem::path folder, bool png);

  // Returns the file: `name` with the ending of its kind.
  std::filesystem::path write(const std::string& name, const std::string& svg) const;

 private:
  std::string option_;
  std::filesystem::path folder_;
  bool png_;
};

}  // namespace handover::report
