#include "mission/loading.h"

#include <algorithm>

namespace handover {
namespace {

void read_unit(Loading& loading, RowReader& row) {
  Unit unit{
      .id = row.text("id"), .name = row.text("name"), .actor = row.id<ActorId>("actor", loading.actors)};
  unit.formed = row.optional_date("formed");
  unit.source = loading.source(row);
  loading.units.add(unit.id);
  loading.mission.units.push_back(std::move(unit));
}

void read_rating(Loading& loading, RowReader& row) {
  Rating rating{.unit = row.id<UnitId>("unit", loading.units),
                .function = row.id<FunctionId>("function", loading.functions)};
  const auto level = row.optional_id<Id<struct LevelTag>>("level", loading.levels);
  rating.level = level ? level->index : 0;
  rating.assessor = row.id<AssessorId>("assessor", loading.assessors);
  rating.coverage = row.optional_number("coverage", 0.01, 1.0).value_or(1.0);
  rating.known = loading.known_on(row, row.date("date"));
  rating.judgement = row.yes("judgement", false);
  rating.note = row.text("note");
  rating.line = row.line();
  if (rating.known.known_from < rating.known.from) {
    row.report(ProblemCode::out_of_range, "known_from", "comes before the assessment",
               "a rating is known at the earliest on its day");
  }
  if (rating.unit.index < loading.mission.units.size()) {
    const auto& formed = loading.mission.units[rating.unit.index].formed;
    if (formed && rating.known.from < *formed) {
      row.report(ProblemCode::out_of_range, "date", "is before the unit was formed",
                 "the unit dates from " + to_string(*formed));
    }
  }
  loading.mission.ratings.push_back(std::move(rating));
}

void read_task(Loading& loading, RowReader& row) {
  Task task{.id = row.text("id"), .name = row.text("name")};
  task.partner_function = row.optional_id<FunctionId>("partner_function", loading.functions);
  task.persons_per_demand = row.number("persons_per_demand", 0, 1e5);
  task.response_minutes = row.optional_number("response_minutes", 0, 1e5).value_or(0);
  task.force_protection = row.yes("force_protection", false);
  task.mandatory = row.yes("mandatory", false);
  task.providers = row.word_list<Provider>("providers");
  task.mentors = row.id_list<FunctionId>("mentors", loading.functions);
  task.enabler = row.yes("enabler", task.mandatory || task.force_protection || task.response_minutes > 0.0);
  if (row.has("without_it")) task.without_it = row.word<WithoutTask>("without_it");
  task.source = loading.source(row);
  loading.tasks.add(task.id);
  loading.mission.tasks.push_back(std::move(task));
}

void read_demand(Loading& loading, RowReader& row) {
  TaskDemand demand{.task = row.id<TaskId>("task", loading.tasks),
                    .zone = row.id<ZoneId>("zone", loading.zones)};
  demand.demand = row.number("demand", 0, 1e6);
  demand.per_incident = row.optional_number("per_incident", 0, 1e6).value_or(0);
  demand.source = loading.source(row);
  loading.mission.task_demands.push_back(demand);
}

// "1;2;12", all months when left out.
std::array<bool, 12> months_of(RowReader& row) {
  std::array<bool, 12> months{};
  if (!row.has("months")) months.fill(true);
  for (const std::string& item : row.list("months")) {
    const auto number = parse_number(item);
    if (number && *number >= 1 && *number <= 12 && *number == static_cast<int>(*number)) {
      months[static_cast<std::size_t>(*number) - 1] = true;
    } else {
      row.report_value(ProblemCode::wrong_type, "months", item, "is not a month of the year",
                       "write numbers 1 to 12 separated by ';'");
    }
  }
  return months;
}

void read_movement(Loading& loading, RowReader& row) {
  MovementSpeed speed{.mode = row.word<MovementMode>("mode"),
                      .terrain = row.word<Terrain>("terrain"),
                      .months = months_of(row)};
  speed.kilometres_per_hour = row.number("kilometres_per_hour", 0, 1000);
  speed.detour = row.optional_number("detour", 1, 20).value_or(1.0);
  speed.ready_minutes = row.optional_number("ready_minutes", 0, 1e5).value_or(0);
  speed.judgement = row.yes("judgement", true);
  speed.known = loading.known_on(row, loading.as_of);
  loading.mission.movement.push_back(speed);
}

void read_closure(Loading& loading, RowReader& row) {
  RouteClosure closure{.from = row.id<ZoneId>("from", loading.zones),
                       .to = row.id<ZoneId>("to", loading.zones)};
  closure.mode = row.word<MovementMode>("mode");
  closure.months = months_of(row);
  closure.permission = row.yes("permission", false);
  closure.known = loading.known_on(row, loading.as_of);
  closure.note = row.text("note");
  loading.mission.route_closures.push_back(std::move(closure));
}

void read_lift(Loading& loading, RowReader& row) {
  LiftCapacity lift{.mode = row.word<MovementMode>("mode")};
  lift.persons_per_month = row.number("persons_per_month", 0, 1e6);
  if (lift.persons_per_month == 0)
    row.report(ProblemCode::inconsistent, "persons_per_month", "moves nobody",
               "leave the row out, or write how many can be moved");
  lift.known = loading.known(row);
  if (!row.has("to"))
    lift.known.to = std::max(lift.known.from, last_day(plus_months(month_of(loading.as_of), 120)));
  lift.judgement = row.yes("judgement", true);
  loading.mission.lift.push_back(lift);
}

void read_clearance(Loading& loading, RowReader& row) {
  Clearance clearance{.what = row.word<ClearanceKind>("what"),
                      .region = row.optional_id<RegionId>("region", loading.regions),
                      .status = row.word<ClearanceStatus>("status")};
  clearance.known = loading.known(row);
  if (!row.has("to")) clearance.known.to = std::max(clearance.known.from, loading.as_of);
  loading.mission.clearances.push_back(std::move(clearance));
}

void read_verdict_rule(Loading& loading, RowReader& row) {
  VerdictRule rule{.id = row.text("id"), .words = row.text("words"), .body = row.text("body")};
  rule.kind = row.word<VerdictRule::Kind>("kind");
  if (const auto level = row.optional_id<Id<struct LevelTag>>("level", loading.levels))
    rule.level = level->index;
  rule.since = row.optional_date("since");
  if (rule.kind == VerdictRule::Kind::progress && !rule.since)
    row.report(ProblemCode::missing, "since", "is missing",
               "a rule of progress needs the day it is measured from");
  if (rule.kind == VerdictRule::Kind::level && !row.has("level"))
    row.report(ProblemCode::missing, "level", "is missing", "a rule of level needs a level of the scale");
  rule.chance = row.optional_number("chance", 0, 1).value_or(0.5);
  rule.source = loading.source(row);
  loading.mission.verdict_rules.push_back(std::move(rule));
}

}  // namespace

void read_capability(Loading& loading) {
  loading.each_row("functions.csv", [&](RowReader& row) {
    loading.functions.add(row.text("id"));
    loading.mission.functions.push_back(
        {.id = row.text("id"), .name = row.text("name"), .by_contractors = row.yes("contractors", false)});
  });
  loading.each_row("units.csv", [&](RowReader& row) { read_unit(loading, row); });
  loading.each_row("assessors.csv", [&](RowReader& row) {
    loading.assessors.add(row.text("id"));
    loading.mission.assessors.push_back(
        {.id = row.text("id"), .name = row.text("name"), .kind = row.word<AssessorKind>("kind")});
  });
  loading.each_row("ratings.csv", [&](RowReader& row) { read_rating(loading, row); });
  loading.each_row("tasks.csv", [&](RowReader& row) { read_task(loading, row); });
  loading.each_row("task_demands.csv", [&](RowReader& row) { read_demand(loading, row); });
  loading.each_row("movement.csv", [&](RowReader& row) { read_movement(loading, row); });
  loading.each_row("route_closures.csv", [&](RowReader& row) { read_closure(loading, row); });
  loading.each_row("lift.csv", [&](RowReader& row) { read_lift(loading, row); });
  loading.each_row("clearances.csv", [&](RowReader& row) { read_clearance(loading, row); });
  loading.each_row("verdict_rules.csv", [&](RowReader& row) { read_verdict_rule(loading, row); });
}

}  // namespace handover
