// Parts of a simulation as Parquet files. A part holds sums in whole numbers, so that any number of parts,
// added in any order, gives the bits of the whole, and its size does not grow with the replications.
#include "base/files.h"
#include "base/problem.h"
#include "report/simulation_job.h"
#include "report/version.h"
#include "tables/database.h"
#include "timeline/plan_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::report {
namespace {

namespace fs = std::filesystem;
using simulate::BatchTally;
using simulate::TallyKind;
using simulate::TallyRow;

constexpr int kLayout = 1;  // of a part's file

[[noreturn]] void refuse_file(ProblemCode code, const fs::path& file, std::string what, std::string hint) {
  throw InputError(
      Problem{.code = code, .file = file.string(), .what = std::move(what), .hint = std::move(hint)});
}

// What a part is a part of. Where the mission and the plan lie is no matter, the hashes of what they hold
// are; it is only remembered for whoever gathers.
Json head_of(const SimulationSpec& spec, const Mission& mission, const Plan& plan, Part part) {
  Json options = document_of(spec);
  options.erase("mission");
  options.erase("plan");
  return {{"layout", kLayout},
          {"version", version()},
          {"mission", mission.id},
          {"inputs_sha256", mission.inputs_sha256},
          {"plan_sha256", sha256_of(timeline::plan_as_toml(mission, plan))},
          {"options", options},
          {"part", part.number},
          {"parts", part.of},
          {"folder", fs::absolute(spec.mission).lexically_normal().string()},
          {"plan", spec.plan},
          {"plan_id", plan.id}};
}

// Of all parts of one simulation alike.
Json common_of(Json head) {
  for (const char* own : {"part", "folder", "plan", "plan_id"}) head.erase(own);
  return head;
}

fs::path file_of(const fs::path& folder, Part part) {
  return folder / fmt::format("part-{:06}-of-{:06}.parquet", part.number, part.of);
}

std::string quoted(const fs::path& file) {
  std::string text = "'";
  for (const char c : file.string()) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'";
}

// A whole number of 128 bits as two of 64.
std::vector<database::Value> values_of(const TallyRow& row) {
  return {static_cast<std::int64_t>(row.kind),
          row.scenario,
          row.place,
          static_cast<std::int64_t>(row.value >> 64),
          static_cast<std::int64_t>(static_cast<std::uint64_t>(row.value)),
          std::monostate{}};
}

void write_part(const fs::path& file, const Json& head, const BatchTally& tally) {
  std::vector<std::vector<database::Value>> rows;
  rows.push_back(
      {std::int64_t{-1}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, head.dump()});
  for (const TallyRow& row : simulate::rows_of(tally)) rows.push_back(values_of(row));
  // In the folder itself, so that the last step is a renaming; by process, so that two of them do not meet.
  const fs::path beside = file.string() + fmt::format(".{}.new", getpid());
  try {
    database::Database memory(":memory:", database::Access::read_write);
    memory.run(
        "CREATE TABLE part (kind BIGINT, scenario BIGINT, place BIGINT, high BIGINT, low BIGINT, head "
        "VARCHAR)");
    memory.append("part", rows);
    memory.run("COPY part TO " + quoted(beside) + " (FORMAT parquet, COMPRESSION zstd)");
  } catch (const database::DatabaseError& error) {
    std::error_code ignored;
    fs::remove(beside, ignored);
    refuse_file(ProblemCode::store, file, std::string("cannot be written: ") + error.what(),
                "check the folder, its permissions and its disk");
  }
  fs::rename(beside, file);
}

struct PartRead {
  fs::path file;
  Json head;
  BatchTally tally;
};

std::int64_t number_in(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc())
    throw std::out_of_range("a number that is none");
  return value;
}

TallyRow row_in(const database::TextRow& row) {
  const std::int64_t kind = number_in(row.at(0));
  if (kind < 0 || kind >= static_cast<std::int64_t>(simulate::kTallyKinds))
    throw std::out_of_range("a kind that no tally has");
  const auto high = static_cast<simulate::Whole>(number_in(row.at(3)));
  const auto low = static_cast<simulate::Whole>(static_cast<std::uint64_t>(number_in(row.at(4))));
  return {static_cast<TallyKind>(kind), number_in(row.at(1)), number_in(row.at(2)),
          high * (simulate::Whole{1} << 64) + low};
}

