// For tests: reads canonical_toml's text back. What can be read back was not confused with anything else.
#pragma once

#include "base/dates.h"
#include "tables/toml.h"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace handover {

class CanonicalDecoder {
 public:
  explicit CanonicalDecoder(std::string_view text) : rest_(text) {}

  TomlTable table() {
    expect('{');
    TomlTable table;
    while (!take('}')) {
      std::string key = text();
      expect('=');
      table.emplace(std::move(key), value());
      expect(',');
    }
    return table;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  TomlValue value() {
    if (rest_.empty()) throw std::runtime_error("ends too early");
    if (rest_.front() == '{') return {table()};
    if (take('[')) {
      TomlArray items;
      while (!take(']')) {
        items.push_back(value());
        expect(',');
      }
      return {std::move(items)};
    }
    if (take('"')) return {text()};
    const std::string_view word = rest_.substr(0, rest_.find(','));
    rest_.remove_prefix(word.size());
    if (word == "true" || word == "false") return {word == "true"};
    if (const auto date = parse_date(word)) return {*date};
    double number = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size()) throw std::runtime_error("is not a value");
    return {number};
  }
  std::string text() {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
    if (error != std::errc()) throw std::runtime_error("is not a length");
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    expect(':');
    if (size > rest_.size()) throw std::runtime_error("ends too early");
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
  }
  bool take(char sign) {
    if (rest_.empty() || rest_.front() != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char sign) {
    if (!take(sign)) throw std::runtime_error("another sign was expected");
  }
  std::string_view rest_;
};

// Whether both hold the same, wherever it stood; not-a-number is itself.
inline bool same_content(const TomlTable& a, const TomlTable& b);
inline bool same_content(const TomlValue& a, const TomlValue& b) {
  if (a.value.index() != b.value.index()) return false;
  if (const auto* table = std::get_if<TomlTable>(&a.value))
    return same_content(*table, std::get<TomlTable>(b.value));
  if (const auto* array = std::get_if<TomlArray>(&a.value)) {
    const auto& other = std::get<TomlArray>(b.value);
    if (array->size() != other.size()) return false;
    for (std::size_t i = 0; i < array->size(); ++i)
      if (!same_content((*array)[i], other[i])) return false;
    return true;
  }
  if (const auto* number = std::get_if<double>(&a.value))
    return *number == std::get<double>(b.value) || *number != *number;
  if (const auto* text = std::get_if<std::string>(&a.value)) return *text == std::get<std::string>(b.value);
  if (const auto* yes = std::get_if<bool>(&a.value)) return *yes == std::get<bool>(b.value);
  return std::get<Date>(a.value) == std::get<Date>(b.value);
}
inline bool same_content(const TomlTable& a, const TomlTable& b) {
  if (a.size() != b.size()) return false;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j)
    if (i->first != j->first || !same_content(i->second, j->second)) return false;
  return true;
}

}  // namespace handover
