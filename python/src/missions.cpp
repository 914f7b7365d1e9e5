#include "base/problem.h"
#include "base/program_files.h"
#include "binding.h"
#include "brief/brief.h"
#include "report/answer_document.h"
#include "report/bargain_job.h"
#include "report/documents_timeline.h"
#include "report/evidence_job.h"
#include "report/import_job.h"
#include "report/kept_runs.h"
#include "report/main_job.h"
#include "report/needs_job.h"
#include "report/problem_document.h"
#include "report/simulation.h"
#include "report/talks_views.h"
#include "report/threat_pictures.h"
#include "report/timeline_job.h"
#include "report/version.h"

#include <algorithm>
#include <utility>

namespace handover::python {
namespace {

using report::Json;

LoadOptions load_options(const std::string& as_of, const std::vector<std::string>& overlays) {
  report::CommonOptions common;
  common.as_of = as_of;
  common.overlays = overlays;
  return common.load_options();
}

std::shared_ptr<Mission> load(const std::filesystem::path& folder, const std::string& as_of,
                              const std::vector<std::string>& overlays) {
  const auto options = load_options(as_of, overlays);
  const py::gil_scoped_release release;
  return std::make_shared<Mission>(load_mission(folder, options));
}

py::object check(const std::filesystem::path& folder) {
  MissionCheck found;
  {
    const py::gil_scoped_release release;
    found = examine_mission(folder);
  }
  Json document = {{"problems", Json::array()}, {"doubts", Json::array()}};
  for (const Problem& problem : found.refused)
    document["problems"].push_back(report::problem_document(problem));
  for (const Doubt& doubt : found.doubtful) {
    Json one = {{"rule", doubt.rule}};
    one.update(report::problem_document(doubt.place));
    document["doubts"].push_back(std::move(one));
  }
  return to_python(document);
}

template <class Things>
std::vector<std::string> ids_of(const Things& things) {
  std::vector<std::string> ids;
  for (const auto& thing : things) ids.push_back(thing.id);
  return ids;
}

// One assessment of a mission: every module's document. The mission is kept with it.
struct Assessment {
  MissionPointer mission;
  report::Assessed assessed;
  std::uint64_t seed = 1;
};

report::AssessmentOptions assessment_options(std::uint64_t seed, int draws, int threads) {
  return {.seed = Seed{seed}, .threads = threads, .draws = positive(draws, "draws", 1'000'000)};
}

std::shared_ptr<Assessment> assess(const std::shared_ptr<Mission>& mission, std::uint64_t seed, int draws,
                                   int threads, const py::object& progress) {
  auto result = std::make_shared<Assessment>();
  result->mission = mission;
  result->seed = seed;
  const auto options = assessment_options(seed, draws, threads);
  compute(progress, [&](const report::Control& control) {
    result->assessed = report::assess(*mission, options, control);
  });
  return result;
}

std::string fan_svg(const Assessment& self, const std::string& stream) {
  for (const auto& one : self.assessed.threat.streams)
    if (one.id == stream || stream.empty()) return report::threat_fan_svg(*self.mission, one, self.seed);
  refuse_argument("stream", stream, "is not a stream of the mission", "mission.streams lists them");
}

// The main job's result.
struct Answer {
  MissionPointer mission;
  report::MainJobOptions options;
  report::MainJob job;