// `with_tally`: otherwise the head alone.
PartRead read_part(const fs::path& file, bool with_tally) {
  PartRead part{.file = file, .head = {}, .tally = {}};
  try {
    database::Database memory(":memory:", database::Access::read_write);
    const std::string from =
        "SELECT kind, scenario, place, high, low, head FROM read_parquet(" + quoted(file) + ")";
    const auto heads = memory.rows(from + " WHERE kind = -1");
    if (heads.size() != 1 || !heads[0].at(5)) throw std::out_of_range("a part without its head");
    part.head = Json::parse(*heads[0][5]);
    if (part.head.at("layout") != kLayout)
      refuse_file(ProblemCode::inconsistent, file, "is of another version of handover",
                  "use that version, or compute the part again");
    part.head.at("part").get<std::uint32_t>();
    part.head.at("parts").get<std::uint32_t>();
    if (!with_tally) return part;
    std::vector<TallyRow> rows;
    for (const auto& row : memory.rows(from + " WHERE kind >= 0")) rows.push_back(row_in(row));
    part.tally = simulate::tally_of(rows);
    return part;
  } catch (const database::DatabaseError&) {
    refuse_file(ProblemCode::wrong_type, file, "is not a part of a simulation",
                "remove it, or compute the part again");
  } catch (const std::out_of_range&) {
    refuse_file(ProblemCode::wrong_type, file, "is not a part of a simulation",
                "remove it, or compute the part again");
  } catch (const nlohmann::json::exception&) {
    refuse_file(ProblemCode::wrong_type, file, "is not a part of a simulation",
                "remove it, or compute the part again");
  }
}

// A part takes every replication whose number, counted through all scenarios, lies in its share: whole
// scenarios, and a piece of one at either end.
struct Stretch {
  std::uint32_t first_scenario = 0, scenarios = 0, first_replication = 0, replications = 0;
};

std::vector<Stretch> stretches_of(const SimulationSpec& spec, Part part) {
  const std::uint64_t all = std::uint64_t{spec.scenarios} * spec.replications, per = spec.replications;
  // In 128 bits: a billion replications times the number of parts.
  const auto place = [&](std::uint64_t number) {
    return static_cast<std::uint64_t>(static_cast<simulate::Whole>(all) *
                                      static_cast<simulate::Whole>(number) / part.of);
  };
  std::uint64_t from = place(part.number - 1);
  const std::uint64_t to = place(part.number);
  std::vector<Stretch> stretches;
  while (from < to) {
    const auto scenario = static_cast<std::uint32_t>(from / per),
               first = static_cast<std::uint32_t>(from % per);
    const std::uint64_t whole = first == 0 ? (to - from) / per : 0;
    const std::uint64_t replications = whole > 0 ? per : std::min<std::uint64_t>(per - first, to - from);
    stretches.push_back({scenario, static_cast<std::uint32_t>(std::max<std::uint64_t>(whole, 1)), first,
                         static_cast<std::uint32_t>(replications)});
    from += replications * std::max<std::uint64_t>(whole, 1);
  }
  return stretches;
}

BatchTally tally_of_part(const SimulationSpec& spec, const AssessedMission& assessed, const Plan& plan,
                         Part part, const SimulationOptions& options) {
  const Mission& mission = assessed.mission;
  const simulate::Lines lines(mission, mission.rules);
  const simulate::Simulator simulator(mission, assessed.assessed.fitted, plan, lines.milestones);
  const Seed seed{spec.seed};
  const auto scenarios = simulate::draw_scenarios(mission, assessed.assessed.fitted, seed, spec.scenarios);
  BatchTally tally;
  for (const Stretch& stretch : stretches_of(spec, part)) {
    const auto those = std::span(scenarios).subspan(stretch.first_scenario, stretch.scenarios);
    tally.add(simulate::tally_batch(simulator, those, lines,
                                    {.seed = seed,
                                     .first_replication = stretch.first_replication,
                                     .replications = stretch.replications,
                                     .threads = options.threads,
                                     .progress = options.steps}));
  }
  return tally;
}

