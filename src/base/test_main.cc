// The main of every test program. A property that fails only prints: rc::check gives a bool that is easily
// left unread. Here its words on the error stream make the program fail.
#include "base/test_data.h"

#include <iostream>
#include <streambuf>
#include <string>

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {

// Passes everything on and remembers whether a line began as RapidCheck begins its complaints.
class Watch : public std::streambuf {
 public:
  explicit Watch(std::streambuf* onward) : onward_(onward) {}
  bool complained() const { return complained_; }

 protected:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char letter = traits_type::to_char_type(c);
    if (letter == '\n') {
      complained_ =
          complained_ || line_.starts_with("Falsifiable after") || line_.starts_with("Gave up after");
      line_.clear();
    } else {
      line_ += letter;
    }
    return onward_->sputc(letter);
  }
  int sync() override { return onward_->pubsync(); }

 private:
  std::streambuf* onward_;
  std::string line_;
  bool complained_ = false;
};

}  // namespace

namespace handover {
std::string source_path(const std::string& relative) {
  return std::string(HANDOVER_SOURCE_DIR "/") + relative;
}
}  // namespace handover

int main(int argc, char** argv) {
  Watch watch(std::cerr.rdbuf());
  std::streambuf* const before = std::cerr.rdbuf(&watch);
  const int result = doctest::Context(argc, argv).run();
  std::cerr.rdbuf(before);
  if (!watch.complained()) return result;
  std::cerr << "a property failed: see above\n";
  return result == 0 ? 1 : result;
}
