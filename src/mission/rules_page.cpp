#include "mission/rules_page.h"

#include "base/plain_text.h"
#include "mission/constraints.h"
#include "mission/mission_rules.h"
#include "mission/schema.h"

#include <fmt/format.h>

namespace handover {
namespace {

std::string columns_of(const RowConstraint& rule) {
  std::string text;
  for (const std::string_view column : rule.columns) {
    if (!column.empty()) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", column);
  }
  return text;
}

std::string in_words(const RowConstraint& rule) {
  const std::string columns = columns_of(rule);
  const auto [first, second] = std::pair(rule.columns[0], rule.columns[1]);
  switch (rule.rule) {
    case RowRule::in_order:
      return fmt::format("{} are in order", columns);
    case RowRule::days_in_order:
      return fmt::format("the days {} are in order", columns);
    case RowRule::different:
      return fmt::format("{} differ", columns);
    case RowRule::above_zero:
      return fmt::format("{}, when written, is above zero", columns);
    case RowRule::needs:
      return fmt::format("`{}` is written where `{}` is one of {}", second, first, rule.words);
    case RowRule::excludes:
      return fmt::format("`{}` is empty where `{}` is one of {}", second, first, rule.words);
    case RowRule::one_of:
      return fmt::format("`{}` is one of {} where `{}` is one of {}", second, rule.other_words, first,
                         rule.words);
    case RowRule::not_together:
      return fmt::format("{} does not hold both {} and {}", columns, rule.words, rule.other_words);
    case RowRule::times_at_most:
      return fmt::format("`{}` is at most {:g} times `{}`", second, rule.factor, first);
    case RowRule::unique:
      return fmt::format("no two rows agree in {}", columns);
    case RowRule::no_circle:
      return fmt::format("{} leads back to nobody", columns);
    case RowRule::rising:
      return fmt::format("the days {} rise from row to row", columns);
    case RowRule::periods_apart:
      return fmt::format("rows that agree in {} have no day in common", columns);
  }
  return {};
}

std::string_view grade_word(Grade grade) {
  return grade == Grade::refused ? "" : " (doubtful)";
}

std::string table_text(const TableSpec& spec) {
  const TableConstraints& constraints = constraints_of(spec.file);
  std::string text = fmt::format("\n### {}\n\n| column | what may stand there |\n|---|---|\n", spec.file);
  for (const ColumnSpec& column : spec.columns)
    text += fmt::format("| `{}`{} | {} |\n", column.name, column.required ? " *" : "",
                        in_words(domain_of(constraints, column.name)));
  if (!constraints.rows.empty()) text += '\n';
  for (const RowConstraint& rule : constraints.rows)
    text += fmt::format("- {}{}\n", in_words(rule), grade_word(rule.grade));
  return text;
}

}  // namespace

std::string rules_page() {
  std::string text = fmt::format(
      "# What a mission may hold\n\n"
      "This page is written by the program from the data it checks by (`src/mission/constraints*.cpp`,\n"
      "`mission_rules.cpp`, `plan_rules.cpp`); a test compares the two. What does not hold is refused: "
      "`check` and every\n"
      "other command name file, line, column, value and what would be right, and end with exit code 2. What "
      "is marked\n"
      "*doubtful* is allowed but seldom meant: `check`, runs and briefs repeat it.\n\n"
      "A name (`id`) is made of {}. Days lie in {} to {}. No field is longer\n"
      "than {} bytes or holds control characters or marks that turn the direction of text. Lists name "
      "nothing twice.\n"
      "Every file is a plain file below the mission's folder: links, pipes and devices are refused, and "
      "whatever is not\n"
      "read is named. `check` looks at rows that are known later than the as-of date and at every overlay "
      "too.\n\n"
      "## Between tables, in mission.toml and in plans\n\n",
      kNameGrammar, kFirstYear, kLastYear, kLongestField);
  for (const auto rules : {mission_rules(), plan_rules()}) {
    for (const MissionRule& rule : rules) text += fmt::format("- {}{}\n", rule.says, grade_word(rule.grade));
  }
  text += "\n## The tables\n\nA column marked * needs a value in every row.\n";
  for (const TableSpec& spec : table_specs()) text += table_text(spec);
  return text;
}

}  // namespace handover
