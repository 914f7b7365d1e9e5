// A package of the Open Packaging Conventions (ISO/IEC 29500-2): parts in a ZIP archive, always in the order
// in which they were added and with one fixed day, so that the same parts give the same bytes. Private to
// this module.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace handover::papers {

class Package {
 public:
  // `type`: the part's content type; empty for relationships, whose type goes by their ending.
  void add(std::string name, std::string bytes, std::string type = {});
  // Words of an XML part that its readers see, for the search after secrets: all of them one after another.
  std::string readable_text() const;
  // With [Content_Types].xml before everything else. Throws std::runtime_error.
  std::string finish() const;

 private:
  struct Part {
    std::string name, bytes, type;
  };
  std::vector<Part> parts_;
};

// A relationships part: (id, kind, target); the kind is what follows
// ".../officeDocument/2006/relationships/".
struct Relation {
  std::string id, kind, target;
};
std::string relations_part(const std::vector<Relation>& relations);

// docProps/core.xml with a title and a language; its days are the as-of day, never the clock's.
std::string core_properties(const std::string& title, const std::string& language, const std::string& day);

}  // namespace handover::papers
