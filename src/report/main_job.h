// The main job without its printing: every module in order, each given a plain value where it needs
// another's. Used by every command that needs the whole chain, so that all of them show the same figures.
#pragma once

#include "brief/brief.h"
#include "mission/mission.h"
#include "report/assessment.h"
#include "timeline/timeline.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

struct MainJobOptions {
  std::uint64_t seed = 1;
  int threads = 0;
  bool quick = true;   // the coarse grid of the main job; otherwise the full one
  int draws = kDraws;  // of every module's fitted model
};

struct MainJob {
  Assessed assessed;
  std::vector<brief::NeedsAt> needs;  // today, and after the chosen timeline's last step
  timeline::TimelineReport timeline;
};

// Throws Interrupted when `control` asks it to stop.
MainJob do_main_job(const Mission& mission, const MainJobOptions& options, const Control& control = {});

// What the brief takes; points into `job` and `mission`, which must outlive it.
brief::Inputs brief_inputs(const Mission& mission, const MainJob& job, const MainJobOptions& options);

// What --edition names; throws InputError for another word.
brief::Edition edition_option(const std::string& text);
// Where a paper goes: `out`, or beside the mission folder when that is empty: missions/x gives
// missions/x-public.html, and missions/x-public-ar.docx in another language. Throws InputError when nothing
// can be written there.
std::filesystem::path brief_file(const std::filesystem::path& mission, const std::string& edition,
                                 const std::string& out, const std::string& language = "en",
                                 const std::string& ending = "html");

}  // namespace handover::report
