// A double whose mathematical functions are those of maths.h. Boost.Math calls exp, log, pow ... without a
// namespace; given this type it finds these and no others, where for plain doubles it would take the C
// library's, or compute in long double. Only distributions.cpp includes this.
#pragma once

#include "numerics/maths.h"

#include <cmath>
#include <limits>
#include <ostream>
#include <type_traits>

namespace handover {

class FixedNumber {
 public:
  constexpr FixedNumber() = default;
  // Implicit: formulas mix this type with plain numbers.
  template <typename Number, typename = std::enable_if_t<std::is_arithmetic_v<Number>>>
  constexpr FixedNumber(Number value) : value_(static_cast<double>(value)) {}
  constexpr double value() const { return value_; }
  template <typename Number, typename = std::enable_if_t<std::is_arithmetic_v<Number>>>
  constexpr explicit operator Number() const {
    return static_cast<Number>(value_);
  }

  constexpr FixedNumber& operator+=(const FixedNumber& other) { return value_ += other.value_, *this; }
  constexpr FixedNumber& operator-=(const FixedNumber& other) { return value_ -= other.value_, *this; }
  constexpr FixedNumber& operator*=(const FixedNumber& other) { return value_ *= other.value_, *this; }
  constexpr FixedNumber& operator/=(const FixedNumber& other) { return value_ /= other.value_, *this; }
  constexpr FixedNumber operator-() const { return FixedNumber(-value_); }
  constexpr FixedNumber operator+() const { return *this; }
  constexpr FixedNumber& operator++() { return value_ += 1.0, *this; }
  constexpr FixedNumber& operator--() { return value_ -= 1.0, *this; }

  friend constexpr FixedNumber operator+(FixedNumber a, const FixedNumber& b) { return a += b; }
  friend constexpr FixedNumber operator-(FixedNumber a, const FixedNumber& b) { return a -= b; }
  friend constexpr FixedNumber operator*(FixedNumber a, const FixedNumber& b) { return a *= b; }
  friend constexpr FixedNumber operator/(FixedNumber a, const FixedNumber& b) { return a /= b; }
  friend constexpr bool operator==(const FixedNumber& a, const FixedNumber& b) {
    return a.value_ == b.value_;
  }
  friend constexpr bool operator!=(const FixedNumber& a, const FixedNumber& b) {
    return a.value_ != b.value_;
  }
  friend constexpr bool operator<(const FixedNumber& a, const FixedNumber& b) { return a.value_ < b.value_; }
  friend constexpr bool operator>(const FixedNumber& a, const FixedNumber& b) { return a.value_ > b.value_; }
  friend constexpr bool operator<=(const FixedNumber& a, const FixedNumber& b) {
    return a.value_ <= b.value_;
  }
  friend constexpr bool operator>=(const FixedNumber& a, const FixedNumber& b) {
    return a.value_ >= b.value_;
  }

 private:
  double value_ = 0.0;
};

// Exact in the C library, whatever the processor.
inline FixedNumber fabs(const FixedNumber& x) {
  return std::fabs(x.value());
}
inline FixedNumber abs(const FixedNumber& x) {
  return std::fabs(x.value());
}
inline FixedNumber sqrt(const FixedNumber& x) {
  return std::sqrt(x.value());
}
inline FixedNumber floor(const FixedNumber& x) {
  return std::floor(x.value());
}
inline FixedNumber ceil(const FixedNumber& x) {
  return std::ceil(x.value());
}
inline FixedNumber fmod(const FixedNumber& x, const FixedNumber& y) {
  return std::fmod(x.value(), y.value());
}
inline FixedNumber ldexp(const FixedNumber& x, int exponent) {
  return std::ldexp(x.value(), exponent);
}
inline FixedNumber frexp(const FixedNumber& x, int* exponent) {
  return std::frexp(x.value(), exponent);
}
inline FixedNumber modf(const FixedNumber& x, FixedNumber* whole) {
  double part = 0.0;
  const double rest = std::modf(x.value(), &part);
  *whole = part;
  return rest;
}

inline FixedNumber exp(const FixedNumber& x) {
  return maths::exp(x.value());
}
inline FixedNumber log(const FixedNumber& x) {
  return maths::log(x.value());
}
inline FixedNumber log10(const FixedNumber& x) {
  return maths::log10(x.value());
}
inline FixedNumber pow(const FixedNumber& x, const FixedNumber& y) {
  return maths::pow(x.value(), y.value());
}
inline FixedNumber pow(const FixedNumber& x, int power) {
  return maths::pow(x.value(), power);
}
inline FixedNumber sin(const FixedNumber& x) {
  return maths::sin(x.value());
}
inline FixedNumber cos(const FixedNumber& x) {
  return maths::cos(x.value());
}
inline FixedNumber tan(const FixedNumber& x) {
  return maths::sin(x.value()) / maths::cos(x.value());
}
inline FixedNumber asin(const FixedNumber& x) {
  return maths::asin(x.value());
}
inline FixedNumber acos(const FixedNumber& x) {
  return maths::atan2(std::sqrt((1.0 - x.value()) * (1.0 + x.value())), x.value());
}
inline FixedNumber atan(const FixedNumber& x) {
  return maths::atan(x.value());
}
inline FixedNumber atan2(const FixedNumber& y, const FixedNumber& x) {
  return maths::atan2(y.value(), x.value());
}
inline FixedNumber tanh(const FixedNumber& x) {
  return maths::tanh(x.value());
}

// Boost prints numbers into its error messages.
template <typename Char, typename Traits>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& stream, const FixedNumber& x) {
  return stream << x.value();
}

}  // namespace handover

// As for double: 53 bits, the same range.
template <>
class std::numeric_limits<handover::FixedNumber> {
 public:
  using Number = handover::FixedNumber;
  using Double = std::numeric_limits<double>;
  static constexpr bool is_specialized = true, is_signed = true, is_integer = false, is_exact = false;
  static constexpr bool has_infinity = true, has_quiet_NaN = true, has_signaling_NaN = false;
  static constexpr bool is_iec559 = true, is_bounded = true, is_modulo = false, traps = false;
  static constexpr int digits = Double::digits, digits10 = Double::digits10,
                       max_digits10 = Double::max_digits10;
  static constexpr int radix = Double::radix;
  static constexpr int min_exponent = Double::min_exponent, min_exponent10 = Double::min_exponent10;
  static constexpr int max_exponent = Double::max_exponent, max_exponent10 = Double::max_exponent10;
  static constexpr std::float_denorm_style has_denorm = std::denorm_present;
  static constexpr bool has_denorm_loss = false, tinyness_before = false;
  static constexpr std::float_round_style round_style = std::round_to_nearest;
  static constexpr Number min() { return Double::min(); }
  static constexpr Number max() { return Double::max(); }
  static constexpr Number lowest() { return Double::lowest(); }
  static constexpr Number epsilon() { return Double::epsilon(); }
  static constexpr Number round_error() { return Double::round_error(); }
  static constexpr Number infinity() { return Double::infinity(); }
  static constexpr Number quiet_NaN() { return Double::quiet_NaN(); }
  static constexpr Number signaling_NaN() { return Double::quiet_NaN(); }
  static constexpr Number denorm_min() { return Double::denorm_min(); }
};
