#include "base/files.h"
#include "binding.h"
#include "report/panel_document.h"
#include "report/score_job.h"
#include "threat/panel/panel_forecast.h"
#include "threat/scores/baselines.h"
#include "threat/scores/score_table.h"
#include "threat/scores/scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace handover::python {
namespace {

using namespace handover::threat;
using Matrix = py::array_t<double, py::array::c_style | py::array::forcecast>;

struct CountPanel : Panel, EmptyAtFirst {};

Absent absent_argument(const std::string& text) {
  if (const auto absent = parse_absent(text)) return *absent;
  refuse_argument("absent", text, "is not what a missing month can mean", "write unknown or zero");
}

std::shared_ptr<CountPanel> panel_of_file(const std::filesystem::path& file, const std::string& column,
                                          const std::string& absent) {
  const PanelOptions options{.value_column = column, .absent = absent_argument(absent)};
  const py::gil_scoped_release release;
  return std::make_shared<CountPanel>(CountPanel{read_panel(read_file(file), file.string(), options), {}});
}

void check_count(double value, const std::string& unit, Month month) {
  constexpr double kMost = 1e9;
  if (std::isnan(value)) return;
  if (value >= 0.0 && value <= kMost && value == std::floor(value)) return;
  throw InputError(
      Problem{.code = ProblemCode::wrong_type,
              .field = "values",
              .value = fmt::format("{}", value),
              .what = fmt::format("of {} in {} is not a whole number from 0 to 1e9", unit, to_string(month)),
              .hint = "a month that is not known is NaN"});
}

void check_units(const std::vector<std::string>& units) {
  std::set<std::string> seen;
  for (const std::string& unit : units) {
    if (unit.empty()) refuse_argument("units", "", "hold an empty name", "name every unit");
    if (!seen.insert(unit).second)
      refuse_argument("units", unit, "stands there twice", "name every unit once");
  }
}

// values: [unit, month], NaN where a month is not known.
std::shared_ptr<CountPanel> panel_of_array(std::vector<std::string> units, const std::string& first,
                                           const Matrix& values) {
  if (values.ndim() != 2 || static_cast<std::size_t>(values.shape(0)) != units.size())
    refuse_argument("values", "", "are not an array of as many rows as units", "give values[unit, month]");
  check_units(units);
  auto panel = std::make_shared<CountPanel>();
  panel->units = std::move(units);
  panel->first = month_argument(first, "first");
  panel->months = static_cast<std::size_t>(values.shape(1));
  const auto read = values.unchecked<2>();
  for (py::ssize_t unit = 0; unit < values.shape(0); ++unit) {
    std::vector<double> row;
    row.reserve(panel->months);
    for (py::ssize_t month = 0; month < values.shape(1); ++month) {
      check_count(read(unit, month), panel->units[static_cast<std::size_t>(unit)],
                  panel->month_at(static_cast<std::size_t>(month)));
      row.push_back(read(unit, month));
    }
    panel->value.push_back(std::move(row));
  }
  return panel;
}

py::array_t<double> values_of(const Panel& panel) {
  py::array_t<double> values({panel.units.size(), panel.months});
  auto write = values.mutable_unchecked<2>();
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit)
    for (std::size_t month = 0; month < panel.months; ++month)
      write(static_cast<py::ssize_t>(unit), static_cast<py::ssize_t>(month)) = panel.value[unit][month];
  return values;
}

std::vector<std::string> months_of(const Panel& panel) {
  std::vector<std::string> months;
  for (std::size_t month = 0; month < panel.months; ++month)
    months.push_back(to_string(panel.month_at(month)));
  return months;
}

// Draws of unit-months; a row each.
struct Draws : EmptyAtFirst {
  std::vector<Forecast> forecasts;
  std::vector<std::string> left_out = {};
  std::string known_to = {}, name = "draws";
  report::Json weights = {};
};

std::shared_ptr<Draws> draws_of_file(const std::filesystem::path& file) {
  const py::gil_scoped_release release;
  auto draws = std::make_shared<Draws>();
  draws->forecasts = read_draws(read_file(file), file.string());
  draws->name = file.string();
  return draws;
}

