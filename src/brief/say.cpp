#include "brief/say.h"

namespace handover::brief {
namespace {

thread_local const wording::Catalogue* the_catalogue = nullptr;

}  // namespace

WritingIn::WritingIn(const std::string& language) : before_(the_catalogue) {
  the_catalogue = &wording::Catalogue::of(language);
}
WritingIn::~WritingIn() {
  the_catalogue = before_;
}

const wording::Catalogue& spoken() {
  return the_catalogue != nullptr ? *the_catalogue : wording::Catalogue::english();
}

}  // namespace handover::brief
