// The two sides' own statements, compared for emphasis.
#include "brief/say.h"
#include "brief/view_from.h"
#include "talks/readout.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::brief {
namespace {

const Statement* statement_of(const Mission& mission, Side side) {
  for (const Statement& statement : mission.statements) {
    for (const Party& party : mission.parties) {
      if (party.id == statement.party && party.side == side && party.decides) return &statement;
    }
  }
  return nullptr;
}

// Words of a site's name, one after another, would spell it: other editions list the words without them.
bool is_open(const SecretSearch& secrets, const talks::Term& term) {
  return !secrets.finds(term.shown) && !secrets.finds_part(term.shown);
}

// The words that set the statements apart most, from the first side's to the second's.
charts::WordChart chart_of(const talks::Readout& readout, const std::string& left, const std::string& right,
                           const SecretSearch* without) {
  charts::WordChart chart{.frame = {.title = say("brief.statements.what_each_side_stresses_its"),
                                    .subtitle = say("brief.statements.weighted_log_odds_with_informative"),
                                    .note = say("brief.statements.hollow_within_chance_even_use")},
                          .left_name = left,
                          .right_name = right};
  for (const talks::Term& term : readout.stressed) {
    if (without != nullptr && !is_open(*without, term)) continue;
    if (chart.words.size() == 14) break;
    chart.words.push_back({term.shown, term.z, static_cast<int>(term.in_first.size()),
                           static_cast<int>(term.in_second.size())});
  }
  std::stable_sort(chart.words.begin(), chart.words.end(),
                   [](const auto& a, const auto& b) { return a.z < b.z; });
  return chart;
}

std::string listed(const std::vector<talks::Term>& terms, std::size_t most, const SecretSearch* without) {
  std::string words;
  for (const talks::Term& term : terms) {
    if (without != nullptr && !is_open(*without, term)) continue;
    if (most-- == 0) break;
    words += (words.empty() ? "" : ", ") + term.shown;
  }
  return words;
}

Line terms_line(const std::vector<talks::Term>& terms, const std::string& label,
                const SecretSearch& secrets) {
  constexpr std::size_t kMost = 8;
  return {.text = listed(terms, kMost, nullptr),
          .audience = Audience::own_side,
          .instead = {{listed(terms, kMost, &secrets), Audience::published}},
          .label = label};
}

}  // namespace

void add_statements(const Mission& mission, View& view) {
  const Statement *host = statement_of(mission, Side::host),
                  *coalition = statement_of(mission, Side::coalition);
  if (host == nullptr || coalition == nullptr) return;
  if (host->text.empty() || coalition->text.empty()) return;
  const auto readout = talks::compare_statements(host->text, coalition->text, host->name, coalition->name);
  const SecretSearch secrets(view.secrets, Edition::published);
  Section section{.title = say("brief.statements.two_statements_side_by_side"),
                  .audience = Audience::published};
  section.lines.push_back(terms_line(readout.shared, say("brief.statements.both_say"), secrets));
  section.lines.push_back(
      terms_line(readout.only_first, say("brief.statements.only", {{"party", view.host_name}}), secrets));
  section.lines.push_back(terms_line(
      readout.only_second, say("brief.statements.only", {{"party", view.coalition_name}}), secrets));
  section.lines.push_back({.text = say("brief.statements.and_words_f_content_words",
                                       {{"words_first", readout.words_first},
                                        {"words_second", readout.words_second},
                                        {"overlap", Exact{100.0 * readout.overlap, 0}}}),
                           .audience = Audience::published});
  if (!readout.stressed.empty()) {
    section.figures.push_back(
        {.id = "statements",
         .chart = chart_of(readout, view.host_name, view.coalition_name, nullptr),
         .audience = Audience::own_side,
         .published = chart_of(readout, view.host_name, view.coalition_name, &secrets)});
  }
  view.annex.push_back(std::move(section));
}

}  // namespace handover::brief
