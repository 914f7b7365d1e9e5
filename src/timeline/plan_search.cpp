#include "timeline/plan_search.h"

#include "timeline/judge.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// Apart from the draws of races, final figures and details (tallies.h).
constexpr DrawRange kPlanSearchDraws{3'000'000, 3'000'000};
// How many of the best plans are varied in a round, and the rounds without a better plan after which it
// stops.
constexpr std::size_t kVaried = 2;
constexpr std::size_t kIdleRounds = 12;
// Weight of how seldom the worst line is broken beside the share kept: where every plan fails, the one that
// fails least shows the way.
constexpr double kSlope = 0.25;

struct Entry {
  PlanShape shape;
  std::vector<Plan> plans;           // [cell]
  std::vector<PlanTally> tallies;    // [cell]
  double score = -1.0, rank = -1.0;  // what is reported, and what plans are sorted by
  std::size_t number = 0;            // in order of appearance: breaks ties
};

bool ranks_above(const Entry& a, const Entry& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.number < b.number;
}

// Share of replications in which the worst of the deciding parties' lines holds, over scenarios.
double unbroken(const Evaluator& evaluator, const PlanTally& tally) {
  double sum = 0.0, weights = 0.0;
  for (const ScenarioTally& scenario : tally.scenarios) {
    if (scenario.replications == 0) continue;
    std::uint32_t most = 0;
    for (std::size_t line = 0; line < evaluator.lines().size(); ++line) {
      if (evaluator.parties()[evaluator.lines()[line].party].decides)
        most = std::max(most, scenario.breaks[line]);
    }
    sum += scenario.weight * (1.0 - static_cast<double>(most) / scenario.replications);
    weights += scenario.weight;
  }
  return weights > 0.0 ? sum / weights : 0.0;
}

// Everything that a plan does, on one line: shapes that differ may still do the same.
std::string course_of(const Plan& plan) {
  std::string text;
  for (const Phase& phase : plan.phases) {
    text += fmt::format("{} {} {}", to_string(phase.earliest), phase.execution.value,
                        phase.gate.latest ? to_string(*phase.gate.latest) : "");
    for (const bool open : phase.after.site_open) text += open ? '+' : '-';
    for (const Persons& persons : phase.after.troops) text += fmt::format(" {}", persons.value);
    for (const Provider provider : phase.after.provider)
      text += fmt::format("{}", static_cast<int>(provider));
    for (const Condition& condition : phase.gate.all_of)
      text +=
          fmt::format(" {} {} {}", static_cast<int>(condition.what), condition.subject, condition.threshold);
    text += '\n';
  }
  return text;
}

// What `better` does otherwise than `base`, done to `shape` where it still is as in `base`.
void adopt(const PlanShape& base, const PlanShape& better, PlanShape& shape) {
  const auto take = [](const auto& from, const auto& to, auto& now) {
    if (from != to && now == from) now = to;
  };
  take(base.kept, better.kept, shape.kept);
  take(base.steps_before, better.steps_before, shape.steps_before);
  take(base.steps_after, better.steps_after, shape.steps_after);
  take(base.tempo, better.tempo, shape.tempo);
  take(base.order, better.order, shape.order);
  for (std::size_t t = 0; t < shape.handed.size(); ++t)
    take(base.handed[t], better.handed[t], shape.handed[t]);
  for (std::size_t g = 0; g < shape.gates.size(); ++g) take(base.gates[g], better.gates[g], shape.gates[g]);
}

class PlanSearch {
 public:
  PlanSearch(const PlanSpace& space, const std::vector<GridCell>& cells, const MakeEvaluator& make,
             const PlanSearchOptions& options)
      : space_(space), cells_(cells), make_(make), options_(options) {}

  PlanSearchResult run(const std::vector<PlanShape>& starts) {
    std::vector<PlanShape> next = starts;
    std::size_t idle = 0;
    double best = -1.0;
    while (!next.empty() && result_.replications_used < options_.replications && idle < kIdleRounds) {
      auto fresh = enter(next);
      if (fresh.empty() && kept_.empty()) break;
      race(std::move(fresh));
      ++result_.rounds;
      idle = kept_.front().rank > best ? 0 : idle + 1;
      best = std::max(best, kept_.front().rank);
      next = proposals(idle);
    }
    for (const Entry& entry : kept_) result_.best.push_back({entry.shape, entry.score});
    return std::move(result_);
  }

