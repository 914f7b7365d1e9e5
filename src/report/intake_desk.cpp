#include "report/intake_desk.h"

#include "base/files.h"
#include "base/plain_text.h"
#include "base/root_folder.h"
#include "intake/mission_passages.h"
#include "report/intake_files.h"
#include "report/intake_page.h"
#include "wording/evidence.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace intake;

std::filesystem::path file_of(const std::filesystem::path& mission, const std::string& source) {
  if (!is_name(source) || !RootFolder(mission / "intake").has_file(source + ".csv"))
    throw InputError(Problem{.code = ProblemCode::unknown_name,
                             .file = "intake/",
                             .value = source,
                             .what = "is not a file of proposals here",
                             .hint = "read its document first: handover read"});
  return mission / "intake" / (source + ".csv");
}

std::string version_of(std::string_view text) {
  return sha256_of(text).substr(0, 16);
}

DocumentStore store_of(const std::filesystem::path& mission) {
  std::vector<Problem> problems;
  DocumentStore store(mission, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return store;
}

// The document of a file of proposals as it was read; without its text when that is not here.
ReadDocument reading_of(const std::filesystem::path& mission, const std::string& source,
                        std::vector<IntakeRow> rows, const DocumentStore& store) {
  ReadDocument read;
  read.source = source;
  read.rows = std::move(rows);
  const StoredDocument* stored = store.of_source(source);
  if (stored == nullptr) return read;
  read.document.title = stored->title;
  read.document.published = stored->published;
  read.document.genre = stored->genre;
  if (auto document = store.load(*stored)) read.document = std::move(*document);
  read.csv = mission / "intake" / (source + ".csv");
  return read;
}

// A row as the ledger would hold it; named by its place in the file.
std::vector<Fact> facts_with(const Mission& mission, const std::vector<IntakeRow>& rows,
                             const std::string& subject, const std::string& relation) {
  std::vector<Fact> facts;
  for (const Fact& fact : mission.facts) {
    if (fact.subject == subject && fact.relation == relation) facts.push_back(fact);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].is_taken() || rows[i].table != kFacts) continue;
    Fact fact = fact_of(rows[i], mission);
    if (fact.subject != subject || fact.relation != relation) continue;
    fact.id = fmt::format("row {}", i + 1);
    facts.push_back(std::move(fact));
  }
  return facts;
}

using Clashes = std::vector<std::pair<std::string, Json>>;  // by what tells two of them apart
Clashes clashes_of(const std::vector<Fact>& facts, const evidence::AreaBook& areas) {
  Clashes clashes;
  for (const evidence::Contradiction& found : evidence::find_contradictions(facts, areas)) {
    Json ids = Json::array();
    Json values = Json::array();
    std::vector<std::string> reasons;
    for (const evidence::Account& side : found.sides) {
      for (const std::size_t at : side.facts) {
        ids.push_back(facts[at].id);
        values.push_back(facts[at].value);
      }
    }
    add_reasons(found, reasons);
    clashes.emplace_back(ids.dump(), Json{{"subject", found.subject},
                                          {"relation", found.relation},
                                          {"facts", ids},
                                          {"values", values},
                                          {"reasons", Json(reasons)}});
  }
  return clashes;
}

void only_in_first(const Clashes& first, const Clashes& second, Json& found) {
  for (const auto& clash : first) {
    const bool in_second = std::any_of(second.begin(), second.end(),
                                       [&](const auto& other) { return other.first == clash.first; });
    if (!in_second) found.push_back(clash.second);
  }
}

bool may_be_edited(std::string_view field) {
  return field != "source" && field != "known_from";
}

void take_fields(IntakeRow& row, const Decision& decision) {
  for (const auto& [name, value] : decision.fields) {
    const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
    if (found == kFieldNames.end() || !may_be_edited(name))
      throw InputError(Problem{.code = ProblemCode::unknown_name,
                               .file = "intake/" + row[Field::source] + ".csv",
                               .field = name,
                               .what = "is not a field that can be edited"});
    row.fields[static_cast<std::size_t>(found - kFieldNames.begin())] = value;
  }
}

std::size_t add_by_hand(std::vector<IntakeRow>& rows, const ReadDocument& read, const Decision& decision) {
  const CharacterIndex characters(read.document.text);
  IntakeRow row;
  row.table = kFacts;
  row[Field::source] = read.source;
  if (read.document.published) row[Field::known_from] = to_string(*read.document.published);
  row.span = {decision.begin, std::min(decision.end, characters.characters())};
  const Span bytes = characters.bytes_of(row.span);
  row.quote = read.document.text.substr(bytes.begin, bytes.end - bytes.begin);
  row.document_sha256 = read.document.sha256;
  row.rule = "hand";
  const auto behind = std::find_if(rows.begin(), rows.end(),
                                   [&](const IntakeRow& other) { return other.span.begin > row.span.begin; });
  const auto place = static_cast<std::size_t>(behind - rows.begin());
  rows.insert(behind, std::move(row));
  return place;
}

