#include "report/mission_findings.h"

#include "base/root_folder.h"
#include "evidence/boundaries.h"
#include "evidence/contradictions.h"
#include "evidence/import_rules.h"
#include "mission/mission_workbook.h"
#include "report/intake_job.h"
#include "report/problem_document.h"
#include "timeline/hindcast.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <functional>

namespace handover::report {
namespace {

using Reader = std::function<void(const std::string& text, std::vector<Problem>& problems)>;

// Files that only one command reads: their faults should not wait for it.
void read_if_there(const RootFolder& folder, const std::string& name, std::vector<Problem>& problems,
                   const Reader& read) {
  if (folder.kind_of(name) == EntryKind::absent) return;
  try {
    read(folder.read(name), problems);
  } catch (const InputError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  }
}

}  // namespace

MissionFindings examine_folder(const std::filesystem::path& place, const LoadOptions& options,
                               const std::filesystem::path& boundaries) {
  MissionFindings findings{.check = examine_mission(place, options)};
  std::vector<Problem>& refused = findings.check.refused;
  if (!refused.empty()) return findings;  // what follows needs a mission
  const std::filesystem::path folder = mission_folder(place);
  LoadOptions quiet = options;
  quiet.tell_doubts = {};
  const Mission mission = load_mission(folder, quiet);
  refused = evidence::counts_not_read(mission.facts);
  const RootFolder root(folder);
  read_if_there(root, "import.toml", refused, [&](const std::string& text, std::vector<Problem>& problems) {
    evidence::parse_import_rules(text, "import.toml", mission, problems);
  });
  read_if_there(root, "outcomes.csv", refused, [](const std::string& text, std::vector<Problem>& problems) {
    timeline::read_questions(text, "outcomes.csv", problems);
  });
  // Rows that name a passage have to follow from it.
  MissionCheck passages = check_passages(folder, mission);
  refused.insert(refused.end(), passages.refused.begin(), passages.refused.end());
  tell_by_cell(folder, refused);
  std::vector<Doubt>& doubtful = findings.check.doubtful;
  doubtful.insert(doubtful.end(), passages.doubtful.begin(), passages.doubtful.end());
  if (!boundaries.empty())
    findings.codes_without_boundary = evidence::codes_without_boundary(boundaries, mission.zones);
  return findings;
}

std::vector<std::string> notes_of(const MissionFindings& findings) {
  std::vector<std::string> notes;
  for (const std::string& code : findings.codes_without_boundary)
    notes.push_back(wording::Catalogue::english()("check.no_boundary", {{"code", code}}));
  return notes;
}

nlohmann::ordered_json findings_document(const MissionFindings& findings, const std::string& mission) {
  constexpr std::size_t kMost = 1000;
  const MissionCheck& found = findings.check;
  nlohmann::ordered_json document = {{"mission", mission},
                                     {"problems", nlohmann::ordered_json::array()},
                                     {"doubtful", nlohmann::ordered_json::array()}};
  for (std::size_t i = 0; i < std::min(found.refused.size(), kMost); ++i)
    document["problems"].push_back(problem_document(found.refused[i]));
  for (std::size_t i = 0; i < std::min(found.doubtful.size(), kMost); ++i) {
    nlohmann::ordered_json doubt = {{"rule", found.doubtful[i].rule}};
    doubt.update(problem_document(found.doubtful[i].place));
    document["doubtful"].push_back(std::move(doubt));
  }
  document["problems_in_all"] = found.refused.size();
  document["doubtful_in_all"] = found.doubtful.size();
  document["notes"] = notes_of(findings);
  return document;
}

}  // namespace handover::report
