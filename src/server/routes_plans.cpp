#include "base/files.h"
#include "base/plain_text.h"
#include "base/root_folder.h"
#include "mission/plan_from_text.h"
#include "report/session_mission.h"
#include "report/session_plan.h"
#include "report/what_if_document.h"
#include "server/plans.h"
#include "server/proposals.h"
#include "server/server.h"
#include "timeline/plan_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace handover::server {
namespace {

namespace fs = std::filesystem;

// A first answer at once, then sharper ones.
constexpr std::array<std::uint32_t, 3> kScenarios = {64, 256, 1024};
constexpr std::size_t kLargestPlan = std::size_t{1} << 20;

std::string read_proposal(const Proposal& proposal) {
  return RootFolder(proposal.file.parent_path()).read(proposal.file.filename().string(), kLargestPlan);
}

// A plan as the body has it: by its id, or whole; what the role cannot see of it comes from the plan `base`.
Plan plan_in(Call& call, const Mission& mission, const char* key) {
  if (!call.body.is_object() || !call.body.contains(key))
    throw Refusal(422, std::string("the body lacks '") + key + "'");
  const Json& given = call.body[key];
  if (given.is_string()) return find_plan(call, mission, given.get<std::string>()).plan;
  Json whole = given;
  if (const std::string base = text_in(call, "base", ""); !base.empty())
    whole = report::plan_completed(reader_of(call), std::move(whole),
                                   report::plan_as_document(mission, find_plan(call, mission, base).plan));
  return report::plan_from_document(whole, mission);
}

Reply list(Call& call) {
  const auto mission = mission_of(call);
  Json plans = Json::array();
  for (const Plan& plan : mission->plans)
    plans.push_back(
        {{"id", plan.id}, {"name", plan.name}, {"owner", "mission"}, {"steps", plan.phases.size()}});
  for (const Proposal& one : Proposals(place_of(call).folder).list(call.visitor.role)) {
    Json row = {{"id", one.id}, {"name", one.id}, {"owner", one.owner}, {"steps", 0}};
    try {
      const Plan plan = plan_from_text(read_proposal(one), one.id, *mission);
      row["name"] = plan.name, row["steps"] = plan.phases.size();
    } catch (const InputError& error) {
      row["problem"] = error.what();
    }
    plans.push_back(std::move(row));
  }
  return document({{"plans", plans}});
}

Json shown_plan(Call& call, const Mission& mission, const Plan& plan) {
  return {{"plan", report::plan_for(reader_of(call), report::plan_as_document(mission, plan))},
          {"postures", report::plan_for(reader_of(call), report::postures_document(mission, plan))}};
}

Reply one(Call& call) {
  const auto mission = mission_of(call);
  const FoundPlan found = find_plan(call, *mission, call.at("plan"));
  Json json = shown_plan(call, *mission, found.plan);
  json["owner"] = found.owner, json["version"] = found.version;
  return document(std::move(json));
}

Reply check(Call& call) {
  const auto mission = mission_of(call);
  try {
    return document(shown_plan(call, *mission, plan_in(call, *mission, "plan")));
  } catch (const InputError& error) {
    return document({{"problems", problems_document(error.problems())}});
  }
}

Reply save(Call& call) {
  const auto mission = mission_of(call);
  const std::string id = call.at("plan");
  if (!is_name(id)) throw Refusal(422, std::string("the name of a plan is ") + std::string(kNameGrammar));
  Plan plan = plan_in(call, *mission, "plan");
  plan.id = id;
  const bool on_table = call.body.value("on_table", false);
  const std::lock_guard lock(call.server.writing());
  const fs::path file = Proposals(place_of(call).folder).file_for(call.visitor.role, id, on_table);
  std::error_code failed;
  const bool there = fs::exists(file, failed);
  if (there) {
    const std::string version = sha256_of(read_proposal({id, "", file})).substr(0, 16);
    if (version != text_in(call, "version", ""))
      throw Refusal(409, "somebody else has saved this plan since you opened it");
  }
  fs::create_directories(file.parent_path(), failed);
  if (failed) throw Refusal(500, "the folder of proposals cannot be made: " + failed.message());
  const std::string text = timeline::plan_as_toml(*mission, plan);
  write_file_atomically(file, text, on_table ? FileReaders::as_usual : FileReaders::owner_only);
  return document({{"saved", id}, {"version", sha256_of(text).substr(0, 16)}});
}

Reply withdraw(Call& call) {
  const std::lock_guard lock(call.server.writing());
  const auto proposal = Proposals(place_of(call).folder).find(call.visitor.role, call.at("plan"));
  if (!proposal) throw Refusal(404, "there is no such proposal");
  std::error_code failed;
  fs::remove(proposal->file, failed);
  if (failed) throw Refusal(500, "it cannot be removed: " + failed.message());
  return document({{"removed", proposal->id}});
}

std::string begin_assessing(Call& call, std::shared_ptr<const Mission> mission) {
  Server& server = call.server;
  JobSpec spec{.kind = "assess",
               .mission = mission->id,
               .role = call.visitor.role,
               .lane = Lane::thorough,
               .replaces = {},
               .same_as = "assess " + mission->id + mission->inputs_sha256};
  return server.jobs().begin(std::move(spec), [&server, mission](const report::Control& control,
                                                                 const Jobs::Tell& tell) {
    // Another role with the same view may have had it fitted while this one waited.
    if (server.missions().study(*mission) == nullptr) {
      const ServerOptions& options = server.options();
      report::Assessed assessed = report::assess(
          *mission,
          {.seed = Seed{options.seed}, .threads = options.threads, .draws = options.draws, .skill = false},
          control);
      server.missions().keep(std::make_shared<report::WhatIfStudy>(mission, std::move(assessed),
                                                                   Seed{options.seed}, options.threads));
    }
    tell(Json{{"ready", true}});
  });
}

Reply assess(Call& call) {
  const auto mission = mission_of(call);
  if (call.server.missions().study(*mission)) return document({{"ready", true}});
  return {.document = {{"ready", false}, {"job", begin_assessing(call, mission)}}, .status = 202};
}

Reply what_if(Call& call) {
  const auto mission = mission_of(call);
  const Plan before = plan_in(call, *mission, "before"), after = plan_in(call, *mission, "after");
  const auto study = call.server.missions().study(*mission);
  if (study == nullptr)
    return {.document = {{"ready", false}, {"job", begin_assessing(call, mission)}}, .status = 202};
  const std::string client = text_in(call, "client", "");
  JobSpec spec{
      .kind = "what-if",
      .mission = mission->id,
      .role = call.visitor.role,
      .lane = Lane::quick,
      .replaces = client.empty() ? "" : fmt::format("what-if {} {}", name_of(call.visitor.role), client),
      .same_as = {}};
  const auto may = reader_of(call);
  const std::string id =
      call.server.jobs().begin(std::move(spec), [=](const report::Control& control, const Jobs::Tell& tell) {
        for (const std::uint32_t scenarios : kScenarios) {
          const double from =
              scenarios == kScenarios.front() ? 0.0 : static_cast<double>(scenarios) / kScenarios.back() / 4;
          const report::Control part{
              .stop = control.stop, .progress = [&](double share, const std::string& what) {
                control.say(from + share * (static_cast<double>(scenarios) / kScenarios.back() - from), what);
              }};
          const auto change = study->change(before, after, scenarios, scenarios != kScenarios.front(), part);
          tell(report::change_document(*study, before, after, change, may));
        }
      });
  return {.document = {{"ready", true}, {"job", id}}, .status = 202};
}

Reply reweigh(Call& call) {
  const auto mission = mission_of(call);
  const auto study = call.server.missions().study(*mission);
  if (study == nullptr) throw Refusal(409, "the mission is not assessed yet");
  const Plan before = plan_in(call, *mission, "before"), after = plan_in(call, *mission, "after");
  std::vector<report::RangeChange> ranges;
  const Json visible = report::assumptions_for(*mission, reader_of(call));
  for (const auto& [key, range] : object_in(call, "ranges").items()) {
    const bool may_see = std::any_of(visible.begin(), visible.end(),
                                     [&, k = key](const Json& row) { return row["key"] == k; });
    const auto found = std::find_if(mission->assumptions.begin(), mission->assumptions.end(),
                                    [&, k = key](const Assumption& one) { return one.key == k; });
    if (!may_see || found == mission->assumptions.end())
      throw Refusal(422, "no assumption '" + shown(key) + "'");
    if (!range.is_array() || range.size() != 3 ||
        !std::all_of(range.begin(), range.end(), [](const Json& v) { return v.is_number(); }))
      throw Refusal(422, "a range is [low, most likely, high]");
    const ThreePoint points{range[0].get<double>(), range[1].get<double>(), range[2].get<double>()};
    if (!(points.low <= points.mode && points.mode <= points.high))
      throw Refusal(422, "a range is [low, most likely, high], in this order");
    ranges.push_back({static_cast<std::size_t>(found - mission->assumptions.begin()), points});
  }
  const auto result = study->reweigh(before, after, ranges);
  if (!result) throw Refusal(409, "these two plans have not been compared yet");
  return document(report::reweighted_document(*study, *result, reader_of(call)));
}

}  // namespace

