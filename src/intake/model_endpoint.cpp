// One question to a language model over HTTP. The only place that opens a connection.
#include "intake/formats.h"
#include "intake/model_reader.h"

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace handover::intake {
namespace {

using nlohmann::json;

constexpr int kMostSeconds = 300;
constexpr std::size_t kLongestAnswer = 4U << 20U;

struct Address {
  std::string host, path;  // "http://127.0.0.1:8080", "/v1"
};

Address split(const std::string& address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string::npos) return {"http://" + address, ""};
  const std::size_t path = address.find('/', scheme + 3);
  if (path == std::string::npos) return {address, ""};
  std::string rest = address.substr(path);
  while (!rest.empty() && rest.back() == '/') rest.pop_back();
  return {address.substr(0, path), rest};
}

[[noreturn]] void refuse(ProblemCode code, const std::string& address, std::string what) {
  throw InputError(Problem{.code = code,
                           .option = "--model",
                           .value = address,
                           .what = std::move(what),
                           .hint = "give the address of a server that answers /v1/chat/completions"});
}

}  // namespace

std::string ask_model(const std::string& address, const std::string& name, const std::string& question) {
  const Address where = split(address);
  httplib::Client client(where.host);
  if (!client.is_valid()) refuse(ProblemCode::wrong_option, address, "is not an address");
  client.set_follow_location(false);  // a redirection could lead off this machine
  client.set_connection_timeout(10);
  client.set_read_timeout(kMostSeconds);
  const json body = {{"model", name},
                     {"temperature", 0},
                     {"messages", json::array({{{"role", "user"}, {"content", question}}})}};
  const std::string path = (where.path.empty() ? std::string("/v1") : where.path) + "/chat/completions";
  const auto answer =
      client.Post(path, body.dump(-1, ' ', false, json::error_handler_t::replace), "application/json");
  if (!answer)
    refuse(ProblemCode::external, address, "does not answer: " + httplib::to_string(answer.error()));
  if (answer->status != 200)
    refuse(ProblemCode::external, address, "answers with status " + std::to_string(answer->status));
  if (answer->body.size() > kLongestAnswer)
    refuse(ProblemCode::external, address, "answers with more than 4 MB");
  const json parsed = json::parse(
      answer->body, [](int depth, auto, auto&) { return depth < 16; }, false);
  if (parsed.is_object() && parsed.contains("choices") && parsed["choices"].is_array() &&
      !parsed["choices"].empty()) {
    const json& choice = parsed["choices"][0];
    if (choice.is_object() && choice.contains("message") && choice["message"].is_object()) {
      const json content = choice["message"].value("content", json());
      if (content.is_string()) return content.get<std::string>();
    }
  }
  refuse(ProblemCode::external, address, "does not answer in the form of chat completions");
}

}  // namespace handover::intake
