#include "cli/bind.h"

#include "store/store.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <type_traits>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace handover::cli {
namespace {

using report::OptionRecord;
using report::OptionType;

std::vector<std::string> at_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

void set_initial(const OptionRecord& record, std::string& variable) {
  if (!record.initial.empty()) variable = record.initial;
}
void set_initial(const OptionRecord& record, std::vector<std::string>& variable) {
  if (!record.initial.empty()) variable = at_commas(record.initial);
}
// What may be missing is missing at first.
void set_initial(const OptionRecord&, std::optional<double>&) {}
template <class Number>
void set_initial(const OptionRecord& record, Number& variable) {
  if (!record.initial.empty() && !CLI::detail::lexical_cast(record.initial, variable))
    throw std::logic_error(fmt::format("{}: its initial value is of another type", record.name));
}

template <class Value>
Json json_of(const Value& variable) {
  if constexpr (std::is_same_v<Value, std::optional<double>>)
    return variable ? Json(*variable) : Json(nullptr);
  else
    return variable;
}

// CLI11 puts the option's name before what a check says.
std::string as_check(const OptionRecord& record, const std::string& text) {
  if (record.type == OptionType::output) {
    report::refuse_input(record.name, text);
    report::refuse_unwritable(record.name, text);
    return {};
  }
  const auto problem = report::check_value(record, text);
  return problem ? fmt::format("'{}' {}; {}", problem->value, problem->what, problem->hint) : std::string();
}

void add_checks(const OptionRecord& record, CLI::Option* option) {
  if (record.required) option->required();
  option->check([&record](const std::string& text) { return as_check(record, text); }, "");
  if (record.commas) option->delimiter(',');
  if (!record.initial.empty()) option->capture_default_str();
}

}  // namespace

Command::Command(CLI::App& app, const char* name)
    : record_(report::command_record(name)), app_(app.add_subcommand(name, record_.help)) {
  app_->footer(record_.footer);
}

const OptionRecord& Command::take(const char* option, Read read) {
  const OptionRecord& record = report::option_record(record_, option);
  bound_.emplace_back(option, std::move(read));
  return record;
}

template <class Value>
Command& Command::bind(const char* option, Value& variable) {
  const OptionRecord& record = take(option, [&variable] { return json_of(variable); });
  set_initial(record, variable);
  if constexpr (std::is_same_v<Value, bool>)
    app_->add_flag(option, variable, record.help);
  else
    add_checks(record, app_->add_option(option, variable, record.help));
  return *this;
}

template Command& Command::bind(const char*, bool&);
template Command& Command::bind(const char*, std::string&);
template Command& Command::bind(const char*, std::vector<std::string>&);
template Command& Command::bind(const char*, int&);
template Command& Command::bind(const char*, std::uint32_t&);
template Command& Command::bind(const char*, std::uint64_t&);
template Command& Command::bind(const char*, double&);
template Command& Command::bind(const char*, std::optional<double>&);

Command& Command::bind_off(const char* option, bool& variable) {
  const OptionRecord& record = take(option, [&variable] { return Json(!variable); });
  variable = true;
  app_->add_flag(std::string("!") + option, variable, record.help);
  return *this;
}

bool Command::has(const char* option) const {
  return std::any_of(record_.options.begin(), record_.options.end(),
                     [&](const OptionRecord& record) { return std::string_view(record.name) == option; });
}

Command& Command::bind_common(CommonOptions& common) {
  common_ = &common;
  common.tell_doubts = print_doubts;
  if (has("--json")) bind("--json", common.json);
  if (has("--seed")) bind("--seed", common.seed);
  if (has("--threads")) bind("--threads", common.threads);
  if (has("--as-of")) bind("--as-of", common.as_of);
  if (has("--overlay")) bind("--overlay", common.overlays);
  if (has("--keep")) bind("--keep", common.keep);
  return *this;
}

void Command::add_relations() {
  for (const OptionRecord& record : record_.options) {
    CLI::Option* option = nullptr;
    if (!record.needs.empty() || !record.excludes.empty()) option = app_->get_option(record.name);
    for (const std::string& other : record.needs) option->needs(app_->get_option(other));
    for (const std::string& other : record.excludes) option->excludes(app_->get_option(other));
  }
}

void Command::runs(int& exit_code, std::function<int()> body) {
  if (bound_.size() != record_.options.size())
    throw std::logic_error(
        fmt::format("{}: {} options are bound of {}", record_.name, bound_.size(), record_.options.size()));
  add_relations();
  app_->callback([bound = bound_, common = common_, body = std::move(body), &exit_code] {
    Json values = Json::object();
    for (const auto& [name, read] : bound) values[name] = read();
    if (common != nullptr) {
      common->all_json = report::json_text(values, -1);
      common->started = store::now_utc();
    }
    exit_code = body();
  });
}

}  // namespace handover::cli
