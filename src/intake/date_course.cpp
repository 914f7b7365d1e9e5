#include "intake/date_course.h"

#include "intake/vocabulary.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

using std::chrono::days;

constexpr std::size_t kAtTheHead = 2, kSameClause = 10;
constexpr int kFarBack = 3, kFarOn = 8;

}  // namespace

// A bare year that only looks back or ahead ("since 1945", "by 1976", "the law of 1830") is no step of the
// story; nor is one far from the course in the middle of a sentence.
bool StoryCourse::is_aside(const DateMention& mention) const {
  if (!last_.from || !mention.anchor.empty()) return false;
  if (mention.unit != DateUnit::year)
    return looks_away(mention) || is_attribute(mention) || is_flashback(mention);
  static const std::unordered_set<std::string_view> kAsides = {
      "since", "until", "till", "before", "by", "of", "than", "to", "from", "after", "for", "as"};
  const Sentence& sentence = words_.sentence_with(mention.first);
  if (sentence.is_heading) return false;
  const std::size_t place = mention.first - sentence.first;
  const Token* before = place > 0 ? &words_.tokens[mention.first - 1] : nullptr;
  if (before != nullptr && (kAsides.contains(before->folded) || before->is("("))) return true;
  if (is_flashback(mention)) return true;
  const int step = year_of(*mention.from) - year_of(*last_.from);
  if (place <= kAtTheHead) return false;
  // Amid days of one year a bare year further in a sentence is what somebody planned or remembers.
  const bool amid_days = last_.unit == DateUnit::day && words_.sentence_of[mention.first] <=
                                                            words_.sentence_of[last_.token] + kNearSentences;
  return step < -kFarBack || step > kFarOn || (amid_days && step != 0);
}

// "until January 1976", "which lasted until the fall of Budapest in February 1945": another year, to which
// the story does not move.
bool StoryCourse::looks_away(const DateMention& mention) const {
  static const std::unordered_set<std::string_view> kAway = {"until", "till", "before", "since", "than"};
  const std::size_t first = words_.sentence_with(mention.first).first;
  if (mention.first == first || year_of(*mention.from) == year_of(*last_.from)) return false;
  if (kAway.contains(words_.tokens[mention.first - 1].folded)) return true;
  if (year_of(*mention.from) < year_of(*last_.from)) return false;
  for (std::size_t at = mention.first; at-- > first && mention.first - at <= kSameClause;) {
    if (words_.tokens[at].kind == TokenKind::mark && !words_.tokens[at].is("-")) break;
    if (words_.tokens[at].is("until") || words_.tokens[at].is("till")) return true;
  }
  return false;
}

// "the August 1792 rising", told later: names an event of another year.
bool StoryCourse::is_attribute(const DateMention& mention) const {
  const Sentence& sentence = words_.sentence_with(mention.first);
  if (mention.first == sentence.first || mention.last >= sentence.last) return false;
  if (year_of(*mention.from) >= year_of(*last_.from)) return false;
  const Token& behind = words_.tokens[mention.last];
  return is_determiner(words_.tokens[mention.first - 1].folded) && behind.kind == TokenKind::word &&
         !ends_noun_phrase(behind.folded);
}

// "forces that had invaded in late 1943": earlier than the story, in the pluperfect.
bool StoryCourse::is_flashback(const DateMention& mention) const {
  const std::size_t first = words_.sentence_with(mention.first).first;
  if (*mention.from >= *last_.from || year_of(*mention.from) == year_of(*last_.from)) return false;
  for (std::size_t at = mention.first; at-- > first && mention.first - at <= kSameClause;) {
    if (words_.tokens[at].is(",") || words_.tokens[at].is(";")) break;
    if (words_.tokens[at].is("had")) return true;
  }
  return false;
}

void StoryCourse::remember(const DateMention& mention) {
  if (!mention.from) return;
  last_year_ = year_of(*mention.from);
  if (mention.unit == DateUnit::decade || mention.unit == DateUnit::century) return;
  if (mention.rule.starts_with("date.clock") || mention.rule.starts_with("date.quarter")) return;
  if (mention.unit == DateUnit::day && calls_d_day(mention)) d_day_ = mention.from;
  // "what they had won the previous year", "within the next year": the story stays where it is.
  if (mention.rule.starts_with("date.next") && mention.unit >= DateUnit::month && last_.from &&
      (*mention.from < *last_.from || is_how_long(mention)))
    return;
  if (is_aside(mention)) return;
  const bool shifted_far = mention.unit >= DateUnit::year &&
                           (mention.rule.starts_with("date.later") || mention.rule.starts_with("date.ago"));
  if (shifted_far) return;
  // The year alone adds nothing to a month of that year.
  const bool same_year =
      last_.from && mention.unit == DateUnit::year && year_of(*mention.from) == year_of(*last_.from);
  if (same_year && last_.unit < DateUnit::year && !words_.sentence_with(mention.first).is_heading) return;
  // "A week later": the story is at that day of it.
  if (mention.unit == DateUnit::week && last_.from && last_.unit == DateUnit::day) {
    const Date monday = *last_.from - days((weekday_of(*last_.from) + 6) % 7);
    last_ = {*last_.from + (*mention.from - monday), DateUnit::day, mention.first};
    return;
  }
  last_ = {mention.from, mention.unit, mention.first};
}

// "the next year" behind "for" or "within" says how long.
bool StoryCourse::is_how_long(const DateMention& mention) const {
  static const std::unordered_set<std::string_view> kHowLong = {"for", "within", "over", "during",
                                                                "throughout"};
  return mention.first > words_.sentence_with(mention.first).first &&
         kHowLong.contains(words_.tokens[mention.first - 1].folded);
}

// "June 6, 1944 (known as D-Day)", "D-Day, June 6, 1944"
bool StoryCourse::calls_d_day(const DateMention& mention) const {
  const Sentence& sentence = words_.sentence_with(mention.first);
  const std::size_t first = std::max(sentence.first + 3, mention.first) - 3;
  for (std::size_t at = first; at + 2 < std::min(sentence.last, mention.last + 7); ++at) {
    if (words_.tokens[at].is("d") && words_.tokens[at + 1].is("-") && words_.tokens[at + 2].is("day"))
      return true;
  }
  return false;
}

std::string StoryCourse::anchor() const {
  return fmt::format("{} of the text", last_.unit == DateUnit::year
                                           ? fmt::format("year {}", year_of(*last_.from))
                                           : to_string(*last_.from));
}

// A year stated in the same or the previous sentence, other than the publication's, rules in news too.
bool StoryCourse::is_near(std::size_t token) const {
  if (!last_.from) return false;
  return words_.sentence_of[token] == words_.sentence_of[last_.token];
}

}  // namespace handover::intake
