#include "report/intake_job.h"

#include "base/files.h"
#include "base/plain_text.h"
#include "base/root_folder.h"
#include "intake/read_document.h"
#include "mission/mission_table.h"
#include "mission/mission_workbook.h"
#include "report/intake_files.h"
#include "report/intake_page.h"
#include "report/options.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace intake;

// "Seeds/003 Rudaw.txt" -> "003-rudaw"
std::string source_of_file(const std::string& file) {
  std::string name;
  for (const char c : std::filesystem::path(file).stem().string()) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool plain = (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || low == '_';
    const char next = plain ? low : '-';
    const bool doubled =
        (next == '-' || next == '_') && (name.empty() || name.back() == '-' || name.back() == '_');
    if (!doubled && name.size() < kLongestName) name.push_back(next);
  }
  while (!name.empty() && (name.back() == '-' || name.back() == '_')) name.pop_back();
  if (!is_name(name))
    refuse("FILE", file, "gives no name for its source", "say --source ID, an id of sources.csv");
  return name;
}

Genre genre_of(const std::string& word) {
  const auto genre = parse_genre(word.empty() ? "news" : word);
  if (!genre) refuse("--genre", word, "is not a genre", "say news, statement, narrative or report");
  return *genre;
}

// The day of publication: as told, as the document says, or as sources.csv says.
void settle_day(Document& document, const ReadRequest& request, const Source* source) {
  if (!request.published.empty()) {
    const Date day = day_option(request.published, "--published");
    if (document.published && *document.published != day)
      document.notes.push_back(wording::Catalogue::english()(
          "intake.published_otherwise", {{"day", *document.published}, {"where", document.published_by}}));
    document.published = day;
    document.published_by = "--published";
  } else if (!document.published && source != nullptr) {
    document.published = source->published;
    document.published_by = "sources.csv";
  }
  if (!document.published && document.genre != Genre::narrative)
    throw InputError(
        Problem{.code = ProblemCode::missing,
                .file = document.file,
                .what = "does not say when it was published",
                .hint = "say --published YYYY-MM-DD: 'Tuesday' and 'last October' are told from it"});
}

// Decisions that were made on the same text stay; rows by hand do as well.
std::size_t keep_decisions(ReadDocument& read, const std::vector<IntakeRow>& before) {
  std::size_t kept = 0;
  for (const IntakeRow& old : before) {
    if (!old.is_decided() && old.rule != "hand") continue;
    if (old.document_sha256 != read.document.sha256)
      throw InputError(
          Problem{.code = ProblemCode::inconsistent,
                  .file = read.csv.string(),
                  .line = old.line,
                  .what = "holds decisions on another text",
                  .hint = "enter them (handover read MISSION --enter), then move the file away"});
    const auto same = std::find_if(read.rows.begin(), read.rows.end(), [&](const IntakeRow& row) {
      return row.span == old.span && row.rule == old.rule && row[Field::issue] == old[Field::issue];
    });
    if (same == read.rows.end())
      read.rows.push_back(old);
    else
      *same = old;
    ++kept;
  }
  std::stable_sort(read.rows.begin(), read.rows.end(),
                   [](const IntakeRow& a, const IntakeRow& b) { return a.span.begin < b.span.begin; });
  return kept;
}

class DocumentReader {
 public:
  explicit DocumentReader(const ReadRequest& request)
      : request_(request),
        mission_(load_mission(request.mission)),
        gazetteer_(mission_, aliases_of(request.mission)),
        store_(request.mission, problems_) {
    if (!problems_.empty()) throw InputError(std::move(problems_));
    for (const auto& file : intake_files(request.mission)) record_.add_decisions(load_rows(file));
  }

