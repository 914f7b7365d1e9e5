// What `handover new --area` asks: the questions as data, as a file to be filled in, and the answers read
// from one.
#include "base/problem.h"
#include "mission/area_mission.h"
#include "tables/toml.h"

#include <fmt/format.h>

namespace handover {
namespace {

constexpr AreaQuestion kQuestions[] = {
    {"title", "the mission in one line", "Niger 2024: American forces leave", false, false,
     "made of the host's name"},
    {"as_of", "the day from which it is seen", "2024-04-24", true},
    {"horizon_months", "how many months the simulation looks ahead", "24", false, false, "24"},
    {"host", "the host's name", "Niger", false, false, "the first country of the area"},
    {"coalition", "whose forces are there as guests", "United States forces in Niger", true},
    {"leaver", "their code in the record of past handovers: USA, FRA, GBR, RUS, UN, NATO, EU, AU", "USA",
     true},
    {"sources",
     "what the answers rest on: id | title | publisher | day of publication | address | grade such as B2",
     "pentagon-2024-04 | Pentagon says troops will leave | Reuters | 2024-04-22 | | B2", true, true},
    {"troops", "how many guests are there: low..best..high | source", "900..1000..1100 | pentagon-2024-04",
     true},
    {"sites", "where they are, as publicly named: name | zone | low..best..high persons",
     "Air base 201 | agadez | 500..600..700", true, true},
    {"host_forces", "the host's own forces", "Armed Forces of Niger", false, false,
     "made of the host's name"},
    {"threat_name", "who attacks", "Armed groups", false, false, "Armed groups"},
    {"threat", "names of the attackers in files of events; * stands for any text", "IS*", false, true, "*"},
    {"host_forces_in_files", "the host's forces in files of events", "Government of Niger*", false, true,
     "made of the host's name"},
    {"host_wants", "in how many months from then the host wants the guests gone: low..best..high | source",
     "1..3..6 | pentagon-2024-04", true},
    {"coalition_wants", "the same of the guests' side", "4..8..18 | pentagon-2024-04", true},
    {"stays", "persons who may stay in the end: low..high", "0..0", false, false, "0..0"},
    {"leave_by", "month by which a first plan has all of them out", "2024-12", false, false,
     "the deadline's month, or the host's best month"},
    {"talks",
     "the talks so far: day | state (announced, in_session, suspended, agreed, collapsed, expelled) | cause "
     "| source",
     "2024-04-19 | announced | the guests agree to talk | pentagon-2024-04", false, true, "none"},
    {"meetings", "meetings that are announced: day | name | source",
     "2024-04-25 | Meeting in Niamey | pentagon-2024-04", false, true, "none"},
    {"deadline", "the last day that the host has given its guests: day | name | source",
     "2024-09-15 | Last day of the agreement | pentagon-2024-04", false, false, "none"},
    {"elections", "elections ahead: day | name | source", "2026-12-31 | Election | pentagon-2024-04", false,
     true, "none"},
    {"mandates", "ends of mandates ahead: day | name | source",
     "2024-12-31 | Mandate of the mission | pentagon-2024-04", false, true, "none"},
    {"legal",
     "by what right they are there: name | kind (invitation, agreement, request, mandate) | since | in force "
     "yes or no | source",
     "Status of forces | agreement | 2013-01-28 | no | pentagon-2024-04", false, true, "none"},
    {"successor", "a power that moves in: name | source", "Russian trainers | pentagon-2024-04", false, false,
     "none"},
    {"contractors", "persons under contract beside the troops: low..best..high | source",
     "300..400..500 | pentagon-2024-04", false, false, "none"},
    {"clearances", "overflights that the host has not cleared: refused or asked | source",
     "refused | pentagon-2024-04", false, false, "none"},
};

}  // namespace

std::span<const AreaQuestion> area_questions() {
  return kQuestions;
}

std::string answers_template() {
  std::string text =
      "# Answers for `handover new NAME --area CODES --since DAY --answers THIS_FILE`. Lines left as remarks "
      "are not answered.\n";
  for (const AreaQuestion& question : kQuestions) {
    text += fmt::format("\n# {}{}{}\n", question.help, question.required ? " (needed)" : "",
                        question.initial.empty() ? "" : fmt::format(" (otherwise: {})", question.initial));
    text += question.is_list ? fmt::format("# {} = [\n#   \"{}\",\n# ]\n", question.key, question.example)
                             : fmt::format("# {} = \"{}\"\n", question.key, question.example);
  }
  return text;
}

std::map<std::string, std::vector<std::string>> read_answers(std::string_view toml, const std::string& file) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(toml, file, problems);
  std::map<std::string, std::vector<std::string>> answers;
  const auto text_of = [](const TomlValue& value) -> std::optional<std::string> {
    if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
    if (const auto* day = std::get_if<Date>(&value.value)) return to_string(*day);
    if (const auto* number = std::get_if<double>(&value.value)) return fmt::format("{}", *number);
    return std::nullopt;
  };
  for (const auto& [key, value] : table) {
    const auto complain = [&, k = key, line = value.line] {
      problems.push_back({.code = ProblemCode::wrong_type,
                          .file = file,
                          .line = line,
                          .field = k,
                          .what = "is neither a text nor a list of texts",
                          .hint = "write \"...\" or [\"...\", \"...\"]"});
    };
    if (const auto* list = std::get_if<TomlArray>(&value.value)) {
      for (const TomlValue& item : *list) {
        const auto text = text_of(item);
        if (text)
          answers[key].push_back(*text);
        else
          complain();
      }
    } else if (const auto text = text_of(value)) {
      answers[key] = {*text};
    } else {
      complain();
    }
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  return answers;
}

}  // namespace handover
