#include "cli/command_read.h"

#include "cli/bind.h"
#include "cli/commands.h"
#include "report/intake_job.h"
#include "report/workbook_job.h"
#include "terminal/reading.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ReadOptions {
  ReadRequest request;
  std::string mission;
  std::vector<std::string> readers;
  double plant_per_cent = 0.0;
  bool enter = false, json = false;
};

int run_readers(const ReadOptions& options) {
  if (options.readers.size() != 2)
    refuse("--readers", fmt::format("{} files", options.readers.size()), "compares two readers",
           "give two decided files of one document");
  const ReaderFiles files = load_readers(options.readers[0], options.readers[1]);
  const intake::Agreement agreement = intake::compare_readers(files.first, files.second);
  if (options.json)
    print_json(agreement_document(agreement));
  else
    print_text(terminal::agreement_text(agreement));
  return kDone;
}

int run_enter(const ReadOptions& options) {
  const EnterReport report = enter_decided(options.mission);
  if (options.json)
    print_json(entry_document(report));
  else
    print_text(terminal::entry_text(report));
  return kDone;
}

int run_read(const ReadOptions& options) {
  const int wanted =
      (options.request.files.empty() ? 0 : 1) + (options.enter ? 1 : 0) + (options.readers.empty() ? 0 : 1);
  if (wanted != 1)
    refuse("FILE", fmt::format("{} of them", wanted), "is one of three things to do",
           "name documents to read, or say --enter, or --readers FIRST SECOND");
  if (!options.readers.empty()) return run_readers(options);
  refuse_workbook(options.mission, "read");
  if (options.enter) return run_enter(options);
  ReadRequest request = options.request;
  request.mission = options.mission;
  request.plant = options.plant_per_cent / 100.0;
  const auto documents = read_documents(request);
  if (options.json)
    print_json(reading_document(documents));
  else
    print_text(terminal::reading_text(documents, request.dry_run));
  return kDone;
}

}  // namespace

void add_read(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReadOptions>();
  Command command(app, "read");
  command.bind("MISSION", options->mission)
      .bind("FILE", options->request.files)
      .bind("--published", options->request.published)
      .bind("--genre", options->request.genre)
      .bind("--source", options->request.source)
      .bind("--publisher", options->request.publisher)
      .bind("--enter", options->enter)
      .bind("--readers", options->readers)
      .bind("--plant", options->plant_per_cent)
      .bind("--seed", options->request.seed)
      .bind("--model", options->request.model)
      .bind("--model-name", options->request.model_name)
      .bind("--outside", options->request.outside)
      .bind("--dry-run", options->request.dry_run)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return run_read(*options); });
}

}  // namespace handover::cli
