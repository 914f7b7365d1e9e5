#include "server/server.h"

#include "base/files.h"
#include "charts/style.h"
#include "mission/secrets.h"
#include "report/problem_document.h"
#include "report/version.h"

#include <algorithm>

#include <fmt/format.h>
#include <zlib.h>

namespace handover::server {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void add_safety(Response& response) {
  response.headers.insert(response.headers.end(), {{"Content-Security-Policy", kPolicy},
                                                   {"X-Content-Type-Options", "nosniff"},
                                                   {"Referrer-Policy", "no-referrer"},
                                                   {"Cross-Origin-Opener-Policy", "same-origin"},
                                                   {"Cross-Origin-Resource-Policy", "same-origin"},
                                                   {"X-Frame-Options", "DENY"},
                                                   {"Cache-Control", "no-store"}});
}

Response refusal(int status, const std::string& why) {
  return {.status = status, .body = report::json_text(Json{{"error", why}}, -1)};
}

bool wants_gzip(const Request& request) {
  return request.header("accept-encoding").find("gzip") != std::string_view::npos;
}

std::string unpacked(const PageFile& file) {
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return {};
  stream.next_in =
      const_cast<Bytef*>(file.gzip);  // NOLINT(cppcoreguidelines-pro-type-const-cast): zlib does not write it
  stream.avail_in = static_cast<uInt>(file.size);
  std::string text;
  unsigned char part[16384];
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = part;
    stream.avail_out = sizeof part;
    state = inflate(&stream, Z_NO_FLUSH);
    text.insert(text.end(), part, part + (sizeof part - stream.avail_out));
  }
  inflateEnd(&stream);
  return text;
}

