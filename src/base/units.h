// Quantities that must not be confused with one another, and identifiers that must not be mixed.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <stdexcept>

namespace handover {

struct Days {
  int value = 0;
  auto operator<=>(const Days&) const = default;
};

struct Persons {
  int value = 0;
  auto operator<=>(const Persons&) const = default;
};

// A number in [0, 1]. Building one from anything else is a fault of the program, not of the user's data:
// loaders check the user's value first and report it with its line.
class Probability {
 public:
  constexpr Probability() = default;
  constexpr explicit Probability(double value) : value_(value) {
    if (!(value >= 0.0 && value <= 1.0)) throw std::logic_error("a probability must lie in 0..1");
  }
  constexpr double value() const { return value_; }
  auto operator<=>(const Probability&) const = default;

 private:
  double value_ = 0.0;
};

struct Seed {
  std::uint64_t value = 1;
  auto operator<=>(const Seed&) const = default;
};

// The position of a thing in its mission table: an index that only fits tables of its own kind.
template <class Tag>
struct Id {
  std::uint16_t index = 0;
  auto operator<=>(const Id&) const = default;
};

}  // namespace handover

template <class Tag>
struct std::hash<handover::Id<Tag>> {
  std::size_t operator()(handover::Id<Tag> id) const noexcept { return id.index; }
};
