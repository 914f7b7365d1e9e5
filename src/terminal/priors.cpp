#include "mission/priors.h"

#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

void print_one(Page& page, const PriorKey& key, const PriorValue& value) {
  page.add("  {:<26} {:>9.4g}  {:>5.3g}  {}{}\n", key.key, value.centre, value.spread, name_of(key.scale),
           value.stated ? ", stated by the mission" : "");
  page.add("      {}\n", key.meaning);
  if (value.stated) {
    page.add("      source: {}\n", value.source);
  } else {
    page.add("      {}\n", key.source);
  }
}

}  // namespace

std::string priors_text(const Priors& priors) {
  Page page;
  page.add(
      "What the models believe before they see the mission's data. A mission replaces a prior by\n"
      "[priors.KEY] in mission.toml with centre, spread and source.\n\n"
      "  {:<26} {:>9}  {:>5}  {}\n",
      "key", "centre", "spread", "normal on the scale");
  for (const PriorKey& key : prior_keys()) print_one(page, key, priors[key.prior]);
  return std::move(page).take();
}

}  // namespace handover::terminal
