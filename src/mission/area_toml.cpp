// mission.toml, import.toml and two plans to begin with.
#include "mission/area_making.h"
#include "tables/toml_rows.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace handover {
namespace {

Month leave_by(AreaMaking& making) {
  if (making.answers.given("leave_by")) {
    if (const auto month = parse_month(making.answers.one("leave_by"))) return *month;
    making.answers.complain(ProblemCode::inconsistent, "leave_by", making.answers.one("leave_by"),
                            "is not a month");
  }
  if (making.answers.given("deadline")) {
    if (const auto last = parse_date(parts_of_answer(making.answers.one("deadline")).front()))
      return month_of(*last);
  }
  return plus_months(month_of(making.as_of), std::max(2, static_cast<int>(std::lround(making.host_months))));
}

// A host that has named the last day, or thrown its guests out, waits for no signature.
bool host_has_decided(AreaMaking& making) {
  if (making.answers.given("deadline")) return true;
  const auto talks = making.answers.all("talks");
  if (talks.empty()) return false;
  const auto parts = parts_of_answer(talks.back());
  return parts.size() > 1 && parts[1] == "expelled";
}

std::string plan_text(AreaMaking& making, const std::string& id, const std::string& name, Month last,
                      const AreaRange& stays) {
  const Month first_month = plus_months(month_of(making.as_of), 1);
  const int months = std::max(0, months_between(first_month, last));
  const Month half = plus_months(first_month, months / 2);
  std::string text = fmt::format(
      "# {}. Filled in by the program: default: check me.\nid = \"{}\"\nname = \"{}\"\n{}\nmission_end = "
      "\"{}\"\n"
      "residual = {{ low = {}, high = {} }}\nreserve = {{ low = 0, high = 0 }}\n\n[presence_end]\n{} = "
      "\"{}\"\n",
      name, id, name, host_has_decided(making) ? "unilateral = \"host\"" : "signed = \"agreement\"",
      to_string(last), stays.low, stays.high, making.home, to_string(last));
  const auto phase = [&](const std::string& what, Month month, std::size_t from, std::size_t to,
                         double left) {
    std::vector<std::string> closed;
    for (std::size_t s = from; s < to; ++s) closed.push_back('"' + making.sites[s].id + '"');
    text += fmt::format(
        "\n[[phase]]\nname = \"{}\"\nearliest = \"{}\"\nexecution_days = 30\nclose = [{}]\ntroops = {{ {} "
        "= {} }}\n"
        "[phase.gate]\nowner = \"guests\"\nconditions = [{{ what = \"always\" }}]\n",
        what, to_string(month), fmt::join(closed, ", "), making.home, left);
  };
  if (making.sites.size() > 1 && half < last)
    phase("All but the largest site are closed", half, 1, making.sites.size(),
          std::round(making.sites[0].persons));
  const std::size_t already = making.sites.size() > 1 && half < last ? 1 : making.sites.size();
  phase("The last leave", last, 0, already, stays.high);
  return text;
}

std::string toml_text(const std::string& text) {
  const TomlRow row{.key = "k", .value = text.empty() ? "\"\"" : text};
  std::string line = rows_as_toml({&row, 1});
  line = line.substr(4, line.size() - 5);
  return line.starts_with('"') ? line : '"' + text + '"';
}

void add_import_rules(AreaMaking& making) {
  std::string text = fmt::format(
      "# Which events belong to the stream. default: check me\n[import]\nsource = \"events\"\nfrom = "
      "{}\nto = {}\n"
      "longest_days = 1\n",
      to_string(making.wanted.since), to_string(making.as_of - std::chrono::days{1}));
  const auto patterns =
      making.answers.given("threat") ? making.answers.all("threat") : std::vector<std::string>{"*"};
  const auto forces = making.answers.given("host_forces_in_files")
                          ? making.answers.all("host_forces_in_files")
                          : std::vector<std::string>{"Government of " + making.host + "*"};
  for (const std::string& pattern : patterns) {
    for (const std::string& force : forces)
      text += fmt::format(
          "\n[[stream_rule]]\nactor = {}\nagainst = {}\nstream = \"attacks\"\nothers = \"host_forces\"\n",
          toml_text(pattern), toml_text(force));
    text += fmt::format(
        "\n[[stream_rule]]\nactor = {}\nagainst = \"Civilians*\"\nstream = \"attacks\"\nothers = "
        "\"civilians\"\n",
        toml_text(pattern));
  }
  text += "\n[[stream_rule]]\nactor = \"*\"\nstream = \"\"\n";
  if (making.wanted.has_events) making.result.files["import.toml"] = text;
}

}  // namespace

