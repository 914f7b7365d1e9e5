// The documents of a mission: texts and originals under documents/, and documents/index.csv, which says of
// each text its SHA-256, its source, its day and genre. The texts stay at home when a mission is published;
// the index may go with it.
#pragma once

#include "base/problem.h"
#include "intake/document.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace handover::intake {

struct StoredDocument {
  std::string source, text_file, original_file;  // under documents/
  std::string sha256, file_sha256, title, publisher, language, format;
  std::string published_by;
  std::string cuts;  // "12-40 caption;57-80 menu", in bytes of the text
  std::optional<Date> published;
  Genre genre = Genre::news;
};

class DocumentStore {
 public:
  // Reads documents/index.csv below the mission's folder; empty when there is none. Faulty rows become
  // problems.
  DocumentStore(std::filesystem::path mission, std::vector<Problem>& problems);

  const std::vector<StoredDocument>& all() const { return documents_; }
  const StoredDocument* with_text(const std::string& sha256) const;
  const StoredDocument* of_source(const std::string& source) const;
  // The text with cuts and metadata; nothing when the file is not here or is not the one of the index.
  std::optional<Document> load(const StoredDocument& stored) const;

  // Writes original, text and index; a document of the same source is replaced.
  void keep(const std::string& source, const Document& document, std::string_view original);

 private:
  void write_index() const;

  std::filesystem::path folder_;
  std::vector<StoredDocument> documents_;
};

}  // namespace handover::intake
