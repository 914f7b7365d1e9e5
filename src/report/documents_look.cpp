#include "report/documents.h"
#include "report/table_look.h"

namespace handover::report {
namespace {

Json column_json(const ColumnProfile& column, const std::string& role) {
  Json document = {{"name", column.name},     {"taken_as", role},          {"kind", column.kind()},
                   {"filled", column.filled}, {"missing", column.missing}, {"first", column.first},
                   {"said", column.said}};
  if (column.numbers > 0) document["range"] = {column.lowest, column.highest};
  return document;
}

}  // namespace

Json document_of(const TableLook& look) {
  Json document = {{"file", look.file},
                   {"container", look.container},
                   {"taken_for", look.taken_for},
                   {"command", look.reads_it},
                   {"notes", look.notes},
                   {"rows", look.profile.rows},
                   {"tag_rows", look.profile.tag_rows},
                   {"content", look.content},
                   {"lost", look.lost},
                   {"reasons", look.reasons},
                   {"columns", Json::array()},
                   {"problems", Json::array()}};
  for (std::size_t c = 0; c < look.profile.columns.size(); ++c)
    document["columns"].push_back(column_json(look.profile.columns[c], look.roles[c]));
  for (const Problem& problem : look.problems) document["problems"].push_back(to_string(problem));
  return document;
}

}  // namespace handover::report
