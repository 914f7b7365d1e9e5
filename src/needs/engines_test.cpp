#include "base/files.h"
#include "base/problem.h"
#include "base/random_stream.h"
#include "base/test_data.h"
#include "needs/programme.h"
#include "needs/testing/mps.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using namespace handover;
using namespace handover::needs;

namespace {

// A covering programme with whole columns 0..3, small enough to enumerate.
Programme rolled(std::uint32_t round) {
  DrawCursor randomness(RandomStream(Seed{5}, round, 0, Purpose::test), 0);
  Programme programme;
  for (int j = 0; j < 4; ++j) programme.add_column(1.0 + 4.0 * randomness.next(), 0.0, 3.0, true);
  for (int i = 0; i < 3; ++i) {
    std::vector<Programme::Term> terms;
    for (std::size_t j = 0; j < 4; ++j) terms.push_back({j, std::floor(4.0 * randomness.next())});
    programme.add_row(4.0 * randomness.next(), i == 0 ? 9.0 : kNoLimit, terms);
  }
  return programme;
}

double by_enumeration(const Programme& programme) {
  double best = kNoLimit;
  for (int code = 0; code < 256; ++code) {
    const std::array<int, 4> digits = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3};
    const std::vector<double> point(digits.begin(), digits.end());
    if (programme.violation_at(point) <= 1e-9) best = std::min(best, programme.objective_at(point));
  }
  return best;
}

void check_answer(const EngineResult& result, double best, const Programme& programme) {
  CHECK(result.has_point == std::isfinite(best));
  if (!result.has_point) CHECK(result.stop == Stop::infeasible);
  if (!result.has_point) return;
  CHECK(result.stop == Stop::optimal);
  CHECK(result.objective == doctest::Approx(best));
  CHECK(result.bound <= best + 1e-6);
  CHECK(programme.violation_at(result.point) < 1e-6);
}

}  // namespace

TEST_CASE("Cbc and the small branch and bound find what enumeration finds") {
  const auto cbc = cbc_engine();
  for (std::uint32_t round = 0; round < 60; ++round) {
    CAPTURE(round);
    const Programme programme = rolled(round);
    const double best = by_enumeration(programme);
    if (round < 20) check_answer(cbc->solve(programme, {}), best, programme);
    const auto small = solve_small(programme, {});
    REQUIRE(small.has_value());
    check_answer(*small, best, programme);
  }
}

TEST_CASE("HiGHS agrees, where it is there") {
  const auto highs = highs_engine(handover::source_path(""));
  if (highs == nullptr) {
    std::cout << "skipped: node or the package highs is not there\n";
    return;
  }
  for (const std::uint32_t round : {0u, 1u, 2u}) {
    const Programme programme = rolled(round);
    check_answer(highs->solve(programme, {}), by_enumeration(programme), programme);
  }
  Programme relaxed = rolled(0);
  relaxed.integer().assign(4, false);
  const auto ours = cbc_engine()->solve(relaxed, {}), theirs = highs->solve(relaxed, {});
  CHECK(theirs.objective == doctest::Approx(ours.objective));
  REQUIRE(theirs.row_price.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(theirs.row_price[i] == doctest::Approx(ours.row_price[i]));
}

// Whole and continuous columns, covering and packing rows.
Programme rolled_mixed(std::uint32_t round) {
  DrawCursor randomness(RandomStream(Seed{6}, round, 0, Purpose::test), 0);
  Programme programme;
  const int columns = 6 + static_cast<int>(6.0 * randomness.next());
  for (int j = 0; j < columns; ++j) {
    programme.add_column(0.5 + 5.0 * randomness.next(), 0.0, std::floor(2.0 + 6.0 * randomness.next()),
                         randomness.next() < 0.6);
  }
  const int rows = 3 + static_cast<int>(5.0 * randomness.next());
  for (int i = 0; i < rows; ++i) {
    std::vector<Programme::Term> terms;
    for (int j = 0; j < columns; ++j) {
      if (randomness.next() < 0.5)
        terms.push_back({static_cast<std::size_t>(j), 0.3 + 4.0 * randomness.next()});
    }
    if (terms.empty()) continue;
    const double low = 6.0 * randomness.next();
    programme.add_row(low, randomness.next() < 0.3 ? 3.0 * low + 8.0 : kNoLimit, terms);
  }
  return programme;
}

TEST_CASE("both engines agree on random programmes") {
  const auto highs = highs_engine(handover::source_path(""));
  if (highs == nullptr) {
    std::cout << "skipped: node or the package highs is not there\n";
    return;
  }
  const auto cbc = cbc_engine();
  // Programmes beside one another are one programme, so that Node starts once for sixty of them; what has no
  // solution would spoil the rest and is asked by itself.
  Programme together;
  std::vector<std::pair<std::size_t, EngineResult>> parts;  // first column, Cbc's answer
  int infeasible = 0;
  for (std::uint32_t round = 0; parts.size() < 60; ++round) {
    const Programme part = rolled_mixed(round);
    auto result = cbc->solve(part, {});
    if (result.stop == Stop::optimal) {
      parts.emplace_back(together.append(part), std::move(result));
    } else if (++infeasible <= 3) {
      CHECK(highs->solve(part, {}).stop == Stop::infeasible);
    }
  }
  CHECK(infeasible > 0);
  const auto result = highs->solve(together, {.seconds = 30.0, .gap = 0.0, .start = {}});
  REQUIRE(result.has_point);
  CHECK(together.violation_at(result.point) < 1e-6);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto& [first, ours] = parts[k];
    double theirs = 0.0;
    for (std::size_t j = 0; j < ours.point.size(); ++j) {
      theirs += together.cost()[first + j] * result.point[first + j];
    }
    CAPTURE(k);
    CHECK(theirs == doctest::Approx(ours.objective).epsilon(1e-6));
  }
}

