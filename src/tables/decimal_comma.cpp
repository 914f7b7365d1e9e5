#include "tables/decimal_comma.h"

#include "tables/values.h"

#include <algorithm>

namespace handover {
namespace {

enum class CommaValue { none, plain, decimal, decimal_or_thousands, thousands_only };

// What a comma in the text can be. None: the text is no number.
CommaValue comma_value(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::size_t commas = 0, last = 0, points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      ++commas;
      last = i;
    } else if (text[i] == '.') {
      ++points;
    } else if (text[i] < '0' || text[i] > '9') {
      // 1,5e-3 is rare enough to be refused; 1.5e-3 is a number.
      return commas == 0 && number_of(text) ? CommaValue::plain : CommaValue::none;
    }
  }
  if (text.empty() || text.size() == commas + points) return CommaValue::none;
  if (commas == 0) return CommaValue::plain;
  if (commas > 1 || points > 0) return CommaValue::thousands_only;
  const bool three_behind = text.size() - last == 4, up_to_three_before = last >= 1 && last <= 3;
  return three_behind && up_to_three_before && text.front() != '0' ? CommaValue::decimal_or_thousands
                                                                   : CommaValue::decimal;
}

struct ColumnOfNumbers {
  bool all_numbers = true;
  std::size_t decimal = 0, either = 0;
};

// Only a field with a comma in it can have one: without such fields the text is not looked at twice.
bool may_have_commas(const OpenedTable& table) {
  if (table.separator != ',') return table.body.find(',') != std::string_view::npos;
  // Between quotes: "40,5".
  return table.body.find('"') != std::string_view::npos;
}

std::vector<ColumnOfNumbers> columns_of_numbers(const OpenedTable& table) {
  std::vector<ColumnOfNumbers> columns(table.header.size());
  TableReader reader(table);
  while (reader.next()) {
    if (!reader.fits_header()) continue;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      ColumnOfNumbers& column = columns[c];
      if (!column.all_numbers) continue;
      const std::string_view text = without_blanks(reader.fields()[c].text);
      if (is_missing_value(text)) continue;
      const CommaValue value = comma_value(text);
      column.all_numbers = value != CommaValue::none && value != CommaValue::thousands_only;
      column.decimal += value == CommaValue::decimal ? 1 : 0;
      column.either += value == CommaValue::decimal_or_thousands ? 1 : 0;
    }
  }
  return columns;
}

}  // namespace

std::shared_ptr<const std::string> with_decimal_points(const OpenedTable& table) {
  if (!may_have_commas(table)) return nullptr;
  const auto columns = columns_of_numbers(table);
  const bool settled = std::any_of(columns.begin(), columns.end(), [](const ColumnOfNumbers& column) {
    return column.all_numbers && column.decimal > 0;
  });
  if (!settled) return nullptr;
  auto text = std::make_shared<std::string>(table.body);
  OpenedTable copy = table;
  copy.body = *text;
  TableReader reader(copy);
  while (reader.next()) {
    if (!reader.fits_header()) continue;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (!columns[c].all_numbers || columns[c].decimal + columns[c].either == 0) continue;
      const std::string_view field = reader.fields()[c].text;
      const auto comma = field.find(',');
      // A field with doubled quotes is a copy, and no number.
      const bool inside = field.data() >= text->data() && field.data() < text->data() + text->size();
      if (comma != std::string_view::npos && inside)
        (*text)[static_cast<std::size_t>(field.data() - text->data()) + comma] = '.';
    }
  }
  return text;
}

}  // namespace handover