void check_draws(const std::vector<Forecast>& forecasts) {
  std::set<std::pair<std::string, Month>> seen;
  for (const Forecast& forecast : forecasts) {
    if (!seen.insert({forecast.unit, forecast.month}).second)
      refuse_argument("draws", forecast.unit, "has a month twice: " + to_string(forecast.month),
                      "give each unit and month once");
    for (const double value : forecast.draws)
      if (!(value >= 0.0 && value <= 1e15))
        refuse_argument("draws", fmt::format("{}", value),
                        "of " + forecast.unit + " is negative, missing or above 1e15", "draws are counts");
  }
}

// values: [row, draw], of units[row] in months[row].
std::shared_ptr<Draws> draws_of_array(const std::vector<std::string>& units,
                                      const std::vector<std::string>& months, const Matrix& values) {
  if (values.ndim() != 2 || static_cast<std::size_t>(values.shape(0)) != units.size() ||
      units.size() != months.size())
    refuse_argument("draws", "", "are not an array with one row for each unit and month",
                    "give values[row, draw]");
  if (values.shape(0) == 0 || values.shape(1) == 0)
    refuse_argument("draws", "", "are empty", "give at least one draw of one unit and month");
  auto draws = std::make_shared<Draws>();
  std::map<std::string, Month> known;
  const auto count = static_cast<std::size_t>(values.shape(1));
  for (std::size_t row = 0; row < units.size(); ++row) {
    auto found = known.find(months[row]);
    if (found == known.end()) found = known.emplace(months[row], month_argument(months[row], "month")).first;
    const double* begin = values.data(static_cast<py::ssize_t>(row), 0);
    draws->forecasts.push_back({.unit = units[row], .month = found->second, .draws = {begin, begin + count}});
  }
  check_draws(draws->forecasts);
  return draws;
}

// One copy, into rows that lie together; draws of another number than the first row's are refused when read.
py::array_t<double> values_of(const Draws& self) {
  const std::size_t width = self.forecasts.empty() ? 0 : self.forecasts.front().draws.size();
  py::array_t<double> values({self.forecasts.size(), width});
  double* to = values.mutable_data();
  for (const Forecast& forecast : self.forecasts) {
    if (forecast.draws.size() != width) throw std::runtime_error("draws of rows differ in number");
    to = std::copy(forecast.draws.begin(), forecast.draws.end(), to);
  }
  return values;
}

std::vector<std::string> units_of(const Draws& self) {
  std::vector<std::string> units;
  for (const Forecast& forecast : self.forecasts) units.push_back(forecast.unit);
  return units;
}

std::vector<std::string> months_of(const Draws& self) {
  std::vector<std::string> months;
  for (const Forecast& forecast : self.forecasts) months.push_back(to_string(forecast.month));
  return months;
}

std::shared_ptr<Draws> forecast(const std::shared_ptr<CountPanel>& panel, const std::string& origin,
                                std::vector<int> leads,
                                const std::vector<std::shared_ptr<CountPanel>>& related, int draws,
                                std::uint64_t seed, int threads, const py::object& progress) {
  const Month last = month_argument(origin, "origin");
  std::sort(leads.begin(), leads.end());
  leads.erase(std::unique(leads.begin(), leads.end()), leads.end());
  if (leads.empty() || leads.front() < 1 || leads.back() > 120)
    refuse_argument("months", "", "are not months after the origin", "give whole numbers from 1 to 120");
  std::vector<Panel> others;
  for (const auto& other : related) {
    if (!other) refuse_argument("related", "None", "is not a panel", "leave it out");
    others.push_back(*other);
  }
  const PanelForecastOptions options{.draws = static_cast<std::size_t>(positive(draws, "draws", 1'000'000)),
                                     .seed = Seed{seed},
                                     .threads = threads};
  auto result = std::make_shared<Draws>();
  compute(progress, [&](const report::Control&) {
    PanelForecast made = forecast_panel(*panel, others, last, leads, options);
    result->weights = report::weights_document(made);
    result->forecasts = std::move(made.forecasts);
    result->left_out = std::move(made.left_out);
    result->known_to = to_string(made.known_to);
  });
  return result;
}

