// What a reader of a finished page meets, apart from its markup.
#include "brief/edition.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <vector>

namespace handover::brief {
namespace {

constexpr std::array<std::string_view, 6> kNeverClosed = {"meta", "br", "hr", "img", "link", "!doctype"};
constexpr std::array<std::string_view, 4> kReadOut = {"aria-label", "title", "alt", "content"};

struct Entity {
  std::string_view name, text;
};
constexpr std::array<Entity, 7> kEntities = {
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"#39", "'"}, {"#160", " "}, {"nbsp", " "}}};

std::string resolved(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    if (end == std::string_view::npos || end - i > 8) {
      out += text[i];
      continue;
    }
    const auto name = text.substr(i + 1, end - i - 1);
    const auto found =
        std::find_if(kEntities.begin(), kEntities.end(), [&](const Entity& one) { return one.name == name; });
    if (found == kEntities.end()) {
      out += text[i];
      continue;
    }
    out += found->text;
    i = end;
  }
  return out;
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

struct Tag {
  std::string name;
  bool closes = false, alone = false, fixed = false;
  std::string read_out;  // values of the attributes that a reader hears or a page copies
};

// `inside`: what stands between < and >. Attributes are quoted: the writer sees to that.
Tag tag_of(std::string_view inside) {
  Tag tag;
  tag.closes = inside.starts_with('/');
  if (tag.closes) inside.remove_prefix(1);
  std::size_t at = 0;
  while (at < inside.size() && inside[at] != ' ' && inside[at] != '/' && inside[at] != '\n')
    tag.name += static_cast<char>(std::tolower(static_cast<unsigned char>(inside[at++])));
  tag.alone = inside.ends_with('/') || is_one_of(kNeverClosed, tag.name);
  while (at < inside.size()) {
    if (inside[at] == ' ' || inside[at] == '\n' || inside[at] == '/') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(inside.find_first_of("= \n", at), inside.size());
    const std::string_view name = inside.substr(at, end - at);
    at = end;
    std::string_view value;
    if (at + 1 < inside.size() && inside[at] == '=' && inside[at + 1] == '"') {
      const std::size_t close = std::min(inside.find('"', at + 2), inside.size());
      value = inside.substr(at + 2, close - at - 2);
      at = close + 1;
    }
    if (name == kFixedWords)
      tag.fixed = true;
    else if (is_one_of(kReadOut, name) || name.starts_with("data-"))
      tag.read_out += " " + resolved(value) + " ";
  }
  return tag;
}

}  // namespace

std::string readable_text(std::string_view html) {
  std::string text;
  struct Open {
    std::string name;
    bool silent;
  };
  std::vector<Open> open;
  const auto silent = [&] { return !open.empty() && open.back().silent; };
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t tag_at = std::min(html.find('<', at), html.size());
    if (!silent()) text += resolved(html.substr(at, tag_at - at));
    if (tag_at == html.size()) break;
    // A quoted value may hold >, which the writer escapes; the first one ends the tag.
    const std::size_t end = std::min(html.find('>', tag_at), html.size());
    const Tag tag = tag_of(html.substr(tag_at + 1, end - tag_at - 1));
    at = end + 1;
    text += ' ';
    if (tag.closes) {
      if (!open.empty() && open.back().name == tag.name) open.pop_back();
      continue;
    }
    const bool quiet = silent() || tag.fixed || tag.name == "style" || tag.name == "script";
    if (!quiet) text += tag.read_out;
    if (!tag.alone) open.push_back({tag.name, quiet});
  }
  return text;
}

}  // namespace handover::brief
