#include "evidence/event_reader.h"

#include "tables/values.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

bool refuse(RowProblem& problem, std::string_view field, std::string_view value, std::string reason) {
  problem.field = field;
  problem.value = value;
  problem.reason = std::move(reason);
  return false;
}

// More than this is a slip of the key in any table of events.
constexpr double kMost = 10'000'000;

bool is_degree(std::string_view text, double limit) {
  const auto value = handover::number_of(text);
  return value && std::abs(*value) <= limit;
}

// "2.01603E+11": what a spreadsheet leaves of a long number.
bool is_rounded_id(std::string_view text) {
  return text.find_first_of("eE") != std::string_view::npos && text.find('+') != std::string_view::npos &&
         handover::number_of(text).has_value();
}

// A count as people print it: "1,234" is 1234. Where decimals are written with a comma the front door has
// made them points before.
std::optional<double> number_in_thousands(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return handover::number_of(text);
  std::string digits(text.substr(0, comma));
  if (comma == 0 || comma > 3 || text.front() == '0') return std::nullopt;
  for (auto at = comma; at < text.size(); at += 4) {
    const auto group = text.substr(at + 1, 3);
    if (text[at] != ',' || group.size() != 3) return std::nullopt;
    digits += group;
  }
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return handover::number_of(digits);
}

// Two columns of one file that hold days.
constexpr EventColumn kDayColumns[] = {kFrom, kTo};

// The header as it stands, for a message.
std::string header_of(const OpenedTable& table) {
  std::string names;
  for (const std::string& name : table.header) names += (names.empty() ? "" : ",") + name;
  return shown_value(names);
}

}  // namespace

EventReader::EventReader(std::string_view bytes, const std::string& file_name,
                         const EventReadOptions& options)
    : table_(open_table(bytes, file_name, known_event_tables())), rows_(table_), options_(options) {
  find_columns(file_name);
}

void EventReader::find_columns(const std::string& file_name) {
  if (table_.header.empty()) {
    throw InputError(Problem{.code = ProblemCode::missing,
                             .file = file_name,
                             .what = "is empty",
                             .hint = "give a table of events with a header line"});
  }
  if (!table_.known) {
    throw InputError(Problem{.code = ProblemCode::syntax,
                             .file = table_.file,
                             .line = table_.first_line,
                             .value = header_of(table_),
                             .what = fmt::format("has a header of no known layout ({})", table_.kind),
                             .hint = "give UCDP GED, ACLED or GTD columns, or 'date,actor,place,count'"});
  }
  layout_ = layout_of_known(*table_.known);
  std::vector<std::string> plain;
  for (const std::string& name : table_.header) plain.push_back(plain_column_name(name));
  column_.fill(-1);
  for (const EventColumnNames& entry : event_column_names()) {
    for (const std::string_view name : entry.names) {
      const auto at = std::find(plain.begin(), plain.end(), name);
      if (column_[entry.column] < 0 && at != plain.end())
        column_[entry.column] = static_cast<int>(at - plain.begin());
    }
  }
  // A table of days has no ids: its rows are numbers of attacks.
  if (layout_ == Layout::daily) column_[kId] = -1;
}

std::string_view EventReader::role_of(std::size_t column) const {
  for (const EventColumnNames& entry : event_column_names()) {
    if (column_[entry.column] == static_cast<int>(column)) return entry.role;
  }
  return {};
}

// Empty also for what programs write where nothing is known.
std::string_view EventReader::text_of(EventColumn column) const {
  const int index = column_[column];
  if (index < 0) return {};
  const std::string_view text = without_blanks(rows_.fields()[static_cast<std::size_t>(index)].text);
  return is_missing_value(text) ? std::string_view{} : text;
}

// A number that names something: "3.0" is "3".
std::string_view EventReader::code_text_of(EventColumn column) const {
  const std::string_view text = text_of(column);
  const auto point = text.find('.');
  const bool whole = point != std::string_view::npos && point > 0 && code_of(text).has_value();
  return whole ? text.substr(0, point) : text;
}

std::string_view EventReader::id_of_row() {
  const std::string_view id = code_text_of(kId);
  if (!is_rounded_id(id)) return id;
  ++rounded_ids_;
  return {};
}

