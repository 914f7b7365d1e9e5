#include "mission/loading.h"

namespace handover {
namespace {

void read_unit(Loading& loading, RowReader& row) {
  Unit unit{
      .id = row.text("id"), .name = row.text("name"), .actor = row.id<ActorId>("actor", loading.actors)};
  unit.formed = row.optional_date("formed");
  unit.source = loading.source(row);
  if (!loading.units.add(unit.id)) row.report("id", "is there twice", "give every unit a name of its own");
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
    row.report("known_from", "comes before the assessment", "a rating is known at the earliest on its day");
  }
  if (rating.unit.index < loading.mission.units.size()) {
    const auto& formed = loading.mission.units[rating.unit.index].formed;
    if (formed && rating.known.from < *formed) {
      row.report("date", "is before the unit was formed", "the unit dates from " + to_string(*formed));
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
  task.source = loading.source(row);
  if (!loading.tasks.add(task.id)) row.report("id", "is there twice", "give every task a name of its own");
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

}  // namespace

void read_capability(Loading& loading) {
  loading.each_row("functions.csv", [&](RowReader& row) {
    if (!loading.functions.add(row.text("id")))
      row.report("id", "is there twice", "give every function a name of its own");
    loading.mission.functions.push_back({.id = row.text("id"), .name = row.text("name")});
  });
  loading.each_row("units.csv", [&](RowReader& row) { read_unit(loading, row); });
  loading.each_row("assessors.csv", [&](RowReader& row) {
    if (!loading.assessors.add(row.text("id")))
      row.report("id", "is there twice", "give every assessor a name of its own");
    loading.mission.assessors.push_back(
        {.id = row.text("id"), .name = row.text("name"), .kind = row.word<AssessorKind>("kind")});
  });
  loading.each_row("ratings.csv", [&](RowReader& row) { read_rating(loading, row); });
  loading.each_row("tasks.csv", [&](RowReader& row) { read_task(loading, row); });
  loading.each_row("task_demands.csv", [&](RowReader& row) { read_demand(loading, row); });
}

}  // namespace handover
