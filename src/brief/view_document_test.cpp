// A view that was kept is the view that was made.
#include "brief/view_document.h"

#include "brief/made_up_view.h"
#include "brief/page.h"

#include <stdexcept>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::brief;

TEST_CASE("a kept view gives the same page in every edition") {
  View view = made_up::view();
  view.short_answer = Line{.text = "Short.", .audience = Audience::published};
  view.short_lines = {{.text = "Shorter.", .audience = Audience::joint}};
  view.clauses.lines = {
      {.text = "Clause.", .audience = Audience::joint, .instead = {{"other", Audience::published}}}};
  const std::string document = document_of(view);
  const View again = view_of_document(document);
  CHECK(document_of(again) == document);
  for (const Edition edition : {Edition::published, Edition::joint, Edition::coalition, Edition::host})
    CHECK(page_of(again, edition) == page_of(view, edition));
}

TEST_CASE("what is no view, or one of another layout, is refused") {
  CHECK_THROWS_AS(view_of_document("{"), std::invalid_argument);
  CHECK_THROWS_AS(view_of_document("{}"), std::invalid_argument);
  CHECK_THROWS_AS(view_of_document(R"({"layout":99})"), std::invalid_argument);
  CHECK_THROWS_AS(view_of_document(R"({"layout":1,"title":7})"), std::invalid_argument);
}

TEST_CASE("an audience that nobody knows is no audience") {
  View view = made_up::view();
  std::string document = document_of(view);
  const auto at = document.find("\"audience\":0");
  REQUIRE(at != std::string::npos);
  document.replace(at, 12, "\"audience\":9");
  CHECK_THROWS_AS(view_of_document(document), std::invalid_argument);
}
