// Every address of the server as data: one record each. The table answers requests and writes the OpenAPI
// document, so that the two cannot differ.
#pragma once

#include "server/access.h"
#include "server/message.h"
#include "server/role.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::server {

using Json = nlohmann::ordered_json;
class Server;

// What a handler gets.
struct Call {
  Server& server;
  const Request& request;
  const Target& target;
  Visitor visitor;
  std::map<std::string, std::string, std::less<>> place;  // {"mission": "iraq-2024"}
  Json body;                                              // of the request; null without one
  // Extra headers of the answer.
  std::vector<std::pair<std::string, std::string>> headers = {};

  const std::string& at(std::string_view name) const { return place.find(name)->second; }
};

// What a handler throws when it will not answer: a status and one plain sentence.
struct Refusal : std::runtime_error {
  int status;
  Refusal(int code, const std::string& why) : std::runtime_error(why), status(code) {}
};

// The answer: a document, or bytes of another kind.
struct Reply {
  Json document = nullptr;
  std::string bytes = {}, content_type = {};  // when content_type is set
  int status = 200;
};

enum class Who { anybody, table, own_side, staff };  // the widest circle that may ask
bool admits(Who who, Role role);

struct Parameter {
  const char* name;
  const char* help;
  bool required = false;
};

struct Route {
  const char* method;
  const char* path;  // "/api/missions/{mission}/facts"
  const char* summary;
  Who who;
  Reply (*answer)(Call&);
  std::vector<Parameter> query = {};
  const char* body = "";  // what the body holds, in words; empty: none
};

std::span<const Route> routes();
struct Matched {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> place;
  bool other_method = false;  // the place is there, with other methods
};
Matched match(std::string_view method, const std::vector<std::string>& path);

Json openapi_document(const std::string& version);

// The parts of the table, one file each.
std::vector<Route> routes_of_server();
std::vector<Route> routes_of_missions();
std::vector<Route> routes_of_evidence();
std::vector<Route> routes_of_plans();
std::vector<Route> routes_of_tables();
std::vector<Route> routes_of_documents();
std::vector<Route> routes_of_work();
std::vector<Route> routes_of_runs();
std::vector<Route> routes_of_map();

}  // namespace handover::server
