// One small abstraction for every model of terms: sharp inputs on one issue in, a forecast out. To add a
// model: copy model_weighted_mean.cpp, the smallest, and name it in the table in model.cpp. Every
// interpretation that the literature leaves open is a named option, so that no reading is hidden.
#pragma once

#include "talks/table.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

struct ModelOption {
  std::string name, help;
  std::string value;                 // the default
  std::vector<std::string> choices;  // empty: a number in [low, high]
  double low = 0.0, high = 0.0;
};

// Options by name, as given; what is not given has the model's default.
using OptionValues = std::map<std::string, std::string>;

// Reads options with their defaults. Throws InputError for a name no option has, or a value outside.
class Options {
 public:
  Options(std::string_view model, std::span<const ModelOption> known, const OptionValues& given);
  const std::string& text(const std::string& name) const { return values_.at(name); }
  double number(const std::string& name) const;
  bool is(const std::string& name, std::string_view choice) const { return values_.at(name) == choice; }

 private:
  std::map<std::string, std::string> values_;
};

// One round of a model with rounds. Positions run over IssueInputs::actor.
struct Round {
  std::vector<double> position;
  double median = 0.0, mean = 0.0;  // weighted by salience x influence
};

enum class Unavailable { nobody_holds_a_position, no_reference_point };

// How the rounds of a model ended. `settled`: nobody moves from round `round` on; `cycle`: the same `rounds`
// repeat from round `round` on; `cap`: neither within the `rounds` allowed.
enum class RoundsEnd { settled, cycle, cap };
struct Ending {
  RoundsEnd end = RoundsEnd::cap;
  std::size_t round = 0, rounds = 0;
};

struct Forecast {
  std::optional<Unavailable> unavailable = {};  // why the model says nothing here
  bool available() const { return !unavailable; }
  bool deal = true;    // false: the model expects no agreement, and `point` is the reference point
  double point = 0.0;  // the model's forecast
  // Of the model's own distribution of the settlement; both equal the point for models that give one value.
  double median = 0.0, mean = 0.0;
  std::vector<Round> rounds;                         // after each round, for models with rounds
  std::vector<std::pair<double, double>> chance_of;  // (position, chance), for models with lotteries
  std::optional<Ending> ended;                       // for models with rounds
};
Forecast forecast_at(double point);
Forecast no_forecast(Unavailable why);

// Pure and safe to call from several threads.
using Settle = std::function<Forecast(const IssueInputs&)>;

struct TermsModel {
  std::string name, title, literature;
  std::vector<ModelOption> options;
  std::function<Settle(const OptionValues&)> make;
};

// All models, the default first, the naive baselines last.
const std::vector<TermsModel>& terms_models();
// By name; nothing when there is none.
const TermsModel* find_model(std::string_view name);

TermsModel weighted_mean_model();
TermsModel weighted_median_model();
TermsModel nash_model();
TermsModel kalai_smorodinsky_model();
TermsModel condorcet_model();
TermsModel challenge_model();
TermsModel constant_model();
TermsModel status_quo_model();

// The position at which half of the weight lies on either side; the middle of the two when the halves are
// equal (Black 1958).
double weighted_median(std::span<const double> position, std::span<const double> weight);

}  // namespace handover::talks
