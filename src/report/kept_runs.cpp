#include "report/kept_runs.h"

#include "report/brief_job.h"
#include "report/command_table.h"
#include "report/options.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace handover::report {
namespace {

namespace fs = std::filesystem;

void add_option(const OptionRecord& option, const Json& value, std::vector<std::string>& words) {
  const auto add = [&](const std::string& text) {
    if (text.empty()) return;
    if (!option.by_place()) words.emplace_back(option.name);
    words.push_back(text);
  };
  if (value.is_null()) return;
  if (option.type == OptionType::flag) {
    if (value.get<bool>()) words.emplace_back(option.name);
  } else if (value.is_array()) {
    for (const Json& item : value) add(item.get<std::string>());
  } else {
    add(value.is_string() ? value.get<std::string>() : value.dump());
  }
}

bool given(const Json& values, const std::string& option) {
  const auto found = values.find(option);
  if (found == values.end() || found->is_null()) return false;
  return found->is_boolean() ? found->get<bool>()
                             : !(found->is_string() && found->get<std::string>().empty());
}

// Neither what is printed or written, nor what means nothing without another option.
bool repeats(const OptionRecord& option, const Json& values) {
  const std::string_view name = option.name;
  if (option.type == OptionType::output || option.type == OptionType::folder) return false;
  if (name == "--json" || name == "--keep" || name == "--no-store") return false;
  const auto is_given = [&](const std::string& other) { return given(values, other); };
  return std::all_of(option.needs.begin(), option.needs.end(), is_given) &&
         std::none_of(option.excludes.begin(), option.excludes.end(), is_given);
}

void collect(const Json& first, const Json& second, const std::string& path, std::size_t most,
             std::vector<std::string>& found) {
  if (first == second || found.size() >= most) return;
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + '/' + key; };
  if (first.is_object() && second.is_object()) {
    for (const auto& [key, value] : first.items())
      collect(value, second.value(key, Json()), below(key), most, found);
    for (const auto& [key, value] : second.items())
      if (!first.contains(key) && found.size() < most) found.push_back(below(key));
  } else if (first.is_array() && second.is_array() && first.size() == second.size()) {
    for (std::size_t i = 0; i < first.size(); ++i)
      collect(first[i], second[i], below(fmt::to_string(i)), most, found);
  } else {
    found.push_back(path);
  }
}

}  // namespace

std::vector<fs::path> stores_of(const std::string& mission) {
  if (!mission.empty()) {
    auto files = store::stores_beside(mission);
    return files.empty() ? std::vector<fs::path>{store::store_path(mission)} : files;
  }
  std::vector<fs::path> files;
  for (const char* folder : {".", "missions"}) {
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing))
      if (entry.path().extension() == ".duckdb") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

StoreChoice store_for(const Mission& mission, const fs::path& folder) {
  if (mission.private_views.empty()) return {store::store_path(folder), false};
  std::string owners;
  for (const PartyId party : mission.private_views)
    owners += (owners.empty() ? "" : "+") + mission.parties[party.index].id;
  return {store::private_store_path(folder, owners), true};
}

KeptRun find_kept_run(const std::string& id, const std::string& mission) {
  std::optional<KeptRun> found;
  for (const fs::path& file : stores_of(mission)) {
    auto run = store::Store::open_to_read(file).find(id);
    if (!run) continue;
    if (found)
      refuse("RUN", id, fmt::format("begins runs in {} and {}", found->store.string(), file.string()),
             "write more of its digits, or name the folder with --mission");
    found = KeptRun{file, std::move(*run)};
  }
  if (found) return std::move(*found);
  refuse("RUN", id, "is not a run that is kept here",
         "`handover runs MISSION` lists them; name the folder with --mission");
}

std::vector<std::string> words_to_repeat(const KeptRun& run) {
  if (!run.record.complete_options)
    refuse("RUN", run.record.id, "was kept by a version that did not remember every option",
           "run it again by hand; `handover show` prints what is known of it");
  Json values = Json::parse(run.record.options_json);
  if (values.contains("MISSION") && !fs::is_directory(values["MISSION"].get<std::string>()))
    values["MISSION"] = mission_beside(run.store).string();
  std::vector<std::string> words = {run.record.command};
  for (const OptionRecord& option : command_record(run.record.command).options)
    if (values.contains(option.name) && repeats(option, values))
      add_option(option, values[option.name], words);
  return words;
}

std::vector<std::string> differences(const Json& first, const Json& second, std::size_t most) {
  std::vector<std::string> found;
  collect(first, second, "", most, found);
  return found;
}

}  // namespace handover::report
