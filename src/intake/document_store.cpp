#include "intake/document_store.h"

#include "base/files.h"
#include "base/plain_text.h"
#include "base/root_folder.h"
#include "intake/formats.h"
#include "intake/read_document.h"
#include "tables/csv.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace handover::intake {
namespace {

constexpr const char* kIndex = "index.csv";

struct IndexColumn {
  std::string_view name;
  std::string StoredDocument::*text;
};
constexpr IndexColumn kColumns[] = {{"source", &StoredDocument::source},
                                    {"document_sha256", &StoredDocument::sha256},
                                    {"text_file", &StoredDocument::text_file},
                                    {"original_file", &StoredDocument::original_file},
                                    {"file_sha256", &StoredDocument::file_sha256},
                                    {"format", &StoredDocument::format},
                                    {"language", &StoredDocument::language},
                                    {"title", &StoredDocument::title},
                                    {"publisher", &StoredDocument::publisher},
                                    {"published_by", &StoredDocument::published_by},
                                    {"cuts", &StoredDocument::cuts}};

void report(ProblemCode code, std::vector<Problem>& problems, int line, std::string field, std::string value,
            std::string what, std::string hint) {
  problems.push_back({.code = code,
                      .file = "documents/index.csv",
                      .line = line,
                      .field = std::move(field),
                      .value = std::move(value),
                      .what = std::move(what),
                      .hint = std::move(hint)});
}

std::optional<StoredDocument> stored_of(const Table& table, const Table::Row& row,
                                        std::vector<Problem>& problems) {
  const auto text = [&](std::string_view name) {
    const auto column = table.find(name);
    return column ? row.text[*column] : std::string();
  };
  StoredDocument stored;
  for (const IndexColumn& column : kColumns) stored.*(column.text) = text(column.name);
  if (!is_name(stored.source)) {
    report(ProblemCode::inconsistent, problems, row.line, "source", stored.source, "is not a name",
           std::string(kNameGrammar));
    return std::nullopt;
  }
  if (!is_path_component(stored.text_file)) {
    report(ProblemCode::wrong_type, problems, row.line, "text_file", stored.text_file,
           "is not a name of a file", "name a file in documents/");
    return std::nullopt;
  }
  const std::string day = text("published");
  stored.published = parse_date(day);
  if (!day.empty() && !stored.published) {
    report(ProblemCode::wrong_type, problems, row.line, "published", day, "is not a valid date",
           "write YYYY-MM-DD");
    return std::nullopt;
  }
  const auto genre = parse_genre(text("genre"));
  if (!genre) {
    report(ProblemCode::unknown_name, problems, row.line, "genre", text("genre"), "is not a genre",
           "write news, statement, narrative or report");
    return std::nullopt;
  }
  stored.genre = *genre;
  return stored;
}

std::string text_of(const std::vector<Cut>& cuts) {
  std::string text;
  for (const Cut& cut : cuts)
    text += fmt::format("{}{}-{} {}", text.empty() ? "" : ";", cut.span.begin, cut.span.end, cut.why);
  return text;
}

// Pieces that are not written as `text_of` writes them are passed over.
std::vector<Cut> cuts_of(std::string_view text, std::size_t size) {
  std::vector<Cut> cuts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string piece(text.substr(at, end - at));
    at = end + 1;
    char* rest = nullptr;
    const std::size_t begin = std::strtoull(piece.c_str(), &rest, 10);
    if (*rest != '-') continue;
    const std::size_t behind = std::strtoull(rest + 1, &rest, 10);
    if (*rest != ' ' || behind <= begin || behind > size) continue;
    cuts.push_back({{begin, behind}, rest + 1});
  }
  return cuts;
}

std::string extension_of(const std::string& format, const std::string& file) {
  const std::string own = std::filesystem::path(file).extension().string();
  if (own.size() >= 2 && own.size() <= 6 && is_path_component(own)) return own;
  return format == "PDF" ? ".pdf" : ".original";
}

}  // namespace

DocumentStore::DocumentStore(std::filesystem::path mission, std::vector<Problem>& problems)
    : folder_(std::move(mission) / "documents") {
  const RootFolder root(folder_);
  if (!root.has_file(kIndex)) return;
  constexpr std::size_t kLargestIndex = 16U << 20U;
  const Table table = read_table(root.read(kIndex, kLargestIndex), "documents/index.csv", problems);
  for (const Table::Row& row : table.rows) {
    if (auto stored = stored_of(table, row, problems)) documents_.push_back(std::move(*stored));
  }
}

const StoredDocument* DocumentStore::with_text(const std::string& sha256) const {
  const auto found = std::find_if(documents_.begin(), documents_.end(),
                                  [&](const auto& one) { return one.sha256 == sha256; });
  return found == documents_.end() ? nullptr : &*found;
}

const StoredDocument* DocumentStore::of_source(const std::string& source) const {
  const auto found = std::find_if(documents_.begin(), documents_.end(),
                                  [&](const auto& one) { return one.source == source; });
  return found == documents_.end() ? nullptr : &*found;
}

std::optional<Document> DocumentStore::load(const StoredDocument& stored) const {
  const RootFolder root(folder_);
  if (!root.has_file(stored.text_file)) return std::nullopt;
  Document document;
  document.text = root.read(stored.text_file, kLongestText);
  document.sha256 = sha256_of(document.text);
  if (document.sha256 != stored.sha256) return std::nullopt;
  document.file = "documents/" + stored.text_file;
  document.format = stored.format;
  document.title = stored.title;
  document.publisher = stored.publisher;
  document.published = stored.published;
  document.published_by = stored.published_by;
  document.genre = stored.genre;
  document.language = stored.language;
  document.cuts = cuts_of(stored.cuts, document.text.size());
  return document;
}

void DocumentStore::keep(const std::string& source, const Document& document, std::string_view original) {
  std::filesystem::create_directories(folder_);
  StoredDocument stored{.source = source,
                        .text_file = source + ".txt",
                        .sha256 = document.sha256,
                        .file_sha256 = document.file_sha256,
                        .title = document.title,
                        .publisher = document.publisher,
                        .language = document.language,
                        .format = document.format};
  stored.published = document.published;
  stored.published_by = document.published_by;
  stored.genre = document.genre;
  stored.cuts = text_of(document.cuts);
  write_file_atomically(folder_ / stored.text_file, document.text, FileReaders::owner_only);
  if (document.file_sha256 != document.sha256) {
    stored.original_file = source + extension_of(document.format, document.file);
    if (stored.original_file == stored.text_file) stored.original_file = source + ".original";
    write_file_atomically(folder_ / stored.original_file, original, FileReaders::owner_only);
  }
  std::erase_if(documents_, [&](const StoredDocument& one) { return one.source == source; });
  documents_.push_back(std::move(stored));
  write_index();
}

void DocumentStore::write_index() const {
  std::string csv =
      "source,document_sha256,text_file,original_file,file_sha256,format,language,title,publisher,published_"
      "by,cuts,published,genre\n";
  for (const StoredDocument& stored : documents_) {
    for (const IndexColumn& column : kColumns) csv += csv_field(stored.*(column.text)) + ',';
    csv += (stored.published ? to_string(*stored.published) : std::string()) + ',' + name_of(stored.genre) +
           '\n';
  }
  write_file_atomically(folder_ / kIndex, csv);
}

}  // namespace handover::intake
