#include "intake/planted.h"

#include "base/dates.h"
#include "mission/row_reader.h"
#include "tables/csv.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover::intake {
namespace {

// Chooses rows and errors; `bootstrap` is the purpose for drawing among what is there.
class Planter {
 public:
  Planter(std::vector<IntakeRow>& rows, std::uint64_t seed)
      : rows_(rows), draws_(RandomStream(Seed{seed}, 0, 0, Purpose::bootstrap), 0) {}

  std::optional<Planted> plant(std::size_t index) {
    IntakeRow& row = rows_[index];
    const std::string relation = row[Field::relation];
    if (relation == "count") return change(index, Field::value, wrong_number(row[Field::value]));
    if (relation == "date") return change(index, Field::value, wrong_date(row[Field::value]));
    if (relation == "said") return change(index, Field::said_by, other_speaker(row[Field::said_by]));
    return std::nullopt;
  }
  double next() { return draws_.next(); }

 private:
  std::optional<Planted> change(std::size_t index, Field field, std::string wrong) {
    std::string& value = rows_[index][field];
    if (wrong.empty() || wrong == value) return std::nullopt;
    Planted planted{index, std::string(kFieldNames[static_cast<std::size_t>(field)]), value};
    value = std::move(wrong);
    return planted;
  }
  // Two digits changed places, or one changed: the slips that people make.
  std::string wrong_number(const std::string& value) {
    std::string wrong = value;
    for (std::size_t i = 0; i + 1 < wrong.size(); ++i) {
      if (std::isdigit(static_cast<unsigned char>(wrong[i])) == 0 ||
          std::isdigit(static_cast<unsigned char>(wrong[i + 1])) == 0)
        continue;
      if (wrong[i] == wrong[i + 1] || (i == 0 && wrong[i + 1] == '0')) continue;
      std::swap(wrong[i], wrong[i + 1]);
      return wrong;
    }
    const auto number = parse_number(value);
    return number ? fmt::format("{:.15g}", *number + 1.0 + std::floor(next() * 8.0)) : std::string();
  }
  std::string wrong_date(const std::string& value) {
    const int step = next() < 0.5 ? -1 : 1;
    if (const auto day = parse_date(value)) return to_string(*day + std::chrono::days(7 * step));
    if (const auto month = parse_month(value)) return to_string(plus_months(*month, 12 * step));
    if (value.size() == 4 && value.find_first_not_of("0123456789") == std::string::npos)
      return fmt::format("{:04}", std::atoi(value.c_str()) + step);
    return {};
  }
  std::string other_speaker(const std::string& speaker) {
    std::set<std::string> others;
    for (const IntakeRow& row : rows_) {
      const std::string& other = row[Field::said_by];
      if (!other.empty() && other != speaker) others.insert(other);
    }
    if (others.empty()) return {};
    auto it = others.begin();
    std::advance(it, static_cast<std::ptrdiff_t>(next() * static_cast<double>(others.size())));
    return *it;
  }

  std::vector<IntakeRow>& rows_;
  DrawCursor draws_;
};

std::optional<std::size_t> field_named(std::string_view name) {
  const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
  return found == kFieldNames.end() ? std::nullopt
                                    : std::optional(static_cast<std::size_t>(found - kFieldNames.begin()));
}

}  // namespace

std::vector<Planted> plant_errors(std::vector<IntakeRow>& rows, double share, std::uint64_t seed) {
  Planter planter(rows, seed);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].table != kHighlight && !rows[i].is_decided()) order.emplace_back(planter.next(), i);
  }
  std::sort(order.begin(), order.end());
  const auto wanted =
      static_cast<std::size_t>(std::max(1.0, std::round(share * static_cast<double>(order.size()))));
  std::vector<Planted> planted;
  for (const auto& [draw, index] : order) {
    if (planted.size() == wanted) break;
    if (auto one = planter.plant(index)) planted.push_back(std::move(*one));
  }
  return planted;
}

std::string planted_csv(const std::vector<Planted>& planted, const std::vector<IntakeRow>& rows) {
  std::string csv = "begin,end,rule,field,truth\n";
  for (const Planted& one : planted) {
    const IntakeRow& row = rows[one.row];
    csv += fmt::format("{},{},{},{},{}\n", row.span.begin, row.span.end, csv_field(row.rule), one.field,
                       csv_field(one.truth));
  }
  return csv;
}

PlantedOutcome settle_planted(std::vector<IntakeRow>& rows, std::string_view csv, const std::string& file,
                              std::vector<Problem>& problems) {
  const Table table = read_table(csv, file, problems);
  PlantedOutcome outcome;
  for (const char* needed : {"begin", "end", "rule", "field", "truth"}) {
    if (!table.find(needed)) return outcome;
  }
  const auto text = [&](const Table::Row& row, const char* name) { return row.text[*table.find(name)]; };
  for (const Table::Row& key : table.rows) {
    ++outcome.planted;
    const auto field = field_named(text(key, "field"));
    for (std::size_t i = 0; i < rows.size() && field; ++i) {
      IntakeRow& row = rows[i];
      if (std::to_string(row.span.begin) != text(key, "begin") ||
          std::to_string(row.span.end) != text(key, "end") || row.rule != text(key, "rule"))
        continue;
      const std::string truth = text(key, "truth");
      if (row.is_decided()) ++outcome.decided;
      // Taken with the wrong value still in it: it slipped through.
      if (row.is_taken() && row.fields[*field] != truth) {
        ++outcome.let_pass;
        outcome.passed.push_back(i);
      }
      row.fields[*field] = truth;
      row.decision.clear();
      row.decided_by.clear();
      row.decided_on.clear();
      break;
    }
  }
  return outcome;
}

}  // namespace handover::intake
