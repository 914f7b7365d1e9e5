#include "tables/toml.h"

#include <sstream>

#include <fmt/format.h>
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace handover {
namespace {

class Converter {
 public:
  Converter(const std::string& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {}

  TomlTable table(const toml::table& source) {
    TomlTable result;
    for (const auto& [key, node] : source) {
      if (auto value = convert(std::string(key.str()), node))
        result.emplace(std::string(key.str()), std::move(*value));
    }
    return result;
  }

 private:
  std::optional<TomlValue> convert(const std::string& key, const toml::node& node) {
    TomlValue value;
    value.line = static_cast<int>(node.source().begin.line);
    value.column = static_cast<int>(node.source().begin.column);
    if (const auto* text = node.as_string()) {
      value.value = text->get();
    } else if (const auto* whole = node.as_integer()) {
      value.value = static_cast<double>(whole->get());
    } else if (const auto* number = node.as_floating_point()) {
      value.value = number->get();
    } else if (const auto* yes = node.as_boolean()) {
      value.value = yes->get();
    } else if (const auto* day = node.as_date()) {
      value.value = date_of(day->get().year, day->get().month, day->get().day);
    } else if (const auto* nested = node.as_table()) {
      value.value = table(*nested);
    } else if (const auto* array = node.as_array()) {
      value.value = convert_array(key, *array);
    } else {
      problems_.push_back({.file = file_,
                           .line = value.line,
                           .column = value.column,
                           .field = key,
                           .what = "is a time of day",
                           .mend = "write a day, YYYY-MM-DD"});
      return std::nullopt;
    }
    return value;
  }

  TomlArray convert_array(const std::string& key, const toml::array& source) {
    TomlArray items;
    for (const toml::node& item : source) {
      if (auto value = convert(key, item)) items.push_back(std::move(*value));
    }
    return items;
  }

  const std::string& file_;
  std::vector<Problem>& problems_;
};

struct CanonicalWriter {
  std::string operator()(const std::string& text) const { return fmt::format("\"{}\"", text); }
  std::string operator()(double number) const { return fmt::format("{}", number); }
  std::string operator()(bool yes) const { return yes ? "true" : "false"; }
  std::string operator()(Date date) const { return to_string(date); }
  std::string operator()(const TomlArray& items) const {
    std::string text = "[";
    for (const TomlValue& item : items) text += std::visit(*this, item.value) + ',';
    return text + ']';
  }
  std::string operator()(const TomlTable& table) const {
    std::string text = "{";
    for (const auto& [key, item] : table) text += key + '=' + std::visit(*this, item.value) + ',';
    return text + '}';
  }
};

}  // namespace

TomlTable parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  try {
    const toml::table parsed = toml::parse(text);
    return Converter(file, problems).table(parsed);
  } catch (const toml::parse_error& error) {
    problems.push_back({.file = file,
                        .line = static_cast<int>(error.source().begin.line),
                        .column = static_cast<int>(error.source().begin.column),
                        .what = "is not TOML: " + std::string(error.description()),
                        .mend = "correct the line, or compare it with the file that `handover new` writes"});
    return {};
  }
}

std::string canonical_toml(const TomlTable& table) {
  return CanonicalWriter{}(table);
}

std::string TomlReader::full_name(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
}

const TomlValue* TomlReader::find(std::string_view key) {
  read_.emplace(key);
  const auto it = table_->find(key);
  return it == table_->end() ? nullptr : &it->second;
}

const TomlValue* TomlReader::require(std::string_view key, std::string_view kind) {
  const TomlValue* value = find(key);
  if (value == nullptr) {
    problems_->push_back({.file = file_,
                          .line = line_,
                          .field = full_name(key),
                          .what = "is missing",
                          .mend = fmt::format("write {} = {}", key, kind)});
  }
  return value;
}

void TomlReader::report(std::string_view key, std::string what, std::string mend) const {
  const auto it = table_->find(key);
  Problem problem{.file = file_,
                  .line = line_,
                  .field = full_name(key),
                  .what = std::move(what),
                  .mend = std::move(mend)};
  if (it != table_->end()) {
    problem.line = it->second.line;
    problem.column = it->second.column;
    const bool plain = !std::holds_alternative<TomlArray>(it->second.value) &&
                       !std::holds_alternative<TomlTable>(it->second.value);
    if (plain) problem.value = std::visit(CanonicalWriter{}, it->second.value);
    if (const auto* text = std::get_if<std::string>(&it->second.value)) problem.value = *text;
  }
  problems_->push_back(std::move(problem));
}

std::string TomlReader::text(std::string_view key) {
  const TomlValue* value = require(key, "\"...\"");
  if (value == nullptr) return {};
  if (const auto* text = std::get_if<std::string>(&value->value)) return *text;
  report(key, "is not text", "put it in quotes");
  return {};
}

std::string TomlReader::optional_text(std::string_view key, std::string otherwise) {
  return find(key) == nullptr ? otherwise : text(key);
}

std::optional<double> TomlReader::optional_number(std::string_view key, double low, double high) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  const auto* number = std::get_if<double>(&value->value);
  if (number == nullptr) {
    report(key, "is not a number", "write digits without quotes");
    return std::nullopt;
  }
  if (!(*number >= low && *number <= high)) {
    report(key, "is out of range", fmt::format("write a number from {} to {}", low, high));
    return std::nullopt;
  }
  return *number;
}

