// Who may read what the program says. Every block of a paper, column, key of a document and assumption
// declares its audience where it is made; nothing has one by default, and nothing guesses one from a name.
#pragma once

#include <optional>
#include <string_view>

namespace handover {

// A paper of its own for each circle of readers.
enum class Edition { coalition, host, joint, published };

// The circle that may read something.
enum class Audience {
  published,  // anybody
  joint,      // both sides at the table
  own_side,  // each side in its own edition: red lines that are not on the table, predicted concessions, what
             // an attack achieves, what puts a step back, what protects a site, a place joined to a date
  coalition,  // the coalition alone: from its overlay, or computed with it
  host,       // the host alone
  nobody      // in no edition: what a site lacks
};

// An audience that has been declared. It cannot be left out: a structure with such a member and no value for
// it does not compile.
class Declared {
 public:
  constexpr Declared(Audience audience) : audience_(audience) {}  // NOLINT(google-explicit-constructor)
  constexpr operator Audience() const { return audience_; }       // NOLINT(google-explicit-constructor)

 private:
  Audience audience_;
};

constexpr bool is_own_side(Edition edition) {
  return edition == Edition::coalition || edition == Edition::host;
}

constexpr bool may_read(Edition edition, Audience audience) {
  switch (audience) {
    case Audience::published:
      return true;
    case Audience::joint:
      return edition != Edition::published;
    case Audience::own_side:
      return is_own_side(edition);
    case Audience::coalition:
      return edition == Edition::coalition;
    case Audience::host:
      return edition == Edition::host;
    case Audience::nobody:
      break;
  }
  return false;
}

// The narrower of two circles: for what is made of both. Of the coalition's and the host's, nobody.
Audience narrower(Audience a, Audience b);

std::optional<Edition> parse_edition(std::string_view name);  // coalition, host, joint, public
const char* name_of(Edition edition);
const char* name_of(Audience audience);  // public, joint, own side, coalition, host, nobody

}  // namespace handover
