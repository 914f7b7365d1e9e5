#include "server/server.h"

namespace handover::server {
namespace {

struct Embedded {
  std::string_view name;
  const unsigned char* bytes;
  std::size_t size;
};
#include "page_files.inc"

const char* type_of(std::string_view name) {
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/html; charset=utf-8";
}

}  // namespace

std::optional<PageFile> page_file(std::string_view name) {
  for (const Embedded& file : kEmbedded)
    if (file.name == name) return PageFile{type_of(name), file.bytes, file.size};
  return std::nullopt;
}

}  // namespace handover::server
