#include "report/readout_job.h"

#include "base/files.h"
#include "charts/charts.h"
#include "mission/statement.h"
#include "report/version.h"
#include "tables/encoding.h"
#include "wording/assessments.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace talks;

Json mentions_json(const std::vector<Mention>& mentions) {
  Json list = Json::array();
  for (const Mention& m : mentions)
    list.push_back({{"line", m.line}, {"column", m.column}, {"character", m.character}});
  return list;
}

Json terms_json(const std::vector<Term>& terms, std::size_t most) {
  Json list = Json::array();
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    Json json = {{"term", term.shown}, {"words", term.words}};
    if (term.words == 1) json["z"] = term.z;
    if (term.words == 1) json["log_odds"] = term.log_odds;
    json["in_first"] = mentions_json(term.in_first);
    json["in_second"] = mentions_json(term.in_second);
    list.push_back(std::move(json));
  }
  return list;
}

// "statements/iraq.txt" is shown as "iraq".
std::string shown_name(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

// A mission's statement begins with lines on whose it is: blanked out, so that places in the text still hold.
std::string read_statement(const std::string& path, std::vector<std::string>& notes) {
  std::vector<std::string> said;
  std::string text = text_as_utf8(read_file(path), path, said);
  for (const std::string& note : said) notes.push_back(path + " " + note);
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(statement_header(text));
  std::replace_if(
      text.begin(), end, [](char c) { return c != '\n'; }, ' ');
  return text;
}

}  // namespace

std::vector<Term> said_twice(const std::vector<Term>& terms) {
  std::vector<Term> kept;
  for (const Term& term : terms)
    if (term.in_first.size() + term.in_second.size() > 1) kept.push_back(term);
  return kept.empty() ? terms : kept;
}

Json document_of(const ReadoutRun& run) {
  return {{"first", run.first},
          {"second", run.second},
          {"words_first", run.readout.words_first},
          {"words_second", run.readout.words_second},
          {"overlap", run.readout.overlap},
          {"stressed", terms_json(run.readout.stressed, run.most)},
          {"only_first", terms_json(run.readout.only_first, run.most)},
          {"only_second", terms_json(run.readout.only_second, run.most)},
          {"shared", terms_json(run.readout.shared, run.most)},
          {"notes", run.notes}};
}

std::string words_svg(const ReadoutRun& run) {
  charts::WordChart chart;
  chart.frame.title = wording::Catalogue::english()("picture.readout.title");
  chart.frame.subtitle = wording::Catalogue::english()("picture.readout.subtitle");
  chart.frame.note = wording::Catalogue::english()("picture.readout.note");
  chart.frame.source =
      wording::Catalogue::english()("picture.readout.source", {{"first", run.first},
                                                               {"words_first", run.readout.words_first},
                                                               {"second", run.second},
                                                               {"words_second", run.readout.words_second},
                                                               {"version", version()}});
  chart.left_name = shown_name(run.first);
  chart.right_name = shown_name(run.second);
  chart.sure_at = kSureAt;
  const auto terms = said_twice(run.readout.stressed);
  for (std::size_t i = 0; i < std::min(run.most, terms.size()); ++i)
    chart.words.push_back({terms[i].shown, terms[i].z, static_cast<int>(terms[i].in_first.size()),
                           static_cast<int>(terms[i].in_second.size())});
  std::stable_sort(chart.words.begin(), chart.words.end(),
                   [](const auto& x, const auto& y) { return x.z < y.z; });
  return charts::svg_document(charts::word_chart(chart));
}

ReadoutRun compare_statement_files(const std::string& first, const std::string& second, std::size_t most,
                                   const std::vector<std::string>& background, talks::ReadoutOptions how) {
  std::vector<std::string> notes;
  for (const std::string& path : background) how.background.push_back(read_statement(path, notes));
  const std::string one = read_statement(first, notes);
  const std::string other = read_statement(second, notes);
  ReadoutRun run{first, second, most, compare_statements(one, other, first, second, how)};
  run.notes = std::move(notes);
  if (run.readout.short_texts)
    run.notes.push_back(wording::Catalogue::english()(
        "readout.short_texts", {{"first", run.readout.words_first}, {"second", run.readout.words_second}}));
  return run;
}

}  // namespace handover::report
