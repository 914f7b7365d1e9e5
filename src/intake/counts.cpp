#include "intake/counts.h"

#include "intake/count_context.h"
#include "intake/vocabulary.h"

#include <algorithm>

namespace handover::intake {
namespace {

// What is counted: the tokens of the noun phrase behind a figure.
struct Phrase {
  std::size_t first = 0, last = 0;
  std::size_t head = 0;  // the noun
};

class CountFinder {
 public:
  CountFinder(const Words& words, const std::vector<DateMention>& dates, const std::vector<Mention>& names)
      : words_(words), in_date_(words.tokens.size(), false), context_(words, dates, names) {
    for (const DateMention& date : dates) {
      for (std::size_t i = date.first; i < date.last; ++i) in_date_[i] = true;
    }
  }

  std::vector<CountMention> all() {
    for (std::size_t at = 0; at < words_.tokens.size();) {
      const auto number = in_date_[at] ? std::nullopt : number_at(words_, at);
      if (!number || number->last <= at) {
        ++at;
        continue;
      }
      auto count = is_plain_figure(*number) ? count_of(*number) : std::nullopt;
      at = number->last;
      if (!count) continue;
      at = std::max(at, count->last);
      context_.add_area(*count);
      context_.add_period(*count);
      found_.push_back(std::move(*count));
    }
    return std::move(found_);
  }

 private:
  const Token& token(std::size_t at) const { return words_.tokens[at]; }
  std::size_t sentence_end(std::size_t at) const { return words_.sentence_with(at).last; }
  std::size_t sentence_start(std::size_t at) const { return words_.sentence_with(at).first; }

  // No ordinal, no date, no part of a name or of another expression.
  bool is_plain_figure(const SaidNumber& number) const {
    if (number.ordinal) return false;
    for (std::size_t i = number.first; i < number.last; ++i) {
      if (in_date_[i]) return false;
    }
    const std::size_t at = number.figure;
    const std::size_t first = sentence_start(at);
    const Token* before = at > first ? &token(at - 1) : nullptr;
    const Token* behind = number.last < sentence_end(at) ? &token(number.last) : nullptr;
    if (before != nullptr && number.in_digits && !token(at).space_before &&
        (before->is("-") || before->is("/") || before->is(":") || before->is(".") || before->is("#")))
      return false;
    // "Resolution 2254", "Task Force 51"
    if (before != nullptr && number.in_digits && before->capital && number.first == at &&
        before->kind == TokenKind::word && at > first + 1 && number.approximation == Approximation::exact &&
        token(at).folded.find(',') == std::string::npos && casualty_of(before->folded).empty() &&
        !number.money)
      return false;
    if (behind != nullptr && !behind->space_before &&
        (behind->is(":") || behind->is("/") || behind->is("\xC2\xB0") || behind->kind != TokenKind::mark))
      return false;
    // "1." and "(a) 2)" begin items of a list.
    if (token(at).line_start && number.in_digits && behind != nullptr && (behind->is(".") || behind->is(")")))
      return false;
    return !follows_age(number, before) && !is_share(number, before);
  }
  // "one in five soldiers"
  bool is_share(const SaidNumber& number, const Token* before) const {
    const std::size_t at = number.figure;
    if (number.approximation != Approximation::exact) return false;
    if (before != nullptr && before->is("in") && at >= sentence_start(at) + 2) {
      const auto part = number_at(words_, at - 2);
      if (part && part->last == at - 1 && part->value < number.value && !in_date_[at]) return true;
    }
    if (number.last + 1 >= sentence_end(at) || !token(number.last).is("in")) return false;
    const auto whole = number_at(words_, number.last + 1);
    return whole && whole->figure == number.last + 1 && !whole->ordinal && whole->value > number.value &&
           whole->value <= 100 && !in_date_[number.last + 1] && number.value < 10;
  }
  bool follows_age(const SaidNumber& number, const Token* before) const {
    if (before != nullptr &&
        (before->is("aged") || before->is("age") || before->is("chapter") || before->is("article") ||
         before->is("page") || before->is("number") || before->is("no")))
      return true;
    // "Baker, 34, said"
    return before != nullptr && before->is(",") && number.in_digits && number.value < 100 &&
           number.last < sentence_end(number.figure) && token(number.last).is(",") && number.figure >= 2 &&
           token(number.figure - 2).capital;
  }

