// The brief module. Takes a mission and what the modules found; gives one self-contained HTML page in one of
// four editions: two printed sides and an evidence annex.
#pragma once

#include "brief/edition.h"
#include "brief/view.h"
#include "mission/mission.h"
#include "needs/needs.h"
#include "partner/partner.h"
#include "talks/talks.h"
#include "threat/threat.h"
#include "timeline/timeline.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace handover::brief {

// A posture that the needs module has solved: today's, or that after the timeline's last step.
struct NeedsAt {
  bool after_last_step = false;
  needs::NeedsReport report;
};

// Whatever is not given is called "not assessed" on the page.
struct Inputs {
  const Mission* mission = nullptr;  // needed
  std::uint64_t seed = 1;
  std::string version;
  std::string sample;           // how much was simulated, in words
  std::string language = "en";  // of the answer and the first page's own words
  std::vector<NeedsAt> needs;
  const threat::ThreatReport* threat = nullptr;
  const partner::PartnerReport* partner = nullptr;
  const talks::TalksReport* talks = nullptr;
  const timeline::TimelineReport* timeline = nullptr;
};

// Everything, tagged by what it reveals; no edition is chosen yet.
View view_of(const Inputs& inputs);

// Throws InputError when the mission was loaded with a private view that the edition's readers may not see.
// To be asked before anything is computed.
void refuse_private_views(const Mission& mission, Edition edition);

// Throws InputError when a name that every paper prints (the title, a region's) holds a secret that the
// edition's readers may not see. To be asked before anything is computed.
void refuse_telling_names(const Mission& mission, Edition edition);

// The page. Throws std::logic_error or InputError rather than publish what an edition must not hold.
std::string brief_html(const Inputs& inputs, Edition edition);

// Writes the page, whole or not at all; returns its size in bytes.
std::size_t write_brief(const Inputs& inputs, Edition edition, const std::filesystem::path& file);

}  // namespace handover::brief
