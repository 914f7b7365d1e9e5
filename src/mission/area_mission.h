// A mission from few answers: what only a person can know is asked, the rest is filled in from data that come
// with the program. Every row that was filled in says so in its note, and `check` counts them until a person
// has taken the remark out.
#pragma once

#include "base/dates.h"
#include "tables/csv.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

struct AreaQuestion {
  std::string_view key;
  std::string_view help;  // what to write, parts separated by " | "
  std::string_view example;
  bool required = false;
  bool is_list = false;           // several answers of this form
  std::string_view initial = {};  // taken when nothing is answered; in words where it follows from others
};
std::span<const AreaQuestion> area_questions();

// A zone of the map, from boundaries.
struct AreaPlace {
  std::string id, name, map_code, country;
  double latitude = 0.0, longitude = 0.0, square_km = 0.0;
  std::vector<std::string> aliases, neighbours;
};

struct AreaWanted {
  std::string name;                                         // of the mission's folder
  Date since{};                                             // first day of the record of incidents
  std::map<std::string, std::vector<std::string>> answers;  // by the question's key
  bool has_events = false;                                  // files of events follow
  std::string host_country;                                 // of the first zones; its name in English
  std::vector<AreaPlace> zones;
  // The worked example's ranges of assumptions and the sources that they name; empty when they are not there.
  std::optional<Table> assumptions, sources;
};

struct AreaMission {
  std::map<std::string, std::string> files;  // relative name -> content
  // Of the stream in mission.toml, once incidents.csv has rows: over which days a day without one is quiet.
  std::string daily_lines;
  int answers = 0;                           // that a person gave: each part of a list is one
  std::map<std::string, int> typed, filled;  // by table: rows from answers, rows that were filled in
};

// Throws InputError with every answer that is missing or cannot be read, each named "answers: KEY".
AreaMission area_mission(const AreaWanted& wanted);

// The questions as a TOML file to be filled in.
std::string answers_template();
// Answers from such a file. Throws InputError.
std::map<std::string, std::vector<std::string>> read_answers(std::string_view toml, const std::string& file);

}  // namespace handover