  ReadDocument read(const std::string& file) {
    if (request_.tell) request_.tell(file);
    const std::string bytes = read_file(file);
    ReadDocument read;
    read.document = intake::read_document(bytes, file);
    read.source = request_.source.empty() ? source_of_file(file) : request_.source;
    if (!is_name(read.source)) refuse("--source", read.source, "is not a name", std::string(kNameGrammar));
    const Source* source = source_named(mission_, read.source);
    read.source_is_known = source != nullptr;
    read.document.genre = genre_of(request_.genre);
    if (!request_.publisher.empty()) read.document.publisher = request_.publisher;
    settle_day(read.document, request_, source);
    read.csv = request_.mission / "intake" / (read.source + ".csv");
    read.page = request_.mission / "intake" / (read.source + ".html");
    read.copies = copies_of(read.source, read.document.text, store_);
    propose_rows(read);
    if (!request_.dry_run) write(read, bytes);
    return read;
  }

 private:
  void propose_rows(ReadDocument& read) {
    {
      const Reading reading = read_words(read.document, gazetteer_);
      read.rows = propose(read.document, reading, mission_, record_, read.source);
    }
    if (!request_.model.empty()) ask_a_model(read);
    if (RootFolder(request_.mission / "intake").has_file(read.source + ".csv"))
      read.kept_decisions = keep_decisions(read, load_rows(read.csv));
    if (request_.plant > 0.0) plant(read);
    const ConsequenceFinder consequences(mission_);
    for (const IntakeRow& row : read.rows) read.consequences.push_back(consequences.of(row));
  }

  void plant(ReadDocument& read) {
    if (RootFolder(request_.mission / "intake").has_file(planted_file(read.csv).filename().string()) ||
        std::filesystem::exists(planted_file(read.csv)))
      throw InputError(Problem{.code = ProblemCode::inconsistent,
                               .file = read.csv.string(),
                               .what = "holds planted errors already",
                               .hint = "decide them first, then handover read MISSION --enter"});
    const auto planted = plant_errors(read.rows, request_.plant, request_.seed);
    read.planted = planted.size();
    if (!request_.dry_run && !planted.empty()) {
      std::filesystem::create_directories(read.csv.parent_path());
      write_file_atomically(planted_file(read.csv), planted_csv(planted, read.rows), FileReaders::owner_only);
    }
  }

  void ask_a_model(ReadDocument& read) {
    const Checker checker(read.document, gazetteer_);
    for (const Span& piece : pieces_for_model(read.document.text)) {
      const std::string question = question_for_model(
          std::string_view(read.document.text).substr(piece.begin, piece.end - piece.begin));
      const std::string answer = ask_model(request_.model, request_.model_name, question);
      take_model_answer(answer, piece, read.document, checker, record_, request_.model_name, read.source,
                        read.model);
    }
    for (IntakeRow& row : read.model.rows) read.rows.push_back(row);
    std::stable_sort(read.rows.begin(), read.rows.end(),
                     [](const IntakeRow& a, const IntakeRow& b) { return a.span.begin < b.span.begin; });
  }

  void write(const ReadDocument& read, const std::string& bytes) {
    std::filesystem::create_directories(read.csv.parent_path());
    store_.keep(read.source, read.document, bytes);
    write_file_atomically(read.csv, intake_csv(read.rows));
    write_file_atomically(read.page, intake_page(read, mission_));
  }

  const ReadRequest& request_;
  std::vector<Problem> problems_;
  Mission mission_;
  Gazetteer gazetteer_;
  DocumentStore store_;
  RuleRecord record_;
};

std::string text_or_empty(const std::filesystem::path& mission, const char* file) {
  const RootFolder root(mission);
  return root.has_file(file) ? root.read(file) : std::string();
}

// The checkers of the documents that rows name, each made once.
class Checkers {
 public:
  Checkers(const std::filesystem::path& folder, const Mission& mission)
      : gazetteer_(mission, aliases_of(folder)), store_(folder, problems_) {
    if (!problems_.empty()) throw InputError(std::move(problems_));
  }
  const DocumentStore& store() const { return store_; }
  const Checker* of(const std::string& sha256) {
    auto& one = made_[sha256];
    if (one.tried) return one.checker.get();
    one.tried = true;
    const StoredDocument* stored = store_.with_text(sha256);
    if (stored == nullptr) return nullptr;
    auto document = store_.load(*stored);
    if (!document) return nullptr;
    one.document = std::make_unique<Document>(std::move(*document));
    one.checker = std::make_unique<Checker>(*one.document, gazetteer_);
    return one.checker.get();
  }

