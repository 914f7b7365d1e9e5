// Which days an expression means: what its words leave open is taken from an anchor, by the genre of the
// text.
#include "intake/date_course.h"
#include "intake/date_words.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

using std::chrono::days;

class Resolution {
 public:
  Resolution(const Words& words, const DateContext& context)
      : words_(words), context_(context), course_(words) {}

  std::vector<DateMention> all(const std::vector<SaidDate>& said) {
    std::vector<DateMention> mentions;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i].rule == "date.clock" && i + 1 < said.size() && has_day_of_its_own(said[i], said[i + 1]))
        continue;
      auto mention = resolve(said[i]);
      if (!mention) continue;
      course_.remember(*mention);
      mentions.push_back(std::move(*mention));
    }
    return mentions;
  }

 private:
  // "at 4:30 a.m. on 6 June" is of that day.
  bool has_day_of_its_own(const SaidDate& clock, const SaidDate& next) const {
    constexpr std::size_t kBetween = 3;
    return next.first <= clock.last + kBetween &&
           words_.sentence_of[next.first] == words_.sentence_of[clock.first];
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

  std::optional<DateMention> resolve(SaidDate said) {
    if (said.short_year && course_.from() && leans_on_course())
      said.year = year_of(*course_.from()) / 100 * 100 + *said.year % 100;
    if (said.before_our_era) return before_our_era(said);
    if (said.decade || said.century) return long_span(said);
    if (said.fiscal) return fiscal_year(said);
    if (said.rule == "date.d-day") return resolve_d_day(said);
    if (said.from_easter) return resolve_easter(said);
    if (said.shift && said.day && !said.month) return resolve_bare_day(said);
    if (said.shift && said.weekday && !said.month) return day_of_week(said);
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

  std::optional<DateMention> fiscal_year(const SaidDate& said) const {
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::year;
    mention.value = fmt::format("FY{:04}", *said.year);
    return mention;
  }

  std::optional<DateMention> resolve_d_day(const SaidDate& said) const {
    if (!course_.d_day()) return std::nullopt;
    DateMention mention = mention_of(said);
    mention.value = to_string(*course_.d_day() + days(*said.shift));
    mention.anchor = fmt::format("{} of the text", to_string(*course_.d_day()));
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_easter(SaidDate said) {
    DateMention mention = mention_of(said);
    if (!said.year) {
      said.month = 4;
      const auto year = choose_year(said, mention.anchor);
      if (!year) return std::nullopt;
      said.year = year;
      mention.rule = with_anchor(said.rule, mention.anchor);
    }
    mention.value = to_string(easter_sunday(*said.year) + days(*said.from_easter));
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> long_span(SaidDate said) const {
    if (said.rule == "date.short-decade") {
      const bool by_course = course_.from() && leans_on_course();
      said.year = *said.year + (by_course ? year_of(*course_.from()) / 100 * 100 : 1900);
    }
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
      if (!course_.from()) return std::nullopt;
      said.year = year_of(*course_.from()) / 100 * 100 + *said.year;
    }
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::year;
    mention.value = fmt::format("{:04}", *said.year);
    if (said.rule == "date.short-year") mention.anchor = course_.anchor();
    set_days(mention);
    return mention;
  }

  std::string anchor_published() const { return "published " + to_string(*context_.published); }

  // Whether the words before point to what is still to come.
  bool is_future(std::size_t token) const {
    static const std::unordered_set<std::string_view> kFuture = {
        "will",  "shall",    "'ll",    "upcoming", "scheduled", "due", "planned",
        "plans", "deadline", "expire", "expires",  "expected",  "سوف"};
    const Sentence& sentence = words_.sentence_with(token);
    const std::size_t first = std::max(sentence.first, token >= 14 ? token - 14 : 0);
    for (std::size_t i = first; i < token; ++i) {
      if (kFuture.contains(words_.tokens[i].folded)) return true;
      // "set for September", not "set up in January"
      if (words_.tokens[i].is("set") && i + 1 < sentence.last &&
          (words_.tokens[i + 1].is("to") || words_.tokens[i + 1].is("for")))
        return true;
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
    if (said.pointing == Pointing::next || said.pointing == Pointing::following)
      return start_in(this_year) > published ? this_year : this_year + 1;
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
    const int year = year_of(*course_.from());
    if (said.shift && said.unit == DateUnit::year) return year + *said.shift;
    // "By 1940 ... In August of that year": the year that was named last, though the story was elsewhere.
    if (said.pointing == Pointing::that_one) return course_.last_year().value_or(year);
    if (course_.unit() == DateUnit::year)
      return said.pointing == Pointing::following ? year + 1
             : said.pointing == Pointing::last    ? year - 1
                                                  : year;
    // A winter begins in the year before its own.
    if (course_.unit() == DateUnit::season)
      return month_number(*course_.from()) == 12 && *said.month < 12 ? year + 1 : year;
    const int last = static_cast<int>(month_number(*course_.from()));
    const int month = static_cast<int>(*said.month);
    if ((said.pointing == Pointing::next || said.pointing == Pointing::following) && month <= last)
      return year + 1;
    if (said.pointing == Pointing::last && month >= last) return year - 1;
    if (month <= last - kStepBack) return year + 1;
    if (month >= last + kStepOn) return year - 1;
    return year;
  }
  static constexpr int kStepBack = 8, kStepOn = 10;

  std::optional<int> choose_year(const SaidDate& said, std::string& anchor) {
    const bool years_on = said.shift && said.unit == DateUnit::year;
    if (years_on && !said.from_course && context_.published && !leans_on_course()) {
      anchor = anchor_published();
      return year_of(*context_.published) + *said.shift;
    }
    const bool by_course =
        course_.from() && (leans_on_course() || said.pointing == Pointing::that_one || years_on ||
                           (course_.is_near(said.first) && context_.published &&
                            year_of(*course_.from()) < year_of(*context_.published) - 1));
    if (by_course) {
      anchor = course_.anchor();
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

  std::optional<int> choose_season_year(const SaidDate& said, std::string& anchor) const {
    const bool pointed = said.pointing == Pointing::that_one || said.pointing == Pointing::following;
    if (course_.from() && (leans_on_course() || pointed)) {
      anchor = course_.anchor();
      const int year = year_of(*course_.from());
      if (said.shift) return year + *said.shift;
      if (said.pointing == Pointing::that_one && course_.unit() == DateUnit::year)
        return course_.last_year().value_or(year);
      if (said.pointing != Pointing::next && said.pointing != Pointing::following) return year;
      // The first that begins after what was told last.
      return course_.unit() != DateUnit::year && season_span(year, said.season).from > *course_.from()
                 ? year
                 : year + 1;
    }
    if (!context_.published || context_.genre == Genre::narrative) return std::nullopt;
    anchor = anchor_published();
    const int year = year_of(*context_.published);
    if (said.shift) return year + *said.shift;
    const DaySpan span = season_span(year, said.season);
    if (said.pointing == Pointing::last && span.to > *context_.published) return year - 1;
    if (said.pointing == Pointing::next && span.from <= *context_.published) return year + 1;
    const bool ahead = span.from > *context_.published;
    if (said.pointing == Pointing::none && ahead && !is_future(said.first)) return year - 1;
    return year;
  }

  std::optional<DateMention> resolve_season(SaidDate said) {
    DateMention mention = mention_of(said);
    mention.unit = DateUnit::season;
    if (!said.year) {
      said.year = choose_season_year(said, mention.anchor);
      if (!said.year) return std::nullopt;
      mention.rule = with_anchor(said.rule, mention.anchor);
    }
    mention.value = fmt::format("{:04}-{}", *said.year, said.season);
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_weekday(const SaidDate& said) {
    DateMention mention = mention_of(said);
    const bool by_course = context_.genre == Genre::narrative || said.pointing == Pointing::following;
    if (by_course ? !course_.from() || course_.unit() != DateUnit::day : !context_.published)
      return std::nullopt;
    const Date base = by_course ? *course_.from() : *context_.published;
    mention.anchor = by_course ? course_.anchor() : anchor_published();
    int back = (7 + static_cast<int>(weekday_of(base)) - static_cast<int>(*said.weekday)) % 7;
    if (said.pointing == Pointing::last && back == 0) back = 7;
    const bool ahead = said.pointing == Pointing::next || by_course ||
                       (said.pointing != Pointing::last && is_future(said.first));
    Date day = base - days(back);
    if (ahead && back != 0) day += days(7);
    const bool another = said.pointing == Pointing::next || said.pointing == Pointing::following;
    if (another && back == 0) day += days(7);
    mention.value = to_string(day);
    mention.rule = with_anchor(said.rule, mention.anchor);
    set_days(mention);
    return mention;
  }

  // "Wednesday last week"
  std::optional<DateMention> day_of_week(const SaidDate& said) const {
    if (!context_.published || context_.genre == Genre::narrative) return std::nullopt;
    DateMention mention = mention_of(said);
    const Date monday = *context_.published - days((weekday_of(*context_.published) + 6) % 7);
    mention.value = to_string(monday + days(7 * *said.shift + static_cast<int>((*said.weekday + 6) % 7)));
    mention.anchor = anchor_published();
    mention.rule = with_anchor(said.rule, mention.anchor);
    set_days(mention);
    return mention;
  }

  std::optional<DateMention> resolve_bare_day(const SaidDate& said) {
    const bool on_course = course_.from() && course_.unit() <= DateUnit::month;
    const bool by_course = on_course &&
                           (leans_on_course() || said.from_course || course_.is_near(said.first)) &&
                           (!said.shift || said.from_course || context_.genre == Genre::narrative);
    if (!by_course && (said.from_course || !context_.published || context_.genre == Genre::narrative))
      return std::nullopt;
    DateMention mention = mention_of(said);
    const Month base =
        plus_months(month_of(by_course ? *course_.from() : *context_.published), said.shift.value_or(0));
    mention.anchor = by_course ? course_.anchor() : anchor_published();
    const Date first = first_day(base);
    const auto day = day_in(year_of(first), month_number(first), *said.day);
    if (!day) return std::nullopt;
    mention.value = to_string(*day);
    mention.rule = with_anchor(said.rule, mention.anchor);
    set_days(mention);
    return mention;
  }

  // A time of day belongs to a day that the story named a few sentences before at most.
  bool tells_of_a_day(std::size_t token) const {
    return course_.from() && course_.unit() == DateUnit::day && leans_on_course() &&
           words_.sentence_of[token] <= words_.sentence_of[course_.token()] + StoryCourse::kNearSentences;
  }
  // "by the end of the year" in news is the year of publication's, unless the text has just named another.
  bool leans_on_published(const SaidDate& said) const {
    if (context_.genre == Genre::narrative || !context_.published) return false;
    if (!said.from_course) return true;
    const bool ends_period = said.rule == "date.same" && said.unit >= DateUnit::week;
    return ends_period && !leans_on_course() && !(course_.from() && course_.is_near(said.first));
  }

  std::optional<DateMention> resolve_shift(const SaidDate& said) {
    if (said.rule == "date.clock" && !tells_of_a_day(said.first)) return std::nullopt;
    const bool to_published = leans_on_published(said);
    if (!to_published && (!course_.from() || (said.rule == "date.today"))) return std::nullopt;
    // Days are counted from a day, months from a month.
    if (!to_published && said.unit < course_.unit() &&
        !(said.unit == DateUnit::day && course_.unit() == DateUnit::day))
      return std::nullopt;
    DateMention mention = mention_of(said);
    const Date base = to_published ? *context_.published : *course_.from();
    mention.anchor = to_published ? anchor_published() : course_.anchor();
    mention.rule = with_anchor(said.rule, mention.anchor);
    mention.unit = said.unit;
    mention.value = shifted_value(base, *said.shift, said.unit);
    if (mention.value.empty()) return std::nullopt;
    if (said.unit == DateUnit::day) mention.part.clear();
    if (said.unit == DateUnit::decade && *said.shift == 0) {
      mention.value = fmt::format("{}X", year_of(base) / 10);
      set_days(mention);
      return mention;
    }
    if (said.weekend) mention.value += "-WE";
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

  const Words& words_;
  const DateContext& context_;
  StoryCourse course_;
};

}  // namespace

std::vector<DateMention> find_dates(const Words& words, const DateContext& context) {
  return Resolution(words, context).all(recognise_dates(words));
}

}  // namespace handover::intake
