// Any bytes as two statements, cut at the first zero byte; places must lie inside the text.
#include "base/problem.h"
#include "talks/readout.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handover::talks;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find('\0');
  const std::string_view first = text.substr(0, cut);
  const std::string_view second = cut == std::string_view::npos ? text : text.substr(cut + 1);
  try {
    const Readout readout = compare_statements(first, second, "first", "second");
    for (const Term& term : readout.only_first)
      for (const Mention& mention : term.in_first)
        if (mention.byte + mention.bytes > first.size()) std::abort();
    if (!(readout.overlap >= 0.0 && readout.overlap <= 1.0)) std::abort();
  } catch (const handover::InputError&) {
  }
  return 0;
}
