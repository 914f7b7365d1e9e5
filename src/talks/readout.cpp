#include "talks/readout.h"

#include "base/problem.h"
#include "numerics/maths.h"
#include "talks/tokens.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

namespace handover::talks {
namespace {

constexpr std::size_t kShortText = 300;

struct Counted {
  std::string shown;
  int words = 1;
  bool content = true;
  std::vector<Mention> in[2];
};
using Counts = std::map<std::string, Counted>;

Mention mention_of(const Token& first, const Token& last) {
  return {first.character, first.byte, last.byte + last.bytes - first.byte, first.line, first.column};
}

std::string written(std::string_view text, const Mention& mention) {
  std::string shown(text.substr(mention.byte, mention.bytes));
  std::replace(shown.begin(), shown.end(), '\n', ' ');
  return shown;
}

// Every run of up to `longest` words of one clause that begins and ends with a content word.
void count(std::string_view text, const std::vector<Token>& tokens, int longest, int side, Counts& counts) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string key;
    for (int words = 1; words <= longest && i + static_cast<std::size_t>(words) <= tokens.size(); ++words) {
      const Token& last = tokens[i + static_cast<std::size_t>(words) - 1];
      if (last.sentence != tokens[i].sentence || last.clause != tokens[i].clause) break;
      key += (key.empty() ? "" : " ") + last.stem;
      const bool content = !tokens[i].function_word && !last.function_word;
      if (words > 1 && !content) continue;
      const Mention mention = mention_of(tokens[i], last);
      Counted& counted = counts[key];
      if (counted.shown.empty()) counted.shown = written(text, mention);
      counted.words = words;
      counted.content = content;
      counted.in[side].push_back(mention);
    }
  }
}

// How often each stem occurs anywhere: the shape of the prior.
struct Background {
  std::map<std::string, double> count;
  double total = 0.0;
  void add(const std::vector<Token>& tokens) {
    for (const Token& token : tokens) count[token.stem] += 1.0;
    total += static_cast<double>(tokens.size());
  }
};

Term term_of(const std::string& stem, const Counted& counted) {
  Term term;
  term.stem = stem;
  term.shown = counted.shown;
  term.words = counted.words;
  term.in_first = counted.in[0];
  term.in_second = counted.in[1];
  return term;
}

std::size_t uses_of(const Term& term) {
  return term.in_first.size() + term.in_second.size();
}

// Calls `each` with every run of words inside a phrase that is shorter than the phrase.
void for_each_part(const Term& phrase, const std::function<void(std::string_view)>& each) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < phrase.stem.size(); ++i)
    if (phrase.stem[i] == ' ') starts.push_back(i + 1);
  starts.push_back(phrase.stem.size() + 1);
  const std::size_t words = starts.size() - 1;
  for (std::size_t first = 0; first < words; ++first)
    for (std::size_t last = first; last < words; ++last)
      if (last - first + 1 < words)
        each(std::string_view(phrase.stem).substr(starts[first], starts[last + 1] - 1 - starts[first]));
}

// A phrase that occurs only inside a longer one says nothing of its own. Longer phrases come before shorter
// ones. What is kept leaves its parts behind with its number of uses, so that the work grows with the text
// and not with its square.
std::vector<Term> without_parts(std::vector<Term> terms) {
  std::vector<Term> kept;
  std::unordered_map<std::string, std::size_t> uses_of_longer;
  for (Term& term : terms) {
    const auto longer = uses_of_longer.find(term.stem);
    if (longer != uses_of_longer.end() && longer->second >= uses_of(term)) continue;
    for_each_part(term, [&](std::string_view part) {
      std::size_t& most = uses_of_longer[std::string(part)];
      most = std::max(most, uses_of(term));
    });
    kept.push_back(std::move(term));
  }
  return kept;
}

std::vector<Token> words_in(std::string_view text, const std::string& name, const ReadoutOptions& options) {
  auto tokens = tokens_of(text, options.language);
  if (tokens.empty())
    throw InputError(Problem{.code = ProblemCode::unreadable,
                             .file = name,
                             .what = "holds no words",
                             .hint = "give the text of a statement in UTF-8"});
  return tokens;
}

void sort_by_strength(std::vector<Term>& terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    return std::abs(a.z) != std::abs(b.z) ? std::abs(a.z) > std::abs(b.z) : a.stem < b.stem;
  });
}

