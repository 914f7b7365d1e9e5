#include "brief/publish.h"
#include "report/answer_document.h"
#include "report/documents_timeline.h"
#include "report/kept_runs.h"
#include "report/run_record.h"
#include "report/session_mission.h"
#include "report/session_plan.h"
#include "report/timeline_job.h"
#include "server/server.h"
#include "store/store.h"

#include <charconv>

namespace handover::server {
namespace {

// A store is open in one process at a time; the command line may hold it for a moment.
std::string keep_run(const Mission& mission, const std::filesystem::path& folder, const Searched& searched) {
  report::CommonOptions common{.seed = searched.seed};
  common.started = searched.finished;
  const auto choice = report::store_for(mission, folder);
  auto store = store::Store::open(choice.file);
  if (choice.is_private)
    std::filesystem::permissions(choice.file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  Json json = report::document_of(searched.report, mission);
  report::without_clock(json);
  return store.add(
      report::record_of("plan", mission, common, json, report::figures_of(searched.report, mission)));
}

Reply search(Call& call) {
  const auto mission = mission_of(call);
  const auto folder = place_of(call).folder;
  Server& server = call.server;
  JobSpec spec{.kind = "search",
               .mission = mission->id,
               .role = call.visitor.role,
               .lane = Lane::thorough,
               .replaces = {},
               .same_as = "search " + mission->id + mission->inputs_sha256};
  const std::string id = server.jobs().begin(
      std::move(spec), [&server, mission, folder](const report::Control& control, const Jobs::Tell& tell) {
        const ServerOptions& options = server.options();
        const report::CommonOptions common{.seed = options.seed, .threads = options.threads};
        auto run = report::search_mission(*mission, common, {.quick = true, .draws = options.draws}, control);
        auto searched = std::make_shared<Searched>(Searched{.mission = mission->id,
                                                            .inputs_sha256 = mission->inputs_sha256,
                                                            .private_views = mission->private_views,
                                                            .seed = options.seed,
                                                            .finished = store::now_utc(),
                                                            .run = {},
                                                            .report = std::move(run.timeline)});
        try {
          const std::lock_guard lock(server.storing());
          searched->run = keep_run(*mission, folder, *searched);
        } catch (const InputError&) {
          // Held by another process or not to be written: the search is here all the same.
        }
        server.searches().keep(searched);
        tell(Json{{"run", searched->run}});
      });
  return {.document = {{"job", id}}, .status = 202};
}

Json cell_document(const timeline::TimelineReport& report, const Mission& mission,
                   timeline::CellIndex index) {
  const timeline::MapCell& cell = report.map.cells[index];
  Json json = report::dates_document(cell);
  json["cell"] = index.at;
  json["joint"] = cell.figures.joint.value;
  json["interval"] = {cell.figures.joint.interval.low, cell.figures.joint.interval.high};
  json["in_set"] = cell.standing.in_set;
  Json parties = Json::object();
  for (std::size_t p = 0; p < mission.parties.size() && p < cell.figures.by_party.size(); ++p)
    if (mission.parties[p].decides) parties[mission.parties[p].id] = cell.figures.by_party[p].value;
  json["share_by_party"] = std::move(parties);
  return json;
}

// From a search of this server, else from the newest one that was kept.
Reply agreement_map(Call& call) {
  const auto mission = mission_of(call);
  if (const auto searched = call.server.searches().newest(*mission)) {
    Json cells = Json::array();
    for (const timeline::CellIndex i : searched->report.map.cells.indices())
      if (searched->report.map.cells[i].residual.stated)
        cells.push_back(cell_document(searched->report, *mission, i));
    return document({{"found", true},
                     {"stale", searched->inputs_sha256 != mission->inputs_sha256},
                     {"finished", searched->finished},
                     {"seed", searched->seed},
                     {"run", searched->run},
                     {"openable", true},
                     {"cells", cells}});
  }
  const Json none = {{"found", false}, {"stale", false}, {"openable", false}, {"cells", Json::array()}};
  const auto file = report::store_for(*mission, place_of(call).folder).file;
  if (!std::filesystem::exists(file)) return document(none);
  const std::lock_guard lock(call.server.storing());
  const auto store = store::Store::open_to_read(file);
  for (const auto& run : store.runs()) {
    if (run.command != "plan" && run.command != "run") continue;
    const auto whole = store.find(run.id);
    if (!whole) continue;
    const Json result = Json::parse(whole->result_json, nullptr, false);
    const Json* map = result.contains("agreement_map") ? &result["agreement_map"]
                      : result.contains("timeline") && result["timeline"].contains("agreement_map")
                          ? &result["timeline"]["agreement_map"]
                          : nullptr;
    if (map == nullptr) continue;
    Json cells = Json::array();
    for (std::size_t i = 0; i < map->size(); ++i) {
      const Json& cell = (*map)[i];
      if (!cell.value("residual", Json()).is_object()) continue;
      cells.push_back({{"mission_end", cell["mission_end"]},
                       {"presence_end", cell["presence_end"]},
                       {"residual", cell["residual"]},
                       {"cell", i},
                       {"joint", cell["joint"]},
                       {"interval", cell["interval"]},
                       {"in_set", cell.value("in_set", false)},
                       {"share_by_party", cell["share_by_party"]}});
    }
    return document({{"found", true},
                     {"stale", run.inputs_sha256 != mission->inputs_sha256},
                     {"finished", run.finished},
                     {"seed", run.seed},
                     {"run", run.id},
                     {"openable", false},
                     {"cells", cells}});
  }
  return document(none);
}

Reply plan_of_cell(Call& call) {
  const auto mission = mission_of(call);
  const auto searched = call.server.searches().newest(*mission);
  std::size_t index = 0;
  const std::string& text = call.at("cell");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (searched == nullptr || error != std::errc() || end != text.data() + text.size() ||
      index >= searched->report.map.cells.size())
    throw Refusal(404, "there is no such cell");
  if (searched->inputs_sha256 != mission->inputs_sha256)
    throw Refusal(409, "the mission has changed since the search");
  const auto& plans = searched->report.map.plans;
  const timeline::PlanIndex plan = searched->report.map.cells[timeline::CellIndex(index)].plan;
  if (!plans.holds(plan)) throw Refusal(404, "there is no such cell");
  return document(
      {{"plan", report::plan_for(reader_of(call), report::plan_as_document(*mission, plans[plan].plan))}});
}

Json head_of_run(const store::RunRecord& run, const Mission& mission) {
  return {{"id", run.id},
          {"command", run.command},
          {"as_of", run.as_of},
          {"finished", run.finished},
          {"seed", run.seed},
          {"version", run.version},
          {"same_files", run.inputs_sha256 == mission.inputs_sha256}};
}

Reply runs(Call& call) {
  const auto mission = mission_of(call);
  const auto file = report::store_for(*mission, place_of(call).folder).file;
  Json list = Json::array();
  const std::lock_guard lock(call.server.storing());
  if (std::filesystem::exists(file))
    for (const auto& run : store::Store::open_to_read(file).runs())
      list.push_back(head_of_run(run, *mission));
  return document({{"runs", list}});
}

Reply run(Call& call) {
  const auto mission = mission_of(call);
  const auto file = report::store_for(*mission, place_of(call).folder).file;
  if (!std::filesystem::exists(file)) throw Refusal(404, "no run has been kept");
  const std::lock_guard lock(call.server.storing());
  const auto found = store::Store::open_to_read(file).find(call.at("run"));
  if (!found) throw Refusal(404, "there is no such run");
  Json json = head_of_run(*found, *mission);
  Json figures = Json::array();
  // A kept run's figures are each side's own, as its rows have no audience; its document has one for every
  // key.
  if (may_read(call.visitor.role, Audience::own_side)) {
    constexpr std::size_t kMost = 400;
    for (const auto& one : found->figures)
      if (figures.size() < kMost)
        figures.push_back({{"module", one.module},
                           {"quantity", one.quantity},
                           {"subject", one.subject},
                           {"at", one.at},
                           {"low", one.low},
                           {"best", one.best},
                           {"high", one.high},
                           {"unit", one.unit}});
  }
  json["figures"] = std::move(figures);
  const auto secrets = secrets_of(*mission);
  json["result"] =
      Json::parse(brief::document_for(edition_of(call.visitor.role), found->result_json, secrets));
  return document(std::move(json));
}

}  // namespace

std::vector<Route> routes_of_runs() {
  return {
      {"POST", "/api/missions/{mission}/search-timelines",
       "Search the timelines: a job, kept as a run when it is done", Who::own_side, search},
      {"GET", "/api/missions/{mission}/agreement-map", "The agreement map of the newest search", Who::anybody,
       agreement_map},
      {"GET", "/api/missions/{mission}/agreement-map/{cell}", "The plan that serves a cell of the map best",
       Who::own_side, plan_of_cell},
      {"GET", "/api/missions/{mission}/runs", "Kept runs, newest first", Who::anybody, runs},
      {"GET", "/api/missions/{mission}/runs/{run}", "One kept run: what this role may read of it",
       Who::anybody, run},
  };
}

}  // namespace handover::server
