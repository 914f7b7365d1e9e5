#!/usr/bin/env python3
"""Show that nothing known after an as-of date reaches any figure of the worked example.

    scripts/check_as_of.py path/to/handover [mission folder]

For several as-of dates: rewrites every row known later (its numbers scaled, its words swapped), then also deletes some,
doubles others and shuffles them among themselves, and compares what the commands print with what they print for the
untouched folder: the same bytes, apart from the clock. A control row known earlier is changed too, to see that the comparison can
fail. Needs nothing but Python's standard library.
"""
import csv
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATES = ("2023-12-20", "2024-02-13", "2024-07-24")
# Tables whose rows are dropped by the day since when they could be known.
DATED = ("facts", "incidents", "interval_counts", "casualties", "covariates", "calendar", "troops", "ratings", "positions",
         "sessions", "instruments", "commitments", "reference_class")
SWAPS = {"in_session": "collapsed", "suspended": "agreed", "with_advice": "alone", "direct_support": "cannot",
         "open": "met", "agreed": "collapsed", "done": "open", "end": "stay", "transition": "end"}
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def rewritten(row, random_numbers):
    """The same row with other contents; its day of knowledge, names and source stay."""
    keep = {"known_from", "source", "id", "stream", "zone", "area", "actor", "unit", "function", "assessor", "issue", "region"}
    changed = dict(row)
    for column, value in row.items():
        if column in keep:
            continue
        if NUMBER.match(value):
            changed[column] = str(int(abs(float(value))) * 3 + random_numbers.randint(1, 9))
        elif value in SWAPS:
            changed[column] = SWAPS[value]
        elif column in ("value", "note", "cause", "what", "words"):
            changed[column] = f"changed {random_numbers.randint(1, 999)}"
    return changed


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, [{k: v or "" for k, v in row.items()} for row in reader]


def write(path, header, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def perturb(folder, as_of, rough, random_numbers):
    """Changes every row known later; `rough` also deletes, doubles and shuffles. Returns how many were touched."""
    published = {row["id"]: row["published"] for row in read(folder / "sources.csv")[1]}
    touched = 0
    for table in DATED:
        path = folder / f"{table}.csv"
        if not path.exists():
            continue
        header, rows = read(path)
        known = [row.get("known_from") or published[row["source"]] for row in rows]
        later = [rewritten(row, random_numbers) for row, day in zip(rows, known) if day > as_of]
        touched += len(later)
        if rough:
            random_numbers.shuffle(later)
            later = later[len(later) // 4:] + later[-len(later) // 4:]
            earlier = [row for row, day in zip(rows, known) if day <= as_of]
            rows = later[:len(later) // 2] + earlier + later[len(later) // 2:]
        else:
            supply = iter(later)
            rows = [next(supply) if day > as_of else row for row, day in zip(rows, known)]
        write(path, header, rows)
    return touched


def without_clock(text):
    document = json.loads(text)

    def cleaned(node):
        if isinstance(node, dict):
            return {k: cleaned(v) for k, v in node.items() if k not in ("clock", "mission", "brief", "line", "lines")}
        if isinstance(node, list):
            return [cleaned(item) for item in node]
        if isinstance(node, str):   # a place in a file moves when rows above it go; it is no figure
            return re.sub(r"\.csv:\d+", ".csv", node)
        return node

    return json.dumps(cleaned(document), sort_keys=True)


def printed(handover, folder, as_of):
    texts, commands = {}, subprocess.run([str(handover), "--help"], capture_output=True, text=True).stdout
    for command, options in (("evidence", []), ("run", ["--seed", "1"])):
        if not re.search(rf"^\s+{command}\s", commands, re.MULTILINE):
            continue
        done = subprocess.run([str(handover), command, str(folder), "--as-of", as_of, "--json", *options],
                              capture_output=True, text=True, timeout=1200)
        if done.returncode not in (0, 1):
            sys.exit(f"{command} --as-of {as_of} ends with {done.returncode}: {done.stderr[-500:]}")
        texts[command] = without_clock(done.stdout)
    return texts


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    handover = pathlib.Path(sys.argv[1]).resolve()
    mission = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "missions" / "iraq-2024"
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        def copy(name):
            folder = pathlib.Path(work) / name / mission.name
            shutil.copytree(mission, folder, ignore=shutil.ignore_patterns("*.duckdb*", "*.html"))
            return folder

        for as_of in DATES:
            reference = printed(handover, copy(f"{as_of}-untouched"), as_of)
            for rough in (False, True):
                folder = copy(f"{as_of}-{rough}")
                touched = perturb(folder, as_of, rough, random.Random(11))
                for command, text in printed(handover, folder, as_of).items():
                    same = text == reference[command]
                    failed += not same
                    how = "rewritten, deleted, doubled and shuffled" if rough else "rewritten in place"
                    print(f"{'ok  ' if same else 'FAIL'} {command} as of {as_of}: {touched} later rows {how}")
        control = copy("control")
        facts = control / "facts.csv"
        facts.write_text(facts.read_text().replace("us-troops,count,2500", "us-troops,count,9500", 1))
        sees = printed(handover, control, DATES[-1])["evidence"] != reference["evidence"]
        failed += not sees
        print(f"{'ok  ' if sees else 'FAIL'} control: a change known earlier is seen")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
