// exp and log after Tang (1989, 1990): a table brings the argument so near to the centre that a short Taylor
// polynomial does the rest. The tables are computed by the compiler in pairs of doubles.
#include "numerics/exponential.h"

#include "numerics/maths.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace handover::maths {
namespace {

constexpr std::uint64_t bits_of(double x) {
  return std::bit_cast<std::uint64_t>(x);
}
constexpr double from_bits(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}
// Nearest multiple of 2^-42, so that products with whole numbers up to 2^17 or sums of such are exact.
constexpr double rounded_to_42_bits(double x) {
  constexpr double rounder = 0x1.8p10;
  return (x + rounder) - rounder;
}

// ---- exp: x = n ln 2 / 128 + r with |r| < 0.0028; n = 128 e + j; e^x = 2^e 2^(j/128) e^r.

constexpr int kPowers = 128;
constexpr double kPowersPerUnit = 0x1.71547652b82fep+7;  // 128 / ln 2
constexpr double kStepHigh = rounded_to_42_bits(kLn2.high / kPowers);
constexpr double kStepLow = (kLn2.high / kPowers - kStepHigh) + kLn2.low / kPowers;

struct Power {
  double value = 0.0;     // 2^(j/128), rounded
  double relative = 0.0;  // what the rounding took away, as a share of it
};

constexpr Wide wide_exp(const Wide& x) {
  Wide sum = {1.0, 0.0};
  for (int n = 30; n > 0; --n) sum = Wide{1.0, 0.0} + x * sum / Wide{static_cast<double>(n), 0.0};
  return sum;
}

constexpr std::array<Power, kPowers> table_of_powers() {
  std::array<Power, kPowers> table{};
  for (int j = 0; j < kPowers; ++j) {
    const Wide power = wide_exp(kLn2 * Wide{static_cast<double>(j) / kPowers, 0.0});
    table[static_cast<std::size_t>(j)] = {power.high, power.low / power.high};
  }
  return table;
}
constexpr std::array<Power, kPowers> kPowerOfTwo = table_of_powers();

// e^r - 1 - r.
inline double beyond_linear(double r) {
  const double square = r * r;
  return square * (0.5 + r * (1.0 / 6.0)) + square * square * (1.0 / 24.0 + r * (1.0 / 120.0));
}

// The same to the next two terms, for where nothing larger hides them.
inline double beyond_linear_fully(double r) {
  const double cube = r * r * r;
  return beyond_linear(r) + cube * cube * (1.0 / 720.0 + r * (1.0 / 5040.0));
}

struct Parts {
  double r = 0.0;
  std::int32_t n = 0;
  const Power& power() const { return kPowerOfTwo[static_cast<std::uint32_t>(n) % kPowers]; }
  std::int32_t exponent() const { return n >> 7; }
};
inline Parts parts_of(double x, double tail) {
  const double shifted = x * kPowersPerUnit + kRounder;
  const double n = shifted - kRounder;
  const double r = (x - n * kStepHigh) - n * kStepLow;
  return {r + tail, static_cast<std::int32_t>(static_cast<std::uint32_t>(bits_of(shifted)))};
}

// 2^exponent for the range of normal numbers.
inline double power_of_two(std::int32_t exponent) {
  return from_bits(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

// Near and beyond the ends of the range, where the scaling has to be done in two steps.
double exp_at_the_ends(double x, double tail) {
  if (x != x) return x;
  if (x > 709.79) return kInfinity;
  if (x < -746.0) return 0.0;
  const Parts parts = parts_of(x, tail);
  const Power& power = parts.power();
  const double value = power.value + power.value * (power.relative + (parts.r + beyond_linear(parts.r)));
  const std::int32_t half = parts.exponent() / 2;
  return value * power_of_two(half) * power_of_two(parts.exponent() - half);
}

// ---- log: x = 2^k z, z in 0.6875 .. 1.375; log x = k ln 2 - log c + log(1 + r), c a short number near 1/z,
// r = z c - 1, |r| < 1/127. Where z is next to 1, c is 1 and r exact.

constexpr int kReciprocals = 128;
constexpr std::uint64_t kSmallest = 0x3fe6000000000000;  // 0.6875
constexpr double kLn2Short = rounded_to_42_bits(kLn2.high);
constexpr double kLn2Rest = (kLn2.high - kLn2Short) + kLn2.low;

struct Reciprocal {
  double c = 1.0;
  double log_high = 0.0, log_low = 0.0;  // -log c; the first a multiple of 2^-42
};

// log x for x near 1, from atanh((x - 1) / (x + 1)).
constexpr Wide wide_log_near_one(double x) {
  const Wide s = Wide{x - 1.0, 0.0} / Wide{x + 1.0, 0.0}, square = s * s;
  Wide sum = {0.0, 0.0};
  for (int n = 51; n > 0; n -= 2) sum = Wide{1.0, 0.0} / Wide{static_cast<double>(n), 0.0} + square * sum;
  return Wide{2.0, 0.0} * (s * sum);
}

constexpr std::array<Reciprocal, kReciprocals> table_of_reciprocals() {
  std::array<Reciprocal, kReciprocals> table{};
  for (std::uint64_t i = 0; i < kReciprocals; ++i) {
    const double low = from_bits(kSmallest + (i << 45)), high = from_bits(kSmallest + ((i + 1) << 45));
    Reciprocal& one = table[i];
    if (low == 1.0 || high == 1.0) continue;  // the two beside 1
    constexpr double rounder = 0x1.8p43;      // to multiples of 2^-9
    one.c = (2.0 / (low + high) + rounder) - rounder;
    const Wide log = -wide_log_near_one(one.c);
    one.log_high = rounded_to_42_bits(log.high);
    one.log_low = (log.high - one.log_high) + log.low;
  }
  return table;
}
constexpr std::array<Reciprocal, kReciprocals> kReciprocal = table_of_reciprocals();

// (log(1 + r) - r + r^2 / 2) / r^3, the Taylor series.
inline double beyond_square(double r) {
  const double square = r * r;
  return ((1.0 / 3.0 - r * (1.0 / 4.0)) + square * (1.0 / 5.0 - r * (1.0 / 6.0))) +
         (square * square) * ((1.0 / 7.0 - r * (1.0 / 8.0)) + square * (1.0 / 9.0 - r * (1.0 / 10.0)));
}

struct Reduced {
  double k = 0.0;
  double a = 0.0, b = 0.0;  // a + b = z c - 1 exactly
  const Reciprocal* at = nullptr;
};
inline Reduced reduce(std::uint64_t bits) {
  const std::uint64_t above = bits - kSmallest;
  const auto& at = kReciprocal[(above >> 45) % kReciprocals];
  const auto k = static_cast<std::int64_t>(above) >> 52;
  const std::uint64_t z_bits = bits - (above & 0xfff0000000000000);
  const double z = from_bits(z_bits), z_high = from_bits(z_bits & 0xfffffffff8000000);
  return {static_cast<double>(k), z_high * at.c - 1.0, (z - z_high) * at.c, &at};
}

// Bits of a positive finite number, subnormal ones brought into range; `k` gets what that takes away.
inline std::uint64_t normal_bits(double x, double& k) {
  if (x >= std::numeric_limits<double>::min()) return bits_of(x);
  k = -54.0;
  return bits_of(x * 0x1.0p54);
}

// log(x) + tail, x positive and finite.
inline double log_of(double x, double tail) {
  double shift = 0.0;
  const Reduced z = reduce(normal_bits(x, shift));
  const double k = z.k + shift;
  const double whole = k * kLn2Short + z.at->log_high;  // exact
  const double high = whole + z.a;
  const double r = z.a + z.b, square = r * r;
  const double low = ((whole - high) + z.a) + z.b + (k * kLn2Rest + z.at->log_low) + tail;
  return high + (low + (square * -0.5 + square * r * beyond_square(r)));
}

double log_at_the_ends(double x) {
  if (x != x || x < 0.0) return kNotANumber;
  return x == 0.0 ? -kInfinity : kInfinity;
}
inline bool positive_and_finite(double x) {
  return x > 0.0 && x <= std::numeric_limits<double>::max();
}

// ---- pow

enum class Parity { fraction, even, odd };
Parity parity_of(double x) {
  if (std::abs(x) >= 0x1.0p53) return Parity::even;
  if (x != std::trunc(x)) return Parity::fraction;
  return std::fmod(x, 2.0) == 0.0 ? Parity::even : Parity::odd;
}

// x is 0, infinite or below zero, or the power is infinite.
double pow_at_the_ends(double x, double power) {
  const double size = std::abs(x);
  if (std::abs(power) == kInfinity) {
    if (size == 1.0) return 1.0;
    return (size > 1.0) == (power > 0.0) ? kInfinity : 0.0;
  }
  const Parity parity = parity_of(power);
  const double sign = std::signbit(x) && parity == Parity::odd ? -1.0 : 1.0;
  if (size == 0.0) return power < 0.0 ? sign * kInfinity : sign * 0.0;
  if (size == kInfinity) return power < 0.0 ? sign * 0.0 : sign * kInfinity;
  if (parity == Parity::fraction) return kNotANumber;
  return sign * pow(size, power);
}

}  // namespace

double exp_of(double x, double tail) {
  if (!(std::abs(x) < 708.0)) return exp_at_the_ends(x, tail);
  const Parts parts = parts_of(x, tail);
  const Power& power = parts.power();
  const double scaled =
      from_bits(bits_of(power.value) + (static_cast<std::uint64_t>(parts.exponent()) << 52));
  return scaled + scaled * (power.relative + (parts.r + beyond_linear(parts.r)));
}

Wide wide_log(double x) {
  double shift = 0.0;
  Reduced z = reduce(normal_bits(x, shift));
  const double k = z.k + shift, whole = k * kLn2Short + z.at->log_high;
  if (whole == 0.0) z.a += z.b, z.b = 0.0;  // c is 1, and their sum exact
  const double r = z.a + z.b, r_rest = (z.a - r) + z.b;
  const Wide square = product_of(r, r);
  const Wide linear = sum_of_ordered(whole, z.a);
  const Wide high = sum_of_ordered(linear.high, -0.5 * square.high);
  const double cubic = square.high * r * beyond_square(r);
  const double low =
      ((high.low + linear.low) + z.b) + ((k * kLn2Rest + z.at->log_low) - 0.5 * square.low - r * r_rest);
  return sum_of_ordered(high.high, low + cubic);
}

double exp(double x) {
  return exp_of(x, 0.0);
}

double exp2(double x) {
  if (!(std::abs(x) < 1100.0)) return x != x ? x : (x > 0.0 ? kInfinity : 0.0);
  const Wide scaled = product_of(x, kLn2.high);
  return exp_of(scaled.high, scaled.low + x * kLn2.low);
}

double expm1(double x) {
  if (x != x) return x;
  if (x < -40.0) return -1.0;
  if (x > 40.0) return exp(x) - 1.0;
  const double shifted = x * kPowersPerUnit + kRounder, n = shifted - kRounder;
  const auto whole = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits_of(shifted)));
  const Parts parts{(x - n * kStepHigh) - n * kStepLow, whole};
  if (whole == 0) return x + beyond_linear_fully(x);
  const double rest = ((x - n * kStepHigh) - parts.r) - n * kStepLow;
  const Power& power = parts.power();
  const double scaled =
      from_bits(bits_of(power.value) + (static_cast<std::uint64_t>(parts.exponent()) << 52));
  const Wide less_one = sum_of(scaled, -1.0), linear = product_of(scaled, parts.r);
  const Wide high = sum_of(less_one.high, linear.high);
  const double small = scaled * (power.relative + (rest + beyond_linear_fully(parts.r)));
  return high.high + (high.low + less_one.low + linear.low + small);
}

