// Numbers of figures, tables and sources in the order a reader meets them, and the links that lead to them.
#pragma once

#include "brief/view.h"

#include <map>
#include <string>
#include <vector>

namespace handover::brief {

class Numbering {
 public:
  explicit Numbering(const View& view);

  int figure(const std::string& id) const { return figures_.at(id); }
  int table(const std::string& id) const { return tables_.at(id); }
  // Small links behind a statement: "Fig. 2", "Table 1", "3" (a source). Traces to blocks that this edition
  // left out are not shown; traces that never led anywhere throw std::logic_error when `strict`.
  std::string links(const std::vector<Trace>& traces) const;
  // The same without links, for other formats: "Figure 2, Table 1, 3"; empty when nothing is left.
  std::string words(const std::vector<Trace>& traces, const std::string& figure,
                    const std::string& table) const;
  // Sources that something refers to, in order of first mention, then the rest.
  const std::vector<const SourceEntry*>& sources() const { return sources_; }

 private:
  void number_blocks(const Section& section);
  void number_sources(const View& view);
  void mention(const std::vector<Trace>& traces, const View& view);
  std::string link(const Trace& trace) const;

  std::map<std::string, int> figures_, tables_, source_numbers_;
  std::vector<const SourceEntry*> sources_;
  std::string figure_, table_;  // what they are called
  std::string locale_, comma_;  // how numbers are written, and parted
};

}  // namespace handover::brief