void add_area_plans(AreaMaking& making) {
  const AreaRange stays = making.answers.given("stays")
                              ? making.answers.range("stays", making.answers.one("stays"))
                              : AreaRange{};
  const Month month = leave_by(making);
  making.result.files["plans/leave-in-time.toml"] =
      plan_text(making, "leave-in-time", "All leave by " + to_string(month), month, stays);
  const Month later = plus_months(month, 12);
  making.result.files["plans/a-year-later.toml"] =
      plan_text(making, "a-year-later", "All leave by " + to_string(later), later, stays);
  making.leave_by = month;
  making.answers.settle();
}

void add_area_toml(AreaMaking& making) {
  std::string text = fmt::format(
      "# Made by `handover new --area`. What is marked \"default: check me\" was filled in and waits for a "
      "person.\n[mission]\n"
      "title = {}\nas_of = {}\nhorizon_months = {}\nhost = {}\ncoalition = {}\ncost_unit = \"million "
      "US "
      "dollars\"\n"
      "leaver = {}\npast_handovers = true  # the record that comes with the program, beside "
      "reference_class.csv\n",
      toml_text(making.title), to_string(making.as_of), making.horizon, toml_text(making.host),
      toml_text(making.answers.one("coalition")), toml_text(making.answers.one("leaver")));
  const int days = 31 * std::max(1, months_between(month_of(making.as_of), making.leave_by) + 1);
  text += fmt::format(
      "\n[[party]]\nid = \"guests\"\nname = {}\nside = \"coalition\"\n[[party.red_line]]  # default: check "
      "me\n"
      "words = \"Those who are there are protected\"\nmetric = \"coalition_deaths\"\ncompare = "
      "\"at_most\"\nthreshold = 2\n"
      "tolerated = 0.2\nsource = \"judgement\"\nillustrative = true\n\n[[party]]\nid = \"host\"\nname = "
      "{}\nside = \"host\"\n"
      "[[party.red_line]]  # default: check me\nwords = \"The guests leave in time\"\nmetric = "
      "\"mission_ended_by_days\"\n"
      "compare = \"at_most\"\nthreshold = {}\ntolerated = 0.2\nsource = \"judgement\"\nillustrative = "
      "true\n",
      toml_text(making.answers.one("coalition")), toml_text("Government of " + making.host), days);
  std::set<std::string> regions;
  for (const AreaPlace& zone : making.wanted.zones) {
    const std::string id = slug(zone.country);
    if (!regions.insert(id).second) continue;
    text += fmt::format("\n[[region]]\nid = \"{}\"\nname = \"{}\"\n{}", id,
                        id == making.home ? making.host : zone.country,
                        id == making.home ? "" : "host_soil = false  # default: check me\n");
  }
  text +=
      "\n[[stream]]\nid = \"attacks\"\nname = \"Attacks with deaths\"\nkind = \"insurgent\"\nactors = "
      "[\"armed-groups\"]\n";
  if (making.wanted.has_events)
    making.result.daily_lines =
        fmt::format("daily_from = {}\ndaily_to = {}\ndaily_source = \"events\"\n",
                    to_string(making.wanted.since), to_string(making.as_of - std::chrono::days{1}));
  text +=
      "\n[rating_scale]\nlevels = [\"cannot\", \"with_support\", \"with_advice\", \"alone\"]\nalone_from = "
      "\"alone\"\n"
      "source = \"usual-values\"\n";
  making.result.files["mission.toml"] = text;
  add_import_rules(making);
}

}  // namespace handover