// A count that may be missing (0), written as "3.0" or, of linked attacks, a fraction; "-1" and words are
// refused. GTD writes -9 and -99 where nobody knows.
bool EventReader::read_count(EventColumn column, double& value, RowProblem& problem) const {
  const std::string_view text = text_of(column);
  if (text.empty()) return true;
  const auto number = number_in_thousands(text);
  if (number && layout_ == Layout::gtd && (*number == -9.0 || *number == -99.0)) return true;
  // Only GTD shares the dead of linked attacks out as fractions.
  const bool fraction = number && *number != std::floor(*number) && layout_ != Layout::gtd;
  if (!number || fraction || *number < 0.0 || *number > kMost)
    return refuse(problem, "deaths", text, "is not a count");
  value = *number;
  return true;
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

// Looks through the whole file: one row alone does not tell 5 April from 4 May.
void EventReader::survey_days() {
  days_.emplace();
  days_->set_order(options_.days);
  TableReader rows(table_);
  while (rows.next()) {
    if (!rows.fits_header()) continue;
    for (const EventColumn column : kDayColumns) {
      if (column_[column] >= 0) days_->add(rows.fields()[static_cast<std::size_t>(column_[column])].text);
    }
  }
  const std::string doubt = days_->doubt();
  if (doubt.empty()) return;
  throw InputError(Problem{.code = ProblemCode::inconsistent,
                           .file = table_.file,
                           .field = table_.header[static_cast<std::size_t>(column_[kFrom])],
                           .what = doubt,
                           .hint =
                               "say which with --days day-first or --days month-first, or give the file as "
                               "it was published, not as a spreadsheet saved it"});
}

std::optional<Date> EventReader::day_in(EventColumn column) {
  const std::string_view text = text_of(column);
  if (text.empty()) return std::nullopt;
  if (!days_) {
    static const DayColumn plain;
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
      if (const auto day = plain.read(text)) return day;
    }
    survey_days();
  }
  return days_->read(text);
}

bool EventReader::read_ged(Event& event, RowProblem& problem) {
  const auto from = day_in(kFrom);
  const auto to = day_in(kTo);
  if (!from) return refuse(problem, "date_start", text_of(kFrom), "is not a valid date");
  if (!to) return refuse(problem, "date_end", text_of(kTo), "is not a valid date");
  if (*to < *from) return refuse(problem, "date_end", text_of(kTo), "comes before date_start");
  event.day = *from;
  event.span_days = days_between(*from, *to).value + 1;
  // 5: a road or "the north" of a country; 6 and 7: a whole country or beyond.
  event.place_is_vague = code_of(text_of(kPlacePrecision)).value_or(0) >= 5;
  return read_count(kKilledA, event.killed_a, problem) && read_count(kKilledB, event.killed_b, problem) &&
         read_count(kKilledCivilians, event.killed_civilians, problem) &&
         read_count(kKilledUnknown, event.killed_unassigned, problem);
}

bool EventReader::read_acled(Event& event, RowProblem& problem) {
  const auto day = day_in(kFrom);
  if (!day) return refuse(problem, "event_date", text_of(kFrom), "is not a valid date");
  event.day = *day;
  const int precision = code_of(text_of(kPrecision)).value_or(1);
  event.span_days = precision == 2 ? 7 : precision >= 3 ? 31 : 1;
  event.place_is_vague = code_of(text_of(kPlacePrecision)).value_or(0) >= 3;
  return read_count(kKilledAll, event.killed_unassigned, problem);
}

