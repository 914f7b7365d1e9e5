#!/usr/bin/env python3
"""Break a copy of the worked example in twenty ways and see that each is refused well.

    scripts/check_breakages.py path/to/handover [mission folder]

Each breakage must end with exit code 2, name the file and, where a line is at fault, the line, say in words what is
wrong with the value, give a hint, and leave the folder byte for byte as it was. `check --json` must say the same, and
`run` must refuse it too. Needs nothing but Python's standard library.
"""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Breakage:
    """One fault: what to do to one file, and what the report must point at."""

    def __init__(self, name, file, mutate, words, located=True):
        self.name, self.file, self.mutate, self.words, self.located = name, file, mutate, words, located


def replace_first(old, new):
    def mutate(text):
        assert old in text, f"the breakage no longer fits the mission: {old!r} is not there"
        return text.replace(old, new, 1)
    return mutate


def cell(row_starts, column, value):
    """Sets one field of the first row that starts with `row_starts` (no quoted fields before it)."""
    def mutate(text):
        lines = text.split("\n")
        index = lines[0].split(",").index(column)
        row = next(i for i, line in enumerate(lines) if line.startswith(row_starts))
        fields = lines[row].split(",")
        fields[index] = value
        lines[row] = ",".join(fields)
        return "\n".join(lines)
    return mutate


def without_column(name):
    def mutate(text):
        lines = text.rstrip("\n").split("\n")
        index = lines[0].split(",").index(name)
        return "\n".join(",".join(f for i, f in enumerate(line.split(",")) if i != index) for line in lines) + "\n"
    return mutate


def append(text_to_add):
    return lambda text: text + text_to_add


BREAKAGES = [
    Breakage("a day that does not exist", "sessions.csv", cell("2024-01-28,", "date", "2024-02-30"), "2024-02-30"),
    Breakage("an American date", "calendar.csv", cell("2024-11-05,", "date", "11/05/2024"), "11/05/2024"),
    Breakage("a zone nobody has heard of", "incidents.csv", cell("2014-01-02,", "zone", "atlantis"), "atlantis"),
    Breakage("a negative count", "incidents.csv", cell("2014-01-03,", "count", "-6"), "-6"),
    Breakage("words for a number", "interval_counts.csv", replace_first(",1470,1470,1470,", ",1470,many,1470,"), "many"),
    Breakage("low above high", "interval_counts.csv", replace_first(",1470,1470,1470,", ",1500,1470,1470,"), "low"),
    Breakage("a source that is not listed", "troops.csv", cell("us,federal-iraq", "source", "my-uncle"), "my-uncle"),
    Breakage("a grade outside the scale", "sources.csv", replace_first(",B,2,", ",Z,2,"), "Z"),
    Breakage("the same name twice", "zones.csv", replace_first("babil,Babil,IQ-BB", "anbar,Babil,IQ-BB"), "anbar"),
    Breakage("a neighbour in one direction only", "zones.csv", replace_first("anbar;babil;najaf", "babil;najaf"), "karbala"),
    Breakage("a level that is not on the scale", "ratings.csv", replace_first(",cannot,", ",hopeless,"), "hopeless"),
    Breakage("coverage above one", "ratings.csv", replace_first(",0.5,yes,lead-ig-16", ",1.5,yes,lead-ig-16"), "1.5"),
    Breakage("a position off its scale", "positions.csv", replace_first("us,mission-end,14,26,42", "us,mission-end,14,26,420"), "420"),
    Breakage("most likely outside the range", "assumptions.csv", replace_first("0.3,0.8,1.2", "0.3,2.0,1.2"), "mode"),
    Breakage("an assumption no mechanism reads", "assumptions.csv", replace_first("adversary_waiting", "adversary_wating"), "adversary_wating"),
    Breakage("a row with too few fields", "actors.csv", append("\nlatecomer,Latecomer\n"), "field"),
    Breakage("a quote that is never closed", "facts.csv", append('\nz-1,"us-troops,count,1\n'), "quote"),
    Breakage("a column that went missing", "casualties.csv", without_column("killed"), "killed", located=False),
    Breakage("a misspelt key", "mission.toml", replace_first("horizon_months", "horizon_month"), "horizon_month"),
    Breakage("a site closed under a theatre that needs it", "plans/gated.toml",
             replace_first('close = ["baghdad-centre"]', 'close = ["baghdad-centre", "erbil"]'), "erbil", located=False),
]


def fingerprint(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def call(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300)


def faults_of(handover, folder, breakage):
    """What was not as it must be, in words; empty when the breakage was refused well."""
    before, faults = fingerprint(folder), []
    plain, as_json = call(handover, "check", folder), call(handover, "check", folder, "--json")
    if plain.returncode != 2:
        faults.append(f"exit code {plain.returncode}, not 2")
    place = re.escape(breakage.file) + (r":[1-9]\d*:" if breakage.located else r":")
    lines = [line for line in plain.stderr.splitlines() if re.match(place, line)]
    if not lines:
        faults.append(f"no message names {breakage.file}" + (" and a line" if breakage.located else ""))
    elif not any(breakage.words in line for line in lines):
        faults.append(f"no message mentions {breakage.words!r}")
    elif not any("; " in line for line in lines):
        faults.append("no message says what would be right")
    try:
        problems = json.loads(as_json.stdout)["problems"]
        if as_json.returncode != 2 or not any(p["file"] == breakage.file and p["what"] and p["hint"] for p in problems):
            faults.append("--json does not say the same")
    except (ValueError, KeyError):
        faults.append("--json is not one document with `problems`")
    has_run = re.search(r"^\s+run\s", call(handover, "--help").stdout, re.MULTILINE)
    if has_run and call(handover, "run", folder).returncode != 2:
        faults.append("`run` accepted it")
    if fingerprint(folder) != before:
        faults.append("something was written")
    return faults


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    handover = pathlib.Path(sys.argv[1]).resolve()
    mission = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "missions" / "iraq-2024"
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        for number, breakage in enumerate(BREAKAGES, 1):
            folder = pathlib.Path(work) / str(number) / mission.name
            shutil.copytree(mission, folder, ignore=shutil.ignore_patterns("*.duckdb*", "*.html"))
            path = folder / breakage.file
            path.write_text(breakage.mutate(path.read_text(encoding="utf-8")), encoding="utf-8")
            faults = faults_of(handover, folder, breakage)
            failed += bool(faults)
            print(f"{'FAIL' if faults else 'ok  '} {number:2} {breakage.name}" + "".join(f"\n        {f}" for f in faults))
    print(f"{len(BREAKAGES) - failed} of {len(BREAKAGES)} breakages refused with a clear, located error")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
