// Inside the mission module only: what a rule looks at and where it writes down what it found.
#pragma once

#include "mission/loading.h"

#include <string>
#include <utility>
#include <vector>

namespace handover {

class RuleFindings {
 public:
  RuleFindings(const Loading& loading) : loading_(loading) {}  // NOLINT: made in one place

  const Loading& loading() const { return loading_; }
  const Mission& mission() const { return loading_.mission; }
  // mission.toml; what is reported by it is found.
  TomlReader root() { return {loading_.toml, "mission.toml", "", 0, found_}; }

  // About the row that was read as the index-th of its table.
  void row(const std::string& file, std::size_t index, std::string field, std::string value, std::string what,
           std::string hint) {
    const auto lines = loading_.lines.find(file);
    const bool has_line = lines != loading_.lines.end() && index < lines->second.size();
    found_.push_back({.code = ProblemCode::breaks_rule,
                      .file = file,
                      .line = has_line ? lines->second[index] : 0,
                      .field = std::move(field),
                      .value = std::move(value),
                      .what = std::move(what),
                      .hint = std::move(hint)});
  }
  void file(std::string file, std::string field, std::string value, std::string what, std::string hint,
            int line = 0) {
    found_.push_back({.code = ProblemCode::breaks_rule,
                      .file = std::move(file),
                      .line = line,
                      .field = std::move(field),
                      .value = std::move(value),
                      .what = std::move(what),
                      .hint = std::move(hint)});
  }
  std::vector<Problem> take() { return std::exchange(found_, {}); }

 private:
  const Loading& loading_;
  std::vector<Problem> found_;
};

inline bool has_role(const Actor& actor, Role role) {
  return std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end();
}

}  // namespace handover
