// What was read, entered and compared, as JSON; the keys are the contract with scripts.
#include "report/intake_job.h"

namespace handover::report {
namespace {

using namespace intake;
using Json = nlohmann::ordered_json;

// "date", "count", "quotation", "speech", "position" or "event", from the rule's family.
std::string kind_of_rule(const IntakeRow& row) {
  const std::string family = row.rule.substr(0, row.rule.find('.'));
  if (family == "quote") return "quotation";
  if (row.rule.starts_with("model:") || row.rule == "hand") return kind_of(row);
  return family;
}

Json span_json(const Span& span) {
  return span.empty() ? Json(nullptr) : Json{{"begin", span.begin}, {"end", span.end}};
}

Json row_json(const IntakeRow& row, const std::vector<Consequence>& consequences) {
  Json json = {{"kind", kind_of_rule(row)}, {"table", row.table}};
  for (std::size_t i = 0; i < kFields; ++i) {
    if (!row.fields[i].empty()) json[std::string(kFieldNames[i])] = row.fields[i];
  }
  if (!json.contains("value")) json["value"] = "";
  json["quote"] = row.quote;
  json["begin"] = row.span.begin;
  json["end"] = row.span.end;
  json["speaker_span"] = span_json(row.speaker);
  json["area_span"] = span_json(row.area_span);
  json["period_span"] = span_json(row.period_span);
  json["rule"] = row.rule;
  json["anchor"] = row.anchor;
  json["right"] = row.right;
  json["of"] = row.of;
  json["decision"] = row.decision;
  json["contradicts"] = Json::array();
  for (const Consequence& one : consequences)
    json["contradicts"].push_back({{"subject", one.subject}, {"facts", one.facts}, {"reasons", one.reasons}});
  return json;
}

Json document_json(const ReadDocument& read) {
  const Document& document = read.document;
  const CharacterIndex characters(document.text);
  Json json = {{"file", document.file},
               {"source", read.source},
               {"source_is_known", read.source_is_known},
               {"format", document.format},
               {"document_sha256", document.sha256},
               {"file_sha256", document.file_sha256},
               {"characters", characters.characters()},
               {"title", document.title},
               {"publisher", document.publisher},
               {"published", document.published ? Json(to_string(*document.published)) : Json(nullptr)},
               {"published_by", document.published_by},
               {"genre", name_of(document.genre)},
               {"language", document.language},
               {"notes", document.notes}};
  json["cuts"] = Json::array();
  for (const Cut& cut : document.cuts) {
    const Span span = characters.characters_of(cut.span);
    json["cuts"].push_back({{"begin", span.begin}, {"end", span.end}, {"why", cut.why}});
  }
  json["copies"] = Json::array();
  for (const Alike& alike : read.copies)
    json["copies"].push_back({{"source", alike.source},
                              {"resemblance", alike.likeness.resemblance},
                              {"containment", alike.likeness.containment}});
  json["kept_decisions"] = read.kept_decisions;
  json["planted"] = read.planted;
  if (read.model.answered + read.model.unreadable > 0)
    json["model"] = {{"answered", read.model.answered},
                     {"not_found", read.model.not_found},
                     {"contradicted", read.model.contradicted},
                     {"unreadable", read.model.unreadable}};
  json["proposals"] = Json::array();
  for (std::size_t i = 0; i < read.rows.size(); ++i)
    json["proposals"].push_back(row_json(read.rows[i], read.consequences[i]));
  return json;
}

}  // namespace

Json reading_document(const std::vector<ReadDocument>& documents) {
  Json json = {{"documents", Json::array()}};
  for (const ReadDocument& read : documents) json["documents"].push_back(document_json(read));
  return json;
}

Json entry_document(const EnterReport& report) {
  Json json = {{"facts", report.entered.facts},
               {"positions", report.entered.positions},
               {"there_already", report.entered.there_already},
               {"ids", report.entered.ids},
               {"notes", report.notes},
               {"files", Json::array()}};
  for (const SettledFile& file : report.files)
    json["files"].push_back({{"file", file.file},
                             {"decided", file.decided},
                             {"undecided", file.undecided},
                             {"planted", file.planted.planted},
                             {"planted_decided", file.planted.decided},
                             {"planted_let_pass", file.planted.let_pass}});
  return json;
}

Json agreement_document(const Agreement& agreement) {
  Json json = {{"undecided", agreement.undecided}, {"kinds", Json::object()}, {"differences", Json::array()}};
  for (const auto& [kind, of_kind] : agreement.by_kind)
    json["kinds"][kind] = {{"units", of_kind.units},
                           {"alike", of_kind.alike},
                           {"alpha", of_kind.alpha ? Json(*of_kind.alpha) : Json(nullptr)}};
  const auto side = [](const IntakeRow* row) -> Json {
    if (row == nullptr) return nullptr;
    return {{"line", row->line},
            {"decision", row->decision},
            {"decided_by", row->decided_by},
            {"value", ledger_value_of(*row)},
            {"subject", (*row)[Field::subject]}};
  };
  for (const Difference& one : agreement.differences) {
    const IntakeRow& any = one.first != nullptr ? *one.first : *one.second;
    json["differences"].push_back({{"begin", any.span.begin},
                                   {"end", any.span.end},
                                   {"quote", any.quote},
                                   {"rule", any.rule},
                                   {"first", side(one.first)},
                                   {"second", side(one.second)}});
  }
  return json;
}

}  // namespace handover::report
