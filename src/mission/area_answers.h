// Inside the mission module only: the answers to the questions of `handover new --area`, taken apart. What
// cannot be read is a problem named after its question, and a harmless value comes out.
#pragma once

#include "base/dates.h"
#include "base/problem.h"
#include "mission/area_mission.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// "1..3..6", "0..3" (the middle between them) or "3".
struct AreaRange {
  double low = 0, best = 0, high = 0;
};

// "a | b | c"
std::vector<std::string> parts_of_answer(const std::string& text);

class AreaAnswers {
 public:
  explicit AreaAnswers(const AreaWanted& wanted) : wanted_(wanted) {}

  bool given(std::string_view key) const;
  std::vector<std::string> all(std::string_view key);  // none, reported, for a question that needs an answer
  std::string one(std::string_view key);
  // The parts of an answer; short ones are filled up with empty parts.
  std::vector<std::string> split(std::string_view key, const std::string& text, std::size_t least,
                                 std::size_t most);
  std::string day(std::string_view key, const std::string& text);
  AreaRange range(std::string_view key, const std::string& text);
  // The id of one of the answers to `sources`, the author's judgement when nothing is named.
  std::string source(std::string_view key, const std::string& id);
  void know_source(const std::string& id) { known_sources_.insert(id); }
  bool knows_source(const std::string& id) const { return known_sources_.count(id) != 0; }

  void complain(ProblemCode code, std::string_view key, const std::string& value, std::string what);
  void add_problem(Problem problem) { problems_.push_back(std::move(problem)); }
  // Throws InputError with all of them, if there are any.
  void settle();

 private:
  const AreaWanted& wanted_;
  std::vector<Problem> problems_;
  std::set<std::string> known_sources_;
};

}  // namespace handover
