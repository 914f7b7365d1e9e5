#include "evidence/event_layouts.h"

#include "base/dates.h"
#include "tables/values.h"

#include <algorithm>

namespace handover::evidence {
namespace {

// GED's columns since version 17.1, as its candidate files have them when they come without a header.
const std::vector<std::string_view>& ged_columns() {
  static const std::vector<std::string_view> columns = {"id",
                                                        "relid",
                                                        "year",
                                                        "active_year",
                                                        "code_status",
                                                        "type_of_violence",
                                                        "conflict_dset_id",
                                                        "conflict_new_id",
                                                        "conflict_name",
                                                        "dyad_dset_id",
                                                        "dyad_new_id",
                                                        "dyad_name",
                                                        "side_a_dset_id",
                                                        "side_a_new_id",
                                                        "side_a",
                                                        "side_b_dset_id",
                                                        "side_b_new_id",
                                                        "side_b",
                                                        "number_of_sources",
                                                        "source_article",
                                                        "source_office",
                                                        "source_date",
                                                        "source_headline",
                                                        "source_original",
                                                        "where_prec",
                                                        "where_coordinates",
                                                        "where_description",
                                                        "adm_1",
                                                        "adm_2",
                                                        "latitude",
                                                        "longitude",
                                                        "geom_wkt",
                                                        "priogrid_gid",
                                                        "country",
                                                        "country_id",
                                                        "region",
                                                        "event_clarity",
                                                        "date_prec",
                                                        "date_start",
                                                        "date_end",
                                                        "deaths_a",
                                                        "deaths_b",
                                                        "deaths_civilians",
                                                        "deaths_unknown",
                                                        "best",
                                                        "high",
                                                        "low",
                                                        "gwnoa",
                                                        "gwnob"};
  return columns;
}

// A number and a relid, a type of violence from 1 to 3, a point, and two days where GED has them.
bool is_ged_row(std::span<const CsvField> fields) {
  const auto field = [&fields](std::string_view name) {
    const auto at = std::find(ged_columns().begin(), ged_columns().end(), name) - ged_columns().begin();
    return without_blanks(fields[static_cast<std::size_t>(at)].text);
  };
  const auto type = code_of(field("type_of_violence"));
  return code_of(field("id")) && type && *type >= 1 && *type <= 3 && handover::number_of(field("latitude")) &&
         handover::number_of(field("longitude")) && code_of(field("best")) &&
         parse_date(field("date_start").substr(0, 10)) && parse_date(field("date_end").substr(0, 10));
}

struct LayoutSpec {
  Layout layout;
  KnownTable table;
};

// In order of preference: a table of days may have a column of the year as well.
const std::vector<LayoutSpec>& specs() {
  static const std::vector<LayoutSpec> all = {
      {Layout::ged,
       {"ged",
        {{"datestart"}, {"dateend"}, {"sidea"}, {"sideb"}, {"deathscivilians"}},
        ged_columns(),
        is_ged_row}},
      {Layout::acled, {"acled", {{"eventdate"}, {"actor1"}, {"eventtype"}, {"fatalities"}}}},
      {Layout::gtd, {"gtd", {{"eventid"}, {"iyear"}, {"imonth"}, {"iday"}, {"gname"}}}},
      {Layout::totals, {"totals", {{"week", "weekstart"}, {"events", "eventcount", "incidents", "count"}}}},
      {Layout::daily,
       {"daily", {{"date", "day", "incidentdate"}, {"count", "incidents", "attacks", "events"}}}},
      {Layout::totals, {"totals", {{"year"}, {"month"}}}},
      {Layout::totals, {"totals", {{"month", "year"}, {"events", "eventcount", "incidents"}}}},
  };
  return all;
}

}  // namespace

std::string_view name_of(Layout layout) {
  const auto spec =
      std::find_if(specs().begin(), specs().end(), [layout](const auto& s) { return s.layout == layout; });
  return spec->table.name;
}

const std::vector<EventColumnNames>& event_column_names() {
  static const std::vector<EventColumnNames> names = {
      {kId, "id", {"eventidcnty", "eventid", "id"}},
      {kFrom, "first day", {"datestart", "eventdate", "date", "day", "incidentdate"}},
      {kTo, "last day", {"dateend"}},
      {kPrecision, "precision of the day", {"dateprec", "timeprecision"}},
      {kActorA, "first actor", {"sidea", "actor1", "gname", "actor", "group", "perpetrator", "stream"}},
      {kActorB, "second actor", {"sideb", "actor2"}},
      {kActorAId, "first actor's number", {"sideanewid"}},
      {kActorBId, "second actor's number", {"sidebnewid"}},
      {kKind, "kind of event", {"typeofviolence", "eventtype", "attacktype1txt"}},
      {kTarget, "kind of target", {"targtype1txt"}},
      {kCountry, "country", {"countrytxt", "country"}},
      {kPlace1, "place, widest", {"adm1", "admin1", "provstate", "place", "zone", "governorate", "province"}},
      {kPlace2, "place", {"adm2", "admin2", "district"}},
      {kPlace3, "place, narrowest", {"wherecoordinates", "location", "city"}},
      {kLatitude, "latitude", {"latitude", "lat"}},
      {kLongitude, "longitude", {"longitude", "lon", "lng", "long"}},
      {kPlacePrecision, "precision of the place", {"whereprec", "geoprecision", "specificity"}},
      {kCount, "count", {"count", "incidents", "attacks", "events"}},
      {kKilledA, "dead of the first", {"deathsa"}},
      {kKilledB, "dead of the second", {"deathsb"}},
      {kKilledCivilians, "dead civilians", {"deathscivilians", "killedcivilians", "civilianskilled"}},
      {kKilledUnknown, "dead, side not known", {"deathsunknown"}},
      {kKilledAll, "dead", {"fatalities", "nkill", "killed", "deaths", "dead"}},
      {kKilledAttackers, "dead attackers", {"nkillter", "killedattackers"}},
      {kYear, "year", {"iyear", "year"}},
      {kMonth, "month", {"imonth", "month"}},
      {kDay, "day", {"iday"}},
      {kWeek, "week", {"week", "weekstart"}},
  };
  return names;
}

std::span<const KnownTable> known_event_tables() {
  static const std::vector<KnownTable> tables = [] {
    std::vector<KnownTable> all;
    for (const LayoutSpec& spec : specs()) all.push_back(spec.table);
    return all;
  }();
  return tables;
}

Layout layout_of_known(std::size_t index) {
  return specs()[index].layout;
}

}  // namespace handover::evidence
