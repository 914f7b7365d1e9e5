#include "server/missions.h"

#include "base/files.h"
#include "base/plain_text.h"
#include "base/root_folder.h"
#include "report/options.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kStudiesKept = 6, kMissionsKept = 32;

bool is_mission(const fs::path& folder) {
  return RootFolder(folder).has_file("mission.toml");
}

std::string name_of_folder(const fs::path& folder) {
  return fs::weakly_canonical(folder).filename().string();
}

std::vector<std::string> overlays_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const Entry& entry : RootFolder(folder).list("overlays"))
    if (entry.kind == EntryKind::folder) names.push_back(entry.name);
  return names;
}

void stamp_folder(const fs::path& folder, const RootFolder& root, const std::string& relative,
                  std::string& stamp) {
  for (const Entry& entry : root.list(relative)) {
    const std::string name = relative.empty() ? entry.name : relative + "/" + entry.name;
    if (entry.kind == EntryKind::folder) {
      stamp_folder(folder, root, name, stamp);
    } else if (entry.kind == EntryKind::file) {
      std::error_code gone;
      const auto size = fs::file_size(folder / name, gone);
      const auto time = fs::last_write_time(folder / name, gone).time_since_epoch().count();
      stamp += fmt::format("{}:{}:{};", name, size, time);
    }
  }
}

}  // namespace

std::string stamp_of(const fs::path& folder) {
  std::string stamp;
  stamp_folder(folder, RootFolder(folder), {}, stamp);
  return stamp;
}

Missions::Missions(fs::path folder) : folder_(std::move(folder)), single_(is_mission(folder_)) {
  if (single_ || !list().empty()) return;
  throw InputError(Problem{.code = ProblemCode::missing_file,
                           .file = folder_.string(),
                           .what = "is neither a mission folder nor a folder of them",
                           .hint = "name a folder with a mission.toml; `handover new NAME` makes one"});
}

std::vector<MissionPlace> Missions::list() const {
  if (single_) return {{name_of_folder(folder_), folder_}};
  std::vector<MissionPlace> places;
  for (const Entry& entry : RootFolder(folder_).list()) {
    if (entry.kind == EntryKind::folder && is_path_component(entry.name) && is_mission(folder_ / entry.name))
      places.push_back({entry.name, folder_ / entry.name});
  }
  return places;
}

std::optional<MissionPlace> Missions::find(const std::string& id) const {
  for (MissionPlace& place : list())
    if (place.id == id) return std::move(place);
  return std::nullopt;
}

std::shared_ptr<const Mission> Missions::load(const MissionPlace& place, Role role,
                                              const std::string& as_of) {
  const auto overlays = overlays_of(role, overlays_in(place.folder));
  const std::string key = fmt::format("{}|{}|{}", place.id, overlays.empty() ? "" : overlays.front(), as_of);
  const std::string stamp = stamp_of(place.folder);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = loaded_.find(key); found != loaded_.end() && found->second.stamp == stamp)
      return found->second.mission;
  }
  report::CommonOptions options;
  options.as_of = as_of;
  options.overlays = overlays;
  auto mission = std::make_shared<const Mission>(load_mission(place.folder, options.load_options()));
  const std::lock_guard lock(mutex_);
  if (loaded_.size() >= kMissionsKept) loaded_.clear();
  loaded_[key] = {stamp, mission};
  return mission;
}

std::shared_ptr<report::WhatIfStudy> Missions::study(const Mission& mission) const {
  const std::lock_guard lock(mutex_);
  for (const auto& study : studies_) {
    const Mission& own = study->mission();
    if (own.id == mission.id && own.inputs_sha256 == mission.inputs_sha256 &&
        own.private_views == mission.private_views)
      return study;
  }
  return nullptr;
}

void Missions::keep(std::shared_ptr<report::WhatIfStudy> study) {
  const std::lock_guard lock(mutex_);
  if (studies_.size() >= kStudiesKept) studies_.erase(studies_.begin());
  studies_.push_back(std::move(study));
}

}  // namespace handover::server