bool EventReader::read_gtd(Event& event, RowProblem& problem) const {
  const std::string written = fmt::format("{}-{}-{}", text_of(kYear), text_of(kMonth), text_of(kDay));
  const auto year = code_of(text_of(kYear)), month = code_of(text_of(kMonth)), day = code_of(text_of(kDay));
  if (!year || !month || !day) return refuse(problem, "iday", written, "is not a valid date");
  if (*month == 0 || *day == 0) return refuse(problem, *month == 0 ? "imonth" : "iday", "0", "gives no day");
  const auto date = parse_date(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
  if (!date) return refuse(problem, "iday", written, "is not a valid date");
  event.day = *date;
  event.place_is_vague = code_of(text_of(kPlacePrecision)).value_or(0) >= 5;
  double all = 0.0;
  if (!read_count(kKilledAll, all, problem) || !read_count(kKilledAttackers, event.killed_attackers, problem))
    return false;
  event.killed_targets = std::max(0.0, all - event.killed_attackers);
  return true;
}

bool EventReader::read_daily(Event& event, RowProblem& problem) {
  const auto day = day_in(kFrom);
  if (!day) return refuse(problem, "date", text_of(kFrom), "is not a valid date");
  event.day = *day;
  const std::string_view count = text_of(kCount);
  if (count.empty()) return refuse(problem, "count", count, "is missing");
  const auto whole = number_in_thousands(count);
  if (!whole || *whole != std::floor(*whole) || *whole < 0 || *whole > kMost)
    return refuse(problem, "count", count, "is not a count");
  event.count = static_cast<int>(*whole);
  return read_count(kKilledCivilians, event.killed_civilians, problem) &&
         read_count(kKilledAttackers, event.killed_attackers, problem) &&
         read_count(kKilledAll, event.killed_unassigned, problem);
}

bool EventReader::read_total(RowProblem& problem) const {
  const EventColumn period = column_[kWeek] >= 0 ? kWeek : column_[kMonth] >= 0 ? kMonth : kYear;
  const char* name = period == kWeek ? "week" : period == kMonth ? "month" : "year";
  return refuse(problem, name, text_of(period),
                fmt::format("is a total over a {}, not an event; enter it in interval_counts.csv", name));
}

bool EventReader::refuse_shape(RowProblem& problem) const {
  const int opened = rows_.row().unclosed_quote_line();
  return refuse(problem, "", "",
                opened > 0 ? fmt::format("a quote is opened on line {} and never closed", opened)
                           : rows_.unlike_header());
}

EventReader::Read EventReader::next(Event& event, RowProblem& problem) {
  if (!rows_.next()) return Read::end;
  event = {};
  ++rows_read_;
  if (rows_.row().unclosed_quote_line() > 0 || !rows_.fits_header()) {
    refuse_shape(problem);
    return Read::rejected;
  }
  if (layout_ == Layout::totals) {
    read_total(problem);
    return Read::rejected;
  }
  event.id = id_of_row();
  event.actor_a = text_of(kActorA);
  event.actor_b = text_of(kActorB);
  event.actor_a_id = code_text_of(kActorAId);
  event.actor_b_id = code_text_of(kActorBId);
  event.kind = code_text_of(kKind);
  event.target = text_of(kTarget);
  bool good = read_place(event, problem);
  if (good && layout_ == Layout::ged) good = read_ged(event, problem);
  if (good && layout_ == Layout::acled) good = read_acled(event, problem);
  if (good && layout_ == Layout::gtd) good = read_gtd(event, problem);
  if (good && layout_ == Layout::daily) good = read_daily(event, problem);
  return good ? Read::event : Read::rejected;
}

std::string EventReader::row_identity(const Event& event) const {
  std::string identity = to_string(event.day);
  const auto fields = rows_.fields();
  for (std::size_t c = 0; c < fields.size(); ++c) {
    const bool day = column_[kFrom] == static_cast<int>(c) || column_[kTo] == static_cast<int>(c);
    identity += '\x1f';
    if (!day) identity += without_blanks(fields[c].text);
  }
  return identity;
}

std::vector<std::string> EventReader::notes() const {
  std::vector<std::string> notes = table_.notes;
  if (days_) {
    if (std::string said = days_->said(); !said.empty()) notes.push_back(std::move(said));
  }
  const bool may_have_ids = layout_ == Layout::ged || layout_ == Layout::acled || layout_ == Layout::gtd;
  if (may_have_ids && !has_ids())
    notes.emplace_back(
        "has no column of ids: an event that stands in two files is seen only when all its fields are the "
        "same");
  if (rounded_ids_ > 0)
    notes.push_back(
        fmt::format("has {} ids that a spreadsheet has rounded (2.01603E+11): an event that stands in two "
                    "files is seen only "
                    "when all its fields are the same",
                    rounded_ids_));
  // Where programs cut files off.
  constexpr std::size_t kSheet = 1'048'576, kPage = 5'000;
  if (rows_read_ + 1 == kSheet || rows_read_ == kSheet)
    notes.emplace_back("ends where a spreadsheet's sheet ends: further rows may be missing");
  if (layout_ == Layout::acled && rows_read_ == kPage)
    notes.emplace_back(
        "holds 5,000 rows, as much as ACLED's interface gives at a time: further rows may be missing");
  return notes;
}

}  // namespace handover::evidence
