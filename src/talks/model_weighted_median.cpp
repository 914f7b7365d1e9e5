// The median voter, weighted by salience and influence (Black 1958; Downs 1957).
#include "talks/model.h"

namespace handover::talks {

TermsModel weighted_median_model() {
  TermsModel model;
  model.name = "weighted_median";
  model.title = "Weighted median";
  model.literature = "Black 1958, The Theory of Committees and Elections";
  model.options = {
      {"weights", "what weighs a vote", "salience_influence", {"salience_influence", "influence", "equal"}}};
  model.make = [options = model.options](const OptionValues& given) -> Settle {
    const Options chosen("weighted_median", options, given);
    const std::string weights = chosen.text("weights");
    return [weights](const IssueInputs& issue) {
      if (issue.size() == 0) return no_forecast(Unavailable::nobody_holds_a_position);
      auto weight = issue.weights();
      if (weights == "influence") weight = issue.influence;
      if (weights == "equal") weight.assign(issue.size(), 1.0);
      return forecast_at(weighted_median(issue.position, weight));
    };
  };
  return model;
}

}  // namespace handover::talks
