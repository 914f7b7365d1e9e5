#include "cli/priors_text.h"

#include "report/documents.h"

#include <fmt/format.h>

namespace handover::cli {

namespace {

report::Json document_of(const PriorKey& key, const PriorValue& value) {
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

void print_one(const PriorKey& key, const PriorValue& value) {
  print_text("  {:<26} {:>9.4g}  {:>5.3g}  {}{}\n", key.key, value.centre, value.spread, name_of(key.scale),
             value.stated ? ", stated by the mission" : "");
  print_text("      {}\n", key.meaning);
  if (value.stated) {
    print_text("      source: {}\n", value.source);
  } else {
    print_text("      {}\n", key.source);
  }
}

}  // namespace

void print_priors(const Priors& priors, bool json) {
  if (json) {
    Json list = report::Json::array();
    for (const PriorKey& key : prior_keys()) list.push_back(document_of(key, priors[key.prior]));
    print_json({{"priors", list}});
    return;
  }
  print_text(
      "What the models believe before they see the mission's data. A mission replaces a prior by\n"
      "[priors.KEY] in mission.toml with centre, spread and source.\n\n"
      "  {:<26} {:>9}  {:>5}  {}\n",
      "key", "centre", "spread", "normal on the scale");
  for (const PriorKey& key : prior_keys()) print_one(key, priors[key.prior]);
}

}  // namespace handover::cli
