// One page of news, in sentences.
#include "mission/names.h"
#include "report/changes_job.h"
#include "wording/assessments.h"
#include "wording/catalogue.h"
#include "wording/findings.h"
#include "wording/status.h"
#include "wording/timeline.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <gmime/gmime.h>

namespace handover::report {
namespace {

using wording::Catalogue;
using wording::Key;

constexpr std::size_t kMostLines = 8;  // in a section: the rest is counted

std::string readable(std::string subject) {
  subject = subject.substr(subject.find(':') + 1);
  std::replace(subject.begin(), subject.end(), '-', ' ');
  return subject;
}

std::string table_words(NewsTable table, const Catalogue& say) {
  switch (table) {
    case NewsTable::facts:
      return say("changed.table.facts");
    case NewsTable::sessions:
      return say("changed.table.sessions");
    case NewsTable::positions:
      return say("changed.table.positions");
    case NewsTable::commitments:
      return say("changed.table.commitments");
    case NewsTable::totals:
      return say("changed.table.totals");
    case NewsTable::ratings:
      return say("changed.table.ratings");
    case NewsTable::troops:
      return say("changed.table.troops");
    case NewsTable::instruments:
      return say("changed.table.instruments");
    case NewsTable::incidents:
      return say("changed.table.incidents");
    case NewsTable::casualties:
      return say("changed.table.casualties");
    case NewsTable::calendar:
      break;
  }
  return say("changed.table.calendar");
}

std::string row_words(const NewRow& row, const Catalogue& say) {
  std::string words =
      row.before ? say("changed.moved", {{"what", row.what}, {"before", *row.before}, {"after", row.after}})
                 : say("changed.new", {{"what", row.what}, {"after", row.after}});
  if (!row.said_by.empty()) words = say("changed.says", {{"words", words}, {"speaker", row.said_by}});
  return say("changed.by", {{"words", words}, {"source", row.source}, {"day", row.known_from}});
}

class Page {
 public:
  Page(const Changes& changes, const Mission& mission, const Catalogue& say)
      : changes_(changes), mission_(mission), say_(say) {}

  NewsPage write() {
    page_.title =
        say_("changed.title", {{"title", mission_.title}, {"since", changes_.since}, {"day", changes_.day}});
    add(to_act_on());
    add(rows_in(say_("changed.talks"), {NewsTable::sessions}));
    add(commitments());
    add(rows_in(say_("changed.positions"), {NewsTable::positions}));
    add(contradictions());
    add(conditions());
    add(rows_in(say_("changed.evidence"),
                {NewsTable::facts, NewsTable::totals, NewsTable::ratings, NewsTable::troops,
                 NewsTable::instruments, NewsTable::casualties, NewsTable::calendar}));
    add(figures());
    add(unchanged());
    return std::move(page_);
  }

 private:
  void add(NewsSection section) {
    if (section.lines.empty()) return;
    if (section.lines.size() > kMostLines + 1) {
      const std::size_t more = section.lines.size() - kMostLines;
      section.lines.resize(kMostLines);
      section.lines.push_back(say_("changed.more", {{"count", more}}));
    }
    page_.sections.push_back(std::move(section));
  }

  // One line for each thing that waits for somebody.
  NewsSection to_act_on() const {
    NewsSection section{say_("changed.act"), {}};
    for (const CommitmentChange& one : changes_.commitments) {
      if (one.news != CommitmentNews::same) section.lines.push_back(commitment_words(one));
    }
    for (const NewRow& row : changes_.rows) {
      if (row.table == NewsTable::sessions || (row.table == NewsTable::positions && row.decides))
        section.lines.push_back(row_words(named(row), say_));
    }
    for (const ContradictionChange& one : changes_.contradictions) {
      if (one.news == ContradictionNews::opened)
        section.lines.push_back(
            say_("changed.opened", {{"what", readable(one.subject) + ", " + one.relation}}));
    }
    if (!changes_.act) section.lines.push_back(say_("changed.nothing"));
    return section;
  }