std::string packed(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 5, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(
      const_cast<char*>(text.data()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int state = deflate(&stream, Z_FINISH);
  out.resize(state == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

// The page's own files hold nothing of any mission: they need no token.
std::optional<Response> page_for(const Request& request, const Target& target) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  const bool is_view = target.path.empty() || target.path.front() == "m";
  const std::string name = is_view ? "index.html" : target.path.size() == 1 ? target.path.front() : "";
  // What the pictures look like: the page's policy lets no style stand inside them.
  if (name == "charts.css")
    return Response{.content_type = "text/css; charset=utf-8", .body = charts::style_sheet()};
  const auto file = page_file(name);
  if (!file) return std::nullopt;
  Response response{.content_type = file->content_type};
  if (wants_gzip(request)) {
    response.body.assign(file->gzip, file->gzip + file->size);
    response.headers.emplace_back("Content-Encoding", "gzip");
  } else {
    response.body = unpacked(*file);
  }
  return response;
}

// Every text of a document; the keys too, for they name things of the mission.
bool hide(Json& value, const SecretSearch& secrets) {
  if (value.is_string()) return secrets.finds(value.get_ref<const std::string&>());
  if (value.is_array()) {
    Json kept = Json::array();
    for (Json& element : value)
      if (!hide(element, secrets)) kept.push_back(std::move(element));
    value = std::move(kept);
  } else if (value.is_object()) {
    Json kept = Json::object();
    for (auto& [key, element] : value.items())
      if (!secrets.finds(key)) kept[key] = hide(element, secrets) ? Json(nullptr) : std::move(element);
    value = std::move(kept);
  }
  return false;
}

}  // namespace

Server::Server(ServerOptions options, std::uint16_t port)
    : options_(std::move(options)), port_(port), missions_(options_.folder) {}

Response Server::answer(const Request& request) {
  Response response;
  const auto target = parse_target(request.target);
  if (!target) {
    response = refusal(400, "the address names no place here");
  } else {
    const Access access = admit(request, *target, tokens_, port_);
    const bool is_page = target->path.empty() || target->path.front() != "api";
    auto page =
        is_page && access.status != 421 && access.status != 403 ? page_for(request, *target) : std::nullopt;
    if (page) {
      response = std::move(*page);
      if (access.by_address)
        response.headers.emplace_back("Set-Cookie",
                                      set_token_cookie(tokens_.of(access.visitor->own_role), port_));
    } else if (!access.visitor) {
      response = refusal(access.status, access.why);
    } else {
      response = answer_call(request, *target, *access.visitor);
      if (wants_gzip(request) && response.body.size() > 2000) {
        response.body = packed(response.body);
        response.headers.emplace_back("Content-Encoding", "gzip");
      }
    }
  }
  add_safety(response);
  return response;
}

Response Server::answer_call(const Request& request, const Target& target, const Visitor& visitor) {
  const Matched matched = match(request.method, target.path);
  if (matched.route == nullptr) {
    return matched.other_method ? refusal(405, "this address takes another method")
                                : refusal(404, "there is no such address");
  }
  // What a role may not ask looks like what is not there only where its being there would tell something.
  if (!admits(matched.route->who, visitor.role)) return refusal(403, "not for this role");
  Call call{.server = *this,
            .request = request,
            .target = target,
            .visitor = visitor,
            .place = matched.place,
            .body = nullptr};
  try {
    if (request.method != "GET" && request.method != "HEAD" && !request.body.empty()) {
      if (!request.header("content-type").starts_with("application/json"))
        return refusal(415, "send application/json");
      call.body = Json::parse(request.body, nullptr, false);
      if (call.body.is_discarded()) return refusal(400, "the body is no JSON");
    }
    Reply reply = matched.route->answer(call);
    Response response{.status = reply.status};
    if (reply.content_type.empty()) {
      response.body = report::json_text(without_secrets(call, std::move(reply.document)), -1);
    } else {
      response.content_type = reply.content_type;
      response.body = std::move(reply.bytes);
    }
    response.headers = std::move(call.headers);
    return response;
  } catch (const Refusal& refused) {
    return refusal(refused.status, refused.what());
  } catch (const InputError& error) {
    return {.status = 422,
            .body = report::json_text(
                without_secrets(
                    call, Json{{"error", error.what()}, {"problems", problems_document(error.problems())}}),
                -1)};
  } catch (const std::exception& error) {
    return refusal(500, std::string("the server failed: ") +
                            (visitor.role == Role::staff ? error.what() : "see its own screen"));
  }
}

// The last gate: no text leaves that holds a name or a red line which the role may not read.
Json Server::without_secrets(const Call& call, Json document) {
  const auto name = call.place.find("mission");
  if (name == call.place.end() || call.visitor.role == Role::staff) return document;
  const auto place = missions_.find(name->second);
  if (!place) return document;
  try {
    // Those of the mission without overlays too: the other side's lines stand in its own overlay only.
    const auto mission = missions_.load(*place, call.visitor.role);
    const SecretSearch secrets(secrets_of(*mission), edition_of(call.visitor.role));
    if (!secrets.empty()) hide(document, secrets);
    return document;
  } catch (const InputError&) {
    // Without the mission nobody knows what is secret: what is wrong with it is the staff's to see.
    return Json{{"error", "the mission cannot be read; its staff sees why"}};
  }
}

report::MayRead reader_of(const Call& call) {
  return [role = call.visitor.role](Audience audience) { return may_read(role, audience); };
}

MissionPlace place_of(Call& call) {
  auto place = call.server.missions().find(call.at("mission"));
  if (!place) throw Refusal(404, "there is no such mission");
  return *place;
}

std::shared_ptr<const Mission> mission_of(Call& call, const std::string& as_of) {
  return call.server.missions().load(place_of(call), call.visitor.role, as_of);
}

const Json& object_in(const Call& call, const char* key) {
  if (!call.body.is_object() || !call.body.contains(key) || !call.body[key].is_object())
    throw Refusal(422, std::string("the body lacks '") + key + "'");
  return call.body[key];
}

std::string text_in(const Call& call, const char* key, const std::string& otherwise) {
  if (!call.body.is_object() || !call.body.contains(key)) return otherwise;
  if (!call.body[key].is_string()) throw Refusal(422, std::string("'") + key + "' is no text");
  return call.body[key].get<std::string>();
}

Reply document(Json json) {
  return {.document = std::move(json)};
}

Json problems_document(const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& one : problems) {
    list.push_back(report::problem_document(one));
    list.back()["words"] = to_string(one);
  }
  return list;
}

}  // namespace handover::server
