#include "talks/readout.h"

#include "base/problem.h"
#include "mission/statement.h"
#include "talks/tokens.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

bool has(const std::vector<Term>& terms, const std::string& shown) {
  return std::any_of(terms.begin(), terms.end(), [&](const Term& term) { return term.shown == shown; });
}

}  // namespace

TEST_CASE("words, stems and places, in more than one script") {
  const auto tokens =
      tokens_of("Talks ended.\nIraq's talk: \xD8\xA7\xD9\x84\xD8\xB3\xD9\x8A\xD8\xA7\xD8\xAF\xD8\xA9 2,500");
  REQUIRE(tokens.size() == 6);
  CHECK(tokens[0].stem == tokens[3].stem);  // Talks, talk
  CHECK(tokens[2].stem == "iraq");
  CHECK(tokens[2].line == 2);
  CHECK(tokens[2].column == 1);
  CHECK(tokens[2].character == 13);
  CHECK(tokens[3].sentence == 1);
  CHECK(tokens[0].sentence == 0);
  CHECK(tokens[5].word == "2,500");
  CHECK(tokens[5].column == 22);  // seven Arabic letters are fourteen bytes but seven columns
  CHECK(tokens_of("").empty());
  CHECK(tokens_of("... !").empty());
  CHECK(tokens_of("\xFF\xFE ok").back().word == "ok");
  CHECK_THROWS_AS(tokens_of("word", "klingon"), InputError);
}

TEST_CASE("the estimator agrees with the formula by hand") {
  // 8 in 100 against 2 in 200, prior 3 of 50: eqs. 16, 19, 22.
  const Emphasis e = weighted_log_odds(8, 100, 2, 200, 3, 50);
  CHECK(e.log_odds == doctest::Approx(std::log(5.0 / 245.0) - std::log(11.0 / 139.0)));
  CHECK(e.variance == doctest::Approx(1.0 / 11.0 + 1.0 / 5.0));
  CHECK(e.z() < 0.0);  // more the first's
  // Equal rates: no emphasis; swapping the texts swaps the sign.
  CHECK(weighted_log_odds(5, 100, 5, 100, 3, 50).log_odds == 0.0);
  CHECK(weighted_log_odds(2, 200, 8, 100, 3, 50).log_odds == doctest::Approx(-e.log_odds));
}

TEST_CASE("a strong prior keeps common words from standing out") {
  const Emphasis weak = weighted_log_odds(6, 100, 2, 100, 0.5, 10);
  const Emphasis strong = weighted_log_odds(6, 100, 2, 100, 50, 1000);
  CHECK(std::abs(strong.z()) < std::abs(weak.z()));
}

TEST_CASE("end against transition") {
  const std::string host =
      "The commission will end the coalition's mission. The end of the mission respects sovereignty. "
      "Both sides agreed to meet again.";
  const std::string coalition =
      "The dialogue discussed a transition to a bilateral security relationship. The transition protects "
      "personnel. A bilateral security relationship follows. Both sides agreed to meet again.";
  const Readout readout = compare_statements(host, coalition, "host", "coalition");
  CHECK(has(readout.only_first, "sovereignty"));
  CHECK(has(readout.only_second, "bilateral security relationship"));
  CHECK_FALSE(has(readout.only_second, "security"));  // only ever part of the phrase
  CHECK(has(readout.shared, "sides agreed"));
  REQUIRE_FALSE(readout.stressed.empty());
  for (const Term& term : readout.stressed) {
    if (term.shown == "end" || term.shown == "mission") CHECK(term.z < 0.0);
    if (term.shown == "transition") CHECK(term.z > 0.0);
  }
  const auto transition = std::find_if(readout.only_second.begin(), readout.only_second.end(),
                                       [](const Term& t) { return t.shown == "transition"; });
  REQUIRE(transition != readout.only_second.end());
  REQUIRE(transition->in_second.size() == 2);
  CHECK(coalition.substr(transition->in_second[0].byte, 10) == "transition");
  CHECK(readout.short_texts);
}

TEST_CASE("the same statement twice has no emphasis and everything in common") {
  const std::string text = "The two sides met in Baghdad and agreed to meet again.";
  const Readout readout = compare_statements(text, text, "a", "b");
  CHECK(readout.overlap == 1.0);
  CHECK(readout.only_first.empty());
  CHECK(readout.only_second.empty());
  for (const Term& term : readout.stressed) CHECK(term.z == 0.0);
}

TEST_CASE("broken UTF-8 keeps its places inside the text") {
  // Found by fuzzing: replacement characters are longer than the bytes they replace.
  const std::string broken = "\xFF\xFF\xFF\x8B\x8C mission \xD8 ended";
  for (const Token& token : tokens_of(broken)) CHECK(token.byte + token.bytes <= broken.size());
  const auto tokens = tokens_of(broken);
  CHECK(broken.substr(tokens.back().byte, tokens.back().bytes) == "ended");
  CHECK(compare_statements(broken, "mission", "a", "b").words_first == tokens.size());
}

TEST_CASE("an empty statement is refused by name") {
  CHECK_THROWS_WITH_AS(compare_statements(" \n", "words", "host.txt", "us.txt"),
                       "host.txt: holds no words; give the text of a statement in UTF-8", InputError);
}

TEST_CASE("no phrase runs across a comma, a bracket or a line of its own") {
  const std::string text =
      "In words, of public trust. Words (of public) trust. Long-term ties, long-term ties.";
  const Readout readout = compare_statements(text, "nothing", "a", "b");
  for (const Term& term : readout.only_first) {
    CHECK(term.shown.find(',') == std::string::npos);
    CHECK(term.shown.find('(') == std::string::npos);
  }
  CHECK(has(readout.only_first, "Long-term ties"));
}

TEST_CASE("words of one side alone come in the order of the text") {
  const Readout readout = compare_statements("zebra yields apple", "nothing", "a", "b");
  REQUIRE(readout.only_first.size() == 3);
  CHECK(readout.only_first[0].shown == "zebra");
  CHECK(readout.only_first[2].shown == "apple");
}

TEST_CASE("the lines on whose statement it is are none of its words") {
  const std::string text = "party: us\nnote: a paraphrase\nThe sides met.\nnote: said in the text\n";
  CHECK(text.substr(statement_header(text)) == "The sides met.\nnote: said in the text\n");
  CHECK(statement_header("The sides met.") == 0);
  CHECK(statement_header("party: us") == 9);
  CHECK(statement_header("") == 0);
}
