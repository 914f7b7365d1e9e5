// Text for a terminal, put together piece by piece.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace handover::terminal {

class Page {
 public:
  void add(std::string_view text) { text_ += text; }
  template <typename... Parts>
  void add(fmt::format_string<Parts...> form, Parts&&... parts) requires(sizeof...(Parts) > 0) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Parts>(parts)...);
  }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace handover::terminal