 private:
  struct Made {
    bool tried = false;
    std::unique_ptr<Document> document;
    std::unique_ptr<Checker> checker;
  };
  std::vector<Problem> problems_;
  Gazetteer gazetteer_;
  DocumentStore store_;
  std::map<std::string, Made> made_;
};

Problem problem_of(const Finding& finding, const std::string& file, int line) {
  return {.code = ProblemCode::inconsistent,
          .file = file,
          .line = line,
          .field = finding.field,
          .value = shown(finding.value),
          .what = finding.what,
          .hint = finding.hint};
}

void check_taken(const std::vector<IntakeRow>& rows, const std::string& file, const Mission& mission,
                 Checkers& checkers, EnterReport& report) {
  std::vector<Problem> problems;
  for (const IntakeRow& row : rows) {
    if (!row.is_taken()) continue;
    if (source_named(mission, row[Field::source]) == nullptr)
      problems.push_back({.code = ProblemCode::unknown_reference,
                          .file = file,
                          .line = row.line,
                          .field = "source",
                          .value = row[Field::source],
                          .what = "is not in sources.csv",
                          .hint = "add the source there, with its NATO grade, before rows of it enter"});
    const Checker* checker = checkers.of(row.document_sha256);
    if (checker == nullptr) {
      problems.push_back({.code = ProblemCode::unknown_name,
                          .file = file,
                          .line = row.line,
                          .field = "document_sha256",
                          .value = row.document_sha256,
                          .what = "is not a document of this mission",
                          .hint = "read the document again"});
      continue;
    }
    for (const Finding& finding : checker->check(row)) {
      if (finding.weight == Weight::refused)
        problems.push_back(problem_of(finding, file, row.line));
      else
        report.notes.push_back(to_string(problem_of(finding, file, row.line)));
    }
  }
  if (!problems.empty()) throw InputError(std::move(problems));
}

void count_decisions(const std::vector<IntakeRow>& rows, SettledFile& settled) {
  for (const IntakeRow& row : rows) ++(row.is_decided() ? settled.decided : settled.undecided);
}

}  // namespace

std::vector<ReadDocument> read_documents(const ReadRequest& request) {
  if (request.files.size() > 1 && !request.source.empty())
    refuse("--source", request.source, "names one source for several files",
           "read them one by one, or name each file as its source");
  if (!request.model.empty() && !request.outside && !is_loopback(request.model))
    refuse("--model", request.model, "is not on this machine",
           "documents leave this machine only with --outside");
  DocumentReader reader(request);
  std::vector<ReadDocument> documents;
  for (const std::string& file : request.files) documents.push_back(reader.read(file));
  return documents;
}

EnterReport enter_decided(const std::filesystem::path& folder) {
  for (const char* const table : {"facts.csv", "positions.csv"}) refuse_other_kept_name(folder, table);
  const Mission mission = load_mission(folder);
  Checkers checkers(folder, mission);
  EnterReport report;
  LedgerTexts ledger{text_or_empty(folder, "facts.csv"), text_or_empty(folder, "positions.csv")};
  struct Rewrite {
    std::filesystem::path file;
    std::vector<IntakeRow> rows;
  };
  std::vector<Rewrite> rewrites;
  for (const auto& file : intake_files(folder)) {
    auto rows = load_rows(file);
    SettledFile settled{.file = file.filename().string()};
    count_decisions(rows, settled);
    const auto planted = planted_file(file);
    if (std::filesystem::exists(planted)) {
      std::vector<Problem> problems;
      settled.planted = settle_planted(rows, read_file(planted), planted.string(), problems);
      if (!problems.empty()) throw InputError(std::move(problems));
      rewrites.push_back({file, rows});
    }
    check_taken(rows, "intake/" + settled.file, mission, checkers, report);
    ledger = with_entries(ledger, rows, "intake/" + settled.file, report.entered);
    report.files.push_back(std::move(settled));
  }
  if (report.entered.facts > 0) write_file_atomically(folder / "facts.csv", ledger.facts);
  if (report.entered.positions > 0) write_file_atomically(folder / "positions.csv", ledger.positions);
  for (const Rewrite& rewrite : rewrites) {
    write_file_atomically(rewrite.file, intake_csv(rewrite.rows));
    std::filesystem::remove(planted_file(rewrite.file));
  }
  return report;
}