double TomlReader::number(std::string_view key, double low, double high) {
  if (require(key, "a number") == nullptr) return low;
  return optional_number(key, low, high).value_or(low);
}

bool TomlReader::yes(std::string_view key, bool otherwise) {
  const TomlValue* value = find(key);
  if (value == nullptr) return otherwise;
  if (const auto* yes = std::get_if<bool>(&value->value)) return *yes;
  report(key, "is neither true nor false", "write true or false, without quotes");
  return otherwise;
}

std::optional<Date> TomlReader::optional_date(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* date = std::get_if<Date>(&value->value)) return *date;
  if (const auto* text = std::get_if<std::string>(&value->value)) {
    if (const auto date = parse_date(*text)) return date;
  }
  report(key, "is not a day", "write YYYY-MM-DD, for example 2024-01-27");
  return std::nullopt;
}

Date TomlReader::date(std::string_view key) {
  if (require(key, "YYYY-MM-DD") == nullptr) return Date{};
  return optional_date(key).value_or(Date{});
}

std::optional<Month> TomlReader::optional_month(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value->value)) {
    if (const auto month = parse_month(*text)) return month;
  }
  report(key, "is not a month", "write \"YYYY-MM\", for example \"2025-09\"");
  return std::nullopt;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  std::vector<std::string> items;
  const TomlValue* value = find(key);
  if (value == nullptr) return items;
  const auto* array = std::get_if<TomlArray>(&value->value);
  if (array == nullptr) {
    report(key, "is not a list", "write [\"one\", \"two\"]");
    return items;
  }
  for (const TomlValue& item : *array) {
    if (const auto* text = std::get_if<std::string>(&item.value)) {
      items.push_back(*text);
    } else {
      report(key, "holds something that is not text", "put every item in quotes");
    }
  }
  return items;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
  std::vector<TomlReader> readers;
  const TomlValue* value = find(key);
  if (value == nullptr) return readers;
  const auto* array = std::get_if<TomlArray>(&value->value);
  if (array == nullptr) {
    report(key, "is not a list of tables", fmt::format("write [[{}]] above each", key));
    return readers;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const TomlValue& item = (*array)[i];
    if (const auto* nested = std::get_if<TomlTable>(&item.value)) {
      readers.emplace_back(*nested, file_, fmt::format("{}[{}]", full_name(key), i + 1), item.line,
                           *problems_);
    } else {
      report(key, "holds something that is not a table", fmt::format("write [[{}]] above each", key));
    }
  }
  return readers;
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  const auto* nested = std::get_if<TomlTable>(&value->value);
  if (nested == nullptr) {
    report(key, "is not a table", fmt::format("write [{}] and its keys below", key));
    return std::nullopt;
  }
  return TomlReader(*nested, file_, full_name(key), value->line, *problems_);
}

bool TomlReader::is_table(std::string_view key) const {
  const auto it = table_->find(key);
  return it != table_->end() && std::holds_alternative<TomlTable>(it->second.value);
}

std::vector<std::string> TomlReader::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : *table_) names.push_back(key);
  return names;
}

void TomlReader::report_unread() const {
  for (const auto& [key, value] : *table_) {
    if (read_.count(key) > 0) continue;
    problems_->push_back({.file = file_,
                          .line = value.line,
                          .column = value.column,
                          .field = full_name(key),
                          .what = "is not a key of this table",
                          .mend = "correct the spelling or remove it"});
  }
}

}  // namespace handover
