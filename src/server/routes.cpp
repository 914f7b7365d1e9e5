#include "server/routes.h"

#include <algorithm>

namespace handover::server {
namespace {

std::vector<std::string_view> pieces_of(std::string_view path) {
  std::vector<std::string_view> pieces;
  std::size_t at = 1;
  while (at < path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    pieces.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return pieces;
}

bool is_name(std::string_view piece) {
  return piece.size() > 2 && piece.front() == '{' && piece.back() == '}';
}

std::optional<std::map<std::string, std::string, std::less<>>> place_of(
    std::string_view pattern, const std::vector<std::string>& path) {
  const auto pieces = pieces_of(pattern);
  if (pieces.size() != path.size()) return std::nullopt;
  std::map<std::string, std::string, std::less<>> place;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (is_name(pieces[i]))
      place.emplace(pieces[i].substr(1, pieces[i].size() - 2), path[i]);
    else if (pieces[i] != path[i])
      return std::nullopt;
  }
  return place;
}

const char* words_of(Who who) {
  switch (who) {
    case Who::anybody:
      return "every role";
    case Who::table:
      return "staff, coalition, host, joint";
    case Who::own_side:
      return "staff, coalition, host";
    case Who::staff:
      break;
  }
  return "staff";
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

Json operation_of(const Route& route) {
  Json operation = {{"summary", route.summary},
                    {"description", std::string("For ") + words_of(route.who) + "."}};
  Json parameters = Json::array();
  for (const std::string_view piece : pieces_of(route.path))
    if (is_name(piece))
      parameters.push_back({{"name", piece.substr(1, piece.size() - 2)},
                            {"in", "path"},
                            {"required", true},
                            {"schema", {{"type", "string"}}}});
  for (const Parameter& one : route.query)
    parameters.push_back({{"name", one.name},
                          {"in", "query"},
                          {"required", one.required},
                          {"description", one.help},
                          {"schema", {{"type", "string"}}}});
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (*route.body != '\0')
    operation["requestBody"] = {{"required", true},
                                {"description", route.body},
                                {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
  operation["responses"] = {{"200", {{"description", "the answer"}}},
                            {"401", {{"description", "no token"}}},
                            {"403", {{"description", "not for this role, or from another page"}}},
                            {"404", {{"description", "no such thing"}}},
                            {"422", {{"description", "bad input: problems, each with its place"}}}};
  return operation;
}

}  // namespace

bool admits(Who who, Role role) {
  switch (who) {
    case Who::anybody:
      return true;
    case Who::table:
      return role != Role::published;
    case Who::own_side:
      return role == Role::staff || role == Role::coalition || role == Role::host;
    case Who::staff:
      break;
  }
  return role == Role::staff;
}

std::span<const Route> routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> made;
    for (auto& part :
         {routes_of_server(), routes_of_missions(), routes_of_evidence(), routes_of_plans(),
          routes_of_tables(), routes_of_documents(), routes_of_work(), routes_of_runs(), routes_of_map()})
      made.insert(made.end(), part.begin(), part.end());
    return made;
  }();
  return all;
}

Matched match(std::string_view method, const std::vector<std::string>& path) {
  Matched matched;
  for (const Route& route : routes()) {
    auto place = place_of(route.path, path);
    if (!place) continue;
    if (route.method != (method == "HEAD" ? std::string_view("GET") : method)) {
      matched.other_method = true;
      continue;
    }
    matched.route = &route;
    matched.place = std::move(*place);
    return matched;
  }
  return matched;
}

Json openapi_document(const std::string& version) {
  Json paths = Json::object();
  for (const Route& route : routes()) paths[route.path][lower(route.method)] = operation_of(route);
  return {{"openapi", "3.0.3"},
          {"info",
           {{"title", "Handover"},
            {"version", version},
            {"description",
             "The addresses that the page of `handover serve` uses. Send the token of a role as "
             "`Authorization: Bearer TOKEN`; what the role may not read is not in the answer."}}},
          {"servers", Json::array({{{"url", "/"}}})},
          {"components", {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
          {"security", Json::array({{{"token", Json::array()}}})},
          {"paths", paths}};
}

}  // namespace handover::server
