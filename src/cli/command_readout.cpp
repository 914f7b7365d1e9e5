#include "base/files.h"
#include "charts/charts.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "mission/statement.h"
#include "tables/encoding.h"
#include "talks/readout.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using nlohmann::ordered_json;
using namespace talks;

constexpr double kSureAt = 1.96;

struct ReadoutCommandOptions {
  std::string first, second, svg;
  ReadoutOptions readout;
  std::vector<std::string> background;
  std::size_t most = 15;
  bool json = false;
};

ordered_json mentions_json(const std::vector<Mention>& mentions) {
  ordered_json list = ordered_json::array();
  for (const Mention& m : mentions)
    list.push_back({{"line", m.line}, {"column", m.column}, {"character", m.character}});
  return list;
}

ordered_json terms_json(const std::vector<Term>& terms, std::size_t most) {
  ordered_json list = ordered_json::array();
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    ordered_json json = {{"term", term.shown}, {"words", term.words}};
    if (term.words == 1) json["z"] = term.z;
    if (term.words == 1) json["log_odds"] = term.log_odds;
    json["in_first"] = mentions_json(term.in_first);
    json["in_second"] = mentions_json(term.in_second);
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json readout_json(const ReadoutCommandOptions& options, const Readout& readout) {
  return {{"first", options.first},
          {"second", options.second},
          {"words_first", readout.words_first},
          {"words_second", readout.words_second},
          {"overlap", readout.overlap},
          {"stressed", terms_json(readout.stressed, options.most)},
          {"only_first", terms_json(readout.only_first, options.most)},
          {"only_second", terms_json(readout.only_second, options.most)},
          {"shared", terms_json(readout.shared, options.most)},
          {"notes", readout.notes}};
}

std::string places(const std::vector<Mention>& mentions) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, mentions.size()); ++i)
    text += fmt::format("{}{}:{}", i == 0 ? "" : " ", mentions[i].line, mentions[i].column);
  return mentions.size() > 3 ? text + " ..." : text;
}

void print_terms(const std::string& title, const std::vector<Term>& terms, std::size_t most) {
  print_text("\n{}\n", title);
  if (!terms.empty()) print_text("  {:<34} {:>3} {:>3}  line:column\n", "", "1st", "2nd");
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    std::string where = places(term.in_first);
    if (!term.in_first.empty() && !term.in_second.empty()) where += " | ";
    where += places(term.in_second);
    print_text("  {:<34.34} {:>3} {:>3}  at {}\n", term.shown, term.in_first.size(), term.in_second.size(),
               where);
  }
  if (terms.empty()) print_text("  nothing\n");
}

// "statements/iraq.txt" is shown as "iraq".
std::string shown_name(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

// Words said once in all say little: they are left out unless there is nothing else.
std::vector<Term> said_twice(const std::vector<Term>& terms) {
  std::vector<Term> kept;
  for (const Term& term : terms)
    if (term.in_first.size() + term.in_second.size() > 1) kept.push_back(term);
  return kept.empty() ? terms : kept;
}

void print_stressed(const Readout& readout, std::size_t most) {
  const auto sure = std::count_if(readout.stressed.begin(), readout.stressed.end(),
                                  [](const Term& term) { return std::abs(term.z) >= kSureAt; });
  print_text("\nStressed by one side: {} of {} words beyond chance\n", sure, readout.stressed.size());
  print_text("  {:<24} {:>6} {:<7} {}\n", "word", "score", "more by", "first : second");
  const auto terms = said_twice(readout.stressed);
  for (std::size_t i = 0; i < std::min(most, terms.size()); ++i) {
    const Term& term = terms[i];
    print_text("  {:<24.24} {:>6.2f} {:<7} {:>3} : {}{}\n", term.shown, std::abs(term.z),
               term.z < 0.0   ? "first"
               : term.z > 0.0 ? "second"
                              : "neither",
               term.in_first.size(), term.in_second.size(), std::abs(term.z) < kSureAt ? "  (not sure)" : "");
  }
}

std::string words_svg(const ReadoutCommandOptions& options, const Readout& readout) {
  charts::WordChart chart;
  chart.frame.title = "What each statement stresses";
  chart.frame.subtitle = "weighted log-odds in standard deviations; in brackets how often each side says it";
  chart.frame.note =
      "Hollow bars: the difference could be chance. Beyond the dashed lines it hardly is. Words said only "
      "once "
      "are left out.";
  chart.frame.source = fmt::format("{} ({} words) and {} ({} words) | version {}", options.first,
                                   readout.words_first, options.second, readout.words_second, version());
  chart.left_name = shown_name(options.first);
  chart.right_name = shown_name(options.second);
  chart.sure_at = kSureAt;
  const auto terms = said_twice(readout.stressed);
  for (std::size_t i = 0; i < std::min(options.most, terms.size()); ++i)
    chart.words.push_back({terms[i].shown, terms[i].z, static_cast<int>(terms[i].in_first.size()),
                           static_cast<int>(terms[i].in_second.size())});
  std::stable_sort(chart.words.begin(), chart.words.end(),
                   [](const auto& x, const auto& y) { return x.z < y.z; });
  return charts::svg_document(charts::word_chart(chart));
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

int run_readout(const ReadoutCommandOptions& options) {
  ReadoutOptions how = options.readout;
  std::vector<std::string> notes;
  for (const std::string& path : options.background) how.background.push_back(read_statement(path, notes));
  const std::string first = read_statement(options.first, notes);
  const std::string second = read_statement(options.second, notes);
  Readout readout = compare_statements(first, second, options.first, options.second, how);
  readout.notes.insert(readout.notes.begin(), notes.begin(), notes.end());
  if (!options.svg.empty()) write_file_atomically(options.svg, words_svg(options, readout));
  if (options.json) {
    print_json(readout_json(options, readout));
    return kDone;
  }
  print_text("first:  {} ({} words)\nsecond: {} ({} words)\n{:.0f} % of their words are common to both\n",
             options.first, readout.words_first, options.second, readout.words_second,
             100.0 * readout.overlap);
  print_stressed(readout, options.most);
  print_terms("Only the first says", readout.only_first, options.most);
  print_terms("Only the second says", readout.only_second, options.most);
  print_terms("Both say", readout.shared, options.most);
  print_text("\nscore: weighted log-odds in standard deviations; beyond {} it is hardly chance\n", kSureAt);
  for (const std::string& note : readout.notes) print_text("note: {}\n", note);
  return kDone;
}

}  // namespace

void add_readout(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReadoutCommandOptions>();
  Command command(app, "readout");
  command.bind("FIRST", options->first)
      .bind("SECOND", options->second)
      .bind("--background", options->background)
      .bind("--prior", options->readout.prior_words)
      .bind("--language", options->readout.language)
      .bind("--most", options->most)
      .bind("--svg", options->svg)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return run_readout(*options); });
}

}  // namespace handover::cli
