// The smallest program that uses the library: reads a mission folder and prints the answer in words.
//   ./answer missions/iraq-2024
#include "mission/mission.h"
#include "report/answer_document.h"
#include "report/main_job.h"

#include <iostream>

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "usage: answer MISSION\n";
    return 2;
  }
  const handover::Mission mission = handover::load_mission(argv[1]);
  const auto job = handover::report::do_main_job(mission, {.seed = 1});
  std::cout << handover::report::answer_document(job.timeline, mission)["words"].get<std::string>() << '\n';
  return 0;
} catch (const handover::InputError& error) {
  for (const auto& problem : error.problems()) std::cerr << to_string(problem) << '\n';
  return 2;
}
