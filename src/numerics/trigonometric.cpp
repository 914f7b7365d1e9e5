// sin and cos by their Taylor series on a quarter turn; the argument is brought there with pi in three pieces
// (Cody & Waite 1980). atan by its series around the nearest sixteenth.
#include "numerics/maths.h"
#include "numerics/polynomial.h"
#include "numerics/wide.h"

#include <array>
#include <cmath>
#include <limits>

namespace handover::maths {
namespace {

// Pi / 2 in pieces of 33 bits, whose products with whole numbers up to 2^20 are exact, and a rest.
constexpr double rounded_to(double x, double unit) {
  const double rounder = 0x1.8p52 * unit;
  return (x + rounder) - rounder;
}
constexpr Wide kQuarter = {kPi.high / 2.0, kPi.low / 2.0};
constexpr double kQuarterFirst = rounded_to(kQuarter.high, 0x1.0p-32);
constexpr Wide kAfterFirst = Wide{kQuarter.high - kQuarterFirst, 0.0} + Wide{kQuarter.low, 0.0};
constexpr double kQuarterSecond = rounded_to(kAfterFirst.high, 0x1.0p-65);
constexpr double kQuarterThird = (kAfterFirst.high - kQuarterSecond) + kAfterFirst.low;
constexpr double kQuartersPerRadian = 0x1.45f306dc9c883p-1;  // 2 / pi

struct Angle {
  double r = 0.0, rest = 0.0;  // -pi/4 .. pi/4
  unsigned quarters = 0;       // modulo 4
};
Angle angle_of(double x) {
  const double n = (x * kQuartersPerRadian + kRounder) - kRounder;
  const Wide part = sum_of(x - n * kQuarterFirst, -(n * kQuarterSecond));
  const Wide r = sum_of(part.high, part.low - n * kQuarterThird);
  return {r.high, r.low, static_cast<unsigned>(static_cast<int>(n)) % 4U};
}

// (sin r - r) / r^3 and (cos r - 1 + r^2 / 2) / r^4 by r^2.
constexpr double kSine[] = {-1.0 / 6,        1.0 / 120,        -1.0 / 5040,          1.0 / 362880,
                            -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000, 1.0 / 355687428096000};
constexpr double kCosine[] = {
    1.0 / 24,        -1.0 / 720,         1.0 / 40320,          -1.0 / 3628800,
    1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888000, -1.0 / 6402373705728000};

double sine(const Angle& angle) {
  const double square = angle.r * angle.r;
  return angle.r + (angle.rest * (1.0 - 0.5 * square) + square * angle.r * polynomial(kSine, square));
}
double cosine(const Angle& angle) {
  const double square = angle.r * angle.r;
  const Wide first = sum_of_ordered(1.0, -0.5 * square);
  return first.high + (first.low + (square * square * polynomial(kCosine, square) - angle.r * angle.rest));
}

// sin(x + quarters * pi / 2).
double turned_sine(double x, unsigned quarters) {
  if (!(std::abs(x) < 0x1.0p30)) return kNotANumber;
  const Angle angle = angle_of(x);
  const unsigned at = (angle.quarters + quarters) % 4U;
  const double value = at % 2U == 0U ? sine(angle) : cosine(angle);
  return at < 2U ? value : -value;
}

// Euler's series, which converges on all of 0 .. 1.
constexpr Wide wide_atan(double x) {
  const Wide square = Wide{x * x, 0.0}, one_plus = Wide{1.0 + x * x, 0.0};
  const Wide ratio = square / one_plus;
  Wide sum = {1.0, 0.0};
  for (int n = 120; n > 0; --n) {
    const Wide factor = Wide{2.0 * n, 0.0} / Wide{2.0 * n + 1.0, 0.0};
    sum = Wide{1.0, 0.0} + factor * ratio * sum;
  }
  return Wide{x, 0.0} / one_plus * sum;
}
constexpr std::array<Wide, 17> table_of_arcs() {
  std::array<Wide, 17> table{};
  for (int j = 0; j <= 16; ++j) table[static_cast<std::size_t>(j)] = wide_atan(j / 16.0);
  return table;
}
constexpr std::array<Wide, 17> kArc = table_of_arcs();

constexpr double kArcTangent[] = {-1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11};

// atan(x) for x = 0 .. 1.
double arc(double x) {
  const int nearest = static_cast<int>(16.0 * x + 0.5);
  const double centre = nearest / 16.0;
  const double t = nearest == 0 ? x : (x - centre) / (1.0 + x * centre);
  const double square = t * t, curve = t * square * polynomial(kArcTangent, square);
  const Wide& at = kArc[static_cast<std::size_t>(nearest)];
  const Wide sum = sum_of_ordered(at.high, t);
  return sum.high + (sum.low + (at.low + curve));
}

}  // namespace

double sin(double x) {
  // So small an angle is its own sine, with its sign where it is zero.
  return std::abs(x) < 0x1.0p-27 ? x : turned_sine(x, 0);
}

double cos(double x) {
  return turned_sine(x, 1);
}

double atan(double x) {
  const double size = std::abs(x);
  if (x != x) return x;
  const double angle = size <= 1.0 ? arc(size) : kQuarter.high - (arc(1.0 / size) - kQuarter.low);
  return std::copysign(angle, x);
}

double atan2(double y, double x) {
  if (x != x || y != y) return kNotANumber;
  const double up = std::abs(y), along = std::abs(x);
  double angle = 0.0;
  if (up == 0.0) {
    angle = 0.0;
  } else if (up == along) {
    angle = kArc[16].high;
  } else if (up < along) {
    angle = arc(up / along);
  } else {
    angle = kQuarter.high - (arc(along / up) - kQuarter.low);
  }
  if (std::signbit(x)) angle = kPi.high - (angle - kPi.low);
  return std::copysign(angle, y);
}

double asin(double x) {
  if (!(std::abs(x) <= 1.0)) return kNotANumber;
  return atan2(x, std::sqrt((1.0 - x) * (1.0 + x)));
}

double hypot(double x, double y) {
  const double a = std::abs(x), b = std::abs(y);
  const double larger = a > b ? a : b, smaller = a > b ? b : a;
  if (larger == std::numeric_limits<double>::infinity()) return larger;
  if (x != x || y != y) return kNotANumber;
  if (smaller == 0.0) return larger;
  const double ratio = smaller / larger;
  return larger * std::sqrt(1.0 + ratio * ratio);
}

}  // namespace handover::maths
