#include "needs/programme.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::needs {

std::size_t Programme::add_column(double cost, double low, double high, bool integer) {
  cost_.push_back(cost);
  low_.push_back(low);
  high_.push_back(high);
  integer_.push_back(integer);
  return cost_.size() - 1;
}

std::size_t Programme::add_row(double low, double high, const std::vector<Term>& terms) {
  row_low_.push_back(low);
  row_high_.push_back(high);
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  row_start_.push_back(terms_.size());
  return row_low_.size() - 1;
}

std::size_t Programme::append(const Programme& part) {
  const std::size_t first = columns();
  for (std::size_t j = 0; j < part.columns(); ++j) {
    add_column(part.cost_[j], part.low_[j], part.high_[j], part.integer_[j]);
  }
  for (std::size_t i = 0; i < part.rows(); ++i) {
    for (std::size_t k = part.row_start_[i]; k < part.row_start_[i + 1]; ++k) {
      terms_.push_back({first + part.terms_[k].column, part.terms_[k].factor});
    }
    row_low_.push_back(part.row_low_[i]);
    row_high_.push_back(part.row_high_[i]);
    row_start_.push_back(terms_.size());
  }
  return first;
}

bool Programme::has_integers() const {
  return std::find(integer_.begin(), integer_.end(), true) != integer_.end();
}

double Programme::objective_at(const std::vector<double>& point) const {
  double total = 0.0;
  for (std::size_t j = 0; j < cost_.size(); ++j) total += cost_[j] * point[j];
  return total;
}

double Programme::row_at(std::size_t row, const std::vector<double>& point) const {
  double total = 0.0;
  for (std::size_t k = row_start_[row]; k < row_start_[row + 1]; ++k) {
    total += terms_[k].factor * point[terms_[k].column];
  }
  return total;
}

double Programme::violation_at(const std::vector<double>& point) const {
  double worst = 0.0;
  for (std::size_t j = 0; j < cost_.size(); ++j) {
    worst = std::max({worst, low_[j] - point[j], point[j] - high_[j]});
    if (integer_[j]) worst = std::max(worst, std::abs(point[j] - std::round(point[j])));
  }
  for (std::size_t i = 0; i < rows(); ++i) {
    const double value = row_at(i, point);
    worst = std::max({worst, row_low_[i] - value, value - row_high_[i]});
  }
  return worst;
}

double relative_gap(double objective, double bound) {
  if (!std::isfinite(bound)) return kNoLimit;
  const double difference = objective - bound;
  if (difference <= 1e-9 * std::max(1.0, std::abs(objective))) return 0.0;
  return difference / std::max(1e-9, std::abs(objective));
}

namespace {
void append_rows(const Programme& programme, std::string& text) {
  text += "ROWS\n N COST\n";
  for (std::size_t i = 0; i < programme.rows(); ++i) {
    const double low = programme.row_low()[i], high = programme.row_high()[i];
    const char kind = low == high ? 'E' : std::isfinite(low) ? 'G' : std::isfinite(high) ? 'L' : 'N';
    text += fmt::format(" {} R{}\n", kind, i);
  }
}

void append_columns(const Programme& programme, std::string& text) {
  std::vector<std::vector<Programme::Term>> by_column(programme.columns());
  for (std::size_t i = 0; i < programme.rows(); ++i) {
    for (std::size_t k = programme.row_start()[i]; k < programme.row_start()[i + 1]; ++k) {
      by_column[programme.terms()[k].column].push_back({i, programme.terms()[k].factor});
    }
  }
  text += "COLUMNS\n";
  bool inside_integers = false;
  const auto marker = [&](bool integer) {
    if (integer == inside_integers) return;
    text += fmt::format(" M{} 'MARKER' '{}'\n", integer ? 1 : 0, integer ? "INTORG" : "INTEND");
    inside_integers = integer;
  };
  for (std::size_t j = 0; j < programme.columns(); ++j) {
    marker(programme.integer()[j]);
    text += fmt::format(" C{} COST {:.17g}\n", j, programme.cost()[j]);
    for (const auto& [row, factor] : by_column[j]) text += fmt::format(" C{} R{} {:.17g}\n", j, row, factor);
  }
  marker(false);
}

void append_limits(const Programme& programme, std::string& text) {
  text += "RHS\n";
  std::string ranges;
  for (std::size_t i = 0; i < programme.rows(); ++i) {
    const double low = programme.row_low()[i], high = programme.row_high()[i];
    if (std::isfinite(low)) {
      text += fmt::format(" RHS R{} {:.17g}\n", i, low);
      if (low != high && std::isfinite(high)) ranges += fmt::format(" RNG R{} {:.17g}\n", i, high - low);
    } else if (std::isfinite(high)) {
      text += fmt::format(" RHS R{} {:.17g}\n", i, high);
    }
  }
  if (!ranges.empty()) text += "RANGES\n" + ranges;
  text += "BOUNDS\n";
  for (std::size_t j = 0; j < programme.columns(); ++j) {
    const double low = programme.low()[j], high = programme.high()[j];
    text +=
        std::isfinite(low) ? fmt::format(" LO BND C{} {:.17g}\n", j, low) : fmt::format(" MI BND C{}\n", j);
    text +=
        std::isfinite(high) ? fmt::format(" UP BND C{} {:.17g}\n", j, high) : fmt::format(" PL BND C{}\n", j);
  }
}
}  // namespace

std::string as_mps(const Programme& programme) {
  std::string text = "NAME HANDOVER\n";
  append_rows(programme, text);
  append_columns(programme, text);
  append_limits(programme, text);
  return text + "ENDATA\n";
}

}  // namespace handover::needs
