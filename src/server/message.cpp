#include "server/message.h"

#include "base/plain_text.h"

#include <algorithm>

namespace handover::server {
namespace {

constexpr std::size_t kLongestTarget = 4096, kMostPieces = 12, kMostParameters = 32;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = digit_of(text[i + 1]), low = digit_of(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(16 * high + low);
      i += 2;
    }
  }
  // What a terminal may not be shown is no name and no word that anybody looks for.
  return shown(out, out.size()) == out ? std::optional(out) : std::nullopt;
}

bool parse_path(std::string_view path, Target& target) {
  std::size_t at = 1;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const auto piece = decoded(path.substr(at, end - at), false);
    if (!piece || piece->find_first_of("/\\") != std::string::npos || *piece == "." || *piece == "..")
      return false;
    if (!piece->empty()) target.path.push_back(*piece);
    if (target.path.size() > kMostPieces) return false;
    at = end + 1;
  }
  return true;
}

bool parse_query(std::string_view query, Target& target) {
  std::size_t at = 0;
  while (at < query.size()) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decoded(pair.substr(0, equals), true);
    const auto value = decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view(), true);
    if (!name || !value || target.query.size() >= kMostParameters) return false;
    target.query.emplace(*name, *value);
    at = end + 1;
  }
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.size() > kLongestTarget) return std::nullopt;
  text = text.substr(0, text.find('#'));
  const std::size_t mark = std::min(text.find('?'), text.size());
  Target target;
  if (!parse_path(text.substr(0, mark), target)) return std::nullopt;
  if (mark < text.size() && !parse_query(text.substr(mark + 1), target)) return std::nullopt;
  return target;
}

std::optional<std::string> cookie_of(std::string_view header, std::string_view name) {
  std::size_t at = 0;
  while (at < header.size()) {
    const std::size_t end = std::min(header.find(';', at), header.size());
    std::string_view pair = header.substr(at, end - at);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace handover::server
