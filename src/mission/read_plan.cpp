#include "base/plain_file.h"
#include "base/plain_text.h"
#include "mission/loading.h"
#include "tables/canonical.h"
#include "tables/toml.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace handover {
namespace {

// The names a plan may use, taken from a loaded mission.
struct PlanNames {
  explicit PlanNames(const Mission& mission) {
    const auto fill = [](Names& names, const auto& items) {
      for (const auto& item : items) names.add(item.id);
    };
    fill(parties, mission.parties);
    fill(regions, mission.regions);
    fill(streams, mission.streams);
    fill(patrons, mission.patrons);
    fill(sites, mission.sites);
    fill(functions, mission.functions);
    fill(tasks, mission.tasks);
    fill(units, mission.units);
    fill(actors, mission.actors);
  }
  Names parties{"mission.toml [[party]]"}, regions{"mission.toml [[region]]"},
      streams{"mission.toml [[stream]]"};
  Names patrons{"mission.toml [[patron]]"}, sites{"sites.csv"}, functions{"functions.csv"},
      tasks{"tasks.csv"};
  Names units{"units.csv"}, actors{"actors.csv"};
};

class PlanReader {
 public:
  explicit PlanReader(const Mission& mission)
      : mission_(mission), names_(mission), posture_(posture_today(mission)) {}

  Plan read(TomlReader& root) {
    Plan plan{.id = root.text("id"), .name = root.text("name")};
    if (!plan.id.empty() && !is_name(plan.id))
      root.report(ProblemCode::wrong_type, "id", "is not a name", fmt::format("write {}", kNameGrammar));
    plan.mission_end = root.optional_month("mission_end");
    plan.presence_end.resize(mission_.regions.size());
    if (auto ends = root.table("presence_end")) {
      for (const std::string& key : ends->keys()) {
        const auto month = ends->optional_month(key);
        if (const auto region = find(*ends, key, key, names_.regions)) plan.presence_end[*region] = month;
      }
    }
    plan.residual = band(root, "residual");
    plan.reserve = band(root, "reserve");
    plan.signature = signature(root);
    for (TomlReader& reader : root.tables("phase")) plan.phases.push_back(phase(reader));
    root.report_unread();
    return plan;
  }

 private:
  static std::optional<std::uint16_t> find(const TomlReader& reader, std::string_view key,
                                           const std::string& written, const Names& names) {
    const auto found = names.find(written);
    if (found) return found;
    const auto meant = closest(written, names.all());
    reader.report(ProblemCode::unknown_reference, key,
                  fmt::format("names '{}', which is not in {}", written, names.where()),
                  meant ? fmt::format("did you mean '{}'?", *meant) : "add it there or correct the name");
    return std::nullopt;
  }

  // signed = "agreement" (also when nothing is said), or unilateral = "PARTY".
  Signature signature(TomlReader& root) {
    const std::string written = root.optional_text("signed", "agreement");
    if (written != "agreement")
      root.report(ProblemCode::unknown_name, "signed", "is not known here",
                  "write \"agreement\", or unilateral = \"PARTY\" instead");
    if (!root.has("unilateral")) return {};
    if (root.has("signed"))
      root.report(ProblemCode::inconsistent, "unilateral", "stands beside signed",
                  "keep one: a plan waits for the agreement or is one party's own");
    const std::string party = root.text("unilateral");
    const auto found = find(root, "unilateral", party, names_.parties);
    return found ? Signature{PartyId{*found}} : Signature{};
  }

  // { low = 100, high = 400 }, "unstated", or nothing at all (none).
  static Band band(TomlReader& root, std::string_view key) {
    if (!root.has(key)) return {};
    auto range = root.is_table(key) ? root.table(key) : std::nullopt;
    if (!range) {
      if (root.text(key) != "unstated")
        root.report(ProblemCode::wrong_type, key, "is neither a band nor \"unstated\"",
                    "write { low = 0, high = 400 } or \"unstated\"");
      return {.low = 0, .high = 0, .stated = false};
    }
    const Band result{range->whole("low", 0, 1'000'000), range->whole("high", 0, 1'000'000), true};
    if (result.low > result.high)
      range->report(ProblemCode::out_of_range, "low", "is above high", "swap the two");
    range->report_unread();
    return result;
  }

