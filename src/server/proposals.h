// Plans that people at the table write: kept as plan files beside the mission
// (MISSION.proposals/OWNER/ID.toml), so that the command line reads them too and the mission's own files stay
// as they are.
#pragma once

#include "server/role.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace handover::server {

struct Proposal {
  std::string id, owner;  // owner: "table" when it was laid there, else the role that drafts it
  std::filesystem::path file;
};

class Proposals {
 public:
  explicit Proposals(const std::filesystem::path& mission_folder);

  // Those on the table, and the role's own drafts.
  std::vector<Proposal> list(Role role) const;
  std::optional<Proposal> find(Role role, const std::string& id) const;
  // Where a draft, or a plan on the table, of this id is kept.
  std::filesystem::path file_for(Role role, const std::string& id, bool on_table) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace handover::server
