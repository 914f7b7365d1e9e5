// A writer of XML over libxml2's: elements close themselves at the end of their scope, and what is written is
// escaped. Private to this module.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace handover::papers {

using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

class Xml {
 public:
  Xml();
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  // An element with what `inside` writes into it.
  void element(const char* name, Attributes attributes, const std::function<void()>& inside = {});
  void element(const char* name, const std::function<void()>& inside) { element(name, {}, inside); }
  // Characters that XML does not know are left out.
  void text(std::string_view words);

  // The document with its declaration; nothing can be written after it.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace handover::papers
