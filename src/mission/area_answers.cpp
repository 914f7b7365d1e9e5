#include "mission/area_answers.h"

#include "tables/values.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// "1..3..6", "0..3" (the middle between them) or "3".
std::optional<AreaRange> range_of(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const auto dots = std::min(text.find("..", from), text.size());
    const auto number = number_of(without_blanks(std::string_view(text).substr(from, dots - from)));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    from = dots + 2;
  }
  if (numbers.empty() || numbers.size() > 3 || !std::is_sorted(numbers.begin(), numbers.end()))
    return std::nullopt;
  if (numbers.size() == 1) return AreaRange{numbers[0], numbers[0], numbers[0]};
  if (numbers.size() == 2) return AreaRange{numbers[0], (numbers[0] + numbers[1]) / 2.0, numbers[1]};
  return AreaRange{numbers[0], numbers[1], numbers[2]};
}

}  // namespace

std::vector<std::string> parts_of_answer(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const auto bar = text.find('|', from);
    parts.emplace_back(
        without_blanks(std::string_view(text).substr(from, bar == std::string::npos ? bar : bar - from)));
    if (bar == std::string::npos) return parts;
    from = bar + 1;
  }
}

void AreaAnswers::complain(ProblemCode code, std::string_view key, const std::string& value,
                           std::string what) {
  const auto question = std::find_if(area_questions().begin(), area_questions().end(),
                                     [&](const AreaQuestion& one) { return one.key == key; });
  problems_.push_back(
      {.code = code,
       .file = "answers",
       .field = std::string(key),
       .value = value,
       .what = std::move(what),
       .hint = fmt::format("write {}, for example \"{}\"", question->help, question->example)});
}

std::vector<std::string> AreaAnswers::all(std::string_view key) {
  const auto given = wanted_.answers.find(std::string(key));
  if (given != wanted_.answers.end() && !given->second.empty()) return given->second;
  const auto question = std::find_if(area_questions().begin(), area_questions().end(),
                                     [&](const AreaQuestion& one) { return one.key == key; });
  if (question->required) complain(ProblemCode::missing, key, "", "is not answered");
  return {};
}

std::string AreaAnswers::one(std::string_view key) {
  const auto answers = all(key);
  return answers.empty() ? std::string{} : answers.front();
}

bool AreaAnswers::given(std::string_view key) const {
  const auto given = wanted_.answers.find(std::string(key));
  return given != wanted_.answers.end() && !given->second.empty();
}

std::vector<std::string> AreaAnswers::split(std::string_view key, const std::string& text, std::size_t least,
                                            std::size_t most) {
  auto parts = parts_of_answer(text);
  if (text.empty()) parts.clear();
  if (!text.empty() && (parts.size() < least || parts.size() > most))
    complain(ProblemCode::inconsistent, key, text, fmt::format("has {} parts", parts.size()));
  parts.resize(most);
  return parts;
}

std::string AreaAnswers::day(std::string_view key, const std::string& text) {
  if (!parse_date(text) && !text.empty()) complain(ProblemCode::wrong_type, key, text, "is not a valid date");
  return text;
}

std::string AreaAnswers::source(std::string_view key, const std::string& id) {
  if (!id.empty() && known_sources_.count(id) == 0)
    complain(ProblemCode::unknown_name, key, id, "is none of the answers to 'sources'");
  return id.empty() ? "judgement" : id;
}

AreaRange AreaAnswers::range(std::string_view key, const std::string& text) {
  if (const auto found = range_of(text)) return *found;
  if (!text.empty()) complain(ProblemCode::wrong_type, key, text, "is not a number or range");
  return {};
}

void AreaAnswers::settle() {
  if (!problems_.empty()) throw InputError(std::move(problems_));
}

}  // namespace handover
