// Which days an expression means: what its words leave open is taken from an anchor, by the genre of the
// text.
#include "intake/date_words.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

using std::chrono::days;

int year_of(Date date) {
  return static_cast<int>(std::chrono::year_month_day(date).year());
}
unsigned month_number(Date date) {
  return static_cast<unsigned>(std::chrono::year_month_day(date).month());
}
unsigned weekday_of(Date date) {
  return std::chrono::weekday(date).c_encoding();
}

std::optional<Date> day_in(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return date.ok() ? std::optional(Date(date)) : std::nullopt;
}

DaySpan thirds(DaySpan span, const std::string& part) {
  const int length = static_cast<int>((span.to - span.from).count()) + 1;
  const int third = length / 3;
  if (third < 1) return span;
  if (part == "early") return {span.from, span.from + days(third - 1)};
  if (part == "mid") return {span.from + days(third), span.to - days(third)};
  if (part == "late") return {span.to - days(third - 1), span.to};
  return span;
}

DaySpan year_span(int year, int years = 1) {
  return {date_of(year, 1, 1), date_of(year + years - 1, 12, 31)};
}

struct SeasonMonths {
  std::string_view code;
  unsigned first;
};
// Of the northern half: winter is the one that begins in December of the year before.
constexpr SeasonMonths kSeasons[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};

DaySpan season_span(int year, std::string_view code) {
  for (const SeasonMonths& season : kSeasons) {
    if (season.code != code) continue;
    const int first_year = season.first == 12 ? year - 1 : year;
    const Month first{std::chrono::year(first_year), std::chrono::month(season.first)};
    return {first_day(first), last_day(plus_months(first, 2))};
  }
  return year_span(year);
}

// What the text said last, on which later expressions lean.
struct Course {
  std::optional<Date> from;
  DateUnit unit = DateUnit::year;
  std::size_t token = 0;
};

class Resolution {
 public:
  Resolution(const Words& words, const DateContext& context) : words_(words), context_(context) {}

