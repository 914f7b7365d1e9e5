#include "server/searches.h"

namespace handover::server {

constexpr std::size_t kSearchesKept = 16;

std::shared_ptr<const Searched> Searches::newest(const Mission& mission) const {
  const std::lock_guard lock(mutex_);
  for (auto one = kept_.rbegin(); one != kept_.rend(); ++one)
    if ((*one)->mission == mission.id && (*one)->private_views == mission.private_views) return *one;
  return nullptr;
}

void Searches::keep(std::shared_ptr<const Searched> searched) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kSearchesKept) kept_.erase(kept_.begin());
  kept_.push_back(std::move(searched));
}

}  // namespace handover::server
