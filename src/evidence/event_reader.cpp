#include "evidence/event_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

struct LayoutSpec {
  Layout layout;
  std::string_view name;
  std::vector<std::string_view> needed;  // column names that tell it from all others
};

const std::vector<LayoutSpec>& layouts() {
  static const std::vector<LayoutSpec> specs = {
      {Layout::ged, "ged", {"date_start", "date_end", "side_a", "side_b", "deaths_civilians"}},
      {Layout::acled, "acled", {"event_date", "actor1", "event_type", "fatalities"}},
      {Layout::gtd, "gtd", {"eventid", "iyear", "imonth", "iday", "gname"}},
      {Layout::daily, "daily", {"date", "count"}},
      {Layout::totals, "totals", {"year", "month"}},
  };
  return specs;
}

// "2014-01-24", with or without a time of day behind it.
std::optional<Date> iso_day(std::string_view text) {
  if (text.size() > 10 && (text[10] == ' ' || text[10] == 'T')) text = text.substr(0, 10);
  return parse_date(text);
}

// "27 January 2024", as ACLED's export writes it.
std::optional<Date> written_day(std::string_view text) {
  constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
  const auto first = text.find(' ');
  const auto second = first == std::string_view::npos ? first : text.find(' ', first + 1);
  if (second == std::string_view::npos || first == 0 || first > 2 || text.size() - second != 5)
    return std::nullopt;
  const auto month =
      std::find(std::begin(kMonths), std::end(kMonths), text.substr(first + 1, second - first - 1));
  if (month == std::end(kMonths)) return std::nullopt;
  const auto number = month - std::begin(kMonths) + 1;
  return parse_date(fmt::format("{}-{:02}-{}{}", text.substr(second + 1), number, first == 1 ? "0" : "",
                                text.substr(0, first)));
}

bool refuse(RowProblem& problem, std::string_view field, std::string_view value, std::string reason) {
  problem.field = field;
  problem.value = value;
  problem.reason = std::move(reason);
  return false;
}

// More than this is a slip of the key in any table of events.
constexpr int kMost = 10'000'000;

bool is_degree(std::string_view text, double limit) {
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  return failure == std::errc{} && stop == end && std::abs(value) <= limit;
}

}  // namespace

std::string_view name_of(Layout layout) {
  return layouts()[static_cast<std::size_t>(layout)].name;
}

const std::vector<EventReader::ColumnNames>& EventReader::column_names() {
  static const std::vector<ColumnNames> names = {
      {kId, {"event_id_cnty", "eventid", "id"}},
      {kFrom, {"date_start", "event_date", "date"}},
      {kTo, {"date_end"}},
      {kPrecision, {"date_prec", "time_precision"}},
      {kActorA, {"side_a", "actor1", "gname", "actor", "stream"}},
      {kActorB, {"side_b", "actor2"}},
      {kActorAId, {"side_a_new_id"}},
      {kActorBId, {"side_b_new_id"}},
      {kKind, {"type_of_violence", "event_type", "attacktype1_txt"}},
      {kTarget, {"targtype1_txt"}},
      {kCountry, {"country_txt", "country"}},
      {kPlace1, {"adm_1", "admin1", "provstate", "place", "zone"}},
      {kPlace2, {"adm_2", "admin2"}},
      {kPlace3, {"where_coordinates", "location", "city"}},
      {kLatitude, {"latitude"}},
      {kLongitude, {"longitude"}},
      {kPlacePrecision, {"where_prec", "geo_precision", "specificity"}},
      {kCount, {"count"}},
      {kKilledA, {"deaths_a"}},
      {kKilledB, {"deaths_b"}},
      {kKilledCivilians, {"deaths_civilians", "killed_civilians"}},
      {kKilledUnknown, {"deaths_unknown"}},
      {kKilledAll, {"fatalities", "nkill", "killed"}},
      {kKilledAttackers, {"nkillter", "killed_attackers"}},
      {kYear, {"iyear"}},
      {kMonth, {"imonth"}},
      {kDay, {"iday"}},
  };
  return names;
}

