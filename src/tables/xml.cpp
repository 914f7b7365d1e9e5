#include "tables/xml.h"

#include "base/problem.h"

#include <algorithm>
#include <exception>
#include <memory>

#include <expat.h>
#include <fmt/format.h>

namespace handover {
namespace {

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  const auto colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

// What the callbacks of C need. An exception must not pass through expat: it is kept and thrown afterwards.
struct Parsing {
  const XmlHandlers& handlers;
  XML_Parser parser;
  std::exception_ptr failure;
  bool has_entities = false;
  XmlAttributes attributes = {};

  template <class Call>
  void guarded(Call call) {
    if (failure) return;
    try {
      call();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& parsing = *static_cast<Parsing*>(data);
  parsing.guarded([&] {
    XmlAttributes& named = parsing.attributes;
    named.clear();
    for (const XML_Char** pair = attributes; *pair != nullptr; pair += 2)
      named.emplace_back(local_name(pair[0]), pair[1]);
    parsing.handlers.start(local_name(name), named);
  });
}

void on_end(void* data, const XML_Char* name) {
  auto& parsing = *static_cast<Parsing*>(data);
  parsing.guarded([&] { parsing.handlers.end(local_name(name)); });
}

void on_text(void* data, const XML_Char* text, int length) {
  auto& parsing = *static_cast<Parsing*>(data);
  parsing.guarded([&] { parsing.handlers.text({text, static_cast<std::size_t>(length)}); });
}

void on_entity(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
               const XML_Char*, const XML_Char*) {
  auto& parsing = *static_cast<Parsing*>(data);
  parsing.has_entities = true;
  XML_StopParser(parsing.parser, XML_FALSE);
}

}  // namespace

void parse_xml(std::string_view xml, const std::string& file, const std::string& part,
               const XmlHandlers& handlers) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  Parsing parsing{handlers, parser.get(), nullptr};
  XML_SetUserData(parser.get(), &parsing);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  bool good = true;
  // expat counts in int.
  constexpr std::size_t kPiece = std::size_t{1} << 26U;
  do {
    const std::string_view piece = xml.substr(0, kPiece);
    xml.remove_prefix(piece.size());
    good = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), xml.empty() ? 1 : 0) !=
           XML_STATUS_ERROR;
  } while (good && !xml.empty());
  if (parsing.failure) std::rethrow_exception(parsing.failure);
  if (good) return;
  const std::string what =
      parsing.has_entities
          ? fmt::format("declares entities in its part {}", part)
          : fmt::format("is damaged: {} ({})", part, XML_ErrorString(XML_GetErrorCode(parser.get())));
  throw InputError(Problem{.code = ProblemCode::unreadable,
                           .file = file,
                           .what = what,
                           .hint = "save the workbook again, or as CSV"});
}

}  // namespace handover