double log(double x) {
  return positive_and_finite(x) ? log_of(x, 0.0) : log_at_the_ends(x);
}

double log1p(double x) {
  if (std::abs(x) < 1.0 / 256.0) {
    const double square = x * x;
    return x + (square * -0.5 + square * x * beyond_square(x));
  }
  const Wide sum = sum_of(1.0, x);
  if (!positive_and_finite(sum.high)) return log_at_the_ends(sum.high);
  return log_of(sum.high, sum.low / sum.high);
}

double log2(double x) {
  constexpr Wide per_bit = Wide{1.0, 0.0} / kLn2;
  return positive_and_finite(x) ? (wide_log(x) * per_bit).high : log_at_the_ends(x);
}

double log10(double x) {
  constexpr Wide ln10 = kLn2 * Wide{3.0, 0.0} + wide_log_near_one(1.25);
  constexpr Wide per_digit = Wide{1.0, 0.0} / ln10;
  return positive_and_finite(x) ? (wide_log(x) * per_digit).high : log_at_the_ends(x);
}

double pow(double x, double power) {
  if (power == 0.0 || x == 1.0) return 1.0;
  if (x != x || power != power) return kNotANumber;
  if (!positive_and_finite(x) || std::abs(power) == kInfinity) return pow_at_the_ends(x, power);
  // The logarithm nearest to zero is 1.1e-16: such a power leaves the range whatever x is.
  if (std::abs(power) > 1e20) return (x > 1.0) == (power > 0.0) ? kInfinity : 0.0;
  const Wide log = wide_log(x), product = product_of(power, log.high);
  return exp_of(product.high, product.low + power * log.low);
}

double cbrt(double x) {
  if (x == 0.0 || !(std::abs(x) <= std::numeric_limits<double>::max())) return x;
  constexpr Wide third = Wide{1.0, 0.0} / Wide{3.0, 0.0};
  const Wide log = wide_log(std::abs(x)) * third;
  return std::copysign(exp_of(log.high, log.low), x);
}

double tanh(double x) {
  const double size = std::abs(x);
  if (size > 22.0) return std::copysign(1.0, x);
  const double grown = expm1(2.0 * size);
  return x != x ? x : std::copysign(grown / (grown + 2.0), x);
}

}  // namespace handover::maths