  // States of the talks stand in the table as words of the program's own.
  NewRow named(NewRow row) const {
    if (row.table != NewsTable::sessions) return row;
    for (const TalksState state : {TalksState::announced, TalksState::in_session, TalksState::suspended,
                                   TalksState::agreed, TalksState::collapsed, TalksState::expelled}) {
      if (row.what == word_of(state)) row.what = wording::state_words(state, say_);
    }
    return row;
  }

  NewsSection rows_in(std::string title, std::initializer_list<NewsTable> tables) const {
    NewsSection section{std::move(title), {}};
    for (const bool moved : {true, false}) {  // what became otherwise first
      for (const NewRow& row : changes_.rows) {
        if (row.before.has_value() == moved &&
            std::find(tables.begin(), tables.end(), row.table) != tables.end())
          section.lines.push_back(row_words(named(row), say_));
      }
    }
    return section;
  }

  std::string commitment_words(const CommitmentChange& change) const {
    const Commitment& one = mission_.commitments[change.commitment];
    const std::string owes = mission_.actors[one.owes.index].name,
                      owed_to = mission_.actors[one.owed_to.index].name;
    if (change.news == CommitmentNews::due)
      return say_("changed.due",
                  {{"what", one.what}, {"day", *one.due}, {"owes", owes}, {"owed_to", owed_to}});
    if (change.news == CommitmentNews::overdue)
      return say_("changed.overdue",
                  {{"what", one.what}, {"day", *one.due}, {"owes", owes}, {"owed_to", owed_to}});
    const std::string after = wording::commitment_status_words(one.status, say_);
    return change.before
               ? say_("changed.moved", {{"what", one.what},
                                        {"before", wording::commitment_status_words(*change.before, say_)},
                                        {"after", after}})
               : say_("changed.first_time", {{"what", one.what}, {"after", after}});
  }

  NewsSection commitments() const {
    NewsSection section{say_("changed.commitments"), {}};
    for (const CommitmentChange& one : changes_.commitments) {
      if (one.news != CommitmentNews::same) section.lines.push_back(commitment_words(one));
    }
    return section;
  }

  NewsSection contradictions() const {
    NewsSection section{say_("changed.contradictions"), {}};
    for (const ContradictionChange& one : changes_.contradictions) {
      const std::string what = readable(one.subject) + ", " + one.relation;
      if (one.news == ContradictionNews::opened)
        section.lines.push_back(say_("changed.opened", {{"what", what}}));
      if (one.news == ContradictionNews::settled)
        section.lines.push_back(say_("changed.settled", {{"what", what}}));
      if (one.news == ContradictionNews::grown)
        section.lines.push_back(say_("changed.grown", {{"what", what}}));
    }
    return section;
  }

  NewsSection conditions() const {
    NewsSection section{say_("changed.conditions"), {}};
    if (!changes_.plan) return section;
    for (const timeline::Change& one : changes_.plan->changes) {
      if (!one.condition_after) continue;
      const auto value = [&](const std::optional<timeline::ConditionStatus>& status) {
        return status && status->measured ? wording::number(status->measured->value, say_.locale())
                                          : say_("status.not_known");
      };
      section.lines.push_back(
          say_("changed.moved", {{"what", one.subject + ", " +
                                              wording::condition_words(one.condition_after->condition,
                                                                       wording::Measure::left_out, say_)},
                                 {"before", value(one.condition_before)},
                                 {"after", value(one.condition_after)}}));
    }
    return section;
  }

  std::string figure_name(const FigureChange& one) const {
    switch (one.figure) {
      case NewsFigure::level_per_month:
        return say_("changed.per_month", {{"stream", one.subject}});
      case NewsFigure::functions_alone:
        return say_("changed.alone");
      case NewsFigure::agreement_month:
        break;
    }
    return say_("changed.agreement");
  }

