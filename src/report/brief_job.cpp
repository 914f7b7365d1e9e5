#include "report/brief_job.h"

#include "base/files.h"
#include "brief/brief.h"
#include "brief/numbering.h"
#include "brief/paper.h"
#include "brief/view_document.h"
#include "report/options.h"
#include "wording/catalogue.h"

#include <stdexcept>

#include <fmt/format.h>

namespace handover::report {
namespace {

std::string name_of_view(const std::string& language) {
  return "view." + language;
}

}  // namespace

std::vector<store::Document> views_of(const Mission& mission, const MainJob& job,
                                      const MainJobOptions& options) {
  std::vector<store::Document> documents;
  brief::Inputs inputs = brief_inputs(mission, job, options);
  for (const std::string& language : wording::languages()) {
    inputs.language = language;
    documents.push_back({name_of_view(language), brief::document_of(brief::view_of(inputs))});
  }
  return documents;
}

brief::View kept_view(const KeptRun& run, const std::string& language) {
  const std::string& id = run.record.id;
  if (run.record.command != "run")
    refuse("RUN", id, fmt::format("is a run of `handover {}`, which has no brief", run.record.command),
           "`handover runs MISSION` lists those of `handover run`");
  const auto open = store::Store::open_to_read(run.store);
  const auto document = open.document(id, name_of_view(language));
  if (!document) {
    const bool any = open.document(id, name_of_view("en")).has_value();
    refuse("RUN", id,
           any ? fmt::format("was kept without its words in the language '{}'", language)
               : fmt::format(
                     "was kept by version {} without what papers are made of: only its figures are there",
                     run.record.version),
           any ? "ask for --language en, or run it again"
               : "run it again: `handover again` shows whether the figures stay");
  }
  try {
    return brief::view_of_document(*document);
  } catch (const std::invalid_argument& error) {
    refuse("RUN", id, fmt::format("cannot be read by this version: {}", error.what()),
           "use the version that kept it, or run it again");
  }
}

std::vector<WrittenPaper> write_papers(const brief::View& view, brief::Edition edition, papers::Format format,
                                       papers::Sheet sheet, const std::filesystem::path& file) {
  std::vector<WrittenPaper> written;
  const auto readers = is_own_side(edition) ? FileReaders::owner_only : FileReaders::as_usual;
  // All of them are made before the first is written.
  const auto files = papers::write_papers(view, edition, format, sheet);
  for (const papers::File& one : files) {
    const auto target = file.parent_path() / (file.stem().string() + one.part + file.extension().string());
    write_file_atomically(target, one.bytes, readers);
    written.push_back({target, one.bytes.size()});
  }
  return written;
}

void refuse_without_overlay(const std::vector<Side>& private_views, brief::Edition edition) {
  if (!is_own_side(edition)) return;
  for (const Side side : private_views) {
    if (brief::may_hold_view_of(edition, side)) return;
  }
  refuse("--edition", name_of(edition), "needs that side's private overlay, and there is none in this run",
         "run with --overlay, or ask for the joint or the public edition");
}

TableTalk table_talk(const brief::View& view, brief::Edition edition) {
  if (edition == brief::Edition::published)
    refuse("--edition", name_of(edition), "holds no draft of what is being negotiated",
           "write joint, coalition or host");
  for (const Side side : view.private_views) {
    if (!brief::may_hold_view_of(edition, side))
      refuse("--edition", name_of(edition),
             "cannot be made from a run with a private overlay of another reader's",
             "only a side's own edition may use that side's overlay");
  }
  refuse_without_overlay(view.private_views, edition);
  return {brief::paper_of(view, edition).view};
}

Json document_of(const TableTalk& talk) {
  const brief::Numbering numbering(talk.view);
  const auto lines = [&](const brief::Section& section) {
    Json list = Json::array();
    for (const brief::Line& line : section.lines) {
      Json traces = Json::array();
      for (const brief::Trace& trace : line.traces) traces.push_back(trace);
      list.push_back(
          {{"label", line.label}, {"text", line.text}, {"traces", traces}, {"assumed", line.assumed}});
    }
    return list;
  };
  Json commitments = Json::array();
  for (const brief::Table& table : talk.view.clauses.tables) {
    for (const brief::Row& row : table.rows) commitments.push_back(row.cells);
  }
  return {{"mission", talk.view.mission},   {"as_of", to_string(talk.view.as_of)},
          {"seed", talk.view.seed},         {"version", talk.view.version},
          {"language", talk.view.language}, {"clauses", lines(talk.view.clauses)},
          {"commitments", commitments},     {"agenda", lines(talk.view.agenda)}};
}

std::string text_of(const TableTalk& talk) {
  std::string text;
  for (const brief::Section* section : {&talk.view.clauses, &talk.view.agenda}) {
    text += section->title + "\n";
    if (section->verdict) text += section->verdict->text + "\n";
    for (const brief::Line& line : section->lines)
      text += "  " + line.label + (line.label.empty() ? "" : " ") + line.text + "\n";
    for (const brief::Table& table : section->tables) {
      text += "  " + table.title + "\n";
      for (const brief::Row& row : table.rows) {
        std::string cells;
        for (const std::string& cell : row.cells) cells += (cells.empty() ? "" : " | ") + cell;
        text += "    " + cells + "\n";
      }
    }
    text += "\n";
  }
  return text;
}

std::filesystem::path mission_beside(const std::filesystem::path& store) {
  const std::filesystem::path folder = store.parent_path() / store.stem();
  return std::filesystem::is_directory(folder) ? folder : store.parent_path() / store.stem().stem();
}

void refuse_without_overlay(const Mission& mission, brief::Edition edition) {
  std::vector<Side> sides;
  for (const PartyId party : mission.private_views) sides.push_back(mission.parties[party.index].side);
  refuse_without_overlay(sides, edition);
}

ViewSource view_now(const std::string& folder, const LoadOptions& load, const MainJobOptions& options,
                    brief::Edition edition, const std::string& language, const Control& control) {
  const Mission mission = load_mission(folder, load);
  brief::refuse_private_views(mission, edition);
  brief::refuse_telling_names(mission, edition);
  refuse_without_overlay(mission, edition);
  const MainJob job = do_main_job(mission, options, control);
  auto inputs = brief_inputs(mission, job, options);
  inputs.language = language;
  return {brief::view_of(inputs), folder, mission.id, ""};
}

ViewSource view_of_kept(const KeptRun& run, brief::Edition edition, const std::string& language) {
  ViewSource source{kept_view(run, language), mission_beside(run.store), run.record.mission, run.record.id};
  for (const Side side : source.view.private_views) {
    if (!brief::may_hold_view_of(edition, side))
      refuse("--edition", brief::name_of(edition),
             "cannot be made from a run with a private overlay of another reader's",
             "only a side's own edition may use that side's overlay");
  }
  refuse_without_overlay(source.view.private_views, edition);
  return source;
}

}  // namespace handover::report
