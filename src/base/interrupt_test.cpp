#include "base/interrupt.h"

#include "base/parallel.h"
#include "base/problem.h"

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

using namespace handover;

namespace {

// Spins through `count` items under its own token; counts those that were done.
bool ends_whole(std::stop_token token, std::size_t count, std::atomic<std::size_t>& done,
                const std::function<void()>& each) {
  const StopScope scope(token);
  try {
    parallel_for(count, 2, [&](std::size_t) {
      ++done;
      each();
    });
    return true;
  } catch (const Interrupted&) {
    return false;
  }
}

}  // namespace

TEST_CASE("one computation is stopped while another runs on to its end") {
  constexpr std::size_t kItems = 2000;
  std::stop_source stop_first, stop_second;
  std::atomic<std::size_t> first_done{0}, second_done{0};
  bool first_whole = true, second_whole = false;
  {
    // Each waits until the other has begun, so that both are under way when the first is stopped.
    const auto both_run = [&] {
      while (first_done == 0 || second_done == 0) std::this_thread::yield();
    };
    const std::jthread first([&] {
      first_whole = ends_whole(stop_first.get_token(), kItems, first_done, [&] {
        both_run();
        if (first_done > 10) stop_first.request_stop();
      });
    });
    const std::jthread second(
        [&] { second_whole = ends_whole(stop_second.get_token(), kItems, second_done, both_run); });
  }
  CHECK_FALSE(first_whole);
  CHECK(first_done < kItems);
  CHECK(second_whole);
  CHECK(second_done == kItems);
}

TEST_CASE("a scope ends where it ends, and one without a source leaves the outer one in force") {
  std::stop_source source;
  source.request_stop();
  CHECK_NOTHROW(throw_if_interrupted());
  {
    const StopScope scope(source.get_token());
    CHECK_THROWS_AS(throw_if_interrupted(), Interrupted);
    const StopScope inner{std::stop_token()};
    CHECK_THROWS_AS(throw_if_interrupted(), Interrupted);
    std::stop_source fresh;
    const StopScope own(fresh.get_token());
    CHECK_NOTHROW(throw_if_interrupted());
  }
  CHECK_NOTHROW(throw_if_interrupted());
}

TEST_CASE("nested loops obey the token of the computation they belong to") {
  std::stop_source source;
  const StopScope scope(source.get_token());
  std::atomic<int> inner{0};
  CHECK_THROWS_AS(parallel_for(4, 3,
                               [&](std::size_t) {
                                 parallel_for(1000, 2, [&](std::size_t) {
                                   if (++inner == 5) source.request_stop();
                                 });
                               }),
                  Interrupted);
  CHECK(inner < 4000);
}
