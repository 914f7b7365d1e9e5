"""Trials on copies of missions/iraq-2024, each with one thing changed, against what a general would expect.

One plan (plans/gated.toml) is put to the test in each copy, beside the baselines; the copy's figures less those of the mission as
it is are set beside the expectation. An expectation is a figure, a direction and a least size. What a trial shows is printed
whether it agrees or not; the exit code counts nothing.

The figures, of 100: "signed" the chance that the talks bring a signature in time; "kept" the scenarios in which all deciding
parties' lines are kept, if signed; "hold" the replications in which all hold, if signed; "exit" as "kept" for an immediate exit that
waits for nobody; "quo" the same for the status quo. In persons a replication: "dead" own troops killed under the plan; "civilians" killed
under the plan; "exit civilians" killed under the immediate exit, "quo dead" own troops killed under the status quo.
"""
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MISSION = ROOT / "missions" / "iraq-2024"
PLAN = "plans/gated.toml"
# Few draws of the fitted models and few scenarios: differences of some points are what is looked for.
OPTIONS = ["--quick", "--draws", "100", "--replications", "60000", "--seed", "1", "--json"]


def rows_of(folder, table, change):
    """Rewrites a table; `change` gets each row and gives it back, or None to leave it out."""
    path = folder / f"{table}.csv"
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames, [change(row) for row in reader]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row is not None)


