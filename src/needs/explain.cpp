// Why the mandatory tasks cannot all be met, as statements that a planner can drop one by one. No site is
// named: statements speak of regions.
#include "needs/conflict.h"
#include "needs/tabulate.h"

#include <algorithm>
#include <cmath>

namespace handover::needs {
namespace {

class Explanation {
 public:
  Explanation(const NeedsData& data, const Posture& posture)
      : data_(data), posture_(posture), protection_(protection_by_site(data.mission, data.threat, posture)) {
    for (std::size_t j = 0; j < data.mission.sites.size(); ++j) {
      manned_.push_back(programme.add_column(0.0, 0.0, 1.0, true));
      here_.push_back({{manned_[j], protection_[j].standing}});
      served_.emplace_back();
    }
    for (std::uint16_t t = 0; t < data.mission.tasks.size(); ++t) {
      if (data.mission.tasks[t].mandatory && posture.provider[t] != Provider::host) add_task(TaskId{t});
    }
    add_sites();
  }
  Programme programme;
  std::vector<NamedConstraint> statements;

 private:
  void add_task(TaskId id) {
    const Task& task = data_.mission.tasks[id.index];
    NamedConstraint wanted{{.kind = Demanded::task_mandatory, .task = id}, {}};
    NamedConstraint in_time{
        {.kind = task.response_minutes > 0.0 ? Demanded::task_in_time : Demanded::task_from_its_region,
         .task = id,
         .amount = task.response_minutes},
        {}};
    NamedConstraint alone{{.kind = Demanded::task_by_coalition, .task = id}, {}};
    NamedConstraint given_up{{.kind = Demanded::task_given_up, .task = id}, {}};
    for (std::size_t c = 0; c < data_.cells.size(); ++c) {
      if (data_.cells[c].task == id) add_cell(c, wanted, in_time, alone, given_up);
    }
    for (NamedConstraint* statement : {&wanted, &in_time, &alone, &given_up}) {
      if (!statement->rows.empty()) statements.push_back(std::move(*statement));
    }
  }

  void add_cell(std::size_t c, NamedConstraint& wanted, NamedConstraint& in_time, NamedConstraint& alone,
                NamedConstraint& given_up) {
    const Cell& cell = data_.cells[c];
    const Task& task = data_.mission.tasks[cell.task.index];
    const Provider assigned = posture_.provider[cell.task.index];
    const double persons = std::max(cell.persons, 1e-3);
    const auto handed = programme.add_column(0.0, 0.0, persons, false);
    std::vector<Programme::Term> cover = {{handed, 1.0}}, too_far, by_coalition;
    for (std::size_t j = 0; j < data_.mission.sites.size(); ++j) {
      const auto serve = programme.add_column(0.0, 0.0, persons, false);
      programme.add_row(-kNoLimit, 0.0, {{serve, 1.0}, {manned_[j], -persons}});
      cover.push_back({serve, 1.0});
      by_coalition.push_back({serve, 1.0});
      served_[j].push_back({serve, 1.0});
      here_[j].push_back({serve, 1.0 + protection_[j].per_person});
      if (!data_.reach[c][j]) too_far.push_back({serve, 1.0});
    }
    wanted.rows.push_back(programme.add_row(persons, kNoLimit, cover));
    if (!too_far.empty()) in_time.rows.push_back(programme.add_row(-kNoLimit, 0.0, too_far));
    if (provider_besides_coalition(task, assigned) == Provider::none) {
      alone.rows.push_back(programme.add_row(-kNoLimit, 0.0, {{handed, 1.0}}));
    }
    if (assigned != Provider::coalition) {
      given_up.rows.push_back(programme.add_row(-kNoLimit, 0.0, by_coalition));
    }
  }

  void add_sites() {
    const Mission& mission = data_.mission;
    const auto open = usable_sites(mission, posture_);
    for (std::uint16_t r = 0; r < mission.regions.size(); ++r) {
      const RegionId region{r};
      NamedConstraint closed{{.kind = Demanded::sites_closed, .region = region}, {}};
      NamedConstraint full{{.kind = Demanded::site_capacity, .region = region}, {}};
      NamedConstraint troops{{.kind = Demanded::troops_allowed,
                              .region = region,
                              .amount = static_cast<double>(posture_.troops[r].value)},
                             {}};
      std::vector<Programme::Term> in_region;
      for (std::size_t j = 0; j < mission.sites.size(); ++j) {
        if (mission.sites[j].region.index != r || served_[j].empty()) continue;
        in_region.insert(in_region.end(), here_[j].begin(), here_[j].end());
        if (std::find(open.begin(), open.end(), j) == open.end()) {
          closed.rows.push_back(programme.add_row(-kNoLimit, 0.0, served_[j]));
        }
        if (mission.sites[j].capacity > 0) {
          full.rows.push_back(programme.add_row(-kNoLimit, mission.sites[j].capacity, here_[j]));
        }
      }
      if (!in_region.empty()) {
        troops.rows.push_back(programme.add_row(-kNoLimit, posture_.troops[r].value, in_region));
      }
      for (NamedConstraint* statement : {&closed, &full, &troops}) {
        if (!statement->rows.empty()) statements.push_back(std::move(*statement));
      }
    }
    if (mission.sites.empty()) return;
  }

  const NeedsData& data_;
  const Posture& posture_;
  std::vector<Protection> protection_;
  std::vector<std::size_t> manned_;
  std::vector<std::vector<Programme::Term>> here_, served_;  // [site]
};

}  // namespace

void explain_conflict(const NeedsData& data, const Posture& posture, const Engine& engine,
                      NeedsReport& report) {
  const Explanation explanation(data, posture);
  const Conflict conflict = smallest_conflict(explanation.programme, explanation.statements, engine);
  report.conflict_is_smallest = conflict.smallest;
  for (const std::size_t s : conflict.statements)
    report.conflict.push_back(explanation.statements[s].requirement);
}

}  // namespace handover::needs