  std::vector<DateMention> all(std::vector<SaidDate> said) {
    // From the end: "July, August and September 1916".
    for (std::size_t i = said.size(); i-- > 1;) {
      if (is_range(said[i - 1], said[i])) take_year(said[i - 1], said[i]);
    }
    std::vector<DateMention> mentions;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i].takes_month_of_next && i + 1 < said.size()) take_month(said[i], said[i + 1]);
      if (said[i].takes_month_of_last && i > 0) take_month(said[i], said[i - 1]);
      auto mention = resolve(said[i]);
      if (!mention) continue;
      remember(*mention);
      mentions.push_back(std::move(*mention));
    }
    return mentions;
  }

 private:
  static void take_month(SaidDate& day, const SaidDate& from) {
    day.month = from.month;
    if (!day.year) day.year = from.year;
    if (day.shift == std::nullopt) day.shift = from.shift, day.unit = from.unit;
    if (day.pointing == Pointing::none) day.pointing = from.pointing;
  }

  // A bare year that only looks back or ahead ("since 1945", "by 1976", "the law of 1830") is no step of the
  // story; nor is one far from the course in the middle of a sentence.
  bool is_aside(const DateMention& mention) const {
    if (!course_.from || !mention.anchor.empty()) return false;
    if (mention.unit != DateUnit::year) return looks_away(mention);
    static const std::unordered_set<std::string_view> kAsides = {
        "since", "until", "till", "before", "by", "of", "than", "to", "from", "after", "for", "as"};
    const Sentence& sentence = words_.sentence_with(mention.first);
    if (sentence.is_heading) return false;
    const std::size_t place = mention.first - sentence.first;
    const Token* before = place > 0 ? &words_.tokens[mention.first - 1] : nullptr;
    if (before != nullptr && (kAsides.contains(before->folded) || before->is("("))) return true;
    const int step = year_of(*mention.from) - year_of(*course_.from);
    if (place <= kAtTheHead) return false;
    // Amid days of one year a bare year further in a sentence is what somebody planned or remembers.
    const bool amid_days =
        course_.unit == DateUnit::day &&
        words_.sentence_of[mention.first] <= words_.sentence_of[course_.token] + kNearSentences;
    return step < -kFarBack || step > kFarOn || (amid_days && step != 0);
  }
  static constexpr std::size_t kAtTheHead = 2, kNearSentences = 4;
  static constexpr int kFarBack = 3, kFarOn = 8;

  // "until January 1976", "since May 1945": another year, to which the story does not move.
  bool looks_away(const DateMention& mention) const {
    static const std::unordered_set<std::string_view> kAway = {"until", "till", "before", "since", "than"};
    const std::size_t first = words_.sentence_with(mention.first).first;
    if (mention.first == first || !kAway.contains(words_.tokens[mention.first - 1].folded)) return false;
    return year_of(*mention.from) != year_of(*course_.from);
  }

  // "18 August - 15 September 1951": the year belongs to both ends.
  bool is_range(const SaidDate& first, const SaidDate& second) const {
    static const std::unordered_set<std::string_view> kJoints = {"-",     "to",      "and",
                                                                 "until", "through", "till"};
    if (!first.month || first.year || first.shift || !second.month || !second.year ||
        second.first != first.last + 1)
      return false;
    const std::string& joint = words_.tokens[first.last].folded;
    return kJoints.contains(joint) || (joint == "," && !first.day && !second.day);
  }
  static void take_year(SaidDate& first, const SaidDate& second) {
    first.year = *second.year - (*first.month > *second.month ? 1 : 0);
    first.rule = "date.range";
  }

  void remember(const DateMention& mention) {
    if (!mention.from) return;
    if (mention.unit == DateUnit::decade || mention.unit == DateUnit::century) return;
    if (is_aside(mention)) return;
    const bool shifted_far = mention.unit >= DateUnit::year &&
                             (mention.rule.starts_with("date.later") || mention.rule.starts_with("date.ago"));
    if (shifted_far) return;
    // The year alone adds nothing to a month of that year.
    const bool same_year =
        course_.from && mention.unit == DateUnit::year && year_of(*mention.from) == year_of(*course_.from);
    if (same_year && course_.unit < DateUnit::year && !words_.sentence_with(mention.first).is_heading) return;
    course_ = {mention.from, mention.unit, mention.first};
  }

  bool leans_on_course() const {
    return context_.genre == Genre::narrative || context_.genre == Genre::report;
  }

  DateMention mention_of(const SaidDate& said) const {
    DateMention mention;
    mention.first = said.first;
    mention.last = said.last;
    mention.rule = said.rule;
    mention.part = said.part;
    return mention;
  }

  std::optional<DateMention> resolve(const SaidDate& said) {
    if (said.before_our_era) return before_our_era(said);
    if (said.decade || said.century) return long_span(said);
    if (said.shift && !said.month && said.season.empty()) return resolve_shift(said);
    if (!said.season.empty()) return resolve_season(said);
    if (said.month) return resolve_month(said);
    if (said.year) return resolve_year(said);
    if (said.weekday) return resolve_weekday(said);
    if (said.day) return resolve_bare_day(said);
    return std::nullopt;
  }

  std::optional<DateMention> before_our_era(const SaidDate& said) const {
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::year;
    mention.value = fmt::format("BC{:04}", *said.year);
    return mention;
  }

  std::optional<DateMention> long_span(const SaidDate& said) const {
    DateMention mention = mention_of(said);
    mention.unit = said.decade ? DateUnit::decade : DateUnit::century;
    mention.value = said.decade ? fmt::format("{}X", *said.year / 10) : fmt::format("{}XX", *said.year / 100);
    set_days(mention);
    return mention;
  }

  static void set_days(DateMention& mention) {
    if (const auto span = days_of_value(mention.value, mention.part)) {
      mention.from = span->from;
      mention.to = span->to;
    }
  }

  std::optional<DateMention> resolve_year(SaidDate said) {
    if (said.rule == "date.short-year") {
      if (!course_.from) return std::nullopt;
      said.year = year_of(*course_.from) / 100 * 100 + *said.year;
    }
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::year;
    mention.value = fmt::format("{:04}", *said.year);
    if (said.rule == "date.short-year") mention.anchor = anchor_course();
    set_days(mention);
    return mention;
  }

  std::string anchor_course() const {
    return fmt::format("{} of the text", course_.unit == DateUnit::year
                                             ? fmt::format("year {}", year_of(*course_.from))
                                             : to_string(*course_.from));
  }
  std::string anchor_published() const { return "published " + to_string(*context_.published); }

  // Whether the words before point to what is still to come.
  bool is_future(std::size_t token) const {
    static const std::unordered_set<std::string_view> kFuture = {
        "will",  "shall",    "'ll",    "upcoming", "scheduled", "due",      "planned",
        "plans", "deadline", "expire", "expires",  "set",       "expected", "سوف"};
    const Sentence& sentence = words_.sentence_with(token);
    const std::size_t first = std::max(sentence.first, token >= 14 ? token - 14 : 0);
    for (std::size_t i = first; i < token; ++i) {
      if (kFuture.contains(words_.tokens[i].folded)) return true;
    }
    return false;
  }

  // The year before or behind a month that brings it nearest, seen from a day.
  int year_from_publication(const SaidDate& said) const {
    const Date published = *context_.published;
    const int this_year = year_of(published);
    const auto start_in = [&](int year) {
      const unsigned day = said.day.value_or(1);
      return day_in(year, *said.month, day).value_or(date_of(year, *said.month, 28));
    };
    if (said.weekday && said.day) {
      for (const int year : {this_year, this_year - 1, this_year + 1, this_year - 2}) {
        const auto day = day_in(year, *said.month, *said.day);
        if (day && weekday_of(*day) == *said.weekday) return year;
      }
    }
    const bool whole_month = !said.day;
    if (said.pointing == Pointing::next) return start_in(this_year) > published ? this_year : this_year + 1;
    if (said.pointing == Pointing::last) {
      const bool same_month = whole_month && *said.month == month_number(published);
      return !same_month && start_in(this_year) <= published ? this_year : this_year - 1;
    }
    if (said.pointing == Pointing::this_one) return this_year;
    const bool future = is_future(said.first);
    const int tolerance = future ? 300 : 10;  // days beyond the publication that still are this year's
    if (start_in(this_year) > published + days(tolerance)) return this_year - 1;
    if (future && start_in(this_year) < published - days(200)) return this_year + 1;
    return this_year;
  }

  // A text that tells a story moves on: a month far before the last one is the next year's.
  int year_from_course(const SaidDate& said) const {
    const int year = year_of(*course_.from);
    if (said.pointing == Pointing::that_one || course_.unit == DateUnit::year ||
        course_.unit == DateUnit::season)
      return year;
    const int last = static_cast<int>(month_number(*course_.from));
    const int month = static_cast<int>(*said.month);
    if (said.pointing == Pointing::next && month <= last) return year + 1;
    if (said.pointing == Pointing::last && month >= last) return year - 1;
    if (month <= last - kStepBack) return year + 1;
    if (month >= last + kStepOn) return year - 1;
    return year;
  }
  static constexpr int kStepBack = 8, kStepOn = 10;

  // A year stated in the same or the previous sentence, other than the publication's, rules in news too.
  bool course_is_near(std::size_t token) const {
    if (!course_.from) return false;
    return words_.sentence_of[token] == words_.sentence_of[course_.token];
  }

  std::optional<int> choose_year(const SaidDate& said, std::string& anchor) {
    if (said.shift && said.unit == DateUnit::year && context_.published && !leans_on_course()) {
      anchor = anchor_published();
      return year_of(*context_.published) + *said.shift;
    }
    const bool by_course = course_.from && (leans_on_course() || said.pointing == Pointing::that_one ||
                                            (course_is_near(said.first) && context_.published &&
                                             year_of(*course_.from) < year_of(*context_.published) - 1));
    if (by_course) {
      anchor = anchor_course();
      return year_from_course(said);
    }
    if (!context_.published || context_.genre == Genre::narrative) return std::nullopt;
    anchor = anchor_published();
    return year_from_publication(said);
  }

  static std::string with_anchor(const std::string& rule, const std::string& anchor) {
    if (anchor.empty()) return rule;
    return rule + (anchor.starts_with("published") ? ".published" : ".course");
  }

  std::optional<DateMention> resolve_month(SaidDate said) {
    DateMention mention = mention_of(said);
    if (!said.year) {
      const auto year = choose_year(said, mention.anchor);
      if (!year) return std::nullopt;
      said.year = year;
      mention.rule = with_anchor(said.rule, mention.anchor);
    }
    if (said.day) {
      const auto day = day_in(*said.year, *said.month, *said.day);
      if (!day) return std::nullopt;
      mention.unit = DateUnit::day;
      mention.value = to_string(*day);
    } else {
      mention.unit = DateUnit::month;
      mention.value = fmt::format("{:04}-{:02}", *said.year, *said.month);
    }
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_season(SaidDate said) {
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::season;
    if (!said.year) {
      if (course_.from && (leans_on_course() || said.pointing == Pointing::that_one)) {
        mention.anchor = anchor_course();
        said.year = year_of(*course_.from);
        if (said.pointing == Pointing::next) ++*said.year;
      } else if (context_.published && context_.genre != Genre::narrative) {
        mention.anchor = anchor_published();
        said.year = year_of(*context_.published);
        const bool past = season_span(*said.year, said.season).to <= *context_.published;
        if (said.pointing == Pointing::last && !past) --*said.year;
        if (said.pointing == Pointing::none &&
            season_span(*said.year, said.season).from > *context_.published && !is_future(said.first))
          --*said.year;
      } else {
        return std::nullopt;
      }
      mention.rule = with_anchor(said.rule, mention.anchor);
    }
    mention.value = fmt::format("{:04}-{}", *said.year, said.season);
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_weekday(const SaidDate& said) {
    DateMention mention = mention_of(said);
    const bool by_course = context_.genre == Genre::narrative;
    if (by_course ? !course_.from || course_.unit != DateUnit::day : !context_.published) return std::nullopt;
    const Date base = by_course ? *course_.from : *context_.published;
    mention.anchor = by_course ? anchor_course() : anchor_published();
    int back = (7 + static_cast<int>(weekday_of(base)) - static_cast<int>(*said.weekday)) % 7;
    if (said.pointing == Pointing::last && back == 0) back = 7;
    const bool ahead = said.pointing == Pointing::next || by_course ||
                       (said.pointing != Pointing::last && is_future(said.first));
    Date day = base - days(back);
    if (ahead && back != 0) day += days(7);
    if (said.pointing == Pointing::next && back == 0) day += days(7);
    mention.value = to_string(day);
    mention.rule = with_anchor(said.rule, mention.anchor);
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_bare_day(const SaidDate& said) {
    const bool by_course = course_.from && course_.unit <= DateUnit::month && leans_on_course();
    if (!by_course && (!context_.published || context_.genre == Genre::narrative)) return std::nullopt;
    DateMention mention = mention_of(said);
    const Date base = by_course ? *course_.from : *context_.published;
    mention.anchor = by_course ? anchor_course() : anchor_published();
    const auto day = day_in(year_of(base), month_number(base), *said.day);
    if (!day) return std::nullopt;
    mention.value = to_string(*day);
    mention.rule = with_anchor(said.rule, mention.anchor);
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_shift(const SaidDate& said) {
    const bool to_published = !said.from_course && context_.genre != Genre::narrative && context_.published;
    if (!to_published && (!course_.from || (said.rule == "date.today"))) return std::nullopt;
    // Days are counted from a day, months from a month.
    if (!to_published && said.unit < course_.unit &&
        !(said.unit == DateUnit::day && course_.unit == DateUnit::day))
      return std::nullopt;
    DateMention mention = mention_of(said);
    const Date base = to_published ? *context_.published : *course_.from;
    mention.anchor = to_published ? anchor_published() : anchor_course();
    mention.rule = with_anchor(said.rule, mention.anchor);
    mention.unit = said.unit;
    mention.value = shifted_value(base, *said.shift, said.unit);
    if (mention.value.empty()) return std::nullopt;
    if (said.unit == DateUnit::decade) mention.unit = DateUnit::year;
    set_days(mention);
    return mention;
  }

  static std::string shifted_value(Date base, int shift, DateUnit unit) {
    const int year = year_of(base);
    if (shift < -900 || shift > 900) return {};
    switch (unit) {
      case DateUnit::day:
        return to_string(base + days(shift));
      case DateUnit::week:
        return week_value(base + days(7 * shift));
      case DateUnit::month:
        return to_string(plus_months(month_of(base), shift));
      case DateUnit::decade:
        return year + 10 * shift < 1000 ? std::string() : fmt::format("{:04}", year + 10 * shift);
      default:
        return year + shift < 1000 ? std::string() : fmt::format("{:04}", year + shift);
    }
  }

  // ISO 8601: the week that holds the year's first Thursday is the first.
  static std::string week_value(Date day) {
    const unsigned since_monday = (weekday_of(day) + 6) % 7;
    const Date thursday = day - days(since_monday) + days(3);
    const int week = day_of_year(thursday) / 7 + 1;
    return fmt::format("{:04}-W{:02}", year_of(thursday), week);
  }

  const Words& words_;
  const DateContext& context_;
  Course course_;
};

std::optional<DaySpan> days_of_week(const std::string& value) {
  const int year = std::atoi(value.substr(0, 4).c_str());
  const int week = std::atoi(value.substr(6).c_str());
  const Date fourth = date_of(year, 1, 4);  // always in the first week
  const Date monday = fourth - days((weekday_of(fourth) + 6) % 7) + days(7 * (week - 1));
  return DaySpan{monday, monday + days(6)};
}

}  // namespace

std::optional<DaySpan> days_of_value(const std::string& value, const std::string& part) {
  if (const auto day = parse_date(value)) return DaySpan{*day, *day};
  if (const auto month = parse_month(value)) return thirds({first_day(*month), last_day(*month)}, part);
  if (value.size() < 3 || value.find_first_not_of("0123456789") == 0) return std::nullopt;
  if (value.ends_with("XX")) return thirds(year_span(std::atoi(value.c_str()) * 100, 100), part);
  if (value.ends_with("X")) return thirds(year_span(std::atoi(value.c_str()) * 10, 10), part);
  const int year = std::atoi(value.substr(0, 4).c_str());
  if (year < 1) return std::nullopt;
  if (value.size() == 4) return thirds(year_span(year), part);
  if (value.size() == 8 && value[5] == 'W' && value[6] != 'I') return days_of_week(value);
  if (value.size() == 7) return thirds(season_span(year, std::string_view(value).substr(5)), part);
  return std::nullopt;
}

std::vector<DateMention> find_dates(const Words& words, const DateContext& context) {
  return Resolution(words, context).all(recognise_dates(words));
}

}  // namespace handover::intake