// What a taken row lacks, and whether one that was edited follows from its document.
void check_taken_row(const IntakeRow& row, const ReadDocument& read,
                     const std::filesystem::path& mission_folder, const Mission& mission,
                     const Decision& decision, Json& notes) {
  const std::string file = "intake/" + read.source + ".csv";
  if (row.table == kHighlight)
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file,
                             .field = "table",
                             .what = "a highlight proposes nothing",
                             .hint = "edit it: fill in what the passage says"});
  if (const auto missing = missing_in(row); !missing.empty())
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file,
                             .field = missing.front(),
                             .what = fmt::format("is empty ({})", fmt::join(missing, ", ")),
                             .hint = "fill it in, or reject the row"});
  // With planted errors in the file nothing is told before all is decided.
  const bool planted = std::filesystem::exists(planted_file(read.csv));
  if (decision.decision != "edit" || planted || read.document.text.empty()) return;
  const Gazetteer gazetteer(mission, aliases_of(mission_folder));
  for (const Finding& finding : Checker(read.document, gazetteer).check(row)) {
    const Problem problem{.code = ProblemCode::inconsistent,
                          .file = file,
                          .field = finding.field,
                          .value = finding.value,
                          .what = finding.what,
                          .hint = finding.hint};
    if (finding.weight == Weight::refused) throw InputError(problem);
    notes.push_back(to_string(problem));
  }
}

}  // namespace

Json documents_document(const std::filesystem::path& mission) {
  Json list = Json::array();
  const DocumentStore store = store_of(mission);
  for (const auto& file : intake_files(mission)) {
    const auto rows = load_rows(file);
    const std::string source = file.stem().string();
    const StoredDocument* stored = store.of_source(source);
    std::size_t decided = 0;
    std::size_t taken = 0;
    std::size_t proposals = 0;
    for (const IntakeRow& row : rows) {
      proposals += row.table != kHighlight || row.is_decided() ? 1U : 0U;
      decided += row.is_decided() ? 1U : 0U;
      taken += row.is_taken() ? 1U : 0U;
    }
    list.push_back(
        {{"source", source},
         {"title", stored == nullptr ? "" : stored->title},
         {"published", stored != nullptr && stored->published ? to_string(*stored->published) : ""},
         {"genre", stored == nullptr ? "" : name_of(stored->genre)},
         {"proposals", proposals},
         {"decided", decided},
         {"taken", taken},
         {"text", stored != nullptr && store.load(*stored).has_value()}});
  }
  return list;
}

std::string intake_version(const std::filesystem::path& mission, const std::string& source) {
  return version_of(read_file(file_of(mission, source)));
}

Json open_intake(const std::filesystem::path& folder, const std::string& source) {
  const auto file = file_of(folder, source);
  const std::string version = version_of(read_file(file));
  const Mission mission = load_mission(folder);
  const DocumentStore store = store_of(folder);
  ReadDocument read = reading_of(folder, source, load_rows(file), store);
  const ConsequenceFinder consequences(mission);
  for (const IntakeRow& row : read.rows) read.consequences.push_back(consequences.of(row));
  Json opened = intake_data(read, mission);
  opened["version"] = version;
  opened["title"] = read.document.title;
  opened["genre"] = name_of(read.document.genre);
  opened["known"] = source_named(mission, source) != nullptr;
  opened["copies"] = Json::array();
  for (const Alike& alike : copies_of(source, read.document.text, store))
    opened["copies"].push_back({{"source", alike.source}, {"containment", alike.likeness.containment}});
  return opened;
}

Decided decide(const std::filesystem::path& folder, const std::string& source, const Decision& decision) {
  const auto file = file_of(folder, source);
  const Mission mission = load_mission(folder);
  const DocumentStore store = store_of(folder);
  ReadDocument read = reading_of(folder, source, load_rows(file), store);
  std::vector<IntakeRow> rows = read.rows;
  Decided decided;
  decided.row = decision.row ? *decision.row : add_by_hand(rows, read, decision);
  if (decided.row >= rows.size())
    throw InputError(Problem{.code = ProblemCode::out_of_range,
                             .file = "intake/" + source + ".csv",
                             .value = std::to_string(decided.row),
                             .what = "is not a row of the file"});
  IntakeRow& row = rows[decided.row];
  const IntakeRow before = row;
  if (decision.decision == "edit" && row.table == kHighlight) row.table = kFacts;
  if (decision.decision == "edit" || decision.decision.empty()) take_fields(row, decision);
  row.decision = decision.decision;
  row.decided_by = decision.decision.empty() ? "" : decision.by;
  row.decided_on = decision.decision.empty() ? "" : decision.on;
  if (row.is_taken()) check_taken_row(row, read, folder, mission, decision, decided.notes);
  const evidence::AreaBook areas = evidence::area_book(mission);
  std::set<std::pair<std::string, std::string>> touched;
  for (const IntakeRow* one : {&before, static_cast<const IntakeRow*>(&row)})
    touched.emplace((*one)[Field::subject], (*one)[Field::relation]);
  for (const auto& [subject, relation] : touched) {
    const auto was = clashes_of(facts_with(mission, read.rows, subject, relation), areas);
    const auto now = clashes_of(facts_with(mission, rows, subject, relation), areas);
    only_in_first(now, was, decided.opened);
    only_in_first(was, now, decided.closed);
  }
  const std::string text = intake_csv(rows);
  std::vector<Problem> problems;
  parse_intake_csv(text, "intake/" + source + ".csv", problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  write_file_atomically(file, text);
  decided.version = version_of(text);
  const std::vector<IntakeRow> one = {row};
  ReadDocument shown = read;
  shown.rows = one;
  shown.consequences = {ConsequenceFinder(mission).of(row)};
  const Json data = intake_data(shown, mission);
  decided.cells = data["rows"][0];
  decided.consequences = data["consequences"][0];
  return decided;
}

}  // namespace handover::report
