// XML as a stream of events (expat), private to this module.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handover {

// Of one element; valid while it is handled.
using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;
struct XmlHandlers {
  // Names without their namespace prefix: "row" for "x:row".
  std::function<void(std::string_view name, const XmlAttributes& attributes)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
};

// Throws InputError naming `file` and `part` when the text is no well-formed XML, and for documents that
// declare entities, which no spreadsheet program writes and which can be made to grow without bound.
void parse_xml(std::string_view xml, const std::string& file, const std::string& part,
               const XmlHandlers& handlers);

}  // namespace handover
