// The questions of a hindcast and the naive answers to them.
#include "base/files.h"
#include "mission/names.h"
#include "tables/csv.h"
#include "timeline/hindcast.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

constexpr double kMostPhases = 1000.0;  // far above any plan's

// Reads the fields of one row; complaints carry file, line and column.
class QuestionReader {
 public:
  QuestionReader(const Table& table, const Table::Row& row, std::vector<Problem>& problems)
      : table_(table), row_(row), problems_(problems) {}

  std::string text(const char* name) const {
    const auto column = table_.find(name);
    return column ? row_.text[*column] : "";
  }
  void complain(ProblemCode code, const char* name, std::string what, std::string hint) {
    const auto column = table_.find(name);
    problems_.push_back({.code = code,
                         .file = table_.file,
                         .line = row_.line,
                         .column = column ? row_.column[*column] : 0,
                         .field = name,
                         .value = text(name),
                         .what = std::move(what),
                         .hint = std::move(hint)});
  }
  std::optional<Date> date(const char* name, bool needed) {
    const auto value = parse_date(text(name));
    if (!value && (needed || !text(name).empty()))
      complain(ProblemCode::wrong_type, name, "is not a valid date",
               "write YYYY-MM-DD, for example 2009-08-01");
    return value;
  }
  double number(const char* name, bool needed) {
    const std::string written = text(name);
    double value = 0.0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    const bool fine = error == std::errc() && end == written.data() + written.size() && std::isfinite(value);
    if (!fine && (needed || !written.empty()))
      complain(ProblemCode::wrong_type, name, "is not a number", "write digits, for example 1032");
    return fine ? value : 0.0;
  }

 private:
  const Table& table_;
  const Table::Row& row_;
  std::vector<Problem>& problems_;
};

Question read_question(QuestionReader& reader, int line) {
  Question question{.id = reader.text("id"),
                    .case_id = reader.text("case"),
                    .text = reader.text("question"),
                    .source = reader.text("source")};
  question.line = line;
  question.as_of = reader.date("as_of", true).value_or(Date{});
  question.by = reader.date("by", true).value_or(Date{});
  question.from = reader.date("from", false);
  const std::string kind = reader.text("kind");
  question.count = kind == "count";
  if (kind != "count" && kind != "binary")
    reader.complain(ProblemCode::unknown_name, "kind", "is not known here", "write binary or count");
  if (!reader.text("metric").empty()) {
    question.metric = parse_word<Metric>(reader.text("metric"));
    if (!question.metric)
      reader.complain(ProblemCode::unknown_name, "metric", "is not known here",
                      "write " + listed(handover::words_of<Metric>()));
  }
  if (!reader.text("phase").empty()) {
    const double phase = reader.number("phase", true);
    if (phase < 1.0 || phase > kMostPhases || phase != std::floor(phase))
      reader.complain(ProblemCode::unknown_reference, "phase", "is not a phase of the plan",
                      "write 1 for the first");
    else
      question.phase = static_cast<std::size_t>(phase) - 1;
  }
  if (!question.metric && !question.phase)
    reader.complain(ProblemCode::missing, "metric", "is missing", "name a metric or a phase");
  if (!question.count && !question.phase) {
    const auto compare = parse_word<Compare>(reader.text("compare"));
    if (!compare)
      reader.complain(ProblemCode::unknown_name, "compare", "is not known here", "write at_most or at_least");
    question.compare = compare.value_or(Compare::at_most);
    question.threshold = reader.number("threshold", true);
  }
  question.outcome = reader.number("outcome", true);
  return question;
}

}  // namespace

std::vector<Question> read_questions(const std::string& text, const std::string& file,
                                     std::vector<Problem>& problems) {
  const Table table = read_table(text, file, problems);
  std::vector<Question> questions;
  for (const Table::Row& row : table.rows) {
    QuestionReader reader(table, row, problems);
    questions.push_back(read_question(reader, row.line));
  }
  return questions;
}

namespace {

struct OnSchedule {
  std::vector<std::int32_t> completed;  // [phase] planned day
  std::int32_t mission_ended = 0, presence_ended = 0;
  Posture at;  // on the day asked about
};

OnSchedule on_schedule(const Mission& mission, const Plan& plan, std::int32_t by) {
  const auto never = static_cast<std::int32_t>(mission.horizon_days()) + 1;
  OnSchedule result{.completed = {}, .at = posture_today(mission)};
  std::int32_t before = 0;
  Posture posture = result.at;
  const auto note = [&](std::int32_t day) {
    if (under_coalition_label(posture))
      result.mission_ended = never;
    else if (result.mission_ended == never)
      result.mission_ended = day;
    if (total_troops(posture) > 0)
      result.presence_ended = never;
    else if (result.presence_ended == never)
      result.presence_ended = day;
  };
  note(0);
  for (const Phase& phase : plan.phases) {
    const std::int32_t earliest = std::max(0, days_between(mission.as_of, first_day(phase.earliest)).value);
    before = std::max(before, earliest) + std::max(0, phase.execution.value);
    result.completed.push_back(before);
    posture = phase.after;
    note(before);
    if (before <= by) result.at = posture;
  }
  return result;
}

}  // namespace

std::optional<bool> answer_if_plan_holds(const Mission& mission, const Plan& plan, const Question& question) {
  const std::int32_t by = days_between(mission.as_of, question.by).value;
  const OnSchedule schedule = on_schedule(mission, plan, by);
  if (question.phase)
    return *question.phase < schedule.completed.size() && schedule.completed[*question.phase] <= by;
  double value = 0.0;
  switch (*question.metric) {
    case Metric::expelled:
    case Metric::reversals:
      break;
    case Metric::troops_at_end:
      value = total_troops(schedule.at);
      break;
    case Metric::coalition_label_at_end:
      value = under_coalition_label(schedule.at) ? 1.0 : 0.0;
      break;
    case Metric::mission_ended_by_days:
      value = schedule.mission_ended;
      break;
    case Metric::presence_ended_by_days:
      value = schedule.presence_ended;
      break;
    default:
      return std::nullopt;
  }
  return question.compare == Compare::at_most ? value <= question.threshold : value >= question.threshold;
}

std::string assumptions_sha256(const Mission& mission) {
  std::map<std::string, std::string> lines;
  for (const Assumption& assumption : mission.assumptions) {
    const ThreePoint& range = assumption.range;
    lines[assumption.key] =
        fmt::format("{},{},{},{}", range.low, range.mode, range.high, static_cast<int>(assumption.shape));
  }
  std::string text;
  for (const auto& [key, range] : lines) text += key + ',' + range + '\n';
  return sha256_of(text);
}

}  // namespace handover::timeline
