// What is new in a mission since a day: typed rows, what became of contradictions, commitments and positions,
// what the figures did and which tables they owe it to, and what stayed as it was; then the same in
// sentences, on one page.
#pragma once

#include "evidence/contradictions.h"
#include "mission/mission.h"
#include "report/assessment.h"
#include "report/documents.h"
#include "timeline/status.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

enum class NewsTable {
  facts,
  sessions,
  positions,
  commitments,
  totals,
  ratings,
  troops,
  instruments,
  incidents,
  casualties,
  calendar
};
inline constexpr std::size_t kNewsTables = 11;
const char* name_of(NewsTable table);

// A row that became known after the earlier day. `before`: the newest row of the same thing known by then;
// nothing: it is said for the first time.
struct NewRow {
  NewsTable table = NewsTable::facts;
  std::string what, after, said_by, source;
  std::optional<std::string> before;
  Date known_from{};
  bool decides = false;  // positions: of a party that decides
};

enum class ContradictionNews { opened, settled, grown, same };
struct ContradictionChange {
  ContradictionNews news = ContradictionNews::same;
  std::string subject, relation;
};

enum class CommitmentNews { due, overdue, changed, same };
struct CommitmentChange {
  CommitmentNews news = CommitmentNews::same;
  std::size_t commitment = 0;  // of the mission now
  std::optional<CommitmentStatus> before;
};

// One figure on either day; nothing: none could be had. `feeds`: the tables that it is made from.
enum class NewsFigure { level_per_month, functions_alone, agreement_month };
struct FigureChange {
  NewsFigure figure = NewsFigure::functions_alone;
  std::string subject;                             // the stream
  std::optional<double> before, after;             // of a number
  std::optional<Month> month_before, month_after;  // of a month; nothing: past the horizon
  std::vector<NewsTable> feeds;
};

struct Changes {
  Date since{}, day{};
  std::vector<NewRow> rows;  // newest first; daily counts are counted, not listed
  std::array<int, kNewsTables> new_rows{};
  std::vector<ContradictionChange> contradictions;
  std::vector<CommitmentChange> commitments;
  std::vector<FigureChange> figures;
  std::optional<timeline::StatusReport> plan;  // of a plan that is watched
  bool act = false;                            // there is something to act on
};

// `due_within`: days ahead in which what falls due is named. Figures are not in it.
Changes changes_between(const Mission& now, const Mission& then, int due_within = 31);
// The figures of both days, by the same options.
void add_figures(const Mission& now, const Mission& then, const AssessmentOptions& options, Changes& changes,
                 const Control& control = {});

Json document_of(const Changes& changes, const Mission& now);

// In sentences of the language: a heading, then lines; "" parts sections.
struct NewsSection {
  std::string title;
  std::vector<std::string> lines;
};
struct NewsPage {
  std::string title;
  std::vector<NewsSection> sections;
};
NewsPage page_of(const Changes& changes, const Mission& now, const std::string& language);
std::string text_of(const NewsPage& page);
// The page as a message to be sent (RFC 5322), dated the day that it tells of.
std::string mail_of(const NewsPage& page, Date day);

}  // namespace handover::report
