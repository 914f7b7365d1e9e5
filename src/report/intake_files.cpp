#include "report/intake_files.h"

#include "base/files.h"
#include "base/root_folder.h"
#include "intake/copies.h"
#include "intake/ledger_entry.h"
#include "wording/evidence.h"

#include <algorithm>

namespace handover::report {

using namespace intake;

const Source* source_named(const Mission& mission, const std::string& id) {
  const auto found = std::find_if(mission.sources.begin(), mission.sources.end(),
                                  [&](const Source& one) { return one.id == id; });
  return found == mission.sources.end() ? nullptr : &*found;
}

std::vector<IntakeRow> load_rows(const std::filesystem::path& file) {
  std::vector<Problem> problems;
  auto rows = parse_intake_csv(read_file(file), file.string(), problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return rows;
}

std::vector<std::filesystem::path> intake_files(const std::filesystem::path& mission) {
  std::vector<std::filesystem::path> files;
  for (const Entry& entry : RootFolder(mission / "intake").list()) {
    if (entry.kind == EntryKind::file && entry.name.ends_with(".csv"))
      files.push_back(mission / "intake" / entry.name);
  }
  return files;
}

std::filesystem::path planted_file(const std::filesystem::path& csv) {
  return csv.parent_path() / ('.' + csv.stem().string() + ".planted.csv");
}

std::vector<Alike> copies_of(const std::string& source, const std::string& text, const DocumentStore& store) {
  std::vector<Alike> alike;
  const auto own = shingles_of(text);
  for (const StoredDocument& other : store.all()) {
    if (other.source == source) continue;
    const auto document = store.load(other);
    if (!document) continue;
    const Likeness found = likeness(own, shingles_of(document->text));
    if (found.containment >= kCopy) alike.push_back({other.source, found});
  }
  return alike;
}

void add_reasons(const evidence::Contradiction& found, std::vector<std::string>& reasons) {
  for (const evidence::Reason& why : found.reasons) {
    const std::string words = wording::reason_words(why);
    if (std::find(reasons.begin(), reasons.end(), words) == reasons.end()) reasons.push_back(words);
  }
}

ConsequenceFinder::ConsequenceFinder(const Mission& mission)
    : mission_(mission), areas_(evidence::area_book(mission)) {
  for (std::size_t i = 0; i < mission.facts.size(); ++i)
    by_relation_[mission.facts[i].relation][mission.facts[i].subject].push_back(i);
}

std::vector<Consequence> ConsequenceFinder::of(const IntakeRow& row) const {
  std::vector<Consequence> found;
  const auto relation = by_relation_.find(row[Field::relation]);
  if (row.table != kFacts || relation == by_relation_.end()) return found;
  const Fact proposal = fact_of(row, mission_);
  for (const auto& [subject, facts] : relation->second) {
    Consequence one = under(subject, facts, proposal);
    if (!one.facts.empty()) found.push_back(std::move(one));
  }
  return found;
}

Consequence ConsequenceFinder::under(const std::string& subject, const std::vector<std::size_t>& facts,
                                     Fact proposal) const {
  Consequence consequence{.subject = subject};
  proposal.subject = subject;
  for (const std::size_t index : facts) {
    const std::vector<Fact> pair = {mission_.facts[index], proposal};
    for (const evidence::Contradiction& found : evidence::find_contradictions(pair, areas_)) {
      if (found.sides.size() < 2) continue;
      consequence.facts.push_back(mission_.facts[index].id);
      add_reasons(found, consequence.reasons);
    }
  }
  return consequence;
}

}  // namespace handover::report