  brief::Edition edition(const std::string& name) const {
    const auto wanted = report::edition_option(name);
    brief::refuse_private_views(*mission, wanted);
    brief::refuse_telling_names(*mission, wanted);
    return wanted;
  }
};

std::shared_ptr<Answer> search(const std::shared_ptr<Mission>& mission, bool quick, std::uint64_t seed,
                               int draws, int threads, const py::object& progress) {
  auto answer = std::make_shared<Answer>();
  answer->mission = mission;
  answer->options = {
      .seed = seed, .threads = threads, .quick = quick, .draws = positive(draws, "draws", 1'000'000)};
  compute(progress, [&](const report::Control& control) {
    answer->job = report::do_main_job(*mission, answer->options, control);
  });
  return answer;
}

Json answer_of(const Answer& self) {
  return report::answer_document(self.job.timeline, *self.mission);
}

void add_answers(py::module_& module) {
  py::class_<Answer, std::shared_ptr<Answer>> answer_type(
      module, "Answer", "The timelines that may be best, and what carries that.");
  without_constructor(answer_type);
  answer_type
      .def_property_readonly(
          "words", [](const Answer& self) { return answer_of(self)["words"].get<std::string>(); },
          "The answer in plain words.")
      .def_property_readonly(
          "answer", [](const Answer& self) { return to_python(answer_of(self)); },
          "The set of timelines, the chosen one, what it was compared with.")
      .def_property_readonly(
          "document",
          [](const Answer& self) { return to_python(report::document_of(self.job.timeline, *self.mission)); },
          "Everything the search found, with the keys of `handover plan --json`.")
      .def_property_readonly("threat",
                             [](const Answer& self) {
                               return to_python(report::document_of(self.job.assessed.threat, *self.mission));
                             })
      .def_property_readonly(
          "partner",
          [](const Answer& self) {
            return to_python(report::document_of(self.job.assessed.partner, *self.mission));
          })
      .def_property_readonly(
          "needs",
          [](const Answer& self) {
            return to_python(report::document_of(self.job.assessed.needs_today, *self.mission));
          })
      .def_property_readonly(
          "talks", [](const Answer& self) { return to_python(report::document_of(self.job.assessed.talks)); })
      .def(
          "map_svg",
          [](const Answer& self) {
            return report::map_picture(self.job.timeline,
                                       report::source_line_of(*self.mission, {.seed = self.options.seed}));
          },
          "The agreement map as SVG.")
      .def(
          "brief_html",
          [](const Answer& self, const std::string& edition) {
            return brief::brief_html(report::brief_inputs(*self.mission, self.job, self.options),
                                     self.edition(edition));
          },
          py::arg("edition") = "public",
          "The brief as one HTML page. edition: public, joint, coalition or host.")
      .def(
          "write_brief",
          [](const Answer& self, const std::filesystem::path& file, const std::string& edition) {
            return brief::write_brief(report::brief_inputs(*self.mission, self.job, self.options),
                                      self.edition(edition), file);
          },
          py::arg("file"), py::arg("edition") = "public",
          "Writes the brief, whole or not at all; its size in bytes.");
  module.def("search", &search, py::arg("mission"), py::kw_only(), py::arg("quick") = true,
             py::arg("seed") = 1, py::arg("draws") = report::kDraws, py::arg("threads") = 0,
             py::arg("progress") = py::none());
}

void add_assessments(py::module_& module) {
  py::class_<Assessment, std::shared_ptr<Assessment>> assessment_type(module, "Assessment",
                                                                      "What the modules make of a mission.");
  without_constructor(assessment_type);
  assessment_type
      .def_property_readonly(
          "mission", [](const Assessment& self) { return std::const_pointer_cast<Mission>(self.mission); })
      .def_property_readonly("seed", [](const Assessment& self) { return self.seed; })
      .def_property_readonly(
          "threat",
          [](const Assessment& self) {
            return to_python(report::document_of(self.assessed.threat, *self.mission));
          },
          "Incidents by stream: level, forecast, record; a month unless said otherwise.")
      .def_property_readonly(
          "partner",
          [](const Assessment& self) {
            return to_python(report::document_of(self.assessed.partner, *self.mission));
          },
          "What the host's forces can do alone: chances, latent levels (0 is alone).")
      .def_property_readonly(
          "talks", [](const Assessment& self) { return to_python(report::document_of(self.assessed.talks)); },
          "When talks may end and on what terms.")
      .def_property_readonly(
          "needs",
          [](const Assessment& self) {
            return to_python(report::document_of(self.assessed.needs_today, *self.mission));
          },
          "Persons that today's tasks need, by function and region.")
      .def("forecast_svg", &fan_svg, py::arg("stream") = "",
           "Level and forecast of a stream as SVG; the first when none is named.");
  module.def("assess", &assess, py::arg("mission"), py::kw_only(), py::arg("seed") = 1,
             py::arg("draws") = report::kDraws, py::arg("threads") = 0, py::arg("progress") = py::none());
}

py::object needs_of(const std::shared_ptr<Mission>& mission, const std::string& plan, double quantile,
                    bool from_records, std::uint64_t seed, int draws, int threads,
                    const py::object& progress) {
  if (!(quantile > 0.0 && quantile < 1.0))
    refuse_argument("quantile", std::to_string(quantile), "is not between 0 and 1", "give for example 0.9");
  auto options = assessment_options(seed, draws, threads);
  options.demand_quantile = quantile;
  Json document;
  compute(progress, [&](const report::Control& control) {
    const Plan wanted = plan.empty() ? Plan{} : report::find_plan(plan, *mission);
    document = report::document_of(
        *mission, report::needs_of_plan(*mission, wanted, options, {}, from_records, control), seed, false);
  });
  return to_python(document);
}

py::object partner_of(const std::shared_ptr<Mission>& mission, std::uint64_t seed, int draws, int threads,
                      const py::object& progress) {
  const auto options = assessment_options(seed, draws, threads);
  Json document;
  compute(progress, [&](const report::Control&) {
    document = report::document_of(report::assess_partner(*mission, options).report, *mission);
  });
  return to_python(document);
}

py::object talks_of(const std::shared_ptr<Mission>& mission, std::uint64_t seed, int draws, int threads,
                    const py::object& progress) {
  const auto options = assessment_options(seed, draws, threads);
  Json document;
  compute(progress, [&](const report::Control&) {
    document = report::document_of(report::assess_talks(*mission, options).report);
  });
  return to_python(document);
}

py::object evidence_of(const std::shared_ptr<Mission>& mission) {
  return to_python(report::document_of(*mission, report::examine_evidence(*mission)));
}

py::object import_events(const std::filesystem::path& mission, const std::vector<std::string>& files,
                         const std::string& source, const std::string& boundaries, const std::string& days,
                         bool replace, bool dry_run) {
  if (files.empty()) refuse_argument("files", "", "are missing", "name at least one file");
  report::ImportWanted wanted{.mission = mission.string(),
                              .source = source,
                              .boundaries = boundaries,
                              .usual_boundaries = boundaries_folder(),
                              .files = files,
                              .read = {},
                              .dry_run = dry_run,
                              .replace = replace};
  if (!days.empty()) {
    const auto order = parse_day_order(days);
    if (!order) refuse_argument("days", days, "is not an order of days", "say day-first or month-first");
    wanted.read.days = *order;
  }
  Json document;
  {
    const py::gil_scoped_release release;
    const report::ImportRun run = report::import_events(wanted);
    if (run.refusal) throw InputError(*run.refusal);
    document = report::document_of(run);
  }
  return to_python(document);
}

// Models of the terms on a mission's issues or on a table of positions.
struct Bargain {
  report::BargainResult result;
};

std::shared_ptr<Bargain> bargain(const std::string& file, const std::vector<std::string>& models,
                                 const std::vector<std::string>& options, const std::string& issue,
                                 std::uint64_t seed, int draws, int threads, const py::object& progress) {
  auto bargain = std::make_shared<Bargain>();
  report::BargainWanted spec;
  spec.files = {file};
  spec.models = models;
  spec.settings = options;
  spec.issue = issue;
  spec.draws = positive(draws, "draws", 10'000'000);
  spec.seed = seed;
  spec.threads = threads;
  compute(progress, [&](const report::Control&) { bargain->result = report::bargain(spec); });
  return bargain;
}

Json document_of(const store::RunRecord& record) {
  return {
      {"id", record.id},           {"command", record.command},   {"mission", record.mission},
      {"as_of", record.as_of},     {"seed", record.seed},         {"version", record.version},
      {"started", record.started}, {"finished", record.finished}, {"inputs_sha256", record.inputs_sha256}};
}

py::object runs_of(const std::filesystem::path& mission) {
  Json document = Json::array();
  for (const auto& record : store::Store::open_to_read(store::store_path(mission)).runs())
    document.push_back(document_of(record));
  return to_python(document);
}

py::object kept_run(const std::string& id, const std::string& mission) {
  const report::KeptRun run = report::find_kept_run(id, mission);
  Json document = document_of(run.record);
  document["options"] = Json::parse(run.record.options_json, nullptr, false);
  document["result"] = Json::parse(run.record.result_json, nullptr, false);
  document["figures"] = Json::array();
  for (const store::Figure& figure : run.record.figures)
    document["figures"].push_back({{"module", figure.module},
                                   {"quantity", figure.quantity},
                                   {"subject", figure.subject},
                                   {"at", figure.at},
                                   {"low", figure.low},
                                   {"best", figure.best},
                                   {"high", figure.high},
                                   {"level", figure.level},
                                   {"unit", figure.unit}});
  return to_python(document);
}

py::object assumptions_of(const Mission& mission) {
  return to_python(report::assumptions_document(mission));
}

void add_mission_class(py::module_& module) {
  py::class_<Mission, std::shared_ptr<Mission>> mission_type(module, "Mission",
                                                             "A mission folder as known on its as-of day.");
  without_constructor(mission_type);
  mission_type.def_property_readonly("id", [](const Mission& self) { return self.id; })
      .def_property_readonly("title", [](const Mission& self) { return self.title; })
      .def_property_readonly(
          "as_of", [](const Mission& self) { return to_string(self.as_of); }, "YYYY-MM-DD")
      .def_property_readonly("horizon_months", [](const Mission& self) { return self.horizon_months; })
      .def_property_readonly(
          "inputs_sha256", [](const Mission& self) { return self.inputs_sha256; },
          "Hash of everything that could be known on the as-of day.")
      .def_property_readonly(
          "plans", [](const Mission& self) { return ids_of(self.plans); }, "Ids of the folder's plans.")
      .def_property_readonly("parties", [](const Mission& self) { return ids_of(self.parties); })
      .def_property_readonly("regions", [](const Mission& self) { return ids_of(self.regions); })
      .def_property_readonly("zones", [](const Mission& self) { return ids_of(self.zones); })
      .def_property_readonly("streams", [](const Mission& self) { return ids_of(self.streams); })
      .def_property_readonly("functions", [](const Mission& self) { return ids_of(self.functions); })
      .def_property_readonly("assumptions", &assumptions_of, "Each with range, unit, reason and source.");
}

}  // namespace

void add_missions(py::module_& module) {
  add_mission_class(module);
  module.def("load_mission", &load, py::arg("folder"), py::kw_only(), py::arg("as_of") = "",
             py::arg("overlays") = std::vector<std::string>());
  module.def("check", &check, py::arg("folder"));
  module.def("evidence", &evidence_of, py::arg("mission"));
  module.def("import_events", &import_events, py::arg("mission"), py::arg("files"), py::kw_only(),
             py::arg("source") = "", py::arg("boundaries") = "", py::arg("days") = "",
             py::arg("replace") = false, py::arg("dry_run") = false);
  add_assessments(module);
  add_answers(module);
  module.def("needs", &needs_of, py::arg("mission"), py::arg("plan") = "", py::kw_only(),
             py::arg("quantile") = 0.9, py::arg("from_records") = false, py::arg("seed") = 1,
             py::arg("draws") = report::kDraws, py::arg("threads") = 0, py::arg("progress") = py::none());
  module.def("partner", &partner_of, py::arg("mission"), py::kw_only(), py::arg("seed") = 1,
             py::arg("draws") = report::kDraws, py::arg("threads") = 0, py::arg("progress") = py::none());
  module.def("talks", &talks_of, py::arg("mission"), py::kw_only(), py::arg("seed") = 1,
             py::arg("draws") = report::kDraws, py::arg("threads") = 0, py::arg("progress") = py::none());
  py::class_<Bargain, std::shared_ptr<Bargain>> bargain_type(
      module, "Bargain", "What models of bargaining say of a table of positions.");
  without_constructor(bargain_type);
  bargain_type
      .def_property_readonly("document",
                             [](const Bargain& self) { return to_python(report::bargain_json(self.result)); })
      .def("densities_svg", [](const Bargain& self) { return report::densities_svg(self.result); })
      .def("positions_svg", [](const Bargain& self) { return report::positions_svg(self.result); });
  module.def("bargain", &bargain, py::arg("file"), py::kw_only(),
             py::arg("models") = std::vector<std::string>{"all"},
             py::arg("options") = std::vector<std::string>(), py::arg("issue") = "", py::arg("seed") = 1,
             py::arg("draws") = 1000, py::arg("threads") = 0, py::arg("progress") = py::none());
  module.def("runs", &runs_of, py::arg("mission"));
  module.def("run", &kept_run, py::arg("id"), py::arg("mission") = "");
}

}  // namespace handover::python