  std::optional<CountMention> count_of(const SaidNumber& number) {
    std::size_t at = number.last;
    const std::size_t end = sentence_end(number.figure);
    if (at < end && token(at).is("-") && !token(at).space_before) {
      // "two-day", "60-plus nation", "2,500-strong force"
      if (at + 1 < end && token(at + 1).is("strong"))
        at += 2;
      else
        return std::nullopt;
    }
    if (number.money) return measured(number, at, "us-dollars", "count.money");
    if (number.percent) return measured(number, at, "percent", "count.percent");
    // "nine out of 14 bridges": what is counted stands behind the whole.
    if (const auto whole = whole_behind(at, end)) {
      const auto phrase = phrase_at(whole->last, end, *whole);
      return phrase ? std::optional(counted(number, *phrase, at)) : std::nullopt;
    }
    bool of_them = false;
    if (at < end && token(at).is("of")) {
      ++at;
      of_them = true;
    }
    while (at < end &&
           (is_determiner(token(at).folded) || token(at).is("other") || token(at).is("more") ||
            token(at).is("additional") || token(at).is("further")) &&
           (of_them || !is_determiner(token(at).folded)))
      ++at;
    if (at < end && is_time_unit(token(at).folded)) return std::nullopt;
    if (const auto unit = measure_at(at, end))
      return measured(number, at + unit->second, unit->first, "count.measure");
    if (auto casualty = casualty_behind(number, at, end)) return casualty;
    if (auto casualty = casualty_before(number, at, end)) return casualty;
    if (auto passive = passive_behind(number, at, end)) return passive;
    const auto phrase = phrase_at(at, end, number);
    if (!phrase) return elliptic(number);
    if (is_time_unit(token(phrase->head).folded)) return std::nullopt;
    return counted(number, *phrase);
  }

  CountMention basic(const SaidNumber& number, std::size_t last) const {
    CountMention count;
    count.first = number.first;
    count.last = last;
    count.number = number;
    return count;
  }

  std::optional<CountMention> measured(const SaidNumber& number, std::size_t last, std::string unit,
                                       const char* rule) const {
    CountMention count = basic(number, last);
    count.object = unit;
    count.unit = std::move(unit);
    count.rule = rule;
    return count;
  }

  std::optional<std::pair<std::string, std::size_t>> measure_at(std::size_t at, std::size_t end) const {
    std::size_t length = 0;
    std::string name;
    if (at < end &&
        (token(at).is("square") || token(at).is("sq") || token(at).is("cubic") || token(at).is("nautical"))) {
      name = "square-";
      ++length;
    }
    if (at + length >= end || !is_measure(token(at + length).folded)) return std::nullopt;
    name += token(at + length).folded;
    return std::pair{name, length + 1};
  }

  // "12 killed", "three dead", "14 others wounded"
  std::optional<CountMention> casualty_behind(const SaidNumber& number, std::size_t at,
                                              std::size_t end) const {
    if (at >= end) return std::nullopt;
    const auto what = casualty_of(token(at).folded);
    if (what.empty()) return std::nullopt;
    // "two killed Iraqi soldiers" is not said; "ten captured vehicles" is.
    if (at + 1 < end && token(at + 1).kind == TokenKind::word && !ends_noun_phrase(token(at + 1).folded) &&
        what != "killed")
      return std::nullopt;
    CountMention count = basic(number, at + 1);
    count.object = std::string(words_.words(at, at + 1));
    count.unit = std::string(what);
    count.rule = "count.casualty";
    return count;
  }

  // "killed 12 and wounded 30", "the death toll rose to 45": nobody is named behind the figure.
  std::optional<CountMention> casualty_before(const SaidNumber& number, std::size_t at,
                                              std::size_t end) const {
    if (at < end && token(at).kind != TokenKind::mark && !token(at).is("and") && !token(at).is("or") &&
        !is_place_preposition(token(at).folded))
      return std::nullopt;
    const std::size_t start = sentence_start(number.figure);
    if (number.first <= start) return std::nullopt;
    const std::string_view verb = token(number.first - 1).folded;
    std::string_view what =
        verb.ends_with("ed") || verb.ends_with("ing") ? casualty_of(verb) : std::string_view();
    const bool passive = number.first >= start + 2 && is_auxiliary(token(number.first - 2).folded);
    if (passive) what = {};
    constexpr std::size_t kFarthest = 4;
    for (std::size_t back = 2; back <= kFarthest && number.first >= start + back && what.empty(); ++back) {
      const Token& word = token(number.first - back);
      if (word.kind == TokenKind::mark) break;
      if (word.is("toll") && !token(number.first - 1).is("by")) what = "killed";
    }
    if (what.empty()) return std::nullopt;
    CountMention count = basic(number, number.last);
    count.unit = count.object = std::string(what);
    count.rule = "count.casualty";
    return count;
  }

