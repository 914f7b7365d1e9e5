// Inside this module only: where a story is. A later date that leaves something open takes it from here.
// Dates that only look back or ahead do not move the story.
#pragma once

#include "intake/date_words.h"

namespace handover::intake {

class StoryCourse {
 public:
  explicit StoryCourse(const Words& words) : words_(words) {}

  void remember(const DateMention& mention);

  // Nothing before the first date.
  const std::optional<Date>& from() const { return last_.from; }
  DateUnit unit() const { return last_.unit; }
  std::size_t token() const { return last_.token; }
  // Of any date that was named last, one that did not move the story too.
  const std::optional<int>& last_year() const { return last_year_; }
  // The day that the text calls D-Day.
  const std::optional<Date>& d_day() const { return d_day_; }
  // Whether it was named in the token's sentence.
  bool is_near(std::size_t token) const;
  // "year 1941 of the text"
  std::string anchor() const;

  static constexpr std::size_t kNearSentences = 4;

 private:
  bool is_aside(const DateMention& mention) const;
  bool looks_away(const DateMention& mention) const;
  bool is_attribute(const DateMention& mention) const;
  bool is_flashback(const DateMention& mention) const;
  bool is_how_long(const DateMention& mention) const;
  bool calls_d_day(const DateMention& mention) const;

  struct Last {
    std::optional<Date> from;
    DateUnit unit = DateUnit::year;
    std::size_t token = 0;
  };
  const Words& words_;
  Last last_;
  std::optional<int> last_year_;
  std::optional<Date> d_day_;
};

}  // namespace handover::intake