// Phrases first by length so that parts can be dropped, then by use.
void sort_by_length_and_use(std::vector<Term>& terms) {
  const auto uses = [](const Term& t) { return t.in_first.size() + t.in_second.size(); };
  std::stable_sort(terms.begin(), terms.end(), [&](const Term& a, const Term& b) {
    if (a.words != b.words) return a.words > b.words;
    return uses(a) != uses(b) ? uses(a) > uses(b) : a.stem < b.stem;
  });
}

void sort_by_use(std::vector<Term>& terms) {
  const auto both = [](const Term& t) { return std::min(t.in_first.size(), t.in_second.size()); };
  const auto uses = [](const Term& t) { return t.in_first.size() + t.in_second.size(); };
  std::stable_sort(terms.begin(), terms.end(), [&](const Term& a, const Term& b) {
    if (both(a) != both(b)) return both(a) > both(b);
    if (a.words != b.words) return a.words > b.words;
    return uses(a) > uses(b);
  });
}

std::size_t first_place(const Term& term) {
  return (term.in_first.empty() ? term.in_second : term.in_first).front().character;
}

void sort_lists(Readout& readout) {
  sort_by_strength(readout.stressed);
  for (auto* list : {&readout.only_first, &readout.only_second, &readout.shared}) {
    sort_by_length_and_use(*list);
    *list = without_parts(std::move(*list));
    sort_by_use(*list);
  }
  // What one side alone says: the most used first, phrases before words, then in the order of the text.
  for (auto* list : {&readout.only_first, &readout.only_second}) {
    std::stable_sort(list->begin(), list->end(), [](const Term& a, const Term& b) {
      const auto uses_a = a.in_first.size() + a.in_second.size();
      const auto uses_b = b.in_first.size() + b.in_second.size();
      if (uses_a != uses_b) return uses_a > uses_b;
      return a.words != b.words ? a.words > b.words : first_place(a) < first_place(b);
    });
  }
}

}  // namespace

double Emphasis::z() const {
  return log_odds / std::sqrt(variance);
}

Emphasis weighted_log_odds(double first, double first_total, double second, double second_total,
                           double prior_of_word, double prior_total) {
  const auto log_odds = [&](double count, double total) {
    return maths::log((count + prior_of_word) / (total + prior_total - count - prior_of_word));
  };
  return {log_odds(second, second_total) - log_odds(first, first_total),
          1.0 / (first + prior_of_word) + 1.0 / (second + prior_of_word)};
}

Readout compare_statements(std::string_view first, std::string_view second, const std::string& first_name,
                           const std::string& second_name, const ReadoutOptions& options) {
  Readout readout;
  const auto a = words_in(first, first_name, options), b = words_in(second, second_name, options);
  readout.words_first = a.size();
  readout.words_second = b.size();
  Background background;
  background.add(a);
  background.add(b);
  for (const std::string& text : options.background) background.add(tokens_of(text, options.language));
  Counts counts;
  count(first, a, options.longest_phrase, 0, counts);
  count(second, b, options.longest_phrase, 1, counts);

  double in_both = 0.0, in_any = 0.0;
  for (const auto& [stem, counted] : counts) {
    Term term = term_of(stem, counted);
    const bool by_first = !term.in_first.empty(), by_second = !term.in_second.empty();
    if (term.words == 1) {
      const double prior = options.prior_words * background.count[stem] / background.total;
      const Emphasis emphasis =
          weighted_log_odds(static_cast<double>(term.in_first.size()), static_cast<double>(a.size()),
                            static_cast<double>(term.in_second.size()), static_cast<double>(b.size()), prior,
                            options.prior_words);
      term.log_odds = emphasis.log_odds;
      term.z = emphasis.z();
      if (counted.content) {
        in_any += 1.0;
        in_both += by_first && by_second ? 1.0 : 0.0;
        readout.stressed.push_back(term);
      }
    }
    // A phrase said once is just a stretch of a sentence.
    const bool once = term.in_first.size() + term.in_second.size() < 2;
    if (!counted.content || (term.words > 1 && once)) continue;
    (by_first && by_second ? readout.shared
     : by_first            ? readout.only_first
                           : readout.only_second)
        .push_back(std::move(term));
  }
  readout.overlap = in_any > 0.0 ? in_both / in_any : 0.0;
  sort_lists(readout);
  readout.short_texts = std::min(a.size(), b.size()) < kShortText;
  return readout;
}

}  // namespace handover::talks
