#include "talks/model.h"

#include "base/problem.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace handover::talks {
namespace {

std::optional<double> parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

[[noreturn]] void refuse(std::string_view model, const std::string& name, const std::string& value,
                         std::string what, std::string hint) {
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = "--option",
                           .field = fmt::format("{}: {}", model, name),
                           .value = value,
                           .what = std::move(what),
                           .hint = std::move(hint)});
}

void check_value(std::string_view model, const ModelOption& option, const std::string& value) {
  if (!option.choices.empty()) {
    if (std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end()) return;
    refuse(model, option.name, value, "is not a choice",
           fmt::format("write one of: {}", fmt::join(option.choices, ", ")));
  }
  const auto number = parse_number(value);
  if (!number || *number < option.low || *number > option.high)
    refuse(model, option.name, value, "is not a number in range",
           fmt::format("write a number from {} to {}", option.low, option.high));
}

}  // namespace

Options::Options(std::string_view model, std::span<const ModelOption> known, const OptionValues& given) {
  std::vector<std::string> names;
  for (const ModelOption& option : known) {
    values_[option.name] = option.value;
    names.push_back(option.name);
  }
  for (const auto& entry : given) {
    const std::string &name = entry.first, &value = entry.second;
    const auto option =
        std::find_if(known.begin(), known.end(), [&](const ModelOption& o) { return o.name == name; });
    if (option == known.end())
      refuse(model, name, value, "no such option",
             names.empty() ? "this model has none" : fmt::format("it has: {}", fmt::join(names, ", ")));
    check_value(model, *option, value);
    values_[name] = value;
  }
}

double Options::number(const std::string& name) const {
  return parse_number(values_.at(name)).value();
}

Forecast forecast_at(double point) {
  Forecast forecast;
  forecast.point = forecast.median = forecast.mean = point;
  return forecast;
}

Forecast no_forecast(Unavailable why) {
  Forecast forecast;
  forecast.unavailable = why;
  return forecast;
}

const std::vector<TermsModel>& terms_models() {
  static const std::vector<TermsModel> models = {
      weighted_mean_model(),     weighted_median_model(), condorcet_model(), nash_model(),
      kalai_smorodinsky_model(), challenge_model(),       constant_model(),  status_quo_model()};
  return models;
}

const TermsModel* find_model(std::string_view name) {
  for (const TermsModel& model : terms_models())
    if (model.name == name) return &model;
  return nullptr;
}

double weighted_median(std::span<const double> position, std::span<const double> weight) {
  std::vector<std::size_t> order(position.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return position[a] != position[b] ? position[a] < position[b] : a < b;
  });
  double total = 0.0;
  for (const std::size_t i : order) total += weight[i];
  const double tolerance = 1e-12 * total;
  double below = 0.0;
  for (std::size_t n = 0; n < order.size(); ++n) {
    below += weight[order[n]];
    if (below < 0.5 * total - tolerance) continue;
    if (below > 0.5 * total + tolerance) return position[order[n]];
    // Exactly half so far: the next position with any weight bounds the interval of medians.
    for (std::size_t m = n + 1; m < order.size(); ++m)
      if (weight[order[m]] > 0.0) return 0.5 * (position[order[n]] + position[order[m]]);
    return position[order[n]];
  }
  return position[order.back()];
}

}  // namespace handover::talks
