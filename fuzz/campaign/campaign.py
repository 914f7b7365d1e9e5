#!/usr/bin/env python3
"""Throws spoiled missions and spoiled foreign files at the program and counts what comes back.

    fuzz/campaign/campaign.py missions build/release/handover --count 2000 --seed 1
    fuzz/campaign/campaign.py foreign  build/release/handover --count 2000 --seed 1
    fuzz/campaign/campaign.py missions build/release/handover --only 371 --keep /tmp/one   # one mutant, kept

A mission is the folder that `new` writes, or --mission. It is refused with its place (exit code 2, every line names a
file), refused without one, or accepted; one accepted in --every is also run through commands that compute. A mutant
that ends the program by a signal, with another exit code, after --seconds, or with a raw control character on the
terminal is a failure: it is named with its number, and the exit code is 1. The last line holds the counts.
Needs nothing but Python's standard library.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import mutants  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# file, an option, or a folder; then what is said. "and 12 more" and the closing sentence carry no place.
PLACE = re.compile(r"^[^\s:][^:]*(:\d+)*: ")
NO_PLACE = re.compile(r"^(and [\d,]+ more|.*: \d+ problems?; nothing was written)$")
RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
# Commands that compute, small enough for a mutant each.
COMPUTING = (["evidence", "--json"], ["needs", "--json"], ["partner", "--json"], ["talks", "--json"])


def run(command, seconds, cwd=None):
    """(outcome, output, errors): an exit code, "hung" or "signal N"."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL, cwd=cwd)
    except subprocess.TimeoutExpired:
        return "hung", b"", b""
    if done.returncode < 0:
        return f"signal {-done.returncode}", done.stdout, done.stderr
    return done.returncode, done.stdout, done.stderr


def verdict(outcome, output, errors):
    if outcome == "hung":
        return "hung"
    if isinstance(outcome, str) or outcome not in (0, 1, 2):
        return "crashed"
    if RAW.search(errors) or RAW.search(output):
        return "raw characters"
    # A refusal repeats the value that it refuses.
    if outcome != 2 and re.search(rb"(?<![\w])-?nan(?![\w])", output):
        return "not a number"
    if outcome != 2:
        return "accepted"
    lines = errors.decode("utf-8", "replace").splitlines()
    placed = lines and all(PLACE.match(line) or NO_PLACE.match(line) for line in lines)
    return "refused with place" if placed else "refused without place"


def mutate_mission(source, folder, seed, number):
    draw = mutants.stream(seed, number)
    shutil.copytree(source, folder, symlinks=True)
    if draw.randrange(12) == 0:
        return mutants.of_folder(folder, draw)
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".toml", ".txt"))
    names = []
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        path = draw.choice(files)
        path.write_bytes(mutants.of_text(path.name, path.read_bytes(), draw))
        names.append(str(path.relative_to(folder)))
    return ", ".join(names)


def try_mission(options, source, number, keep=None):
    with tempfile.TemporaryDirectory(prefix="handover-campaign-") as place:
        folder = pathlib.Path(place) / "mission"
        what = mutate_mission(source, folder, options.seed, number)
        found = verdict(*run([options.program, "check", str(folder)], options.seconds))
        ran = None
        if found == "accepted" and number % options.every == 0:
            command = COMPUTING[(number // options.every) % len(COMPUTING)]
            ran = verdict(*run([options.program, command[0], str(folder), *command[1:], "--threads", "1"], options.seconds))
            what += f" [{command[0]}]"
            if ran not in ("accepted", "refused with place"):
                found = ran
        if keep:
            shutil.copytree(place, keep, symlinks=True)
        return found, ran is not None, what


FOREIGN = (("ged", "import"), ("acled", "import"), ("gtd", "import"), ("daily", "import"), ("panel", "panel"),
           ("bargain_table", "bargain"), ("readout", "readout"), ("plan", "status"), ("geojson", "import"))


def foreign_seeds():
    seeds = []
    for kind, command in FOREIGN:
        for path in sorted((ROOT / "fuzz" / "corpus" / kind).glob("*")):
            seeds.append((kind, command, path))
    return seeds


def foreign_command(options, mission, command, path):
    program = options.program
    if command == "import":
        return [program, "import", str(mission), str(path), "--source", "event-data", "--dry-run"]
    if command == "panel":
        return [program, "forecast", "--panel", str(path), "--draws", "10"]
    if command == "bargain":
        return [program, "bargain", str(path), "--draws", "20", "--json"]
    if command == "readout":
        return [program, "readout", str(path), str(ROOT / "README.md"), "--json"]
    return [program, "status", str(mission), str(path), "--json"]


def try_foreign(options, mission, number, keep=None):
    draw = mutants.stream(options.seed, number)
    kind, command, seed = draw.choice(foreign_seeds())
    with tempfile.TemporaryDirectory(prefix="handover-campaign-") as place:
        suffix = {"import": ".csv", "panel": ".csv", "bargain": ".csv", "readout": ".txt", "status": ".toml"}[command]
        path = pathlib.Path(place) / ("file" + suffix)
        path.write_bytes(mutants.of_text(path.name, seed.read_bytes(), draw))
        outcome = run(foreign_command(options, mission, command, path), options.seconds, cwd=place)
        if keep:
            shutil.copytree(place, keep)
        left = sorted(name for name in os.listdir(place) if name != path.name)
        found = "wrote a file" if left else verdict(*outcome)
        return found, True, f"{kind}/{seed.name} to {command}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("missions", "foreign"))
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mission", help="a mission to spoil instead of the folder that `new` writes")
    parser.add_argument("--seconds", type=float, default=60, help="longer than this is hung")
    parser.add_argument("--every", type=int, default=20, help="of the accepted missions one in this many is computed with")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="the one mutant of this number")
    parser.add_argument("--keep", help="where to keep it")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory(prefix="handover-campaign-") as place:
        mission = pathlib.Path(options.mission) if options.mission else pathlib.Path(place) / "example"
        if not options.mission:
            subprocess.run([options.program, "new", str(mission)], check=True, capture_output=True)
        attempt = try_mission if options.kind == "missions" else try_foreign
        if options.only is not None:
            print(*attempt(options, mission, options.only, options.keep))
            return 0
        counts, ran, bad = collections.Counter(), 0, []
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = pool.map(lambda number: attempt(options, mission, number), range(options.count))
            for number, (found, computed, what) in enumerate(results):
                counts[found] += 1
                ran += computed
                if found not in ("accepted", "refused with place"):
                    bad.append((number, found, what))
    for number, found, what in bad:
        print(f"mutant {number}: {found}: {what}")
    kinds = ("refused with place", "refused without place", "accepted", "crashed", "hung", "raw characters", "not a number",
             "wrote a file")
    print(f"{options.kind}, seed {options.seed}: tried {options.count}, computed {ran}, " +
          ", ".join(f"{kind} {counts[kind]}" for kind in kinds))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
