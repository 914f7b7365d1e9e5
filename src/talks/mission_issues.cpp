#include "talks/mission_issues.h"

#include <algorithm>

namespace handover::talks {
namespace {

std::string hyphenated(std::string id) {
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

double months_on_scale(const Mission& mission, Date date) {
  return days_between(scale_starts(mission), date).value / kDaysPerMonth;
}

std::optional<TermLimit> limit_of(const Mission& mission, const MapIssues& issues, const RedLine& line) {
  TermLimit limit{.words = line.words, .compare = line.compare};
  const auto after_days = [&](double days) {
    return months_on_scale(mission, mission.as_of + std::chrono::days{static_cast<int>(days)});
  };
  if (line.metric == Metric::troops_at_end && issues.residual && !line.by) {
    limit.issues = {*issues.residual};
    limit.threshold = line.threshold;
  } else if (line.metric == Metric::mission_ended_by_days && issues.mission_end && !line.by) {
    limit.issues = {*issues.mission_end};
    limit.threshold = after_days(line.threshold);
  } else if (line.metric == Metric::presence_ended_by_days && !issues.presence_ends.empty() && !line.by) {
    limit.issues = issues.presence_ends;
    limit.threshold = after_days(line.threshold);
  } else if (line.metric == Metric::coalition_label_at_end && issues.mission_end && line.threshold < 1.0) {
    const Month by = line.by.value_or(plus_months(month_of(mission.as_of), mission.horizon_months));
    limit.issues = {*issues.mission_end};
    limit.threshold = months_on_scale(mission, first_day(by));
  } else {
    return std::nullopt;
  }
  return limit;
}

}  // namespace

Date scale_starts(const Mission& mission) {
  const bool dated = mission.written_as_of != Date{};
  return first_day(month_of(dated ? mission.written_as_of : mission.as_of));
}

MapIssues map_issues(const Mission& mission) {
  MapIssues issues;
  for (std::size_t i = 0; i < mission.issues.size(); ++i) {
    const std::string id = hyphenated(mission.issues[i].id);
    if (id == "mission-end")
      issues.mission_end = i;
    else if (id == "residual")
      issues.residual = i;
    else if (id.ends_with("-end"))
      issues.presence_ends.push_back(i);
  }
  return issues;
}

bool TermLimit::kept_by(const std::vector<double>& terms) const {
  double largest = terms[issues.front()];
  for (const std::size_t k : issues) largest = std::max(largest, terms[k]);
  return compare == Compare::at_most ? largest <= threshold : largest >= threshold;
}

TermLimits term_limits(const Mission& mission) {
  TermLimits limits;
  const MapIssues issues = map_issues(mission);
  for (const PartyRule& rule : mission.rules) {
    for (const RedLine& line : rule.lines) {
      auto limit = limit_of(mission, issues, line);
      if (!limit) {
        ++limits.beyond;
        continue;
      }
      if (rule.party.index < mission.parties.size()) limit->party = mission.parties[rule.party.index].name;
      limits.lines.push_back(std::move(*limit));
    }
  }
  return limits;
}

}  // namespace handover::talks