ReaderFiles load_readers(const std::string& first, const std::string& second) {
  ReaderFiles files{load_rows(first), load_rows(second)};
  if (!files.first.empty() && !files.second.empty() &&
      files.first.front().document_sha256 != files.second.front().document_sha256)
    throw InputError(Problem{.code = ProblemCode::inconsistent,
                             .file = second,
                             .what = "is about another document than the first file",
                             .hint = "give two decided files of one document"});
  return files;
}

MissionCheck check_passages(const std::filesystem::path& folder, const Mission& mission) {
  MissionCheck found;
  const PassageRows passages = passages_of(folder, found.refused);
  const bool no_documents = RootFolder(folder).kind_of("documents") != EntryKind::folder;
  if (passages.facts.empty() && passages.positions.empty() && no_documents) return found;
  Checkers checkers(folder, mission);
  std::set<std::string> absent;
  const auto check = [&](const IntakeRow& row, const char* file) {
    const Checker* checker = checkers.of(row.document_sha256);
    if (checker == nullptr) {
      if (absent.insert(row.document_sha256).second)
        found.doubtful.push_back(
            {"document-absent",
             {.code = ProblemCode::unknown_reference,
              .file = file,
              .line = row.line,
              .field = "document",
              .value = row.document_sha256,
              .what = "is not in documents/, so that rows which name it are not checked against it",
              .hint = "texts of a published mission stay at home; else read the document again"}});
      return;
    }
    for (const Finding& finding : checker->check(row)) {
      const Problem problem = problem_of(finding, file, row.line);
      if (finding.weight == Weight::refused)
        found.refused.push_back(problem);
      else
        found.doubtful.push_back({"passage-" + finding.rule, problem});
    }
  };
  for (const IntakeRow& fact : passages.facts) check(fact, "facts.csv");
  for (const IntakeRow& position : passages.positions) check(position, "positions.csv");
  const auto& documents = checkers.store().all();
  std::vector<std::vector<std::uint64_t>> shingles;
  for (const StoredDocument& stored : documents) {
    const auto document = checkers.store().load(stored);
    shingles.push_back(document ? shingles_of(document->text) : std::vector<std::uint64_t>());
  }
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const double contained = likeness(shingles[i], shingles[k]).containment;
      if (contained < kCopy) continue;
      found.doubtful.push_back(
          {"documents-alike",
           {.code = ProblemCode::inconsistent,
            .file = "documents/" + documents[i].text_file,
            .value = documents[k].source,
            .what = fmt::format("shares {:.0f} % of the shorter text with the document of this source",
                                100.0 * contained),
            .hint = "two copies are not two sources: keep the facts of one of them"}});
    }
  }
  return found;
}

std::vector<SentenceBehind> sentences_behind(const std::filesystem::path& place, const Mission& mission) {
  const std::filesystem::path folder = mission_folder(place);
  std::vector<SentenceBehind> sentences(mission.facts.size());
  std::vector<Problem> told_by_check;
  const PassageRows passages = passages_of(folder, told_by_check);
  if (passages.facts.empty()) return sentences;
  Checkers checkers(folder, mission);
  std::map<int, std::size_t> fact_at;
  for (std::size_t i = 0; i < mission.facts.size(); ++i) fact_at[mission.facts[i].line] = i;
  for (const IntakeRow& row : passages.facts) {
    const auto fact = fact_at.find(row.line);
    if (fact == fact_at.end()) continue;
    const Checker* checker = checkers.of(row.document_sha256);
    sentences[fact->second] = {row.document_sha256, row.span.begin, row.span.end, row.quote,
                               checker == nullptr ? row.quote : checker->sentence_around(row.span)};
  }
  return sentences;
}

}  // namespace handover::report