 private:
  // Plans of the shapes that were not met before, as far as they may be used.
  std::vector<Entry> enter(const std::vector<PlanShape>& shapes) {
    std::vector<Entry> entries;
    std::vector<Plan> plans;
    for (const PlanShape& shape : shapes) {
      if (std::find(met_.begin(), met_.end(), shape) != met_.end()) continue;
      met_.push_back(shape);
      Entry entry{.shape = shape, .plans = {}, .tallies = {}, .number = met_.size()};
      bool allowed = true;
      for (const GridCell& cell : cells_) {
        entry.plans.push_back(space_.build(cell, shape));
        allowed = allowed && space_.problems(cell, shape, entry.plans.back()).empty();
      }
      std::string course;
      for (const Plan& plan : entry.plans) course += course_of(plan);
      if (!allowed || !courses_.insert(std::move(course)).second) continue;
      plans.insert(plans.end(), entry.plans.begin(), entry.plans.end());
      entry.tallies.resize(cells_.size());
      entries.push_back(std::move(entry));
    }
    if (!options_.prepare || plans.empty()) return entries;
    const auto usable = options_.prepare(plans);
    std::vector<Entry> left;
    for (std::size_t e = 0; e < entries.size(); ++e) {
      const auto from = usable.begin() + static_cast<std::ptrdiff_t>(e * cells_.size());
      const bool all =
          std::all_of(from, from + static_cast<std::ptrdiff_t>(cells_.size()), [](bool ok) { return ok; });
      if (all) left.push_back(std::move(entries[e]));
    }
    return left;
  }

