// HiGHS (Huangfu & Hall 2018) as WebAssembly, run by Node in a subprocess: the programme goes in as JSON, the
// answer comes back as lines of text.
#include "base/child_process.h"
#include "base/files.h"
#include "base/problem.h"
#include "needs/programme.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::needs {
namespace {

namespace fs = std::filesystem;

// argv: package folder, programme file, answer file.
constexpr const char* kScript = R"script(
const [, , folder, input, output] = process.argv;
const fs = require('fs');
require(folder)().then((highs) => {
  const p = JSON.parse(fs.readFileSync(input, 'utf8'));
  const far = (v) => v.map((x) => (x >= 1e30 ? highs.infinity : x <= -1e30 ? -highs.infinity : x));
  const model = highs.createModel({
    numCols: p.cost.length, numRows: p.rowLow.length, colCost: p.cost,
    colLower: far(p.low), colUpper: far(p.high), rowLower: far(p.rowLow), rowUpper: far(p.rowHigh),
    integrality: p.integer,
    matrix: {format: 'csr', numRows: p.rowLow.length, numCols: p.cost.length,
             starts: p.start, indices: p.index, values: p.value}});
  model.options.set({output_flag: false, time_limit: p.seconds, mip_max_nodes: p.nodes, mip_rel_gap: p.gap, mip_abs_gap: p.absoluteGap});
  if (p.point.length) model.setSolution({colValue: p.point});
  model.run();
  const feasible = model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
  const whole = p.integer.some((v) => v);
  const solution = feasible ? model.getSolution() : {colValue: [], rowDual: []};
  const bound = whole ? model.info.get('mip_dual_bound') : model.getObjectiveValue();
  const prices = !whole && model.getModelStatus() === 7 ? Array.from(solution.rowDual) : [];
  fs.writeFileSync(output, [model.getModelStatus(), feasible ? 1 : 0, Number.isFinite(bound) ? bound : 'none',
    Array.from(solution.colValue).join(' '), prices.join(' ')].join('\n') + '\n');
}).catch((error) => { console.error(String(error)); process.exit(1); });
)script";

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "handover_highs_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

// JSON knows no infinity.
std::string number(double value) {
  if (std::isfinite(value)) return fmt::format("{:.17g}", value);
  return value > 0.0 ? "1e30" : "-1e30";
}

template <class Values, class Write>
std::string list(const Values& values, Write write) {
  std::string text = "[";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += ',';
    text += write(values[i]);
  }
  return text + "]";
}

std::string as_json(const Programme& p, const EngineOptions& options) {
  const auto whole = [](auto value) { return fmt::to_string(static_cast<std::size_t>(value)); };
  const auto index = [](const Programme::Term& term) { return fmt::to_string(term.column); };
  const auto factor = [](const Programme::Term& term) { return number(term.factor); };
  return fmt::format(
      R"({{"cost":{},"low":{},"high":{},"rowLow":{},"rowHigh":{},"integer":{},"start":{},"index":{},)"
      R"("value":{},"point":{},"seconds":{},"nodes":{},"gap":{},"absoluteGap":{}}})",
      list(p.cost(), number), list(p.low(), number), list(p.high(), number), list(p.row_low(), number),
      list(p.row_high(), number), list(p.integer(), whole), list(p.row_start(), whole),
      list(p.terms(), index), list(p.terms(), factor), list(options.start, number), number(options.seconds),
      options.most_nodes, number(options.gap),
      number(options.absolute_gap > 0.0 ? options.absolute_gap : 1e-6));
}

std::vector<double> numbers_of(const std::string& line) {
  std::istringstream words(line);
  std::vector<double> values;
  for (double value = 0.0; words >> value;) values.push_back(value);
  return values;
}

EngineResult read_answer(const Programme& programme, const std::string& text) {
  std::istringstream lines(text);
  std::string status, feasible, bound, point, prices;
  for (std::string* line : {&status, &feasible, &bound, &point, &prices}) std::getline(lines, *line);
  EngineResult result;
  const int code = std::atoi(status.c_str());
  if (code == 8) return result;  // proven infeasible
  result.stop = code == 7 ? Stop::optimal : code == 13 ? Stop::time_limit : Stop::node_limit;
  result.point = numbers_of(point);
  result.has_point = feasible == "1" && result.point.size() == programme.columns();
  if (bound != "none") result.bound = std::atof(bound.c_str());
  if (!result.has_point) return result;
  for (std::size_t j = 0; j < result.point.size(); ++j) {
    if (programme.integer()[j]) result.point[j] = std::round(result.point[j]);
  }
  result.objective = programme.objective_at(result.point);
  result.bound = std::min(result.bound, result.objective);
  if (result.stop == Stop::optimal && relative_gap(result.objective, result.bound) > 1e-6) {
    result.stop = Stop::gap_reached;
  }
  result.row_price = numbers_of(prices);
  return result;
}

class HighsEngine final : public Engine {
 public:
  explicit HighsEngine(fs::path package) : package_(std::move(package)) {}
  std::string name() const override { return "HiGHS (WebAssembly, through Node)"; }

  EngineResult solve(const Programme& programme, const EngineOptions& options) const override {
    const TemporaryFolder folder;
    const auto script = folder / "solve.js", input = folder / "programme.json",
               output = folder / "answer.txt";
    write_file_atomically(script, kScript);
    write_file_atomically(input, as_json(programme, options));
    const ProgramEnd end =
        run_program({"node", script.string(), package_.string(), input.string(), output.string()});
    if (end.code != 0 || !fs::exists(output))
      throw InputError(Problem{.code = ProblemCode::external,
                               .option = "--engine",
                               .value = "highs",
                               .what = "ended without an answer: " + end.said,
                               .hint = "mend node and its package highs, or leave the option out"});
    return read_answer(programme, read_file(output));
  }

 private:
  fs::path package_;
};

// The package beside the program, above it, or in the working directory or above.
fs::path find_package(const std::string& folder) {
  std::vector<fs::path> roots;
  if (!folder.empty()) roots.emplace_back(folder);
  std::error_code missing;
  for (fs::path start :
       {fs::read_symlink("/proc/self/exe", missing).parent_path(), fs::current_path(missing)}) {
    for (; !start.empty(); start = start.parent_path()) {
      roots.push_back(start);
      if (start == start.root_path()) break;
    }
  }
  for (const fs::path& root : roots) {
    const fs::path package = root / "node_modules" / "highs";
    if (fs::exists(package / "package.json")) return fs::canonical(package);
  }
  return {};
}

}  // namespace

std::unique_ptr<Engine> highs_engine(const std::string& package_folder) {
  const fs::path package = find_package(package_folder);
  if (package.empty() || run_program({"node", "--version"}).code != 0) return nullptr;
  return std::make_unique<HighsEngine>(package);
}

}  // namespace handover::needs
