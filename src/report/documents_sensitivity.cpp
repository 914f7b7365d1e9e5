#include "mission/assumption_keys.h"
#include "mission/names.h"
#include "report/simulation.h"
#include "report/version.h"

namespace handover::report {
namespace {

Json shares_document(const simulate::Sensitivity& result, Metric metric) {
  const auto m = static_cast<std::size_t>(metric);
  Json factors = Json::array();
  for (const auto& factor : result.factors)
    factors.push_back({{"factor", factor.name},
                       {"assumption", factor.assumption.has_value()},
                       {"first", document_of(factor.first[m])},
                       {"total", document_of(factor.total[m])}});
  return {{"mean", result.mean[m]}, {"variance", result.variance[m]}, {"factors", factors}};
}

}  // namespace

Json assumption_keys_document() {
  Json keys = Json::array();
  for (const AssumptionKey& key : assumption_keys())
    keys.push_back({{"key", key.key},
                    {"unit", key.unit},
                    {"lowest", key.lowest},
                    {"highest", key.highest},
                    {"mechanism", key.mechanism},
                    {"help", key.help},
                    {"literature", key.literature}});
  return {{"keys", keys}};
}

Json document_of(const Mission& mission, const Plan& plan, std::uint64_t seed,
                 const simulate::Sensitivity& result) {
  Json shares = Json::object();
  for (std::size_t m = 0; m < kMetrics; ++m)
    shares[std::string(word_of(static_cast<Metric>(m)))] = shares_document(result, static_cast<Metric>(m));
  return Json({{"mission", mission.id},
               {"as_of", to_string(mission.as_of)},
               {"plan", plan.id},
               {"seed", seed},
               {"version", version()},
               {"inputs_sha256", mission.inputs_sha256},
               {"rows", result.rows},
               {"replications_per_scenario", result.replications_per_scenario},
               {"simulated", result.replications},
               {"assumptions", assumptions_document(mission)},
               {"metrics", shares},
               {"off", off_mechanisms_document(mission)}});
}

}  // namespace handover::report
