// HTML of the single blocks of a view. Everything a user wrote is escaped here.
#pragma once

#include "brief/frame_words.h"
#include "brief/numbering.h"
#include "brief/view.h"

#include <string>

namespace handover::brief {

inline constexpr double kFullWidth = 704.0;
inline constexpr double kHalfWidth = 342.0;

class BlockWriter {
 public:
  BlockWriter(const Numbering& numbering, const FrameWords& words, std::string language)
      : numbering_(numbering), words_(words), language_(std::move(language)) {}

  std::string line(const Line& line) const;  // text, label, "assumed", links: no element around it
  std::string list(const std::vector<Line>& lines) const;
  std::string figure(const Figure& figure) const;
  std::string table(const Table& table) const;  // with its source line
  std::string cards(const std::vector<Card>& cards) const;
  std::string figures(const std::vector<Figure>& figures) const;  // narrow ones side by side
  // Heading, verdict, lines, figures, tables and cards, in this order.
  std::string section(const Section& section) const;

 private:
  const Numbering& numbering_;
  const FrameWords& words_;
  std::string language_;
};

}  // namespace handover::brief
