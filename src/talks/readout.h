// Two statements on the same meeting, side by side: what each stresses, what only one of them says, and what
// both say, with the places in the text.
//
// Emphasis is the weighted log-odds-ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
// Political Analysis 16(4), eqs. 16, 19 and 22): words that are common anyway need more to stand out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

struct ReadoutOptions {
  std::string language = "english";
  double prior_words = 100.0;           // weight of the prior, in words
  std::vector<std::string> background;  // further texts that say what is common; may be empty
  int longest_phrase = 3;               // words
};

struct Mention {
  std::size_t character = 0, byte = 0, bytes = 0;
  int line = 1, column = 1;
};

struct Term {
  std::string stem;   // of a phrase: stems with blanks between
  std::string shown;  // as first written
  int words = 1;
  double z = 0.0;  // positive: more the second statement's; in standard deviations
  double log_odds = 0.0;
  std::vector<Mention> in_first, in_second;
};

struct Readout {
  std::size_t words_first = 0, words_second = 0;
  double overlap = 0.0;        // Jaccard share of content stems that both use
  std::vector<Term> stressed;  // single words by |z|, largest first
  std::vector<Term> only_first,
      only_second;           // words, and phrases said twice or more, of one side alone
  std::vector<Term> shared;  // words and phrases of both, most used by both first
  bool short_texts = false;  // few differences can be sure
};

// Throws InputError when a statement has no words. Deterministic.
Readout compare_statements(std::string_view first, std::string_view second, const std::string& first_name,
                           const std::string& second_name, const ReadoutOptions& options = {});

// The estimator alone: counts of one word in two texts, and how common it is by the prior.
struct Emphasis {
  double log_odds = 0.0, variance = 0.0;
  double z() const;
};
Emphasis weighted_log_odds(double first, double first_total, double second, double second_total,
                           double prior_of_word, double prior_total);

}  // namespace handover::talks