  // "out of 14", "of the 14": the number that stands there.
  std::optional<SaidNumber> whole_behind(std::size_t at, std::size_t end) const {
    if (at < end && token(at).is("out")) ++at;
    if (at >= end || !token(at).is("of")) return std::nullopt;
    ++at;
    while (at < end && is_determiner(token(at).folded)) ++at;
    const auto whole = at < end ? number_at(words_, at) : std::nullopt;
    const bool plain = whole && !whole->ordinal && whole->figure == at && !in_date_[at] && !whole->money &&
                       whole->approximation == Approximation::exact;
    return plain ? whole : std::nullopt;
  }

  // "over 30,000 had been injured"
  std::optional<CountMention> passive_behind(const SaidNumber& number, std::size_t at,
                                             std::size_t end) const {
    std::size_t verb = at;
    while (verb < end && verb < at + 3 && is_auxiliary(token(verb).folded)) ++verb;
    if (verb == at || verb >= end || casualty_of(token(verb).folded).empty()) return std::nullopt;
    CountMention count = basic(number, number.last);
    count.unit = std::string(casualty_of(token(verb).folded));
    count.object = std::string(words_.words(verb, verb + 1));
    count.rule = "count.casualty";
    return count;
  }

  bool may_stand_in_phrase(std::size_t at) const {
    const Token& word = token(at);
    const bool compound = at > 0 && !word.space_before && token(at - 1).is("-");
    return word.kind == TokenKind::word && (compound || !ends_noun_phrase(word.folded)) && !in_date_[at] &&
           !word.is("'s");
  }

  // The words up to the last plural noun of the run; "drone and missile attacks" is one run.
  std::optional<Phrase> phrase_at(std::size_t at, std::size_t end, const SaidNumber& number) const {
    constexpr std::size_t kLongest = 9;
    Phrase phrase{.first = at, .last = at, .head = at};
    // In Arabic what is counted stands right behind the figure.
    if (at < end && word_is_arabic(at) && may_stand_in_phrase(at)) return Phrase{at, at + 1, at};
    bool found = false;
    const std::size_t limit = std::min(end, at + kLongest);
    for (std::size_t i = at; i < limit; ++i) {
      const Token& word = token(i);
      const bool joint = word.is("-") || word.is("/") || (word.is("'s") && !found);
      if (joint && i > at) continue;
      if ((word.is("and") || word.is("or") || word.is(",")) && !found && i > at &&
          goes_on_to_noun(i + 1, limit))
        continue;
      if (!may_stand_in_phrase(i)) break;
      if (found && !looks_plural(word.folded) &&
          !(i + 1 < limit && looks_plural(token(i + 1).folded) && may_stand_in_phrase(i + 1)))
        break;
      if (!looks_plural(word.folded)) continue;
      // A present-tense verb behind a plural noun: "two sides agrees" is not said, "forces claims" is rare.
      phrase.head = i;
      phrase.last = i + 1;
      found = true;
    }
    if (!found && number.value == 1.0) return single_victim(at, end);
    return found ? std::optional(phrase) : std::nullopt;
  }
  bool word_is_arabic(std::size_t at) const {
    return at < words_.tokens.size() && (static_cast<unsigned char>(token(at).folded[0]) & 0xF0U) == 0xD0U;
  }
  bool goes_on_to_noun(std::size_t at, std::size_t limit) const {
    for (std::size_t i = at; i < std::min(limit, at + 3); ++i) {
      if (!may_stand_in_phrase(i)) return token(i).is("-") ? goes_on_to_noun(i + 1, limit) : false;
      if (looks_plural(token(i).folded)) return true;
    }
    return false;
  }
  // "one soldier was killed", "one strike": one of anything that the ledger has no unit for is seldom a
  // count.
  std::optional<Phrase> single_victim(std::size_t at, std::size_t end) const {
    for (std::size_t i = at; i < std::min(end, at + 4); ++i) {
      if (!may_stand_in_phrase(i)) return std::nullopt;
      const std::string plural = token(i).folded + "s";
      const std::string unit = unit_of(plural);  // "one strike"
      if (!is_ledger_noun(plural) && !token(i).is("person")) continue;
      const Phrase phrase{at, i + 1, i};
      const bool is_person = unit == "persons" || token(i).is("person");
      return is_person && casualty_near(phrase, at - 1).empty() ? std::nullopt : std::optional(phrase);
    }
    return std::nullopt;
  }

