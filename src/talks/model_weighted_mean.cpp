// The compromise model and the naive baselines: the mean of positions weighted by salience and influence,
// half the scale, and what holds without an agreement.
#include "talks/model.h"
#include "talks/settlement.h"

namespace handover::talks {

TermsModel weighted_mean_model() {
  TermsModel model;
  model.name = "weighted_mean";
  model.title = "Weighted mean (compromise)";
  model.literature = "Van den Bos 1991; Achen 2006, in Thomson et al., The European Union Decides, ch. 4";
  model.make = [](const OptionValues& given) -> Settle {
    const Options none("weighted_mean", {}, given);
    return [](const IssueInputs& issue) { return forecast_at(weighted_mean(issue)); };
  };
  return model;
}

TermsModel constant_model() {
  TermsModel model;
  model.name = "constant_50";
  model.title = "Constant 50 (baseline)";
  model.literature = "naive: the middle of the scale, whatever the positions";
  model.make = [](const OptionValues& given) -> Settle {
    const Options none("constant_50", {}, given);
    return [](const IssueInputs& issue) { return forecast_at(0.5 * (issue.low + issue.high)); };
  };
  return model;
}

TermsModel status_quo_model() {
  TermsModel model;
  model.name = "status_quo";
  model.title = "Status quo (baseline)";
  model.literature = "naive: what holds without an agreement";
  model.make = [](const OptionValues& given) -> Settle {
    const Options none("status_quo", {}, given);
    return [](const IssueInputs& issue) {
      if (!issue.reference_point) return no_forecast(Unavailable::no_reference_point);
      Forecast forecast = forecast_at(*issue.reference_point);
      forecast.deal = false;
      return forecast;
    };
  };
  return model;
}

}  // namespace handover::talks
