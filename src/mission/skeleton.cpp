#include "mission/skeleton.h"

#include "base/dates.h"
#include "base/files.h"
#include "base/problem.h"
#include "mission/constraints.h"
#include "mission/schema.h"

#include <fmt/format.h>

namespace handover {
namespace {

constexpr const char* kToml =
    R"(# A mission is this folder: this file and the tables beside it. Edit the tables in a spreadsheet and save them as CSV.
# README.md in this folder explains every column. `handover check FOLDER` finds every mistake.
# Everything here is invented: replace it row by row with what your sources say.

[mission]
title = "{name}: an invented example"
as_of = 2024-06-30            # what could be known on this day counts, and nothing later
horizon_months = 24           # how far the replications run
host = "Host"
coalition = "Coalition"
cost_unit = "million a month"

# Parties sign, or do not. A public rule is a list of red lines: a scenario is acceptable when every line is kept in it.
[[party]]
id = "coalition"
name = "Coalition"
side = "coalition"
[[party.red_line]]
metric = "coalition_deaths"
compare = "at_most"
threshold = 5
tolerated = 0.2               # how often the random draws may break it before the party calls the scenario unacceptable
words = "No more than five of our people killed over the period"
source = "own-judgement"
known_from = 2020-01-01         # since when it could be known; an earlier --as-of needs it

[[party]]
id = "host"
name = "Host government"
side = "host"
[[party.red_line]]
metric = "mission_ended_by_days"
compare = "at_most"
threshold = 550
tolerated = 0.2
words = "The mission has ended within eighteen months"
source = "own-judgement"
known_from = 2020-01-01

# The last presence may end on a date of its own in each region.
[[region]]
id = "south"
name = "South"
[[region]]
id = "north"
name = "North"

# Streams of violence that switch on and off together have one patron.
[[patron]]
id = "neighbour"
name = "A neighbour"
actor = "neighbour"

[[stream]]
id = "insurgent-attacks"
name = "Insurgent attacks"
kind = "insurgent"            # insurgent, militia or coalition_strike
actors = ["insurgents"]
daily_from = 2024-01-01       # over this period a day without a row in incidents.csv had no incident
daily_to = 2024-06-29
daily_source = "event-data"

[[stream]]
id = "militia-attacks"
name = "Militia attacks on the coalition"
kind = "militia"
actors = ["militia"]
patron = "neighbour"
on_coalition = true

[rating_scale]
levels = ["cannot", "with much support", "with some support", "alone"]
alone_from = "alone"
source = "own-judgement"
)";

constexpr const char* kPlan =
    R"(# A plan is a list of phases. Each closes, moves, relabels or hands over something once its gate is passed.
id = "two-steps"
name = "Two steps over a year"
signed = "agreement"          # no step before the talks agree; or unilateral = "coalition": its own decision
mission_end = "2025-06"
residual = { low = 0, high = 200 }
reserve = { low = 0, high = 0 }

[presence_end]
south = "2025-06"

[[phase]]
name = "Close the southern base"
earliest = "2025-01"
execution_days = 60
close = ["south-base"]
troops = { south = 0 }
[phase.gate]
owner = "host"
review_every_days = 60
latest = "2025-05"
conditions = [ { what = "attacks_per_month", subject = "insurgent-attacks", compare = "at_most", threshold = 20, held_for_days = 30, source = "joint commission" } ]
reverses = [ { what = "attacks_per_month", subject = "insurgent-attacks", compare = "at_least", threshold = 60, source = "joint commission" } ]

[[phase]]
name = "End the mission, stay in the north under a bilateral agreement"
earliest = "2025-06"
execution_days = 30
label = { north = "bilateral" }
troops = { north = 200 }
[phase.gate]
owner = "coalition"
conditions = [ { what = "always" } ]
)";

