// The light form of the tool on every case of the record: will the plan be kept, by how much does it slip, is
// it undone, do the talks agree within a year, is the mission thrown out. Each case from all other cases,
// once on the day the plan was announced (or the talks opened) and once half way (talks: after 90 days).
//
//   talks_light_hindcast_study MISSION [--cases]
//
// Everything that is forecast is written down and hashed before an outcome is looked at; `--cases` prints it.
#include "base/files.h"
#include "numerics/draws.h"
#include "numerics/statistics.h"
#include "study.h"
#include "talks/agreement_time.h"
#include "talks/slip.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string_view>

using namespace handover;
using namespace handover::talks;

namespace {

constexpr int kSamples = 1000;
constexpr double kHold = 0.95;  // "plans hold"

// What one forecaster says of one case: a chance, or a sample of actual over planned.
struct Answer {
  double chance = 0.5;
  std::vector<double> ratios;  // empty: the question is yes or no
};
struct Asked {
  std::string question, case_id, what;
  std::vector<std::pair<std::string, Answer>> answers;  // ours first
  double outcome = 0.0;                                 // not looked at before everything is written down
};

double ratio_of(const SlipCase& c) {
  const bool came = c.ended && c.outcome != SlipOutcome::never;
  return came ? std::min(kRatioCap, 1.0 + c.days_late / c.planned_days) : kRatioCap;
}

// Actual over planned as the fitted law has it; kNeverDone as it is.
std::vector<double> drawn_ratios(const SlipFit& fit, const SlipCase& c, Seed seed) {
  std::vector<double> ratios;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    DrawCursor cursor({seed, i, 0, Purpose::slip}, 0);
    const SlipDraw draw = draw_slip(fit, c.wider, c.leaver, cursor);
    const SlipLot lot = draw_lot(cursor);
    ratios.push_back(1.0 + days_late(draw, c.conditions_based, c.planned_days, lot) / c.planned_days);
  }
  return ratios;
}

// Of what is still possible once `elapsed` of the planned time is over without it.
std::vector<double> still_possible(const std::vector<double>& ratios, double elapsed) {
  std::vector<double> kept;
  std::ranges::copy_if(ratios, std::back_inserter(kept), [&](double x) { return x > elapsed; });
  if (kept.empty()) kept.push_back(1.0);
  return kept;
}

double share_of(const std::vector<double>& values, const std::function<bool(double)>& holds) {
  return (static_cast<double>(std::ranges::count_if(values, holds)) + 0.5) /
         (static_cast<double>(values.size()) + 1.0);
}

std::vector<double> capped_and_sorted(std::vector<double> ratios) {
  for (double& x : ratios) x = std::min(x, kRatioCap);
  std::ranges::sort(ratios);
  return ratios;
}

// The questions about one step, `elapsed` of its planned time after the announcement.
void ask_step(const SlipCase& c, std::span<const SlipCase> others, double elapsed, std::string_view when,
              std::vector<Asked>& asked) {
  std::vector<double> past, of_type, undone;
  for (const SlipCase& other : others) {
    if (ratio_of(other) <= elapsed) continue;
    past.push_back(ratio_of(other));
    undone.push_back(other.outcome == SlipOutcome::never ? 1.0 : 0.0);
    if (other.conditions_based == c.conditions_based) of_type.push_back(ratio_of(other));
  }
  const auto ours = still_possible(drawn_ratios(fit_slip(others), c, Seed{1}), elapsed);
  const double limit = 1.0 + kSlipMonth / c.planned_days;
  const auto kept = [&](double x) { return x <= std::min(limit, kRatioCap - 1e-9); };
  const auto never = [](double x) { return x > 1e6; };
  asked.push_back({"kept within a month, " + std::string(when),
                   c.case_id,
                   {},
                   {{"the tool", {share_of(ours, kept), {}}},
                    {"base rate", {share_of(past, kept), {}}},
                    {"base rate by type", {share_of(of_type, kept), {}}},
                    {"plans hold", {kHold, {}}}},
                   c.on_time_or_early() ? 1.0 : 0.0});
  asked.push_back({"actual over planned, " + std::string(when),
                   c.case_id,
                   {},
                   {{"the tool", {0.0, capped_and_sorted(ours)}},
                    {"past ratios", {0.0, capped_and_sorted(past)}},
                    {"past ratios by type", {0.0, capped_and_sorted(of_type)}},
                    {"plans hold", {0.0, {1.0}}}},
                   ratio_of(c)});
  asked.push_back({"given up or undone, " + std::string(when),
                   c.case_id,
                   {},
                   {{"the tool", {share_of(ours, never), {}}},
                    {"base rate", {share_of(undone, [](double x) { return x > 0.5; }), {}}},
                    {"plans hold", {1.0 - kHold, {}}}},
                   c.outcome == SlipOutcome::never ? 1.0 : 0.0});
}

