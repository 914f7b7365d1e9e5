#include "mission/priors.h"
#include "report/documents.h"

namespace handover::report {
namespace {

Json prior_json(const PriorKey& key, const PriorValue& value) {
  return {{"key", key.key},
          {"module", key.module},
          {"scale", name_of(key.scale)},
          {"centre", value.centre},
          {"spread", value.spread},
          {"centre_fixed", key.centre_is_fixed},
          {"spread_bounds", {key.least_spread, key.most_spread}},
          {"meaning", key.meaning},
          {"stated", value.stated},
          {"source", value.stated ? std::string(value.source) : std::string(key.source)}};
}

}  // namespace

Json priors_document(const Priors& priors) {
  Json list = Json::array();
  for (const PriorKey& key : prior_keys()) list.push_back(prior_json(key, priors[key.prior]));
  return {{"priors", list}};
}

}  // namespace handover::report