def add_row(folder, table, **cells):
    path = folder / f"{table}.csv"
    with open(path, newline="", encoding="utf-8") as file:
        names = csv.DictReader(file).fieldnames
    with open(path, "a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, names, restval="", lineterminator="\n").writerow(cells)


def times(stream, factor, since="0000"):
    """Recorded incidents of a stream times a factor, single and totals, with those killed in them: each stays as deadly as it was."""
    def scaled(row, cells):
        for cell in cells:
            row[cell] = str(round(factor * float(row[cell]))) if row[cell] else ""
        return row

    def count(row):
        wanted = row["stream"] == stream and row["from"] >= since
        return scaled(row, ("low", "best", "high")) if wanted else row

    def day(row):
        if row["stream"] == stream and row["date"] >= since:
            scaled(row, ["count"] + [cell for cell in row if cell.startswith("killed_")])
        return row if row["count"] != "0" else None

    def casualties(row):
        wanted = row["stream"] == stream and row["from"] >= since
        row = scaled(row, ("incidents", "killed", "wounded")) if wanted else row
        return row if row["incidents"] != "0" else None

    def change(folder):
        rows_of(folder, "interval_counts", count)
        rows_of(folder, "incidents", day)
        rows_of(folder, "casualties", casualties)
    return change


def assumed(pattern, low, mode, high):
    def change(folder):
        def row_of(row):
            if re.fullmatch(pattern, row["key"]):
                row.update(low=str(low), mode=str(mode), high=str(high))
            return row
        rows_of(folder, "assumptions", row_of)
    return change


def rated(level):
    def change(folder):
        rows_of(folder, "ratings", lambda row: dict(row, level=level))
    return change


def threshold(words, value):
    def change(folder):
        path = folder / "mission.toml"
        text = path.read_text(encoding="utf-8")
        at = text.index(words)
        text = text[:at] + re.sub(r"threshold = \S+", f"threshold = {value}", text[at:], count=1)
        path.write_text(text, encoding="utf-8")
    return change


def session(state):
    def change(folder):
        add_row(folder, "sessions", date="2024-07-24", state=state, cause="trial", source="s3", known_from="2024-07-24")
    return change


def without_cases(test):
    def change(folder):
        rows_of(folder, "reference_class", lambda row: None if test(row) else row)
    return change


# name, what is changed, what is expected: (figure, sign, least size); sign 0: within the size.
TRIALS = [
    ("own deaths line at nought", threshold("American personnel are protected", 0), [("kept", -1, 5), ("quo", -1, 5)]),
    ("ISIS line doubled, both sides", lambda folder: (threshold("ISIS does not come back", 900)(folder), threshold("Terrorism does not come back", 1000)(folder)),
     [("kept", +1, 5), ("exit", +1, 5)]),
    ("already signed", session("agreed"), [("signed", +1, 20), ("kept", 0, 15)]),
    ("talks suspended", session("suspended"), [("signed", -1, 3)]),
    ("no militia", times("militia-attacks", 0.0), [("dead", -1, 0.3), ("kept", +1, 2), ("quo dead", -1, 1)]),
    ("militia twice", times("militia-attacks", 2.0), [("dead", +1, 0.3), ("kept", -1, 2), ("quo dead", +1, 1)]),
    ("all ISIS counts twice", times("isis-attacks", 2.0), [("kept", -1, 10), ("exit", -1, 10), ("civilians", +1, 50)]),
    ("ISIS since 2023 tenfold", times("isis-attacks", 10.0, "2023"), [("kept", -1, 20), ("civilians", +1, 100)]),
    ("ISIS since 2023 a tenth", times("isis-attacks", 0.1, "2023"), [("kept", +1, 5), ("civilians", -1, 50)]),
    ("host can do everything", rated("alone"), [("exit", +1, 5), ("exit civilians", -1, 20)]),
    ("host can do nothing", rated("cannot"), [("exit", -1, 2), ("exit civilians", +1, 10)]),
    ("effects of leaving nought", assumed("insurgent_response_to_(withdrawal|handover|closure)|adversary_(waiting|return)|hunting_gap_effect_on_insurgents|"
                                          "uncovered_task_effect_on_(insurgents|civilian_deaths)", 0, 0, 0), [("exit", +1, 5), ("exit civilians", -1, 50)]),
    ("attacks after leaving much greater", assumed("insurgent_response_to_withdrawal|adversary_return", 0.5, 0.9, 1.5),
     [("exit", -1, 10), ("exit civilians", +1, 100)]),
    ("attacks follow all the way to places left", assumed("attacks_move_to_places_left", 0.95, 0.98, 1.0), [("dead", +1, 0)]),
    ("wounded always reach a surgeon", assumed("evacuation_gap_effect_on_deaths", 0, 0, 0), [("dead", -1, 0)]),
    ("steps of the record never late", without_cases(lambda row: row["kind"] == "transition_step" and row["actual"] != row["planned"]), [("kept", +1, 2)]),
    ("no host ever threw a force out", without_cases(lambda row: row["outcome"] == "expelled"), [("kept", +1, 0), ("quo", +1, 2)]),
]


def figures(document):
    answer, chosen = document["answer"], document["chosen"]
    baseline = {entry["name"].split(",")[0]: entry for entry in document["baselines"]}
    harm = lambda entry, kind: entry["harm"][kind]["mean"]
    signed = answer["signed_by"] or {}
    return {
        "signed": 100 * signed.get("chance_in_time", 1.0),
        "kept": 100 * chosen["joint"],
        "hold": 100 * chosen["all_lines_hold"],
        "dead": harm(chosen, "coalition deaths"),
        "civilians": harm(chosen, "civilians killed"),
        "exit": 100 * baseline["immediate exit"]["joint"],
        "exit civilians": harm(baseline["immediate exit"], "civilians killed"),
        "quo": 100 * baseline["status quo"]["joint"],
        "quo dead": harm(baseline["status quo"], "coalition deaths"),
    }


def run(handover, change):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "iraq-2024"
        shutil.copytree(MISSION, folder)
        if change:
            change(folder)
        done = subprocess.run([handover, "stress", str(folder), str(folder / PLAN), *OPTIONS], capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"
        return figures(json.loads(done.stdout)), ""


def verdict(figure, sign, size, base, trial):
    change = trial[figure] - base[figure]
    agrees = abs(change) <= size if sign == 0 else sign * change >= size and (size > 0 or sign * change > 0)
    wanted = f"within {size:g}" if sign == 0 else f"{'up' if sign > 0 else 'down'} by {size:g} or more" if size else ("up" if sign > 0 else "down")
    return f"{figure} {wanted}: {base[figure]:.3g} to {trial[figure]:.3g}, {'as expected' if agrees else 'NOT as expected'}", agrees


def main():
    handover, wanted = sys.argv[1], sys.argv[2:]
    base, _ = run(handover, None)
    print("as it is: " + ", ".join(f"{name} {value:.3g}" for name, value in base.items()), flush=True)
    agree = asked = 0
    for name, change, expected in TRIALS:
        if wanted and name not in wanted:
            continue
        trial, problem = run(handover, change)
        if trial is None:
            print(f"{name}: not run: {problem}", flush=True)
            continue
        for figure, sign, size in expected:
            words, agrees = verdict(figure, sign, size, base, trial)
            print(f"{name}: {words}", flush=True)
            asked += 1
            agree += agrees
    print(f"{agree} of {asked} expectations met")


if __name__ == "__main__":
    main()
