// Inside the mission module only: the rows of a mission's tables while `handover new --area` makes them. A
// row that the program fills in says so in its note.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace handover {

// Column and value.
using AreaRow = std::vector<std::pair<std::string, std::string>>;

class AreaRows {
 public:
  void typed(const std::string& table, AreaRow row);   // from an answer
  void filled(const std::string& table, AreaRow row);  // by the program

  void add(const std::string& table, AreaRow row, bool by_hand);

  // Every table as CSV, with its needed columns and those in which something stands.
  std::map<std::string, std::string> as_csv() const;
  // Rows by table.
  const std::map<std::string, int>& typed_rows() const { return typed_; }
  const std::map<std::string, int>& filled_rows() const { return filled_; }

 private:
  std::map<std::string, std::vector<AreaRow>> tables_;
  std::map<std::string, int> typed_, filled_;
};

}  // namespace handover
