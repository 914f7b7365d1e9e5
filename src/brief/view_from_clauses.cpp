// For the table: draft clauses of a joint statement, each tied to the figure or fact behind it, with brackets
// where the sides' positions differ; the commitments to sign; and what to talk about next.
#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"
#include "talks/mission_issues.h"
#include "wording/findings.h"
#include "wording/status.h"
#include "wording/timeline.h"

#include <algorithm>
#include <cmath>

namespace handover::brief {
namespace {

using timeline::TimelineReport;

// The newest position of a side's deciding actor on an issue.
const Position* position_of(const Mission& mission, std::size_t issue, Side side) {
  const Position* newest = nullptr;
  for (const Position& one : mission.positions) {
    if (one.issue.index != issue || one.actor.index >= mission.actors.size()) continue;
    const std::string& actor = mission.actors[one.actor.index].id;
    const bool of_side = std::any_of(mission.parties.begin(), mission.parties.end(), [&](const Party& party) {
      return party.id == actor && party.side == side && party.decides;
    });
    if (of_side && (newest == nullptr || one.known.from >= newest->known.from)) newest = &one;
  }
  return newest;
}

struct Gap {
  std::size_t issue = 0;
  const Position *coalition = nullptr, *host = nullptr;
  double share = 0.0;  // of the issue's scale
};

std::optional<Gap> gap_on(const Mission& mission, std::size_t issue) {
  const Issue& scale = mission.issues[issue];
  Gap gap{.issue = issue,
          .coalition = position_of(mission, issue, Side::coalition),
          .host = position_of(mission, issue, Side::host)};
  if (gap.coalition == nullptr || gap.host == nullptr || !(scale.high > scale.low)) return std::nullopt;
  gap.share = std::abs(gap.coalition->position.mode - gap.host->position.mode) / (scale.high - scale.low);
  return gap;
}

// Widest first.
std::vector<Gap> gaps_of(const Mission& mission) {
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < mission.issues.size(); ++i) {
    if (const auto gap = gap_on(mission, i)) gaps.push_back(*gap);
  }
  std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.share > b.share; });
  return gaps;
}

constexpr double kApart = 0.05;  // of the scale: closer positions are not bracketed

// What a side wants, on the issue's own scale; a scale of months is written as a month.
std::string wanted(const Mission& mission, const Gap& gap, const Position& position) {
  const talks::MapIssues known = talks::map_issues(mission);
  const bool is_date = (known.mission_end && *known.mission_end == gap.issue) ||
                       std::find(known.presence_ends.begin(), known.presence_ends.end(), gap.issue) !=
                           known.presence_ends.end();
  if (!is_date) return rounded(position.position.mode);
  return month_text(plus_months(month_of(talks::scale_starts(mission)),
                                static_cast<int>(std::lround(position.position.mode))));
}

class Clauses {
 public:
  explicit Clauses(View& view) : view_(view) {}

  void add(const std::string& label, const std::string& text, std::vector<Trace> traces) {
    view_.clauses.lines.push_back({.text = text,
                                   .traces = std::move(traces),
                                   .audience = Audience::joint,
                                   .label = say("clause.number", {{"number", ++number_}, {"what", label}})});
  }

  // Figures of positions are each side's own: they are judgements, or concessions foretold. Both sides read
  // that there is a bracket to be settled.
  void bracket(const Mission& mission, const Gap& gap) {
    const std::string& issue = mission.issues[gap.issue].name;
    const bool stated = !gap.coalition->judgement && !gap.host->judgement;
    Line line{.text = say("clause.bracket", {{"issue", issue},
                                             {"first", view_.coalition_name},
                                             {"first_wants", wanted(mission, gap, *gap.coalition)},
                                             {"second", view_.host_name},
                                             {"second_wants", wanted(mission, gap, *gap.host)}}),
              .audience = stated ? Audience::joint : Audience::own_side,
              .assumed = !stated};
    for (const Position* position : {gap.coalition, gap.host}) {
      for (Trace& trace : trace_of(mission, position->known.source)) {
        if (std::find(line.traces.begin(), line.traces.end(), trace) == line.traces.end())
          line.traces.push_back(std::move(trace));
      }
    }
    line.instead = {{say("clause.open_bracket", {{"issue", issue}}), Audience::joint}};
    view_.clauses.lines.push_back(std::move(line));
  }

