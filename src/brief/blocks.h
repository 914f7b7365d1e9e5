// HTML of the single blocks of a view. Everything a user wrote is escaped here.
#pragma once

#include "brief/numbering.h"
#include "brief/view.h"

#include <string>

namespace handover::brief {

inline constexpr double kFullWidth = 704.0;
inline constexpr double kHalfWidth = 342.0;

class BlockWriter {
 public:
  // `source` stands under full-width figures and tables, `short_source` under narrow ones.
  BlockWriter(const Numbering& numbering, std::string source, std::string short_source)
      : numbering_(numbering), source_(std::move(source)), short_source_(std::move(short_source)) {}

  std::string line(const Line& line) const;  // text, label, "assumed", links: no element around it
  std::string list(const std::vector<Line>& lines) const;
  std::string figure(const Figure& figure) const;
  std::string table(const Table& table) const;  // with its source line
  std::string cards(const std::vector<Card>& cards) const;
  // Heading, verdict, lines, figures, tables and cards, in this order.
  std::string section(const Section& section) const;

 private:
  const Numbering& numbering_;
  std::string source_, short_source_;
};

}  // namespace handover::brief
