// Any bytes as the questions of a hindcast: read, or refused with what is wrong.
#include "timeline/hindcast.h"

#include <cstdlib>

using namespace handover;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::vector<Problem> problems;
  const auto questions =
      timeline::read_questions(std::string(reinterpret_cast<const char*>(data), size), "fuzz.csv", problems);
  for (const Problem& problem : problems) {
    if (problem.what.empty()) std::abort();
  }
  for (const timeline::Question& question : questions) {
    if (problems.empty() && !question.metric && !question.phase) std::abort();
  }
  return 0;
}