  // Newcomers against the best so far: half are dropped whenever the scenarios double.
  void race(std::vector<Entry> fresh) {
    result_.shapes_tried += fresh.size();
    std::vector<Entry> field = std::move(kept_);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(field));
    first_of_round_.clear();
    for (std::uint32_t scenarios = options_.first_scenarios;; scenarios *= 2) {
      simulate(field, std::min(scenarios, options_.most_scenarios));
      std::sort(field.begin(), field.end(), ranks_above);
      if (first_of_round_.empty()) note_moves(field);
      if (scenarios >= options_.most_scenarios) break;
      field.resize(std::min(field.size(), std::max(options_.kept, (field.size() + 1) / 2)));
    }
    field.resize(std::min(field.size(), options_.kept));
    kept_ = std::move(field);
  }

  // All shapes of the round with their scores on the same first scenarios.
  void note_moves(const std::vector<Entry>& field) {
    for (const Entry& entry : field) first_of_round_.push_back({entry.shape, entry.score});
  }

  // Extends every tally to so many scenarios and scores it on all of them.
  void simulate(std::vector<Entry>& field, std::uint32_t scenarios) {
    std::vector<Plan> plans;
    std::vector<std::size_t> index;
    std::vector<PlanTally*> tallies;
    // The best of earlier rounds have met all scenarios already; the others have met equally many.
    for (Entry& entry : field) {
      for (std::size_t c = 0; c < cells_.size(); ++c) {
        if (entry.tallies[c].scenarios.size() >= scenarios) continue;
        plans.push_back(entry.plans[c]);
        index.push_back(index.size());
        tallies.push_back(&entry.tallies[c]);
      }
    }
    if (evaluator_ == nullptr || !plans.empty()) evaluator_ = make_(plans);
    if (!plans.empty()) {
      result_.replications_used += extend_tallies_in_parts(*evaluator_, index, kPlanSearchDraws, scenarios,
                                                           options_.each, tallies, options_.threads);
    }
    for (Entry& entry : field) judge(scenarios, entry);
  }

  void judge(std::uint32_t scenarios, Entry& entry) const {
    entry.score = entry.rank = 0.0;
    for (const PlanTally& tally : entry.tallies) {
      const auto end = std::min<std::ptrdiff_t>(scenarios, std::ssize(tally.scenarios));
      const PlanTally first{{tally.scenarios.begin(), tally.scenarios.begin() + end}};
      const double score = score_of(*evaluator_, first);
      entry.score += score / static_cast<double>(entry.tallies.size());
      entry.rank +=
          (score + kSlope * unbroken(*evaluator_, first)) / static_cast<double>(entry.tallies.size());
    }
  }

  // Neighbours of the best, and the best with several of the moves that bettered it in this round.
  // After `idle` rounds without a better plan also plans that are several moves away.
  // The second round, and the first without a better plan, try other numbers of steps and ways to stay.
  std::vector<PlanShape> proposals(std::size_t idle) {
    std::vector<PlanShape> next;
    if (kept_.empty()) return next;
    if (result_.rounds == 1 || idle == 1) {
      base_.reset();
      next = space_.frames(kept_.front().shape, leaves_at_once(cells_.front()));
      std::erase_if(next, [&](const PlanShape& shape) {
        return std::find(met_.begin(), met_.end(), shape) != met_.end();
      });
      if (!next.empty()) return next;
    }
    const auto add = [&](const PlanShape& shape) {
      if (next.size() >= options_.population) return;
      if (std::find(met_.begin(), met_.end(), shape) != met_.end()) return;
      if (std::find(next.begin(), next.end(), shape) == next.end()) next.push_back(shape);
    };
    for (const PlanShape& shape : combined()) add(shape);
    base_ = kept_.front().shape;
    const RandomStream stream(options_.seed, static_cast<std::uint32_t>(result_.rounds), 0, Purpose::search);
    for (std::size_t i = 0; i < std::min(kVaried, kept_.size()); ++i) {
      auto all = space_.neighbours(kept_[i].shape);
      // In random order, so that a population too small for all of them leaves none out for good.
      for (std::size_t n = all.size(); n > 1; --n) {
        const double u = stream.uniform_at(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(n));
        std::swap(all[n - 1], all[std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)))]);
      }
      // The runner-up's neighbours take what the best's leave, at least a quarter.
      const std::size_t limit = i == 0 ? options_.population - options_.population / 4 : options_.population;
      for (const PlanShape& shape : all) {
        if (next.size() < limit) add(shape);
      }
    }
    const RandomStream walk(options_.seed, static_cast<std::uint32_t>(result_.rounds), 1, Purpose::search);
    std::uint32_t draw = 0;
    for (std::size_t n = 0; idle > 0 && n < 2 * options_.population; ++n) {
      PlanShape shape = kept_[n % std::min(kVaried, kept_.size())].shape;
      for (std::size_t move = 0; move <= idle; ++move) shape = space_.vary(shape, walk, draw++);
      add(shape);
    }
    return next;
  }

  // The best, with what the other moves that bettered the round's base do otherwise: two, three, ... at once.
  std::vector<PlanShape> combined() const {
    std::vector<PlanShape> shapes;
    if (!base_) return shapes;
    for (const std::size_t count : {2u, 3u, 4u, 6u, 8u}) {
      PlanShape shape = kept_.front().shape;
      for (std::size_t i = 0; i < std::min<std::size_t>(count, first_of_round_.size()); ++i) {
        if (first_of_round_[i].shape == *base_) break;  // from here on the moves made it worse
        adopt(*base_, first_of_round_[i].shape, shape);
      }
      shapes.push_back(shape);
    }
    return shapes;
  }

  const PlanSpace& space_;
  const std::vector<GridCell>& cells_;
  const MakeEvaluator& make_;
  const PlanSearchOptions& options_;
  std::vector<PlanShape> met_;
  std::set<std::string> courses_;  // of the plans that were met
  std::vector<Entry> kept_;
  std::vector<FoundShape> first_of_round_;  // on the first scenarios, best first
  std::optional<PlanShape> base_;           // whose neighbours most of the round's newcomers were
  std::unique_ptr<Evaluator> evaluator_;
  PlanSearchResult result_;
};

}  // namespace

double score_of(const Evaluator& evaluator, const PlanTally& tally) {
  return Judge(evaluator).likely_scores(tally).mean();
}

PlanSearchResult search_plans(const PlanSpace& space, const std::vector<GridCell>& cells,
                              const std::vector<PlanShape>& starts, const MakeEvaluator& make,
                              const PlanSearchOptions& options) {
  return PlanSearch(space, cells, make, options).run(starts);
}

}  // namespace handover::timeline
