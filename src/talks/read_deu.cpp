#include "tables/csv.h"
#include "talks/cells.h"
#include "talks/readers.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::talks {
namespace {

// The position and salience columns of one actor: "pde" and "sde".
struct ActorColumns {
  std::string code;
  std::size_t position = 0, salience = 0;
};

std::vector<ActorColumns> actor_columns(const Table& table) {
  std::vector<ActorColumns> actors;
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    if (!table.header[c].starts_with("p") || table.header[c].size() < 2) continue;
    const std::string code = table.header[c].substr(1);
    if (const auto salience = table.find("s" + code)) actors.push_back({code, c, *salience});
  }
  return actors;
}

// Files saved where the decimal sign is a comma: cells are parted by semicolons, so it can mean nothing else.
std::string with_point(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  return text;
}

bool unknown(std::string_view text) {
  const auto value = number_in(text);
  return trimmed(text).empty() || (value && *value > 100.0);  // 999 in the published file
}

bool on_council(const std::string& code) {
  return code != "com" && code != "ep";
}

// Nobody of a body present: its third is nobody's.
double influence_of(const std::string& code, const std::vector<std::string>& present, bool co_decision,
                    const std::string& rule) {
  if (rule != "institutions") return 1.0;
  if (code == "com") return 1.0;
  if (code == "ep") return co_decision ? 1.0 : 0.0;
  const auto members = std::count_if(present.begin(), present.end(), on_council);
  return 1.0 / static_cast<double>(members);
}

class DeuReader {
 public:
  DeuReader(const Table& table, const ReadOptions& options) : table_(table), options_(options) {
    columns_ = actor_columns(table);
    for (const ActorColumns& actor : columns_) result_.actors.push_back({actor.code, std::nullopt});
    result_.name = table.file;
  }

  void read_row(const Table::Row& row) {
    const std::size_t issue = result_.issues.size();
    BargainIssue& added = result_.issues.emplace_back();
    const auto name = table_.find("isnr");
    added.name = name ? std::string(trimmed(row.text[*name])) : fmt::format("issue {}", issue + 1);
    added.reference_point = value_in(row, "rp");
    added.outcome = value_in(row, "out");
    std::vector<std::string> present;
    for (const ActorColumns& actor : columns_)
      if (!unknown(with_point(row.text[actor.position])) && !unknown(with_point(row.text[actor.salience])))
        present.push_back(actor.code);
    const auto procedure = table_.find("proc");
    const bool co_decision = procedure && trimmed(row.text[*procedure]) == "COD";
    for (std::size_t a = 0; a < columns_.size(); ++a) {
      const ActorColumns& actor = columns_[a];
      if (std::find(present.begin(), present.end(), actor.code) == present.end()) continue;
      const auto position = judged(row, actor.position), salience = judged(row, actor.salience);
      if (!position || !salience) continue;
      const double influence = influence_of(actor.code, present, co_decision, options_.deu_influence);
      result_.stakes.push_back({.actor = a,
                                .issue = issue,
                                .position = *position,
                                .salience = *salience,
                                .influence = exactly(influence)});
    }
  }

  BargainTable finish() {
    if (columns_.empty())
      problems_.push_back({.code = ProblemCode::missing,
                           .file = table_.file,
                           .line = 1,
                           .what = "has no pair of position and salience columns",
                           .hint = "the DEU file names them p and s with the actor's code: pcom, scom"});
    const auto senseless = check_table(result_, table_.file);
    problems_.insert(problems_.end(), senseless.begin(), senseless.end());
    if (!problems_.empty()) throw InputError(std::move(problems_));
    return std::move(result_);
  }

 private:
  std::optional<Judged> judged(const Table::Row& row, std::size_t column) {
    return judged_in(with_point(row.text[column]),
                     {table_.file, row.line, row.column[column], table_.header[column]}, {0.0, 100.0},
                     problems_);
  }
  std::optional<double> value_in(const Table::Row& row, const char* name) {
    const auto column = table_.find(name);
    if (!column || unknown(with_point(row.text[*column]))) return std::nullopt;
    const auto value = judged(row, *column);
    return value ? std::optional{value->range.mode} : std::nullopt;
  }

  const Table& table_;
  const ReadOptions& options_;
  std::vector<ActorColumns> columns_;
  BargainTable result_;
  std::vector<Problem> problems_;
};

}  // namespace

BargainTable read_deu_table(std::string_view text, const std::string& file, const ReadOptions& options) {
  std::vector<Problem> problems;
  const Table table = read_table(text, file, problems, ';');
  if (!problems.empty()) throw InputError(std::move(problems));
  DeuReader reader(table, options);
  for (const Table::Row& row : table.rows) reader.read_row(row);
  return reader.finish();
}

}  // namespace handover::talks