std::shared_ptr<Draws> baseline(const std::shared_ptr<CountPanel>& panel, const std::string& origin,
                                const std::vector<int>& leads, const std::string& name, int draws,
                                std::uint64_t seed) {
  const Month last = month_argument(origin, "origin");
  std::vector<Month> months;
  for (const int lead : leads) months.push_back(plus_months(last, positive(lead, "months", 120)));
  for (const Baseline one : kBaselines) {
    if (name_of(one) != name) continue;
    const BaselineOptions options{.draws = static_cast<std::size_t>(positive(draws, "draws", 1'000'000)),
                                  .seed = Seed{seed}};
    const py::gil_scoped_release release;
    auto made = std::make_shared<Draws>();
    made->forecasts = baseline_forecast(*panel, last, months, one, options);
    made->name = name;
    return made;
  }
  refuse_argument("name", name, "is not a baseline",
                  "write conflictology, last, bootstrap, zero or negative_binomial");
}

// Options of a scoring, and other forecasts to compare with.
py::object score(const std::shared_ptr<Draws>& draws, const std::shared_ptr<CountPanel>& actuals,
                 const std::vector<std::pair<std::string, std::shared_ptr<Draws>>>& against,
                 const std::map<std::string, std::string>& groups, const std::vector<std::string>& leave_out,
                 long long ignorance_draws, bool /*resample_as_published: the rule since*/,
                 std::uint64_t seed) {
  ScoreOptions options;
  if (ignorance_draws != 0)
    options.ignorance_draws =
        static_cast<std::size_t>(positive(ignorance_draws, "ignorance_draws", 1'000'000));
  options.groups = groups;
  options.leave_out = leave_out;
  options.seed = Seed{seed};
  options.name = draws->name;
  report::Json document;
  {
    const py::gil_scoped_release release;
    report::ScoreRun run{.table = score_forecasts(draws->forecasts, *actuals, options),
                         .comparisons = {},
                         .notes = actuals->notes};
    for (const auto& [name, other] : against) {
      if (!other) refuse_argument("against", name, "are no draws", "leave it out");
      options.name = name;
      run.comparisons.push_back(
          compare(run.table, score_forecasts(other->forecasts, *actuals, options), name, options));
    }
    document = report::document_of(run);
  }
  return to_python(document);
}

// A rule over rows of draws: draws[row, draw], outcomes[row].
using Rule = double (*)(std::vector<double>& draws, double outcome);
py::array_t<double> by_row(const Matrix& draws, const Matrix& outcomes, Rule rule) {
  if (draws.ndim() != 2 || outcomes.ndim() != 1 || draws.shape(0) != outcomes.shape(0) || draws.shape(1) == 0)
    refuse_argument("forecasts", "", "do not have one row of draws for each observation",
                    "give forecasts[row, draw] and observations[row]");
  py::array_t<double> scores(draws.shape(0));
  const auto width = static_cast<std::size_t>(draws.shape(1));
  const double* from = draws.data();
  const double* seen = outcomes.data();
  double* to = scores.mutable_data();
  const auto rows = static_cast<std::size_t>(draws.shape(0));
  const py::gil_scoped_release release;
  std::vector<double> row(width);
  for (std::size_t i = 0; i < rows; ++i) {
    std::copy(from + i * width, from + (i + 1) * width, row.begin());
    const bool missing =
        std::isnan(seen[i]) || std::any_of(row.begin(), row.end(), [](double x) { return std::isnan(x); });
    to[i] = missing ? kMissing : rule(row, seen[i]);
  }
  return scores;
}

double crps_rule(std::vector<double>& draws, double outcome) {
  std::sort(draws.begin(), draws.end());
  return crps(draws, outcome);
}
double crps_log_rule(std::vector<double>& draws, double outcome) {
  std::sort(draws.begin(), draws.end());
  return crps_of_log(draws, outcome);
}
double ignorance_rule(std::vector<double>& draws, double outcome) {
  return ignorance(draws, outcome);
}
double interval_rule(std::vector<double>& draws, double outcome) {
  std::sort(draws.begin(), draws.end());
  return interval_score(draws, outcome);
}
double dawid_sebastiani_rule(std::vector<double>& draws, double outcome) {
  return dawid_sebastiani(draws, outcome);
}
double brier_rule(std::vector<double>& draws, double outcome) {
  return brier_any(draws, outcome);
}

}  // namespace