EventReader::EventReader(std::string_view text, const std::string& file_name) : csv_(text) {
  if (!csv_.next()) {
    throw InputError(
        Problem{.file = file_name, .what = "is empty", .hint = "give a table of events with a header line"});
  }
  std::vector<std::string> header;
  for (const CsvField& field : csv_.fields()) header.emplace_back(field.text);
  width_ = header.size();
  find_columns(header, file_name);
}

void EventReader::find_columns(const std::vector<std::string>& header, const std::string& file_name) {
  const auto find = [&header](std::string_view name) {
    const auto it = std::find(header.begin(), header.end(), name);
    return it == header.end() ? -1 : static_cast<int>(it - header.begin());
  };
  const auto spec = std::find_if(layouts().begin(), layouts().end(), [&find](const LayoutSpec& candidate) {
    return std::all_of(candidate.needed.begin(), candidate.needed.end(),
                       [&](auto name) { return find(name) >= 0; });
  });
  if (spec == layouts().end()) {
    throw InputError(Problem{.file = file_name,
                             .line = 1,
                             .what = "has a header of no known layout",
                             .hint = "give UCDP GED, ACLED or GTD columns, or 'date,actor,place,count'"});
  }
  layout_ = spec->layout;
  column_.fill(-1);
  for (const ColumnNames& entry : column_names()) {
    for (const std::string_view name : entry.names) {
      if (column_[entry.column] < 0) column_[entry.column] = find(name);
    }
  }
}

std::string_view EventReader::text_of(Column column) const {
  const int index = column_[column];
  return index < 0 ? std::string_view{} : csv_.fields()[static_cast<std::size_t>(index)].text;
}

// A count that may be missing (0) or written as "3.0"; "-1" and words are refused.
bool EventReader::read_whole(Column column, int& value, RowProblem& problem) const {
  const std::string_view text = text_of(column);
  if (text.empty()) return true;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure == std::errc{} && stop == end && value >= 0 && value <= kMost) return true;
  value = 0;
  double number = 0.0;
  const auto [stop2, failure2] = std::from_chars(text.data(), end, number);
  if (failure2 == std::errc{} && stop2 == end && number >= 0.0 && number <= kMost) {
    value = static_cast<int>(std::lround(number));
    return true;
  }
  return refuse(problem, "deaths", text, "is not a count");
}

bool EventReader::read_place(Event& event, RowProblem& problem) const {
  event.country = text_of(kCountry);
  event.places = {text_of(kPlace1), text_of(kPlace2), text_of(kPlace3)};
  event.latitude = text_of(kLatitude);
  event.longitude = text_of(kLongitude);
  if (event.latitude.empty() || event.longitude.empty()) {
    event.latitude = event.longitude = {};
    return true;
  }
  if (!is_degree(event.latitude, 90))
    return refuse(problem, "latitude", event.latitude, "is outside -90..90");
  if (!is_degree(event.longitude, 180))
    return refuse(problem, "longitude", event.longitude, "is outside -180..180");
  return true;
}

bool EventReader::read_ged(Event& event, RowProblem& problem) const {
  const auto from = iso_day(text_of(kFrom));
  const auto to = iso_day(text_of(kTo));
  if (!from) return refuse(problem, "date_start", text_of(kFrom), "is not a day");
  if (!to) return refuse(problem, "date_end", text_of(kTo), "is not a day");
  if (*to < *from) return refuse(problem, "date_end", text_of(kTo), "comes before date_start");
  event.day = *from;
  event.span_days = days_between(*from, *to).value + 1;
  // 5: a road or "the north" of a country; 6 and 7: a whole country or beyond.
  event.place_is_vague = text_of(kPlacePrecision) >= "5";
  return read_whole(kKilledA, event.killed_a, problem) && read_whole(kKilledB, event.killed_b, problem) &&
         read_whole(kKilledCivilians, event.killed_civilians, problem) &&
         read_whole(kKilledUnknown, event.killed_unassigned, problem);
}