struct Talks {
  PastTalks past;
  bool expelled = false;
};

void ask_talks(const Talks& c, const std::vector<Talks>& others, double age, std::string_view when,
               std::vector<Asked>& asked) {
  constexpr double kYear = 365.0;
  std::vector<PastTalks> past;
  double agreed = 0.5, expelled = 0.5, of = 1.0;
  for (const Talks& other : others) {
    past.push_back(other.past);
    if (other.past.days <= age) continue;
    of += 1.0;
    agreed += other.past.agreed && other.past.days <= age + kYear ? 1.0 : 0.0;
    expelled += other.expelled ? 1.0 : 0.0;
  }
  const AgreementTime fit = fit_agreement_time(past);
  // Talks that go on agree or fail; of those that fail the record says how many were thrown out.
  double failed = 1.0, thrown_out = 0.5;
  for (const Talks& other : others) {
    failed += other.past.agreed ? 0.0 : 1.0;
    thrown_out += other.expelled ? 1.0 : 0.0;
  }
  const double ever = agreed_within(fit, c.past.target_days, age, 20.0 * kYear);
  asked.push_back({"agreed within a year, " + std::string(when),
                   c.past.case_id,
                   {},
                   {{"the tool", {agreed_within(fit, c.past.target_days, age, kYear), {}}},
                    {"base rate", {agreed / of, {}}},
                    {"plans hold", {kHold, {}}}},
                   c.past.agreed && c.past.days <= age + kYear ? 1.0 : 0.0});
  asked.push_back({"thrown out, " + std::string(when),
                   c.past.case_id,
                   {},
                   {{"the tool", {(1.0 - ever) * thrown_out / failed, {}}},
                    {"base rate", {expelled / of, {}}},
                    {"plans hold", {1.0 - kHold, {}}}},
                   c.expelled ? 1.0 : 0.0});
}

std::vector<Talks> talks_of(const Mission& mission) {
  std::vector<Talks> all;
  for (const PastTalks& past : past_talks(mission)) {
    const auto row = std::ranges::find_if(mission.reference_class, [&](const ReferenceCase& one) {
      return one.kind == CaseKind::talks && one.case_id == past.case_id && one.started && one.actual &&
             std::max(1, days_between(*one.started, *one.actual).value) == static_cast<int>(past.days);
    });
    all.push_back({past, row != mission.reference_class.end() && row->outcome == "expelled"});
  }
  return all;
}

std::vector<Asked> ask_all(const Mission& mission) {
  std::vector<Asked> asked;
  const auto steps = slip_cases(mission);
  for (const auto& [elapsed, when] : {std::pair{0.0, "at the announcement"}, std::pair{0.5, "half way"}}) {
    for (const SlipCase& c : steps) {
      if (ratio_of(c) <= elapsed) continue;
      std::vector<SlipCase> others;
      std::ranges::copy_if(steps, std::back_inserter(others),
                           [&](const SlipCase& other) { return other.case_id != c.case_id; });
      ask_step(c, others, elapsed, when, asked);
    }
  }
  const auto talks = talks_of(mission);
  for (const auto& [age, when] : {std::pair{0.0, "at the opening"}, std::pair{90.0, "after 90 days"}}) {
    for (const Talks& c : talks) {
      if (c.past.days <= age) continue;
      std::vector<Talks> others;
      std::ranges::copy_if(talks, std::back_inserter(others),
                           [&](const Talks& other) { return other.past.case_id != c.past.case_id; });
      ask_talks(c, others, age, when, asked);
    }
  }
  return asked;
}

