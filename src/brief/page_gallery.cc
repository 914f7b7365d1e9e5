// Writes the four editions of a made-up brief: for looking at, after a change.
#include "base/files.h"
#include "brief/made_up_view.h"
#include "brief/page.h"

#include <cstdio>
#include <filesystem>

int main(int argc, char** argv) {
  using namespace handover;
  using namespace handover::brief;
  if (argc < 2) return std::fprintf(stderr, "page_gallery FOLDER\n"), 2;
  std::filesystem::create_directories(argv[1]);
  for (const Edition edition : {Edition::coalition, Edition::host, Edition::joint, Edition::published}) {
    const auto path = std::filesystem::path(argv[1]) / (std::string(name_of(edition)) + ".html");
    write_file_atomically(path, page_of(made_up::view(), edition));
  }
  return 0;
}