  std::string value_of(const FigureChange& one, bool after) const {
    if (one.figure != NewsFigure::agreement_month)
      return wording::number((after ? one.after : one.before).value_or(0.0), say_.locale());
    const auto& month = after ? one.month_after : one.month_before;
    return month ? wording::month(*month, say_.locale()) : say_("changed.beyond");
  }

  // The tables that the figure is made from and that have new rows.
  std::vector<std::string> carriers(const FigureChange& one) const {
    std::vector<std::string> carriers;
    for (const NewsTable table : one.feeds) {
      const int count = changes_.new_rows[static_cast<std::size_t>(table)];
      if (count > 0)
        carriers.push_back(say_("changed.rows", {{"count", count}, {"table", table_words(table, say_)}}));
    }
    return carriers;
  }

  NewsSection figures() const {
    NewsSection section{say_("changed.figures"), {}};
    for (const FigureChange& one : changes_.figures) {
      const std::string before = value_of(one, false), after = value_of(one, true);
      if (before == after) continue;
      const auto by = carriers(one);
      section.lines.push_back(say_(
          "changed.figure_moved",
          {{"figure", figure_name(one)},
           {"before", before},
           {"after", after},
           {"why", by.empty() ? say_("changed.time_passed") : say_("changed.carried", {{"what", by}})}}));
    }
    return section;
  }

  // Figures that new rows did not move, contradictions that a new account did not settle, commitments still
  // contested, parties that said nothing new on what is still apart.
  NewsSection unchanged() const {
    NewsSection section{say_("changed.same"), {}};
    for (const FigureChange& one : changes_.figures) {
      const std::string value = value_of(one, true);
      if (value == value_of(one, false) && !carriers(one).empty())
        section.lines.push_back(
            say_("changed.figure_same", {{"figure", figure_name(one)}, {"value", value}}));
    }
    for (const CommitmentChange& one : changes_.commitments) {
      const Commitment& commitment = mission_.commitments[one.commitment];
      if (one.news == CommitmentNews::same && commitment.status != CommitmentStatus::met)
        section.lines.push_back(
            say_("changed.same_commitment",
                 {{"what", commitment.what},
                  {"standing", wording::commitment_status_words(commitment.status, say_)}}));
    }
    for (const ContradictionChange& one : changes_.contradictions) {
      if (one.news == ContradictionNews::same)
        section.lines.push_back(
            say_("changed.same_contradiction", {{"what", readable(one.subject) + ", " + one.relation}}));
    }
    return section;
  }

  const Changes& changes_;
  const Mission& mission_;
  const Catalogue& say_;
  NewsPage page_;
};

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

}  // namespace

NewsPage page_of(const Changes& changes, const Mission& now, const std::string& language) {
  return Page(changes, now, Catalogue::of(language)).write();
}

std::string text_of(const NewsPage& page) {
  std::string text = page.title + "\n";
  for (const NewsSection& section : page.sections) {
    text += "\n" + section.title + "\n";
    for (const std::string& line : section.lines) text += "  \xE2\x80\xA2 " + line + "\n";
  }
  return text;
}

std::string mail_of(const NewsPage& page, Date day) {
  static const bool ready = (g_mime_init(), true);
  static_cast<void>(ready);
  const std::unique_ptr<GMimeMessage, Unref> message(g_mime_message_new(TRUE));
  g_mime_message_set_subject(message.get(), page.title.c_str(), "utf-8");
  GDateTime* date = g_date_time_new_from_unix_utc(day.time_since_epoch().count() * 86'400LL);
  g_mime_message_set_date(message.get(), date);
  g_date_time_unref(date);
  const std::unique_ptr<GMimeTextPart, Unref> part(g_mime_text_part_new_with_subtype("plain"));
  g_mime_text_part_set_charset(part.get(), "utf-8");
  g_mime_text_part_set_text(part.get(), text_of(page).c_str());
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(part.get()));
  gchar* written = g_mime_object_to_string(GMIME_OBJECT(message.get()), nullptr);
  std::string text = written;
  g_free(written);
  return text;
}

}  // namespace handover::report