  Phase phase(TomlReader& reader) {
    Phase result{.name = reader.text("name")};
    const auto earliest = reader.optional_month("earliest");
    if (!earliest && !reader.has("earliest"))
      reader.report(ProblemCode::missing, "earliest", "is missing", "write earliest = \"YYYY-MM\"");
    result.earliest = earliest.value_or(month_of(mission_.as_of));
    result.execution = Days{reader.optional_whole("execution_days", 1, 3650).value_or(30)};
    result.cost = reader.optional_number("cost", 0, 1e12).value_or(0);
    change_posture(reader);
    result.receivers = hand_over(reader);
    result.after = posture_;
    if (auto gate_table = reader.table("gate"))
      result.gate = gate(*gate_table);
    else
      reader.report(ProblemCode::missing, "gate", "is missing",
                    "write [phase.gate] with owner and conditions; a step without a gate cannot be signed");
    reader.report_unread();
    return result;
  }

  void change_posture(TomlReader& reader) {
    for (const std::string& site : reader.texts("close")) {
      if (const auto index = find(reader, "close", site, names_.sites)) posture_.site_open[*index] = false;
    }
    for (const std::string& site : reader.texts("open")) {
      if (const auto index = find(reader, "open", site, names_.sites)) posture_.site_open[*index] = true;
    }
    if (auto troops = reader.table("troops")) {
      for (const std::string& key : troops->keys()) {
        const int number = troops->whole(key, 0, 1'000'000);
        if (const auto region = find(*troops, key, key, names_.regions))
          posture_.troops[*region] = Persons{number};
      }
    }
    if (auto labels = reader.table("label")) {
      for (const std::string& key : labels->keys()) {
        const auto label = parse_word<Label>(labels->text(key));
        if (!label)
          labels->report(ProblemCode::unknown_name, key, "is not known here",
                         "write " + listed(words_of<Label>()));
        const auto region = find(*labels, key, key, names_.regions);
        if (label && region) posture_.label[*region] = *label;
      }
    }
  }

  // hand_over = { task = "host" }, or the id of a unit of the host's or of a third party.
  std::vector<Receiver> hand_over(TomlReader& reader) {
    std::vector<Receiver> receivers;
    auto handed = reader.table("hand_over");
    if (!handed) return receivers;
    for (const std::string& key : handed->keys()) {
      const std::string written = handed->text(key);
      const auto task = find(*handed, key, key, names_.tasks);
      Receiver receiver{.task = TaskId{task.value_or(0)}, .unit = {}, .third_party = {}};
      auto provider = parse_word<Provider>(written);
      if (const auto unit = names_.units.find(written); !provider && unit) {
        receiver.unit = UnitId{*unit};
        provider = Provider::host;
      } else if (const auto actor = third_party(written); !provider && actor) {
        receiver.third_party = actor;
        provider = Provider::third_party;
      }
      if (!provider)
        handed->report(ProblemCode::unknown_name, key, "is not known here",
                       "write " + listed(words_of<Provider>()) + ", or the id of a unit or of a third party");
      if (!provider || !task) continue;
      posture_.provider[*task] = *provider;
      if (receiver.unit || receiver.third_party) receivers.push_back(receiver);
    }
    return receivers;
  }

  std::optional<ActorId> third_party(const std::string& written) const {
    const auto actor = names_.actors.find(written);
    if (!actor) return std::nullopt;
    const auto& roles = mission_.actors[*actor].roles;
    const bool fits = std::find(roles.begin(), roles.end(), Role::third_party) != roles.end();
    return fits ? std::optional(ActorId{*actor}) : std::nullopt;
  }

