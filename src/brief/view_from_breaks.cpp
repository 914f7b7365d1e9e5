// What the answer depends on, what breaks the timeline, what to find out first.
#include "brief/timeline_words.h"
#include "brief/view_from.h"
#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using timeline::Break;
using timeline::TimelineReport;

bool names_attack_effect(const TimelineReport& report, const std::vector<std::size_t>& inputs) {
  return std::any_of(inputs.begin(), inputs.end(), [&](std::size_t index) {
    // What is not known is not published.
    return index >= report.inputs.size() || tells_of_attacks(report.inputs[index]);
  });
}

Reveals reveals_of(const TimelineReport& report, const Break& found) {
  std::vector<std::size_t> inputs;
  for (const auto& restriction : found.discovery.restrictions) inputs.push_back(restriction.input);
  return names_attack_effect(report, inputs) ? Reveals::attack_effect : Reveals::nothing;
}

Section regret_section(const TimelineReport& report) {
  Section section{.title = "Regret: how far each plan falls behind the best one in the same scenario"};
  for (const auto& regret : report.regret) {
    Table table{.id = "regret-" + regret.metric,
                .title = capital(regret.metric),
                .header = {"Plan", "Regret, 90 of 100 scenarios", "Largest"}};
    for (const auto& row : regret.rows) {
      table.rows.push_back(
          {.cells = {row.plan, range_text(row.regret.low, row.regret.high), rounded(row.largest)}});
    }
    section.tables.push_back(std::move(table));
  }
  return section;
}

Table information_table(const TimelineReport& report) {
  Table table{.id = "information",
              .title = "What knowing one quantity would be worth",
              .header = {"Quantity", "Scenarios of 100 gained", "By chance alone", "Changes the plan"}};
  for (const auto& value : report.information) {
    if (table.rows.size() == 10 || value.input >= report.inputs.size()) break;
    const timeline::ScenarioInput& input = report.inputs[value.input];
    const bool attack = tells_of_attacks(input);
    table.rows.push_back({.cells = {input.name, rounded(100.0 * value.value), rounded(100.0 * value.noise),
                                    value.matters() ? "yes" : "not beyond chance"},
                          .reveals = attack ? Reveals::attack_effect : Reveals::nothing});
  }
  return table;
}

// Parties whose failures nothing explains, or are too few or too many to be explained, share one line.
Line unexplained_line(const TimelineReport& report) {
  std::string parties;
  for (const Break& found : report.breaks) {
    if (found.discovery.found) continue;
    parties += fmt::format("{}{} in {}", parties.empty() ? "" : ", ", found.party,
                           rounded(100.0 * found.discovery.base_rate));
  }
  if (parties.empty()) return {};
  return {
      .text =
          parties +
          " of 100 scenarios; nothing assumed or fitted could be shown to tell the failing scenarios apart.",
      .traces = {"table:assumptions"},
      .label = "Fails for:"};
}

void add_found_breaks(const TimelineReport& report, View& view) {
  for (const Break& found : report.breaks) {
    if (!found.discovery.found) continue;
    const Reveals reveals = reveals_of(report, found);
    view.breaks.lines.push_back(
        {.text = found.words,
         .traces = {"table:assumptions"},
         .reveals = reveals,
         .published =
             fmt::format("fails in {} of 100 scenarios; what tells them apart is not for this edition",
                         rounded(100.0 * found.discovery.base_rate)),
         .label = capital(found.party) + ":"});
    if (found.party.rfind("any", 0) == 0) {
      view.depends_on.push_back({.text = "fails most where " + found.when,
                                 .traces = {"table:assumptions"},
                                 .reveals = reveals,
                                 .label = "The timeline"});
    }
  }
  if (Line line = unexplained_line(report); !line.text.empty()) view.breaks.lines.push_back(std::move(line));
}

}  // namespace

void add_breaks(const TimelineReport* report, View& view) {
  view.breaks.title = "What breaks it, what to find out first";
  if (report == nullptr) {
    view.breaks.verdict = {"Not assessed."};
    return;
  }
  add_found_breaks(*report, view);
  const auto* first = report->information.empty() ? nullptr : &report->information.front();
  if (!report->ask_first.empty()) {
    const Reveals reveals = first != nullptr && names_attack_effect(*report, {first->input})
                                ? Reveals::attack_effect
                                : Reveals::nothing;
    Line line{.text = report->ask_first, .traces = {}, .reveals = reveals, .label = "First to find out:"};
    if (first != nullptr) line.traces = {"table:information"};
    if (first != nullptr && first->matters()) view.depends_on.push_back(line);
    view.breaks.lines.push_back(std::move(line));
  }
  for (const auto& branch : report->branches) {
    if (branch.scenarios == 0) continue;
    view.breaks.lines.push_back(
        {.text = fmt::format("(comes in {} replications) {}",
                             hundred_text(branch.chance.low, branch.chance.high), branch.advice),
         .reveals = Reveals::attack_effect,
         .label = "If an attack kills during " + branch.phase + ":"});
    break;  // the first step; the others stand in the annex
  }
  Section annex{.title = "If an attack kills personnel"};
  for (const auto& branch : report->branches) {
    annex.lines.push_back(
        {.text = branch.advice, .reveals = Reveals::attack_effect, .label = branch.phase + ":"});
  }
  view.annex.push_back(std::move(annex));
  Section information{.title = "What to find out"};
  if (!report->information.empty()) {
    information.tables.push_back(information_table(*report));
    view.annex.push_back(std::move(information));
  }
  view.annex.push_back(regret_section(*report));
}

}  // namespace handover::brief
