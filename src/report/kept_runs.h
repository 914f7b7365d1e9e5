// Runs that were kept, found by their id, and repeated from what they remember.
#pragma once

#include "mission/mission.h"
#include "report/documents.h"
#include "store/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

struct KeptRun {
  std::filesystem::path store;
  store::RunRecord record;
};

// The stores that may hold a run: the mission's own, or every one here and in missions/ when none is named.
std::vector<std::filesystem::path> stores_of(const std::string& mission);

// Where a run of this mission is kept: beside its folder, or, computed with private views, in a store of
// their owners alone, which is readable by its owner alone.
struct StoreChoice {
  std::filesystem::path file;
  bool is_private = false;
};
StoreChoice store_for(const Mission& mission, const std::filesystem::path& folder);

// By its id or the first digits of it. Throws InputError when no run or several begin so.
KeptRun find_kept_run(const std::string& id, const std::string& mission);

// The words of the command line that repeat a kept run, the command first; files that it wrote are left out,
// and the mission is looked for beside its store when it does not lie where it did. Throws InputError for a
// run of a version that did not keep every option.
std::vector<std::string> words_to_repeat(const KeptRun& run);

// Where two documents differ: paths such as "needs/persons", at most `most` of them. None: the same bytes.
std::vector<std::string> differences(const Json& first, const Json& second, std::size_t most);

}  // namespace handover::report
