#include "mission/area_mission.h"

#include "mission/area_making.h"
#include "mission/loading.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover {

std::string number_text(double value) {
  return fmt::format("{}", value);
}

std::string rounded_text(double value) {
  return number_text(std::round(100.0 * value) / 100.0);
}

std::string slug(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
      id += lower;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

namespace {

void read_head(AreaMaking& making) {
  for (const auto& [key, texts] : making.wanted.answers) {
    making.result.answers += static_cast<int>(texts.size());
    const bool known = std::any_of(area_questions().begin(), area_questions().end(),
                                   [&, k = key](const AreaQuestion& question) { return question.key == k; });
    if (!known)
      making.answers.add_problem({.code = ProblemCode::unknown_name,
                                  .file = "answers",
                                  .field = key,
                                  .what = "answers no question",
                                  .hint = "`handover new --questions` lists them"});
  }
  making.host = making.answers.given("host") ? making.answers.one("host") : making.wanted.host_country;
  const std::string day_text = making.answers.day("as_of", making.answers.one("as_of"));
  making.as_of = parse_date(day_text).value_or(Date{});
  making.answers.one("leaver");  // asked here, so that its lack is told with the others
  making.title =
      making.answers.given("title") ? making.answers.one("title") : making.host + ": when the guests leave";
  making.horizon = making.answers.given("horizon_months") ? making.answers.one("horizon_months") : "24";
  if (!making.wanted.zones.empty()) making.home = slug(making.wanted.zones.front().country);
  if (making.as_of != Date{} && making.wanted.since >= making.as_of)
    making.answers.add_problem({.code = ProblemCode::wrong_option,
                                .option = "--since",
                                .value = to_string(making.wanted.since),
                                .what = "does not come before as_of",
                                .hint = "write the first day of the record of incidents"});
}

std::string read_me(const AreaMaking& making) {
  std::string text = fmt::format(
      "# {}\n\nMade by `handover new --area` from {} answers. Rows that were filled in say \"{}\" in their "
      "note: `handover check`\n"
      "counts them until somebody has looked at each and taken the remark out.\n\n| table | rows from "
      "answers | rows filled in |\n"
      "|---|---|---|\n",
      making.title, making.result.answers, kUnconfirmed);
  std::set<std::string> names;
  for (const auto& counts : {making.result.typed, making.result.filled})
    for (const auto& [name, rows] : counts) names.insert(name);
  const auto rows_in = [](const std::map<std::string, int>& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
  };
  int by_hand = 0, by_program = 0;
  for (const std::string& name : names) {
    text += fmt::format("| {} | {} | {} |\n", name, rows_in(making.result.typed, name),
                        rows_in(making.result.filled, name));
    by_hand += rows_in(making.result.typed, name);
    by_program += rows_in(making.result.filled, name);
  }
  return text + fmt::format("| all | {} | {} |\n", by_hand, by_program);
}

}  // namespace

AreaMission area_mission(const AreaWanted& wanted) {
  AreaMaking making(wanted);
  read_head(making);
  add_area_sources(making);
  add_area_places(making);
  add_area_people(making);
  add_area_capability(making);
  add_area_talks(making);
  add_area_assumptions(making);
  making.answers.settle();
  add_area_plans(making);
  add_area_toml(making);
  for (auto& [name, text] : making.rows.as_csv()) making.result.files[name] = text;
  making.result.typed = making.rows.typed_rows();
  making.result.filled = making.rows.filled_rows();
  making.result.files["README.md"] = read_me(making);
  return std::move(making.result);
}

}  // namespace handover