std::map<std::string, std::string> tables() {
  return {
      {"sources.csv",
       "id,title,publisher,published,url,reliability,credibility,note\n"
       "event-data,Event data set,A university,2024-06-29,,B,2,\n"
       "spokesman,Briefing by the spokesman,Coalition,2024-06-15,,B,3,\n"
       "ministry,Statement of the ministry,Host government,2024-06-20,,B,3,\n"
       "inspector,Report of the inspector,Oversight office,2024-05-31,,A,2,\n"
       "gazetteer,Gazetteer,Statistical office,2020-01-01,,A,2,\n"
       "past-cases,Collection of past transitions,A research institute,2023-01-01,,B,2,\n"
       "own-judgement,Judgement of this mission's authors,The authors,2024-06-30,,F,6,say so where you use "
       "it\n"},
      {"facts.csv",
       "id,subject,relation,value,low,high,unit,from,to,area,said_by,source,known_from,note\n"
       "f1,us-troops,count,1200,1100,1300,persons,2024-06-15,2024-06-15,all,coalition,spokesman,,\n"
       "f2,us-troops,count,2000,,,persons,2024-06-15,2024-06-15,all,host,ministry,,\n"},
      {"actors.csv",
       "id,name,roles,answers_to,party,source,note\n"
       "coalition,The coalition,coalition,,coalition,gazetteer,\n"
       "government,The host government,host,,host,gazetteer,\n"
       "army,The host army,partner,government,host,gazetteer,\n"
       "insurgents,Insurgents,threat,,,gazetteer,\n"
       "neighbour,A neighbouring state,patron,,,gazetteer,\n"
       "militia,A militia,threat;partner;constituency,neighbour,,gazetteer,one body in three roles\n"},
      {"zones.csv",
       "id,name,map_code,region,latitude,longitude,population,area_square_km,terrain,neighbours,source\n"
       "capital,Capital,,south,33.3,44.4,5000000,5000,urban,plain,gazetteer\n"
       "plain,Plain,,south,34.0,43.5,1500000,20000,river_plain,capital;hills,gazetteer\n"
       "hills,Hills,,north,36.0,44.0,1000000,15000,mountain,plain,gazetteer\n"},
      {"sites.csv",
       "id,name,zone,region,role,open,persons_low,persons_mode,persons_high,capacity,sustains,judgement,"
       "source\n"
       "south-base,Southern base,plain,south,training,yes,600,800,900,1500,,yes,own-judgement\n"
       "north-base,Northern base,hills,north,logistics,yes,300,400,500,800,,yes,own-judgement\n"},
      {"troops.csv",
       "actor,region,from,to,low,best,high,source\n"
       "coalition,south,2024-06-15,,700,800,900,spokesman\n"
       "coalition,north,2024-06-15,,350,400,450,spokesman\n"},
      {"interval_counts.csv",
       "series,stream,area,from,to,low,best,high,cumulative,source\n"
       "briefings,militia-attacks,all,2024-01-01,2024-03-31,10,12,15,yes,spokesman\n"
       "briefings,militia-attacks,all,2024-01-01,2024-05-31,18,21,26,yes,spokesman\n"},
      {"casualties.csv",
       "stream,victim,from,to,incidents,killed,wounded,source\n"
       "militia-attacks,coalition,2024-01-01,2024-05-31,21,1,9,spokesman\n"
       "insurgent-attacks,civilians,2024-01-01,2024-06-29,40,25,60,event-data\n"
       "insurgent-attacks,host_forces,2024-01-01,2024-06-29,40,20,50,event-data\n"},
      {"calendar.csv", "date,name,kind,source\n2025-10-01,General election,election,ministry\n"},
      {"functions.csv",
       "id,name\nfires,Fires\nlogistics,Logistics\nintelligence,Intelligence and surveillance\n"},
      {"units.csv",
       "id,name,actor,source\narmy-1,First division,army,gazetteer\narmy-2,Second division,army,gazetteer\n"},
      {"assessors.csv",
       "id,name,kind\nadvisers,Coalition advisers,builder\ninspector,The inspector,independent\n"},
      {"ratings.csv",
       "unit,function,date,level,assessor,coverage,judgement,source\n"
       "army-1,fires,2024-03-31,with some support,advisers,0.8,no,spokesman\n"
       "army-1,fires,2024-04-15,with much support,inspector,0.4,no,inspector\n"
       "army-1,logistics,2024-04-15,with much support,inspector,0.4,no,inspector\n"
       "army-2,logistics,2024-03-31,with some support,advisers,0.8,no,spokesman\n"
       "army-2,intelligence,2024-03-31,alone,advisers,0.8,no,spokesman\n"},
      {"tasks.csv",
       "id,name,partner_function,persons_per_demand,response_minutes,force_protection,mandatory,providers,"
       "mentors,source\n"
       "advise,Advise and "
       "mentor,,1,,no,no,coalition;third_party;none,fires;logistics;intelligence,own-judgement\n"
       "fires,Fires in support,fires,1,60,no,no,coalition;host;none,,own-judgement\n"
       "protect,Force protection,,1,,yes,yes,coalition,,own-judgement\n"},
      {"task_demands.csv",
       "task,zone,demand,per_incident,source\n"
       "advise,plain,200,0,own-judgement\n"
       "advise,hills,60,0,own-judgement\n"
       "fires,plain,60,1,own-judgement\n"
       "protect,plain,120,0,own-judgement\n"
       "protect,hills,60,0,own-judgement\n"},
      {"issues.csv",
       "id,name,low,high,low_means,high_means,reference_point,source,known_from\n"
       "mission-end,End of the mission in months from now,0,36,at once,in three years,36,own-judgement,"
       "2020-01-01\n"
       "residual,Troops that stay,0,1200,none,all of today's,1200,own-judgement,2020-01-01\n"},
      {"positions.csv",
       "actor,issue,position_low,position_mode,position_high,salience_low,salience_mode,salience_high,"
       "influence_low,influence_mode,influence_high,veto,judgement,source\n"
       "coalition,mission-end,18,24,30,50,60,70,60,70,80,yes,yes,spokesman\n"
       "government,mission-end,6,9,12,70,80,90,50,60,70,yes,yes,ministry\n"
       "militia,mission-end,0,0,3,80,90,100,20,30,40,no,yes,ministry\n"
       "coalition,residual,300,600,900,50,60,70,60,70,80,no,yes,spokesman\n"
       "government,residual,0,100,300,40,60,70,50,60,70,no,yes,ministry\n"},
      {"sessions.csv",
       "date,state,cause,source\n2024-02-01,announced,both governments,spokesman\n"
       "2024-03-01,in_session,first meeting,spokesman\n2024-04-10,suspended,lethal attack,spokesman\n"
       "2024-05-01,in_session,talks resumed,spokesman\n"},
      {"instruments.csv",
       "id,name,kind,in_force,notice_days,may_invoke,from,source\n"
       "framework,Framework agreement,agreement,yes,365,coalition;government,2010-01-01,gazetteer\n"},
      {"commitments.csv",
       "id,what,owes,owed_to,due,status,from,source\n"
       "c1,Name the members of the working "
       "groups,government,coalition,2024-07-31,open,2024-03-01,spokesman\n"},
      {"reference_class.csv",
       "case,milestone,kind,started,planned,actual,outcome,suspensions,days_suspended,conditions_based,ended_"
       "on_calendar,source\n"
       "A,half out,transition_step,2001-01-01,2002-01-01,2002-03-15,done,,,yes,no,past-cases\n"
       "A,all out,transition_end,2001-01-01,2003-01-01,2003-09-01,done,,,yes,yes,past-cases\n"
       "B,all out,transition_end,2008-11-01,2011-12-31,2011-12-16,done,,,no,yes,past-cases\n"
       "C,first region,transition_step,2010-11-01,2011-07-01,2011-07-17,done,,,yes,yes,past-cases\n"
       "C,all out,transition_end,2010-11-01,2014-12-31,2014-12-31,done,,,yes,yes,past-cases\n"
       "D,first cut,transition_step,2007-08-01,2008-12-31,2009-04-01,done,,,yes,no,past-cases\n"
       "T1,agreement,talks,2008-03-01,2008-07-31,2008-11-17,agreed,1,20,no,no,past-cases\n"
       "T2,agreement,talks,2011-06-01,2011-09-30,2011-10-21,collapsed,0,0,no,no,past-cases\n"
       "T3,agreement,talks,2012-11-15,2013-11-30,2014-09-30,agreed,2,150,no,no,past-cases\n"
       "T4,agreement,talks,2005-01-01,2005-06-30,2005-07-29,expelled,0,0,no,no,past-cases\n"
       "T5,agreement,talks,1990-05-01,1991-06-30,1991-12-31,expelled,1,60,no,no,past-cases\n"},
      {"assumptions.csv",
       "key,low,mode,high,shape,unit,judgement,reason,source,known_from\n"
       "exposure_elasticity,0.3,0.8,1,pert,,yes,fewer targets draw fewer attacks,own-judgement,2020-01-01\n"
       "insurgent_response_to_closure,-0.2,0.3,0.8,pert,,yes,attacks rose after bases closed "
       "elsewhere,past-cases,2020-01-01\n"
       "strike_after_lethal_attack,0.5,0.8,0.95,pert,,yes,lethal attacks were "
       "answered,own-judgement,2020-01-01\n"
       "displaced_per_civilian_killed,5,20,80,pert,,yes,orders of magnitude only,own-judgement,2020-01-01\n"},
      {"statements/coalition.txt",
       "party: coalition\ndate: 2024-03-01\nBoth sides met and stressed the protection of personnel and a "
       "lasting "
       "partnership.\n"},
      {"statements/host.txt",
       "party: host\ndate: 2024-03-01\nBoth sides met and stressed sovereignty and an end of the mission by "
       "a clear date.\n"},
      {"plans/two-steps.toml", kPlan},
  };
}

