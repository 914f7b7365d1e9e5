#!/usr/bin/env python3
"""Text from a mission is text: markup, formulas, escape sequences and direction marks are planted in every column that takes
them, and looked for in everything the program writes.

    scripts/check_planted_text.py build/release/handover [--draws 50] [--keep FOLDER]

First each column by itself, with each payload: `check` either refuses it (and says so without repeating it raw) or takes it.
Then all that was taken is planted at once, and every command that prints, draws, exports or writes pages runs on it.
Needs nothing but Python's standard library.
"""
import argparse
import csv
import html.parser
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

MARK = "planted"
MARKUP = f"<{MARK} onload=x>&{MARK};\"'<script>{MARK}()</script>"
PAYLOADS = {
    "markup": MARKUP,
    "formula": f"=cmd|' /C {MARK}'!A0",
    "escape": f"{MARK}\x1b[31m\x07",
    "direction": f"{MARK}\u202e\u2066",
    "line break": f"{MARK}\n/etc/passwd:1: {MARK}",
    "null": f"{MARK}\0",
    "long": MARK * 150000,
}
# Never in an output as they are; within JSON they are escaped.
RAW = ("\x1b", "\x07", "\u202e", "\u2066", "\0", "\u2028")


class Tags(html.parser.HTMLParser):
    """Tags and attributes that hold the mark: then text has become markup."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.inside = None

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        if MARK in tag or any(name.startswith("on") for name, _ in attributes):
            self.found.append(f"<{tag} {attributes}>")

    def handle_data(self, data):
        if self.inside in ("script", "style") and MARK in data:
            self.found.append(f"{data[:60]} in <{self.inside}>")

    def handle_endtag(self, tag):
        self.inside = None


def rows_of(file):
    with open(file, newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def write(file, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")


def check(handover, mission):
    done = subprocess.run([handover, "check", mission], capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def raw_in(text):
    return [hex(ord(mark)) for mark in RAW if mark in text]


def plant_each(handover, skeleton, work):
    """Which payload each column takes. A refusal must not repeat it raw nor at full length."""
    taken, refused, faults = {}, 0, []
    for table in sorted(skeleton.glob("*.csv")):
        original = rows_of(table)
        if len(original) < 2:
            continue
        for column, name in enumerate(original[0]):
            for kind, payload in PAYLOADS.items():
                mission = work / "one"
                shutil.rmtree(mission, ignore_errors=True)
                shutil.copytree(skeleton, mission)
                rows = [list(row) for row in original]
                rows[1][column] = payload if kind == "formula" else rows[1][column] + payload
                write(mission / table.name, rows)
                code, text = check(handover, mission)
                where = f"{table.name} {name}, {kind}"
                if code not in (0, 2):
                    faults.append(f"{where}: check ends with {code}")
                if raw_in(text) or len(text) > 20000 or f"\n/etc/passwd:1: {MARK}" in text:
                    faults.append(f"{where}: check repeats it raw ({len(text)} characters)")
                if code == 0:
                    taken.setdefault(table.name, {}).setdefault(column, []).append(kind)
                refused += code == 2
    return taken, refused, faults


def plant_all(skeleton, taken, mission):
    shutil.copytree(skeleton, mission)
    for table, columns in taken.items():
        rows = rows_of(mission / table)
        for column, kinds in columns.items():
            for number, kind in enumerate(k for k in ("markup", "formula") if k in kinds):
                row = rows[min(1 + number, len(rows) - 1)]
                row[column] = PAYLOADS[kind] if kind == "formula" else row[column] + PAYLOADS[kind]
        write(mission / table, rows)


def look_at_text(name, text, faults):
    if raw_in(text):
        faults.append(f"{name}: raw {raw_in(text)}")


def look_at_file(file, faults):
    name = file.name
    if MARK in name:
        faults.append(f"a file is called {name}")
    if file.suffix in (".html", ".svg", ".csv", ".json", ".toml", ".txt"):
        text = file.read_text(encoding="utf-8")
        look_at_text(name, text, faults)
        if file.suffix == ".html":
            tags = Tags()
            tags.feed(text)
            faults.extend(f"{name}: {one}" for one in tags.found)
        if file.suffix == ".svg":
            for element in xml.etree.ElementTree.fromstring(text).iter():
                if MARK in str(element.tag) or any(key.startswith("on") for key in element.attrib):
                    faults.append(f"{name}: <{element.tag}>")
        if file.suffix == ".csv":
            for row in csv.reader(io.StringIO(text)):
                if any(re.match(r"[=+@]|-[^\d.]", cell) for cell in row):
                    faults.append(f"{name}: a cell that a spreadsheet would run: {row[:3]}")
        if file.suffix == ".json":
            json.loads(text)


def run_all(handover, mission, out, draws, faults):
    plan = sorted((mission / "plans").glob("*.toml"))[0].stem
    quick = ["--draws", str(draws)]
    commands = [
        ["check", mission], ["evidence", mission], ["evidence", mission, "--json"], ["assumptions", mission],
        ["partner", mission, *quick, "--svg", out / "partner.svg"], ["partner", mission, *quick, "--json"],
        ["talks", mission, *quick, "--svg", out / "talks.svg"], ["talks", mission, *quick, "--json"],
        ["bargain", mission, *quick], ["needs", mission, *quick], ["needs", mission, *quick, "--json"],
        ["forecast", mission, *quick, "--svg", out / "pictures"], ["forecast", mission, *quick, "--json"],
        ["simulate", mission, "--plan", plan, *quick, "--scenarios", "40", "--replications", "4"],
        ["status", mission, sorted((mission / "plans").glob("*.toml"))[0], *quick], ["run", mission, *quick, "--out", out / "brief.html"],
        ["show", mission], ["runs", mission], ["export", mission, "--parquet", out / "export"],
    ]
    ran = 0
    for command in commands:
        done = subprocess.run([handover, *map(str, command)], capture_output=True, timeout=900)
        text = (done.stdout + done.stderr).decode(errors="replace")
        name = " ".join(str(part) for part in command[:2] if part != mission)
        if done.returncode in (0, 1):
            ran += 1
        elif done.returncode == 2:
            print(f"refused: {name}: {text.splitlines()[-1][:120]}")
        else:
            faults.append(f"{name}: exit {done.returncode}: {text[-300:]}")
        look_at_text(name, text, faults)
        if "--json" in command and done.returncode == 0:
            json.loads(done.stdout)
    for file in [f for f in out.rglob("*") if f.is_file()]:
        look_at_file(file, faults)
    return ran, len(commands)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover")
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--keep", type=pathlib.Path, help="keep the planted mission and its outputs here")
    options = parser.parse_args()
    handover = pathlib.Path(options.handover).resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        skeleton = work / "skeleton"
        subprocess.run([handover, "new", skeleton], check=True, capture_output=True)
        taken, refused, faults = plant_each(handover, skeleton, work)
        columns = sum(len(c) for c in taken.values())
        print(f"{columns} columns take some payload; {refused} plantings refused")
        mission, out = work / "planted-mission", work / "out"
        out.mkdir()
        plant_all(skeleton, taken, mission)
        code, text = check(handover, mission)
        if code != 0:
            faults.append(f"what each takes by itself is refused together: {text[:400]}")
        ran, of = run_all(handover, mission, out, options.draws, faults)
        print(f"{ran} of {of} commands ran on the planted mission")
        if options.keep:
            shutil.copytree(work, options.keep, dirs_exist_ok=True)
    for fault in faults:
        print("FAIL ", fault)
    print(f"{0 if faults else 1} passed, {1 if faults else 0} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
