#include "cli/deliver.h"

#include "cli/main.h"
#include "report/kept_runs.h"
#include "report/run_record.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace handover::cli {
namespace {

// Of the one command that this process runs.
struct Repeat {
  bool going_on = false;
  std::optional<Json> document;
};
Repeat& the_repeat() {
  static Repeat repeat;
  return repeat;
}

}  // namespace

bool repeating() {
  return the_repeat().going_on;
}

void refuse_bad_store(const Mission& mission, const std::string& mission_folder) {
  const auto file = store_for(mission, mission_folder).file;
  refuse_unwritable("the run's store", file, "make room for it there, or keep no run");
  store::Store::refuse_unknown_layout(file);
}

std::string keep(const Finished& finished, Json document) {
  without_clock(document);
  if (repeating()) {
    the_repeat().document = std::move(document);
    return {};
  }
  const StoreChoice choice = store_for(finished.mission, finished.folder);
  auto store = store::Store::open(choice.file);
  // The file is still without this run.
  if (choice.is_private)
    std::filesystem::permissions(choice.file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  auto record = record_of(finished.command, finished.mission, finished.common, document,
                          finished.figures ? finished.figures() : std::vector<store::Figure>());
  if (finished.documents) record.documents = finished.documents();
  return store.add(record);
}

void deliver(const Finished& finished, const std::function<Json()>& document,
             const std::function<void()>& print) {
  const bool wanted = finished.common.keep || finished.common.json || repeating();
  Json made = wanted ? document() : Json();
  const std::string id = finished.common.keep || repeating() ? keep(finished, made) : std::string();
  if (repeating()) return;
  if (finished.common.json) {
    // Whole: whoever may not read all of it gets it by `show --edition`.
    if (made.is_object()) made["audience"] = name_of(Audience::own_side);
    if (!id.empty()) made["run"] = id;
    print_json(made);
    return;
  }
  print();
  if (!id.empty()) print_text("Kept as run {}\n", id);
}

Json document_of_repeat(const std::vector<std::string>& words) {
  the_repeat() = {.going_on = true, .document = {}};
  run_words(words);
  the_repeat().going_on = false;
  if (!the_repeat().document) throw std::logic_error("a kept command gave no document when it was repeated");
  return std::move(*the_repeat().document);
}

}  // namespace handover::cli
