// Searches of timelines that this server has made: their plans can be opened, which a kept run cannot.
#pragma once

#include "mission/mission.h"
#include "timeline/timeline.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace handover::server {

struct Searched {
  std::string mission, inputs_sha256;
  std::vector<PartyId> private_views;
  std::uint64_t seed = 1;
  std::string finished, run;  // run: id in the store; empty when it could not be kept
  timeline::TimelineReport report;
};

class Searches {
 public:
  // The newest of the mission as it is read by those with these private views.
  std::shared_ptr<const Searched> newest(const Mission& mission) const;
  void keep(std::shared_ptr<const Searched> searched);

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const Searched>> kept_;
};

}  // namespace handover::server
