// The papers of a run from what is kept with it: nothing is computed again, so that every paper of a run
// shows the same figures.
#pragma once

#include "brief/view.h"
#include "papers/papers.h"
#include "report/kept_runs.h"
#include "report/main_job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

// What the papers of this run are made of, one document a language. Blocks for every reader are in them, each
// with its audience: they belong where the run is kept.
std::vector<store::Document> views_of(const Mission& mission, const MainJob& job,
                                      const MainJobOptions& options);

// The view that was kept with a run. Throws InputError, which says what is missing: for a run of another
// command than `run`, one kept by a version that kept no views, or not in this language.
brief::View kept_view(const KeptRun& run, const std::string& language);

// The view that papers of an edition are made of, and where it comes from.
struct ViewSource {
  brief::View view;
  std::filesystem::path folder;  // the mission's
  std::string mission, run;      // run: empty for a mission that was assessed now
};
// What a mission gives now, as `run` would keep it. Throws InputError where the edition may not be made of
// it.
ViewSource view_now(const std::string& folder, const LoadOptions& load, const MainJobOptions& options,
                    brief::Edition edition, const std::string& language, const Control& control = {});
ViewSource view_of_kept(const KeptRun& run, brief::Edition edition, const std::string& language);

// Writes the papers of a view, each whole or not at all; those of a side's own edition for their owner alone.
// `file` is the one to write; where a format is several files, each has its part before the ending.
struct WrittenPaper {
  std::filesystem::path file;
  std::size_t bytes = 0;
};
std::vector<WrittenPaper> write_papers(const brief::View& view, brief::Edition edition, papers::Format format,
                                       papers::Sheet sheet, const std::filesystem::path& file);

// Throws InputError for an edition that needs a side's private overlay, of a run that has none: a side's own
// paper without its own red lines would be a guess about itself.
void refuse_without_overlay(const std::vector<Side>& private_views, brief::Edition edition);
void refuse_without_overlay(const Mission& mission, brief::Edition edition);

// What is laid before both sides: draft clauses and a draft agenda, as an edition may hold them.
struct TableTalk {
  brief::View view;  // filtered
};
// Throws InputError for an edition that may not hold the figures; the public one holds neither.
TableTalk table_talk(const brief::View& view, brief::Edition edition);
Json document_of(const TableTalk& talk);
std::string text_of(const TableTalk& talk);

// The folder of the mission that a store lies beside: missions/x for missions/x.duckdb.
std::filesystem::path mission_beside(const std::filesystem::path& store);

}  // namespace handover::report
