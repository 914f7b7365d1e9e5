// The missions that are served, read again when a file of theirs has changed, and their fitted models.
#pragma once

#include "report/what_if_study.h"
#include "server/role.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace handover::server {

struct MissionPlace {
  std::string id;
  std::filesystem::path folder;
};

class Missions {
 public:
  // A mission folder, or a folder of them. Throws InputError when it is neither.
  explicit Missions(std::filesystem::path folder);

  std::vector<MissionPlace> list() const;
  // Nothing for a name that is none of the list: what comes from an address goes no further.
  std::optional<MissionPlace> find(const std::string& id) const;

  // As the role reads it, at this as-of date (empty: the mission's own). Throws InputError with what is
  // wrong.
  std::shared_ptr<const Mission> load(const MissionPlace& place, Role role, const std::string& as_of = {});

  // The mission's fitted models, when they have been fitted for the files as they are now.
  std::shared_ptr<report::WhatIfStudy> study(const Mission& mission) const;
  void keep(std::shared_ptr<report::WhatIfStudy> study);

 private:
  struct Loaded {
    std::string stamp;
    std::shared_ptr<const Mission> mission;
  };
  std::filesystem::path folder_;
  bool single_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, Loaded> loaded_;                       // by place, overlay and as-of date
  std::vector<std::shared_ptr<report::WhatIfStudy>> studies_;  // the newest at the end
};

// Names, sizes and times of a mission's files: another text when somebody has changed one.
std::string stamp_of(const std::filesystem::path& folder);

}  // namespace handover::server
