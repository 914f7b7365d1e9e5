// Inside the mission module only: a mission while `handover new --area` makes it. Each part of the mission
// has a file of its own: area_places.cpp, area_capability.cpp, area_talks.cpp, area_assumptions.cpp,
// area_toml.cpp.
#pragma once

#include "mission/area_answers.h"
#include "mission/area_mission.h"
#include "mission/area_rows.h"

#include <string>
#include <string_view>
#include <vector>

namespace handover {

struct AreaSite {
  std::string id, name;
  const AreaPlace* zone = nullptr;
  double persons = 0.0;
};

struct AreaMaking {
  explicit AreaMaking(const AreaWanted& what) : wanted(what), answers(what) {}

  const AreaWanted& wanted;
  AreaMission result;
  AreaAnswers answers;
  AreaRows rows;
  std::string host, title, horizon;
  std::string home;  // the host's region
  Date as_of{};
  AreaRange troops;
  double host_months = 12.0;  // in which the host wants them gone
  Month leave_by{};
  std::vector<AreaSite> sites;  // largest first
};

std::string number_text(double value);
// To a hundredth: such a figure is not known any finer.
std::string rounded_text(double value);
// A name as an id: "Air base 201" is air-base-201.
std::string slug(std::string_view name);

void add_area_sources(AreaMaking& making);
void add_area_places(AreaMaking& making);
void add_area_people(AreaMaking& making);
void add_area_capability(AreaMaking& making);
void add_area_talks(AreaMaking& making);
void add_area_assumptions(AreaMaking& making);
void add_area_plans(AreaMaking& making);
void add_area_toml(AreaMaking& making);

}  // namespace handover
