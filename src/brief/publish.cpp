#include "brief/publish.h"

#include "mission/assumption_keys.h"

#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace handover::brief {
namespace {

using Json = nlohmann::ordered_json;

class DocumentFilter {
 public:
  DocumentFilter(Edition edition, const std::vector<Secret>& secrets)
      : edition_(edition), secrets_(secrets, edition) {}

  // False: nothing of the value is left.
  bool keep(Json& value, std::vector<std::string>& path) const {
    if (value.is_object()) return keep_members(value, path);
    if (value.is_array()) return keep_elements(value, path);
    if (!may_read(edition_, audience_of_key(path))) return false;
    return !value.is_string() || !secrets_.finds(value.get_ref<const std::string&>());
  }

 private:
  bool keep_members(Json& object, std::vector<std::string>& path) const {
    if (is_closed_assumption(object, path)) return false;
    Json kept = Json::object();
    for (auto& [key, value] : object.items()) {
      path.push_back(key);
      if (!secrets_.finds(key) && keep(value, path)) kept[key] = std::move(value);
      path.pop_back();
    }
    object = std::move(kept);
    return !object.empty();
  }

  bool keep_elements(Json& list, std::vector<std::string>& path) const {
    Json kept = Json::array();
    for (Json& value : list) {
      if (keep(value, path)) kept.push_back(std::move(value));
    }
    const bool was_empty = list.empty();
    list = std::move(kept);
    return !list.empty() || (was_empty && may_read(edition_, audience_of_key(path)));
  }

  bool is_closed_assumption(const Json& row, const std::vector<std::string>& path) const {
    if (path.empty() || path.back() != "assumptions" || !row.contains("key")) return false;
    return !may_read(edition_, audience_of_assumption(row["key"].get<std::string>()));
  }

  Edition edition_;
  SecretSearch secrets_;
};

}  // namespace

std::string document_for(Edition edition, const std::string& json, const std::vector<Secret>& secrets) {
  Json document = Json::parse(json, nullptr, false);
  if (document.is_discarded()) throw std::invalid_argument("no JSON document");
  std::vector<std::string> path;
  if (!DocumentFilter(edition, secrets).keep(document, path)) document = Json::object();
  // A document that says who may read it says so of what is left.
  if (document.contains("audience")) document["audience"] = name_of(edition);
  return document.dump();
}

}  // namespace handover::brief
