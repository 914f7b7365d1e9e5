// The main of every test program.
#include "base/test_data.h"

#include <string>

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace handover {
std::string source_path(const std::string& relative) {
  return std::string(HANDOVER_SOURCE_DIR "/") + relative;
}
}  // namespace handover

int main(int argc, char** argv) {
  return doctest::Context(argc, argv).run();
}
