#include "server/proposals.h"

#include "base/plain_text.h"
#include "base/root_folder.h"

namespace handover::server {
namespace {

namespace fs = std::filesystem;
constexpr const char* kTable = "table";

void add_from(const fs::path& folder, const std::string& owner, std::vector<Proposal>& list) {
  for (const Entry& entry : RootFolder(folder).list(owner)) {
    if (entry.kind != EntryKind::file || !entry.name.ends_with(".toml")) continue;
    const std::string id = entry.name.substr(0, entry.name.size() - 5);
    if (is_name(id)) list.push_back({id, owner, folder / owner / entry.name});
  }
}

}  // namespace

Proposals::Proposals(const fs::path& mission_folder) {
  const fs::path whole = fs::weakly_canonical(mission_folder);
  folder_ = whole.parent_path() / (whole.filename().string() + ".proposals");
}

std::vector<Proposal> Proposals::list(Role role) const {
  std::vector<Proposal> proposals;
  if (role == Role::published) return proposals;
  add_from(folder_, kTable, proposals);
  if (role != Role::joint) add_from(folder_, name_of(role), proposals);
  return proposals;
}

std::optional<Proposal> Proposals::find(Role role, const std::string& id) const {
  // A draft of one's own goes before what lies on the table under the same name.
  std::optional<Proposal> found;
  for (Proposal& one : list(role))
    if (one.id == id) found = std::move(one);
  return found;
}

fs::path Proposals::file_for(Role role, const std::string& id, bool on_table) const {
  return folder_ / (on_table || role == Role::joint ? kTable : name_of(role)) / (id + ".toml");
}

}  // namespace handover::server
