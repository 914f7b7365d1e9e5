// The end of a command that computes: keep the run when that was asked for, then print.
#pragma once

#include "cli/commands.h"
#include "report/documents.h"
#include "store/store.h"

#include <functional>
#include <string>
#include <vector>

namespace handover::cli {

// What was computed, on what.
struct Finished {
  const char* command = "";
  const Mission& mission;
  const std::string& folder;  // the mission's, beside which the store lies
  const CommonOptions& common;
  std::function<std::vector<store::Figure>()> figures = {};      // rows for other tools; may be empty
  std::function<std::vector<store::Document>()> documents = {};  // kept beside the result; may be empty
};

// Prints the document with --json, else calls `print`. With --keep the run goes into the mission's store
// first.
void deliver(const Finished& finished, const std::function<Json()>& document,
             const std::function<void()>& print);

// Refuses a store that could not take the run, before any work is done for it.
void refuse_bad_store(const Mission& mission, const std::string& mission_folder);

// Keeps a run, whatever --keep says; the run's id. While a run is being repeated nothing is kept.
std::string keep(const Finished& finished, Json document);

// Repeats the command that these words name, as from the command line, printing and keeping nothing; its
// document without figures of the clock.
Json document_of_repeat(const std::vector<std::string>& words);
// Whether that is going on: no file is to be written then.
bool repeating();

}  // namespace handover::cli