  Gate gate(TomlReader& reader) {
    Gate result;
    if (const std::string owner = reader.text("owner"); !owner.empty()) {
      if (const auto party = find(reader, "owner", owner, names_.parties)) result.owner = PartyId{*party};
    }
    result.review_every = Days{reader.optional_whole("review_every_days", 1, 3650).value_or(90)};
    result.latest = reader.optional_month("latest");
    for (TomlReader& item : reader.tables("conditions")) result.all_of.push_back(condition(item));
    for (TomlReader& item : reader.tables("reverses")) result.reverses.push_back(condition(item));
    reader.report_unread();
    return result;
  }

  const Names* subjects_of(Observable what) const {
    if (what == Observable::attacks_per_month) return &names_.streams;
    if (what == Observable::function_stands_alone) return &names_.functions;
    if (what == Observable::regime_off_days) return &names_.patrons;
    return nullptr;
  }

  Condition condition(TomlReader& reader) {
    Condition result;
    const std::string what = reader.text("what");
    const auto observable = parse_word<Observable>(what);
    if (!observable && !what.empty())
      reader.report(ProblemCode::unknown_name, "what", "is not known here",
                    "write " + listed(words_of<Observable>()));
    result.what = observable.value_or(Observable::always);
    if (const Names* subjects = subjects_of(result.what)) {
      if (const std::string subject = reader.text("subject"); !subject.empty()) {
        result.subject = find(reader, "subject", subject, *subjects).value_or(0);
      }
    }
    if (result.what != Observable::always) {
      const std::string compare = reader.text("compare");
      const auto parsed = parse_word<Compare>(compare);
      if (!parsed && !compare.empty())
        reader.report(ProblemCode::unknown_name, "compare", "is not known here",
                      "write " + listed(words_of<Compare>()));
      result.compare = parsed.value_or(Compare::at_least);
      result.threshold = reader.number("threshold", -1e9, 1e9);
      result.source = reader.text("source");
    }
    result.held_for = Days{reader.optional_whole("held_for_days", 0, 3650).value_or(0)};
    reader.report_unread();
    return result;
  }

  const Mission& mission_;
  PlanNames names_;
  Posture posture_;
};

}  // namespace

Plan read_plan(const std::string& text, const std::string& file, const Mission& mission,
               std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  const TomlTable table = parse_toml(text, file, problems);
  if (problems.size() > before) return {};
  TomlReader root(table, file, "", 0, problems);
  Plan plan = PlanReader(mission).read(root);
  if (problems.size() == before) {
    for (Problem& problem : check_plan(plan, mission, file)) problems.push_back(std::move(problem));
  }
  return plan;
}

Plan load_plan(const std::filesystem::path& file, const Mission& mission) {
  std::vector<Problem> problems;
  Plan plan = read_plan(read_plain_file(file, kLargestText), file.string(), mission, problems);
  if (!problems.empty()) throw InputError(problems);
  return plan;
}

void read_plans(Loading& loading) {
  std::map<std::string, std::string> first_files;  // by plan
  for (const Entry& entry : loading.root.list("plans")) {
    if (entry.kind != EntryKind::file || !entry.name.ends_with(".toml")) continue;
    const std::string name = "plans/" + entry.name;
    const auto text = loading.read_text(name, kLargestText);
    if (!text) continue;
    std::vector<Problem> ignored;
    const TomlTable table = parse_toml(*text, name, ignored);
    loading.canonical += 'F' + sized(name) + sized(canonical_toml(table)) + '\n';
    Plan plan = read_plan(*text, name, loading.mission, loading.problems);
    const auto [first, added] = first_files.emplace(plan.id, name);
    if (!added && !plan.id.empty()) {
      TomlReader(table, name, "", 0, loading.problems)
          .report(ProblemCode::duplicated, "id", "is the id of " + first->second + " too",
                  "give every plan a name of its own");
    }
    loading.plan_files.push_back(name);
    loading.mission.plans.push_back(std::move(plan));
  }
}

}  // namespace handover