bool EventReader::read_acled(Event& event, RowProblem& problem) const {
  const std::string_view text = text_of(kFrom);
  auto day = iso_day(text);
  if (!day) day = written_day(text);
  if (!day) return refuse(problem, "event_date", text, "is not a day");
  event.day = *day;
  const std::string_view precision = text_of(kPrecision);
  event.span_days = precision == "2" ? 7 : precision == "3" ? 31 : 1;
  event.place_is_vague = text_of(kPlacePrecision) >= "3";
  return read_whole(kKilledAll, event.killed_unassigned, problem);
}

bool EventReader::read_gtd(Event& event, RowProblem& problem) const {
  const std::string_view year = text_of(kYear), month = text_of(kMonth), day = text_of(kDay);
  if (month == "0" || day == "0")
    return refuse(problem, month == "0" ? "imonth" : "iday", "0", "gives no day");
  const auto date = parse_date(fmt::format("{:0>4}-{:0>2}-{:0>2}", year, month, day));
  if (!date) return refuse(problem, "iday", fmt::format("{}-{}-{}", year, month, day), "is not a day");
  event.day = *date;
  event.place_is_vague = text_of(kPlacePrecision) == "5";
  int all = 0;
  if (!read_whole(kKilledAll, all, problem) || !read_whole(kKilledAttackers, event.killed_attackers, problem))
    return false;
  event.killed_targets = std::max(0, all - event.killed_attackers);
  return true;
}

bool EventReader::read_daily(Event& event, RowProblem& problem) const {
  const auto day = iso_day(text_of(kFrom));
  if (!day) return refuse(problem, "date", text_of(kFrom), "is not a day");
  event.day = *day;
  if (!read_whole(kCount, event.count, problem))
    return refuse(problem, "count", text_of(kCount), "is not a count");
  if (text_of(kCount).empty()) return refuse(problem, "count", "", "is missing");
  return read_whole(kKilledCivilians, event.killed_civilians, problem) &&
         read_whole(kKilledAttackers, event.killed_attackers, problem) &&
         read_whole(kKilledAll, event.killed_unassigned, problem);
}

EventReader::Read EventReader::next(Event& event, RowProblem& problem) {
  for (;;) {
    if (!csv_.next()) return Read::end;
    const auto fields = csv_.fields();
    // The second row of an HXL file names each column again, with a hash sign.
    const auto filled =
        std::find_if(fields.begin(), fields.end(), [](const CsvField& field) { return !field.text.empty(); });
    if (filled == fields.end() || filled->text.front() != '#') break;
    ++tag_rows_;
  }
  event = {};
  if (csv_.unclosed_quote_line() > 0) {
    refuse(problem, "", "",
           fmt::format("a quote is opened on line {} and never closed", csv_.unclosed_quote_line()));
    return Read::rejected;
  }
  if (csv_.fields().size() != width_) {
    refuse(problem, "", "",
           fmt::format("has {} fields where the header has {}", csv_.fields().size(), width_));
    return Read::rejected;
  }
  if (layout_ == Layout::totals) {
    refuse(problem, "month", text_of(kMonth),
           "is a total over a month, not an event; enter it in interval_counts.csv");
    return Read::rejected;
  }
  event.id = layout_ == Layout::daily ? std::string_view{} : text_of(kId);
  event.actor_a = text_of(kActorA);
  event.actor_b = text_of(kActorB);
  event.actor_a_id = text_of(kActorAId);
  event.actor_b_id = text_of(kActorBId);
  event.kind = text_of(kKind);
  event.target = text_of(kTarget);
  bool good = read_place(event, problem);
  if (good && layout_ == Layout::ged) good = read_ged(event, problem);
  if (good && layout_ == Layout::acled) good = read_acled(event, problem);
  if (good && layout_ == Layout::gtd) good = read_gtd(event, problem);
  if (good && layout_ == Layout::daily) good = read_daily(event, problem);
  return good ? Read::event : Read::rejected;
}

}  // namespace handover::evidence