// Insurgent attacks of the invented example: a fixed pattern with busy and calm weeks.
std::string invented_incidents() {
  std::string text = "date,stream,zone,count,killed_civilians,source\n";
  constexpr const char* kSkeletonZones[] = {"capital", "plain", "hills"};
  for (int week = 0; week < 25; ++week) {
    for (int i = 0; i < 1 + (week * 7) % 4; ++i) {
      const int day = week * 7 + (week * 3 + i * 2) % 7;
      const std::string date = to_string(date_of(2024, 1, 1) + std::chrono::days{day});
      text += fmt::format("{},insurgent-attacks,{},1,{},event-data\n", date,
                          kSkeletonZones[(week + 2 * i) % 3], (week + i) % 3 == 0 ? 1 : 0);
    }
  }
  return text;
}

std::string format_explained() {
  std::string text =
      "# What is in this folder\n\nEvery table is a CSV file with a header line. Lists inside a field are "
      "separated by ';'. Days are written\n"
      "YYYY-MM-DD, months YYYY-MM. Every row names a source of sources.csv; a figure without a source is "
      "refused.\n"
      "A column marked * needs a value in every row.\n";
  for (const TableSpec& spec : table_specs()) {
    text += fmt::format("\n## {}\n{}.\n\n", spec.file, spec.help);
    for (const ColumnSpec& column : spec.columns)
      text += fmt::format("- `{}`{}: {} ({})\n", column.name, column.required ? " *" : "", column.help,
                          in_words(domain_of(constraints_of(spec.file), column.name)));
  }
  return text;
}

}  // namespace

