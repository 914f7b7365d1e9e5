// What no table settles: the ranges of the worked example, and those of what the answers say is there.
#include "mission/area_making.h"
#include "mission/assumption_keys.h"
#include "tables/values.h"

#include <algorithm>
#include <set>

namespace handover {
namespace {

// Ranges that speak of strikes, patrons and wars abroad, which such a mission does not have.
bool is_of_another_kind(std::string_view key) {
  for (const std::string_view word :
       {"militia", "strike", "retaliation", "deterrence", "relabel", "war_abroad"})
    if (key.find(word) != std::string_view::npos) return true;
  return false;
}

std::optional<Date> published_of(const AreaMaking& making, const std::string& id) {
  const Table& table = *making.wanted.sources;
  const auto id_at = table.find("id"), day_at = table.find("published");
  for (const Table::Row& row : table.rows)
    if (id_at && day_at && without_blanks(row.text[*id_at]) == id)
      return parse_date(std::string(without_blanks(row.text[*day_at])));
  return std::nullopt;
}

// Ranges that matter only where an answer says so.
struct RangeOfAnswer {
  std::string_view question;
  Effect effect;
  const char *low, *mode, *high, *reason;
};
constexpr RangeOfAnswer kRangesOfAnswers[] = {
    {"contractors", Effect::contractor_departure_effect_on_functions, "0.2", "0.8", "2",
     "assumed: a fall from standing alone to needing help, at most two levels of a rating"},
    {"clearances", Effect::clearance_days, "30", "90", "240", "assumed: months rather than weeks"},
    {"successor", Effect::successor_mentoring, "0", "0.2", "0.5",
     "assumed: it trains fewer than the guests did"},
    {"successor", Effect::successor_effect_on_insurgents, "-0.2", "0.1", "0.5",
     "assumed: no record tells the sign"},
    {"successor", Effect::successor_effect_on_civilian_deaths, "0", "0.3", "0.8",
     "assumed in size; more civilians were killed where Wagner's people fought (ACLED 2022)"},
    {"meetings", Effect::talks_near_meeting, "0", "0.7", "1.5",
     "assumed: a meeting that is announced brings the sides together, up to four times as fast"}};

void add_ranges_of_answers(AreaMaking& making) {
  for (const RangeOfAnswer& range : kRangesOfAnswers) {
    if (!making.answers.given(range.question)) continue;
    const AssumptionKey& key = key_of(range.effect);
    making.rows.filled("assumptions.csv", {{"key", std::string(key.key)},
                                           {"low", range.low},
                                           {"mode", range.mode},
                                           {"high", range.high},
                                           {"unit", std::string(key.unit)},
                                           {"judgement", "yes"},
                                           {"reason", range.reason},
                                           {"source", "judgement"}});
  }
}

}  // namespace

// The worked example's ranges, but for those of mechanisms that the mission does not have.
void add_area_assumptions(AreaMaking& making) {
  add_ranges_of_answers(making);
  if (!making.wanted.assumptions) return;
  const Table& ranges = *making.wanted.assumptions;
  const auto text = [](const Table& table, const Table::Row& row, std::string_view column) {
    const auto at = table.find(column);
    return at ? std::string(without_blanks(row.text[*at])) : std::string{};
  };
  std::set<std::string> named;
  for (const Table::Row& row : ranges.rows) {
    if (is_of_another_kind(text(ranges, row, "key"))) continue;
    AreaRow fields;
    for (const char* const column :
         {"key", "low", "mode", "high", "shape", "unit", "judgement", "reason", "source"})
      fields.emplace_back(column, text(ranges, row, column));
    std::string& from = fields.back().second;
    const bool known =
        making.wanted.sources &&
        std::any_of(making.wanted.sources->rows.begin(), making.wanted.sources->rows.end(),
                    [&](const Table::Row& one) { return text(*making.wanted.sources, one, "id") == from; });
    const auto published = known ? published_of(making, from) : std::nullopt;
    if (from != "judgement" && (!published || *published > making.as_of)) from = "usual-values";
    if (from != "judgement" && from != "usual-values") named.insert(from);
    making.rows.filled("assumptions.csv", std::move(fields));
  }
  for (const std::string& id : named) {
    if (making.answers.knows_source(id)) continue;
    making.answers.know_source(id);
    for (const Table::Row& row : making.wanted.sources->rows) {
      if (text(*making.wanted.sources, row, "id") != id) continue;
      AreaRow fields;
      for (const char* const column :
           {"id", "title", "publisher", "published", "url", "reliability", "credibility"})
        fields.emplace_back(column, text(*making.wanted.sources, row, column));
      making.rows.filled("sources.csv", std::move(fields));
    }
  }
}

}  // namespace handover