// Everything said, and nothing that came.
std::string written_down(const std::vector<Asked>& asked) {
  std::string text;
  for (const Asked& one : asked) {
    text += fmt::format("{} | {}", one.case_id, one.question);
    for (const auto& [name, answer] : one.answers) {
      if (answer.ratios.empty())
        text += fmt::format(" | {} {:.4f}", name, answer.chance);
      else
        text += fmt::format(" | {} {:.3f} to {:.3f}", name, quantile_of_sorted(answer.ratios, 0.05),
                            quantile_of_sorted(answer.ratios, 0.95));
    }
    text += "\n";
  }
  return text;
}

// Brier, or E|X - y| - E|X - X'| / 2.
double score_of(const Answer& answer, double outcome) {
  if (answer.ratios.empty()) return (answer.chance - outcome) * (answer.chance - outcome);
  const auto n = static_cast<double>(answer.ratios.size());
  double away = 0.0, apart = 0.0;
  for (std::size_t i = 0; i < answer.ratios.size(); ++i) {
    away += std::abs(answer.ratios[i] - outcome) / n;
    apart += (2.0 * static_cast<double>(i) + 1.0 - n) * answer.ratios[i] / (n * n);
  }
  return away - apart;
}

// Difference of mean scores, and its 90 % interval by resampling whole cases.
std::array<double, 3> paired(const std::map<std::string, std::array<double, 2>>& by_case) {
  std::vector<std::array<double, 2>> cases;  // sum of differences, number
  std::array<double, 2> all{};
  for (const auto& [name, sums] : by_case) {
    cases.push_back(sums);
    all[0] += sums[0];
    all[1] += sums[1];
  }
  std::vector<double> drawn;
  const RandomStream random(Seed{1}, 0, 0, Purpose::bootstrap);
  for (std::uint32_t b = 0; b < 2000; ++b) {
    std::array<double, 2> sum{};
    for (std::uint32_t i = 0; i < cases.size(); ++i) {
      const auto& one = cases[even_index(random.uniform_at(b, i), cases.size())];
      sum[0] += one[0];
      sum[1] += one[1];
    }
    drawn.push_back(sum[0] / sum[1]);
  }
  return {all[0] / all[1], quantile_of(drawn, 0.05), quantile_of(drawn, 0.95)};
}

void print_scores(const std::vector<Asked>& asked) {
  std::vector<std::string> questions;
  for (const Asked& one : asked) {
    if (std::ranges::count(questions, one.question) == 0) questions.push_back(one.question);
  }
  for (const std::string& question : questions) {
    std::map<std::string, double> sums;
    std::map<std::string, std::map<std::string, std::array<double, 2>>> differences;
    std::vector<std::string> names;
    std::set<std::string> cases;
    double n = 0.0, came = 0.0;
    for (const Asked& one : asked) {
      if (one.question != question) continue;
      n += 1.0;
      came += one.outcome;
      cases.insert(one.case_id);
      const double mine = score_of(one.answers.front().second, one.outcome);
      for (const auto& [name, answer] : one.answers) {
        const double score = score_of(answer, one.outcome);
        if (sums.emplace(name, 0.0).second) names.push_back(name);
        sums[name] += score;
        auto& sum = differences[name][one.case_id];
        sum[0] += mine - score;
        sum[1] += 1.0;
      }
    }
    fmt::print("\n{}: {:.0f} of {} cases; mean outcome {:.3f}\n", question, n, cases.size(), came / n);
    for (const std::string& name : names) {
      fmt::print("  {:<20} {:>7.4f}", name, sums[name] / n);
      if (name != names.front()) {
        const auto [mean, low, high] = paired(differences[name]);
        fmt::print("   ours less theirs {:+.4f} [{:+.4f}, {:+.4f}] {}", mean, low, high,
                   high < 0.0  ? "better"
                   : low > 0.0 ? "LOST"
                               : "not told apart");
      }
      fmt::print("\n");
    }
  }
}

int study(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "talks_light_hindcast_study MISSION [--cases]\n");
    return 2;
  }
  const Mission mission = load_mission(arguments[1]);
  const auto asked = ask_all(mission);
  const std::string text = written_down(asked);
  std::set<std::string> cases;
  for (const Asked& one : asked) cases.insert(one.case_id);
  fmt::print("{} forecasts about {} cases, written down before any outcome was looked at: sha256 {}\n",
             asked.size(), cases.size(), sha256_of(text));
  if (count > 2 && std::string_view(arguments[2]) == "--cases") fmt::print("{}", text);
  print_scores(asked);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  return run_study([&] { return study(count, arguments); });
}
