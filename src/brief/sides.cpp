#include "brief/sides.h"

#include "wording/catalogue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace handover::brief {
namespace {

// Places of each kind; a reader takes in no more of them at a time.
constexpr std::size_t kSituation = 5, kDependsOn = 3, kGates = 4, kOutlooks = 1, kNeedsRows = 9,
                      kNeedsLines = 2, kTalksLines = 3, kBreaks = 3, kClaims = 5;

template <class Block>
void move_rest(std::vector<Block>& from, std::size_t kept, std::vector<Block>& to) {
  if (from.size() <= kept) return;
  const auto rest = from.begin() + static_cast<std::ptrdiff_t>(kept);
  to.insert(to.end(), std::move_iterator(rest), std::move_iterator(from.end()));
  from.erase(rest, from.end());
}

bool holds_nothing(const Section& section) {
  return section.lines.empty() && section.figures.empty() && section.tables.empty() && section.cards.empty();
}

}  // namespace

View with_two_sides(View view) {
  Section more{.title = wording::Catalogue::of(view.language)("brief.continued"),
               .audience = Audience::published};
  move_rest(view.situation.lines, kSituation, more.lines);
  move_rest(view.depends_on, kDependsOn, more.lines);
  move_rest(view.threat.lines, kOutlooks + 3, more.lines);
  move_rest(view.partner.lines, kNeedsLines, more.lines);
  move_rest(view.needs.lines, kNeedsLines, more.lines);
  move_rest(view.talks.lines, kTalksLines, more.lines);
  move_rest(view.breaks.lines, kBreaks, more.lines);
  move_rest(view.coalition_says.lines, kClaims, more.lines);
  move_rest(view.host_says.lines, kClaims, more.lines);
  move_rest(view.timeline.cards, kGates, more.cards);
  move_rest(view.threat.figures, kOutlooks, more.figures);
  // A long table goes whole: its sum would not stand under half of its rows.
  const auto is_long = [](const Table& table) { return table.rows.size() > kNeedsRows; };
  const auto first_long = std::stable_partition(view.needs.tables.begin(), view.needs.tables.end(),
                                                [&](const Table& table) { return !is_long(table); });
  move_rest(view.needs.tables, static_cast<std::size_t>(first_long - view.needs.tables.begin()), more.tables);
  if (!holds_nothing(more)) view.annex.insert(view.annex.begin(), std::move(more));
  return view;
}

}  // namespace handover::brief
