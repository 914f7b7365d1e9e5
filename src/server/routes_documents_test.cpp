#include "base/files.h"
#include "mission/test_folder.h"
#include "report/intake_job.h"
#include "server/server.h"

#include <doctest/doctest.h>

namespace handover::server {

namespace {

// A mission in which one document was read, and its server.
class Desk {
 public:
  Desk() : server_({.folder = folder_.mission(), .seed = 1, .threads = 1, .draws = 50}, 8123) {
    folder_.write(
        "news.txt",
        "On January 25, 2024 about 2,500 soldiers crossed the river. The battery fired 30 rockets.");
    report::read_documents({.mission = folder_.mission(),
                            .files = {(folder_.mission() / "news.txt").string()},
                            .published = "2024-01-26"});
  }
  Response ask(const std::string& method, const std::string& rest, const Json& body = nullptr,
               Role role = Role::staff) {
    Request made{.method = method,
                 .target = "/api/missions/example/" + rest,
                 .body = body.is_null() ? "" : body.dump(),
                 .headers = {}};
    made.headers["host"] = "127.0.0.1:8123";
    made.headers["authorization"] = "Bearer " + server_.tokens().of(role);
    if (!body.is_null()) made.headers["content-type"] = "application/json";
    return server_.answer(made);
  }
  Json json(const std::string& method, const std::string& rest, const Json& body = nullptr) {
    return Json::parse(ask(method, rest, body).body);
  }
  std::string file() const { return folder_.text_of("intake/news.csv"); }
  // The first row whose relation is this.
  std::size_t row_of(const std::string& relation) {
    const Json opened = json("GET", "documents/news");
    std::size_t column = 0;
    while (opened["columns"][column] != "relation") ++column;
    for (std::size_t i = 0; i < opened["rows"].size(); ++i) {
      if (opened["rows"][i][column] == relation) return i;
    }
    return opened["rows"].size();
  }
  Json decision(const std::string& relation, const std::string& what) {
    return {{"version", json("GET", "documents/news/version")["version"]},
            {"row", row_of(relation)},
            {"decision", what},
            {"by", "Ada"},
            {"on", "2024-02-01"}};
  }

 private:
  Folder folder_;
  Server server_;
};

}  // namespace

TEST_CASE("documents are listed with how far they are decided, for whoever holds the files") {
  Desk desk;
  const Json list = desk.json("GET", "documents")["documents"];
  REQUIRE(list.size() == 1);
  CHECK(list[0]["source"] == "news");
  CHECK(list[0]["decided"] == 0);
  CHECK(list[0]["text"] == true);
  for (const Role role : {Role::coalition, Role::host, Role::joint, Role::published})
    CHECK(desk.ask("GET", "documents", nullptr, role).status == 403);
}

TEST_CASE("a decision is written at once, with who decided and when, and not over somebody else's") {
  Desk desk;
  const Json decision = desk.decision("count", "accept");
  REQUIRE(desk.ask("POST", "documents/news/decide", decision).status == 200);
  CHECK(desk.file().find("accept,Ada,2024-02-01") != std::string::npos);
  CHECK(desk.ask("POST", "documents/news/decide", decision).status == 409);
  REQUIRE(desk.ask("POST", "documents/news/decide", desk.decision("count", "")).status == 200);
  CHECK(desk.file().find("Ada") == std::string::npos);
}

TEST_CASE("a row that lacks a field or contradicts its document is refused, and nothing is written") {
  Desk desk;
  const std::string before = desk.file();
  CHECK(desk.ask("POST", "documents/news/decide", desk.decision("date", "accept")).status == 422);
  Json wrong = desk.decision("count", "edit");
  wrong["fields"] = {{"value", "9999"}};
  CHECK(desk.ask("POST", "documents/news/decide", wrong).status == 422);
  Json forged = desk.decision("count", "edit");
  forged["fields"] = {{"source", "another"}};
  CHECK(desk.ask("POST", "documents/news/decide", forged).status == 422);
  Json nobody = desk.decision("count", "reject");
  nobody["by"] = "";
  CHECK(desk.ask("POST", "documents/news/decide", nobody).status == 422);
  for (const Json& what : {Json("all"), Json(3), Json(nullptr)}) {
    Json strange = desk.decision("count", "accept");
    strange["decision"] = what;
    CHECK(desk.ask("POST", "documents/news/decide", strange).status == 422);
  }
  Json far = desk.decision("count", "reject");
  far["row"] = 100000;
  CHECK(desk.ask("POST", "documents/news/decide", far).status == 422);
  CHECK(desk.file() == before);
}

TEST_CASE("a row by hand names a passage of the text") {
  Desk desk;
  Json hand = desk.decision("count", "edit");
  hand.erase("row");
  hand["begin"] = 20;
  hand["end"] = 40;
  hand["fields"] = {{"subject", "crossing"}, {"relation", "status"}, {"value", "crossed"}};
  const Json answer = desk.json("POST", "documents/news/decide", hand);
  INFO(answer.dump());
  REQUIRE(answer.contains("cells"));
  CHECK(desk.file().find("crossing,status,crossed") != std::string::npos);
}

TEST_CASE("names that climb and documents that are not there are refused") {
  Desk desk;
  CHECK(desk.ask("GET", "documents/nothing").status >= 400);
  CHECK(desk.ask("GET", "documents/..%2Fnews").status >= 400);
  CHECK(desk.ask("GET", "documents/.news").status >= 400);
}

}  // namespace handover::server
