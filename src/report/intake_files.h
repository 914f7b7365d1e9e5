// Inside report/ only: the files of intake/ of a mission, and what a proposal would do to its ledger.
#pragma once

#include "evidence/contradictions.h"
#include "intake/document_store.h"
#include "intake/intake_row.h"
#include "report/intake_job.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace handover::report {

const Source* source_named(const Mission& mission, const std::string& id);

// Throws InputError when a row of the file is faulty.
std::vector<intake::IntakeRow> load_rows(const std::filesystem::path& file);
std::vector<std::filesystem::path> intake_files(const std::filesystem::path& mission);
// Which rows of a file were made wrong on purpose.
std::filesystem::path planted_file(const std::filesystem::path& csv);

// Kept documents of other sources that share most of their text with this one.
std::vector<Alike> copies_of(const std::string& source, const std::string& text,
                             const intake::DocumentStore& store);

// Why accounts contradict one another, in words, each once.
void add_reasons(const evidence::Contradiction& found, std::vector<std::string>& reasons);

// A proposal beside the ledger's facts of one subject and relation: with whom it clashes.
class ConsequenceFinder {
 public:
  explicit ConsequenceFinder(const Mission& mission);
  std::vector<Consequence> of(const intake::IntakeRow& row) const;

 private:
  Consequence under(const std::string& subject, const std::vector<std::size_t>& facts, Fact proposal) const;

  const Mission& mission_;
  evidence::AreaBook areas_;
  std::map<std::string, std::map<std::string, std::vector<std::size_t>>> by_relation_;
};

}  // namespace handover::report