std::map<std::string, std::string> skeleton_files(const std::string& name) {
  auto files = tables();
  std::string toml = kToml;
  const std::string placeholder = "{name}";
  toml.replace(toml.find(placeholder), placeholder.size(), name);
  files["mission.toml"] = toml;
  files["incidents.csv"] = invented_incidents();
  files["README.md"] = format_explained();
  return files;
}

void write_skeleton(const std::filesystem::path& folder) {
  write_mission_files(folder, skeleton_files(folder.filename().string()));
}

void write_mission_files(const std::filesystem::path& folder,
                         const std::map<std::string, std::string>& files) {
  if (std::filesystem::exists(folder) &&
      !(std::filesystem::is_directory(folder) && std::filesystem::is_empty(folder))) {
    throw InputError(Problem{.code = ProblemCode::duplicated,
                             .file = folder.string(),
                             .what = "is there already",
                             .hint = "choose another name; nothing was written"});
  }
  // Written under another name first: a folder with the right name is always whole.
  const std::filesystem::path unfinished = folder.string() + ".unfinished";
  std::filesystem::remove_all(unfinished);
  for (const auto& [file, content] : files) {
    std::filesystem::create_directories((unfinished / file).parent_path());
    write_file_atomically(unfinished / file, content);
  }
  if (std::filesystem::exists(folder)) std::filesystem::remove(folder);
  std::filesystem::rename(unfinished, folder);
}

}  // namespace handover
