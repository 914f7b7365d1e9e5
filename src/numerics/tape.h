// Reverse-mode differentiation of short scalar programs: write the formula once with `Value` for double, then
// ask for every derivative in one sweep (Griewank & Walther 2008, chapter 3). Used where formulas are long
// and cells few; the daily likelihood has its gradient by hand.
#pragma once

#include "numerics/maths.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace handover {

class Tape;

// A number that remembers how it came about. Without a tape it is a constant.
struct Value {
  double value = 0.0;
  std::uint32_t index = 0;
  Tape* tape = nullptr;
  Value() = default;
  Value(double constant) : value(constant) {}  // implicit: formulas mix constants and values
  Value(double v, std::uint32_t i, Tape* t) : value(v), index(i), tape(t) {}
};

class Tape {
 public:
  explicit Tape(std::size_t expected = 0) { nodes_.reserve(expected); }
  Value leaf(double value) { return push(value, {0, 0, 0.0, 0.0}); }

  Value unary(double value, const Value& a, double da) {
    return push(value, {a.index, 0, a.tape != nullptr ? da : 0.0, 0.0});
  }
  Value binary(double value, const Value& a, double da, const Value& b, double db) {
    return push(value, {a.index, b.index, a.tape != nullptr ? da : 0.0, b.tape != nullptr ? db : 0.0});
  }

  // Derivatives of `result` with respect to every node, by index.
  const std::vector<double>& sweep(const Value& result) {
    adjoint_.assign(nodes_.size(), 0.0);
    if (result.tape == nullptr) return adjoint_;
    adjoint_[result.index] = 1.0;
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      const double adjoint = adjoint_[i];
      if (adjoint == 0.0) continue;
      adjoint_[nodes_[i].a] += adjoint * nodes_[i].da;
      adjoint_[nodes_[i].b] += adjoint * nodes_[i].db;
    }
    return adjoint_;
  }

 private:
  struct Node {  // a leaf points at node 0 with derivative 0
    std::uint32_t a, b;
    double da, db;
  };
  Value push(double value, Node node) {
    nodes_.push_back(node);
    return {value, static_cast<std::uint32_t>(nodes_.size() - 1), this};
  }
  std::vector<Node> nodes_;
  std::vector<double> adjoint_;
};

inline Tape* tape_of(const Value& a, const Value& b) {
  return a.tape != nullptr ? a.tape : b.tape;
}
inline Value operator+(const Value& a, const Value& b) {
  Tape* tape = tape_of(a, b);
  return tape == nullptr ? Value(a.value + b.value) : tape->binary(a.value + b.value, a, 1.0, b, 1.0);
}
inline Value operator-(const Value& a, const Value& b) {
  Tape* tape = tape_of(a, b);
  return tape == nullptr ? Value(a.value - b.value) : tape->binary(a.value - b.value, a, 1.0, b, -1.0);
}
inline Value operator*(const Value& a, const Value& b) {
  Tape* tape = tape_of(a, b);
  return tape == nullptr ? Value(a.value * b.value) : tape->binary(a.value * b.value, a, b.value, b, a.value);
}
inline Value operator/(const Value& a, const Value& b) {
  Tape* tape = tape_of(a, b);
  const double quotient = a.value / b.value;
  return tape == nullptr ? Value(quotient) : tape->binary(quotient, a, 1.0 / b.value, b, -quotient / b.value);
}
inline Value operator-(const Value& a) {
  return Value(0.0) - a;
}
inline Value& operator+=(Value& a, const Value& b) {
  return a = a + b;
}
inline Value exp(const Value& a) {
  const double value = maths::exp(a.value);
  return a.tape == nullptr ? Value(value) : a.tape->unary(value, a, value);
}
inline Value sqrt(const Value& a) {
  const double value = std::sqrt(a.value);
  return a.tape == nullptr ? Value(value) : a.tape->unary(value, a, 0.5 / value);
}
inline Value log(const Value& a) {
  const double value = maths::log(a.value);
  return a.tape == nullptr ? Value(value) : a.tape->unary(value, a, 1.0 / a.value);
}
inline Value logistic(const Value& a) {
  return Value(1.0) / (Value(1.0) + exp(-a));
}
inline Value log1p(const Value& a) {
  const double value = maths::log1p(a.value);
  return a.tape == nullptr ? Value(value) : a.tape->unary(value, a, 1.0 / (1.0 + a.value));
}

}  // namespace handover
