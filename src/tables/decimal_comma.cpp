#include "tables/decimal_comma.h"

#include "tables/values.h"

#include <algorithm>
#include <span>

namespace handover {
namespace {

enum class CommaValue { none, plain, decimal, decimal_or_thousands, thousands_only, points_in_thousands };

// "1.234.567": digits in groups of three between points.
bool are_thousands(std::string_view digits) {
  const auto first = digits.find('.');
  if (first == 0 || first > 3 || digits.front() == '0') return false;
  for (auto at = first; at < digits.size(); at += 4)
    if (digits[at] != '.' || digits.size() < at + 4 || digits.substr(at + 1, 3).find_first_of(".,") < 3)
      return false;
  return true;
}

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
  if (commas <= 1 && points > 0 && are_thousands(text.substr(0, commas > 0 ? last : text.size())))
    return CommaValue::points_in_thousands;
  if (commas == 0) return CommaValue::plain;
  if (commas > 1 || points > 0) return CommaValue::thousands_only;
  const bool three_behind = text.size() - last == 4, up_to_three_before = last >= 1 && last <= 3;
  return three_behind && up_to_three_before && text.front() != '0' ? CommaValue::decimal_or_thousands
                                                                   : CommaValue::decimal;
}

struct ColumnOfNumbers {
  bool all_numbers = true;
  std::size_t decimal = 0, either = 0;
  // Points are between thousands, as long as none stands in front of decimals.
  std::size_t in_thousands = 0, with_point = 0;
  bool has_commas() const { return decimal + either > 0; }
  bool has_thousands() const { return in_thousands > 0 && with_point == 0; }
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
      const bool in_thousands = value == CommaValue::points_in_thousands;
      column.in_thousands += in_thousands ? 1 : 0;
      column.with_point += !in_thousands && text.find('.') != std::string_view::npos ? 1 : 0;
    }
  }
  return columns;
}

// In the place of the field, with blanks behind it where it grows shorter.
void use_points(std::span<char> field, bool has_thousands) {
  std::size_t to = 0;
  for (const char c : field)
    if (!has_thousands || c != '.') field[to++] = c == ',' ? '.' : c;
  std::fill(field.begin() + static_cast<std::ptrdiff_t>(to), field.end(), ' ');
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
      const ColumnOfNumbers& column = columns[c];
      if (!column.all_numbers || (!column.has_commas() && !column.has_thousands())) continue;
      const std::string_view field = reader.fields()[c].text;
      // A field with doubled quotes is a copy, and no number.
      const bool inside = field.data() >= text->data() && field.data() < text->data() + text->size();
      if (inside)
        use_points({text->data() + (field.data() - text->data()), field.size()}, column.has_thousands());
    }
  }
  return text;
}

}  // namespace handover