std::vector<fs::path> part_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("part-") && name.ends_with(".parquet")) files.push_back(entry.path());
  }
  if (missing || files.empty())
    refuse_file(ProblemCode::missing, folder, "holds no parts of a simulation",
                "compute them with handover simulate ... --part 1/N --out FOLDER");
  std::sort(files.begin(), files.end());
  return files;
}

// "3, 7-9".
std::string listed_parts(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += (text.empty() ? "" : ",") +
            (last == i ? fmt::to_string(numbers[i]) : fmt::format("{}-{}", numbers[i], numbers[last]));
    i = last + 1;
  }
  return text;
}

void check_together(const std::vector<PartRead>& parts, const fs::path& folder) {
  const Json first = common_of(parts.front().head);
  std::set<std::uint32_t> there;
  for (const PartRead& part : parts) {
    const Json head = common_of(part.head);
    for (const auto& [key, value] : first.items()) {
      if (head.contains(key) && head[key] == value) continue;
      refuse_file(
          ProblemCode::inconsistent, part.file,
          fmt::format("does not belong to {}: another {}", parts.front().file.filename().string(), key),
          "gather parts of one simulation: the same inputs, options and version");
    }
    there.insert(part.head["part"].get<std::uint32_t>());
  }
  std::vector<std::uint32_t> missing;
  const auto of = first["parts"].get<std::uint32_t>();
  for (std::uint32_t number = 1; number <= of; ++number)
    if (!there.contains(number)) missing.push_back(number);
  if (!missing.empty())
    refuse_file(ProblemCode::missing, folder,
                fmt::format("lacks {} of {} parts: {}", missing.size(), of, listed_parts(missing)),
                fmt::format("compute them; with Slurm: sbatch --array={} SCRIPT", listed_parts(missing)));
}

// Parts that say of themselves that they belong together may still have been spoiled.
void check_whole(const BatchTally& tally, const SimulationRun& run, const fs::path& folder) {
  const std::size_t lines = run.lines.line.size(), regions = run.assessed->mission.regions.size();
  bool whole = tally.scenarios.size() == run.spec.scenarios &&
               tally.replications == std::uint64_t{run.spec.scenarios} * run.spec.replications;
  for (const simulate::ScenarioTally& scenario : tally.scenarios)
    whole = whole && scenario.replications == run.spec.replications && scenario.broken.size() == lines &&
            scenario.killed.size() == regions;
  if (!whole)
    refuse_file(ProblemCode::inconsistent, folder, "holds parts that do not add up to the simulation",
                "compute the parts again into an empty folder");
}

SimulationSpec spec_in(const PartRead& part, const std::string& mission) {
  Json document = part.head;
  document["options"]["mission"] = mission.empty() ? document.value("folder", "") : mission;
  document["options"]["plan"] = document.value("plan", "");
  return spec_from(document, part.file.string());
}

