#include "report/session_plan.h"

#include "mission/names.h"
#include "mission/plan_from_text.h"
#include "tables/toml.h"
#include "timeline/plan_text.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::report {
namespace {

constexpr int kDeepest = 6;  // plan, phases, phase, gate, conditions, condition

Json json_of(const TomlTable& table);

Json json_of(const TomlValue& item) {
  if (const auto* text = std::get_if<std::string>(&item.value)) return *text;
  if (const auto* yes = std::get_if<bool>(&item.value)) return *yes;
  if (const auto* day = std::get_if<Date>(&item.value)) return to_string(*day);
  if (const auto* table = std::get_if<TomlTable>(&item.value)) return json_of(*table);
  if (const auto* array = std::get_if<TomlArray>(&item.value)) {
    Json list = Json::array();
    for (const TomlValue& element : *array) list.push_back(json_of(element));
    return list;
  }
  const double number = std::get<double>(item.value);
  const bool whole = std::floor(number) == number && std::abs(number) < 9e15;
  return whole ? Json(static_cast<std::int64_t>(number)) : Json(number);
}

Json json_of(const TomlTable& table) {
  Json object = Json::object();
  for (const auto& [key, item] : table) object[key] = json_of(item);
  return object;
}

[[noreturn]] void refuse_document(std::string key, std::string what, std::string hint) {
  throw InputError(Problem{.code = ProblemCode::wrong_type,
                           .file = "plan",
                           .field = std::move(key),
                           .what = std::move(what),
                           .hint = std::move(hint)});
}

std::string toml_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\u{:04x}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string toml_of(const Json& value, const std::string& key, int depth) {
  if (depth > kDeepest) refuse_document(key, "is nested deeper than a plan is", "send a plan");
  if (value.is_string()) return toml_string(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_number()) {
    const double number = value.get<double>();
    if (!std::isfinite(number)) refuse_document(key, "is not a finite number", "send a number");
    const std::string text = fmt::format("{}", number);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  std::string inside;
  if (value.is_array()) {
    for (const Json& element : value)
      inside += (inside.empty() ? "" : ", ") + toml_of(element, key, depth + 1);
    return "[" + inside + "]";
  }
  if (!value.is_object()) refuse_document(key, "is null", "leave the key out");
  for (const auto& [name, element] : value.items())
    inside += (inside.empty() ? "" : ", ") + toml_string(name) + " = " + toml_of(element, name, depth + 1);
  return "{ " + inside + " }";
}

Json posture_document(const Mission& mission, const Posture& posture) {
  Json troops = Json::object(), label = Json::object(), provider = Json::object(), open = Json::array();
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    troops[mission.regions[r].id] = posture.troops[r].value;
    label[mission.regions[r].id] = word_of(posture.label[r]);
  }
  for (std::size_t t = 0; t < mission.tasks.size(); ++t)
    provider[mission.tasks[t].id] = word_of(posture.provider[t]);
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    if (posture.site_open[s]) open.push_back(mission.sites[s].id);
  }
  return {{"troops", troops}, {"label", label}, {"provider", provider}, {"sites_open", open}};
}

}  // namespace

Json plan_as_document(const Mission& mission, const Plan& plan) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(timeline::plan_as_toml(mission, plan), plan.id, problems);
  if (!problems.empty())
    throw std::logic_error("a plan's own text cannot be read: " + to_string(problems.front()));
  Json document = json_of(table);
  if (!document.contains("phase")) document["phase"] = Json::array();
  return document;
}

Plan plan_from_document(const Json& document, const Mission& mission) {
  if (!document.is_object()) refuse_document("", "is not an object", "send the keys of a plan file as JSON");
  std::string text;
  for (const auto& [key, value] : document.items())
    text += toml_string(key) + " = " + toml_of(value, key, 1) + "\n";
  return plan_from_text(text, "plan", mission);
}

Json postures_document(const Mission& mission, const Plan& plan) {
  Json list = Json::array({posture_document(mission, posture_today(mission))});
  for (const Phase& phase : plan.phases) list.push_back(posture_document(mission, phase.after));
  return list;
}

}  // namespace handover::report