TEST_CASE("prices of a relaxation are the derivatives of its value by the right-hand sides") {
  Programme programme;  // min 2x + 3y with x + y >= 4, x <= 3
  programme.add_column(2.0, 0.0, 3.0, false);
  programme.add_column(3.0, 0.0, kNoLimit, false);
  programme.add_row(4.0, kNoLimit, {{0, 1.0}, {1, 1.0}});
  const auto result = cbc_engine()->solve(programme, {});
  CHECK(result.objective == doctest::Approx(9.0));
  CHECK(result.row_price[0] == doctest::Approx(3.0));
}

TEST_CASE("the MPS form says the whole programme") {
  const std::string text = as_mps(rolled(0));
  CHECK(text.find("INTORG") != std::string::npos);
  CHECK(text.find("RANGES") != std::string::npos);
  CHECK(text.rfind("ENDATA\n") == text.size() - 7);
}

namespace {

// What is written to standard output while it lives goes to a file.
class CaughtOutput {
 public:
  explicit CaughtOutput(const std::filesystem::path& file) : saved_(dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    std::cout.flush();
    const int target = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(target, STDOUT_FILENO);
    close(target);
  }
  ~CaughtOutput() {
    std::fflush(stdout);
    std::cout.flush();
    dup2(saved_, STDOUT_FILENO);
    close(saved_);
  }
  CaughtOutput(const CaughtOutput&) = delete;
  CaughtOutput& operator=(const CaughtOutput&) = delete;

 private:
  int saved_;
};

}  // namespace

TEST_CASE("Cbc writes nothing to standard output: solved, infeasible, cut off, out of time or from a start") {
  const auto file = std::filesystem::temp_directory_path() / ("handover_cbc_" + std::to_string(getpid()));
  {
    const CaughtOutput caught(file);
    const auto cbc = cbc_engine();
    for (std::uint32_t round = 0; round < 30; ++round) {
      const Programme programme = rolled(round);
      EngineOptions options;
      if (round % 4 == 1) options.cutoff = 3.0;
      if (round % 4 == 2) options.start.assign(programme.columns(), 1.0);
      if (round % 4 == 3) options.gap = 0.05;
      cbc->solve(programme, options);
    }
    Programme impossible = rolled(1);
    impossible.add_row(1e6, kNoLimit, {{0, 1.0}});
    cbc->solve(impossible, {});
  }
  CHECK(std::filesystem::file_size(file) == 0);
  std::filesystem::remove(file);
}

TEST_CASE("a HiGHS that fails is no fault of the program, and what it said is kept") {
  const auto folder = std::filesystem::temp_directory_path() / ("handover-highs-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "node_modules" / "highs");
  write_file_atomically(folder / "node_modules" / "highs" / "package.json",
                        R"({"name": "highs", "main": "no-such-file.js"})");
  const auto broken = highs_engine(folder.string());
  if (broken == nullptr) {
    std::cout << "skipped: node is not there\n";
    return;
  }
  try {
    broken->solve(Programme(), {});
    FAIL_CHECK("a broken package gave an answer");
  } catch (const InputError& error) {
    CHECK(error.problems().at(0).code == ProblemCode::external);
    CHECK(error.problems().at(0).what.find("no-such-file.js") != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}