 private:
  View& view_;
  int number_ = 0;
};

void bracket_if_apart(const Mission& mission, std::optional<std::size_t> issue, Clauses& clauses) {
  if (!issue) return;
  const auto gap = gap_on(mission, *issue);
  if (gap && gap->share >= kApart) clauses.bracket(mission, *gap);
}

std::string presence_words(const Mission& mission, const Plan& plan) {
  std::vector<std::string> parts;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const auto end = r < plan.presence_end.size() ? plan.presence_end[r] : std::nullopt;
    parts.push_back(say("clause.presence_in", {{"region", mission.regions[r].name},
                                               {"open", end ? "no" : "yes"},
                                               {"month", end.value_or(Month{})}}));
  }
  return parts_text(parts);
}

std::string troops_words(const Mission& mission, const Plan& plan) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    double troops = 0.0;
    for (const Persons& one : plan.phases[k].after.troops) troops += one.value;
    parts.push_back(say("clause.troops_after", {{"step", k + 1}, {"troops", Rounded{troops}}}));
  }
  static_cast<void>(mission);
  return parts_text(parts);
}

// Tasks that pass to others, over all steps.
std::string handed_words(const Mission& mission, const Plan& plan) {
  std::vector<std::string> parts;
  Posture before = posture_today(mission);
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    const Posture& after = plan.phases[k].after;
    for (std::size_t t = 0; t < mission.tasks.size() && t < after.provider.size(); ++t) {
      if (t < before.provider.size() && before.provider[t] != after.provider[t])
        parts.push_back(say("clause.task_passes", {{"task", mission.tasks[t].name}, {"step", k + 1}}));
    }
    before = after;
  }
  return parts_text(parts);
}

std::string protection_words(const Mission& mission, const Plan& plan) {
  std::vector<std::string> tasks;
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    if (mission.tasks[t].force_protection) tasks.push_back(mission.tasks[t].name);
  }
  static_cast<void>(plan);
  return tasks.empty() ? say("clause.protection_none") : say("clause.protection_tasks", {{"tasks", tasks}});
}

std::string review_words(const Mission& mission, const Plan& plan) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    const Gate& gate = plan.phases[k].gate;
    const Month first =
        month_of(first_day(plan.phases[k].earliest) - std::chrono::days(gate.review_every.value));
    parts.push_back(say("clause.review", {{"step", k + 1},
                                          {"month", std::max(first, month_of(mission.as_of))},
                                          {"owner", mission.parties[gate.owner.index].name},
                                          {"days", gate.review_every.value}}));
  }
  return parts_text(parts);
}

std::string condition_list(const Mission& mission, const Plan& plan) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    std::vector<std::string> words;
    for (const Condition& one : plan.phases[k].gate.all_of)
      words.push_back(
          wording::condition_words(timeline::named(mission, one), wording::Measure::left_out, spoken()));
    parts.push_back(
        say("clause.step", {{"step", k + 1},
                            {"month", plan.phases[k].earliest},
                            {"conditions", words.empty() ? say("condition.none") : list_text(words)}}));
  }
  return parts_text(parts);
}

std::string actor_name(const Mission& mission, ActorId actor) {
  return actor.index < mission.actors.size() ? mission.actors[actor.index].name : "";
}

