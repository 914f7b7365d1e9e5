#include "needs/needs.h"

namespace handover::needs {

std::string_view name_of(DemandSource source) {
  return source == DemandSource::records ? "records" : "replications";
}

std::string_view name_of(Limit limit) {
  constexpr std::string_view names[] = {"troops_allowed", "site_capacity", "out_of_reach", "not_served"};
  return names[static_cast<std::size_t>(limit)];
}

std::string_view name_of(Demanded demanded) {
  constexpr std::string_view names[] = {"task_mandatory",    "task_in_time",  "task_from_its_region",
                                        "task_by_coalition", "task_given_up", "sites_closed",
                                        "site_capacity",     "troops_allowed"};
  return names[static_cast<std::size_t>(demanded)];
}

std::string_view name_of(Factor factor) {
  constexpr std::string_view names[] = {"usual_speeds", "nobody_protects", "judged_ratios",
                                        "over_the_horizon_minutes"};
  return names[static_cast<std::size_t>(factor)];
}

}  // namespace handover::needs
