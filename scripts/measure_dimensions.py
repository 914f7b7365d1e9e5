#!/usr/bin/env python3
"""How time and memory grow with each dimension of a mission: one table, kept as docs/dimensions.md with --write.

    scripts/measure_dimensions.py build/release/handover
    scripts/measure_dimensions.py build/release/handover --only zones,plans --times 1,10,100 --seconds 300 --write

Each mission is the folder that `new` writes with one dimension multiplied. Two commands are measured: `check` and the
one that the dimension weighs on most. Processor seconds and the largest memory are the child's own, so a machine under
load changes little. A run longer than --seconds is written as such; a refusal with its first line. Growth is linear as long as
ten times as much takes at most twelve times as long. Needs nothing but Python's standard library.
"""
import argparse
import csv
import datetime
import io
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def read(folder, name):
    text = (folder / name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    return list(rows[0]), rows


def write(folder, name, header, rows):
    with open(folder / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def repeat(folder, name, times, change):
    """Every row again and again; `change` gives the copy its own names."""
    header, rows = read(folder, name)
    more = [change(dict(row), k, i) for k in range(1, times) for i, row in enumerate(rows)]
    write(folder, name, header, rows + [row for row in more if row])


def own_id(row, k, _):
    row["id"] += f"-{k}"
    if "name" in row:
        row["name"] += f" {k}"
    return row


def incidents(folder, times):
    """Other zones and days of the period that the source covers; never two tallies of a day, stream and zone."""
    header, rows = read(folder, "incidents.csv")
    taken = {(row["date"], row["zone"]) for row in rows}
    wanted, first = len(rows) * times, datetime.date(2024, 1, 1)
    start = first - datetime.timedelta(days=max(0, wanted // 3 - 150))
    day = start
    while len(rows) < wanted:
        for zone in ("capital", "plain", "hills"):
            if len(rows) < wanted and (day.isoformat(), zone) not in taken:
                rows.append(dict(rows[0], date=day.isoformat(), zone=zone, count="1", killed_civilians="0"))
        day += datetime.timedelta(days=1)
        if day > datetime.date(2024, 6, 28):
            break
    write(folder, "incidents.csv", header, rows)
    change(folder, "mission.toml", "daily_from = 2024-01-01", f"daily_from = {start.isoformat()}")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, (name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def facts(folder, times):
    def other(row, k, _):
        row["id"] += f"-{k}"
        row["subject"] += f"-{k % 50}"
        row["value"] = str(int(float(row["value"])) + k)
        row["low"] = row["high"] = ""
        return row
    repeat(folder, "facts.csv", times, other)


def zones(folder, times):
    def other(row, k, i):
        previous = row["id"] if k == 1 else f"{row['id']}-{k - 1}"
        own_id(row, k, i)
        row["latitude"] = f"{float(row['latitude']) + 0.01 * (k % 100) + 0.001 * (k // 100):.4f}"
        row["neighbours"] = previous
        return row
    repeat(folder, "zones.csv", times, other)
    header, rows = read(folder, "zones.csv")
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        for name in row["neighbours"].split(";"):
            other_names = by_id[name]["neighbours"].split(";")
            if row["id"] not in other_names:
                by_id[name]["neighbours"] += ";" + row["id"]
    write(folder, "zones.csv", header, rows)


def streams(folder, times):
    text = "".join(f'\n[[stream]]\nid = "stream-{k}"\nname = "Stream {k}"\nkind = "insurgent"\nactors = ["insurgents"]\n'
                   for k in range(2, 2 * times))
    change(folder, "mission.toml", "\n[rating_scale]", text + "\n[rating_scale]")


def sites(folder, times):
    repeat(folder, "sites.csv", times, own_id)


def parties(folder, times):
    text = "".join(f'\n[[party]]\nid = "party-{k}"\nname = "Party {k}"\nside = "other"\n[[party.red_line]]\n'
                   f'metric = "civilians_killed"\ncompare = "at_most"\nthreshold = {500 + k}\ntolerated = 0.2\n'
                   f'words = "Fewer than {500 + k} killed"\nsource = "own-judgement"\n' for k in range(2, 2 * times))
    change(folder, "mission.toml", "\n[[region]]", text + "\n[[region]]")


def horizon(folder, times):
    change(folder, "mission.toml", "horizon_months = 24", f"horizon_months = {12 * times}")


def plans(folder, times):
    text = (folder / "plans" / "two-steps.toml").read_text(encoding="utf-8")
    for k in range(1, times):
        (folder / "plans" / f"plan-{k}.toml").write_text(text.replace('id = "two-steps"', f'id = "plan-{k}"'), encoding="utf-8")


def units(folder, times):
    repeat(folder, "units.csv", times, own_id)

    def other(row, k, _):
        row["unit"] += f"-{k}"
        return row
    repeat(folder, "ratings.csv", times, other)


def totals(folder, times):
    def other(row, k, _):
        row["series"] += f"-{k}"
        return row
    repeat(folder, "interval_counts.csv", times, other)


def cases(folder, times):
    def other(row, k, _):
        row["case"] += f"-{k}"
        return row
    repeat(folder, "reference_class.csv", times, other)


def statements(folder, times):
    path = folder / "statements" / "host.txt"
    path.write_text(path.read_text(encoding="utf-8") * 1 + "More words about the same meeting. " * (20 * times) + "\n", encoding="utf-8")


DIMENSIONS = {
    "incident rows": (incidents, ["forecast"]), "facts": (facts, ["evidence"]), "zones": (zones, ["forecast"]),
    "streams": (streams, ["forecast"]), "sites": (sites, ["needs"]), "parties": (parties, ["status", "plans/two-steps.toml"]),
    "horizon": (horizon, ["forecast"]), "plans": (plans, ["check"]), "units and ratings": (units, ["partner"]),
    "totals": (totals, ["forecast"]), "past cases": (cases, ["talks"]), "words of a statement": (statements, ["check"])}


def measure(command, seconds):
    """(processor seconds, megabytes, how it ended)."""
    def limits():
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=limits)
        _, status, usage = os.wait4(child.pid, 0)
        errors.seek(0)
        first = errors.read(300).decode("utf-8", "replace").split("\n")[0]
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        ended = f"longer than {seconds:g} s"
    elif child.returncode == 2:
        ended = "refused: " + first[:100]
    elif child.returncode not in (0, 1):
        ended = f"FAILED ({child.returncode}): {first[:100]}"
    else:
        ended = ""
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, ended


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", help="dimensions, separated by commas")
    parser.add_argument("--times", default="1,10,100")
    parser.add_argument("--seconds", type=float, default=300, help="processor seconds after which a run is ended")
    parser.add_argument("--write", action="store_true", help="keep the table as docs/dimensions.md")
    options = parser.parse_args()
    program, times = os.path.abspath(options.program), [int(t) for t in options.times.split(",")]
    names = options.only.split(",") if options.only else list(DIMENSIONS)
    lines = ["| dimension | command | times | processor s | MB | note |", "|---|---|---|---|---|---|"]
    failed = False
    for name in names:
        grow, command = DIMENSIONS[name]
        before = None
        for factor in times:
            with tempfile.TemporaryDirectory(prefix="handover-dimensions-") as place:
                folder = pathlib.Path(place) / "mission"
                subprocess.run([program, "new", str(folder)], check=True, capture_output=True)
                grow(folder, factor)
                arguments = [str(folder / part) if "/" in part else part for part in command]
                words = [program, arguments[0], str(folder), *arguments[1:]]
                if command != ["check"]:
                    words += ["--threads", "1"]
                seconds, memory, note = measure(words, options.seconds)
            growth = f"{seconds / before:.1f} times as long" if before and not note else ""
            failed = failed or note.startswith("FAILED")
            before = seconds if not note else None
            lines.append(f"| {name} | {command[0]} | {factor} | {seconds:.1f} | {memory:.0f} | {note or growth} |")
            print(lines[-1], flush=True)
    if options.write:
        head = ("# Time and memory by dimension\n\nMade by `scripts/measure_dimensions.py`: the folder that `handover new` writes with one\n"
                "dimension multiplied, one thread, processor seconds of the command and its largest memory.\n\n")
        (ROOT / "docs" / "dimensions.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
