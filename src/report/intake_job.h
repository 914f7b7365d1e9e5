// Reading documents, deciding and entering, composed: what `handover read` does, for any caller.
#pragma once

#include "evidence/contradictions.h"
#include "intake/agreement.h"
#include "intake/checker.h"
#include "intake/copies.h"
#include "intake/document_store.h"
#include "intake/ledger_entry.h"
#include "intake/model_reader.h"
#include "intake/planted.h"
#include "mission/mission.h"
#include "report/evidence_job.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::report {

struct ReadRequest {
  std::filesystem::path mission;
  std::vector<std::string> files;
  std::string source, published, genre, publisher;
  bool dry_run = false;
  double plant = 0.0;  // share of proposals to make wrong, 0..1
  std::uint64_t seed = 1;
  std::string model, model_name;  // address; empty: none is asked
  bool outside = false;           // the address may be another machine's
  // Told which file is being read and how far it is; may be left out.
  std::function<void(const std::string&)> tell = {};
};

struct Alike {
  std::string source;  // the other document's
  intake::Likeness likeness;
};

// What taking a proposal would do to the ledger's contradictions, under one subject.
struct Consequence {
  std::string subject;
  std::vector<std::string> facts;    // ids of the facts it would clash with
  std::vector<std::string> reasons;  // why, as the evidence module has it
};

struct ReadDocument {
  std::string source;
  bool source_is_known = false;  // it stands in sources.csv
  intake::Document document;
  std::vector<intake::IntakeRow> rows;
  std::vector<std::vector<Consequence>> consequences;  // by row
  std::vector<Alike> copies;
  intake::ModelRows model;  // counts; its rows are among `rows`
  std::size_t kept_decisions = 0, planted = 0;
  std::filesystem::path csv, page;
};

// Reads, proposes and, unless it is a dry run, writes intake/SOURCE.csv, the page beside it and documents/.
// Throws InputError about a file or an option.
std::vector<ReadDocument> read_documents(const ReadRequest& request);

struct SettledFile {
  std::string file;
  intake::PlantedOutcome planted;
  std::size_t decided = 0, undecided = 0;
};
struct EnterReport {
  std::vector<SettledFile> files;
  intake::Entered entered;
  std::vector<std::string> notes;  // doubtful findings of the checker on rows that entered
};
// Enters the taken rows of every intake/*.csv into the ledger. Throws InputError, with nothing written, when
// a row contradicts its document or lacks a field.
EnterReport enter_decided(const std::filesystem::path& mission);

// Two decided files of one document. Throws InputError when one cannot be read.
struct ReaderFiles {
  std::vector<intake::IntakeRow> first, second;
};
ReaderFiles load_readers(const std::string& first, const std::string& second);

// What the documents say about the ledger's rows that name them.
MissionCheck check_passages(const std::filesystem::path& folder, const Mission& mission);
// By fact: the sentence behind it (without the document its quotation); empty for a row that names no
// passage.
std::vector<SentenceBehind> sentences_behind(const std::filesystem::path& folder, const Mission& mission);

nlohmann::ordered_json reading_document(const std::vector<ReadDocument>& documents);
nlohmann::ordered_json entry_document(const EnterReport& report);
nlohmann::ordered_json agreement_document(const intake::Agreement& agreement);

}  // namespace handover::report
