#include "mission/column_names.h"

#include "tables/values.h"

#include <algorithm>

namespace handover {
namespace {

// Other words for a column, without case, blanks and underscores, separated by blanks.
struct Synonyms {
  std::string_view column, words;
};
constexpr Synonyms kSynonyms[] = {
    {"id", "key identifier shortname"},
    {"name", "label fullname"},
    {"note", "notes comment comments remark remarks"},
    {"source", "sourceid src reference ref"},
    {"known_from", "knownsince availablefrom"},
    {"published", "publicationdate datepublished publishedon"},
    {"publisher", "outlet"},
    {"title", "headline"},
    {"url", "link address uri"},
    {"date", "day eventdate"},
    {"from", "start begin startdate datefrom since fromdate validfrom"},
    {"to", "end until enddate dateto todate validto"},
    {"latitude", "lat"},
    {"longitude", "lon lng long"},
    {"population", "pop inhabitants"},
    {"area_square_km", "area areakm2 areasqkm sqkm km2"},
    {"map_code", "iso31662 iso iso3166 isocode pcode"},
    {"neighbours", "neighbors adjacent borders"},
    {"count", "incidents events attacks"},
    {"killed_coalition", "coalitionkilled coalitiondead"},
    {"killed_host_forces", "hostforceskilled hostkilled hostforcesdead"},
    {"killed_civilians", "civilianskilled civiliandeaths deathscivilians civiliansdead"},
    {"killed_attackers", "attackerskilled attackersdead"},
    {"low", "min minimum lower lowest"},
    {"best", "estimate mode mostlikely central"},
    {"mode", "mostlikely"},
    {"high", "max maximum upper highest"},
    {"persons_low", "personsmin"},
    {"persons_mode", "personsbest persons"},
    {"persons_high", "personsmax"},
    {"actor", "stakeholder player"},
    {"issue", "topic dimension"},
    {"position_low", "positionmin"},
    {"position_mode", "position positionbest"},
    {"position_high", "positionmax"},
    {"salience_low", "saliencemin"},
    {"salience_mode", "salience saliencebest"},
    {"salience_high", "saliencemax"},
    {"influence_low", "influencemin powerlow capabilitylow cloutlow resourceslow"},
    {"influence_mode", "influence power capability clout resources influencebest powermode capabilitymode"},
    {"influence_high", "influencemax powerhigh capabilityhigh clouthigh resourceshigh"},
    {"relation", "predicate property"},
    {"subject", "about object"},
    {"said_by", "saidby speaker attributedto"},
    {"unit", "units"},
    {"reliability", "sourcegrade sourcereliability"},
    {"credibility", "informationgrade informationcredibility"}};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

std::vector<std::string> spellings_of(std::string_view column) {
  std::vector<std::string> spellings = {plain_column_name(column)};
  for (const Synonyms& synonyms : kSynonyms) {
    if (synonyms.column != column) continue;
    const auto words = words_of(synonyms.words);
    spellings.insert(spellings.end(), words.begin(), words.end());
  }
  return spellings;
}

std::optional<std::string_view> column_meant(std::string_view heading, const TableSpec& spec) {
  const std::string plain = plain_column_name(heading);
  for (const ColumnSpec& column : spec.columns) {
    if (plain == plain_column_name(column.name)) return column.name;
  }
  // A word that could stand for two of the table's columns stands for neither.
  std::optional<std::string_view> meant;
  for (const ColumnSpec& column : spec.columns) {
    const auto spellings = spellings_of(column.name);
    if (std::find(spellings.begin(), spellings.end(), plain) == spellings.end()) continue;
    if (meant) return std::nullopt;
    meant = column.name;
  }
  return meant;
}

}  // namespace handover