Table commitments_table(const Mission& mission) {
  const auto column = [](std::string title) { return Column{std::move(title), Audience::joint}; };
  Table table{.id = "commitments",
              .title = say("clause.commitments"),
              .columns = {column(say("commitment.what")), column(say("commitment.owes")),
                          column(say("commitment.owed_to")), column(say("commitment.due")),
                          column(say("word.standing")), column(say("commitment.sign"))},
              .audience = Audience::joint};
  for (const Commitment& one : mission.commitments) {
    table.rows.push_back({.cells = {one.what, actor_name(mission, one.owes), actor_name(mission, one.owed_to),
                                    one.due ? day_text(*one.due) : say("commitment.no_day"),
                                    wording::commitment_status_words(one.status, spoken()), "[          ]"},
                          .traces = trace_of(mission, one.known.source),
                          .audience = Audience::joint});
  }
  return table;
}

// Both sides' rules side by side: a red line that is not on the table does not pass the filter.
void add_two_wordings(const View& view, Clauses& clauses) {
  const auto first_of = [](const Section& section) {
    for (const Line& line : section.lines) {
      if (line.label.empty() && !line.text.empty()) return line.text;
    }
    return std::string();
  };
  const std::string ours = first_of(view.coalition_says), theirs = first_of(view.host_says);
  if (ours.empty() || theirs.empty()) return;
  clauses.add(say("clause.two_wordings"),
              say("clause.each_side", {{"first", view.coalition_name},
                                       {"first_says", ours},
                                       {"second", view.host_name},
                                       {"second_says", theirs}}),
              {"figure:course"});
}

void add_agenda_gaps(const Mission& mission, const std::vector<Gap>& gaps, View& view) {
  constexpr std::size_t kMost = 3;
  for (const Gap& gap : gaps) {
    if (view.agenda.lines.size() == kMost || gap.share < kApart) break;
    const std::string& issue = mission.issues[gap.issue].name;
    view.agenda.lines.push_back(
        {.text = say("agenda.gap", {{"issue", issue},
                                    {"first", view.coalition_name},
                                    {"first_wants", wanted(mission, gap, *gap.coalition)},
                                    {"second", view.host_name},
                                    {"second_wants", wanted(mission, gap, *gap.host)}}),
         .traces = trace_of(mission, gap.host->known.source),
         .audience = Audience::own_side,
         .instead = {{say("agenda.gap_open", {{"issue", issue}}), Audience::joint}},
         .label = say("agenda.widest"),
         .assumed = gap.coalition->judgement || gap.host->judgement});
  }
}

// Where each side holds an issue less dear than the other does, there is something to exchange.
void add_exchange(const Mission& mission, const std::vector<Gap>& gaps, View& view) {
  const Gap *of_host = nullptr, *of_coalition = nullptr;
  const auto dearer = [](const Gap& gap) { return gap.coalition->salience.mode - gap.host->salience.mode; };
  for (const Gap& gap : gaps) {
    if (gap.share < kApart) continue;
    if (dearer(gap) > 0.0 && (of_host == nullptr || dearer(gap) > dearer(*of_host))) of_host = &gap;
    if (dearer(gap) < 0.0 && (of_coalition == nullptr || dearer(gap) < dearer(*of_coalition)))
      of_coalition = &gap;
  }
  if (of_host == nullptr || of_coalition == nullptr) return;
  view.agenda.lines.push_back(
      {.text = say("agenda.exchange", {{"host", view.host_name},
                                       {"given", mission.issues[of_host->issue].name},
                                       {"coalition", view.coalition_name},
                                       {"taken", mission.issues[of_coalition->issue].name}}),
       .audience = Audience::own_side,
       .label = say("agenda.in_exchange"),
       .assumed = true});
}

