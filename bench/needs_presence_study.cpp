// The instance generator as a program: rolls instances of 18 regions x 9 tasks x 4 unit types x 24 months (or
// what is asked for), solves them within a time limit and prints plan, bound and gap; the plan is checked
// apart from the solver.
// SECONDS may be written 60cpu: seconds of the processor instead of the wall clock, for a busy machine.
//   needs_presence_study [SECONDS [FIRST_SEED [COUNT [REGIONS TASKS TYPES MONTHS]]]]
#include "needs/presence_plan.h"
#include "study.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

using namespace handover;
using namespace handover::needs;

namespace {

int study(int argc, char** argv) {
  const auto number = [&](int i, double otherwise) { return argc > i ? std::atof(argv[i]) : otherwise; };
  const auto size = [&](int i, double otherwise) { return static_cast<std::size_t>(number(i, otherwise)); };
  const double seconds = number(1, 60.0);
  const bool processor = argc > 1 && std::strstr(argv[1], "cpu") != nullptr;
  const auto engine = cbc_engine();
  std::printf("%s, limit %.0f s\n", engine->name().c_str(), seconds);
  std::printf("%5s %9s %10s %10s %10s %7s %7s %9s %9s\n", "seed", "first s", "first", "plan", "bound",
              "gap %", "wall s", "cpu s", "violation");
  for (std::size_t i = 0; i < size(3, 1); ++i) {
    const PresenceShape shape = {.regions = size(4, 18),
                                 .tasks = size(5, 9),
                                 .types = size(6, 4),
                                 .months = size(7, 24),
                                 .seed = size(2, 1) + i};
    const auto problem = generate_presence(shape);
    const std::clock_t start = std::clock();
    const auto plan =
        solve_presence(problem, *engine, {.seconds = seconds, .processor_time = processor, .gap = 0.01});
    const double cpu = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const auto check = check_presence_plan(problem, plan.units);
    std::printf("%5zu %9.2f %10.1f %10.1f %10.1f %7.3f %7.1f %9.1f %9.1e\n",
                static_cast<std::size_t>(shape.seed), plan.first_after_seconds, plan.first_objective,
                plan.objective, plan.bound, 100.0 * plan.gap, plan.seconds, cpu, check.violation);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
