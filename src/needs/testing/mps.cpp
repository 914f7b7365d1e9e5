#include "needs/testing/mps.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::needs {
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