void add_agenda(const Mission& mission, const TimelineReport* report, View& view) {
  view.agenda.title = say("agenda.title");
  const std::vector<Gap> gaps = gaps_of(mission);
  add_agenda_gaps(mission, gaps, view);
  for (const Commitment& one : mission.commitments) {
    if (one.status != CommitmentStatus::disputed && one.status != CommitmentStatus::missed) continue;
    view.agenda.lines.push_back(
        {.text =
             say("agenda.commitment", {{"what", one.what},
                                       {"owes", actor_name(mission, one.owes)},
                                       {"owed_to", actor_name(mission, one.owed_to)},
                                       {"standing", wording::commitment_status_words(one.status, spoken())}}),
         .traces = trace_of(mission, one.known.source),
         .audience = Audience::joint,
         .label = say("agenda.commitments")});
  }
  if (report != nullptr && !report->failures.information.empty() &&
      report->failures.information.front().input < report->failures.inputs.size()) {
    const auto& value = report->failures.information.front();
    view.agenda.lines.push_back(
        {.text = value.matters()
                     ? say("agenda.report",
                           {{"what", wording::input_words(report->failures.inputs[value.input], spoken())}})
                     : say("agenda.no_report"),
         .traces = {"table:information"},
         .audience = value.matters() ? audience_of(*report, {value.input}) : Audience::joint,
         .label = say("agenda.settles")});
  }
  add_exchange(mission, gaps, view);
  if (report != nullptr) {
    const std::string concession = wording::concession_words(*report, spoken());
    if (!concession.empty())
      view.agenda.lines.push_back(
          {.text = concession, .audience = Audience::own_side, .label = say("agenda.in_exchange")});
  }
}

}  // namespace

void add_clauses(const Mission& mission, const TimelineReport* report, View& view) {
  add_agenda(mission, report, view);
  const Plan* plan = report == nullptr ? nullptr : main_plan(*report);
  view.clauses.title = say("clause.title");
  if (plan == nullptr || plan->phases.empty()) {
    view.clauses.verdict = Line{.text = say("brief.not_assessed"), .audience = Audience::joint};
    return;
  }
  const auto& cell = report->map.cells[main_cell(*report).value()];
  const std::vector<Trace> course = {"figure:course"};
  const talks::MapIssues issues = talks::map_issues(mission);
  view.clauses.verdict = Line{.text = say("clause.draft"), .audience = Audience::joint};
  Clauses clauses(view);
  clauses.add(say("clause.mission"),
              say("clause.mission_ends", {{"coalition", view.coalition_name}, {"month", cell.mission_end}}),
              {"figure:map", "figure:course"});
  bracket_if_apart(mission, issues.mission_end, clauses);
  clauses.add(say("clause.presence"), say("sentence", {{"words", presence_words(mission, *plan)}}), course);
  for (const std::size_t issue : issues.presence_ends) bracket_if_apart(mission, issue, clauses);
  clauses.add(say("clause.steps"), say("sentence", {{"words", condition_list(mission, *plan)}}), course);
  clauses.add(
      say("clause.troops"),
      say("sentence", {{"words", parts_text({troops_words(mission, *plan), band_text(cell.residual)})}}),
      course);
  bracket_if_apart(mission, issues.residual, clauses);
  clauses.add(say("clause.protection"), protection_words(mission, *plan), {"table:needs"});
  const std::string handed = handed_words(mission, *plan);
  clauses.add(say("clause.assistance"),
              handed.empty() ? say("clause.no_task_passes") : say("sentence", {{"words", handed}}), course);
  clauses.add(say("clause.reviews"), say("sentence", {{"words", review_words(mission, *plan)}}), course);
  clauses.add(say("clause.reversal"), say("clause.reversal_words"), course);
  clauses.add(say("clause.dispute"), say("clause.dispute_words"), course);
  for (const Gap& gap : gaps_of(mission)) {
    const bool named = (issues.mission_end && *issues.mission_end == gap.issue) ||
                       (issues.residual && *issues.residual == gap.issue) ||
                       std::find(issues.presence_ends.begin(), issues.presence_ends.end(), gap.issue) !=
                           issues.presence_ends.end();
    if (!named && gap.share >= kApart) clauses.bracket(mission, gap);
  }
  add_two_wordings(view, clauses);
  if (view.needs.tables.empty()) {
    for (Line& line : view.clauses.lines)
      std::erase_if(line.traces, [](const Trace& trace) { return trace == "table:needs"; });
  }
  if (!mission.commitments.empty()) view.clauses.tables.push_back(commitments_table(mission));
}

}  // namespace handover::brief