  // What happened to those counted, from the verb before the figure or behind the noun.
  std::string_view casualty_near(const Phrase& phrase, std::size_t figure) const {
    const std::size_t start = sentence_start(figure);
    for (std::size_t back = 1; back <= 5 && figure >= start + back; ++back) {
      const Token& word = token(figure - back);
      if (word.kind == TokenKind::mark && !word.is("-")) break;
      const auto what = casualty_of(word.folded);
      const bool of_them = word.is("deaths") || word.is("death") || word.is("lives") || word.is("casualties");
      if (!what.empty() && (back <= 3 || of_them)) {
        // "were killed and 30 wounded": the verb belongs to those before.
        const bool passive = figure >= start + back + 1 && is_auxiliary(token(figure - back - 1).folded);
        if (!passive) return what;
        break;
      }
      if (is_auxiliary(word.folded)) break;
    }
    const std::size_t end = sentence_end(figure);
    bool auxiliary = false;
    for (std::size_t i = phrase.last; i < std::min(end, phrase.last + 7); ++i) {
      const Token& word = token(i);
      if (word.kind == TokenKind::mark && !word.is("-")) break;
      const auto what = casualty_of(word.folded);
      // "lost their lives"
      if (word.is("lost") && i + 2 < end && is_determiner(token(i + 1).folded) && token(i + 2).is("lives"))
        return "killed";
      if (!what.empty()) {
        const bool itself = word.is("died") || word.is("dead") || word.is("perished");
        return auxiliary || itself || i == phrase.last ? what : std::string_view();
      }
      auxiliary = auxiliary || is_auxiliary(word.folded);
      if (!is_auxiliary(word.folded) && !auxiliary && i > phrase.last + 4) break;
    }
    return {};
  }

  // `last` of the mention where it ends before its noun.
  std::optional<CountMention> counted(const SaidNumber& number, const Phrase& phrase,
                                      std::optional<std::size_t> last = std::nullopt) const {
    CountMention count = basic(number, last.value_or(phrase.last));
    count.object = std::string(words_.words(phrase.first, phrase.last));
    const std::string& noun = token(phrase.head).folded;
    const bool single = number.value == 1.0 && !is_ledger_noun(noun) && is_ledger_noun(noun + "s");
    count.unit = unit_of(single ? noun + "s" : noun);
    const Token* before = number.first > sentence_start(number.first) ? &token(number.first - 1) : nullptr;
    const bool definite =
        before != nullptr && (before->is("the") || before->is("these") || before->is("those") ||
                              before->is("our") || before->is("their") || before->is("its"));
    const auto casualty = casualty_near(phrase, number.first);
    if (!casualty.empty() && (count.unit == "persons" || count.unit == "casualties" || noun == "others" ||
                              !casualty_of(noun).empty() || looks_plural(noun))) {
      const bool kills_persons = count.unit != "munitions" && count.unit != "attacks" &&
                                 count.unit != "strikes" && count.unit != "sites" && count.unit != "vehicles";
      if (kills_persons) {
        count.unit = std::string(casualty);
        count.rule = "count.casualty";
      }
    }
    if (count.rule.empty()) {
      const bool of_ledger = is_ledger_noun(noun);
      if (number.approximation == Approximation::vague)
        count.rule = "count.vague";
      else if (definite)
        count.rule = "count.definite";
      else if (number.in_digits)
        count.rule = of_ledger ? "count.digits.unit" : "count.digits";
      else
        count.rule = of_ledger ? "count.words.unit" : "count.words";
    }
    count.actor = context_.actor_in(phrase.first, phrase.last);
    return count;
  }

  // "about 2,500 US troops in Iraq and approximately 900 in Syria": the noun is that of the count before.
  std::optional<CountMention> elliptic(const SaidNumber& number) const {
    if (found_.empty()) return std::nullopt;
    const CountMention& last = found_.back();
    const std::size_t end = sentence_end(number.figure);
    if (words_.sentence_of[last.first] != words_.sentence_of[number.figure] || number.last >= end)
      return std::nullopt;
    if (!is_place_preposition(token(number.last).folded) || !number.in_digits) return std::nullopt;
    const Token* before = number.first > sentence_start(number.first) ? &token(number.first - 1) : nullptr;
    if (before == nullptr ||
        !(before->is("and") || before->is(",") || before->is("with") || before->is("another")))
      return std::nullopt;
    if (!context_.place_at(number.last + 1)) return std::nullopt;
    CountMention count = basic(number, number.last);
    count.object = last.object;
    count.unit = last.unit;
    count.actor = last.actor;
    count.rule = "count.elliptic";
    return count;
  }

  const Words& words_;
  std::vector<bool> in_date_;
  CountContext context_;
  std::vector<CountMention> found_;
};

}  // namespace

std::vector<CountMention> find_counts(const Words& words, const std::vector<DateMention>& dates,
                                      const std::vector<Mention>& names) {
  return CountFinder(words, dates, names).all();
}

}  // namespace handover::intake
