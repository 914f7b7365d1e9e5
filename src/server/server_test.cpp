#include "server/server.h"

#include "base/files.h"
#include "mission/skeleton.h"
#include "mission/test_folder.h"
#include "server/jobs.h"
#include "server/versions.h"

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

namespace handover::server {

namespace {

constexpr std::uint16_t kPort = 8123;

class Client {
 public:
  explicit Client(const std::filesystem::path& folder)
      : server_({.folder = folder, .seed = 1, .threads = 1, .draws = 50}, kPort) {}
  Response ask(const std::string& method, const std::string& target, Role role, const Json& body = nullptr) {
    Request made{
        .method = method, .target = target, .body = body.is_null() ? "" : body.dump(), .headers = {}};
    made.headers["host"] = "127.0.0.1:8123";
    made.headers["authorization"] = "Bearer " + server_.tokens().of(role);
    if (!body.is_null()) made.headers["content-type"] = "application/json";
    return server_.answer(made);
  }
  Json json(const std::string& method, const std::string& target, Role role, const Json& body = nullptr) {
    return Json::parse(ask(method, target, role, body).body);
  }
  Server& server() { return server_; }

 private:
  Server server_;
};

std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

}  // namespace

TEST_CASE("every answer carries a strict policy") {
  const Folder folder;
  Client client(folder.mission());
  for (const char* target : {"/", "/api/missions", "/app.js", "/nothing", "/../x"}) {
    const auto response = client.ask("GET", target, Role::staff);
    const std::string policy = header(response, "Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(header(response, "X-Content-Type-Options") == "nosniff");
  }
}

TEST_CASE("what is not there, or not so, is told by a status") {
  const Folder folder;
  Client client(folder.mission());
  CHECK(client.ask("GET", "/api/missions", Role::published).status == 200);
  CHECK(client.ask("GET", "/api/nothing", Role::staff).status == 404);
  CHECK(client.ask("GET", "/api/missions/elsewhere", Role::staff).status == 404);
  CHECK(client.ask("GET", "/api/missions/..%2f..%2fetc/facts", Role::staff).status == 400);
  CHECK(client.ask("DELETE", "/api/missions", Role::staff).status == 405);
  CHECK(client.ask("GET", "/api/missions/example/tables", Role::joint).status == 403);
  CHECK(client.ask("GET", "/api/missions/example/tables/mission.toml", Role::staff).status == 422);
  CHECK(client.ask("GET", "/api/missions/example/changes?since=never", Role::staff).status == 422);
}

TEST_CASE("every address of the table answers every role without failing") {
  const Folder folder;
  Client client(folder.mission());
  for (const Route& route : routes()) {
    std::string path = route.path;
    for (const auto& [name, value] : std::map<std::string, std::string>{{"{mission}", "example"},
                                                                        {"{plan}", "none"},
                                                                        {"{table}", "facts.csv"},
                                                                        {"{job}", "none"},
                                                                        {"{run}", "none"},
                                                                        {"{cell}", "0"},
                                                                        {"{version}", "none"}})
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    for (const Role role : kAllRoles) {
      if (path.ends_with("/assess") || path.ends_with("/search-timelines") || path.ends_with("/versions"))
        continue;
      const auto response =
          client.ask(route.method, path, role, std::string(route.method) == "GET" ? Json() : Json::object());
      CHECK_MESSAGE(response.status < 500,
                    route.method << " " << path << " as " << server::name_of(role) << ": " << response.body);
      CHECK((response.status == 403) == !admits(route.who, role));
    }
  }
}

TEST_CASE("the OpenAPI document holds every address") {
  const auto openapi = openapi_document("1");
  for (const Route& route : routes()) CHECK(openapi["paths"].contains(route.path));
}

TEST_CASE("a table is saved whole, once, and not over somebody else's") {
  const Folder folder;
  Client client(folder.mission());
  const std::string place = "/api/missions/example/tables/facts.csv";
  const std::string before = read_file(folder.mission() / "facts.csv");
  const Json opened = client.json("GET", place, Role::staff);
  Json rows = opened["rows"];
  REQUIRE(rows.size() > 0);
  const std::size_t note = opened["header"].size() - 1;
  SUBCASE("unchanged rows give the same bytes") {
    CHECK(client.ask("PUT", place, Role::staff, {{"version", opened["version"]}, {"rows", rows}}).status ==
          200);
    CHECK(read_file(folder.mission() / "facts.csv") == before);
  }
  SUBCASE("the second of two who opened the same version is refused") {
    rows[0][note] = "by the first, with a comma";
    CHECK(client.ask("PUT", place, Role::staff, {{"version", opened["version"]}, {"rows", rows}}).status ==
          200);
    rows[0][note] = "by the second";
    CHECK(client.ask("PUT", place, Role::staff, {{"version", opened["version"]}, {"rows", rows}}).status ==
          409);
    CHECK(read_file(folder.mission() / "facts.csv").find("\"by the first, with a comma\"") !=
          std::string::npos);
  }
  SUBCASE("a fault is told with its line and column and not saved") {
    std::size_t source = 0;
    while (opened["header"][source] != "source") ++source;
    rows[0][source] = "nobody-knows";
    const auto response =
        client.ask("PUT", place, Role::staff, {{"version", opened["version"]}, {"rows", rows}});
    CHECK(response.status == 422);
    CHECK(Json::parse(response.body)["problems"][0]["field"] == "source");
    CHECK(Json::parse(response.body)["problems"][0]["line"] == 2);
    CHECK(read_file(folder.mission() / "facts.csv") == before);
  }
}

TEST_CASE("versions are kept, compared and put back") {
  const Folder folder;
  Versions versions(folder.mission());
  CHECK(versions.list().empty());
  const std::string first = versions.keep("first");
  const std::string before = read_file(folder.mission() / "facts.csv");
  write_file_atomically(folder.mission() / "facts.csv", before + "\n");
  CHECK(versions.changed_since(first).size() == 1);
  versions.restore(first);
  CHECK(read_file(folder.mission() / "facts.csv") == before);
  CHECK(versions.changed_since(first).empty());
  CHECK(versions.list().size() == 3);  // what was there before going back is kept too
  CHECK_THROWS_AS(versions.changed_since("nonsense"), InputError);
}

TEST_CASE("a proposal on the table is seen by both sides, a draft by its owner alone") {
  const Folder folder;
  Client client(folder.mission());
  const Json plans = client.json("GET", "/api/missions/example/plans", Role::staff);
  REQUIRE(plans["plans"].size() > 0);
  const Json opened = client.json(
      "GET", "/api/missions/example/plans/" + plans["plans"][0]["id"].get<std::string>(), Role::coalition);
  const std::string draft = "/api/missions/example/plans/our-draft",
                    offer = "/api/missions/example/plans/our-offer";
  CHECK(client.ask("PUT", draft, Role::coalition, {{"plan", opened["plan"]}, {"on_table", false}}).status ==
        200);
  CHECK(client.ask("PUT", offer, Role::coalition, {{"plan", opened["plan"]}, {"on_table", true}}).status ==
        200);
  CHECK(client.ask("GET", draft, Role::coalition).status == 200);
  for (const Role other : {Role::host, Role::joint, Role::staff}) {
    CHECK(client.ask("GET", draft, other).status == 404);
    CHECK(client.ask("GET", offer, other).status == 200);
  }
  CHECK(client.ask("GET", offer, Role::published).status == 403);
  CHECK(client.ask("PUT", offer, Role::host, {{"plan", opened["plan"]}, {"on_table", true}}).status == 409);
  CHECK(client.ask("PUT", "/api/missions/example/plans/..%2Fx", Role::host, {{"plan", opened["plan"]}})
            .status == 400);
  CHECK(
      client.ask("PUT", "/api/missions/example/plans/UPPER", Role::host, {{"plan", opened["plan"]}}).status ==
      422);
}

TEST_CASE("a newer question stops the older, and a job is its role's own") {
  Jobs jobs;
  const auto endless = [](const report::Control& control, const Jobs::Tell& tell) {
    tell(Json{{"first", true}});
    while (!control.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    throw Interrupted();
  };
  const JobSpec spec{.kind = "what-if",
                     .mission = "m",
                     .role = Role::host,
                     .lane = Lane::quick,
                     .replaces = "x",
                     .same_as = {}};
  const std::string first = jobs.begin(spec, endless);
  const std::string second = jobs.begin(spec, [](const report::Control&, const Jobs::Tell& tell) {
    tell(Json{{"done", true}});
  });
  for (int i = 0; i < 1000 && jobs.find(second, Role::host)->state != JobState::done; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(jobs.find(second, Role::host)->state == JobState::done);
  CHECK(jobs.find(first, Role::host)->state == JobState::stopped);
  CHECK_FALSE(jobs.find(second, Role::coalition));
  CHECK_FALSE(jobs.stop(second, Role::joint));
  CHECK(jobs.list(Role::staff).empty());
}

}  // namespace handover::server
