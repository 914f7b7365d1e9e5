// The language in which a view is written: set by view_of for as long as it composes, so that every block of
// a view speaks one language and no function between has to hand the catalogue on.
#pragma once

#include "wording/catalogue.h"

#include <initializer_list>
#include <string>

namespace handover::brief {

using wording::Exact;
using wording::Rounded;

// From its making to its end this thread writes in `language`. Scopes nest.
class WritingIn {
 public:
  // Throws std::invalid_argument for a language that does not ship.
  explicit WritingIn(const std::string& language);
  ~WritingIn();
  WritingIn(const WritingIn&) = delete;
  WritingIn& operator=(const WritingIn&) = delete;

 private:
  const wording::Catalogue* before_;
};

// The catalogue of the language that is being written; English outside of any scope.
const wording::Catalogue& spoken();

inline std::string say(wording::Key key, std::initializer_list<wording::Argument> arguments = {}) {
  return spoken()(key, arguments);
}

}  // namespace handover::brief