// A name as the shell takes it.
std::string in_shell(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// Which part a process started by mpirun or srun takes: they tell each its rank and how many there are.
// Nothing travels between ranks, so that one that is lost costs its own part alone.
Part part_of_rank() {
  constexpr std::pair<const char*, const char*> kLaunchers[] = {
      {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
      {"PMI_RANK", "PMI_SIZE"},
      {"SLURM_PROCID", "SLURM_NTASKS"}};
  for (const auto& [rank, size] : kLaunchers) {
    const char* const number = std::getenv(rank);
    const char* const of = std::getenv(size);
    if (number == nullptr || of == nullptr) continue;
    char* end = nullptr;
    const unsigned long from_zero = std::strtoul(number, &end, 10);
    if (end != number && *end == '\0') return part_option(fmt::format("{}/{}", from_zero + 1, of));
  }
  refuse("--part", "rank", "finds no rank: no launcher has started this process",
         "start it with mpirun or srun, or write I/N");
}

}  // namespace

Part part_option(const std::string& text) {
  if (text == "rank") return part_of_rank();
  Part part;
  const std::size_t slash = text.find('/');
  const auto number = [](std::string_view digits, std::uint32_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const std::string_view whole = text;
  if (slash == std::string::npos || !number(whole.substr(0, slash), part.number) ||
      !number(whole.substr(slash + 1), part.of) || part.number < 1 || part.number > part.of ||
      part.of > kMostParts)
    refuse("--part", text, "is not a part",
           fmt::format("write I/N, for example 3/64; N is at most {}", kMostParts));
  return part;
}

PartDone simulate_part(SimulationSpec spec, Part part, const fs::path& folder,
                       const SimulationOptions& options, const Control& control) {
  const auto start = std::chrono::steady_clock::now();
  fs::create_directories(folder);
  PartDone done{.file = file_of(folder, part)};
  CommonOptions common;
  common.as_of = spec.as_of;
  common.overlays = spec.overlays;
  const Mission mission = load_mission(spec.mission, common.load_options());
  spec.inputs_sha256 = mission.inputs_sha256;
  const Plan plan = find_plan(spec.plan, mission);
  const Json head = head_of(spec, mission, plan, part);
  for (const Stretch& stretch : stretches_of(spec, part))
    done.replications += std::uint64_t{stretch.scenarios} * stretch.replications;
  if (fs::exists(done.file)) {
    if (common_of(read_part(done.file, true).head) != common_of(head))
      refuse_file(ProblemCode::inconsistent, done.file, "is a part of another simulation",
                  "name another folder with --out, or remove the file");
    done.was_there = true;
    return done;
  }
  const auto assessed = assess_for(spec, options.threads, control);
  solve_needs(assessed->mission, simulate::postures_of(assessed->mission, plan), assessed->assessed);
  write_part(done.file, head, tally_of_part(spec, *assessed, plan, part, options));
  done.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return done;
}

SimulationRun gather_parts(const fs::path& folder, const std::string& mission) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<PartRead> heads;
  for (const fs::path& file : part_files(folder)) heads.push_back(read_part(file, false));
  check_together(heads, folder);
  SimulationRun run;
  run.spec = spec_in(heads.front(), mission);
  CommonOptions common;
  common.as_of = run.spec.as_of;
  common.overlays = run.spec.overlays;
  run.assessed = std::make_shared<AssessedMission>();
  run.assessed->mission = load_mission(run.spec.mission, common.load_options());
  if (run.assessed->mission.inputs_sha256 != run.spec.inputs_sha256)
    refuse_file(ProblemCode::inconsistent, run.spec.mission,
                "does not hold what the parts were computed from",
                "take the mission folder as it was then, or compute the parts again");
  run.plan.id = heads.front().head.value("plan_id", "");
  run.lines = simulate::Lines(run.assessed->mission, run.assessed->mission.rules);
  BatchTally tally;
  for (const PartRead& head : heads) tally.add(read_part(head.file, true).tally);
  tally.sort_scenarios();
  check_whole(tally, run, folder);
  run.batch = tally.batch();
  run.batch.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return run;
}

std::string slurm_script(const SimulationSpec& spec, std::uint32_t parts, const fs::path& folder,
                         const std::string& program) {
  std::string words = fmt::format(
      "{} simulate {} --plan {} --scenarios {} --replications {} --draws {} --seed {}", in_shell(program),
      in_shell(fs::absolute(spec.mission).lexically_normal().string()),
      in_shell(fs::exists(spec.plan) ? fs::absolute(spec.plan).lexically_normal().string() : spec.plan),
      spec.scenarios, spec.replications, spec.draws, spec.seed);
  if (!spec.as_of.empty()) words += " --as-of " + in_shell(spec.as_of);
  for (const std::string& overlay : spec.overlays) words += " --overlay " + in_shell(overlay);
  const std::string out = in_shell(fs::absolute(folder).lexically_normal().string());
  return fmt::format(
      "#!/bin/bash\n"
      "# Submit with: sbatch THIS_FILE. Submitted again it computes what is missing: parts that are there "
      "are passed over.\n"
      "#SBATCH --job-name=handover\n"
      "#SBATCH --array=1-{0}\n"
      "#SBATCH --cpus-per-task=1\n"
      "#SBATCH --requeue\n"
      "set -euo pipefail\n"
      "exec {1} --part \"${{SLURM_ARRAY_TASK_ID}}/{0}\" --out {2} --threads \"${{SLURM_CPUS_PER_TASK:-1}}\"\n"
      "# When all are done: {3} simulate {4} --gather {2} --json\n",
      parts, words, out, in_shell(program), in_shell(fs::absolute(spec.mission).lexically_normal().string()));
}

}  // namespace handover::report
