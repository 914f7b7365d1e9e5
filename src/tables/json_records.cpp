#include "base/problem.h"
#include "tables/csv.h"
#include "tables/records.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace handover {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse_json(ProblemCode code, const std::string& file, std::string what, std::string hint) {
  throw InputError(Problem{.code = code, .file = file, .what = std::move(what), .hint = std::move(hint)});
}

// Deeper than any table; the parser's stack is not tried.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    if (depth > 64) return true;
  }
  return false;
}

bool is_records(const Json& value) {
  return value.is_array() && !value.empty() &&
         std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_object(); });
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "TRUE" : "FALSE";
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Columns in the order in which they first appear; a record without one has an empty cell.
class Records {
 public:
  void add(const Json& record) {
    rows_.emplace_back();
    put("", record, 0);
  }
  void add_feature(const Json& feature) {
    rows_.emplace_back();
    if (const auto own = feature.find("properties"); own != feature.end() && own->is_object())
      put("", *own, 0);
    const auto geometry = feature.find("geometry");
    if (geometry == feature.end() || !geometry->is_object()) return;
    const auto type = geometry->find("type"), point = geometry->find("coordinates");
    if (type == geometry->end() || *type != "Point" || point == geometry->end() || point->size() < 2) return;
    for (const auto& [name, at] : {std::pair{"longitude", 0}, {"latitude", 1}}) {
      if (std::string& cell = cell_at(name); cell.empty()) cell = cell_of(point->at(at));
    }
  }
  std::string csv() const {
    std::string text;
    for (const std::string& name : names_) text += (text.empty() ? "" : ",") + csv_field(name);
    text += '\n';
    for (const auto& row : rows_) {
      for (std::size_t c = 0; c < names_.size(); ++c) {
        if (c > 0) text += ',';
        if (c < row.size()) text += csv_field(row[c]);
      }
      // A line of nothing at all would be passed over, and the lines behind it counted wrongly.
      text += names_.size() == 1 && (row.empty() || row.front().empty()) ? "\"\"\n" : "\n";
    }
    return text;
  }

 private:
  std::string& cell_at(const std::string& name) {
    const auto [at, added] = index_.try_emplace(name, names_.size());
    if (added) names_.push_back(name);
    auto& row = rows_.back();
    if (row.size() <= at->second) row.resize(at->second + 1);
    return row[at->second];
  }
  void put(const std::string& prefix, const Json& record, int depth) {
    for (const auto& [name, value] : record.items()) {
      const std::string full = prefix.empty() ? name : prefix + "." + name;
      if (value.is_object() && depth < 3) {
        put(full, value, depth + 1);
        continue;
      }
      std::string text = cell_of(value);
      std::replace(text.begin(), text.end(), '\n', ' ');
      std::replace(text.begin(), text.end(), '\r', ' ');
      cell_at(full) = std::move(text);
    }
  }

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::vector<std::string>> rows_;
};

// Answers of interfaces come in pages, and say so: "TotalPages", "NextPageUrl", "next", "total_count".
void note_pages(const Json& answer, std::size_t records, std::vector<std::string>& notes) {
  for (const auto& [name, value] : answer.items()) {
    std::string plain;
    for (const char c : name)
      if (c != '_') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const bool next = (plain == "nextpageurl" || plain == "next" || plain == "nextpage") &&
                      ((value.is_string() && !value.get<std::string>().empty()) || value.is_object());
    const bool more = (plain == "totalcount" || plain == "total" || plain == "totalrecords") &&
                      value.is_number() && value.get<double>() > static_cast<double>(records);
    if (next) notes.push_back("is one page of several: a further page is named, whose records are not here");
    if (more)
      notes.push_back(
          fmt::format("holds {} of {} records: the others are on further pages", records, value.dump()));
  }
}

const Json* records_in(const Json& document, std::vector<std::string>& notes) {
  if (is_records(document)) return &document;
  if (!document.is_object()) return nullptr;
  const Json* largest = nullptr;
  for (const auto& [name, value] : document.items()) {
    if (is_records(value) && (largest == nullptr || value.size() > largest->size())) largest = &value;
  }
  if (largest != nullptr) note_pages(document, largest->size(), notes);
  return largest;
}

// One object on each line.
std::string csv_of_lines(std::string_view text, const std::string& file) {
  Records records;
  int line = 0;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    ++line;
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Json record = Json::parse(one.begin(), one.end(), nullptr, false);
    if (!record.is_object())
      throw InputError(Problem{.code = ProblemCode::syntax,
                               .file = file,
                               .line = line,
                               .what = "is not JSON",
                               .hint = "give one list of objects, or one object on each line"});
    records.add(record);
  }
  return records.csv();
}

}  // namespace

std::string csv_of_json(std::string_view text, const std::string& file, std::vector<std::string>& notes) {
  if (too_deep(text))
    refuse_json(ProblemCode::limit, file, "is JSON nested too deep for a table", "give a list of objects");
  const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
  if (document.is_discarded()) return csv_of_lines(text, file);
  const Json* list = records_in(document, notes);
  if (list == nullptr) {
    std::string said;
    for (const char* key : {"error", "message", "detail"}) {
      if (document.is_object() && document.contains(key)) said = ": " + cell_of(document[key]).substr(0, 120);
    }
    refuse_json(ProblemCode::syntax, file, "is JSON that holds no table" + said,
                "give a list of objects, alone or under a name such as \"data\"");
  }
  Records records;
  for (const Json& record : *list) {
    const auto type = record.find("type");
    if (type != record.end() && *type == "Feature")
      records.add_feature(record);
    else
      records.add(record);
  }
  return records.csv();
}

}  // namespace handover