void add_panels(py::module_& module) {
  py::class_<CountPanel, std::shared_ptr<CountPanel>>(
      module, "Panel", "Counts by unit and month; NaN where a month is not known.")
      .def(py::init(&panel_of_array), py::arg("units"), py::arg("first"), py::arg("values"))
      .def_property_readonly("units", [](const CountPanel& self) { return self.units; })
      .def_property_readonly(
          "months", [](const CountPanel& self) { return months_of(self); }, "YYYY-MM")
      .def_property_readonly(
          "values", [](const CountPanel& self) { return values_of(self); }, "[unit, month]")
      .def_property_readonly(
          "notes", [](const CountPanel& self) { return self.notes; }, "What was decided about the file.")
      .def(py::pickle(
          [](const CountPanel& self) {
            return py::make_tuple(self.units, to_string(self.first), values_of(self));
          },
          [](const py::tuple& state) {
            return panel_of_array(state[0].cast<std::vector<std::string>>(), state[1].cast<std::string>(),
                                  state[2].cast<Matrix>());
          }));
  module.def("read_panel", &panel_of_file, py::arg("file"), py::kw_only(), py::arg("column") = "",
             py::arg("absent") = "unknown");

  py::class_<Draws, std::shared_ptr<Draws>>(module, "Draws", "Draws of counts by unit and month, a row each.")
      .def(py::init(&draws_of_array), py::arg("units"), py::arg("months"), py::arg("values"))
      .def_property_readonly(
          "units", [](const Draws& self) { return units_of(self); }, "[row]")
      .def_property_readonly(
          "months", [](const Draws& self) { return months_of(self); }, "[row] YYYY-MM")
      .def_property_readonly(
          "values", [](const Draws& self) { return values_of(self); }, "[row, draw]")
      .def_property_readonly(
          "left_out", [](const Draws& self) { return self.left_out; },
          "Units without a value in the year up to the origin.")
      .def_property_readonly("known_to", [](const Draws& self) { return self.known_to; })
      .def_property_readonly(
          "weights", [](const Draws& self) { return to_python(self.weights); },
          "Of the pooled distributions, by class of units.")
      .def("__len__", [](const Draws& self) { return self.forecasts.size(); })
      .def(
          "to_csv",
          [](const Draws& self, const std::filesystem::path& file) {
            write_file_atomically(file, write_draws(self.forecasts));
          },
          py::arg("file"))
      .def(py::pickle(
          [](const Draws& self) { return py::make_tuple(units_of(self), months_of(self), values_of(self)); },
          [](const py::tuple& state) {
            return draws_of_array(state[0].cast<std::vector<std::string>>(),
                                  state[1].cast<std::vector<std::string>>(), state[2].cast<Matrix>());
          }));
  module.def("read_draws", &draws_of_file, py::arg("file"));
  module.def("forecast_panel", &forecast, py::arg("panel"), py::arg("origin"), py::arg("leads"),
             py::kw_only(), py::arg("related") = std::vector<std::shared_ptr<CountPanel>>(),
             py::arg("draws") = 1000, py::arg("seed") = 1, py::arg("threads") = 0,
             py::arg("progress") = py::none());
  module.def("baseline_forecast", &baseline, py::arg("panel"), py::arg("origin"), py::arg("leads"),
             py::arg("name"), py::kw_only(), py::arg("draws") = 1000, py::arg("seed") = 1);
  module.def("score", &score, py::arg("draws"), py::arg("actuals"), py::kw_only(), py::arg("against"),
             py::arg("groups"), py::arg("leave_out"), py::arg("ignorance_draws") = 0,
             py::arg("resample_as_published") = false, py::arg("seed") = 1);

  const std::pair<const char*, Rule> rules[] = {
      {"crps", crps_rule},           {"crps_log", crps_log_rule},
      {"ignorance", ignorance_rule}, {"interval_score", interval_rule},
      {"brier_any", brier_rule},     {"dawid_sebastiani", dawid_sebastiani_rule}};
  for (const auto& [name, rule] : rules)
    module.def((std::string("rows_") + name).c_str(),
               [rule = rule](const Matrix& forecasts, const Matrix& observations) {
                 return by_row(forecasts, observations, rule);
               },
               py::arg("forecasts"), py::arg("observations"));
}

}  // namespace handover::python
