// Tasks of the presence and functions of the host, by the usual values.
#include "mission/area_making.h"

#include <map>

#include <fmt/format.h>

namespace handover {
namespace {

// The shares of a presence's persons that each task of the worked example takes, and its persons for one unit
// of demand there.
struct UsualTask {
  const char *id, *name, *function;
  double share, ratio;
  const char *minutes, *protection, *mandatory, *providers, *mentors, *enabler, *without;
};
constexpr UsualTask kUsualTasks[] = {
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
  bool by_contractors = false;  // where there are any
};
constexpr UsualFunction kUsualFunctions[] = {
    {"planning", "Mission planning", "with_support"},
    {"intelligence", "Intelligence and surveillance", "with_support"},
    {"medical-evacuation", "Medical evacuation", "cannot", true},
    {"logistics", "Logistics and sustainment", "with_support", true}};

}  // namespace

void add_area_capability(AreaMaking& making) {
  making.rows.filled("units.csv", {{"id", "host-forces"},
                                   {"name", "The host's forces"},
                                   {"actor", "host-forces"},
                                   {"source", "judgement"}});
  making.rows.filled("assessors.csv",
                     {{"id", "author"}, {"name", "The mission's author"}, {"kind", "independent"}});
  for (const UsualFunction& function : kUsualFunctions) {
    const bool by_contractors = function.by_contractors && making.answers.given("contractors");
    making.rows.filled(
        "functions.csv",
        {{"id", function.id}, {"name", function.name}, {"contractors", by_contractors ? "yes" : ""}});
    making.rows.filled("ratings.csv", {{"unit", "host-forces"},
                                       {"function", function.id},
                                       {"date", to_string(making.as_of)},
                                       {"level", function.level},
                                       {"assessor", "author"},
                                       {"coverage", "0.3"},
                                       {"judgement", "yes"},
                                       {"source", "judgement"},
                                       {"note", "assumed: nobody's report was read"}});
  }
  for (const UsualTask& task : kUsualTasks) {
    making.rows.filled("tasks.csv", {{"id", task.id},
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
    for (const AreaSite& site : making.sites) all += site.persons;
    std::map<std::string, double> by_zone;
    for (const AreaSite& site : making.sites) by_zone[site.zone->id] += all > 0.0 ? site.persons / all : 0.0;
    for (const auto& [zone, share] : by_zone)
      making.rows.filled(
          "task_demands.csv",
          {{"task", task.id},
           {"zone", zone},
           {"demand", rounded_text(making.troops.best * task.share * share / task.ratio)},
           {"per_incident", "0"},
           {"source", "usual-values"},
           {"note", fmt::format("{:.0f} % of the persons who are there", 100.0 * task.share)}});
  }
}

}  // namespace handover
