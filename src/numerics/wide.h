// Pairs of doubles that stand for their unevaluated sum, about 106 bits: for the tables behind maths.h, which
// the compiler computes, and for the few steps where 53 bits are not enough.
// Dekker (1971); Knuth, The Art of Computer Programming, vol. 2, section 4.2.2.
#pragma once

#include <limits>

namespace handover::maths {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
// Added to a number and taken away again, it rounds to a whole one; while added, that one is the low bits.
inline constexpr double kRounder = 0x1.8p52;

struct Wide {
  double high = 0.0, low = 0.0;
};

// The rounded sum and its exact error.
constexpr Wide sum_of(double a, double b) {
  const double sum = a + b, of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}
// The same where |a| >= |b| or a = 0.
constexpr Wide sum_of_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

// Halves of 26 bits each, whose products are exact. |a| below 2^995.
constexpr Wide halves_of(double a) {
  const double scaled = 134217729.0 * a;  // 2^27 + 1
  const double high = scaled - (scaled - a);
  return {high, a - high};
}

// The rounded product and its exact error.
constexpr Wide product_of(double a, double b) {
  const Wide x = halves_of(a), y = halves_of(b);
  const double product = a * b;
  const double error = ((x.high * y.high - product) + x.high * y.low + x.low * y.high) + x.low * y.low;
  return {product, error};
}

constexpr Wide operator+(const Wide& a, const Wide& b) {
  const Wide high = sum_of(a.high, b.high), low = sum_of(a.low, b.low);
  const Wide first = sum_of_ordered(high.high, high.low + low.high);
  return sum_of_ordered(first.high, first.low + low.low);
}
constexpr Wide operator-(const Wide& a) {
  return {-a.high, -a.low};
}
constexpr Wide operator*(const Wide& a, const Wide& b) {
  const Wide product = product_of(a.high, b.high);
  return sum_of_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}
constexpr Wide operator/(const Wide& a, const Wide& b) {
  const double first = a.high / b.high;
  const Wide left = a + -(b * Wide{first, 0.0});
  const double second = left.high / b.high;
  const Wide left_again = left + -(b * Wide{second, 0.0});
  const Wide quotient = sum_of_ordered(first, second);
  return sum_of_ordered(quotient.high, quotient.low + left_again.high / b.high);
}

inline constexpr Wide kLn2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
inline constexpr Wide kPi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};

}  // namespace handover::maths
