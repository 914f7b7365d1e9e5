// Writes every chart once, with made-up data: for looking at, after a change.
#include "charts/made_up_charts.h"

#include <cstdio>
#include <filesystem>

int main(int argc, char** argv) {
  using namespace handover;
  using namespace handover::charts;
  if (argc < 2) return std::fprintf(stderr, "chart_gallery FOLDER [FOLDER WITH GEOJSON PROVINCES]\n"), 2;
  const std::filesystem::path out = argv[1];
  std::filesystem::create_directories(out);
  for (const auto& [name, picture] : made_up::all_pictures())
    write_file_atomically(out / (name + ".svg"), svg_document(picture));
  if (argc > 2) write_file_atomically(out / "map.svg", svg_document(made_up::map(argv[2])));
  return 0;
}