FoundPlan find_plan(Call& call, const Mission& mission, const std::string& id) {
  if (const auto proposal = Proposals(place_of(call).folder).find(call.visitor.role, id)) {
    const std::string text = read_proposal(*proposal);
    return {plan_from_text(text, id, mission), proposal->owner, sha256_of(text).substr(0, 16)};
  }
  for (const Plan& plan : mission.plans)
    if (plan.id == id) return {plan, "mission", ""};
  throw Refusal(404, "there is no such plan");
}

std::vector<Route> routes_of_plans() {
  return {
      {"GET", "/api/missions/{mission}/plans",
       "The mission's plans, the proposals on the table, one's own drafts", Who::table, list},
      {"GET", "/api/missions/{mission}/plans/{plan}", "One plan, with the posture after each step",
       Who::table, one},
      {"PUT",
       "/api/missions/{mission}/plans/{plan}",
       "Save a draft, or lay a proposal on the table",
       Who::table,
       save,
       {},
       "{plan, base?: the plan it was made from, on_table: true or false, version: of the file it replaces}"},
      {"DELETE", "/api/missions/{mission}/plans/{plan}", "Withdraw a proposal or a draft", Who::table,
       withdraw},
      {"POST",
       "/api/missions/{mission}/check-plan",
       "What is wrong with a plan, or its postures",
       Who::table,
       check,
       {},
       "{plan, base?}"},
      {"POST", "/api/missions/{mission}/assess", "Fit the models of a mission: a job, unless they are there",
       Who::table, assess},
      {"POST",
       "/api/missions/{mission}/what-if",
       "What a changed plan does against the plan before: a job with sharper and sharper answers",
       Who::table,
       what_if,
       {},
       "{before: plan or id, after: plan or id, base?: id, client?: a name; a newer question of the same "
       "client stops the older}"},
      {"POST",
       "/api/missions/{mission}/reweigh",
       "The last comparison under other ranges of what is assumed, at once",
       Who::table,
       reweigh,
       {},
       "{before, after, ranges: {key: [low, most likely, high]}}"},
  };
}

}  // namespace handover::server
