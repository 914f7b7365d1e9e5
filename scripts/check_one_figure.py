#!/usr/bin/env python3
"""One figure, one value: every command on a mission, and every quantity that two of them print compared.

  scripts/check_one_figure.py build/release/handover [MISSION...]

Same mission, day, seed and options; no tolerance, but for means that two commands sum in another way. By default missions/iraq-2024 and missions/sierra-leone-2003, with fewer draws.
"""
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DRAWS = ["--draws", "50"]
# Of the clock or of the caller, no figures.
APART = {"seconds", "replications_per_second", "version", "clock", "run", "brief"}


def flat(node, path=""):
    """Every leaf of a document with its path."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in APART:
                yield from flat(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from flat(value, f"{path}/{index}")
    else:
        yield path, node


class Check:
    def __init__(self, handover, mission):
        self.handover, self.mission = handover, mission
        self.compared, self.failed = 0, []

    def document(self, command, *words):
        done = subprocess.run([self.handover, command, *words, "--seed", "1", "--json"], capture_output=True, text=True, cwd=ROOT)
        if done.returncode not in (0, 1):
            sys.exit(f"{command} on {self.mission}: exit {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def same(self, what, first, second):
        """Compares every path that both sides have; there must be some."""
        left, right = dict(flat(first)), dict(flat(second))
        shared = left.keys() & right.keys()
        if not shared:
            self.failed.append(f"{what}: nothing in common, so nothing is compared")
        self.compared += len(shared)
        differ = [path for path in sorted(shared) if left[path] != right[path]]
        for path in differ[:3]:
            self.failed.append(f"{what}: {path}: {left[path]!r} against {right[path]!r}")
        if len(differ) > 3:
            self.failed.append(f"{what}: and {len(differ) - 3} more")

    def value(self, what, first, second):
        self.compared += 1
        if first != second:
            self.failed.append(f"{what}: {first!r} against {second!r}")

    def near(self, what, first, second):
        """For means that are summed in another way: the same to eight digits."""
        self.compared += 1
        if not math.isclose(first, second, rel_tol=1e-8, abs_tol=1e-12):
            self.failed.append(f"{what}: {first!r} against {second!r}")


def functions_alone(partner):
    return {row["function"]: row["stands_alone"] for row in partner["functions"]}


def assessments(check, run, mission):
    """What run says of each module against the module's own command."""
    docs = {"threat": check.document("forecast", mission, *DRAWS), "partner": check.document("partner", mission, *DRAWS),
            "talks": check.document("talks", mission, *DRAWS)}
    for module, document in docs.items():
        check.same(f"run and {module}'s own command", run[module], document)
    needs = check.document("needs", mission, *DRAWS)
    check.same("run and needs", run["needs"], needs["steps"][0]["needs"])
    alone = functions_alone(docs["partner"])
    for row in needs["steps"][0]["host_unlikely_alone"]:
        check.value(f"needs and partner: {row['function']} alone", row["stands_alone"], alone[row["function"]])
    return docs


def terms(check, talks, mission):
    bargain = check.document("bargain", mission)
    by_name = {issue["name"]: issue for issue in talks["issues"]}
    for issue in bargain["issues"]:
        mean, own = issue["models"]["weighted_mean"], by_name[issue["name"]]["terms"]
        for there, here in {"forecast": "q50", "median": "q50", "mean": "mean"}.items():
            check.value(f"bargain and talks: {issue['name']}: {there}", mean[there], own[here])
        for quantile, name in {"0.05": "q05", "0.25": "q25", "0.75": "q75", "0.95": "q95"}.items():
            check.value(f"bargain and talks: {issue['name']}: {quantile}", mean["quantiles"][quantile], own[name])


def plans(check, run, partner, mission):
    """The search, the stress of one plan, its status and its simulation."""
    timeline = dict(run["timeline"], agreement_map=run["agreement_map"])
    check.same("run and plan", timeline, check.document("plan", mission, "--quick", *DRAWS))
    files = sorted((ROOT / mission / "plans").glob("*.toml"))
    if len(files) < 2:
        return
    first, second = str(files[0]), str(files[1])
    alone = functions_alone(partner)
    status = check.document("status", mission, first, *DRAWS)
    for step in status["steps"]:
        for condition in step.get("conditions", []) + step.get("reverses", []):
            function = next((f for f in alone if f in condition["words"]), None)
            if function and "value" in condition and "alone" in condition["words"]:
                check.value(f"status and partner: {function}", condition["value"], alone[function])
    few = ["--scenarios", "40", "--replications", "50"]
    simulated = [check.document("simulate", mission, "--plan", plan, *few) for plan in (first, second)]
    comparison = subprocess.run([check.handover, "compare", f"{mission}:{first}", f"{mission}:{second}", "--difference-only", "--json"],
                                capture_output=True, text=True, cwd=ROOT, check=True)
    for metric, row in json.loads(comparison.stdout)["metrics"].items():
        for side, document in zip(("first", "second"), simulated):
            check.near(f"compare and simulate: {metric}, {side}", row[side], document["outcomes"][metric]["mean"])
    stress = check.document("stress", mission, first, "--quick", *DRAWS)
    check.same("run and stress: parties", timeline["parties"], stress["parties"])


def editions(check, mission, folder, page_of_run):
    """The brief of `run` and that of `brief` are one."""
    page = folder / "brief.html"
    subprocess.run([check.handover, "brief", mission, "--seed", "1", *DRAWS, "--out", str(page)], check=True, capture_output=True, cwd=ROOT)
    check.value("the brief of run and of brief", page.read_bytes() == page_of_run.read_bytes(), True)


def look_at(handover, mission, folder):
    check = Check(handover, mission)
    page = folder / "run.html"
    run = check.document("run", mission, *DRAWS, "--no-store", "--out", str(page))
    docs = assessments(check, run, mission)
    terms(check, docs["talks"], mission)
    plans(check, run, docs["partner"], mission)
    editions(check, mission, folder, page)
    for line in check.failed:
        print(f"FAIL  {mission}: {line}")
    print(f"{mission}: {check.compared} figures printed by two commands, {len(check.failed)} that differ")
    return not check.failed


def main():
    handover = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/handover").resolve())
    missions = sys.argv[2:] or ["missions/iraq-2024", "missions/sierra-leone-2003"]
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        results = [look_at(handover, mission, folder) for mission in missions]
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
