#include "timeline/candidates.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

class Checker {
 public:
  Checker(const Mission& mission, const Plan& plan) : mission_(mission), plan_(plan) {}

  std::vector<Problem> run() {
    for (std::size_t p = 0; p < plan_.phases.size(); ++p) {
      const Phase& phase = plan_.phases[p];
      if (!fits(phase.after)) {
        add(phase, "names sites, regions or tasks that the mission does not have",
            "use the ids of the tables");
        continue;
      }
      if (p > 0 && phase.earliest < plan_.phases[p - 1].earliest) {
        add(phase, fmt::format("begins before its predecessor '{}'", plan_.phases[p - 1].name),
            "put it later, or swap the two");
      }
      check_gate(phase);
      check_theatres(phase);
    }
    return std::move(problems_);
  }

 private:
  bool fits(const Posture& posture) const {
    return posture.site_open.size() == mission_.sites.size() &&
           posture.troops.size() == mission_.regions.size() &&
           posture.label.size() == mission_.regions.size() &&
           posture.provider.size() == mission_.tasks.size();
  }

  void add(const Phase& phase, std::string what, std::string hint) {
    problems_.push_back({.code = ProblemCode::inconsistent,
                         .file = plan_.id,
                         .field = "phase",
                         .value = phase.name,
                         .what = std::move(what),
                         .hint = std::move(hint)});
  }

  void check_gate(const Phase& phase) {
    if (phase.gate.owner.index >= mission_.parties.size()) {
      add(phase, "has a gate without an owner", "name the party that calls it open");
    }
    if (phase.gate.all_of.empty()) {
      add(phase, "has a gate without a condition", "state a condition, or a calendar step as such");
    }
    for (const Condition& condition : phase.gate.all_of) {
      if (condition.what != Observable::always && condition.source.empty())
        add(phase, "has a condition without a source", "say who measures it");
    }
  }

  // Nobody stays in a region that no open site sustains.
  void check_theatres(const Phase& phase) {
    for (std::size_t r = 0; r < mission_.regions.size(); ++r) {
      if (phase.after.troops[r].value == 0) continue;
      bool housed = false, sustained = false, needs_sustaining = false;
      for (std::size_t s = 0; s < mission_.sites.size(); ++s) {
        const Site& site = mission_.sites[s];
        const bool open = phase.after.site_open[s];
        housed = housed || (open && site.region.index == r);
        const bool names = std::any_of(site.sustains.begin(), site.sustains.end(),
                                       [&](RegionId region) { return region.index == r; });
        if (site.region.index != r && names) {
          needs_sustaining = true;
          sustained = sustained || open;
        }
      }
      if (!housed)
        add(phase, fmt::format("leaves troops in {} without an open site", mission_.regions[r].name),
            "keep a site open there, or bring the troops out");
      if (needs_sustaining && !sustained) {
        add(phase,
            fmt::format("closes the last site that sustains {} while troops are there",
                        mission_.regions[r].name),
            "close it after that theatre has ended");
      }
    }
  }

  const Mission& mission_;
  const Plan& plan_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> constraint_problems(const Mission& mission, const Plan& plan) {
  return Checker(mission, plan).run();
}

}  // namespace handover::timeline
