#!/usr/bin/env python3
"""What a hostile person would try on the whole program: each attack must be refused with one clear error, or do no harm.

    scripts/check_attacks.py build/release/handover            all but the slow ones
    scripts/check_attacks.py build/release/handover --slow     and those that search (a minute or two)
    scripts/check_attacks.py build/release/handover --only fifo,deep

One function an attack; its name says what it tries. Absurd cells of the tables are the campaign's and mission_fast_test's affair.
Needs nothing but Python's standard library.
"""
import argparse
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

ATTACKS = []
SLOW = set()


def attack(function):
    ATTACKS.append(function)
    return function


def slow(function):
    SLOW.add(function)
    return function


class Place:
    """A folder of its own for each attack, with the skeleton mission in it, and the program to run there."""

    def __init__(self, handover, skeleton):
        self.handover = handover
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="attack"))
        self.mission = self.folder / "inside" / "m"
        self.mission.parent.mkdir()
        shutil.copytree(skeleton, self.mission)

    def run(self, *arguments, seconds=120, cwd=None, **others):
        command = [str(self.handover), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, timeout=seconds, cwd=cwd or self.folder, **others)

    def refused(self, *arguments, says=None, seconds=120, **others):
        done = self.run(*arguments, seconds=seconds, **others)
        text = done.stderr.decode(errors="replace")
        assert done.returncode == 2, f"exit {done.returncode}, not 2, by {arguments}: {text[:300]}"
        assert says is None or re.search(says, text), f"no '{says}' in: {text[:300]}"
        return text

    def accepted(self, *arguments, seconds=120, **others):
        done = self.run(*arguments, seconds=seconds, **others)
        assert done.returncode in (0, 1), f"exit {done.returncode} by {arguments}: {done.stderr.decode(errors='replace')[:300]}"
        return done.stdout.decode(errors="replace")

    def text(self, name):
        return (self.mission / name).read_text(encoding="utf-8")

    def replace(self, name, old, new, count=1):
        text = self.text(name)
        assert old in text, f"{name} holds no '{old}'"
        (self.mission / name).write_text(text.replace(old, new, count), encoding="utf-8")

    def append(self, name, row):
        with open(self.mission / name, "a", encoding="utf-8") as file:
            file.write(row + "\n")

    def files_outside(self):
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.rglob("*")
                      if p.is_file() and self.mission not in p.parents)

    def row(self, name, number=1):
        header, *rows = self.text(name).splitlines()
        return header.split(","), rows[number - 1].split(",")


# 1. Nothing is read or written outside the mission.

@attack
def source_id_that_climbs(at):
    header, row = at.row("sources.csv")
    at.append("sources.csv", ",".join(["../../climbed", *row[1:]]))
    at.refused("check", at.mission, says="climbed")


@attack
def stream_id_that_climbs(at):
    text = at.text("mission.toml")
    stream = re.search(r'\[\[stream\]\]\s+id = "([^"]+)"', text).group(1)
    at.replace("mission.toml", f'id = "{stream}"', 'id = "../../../x"')
    at.refused("forecast", at.mission, "--svg", at.folder / "pictures", says=r"\.\./\.\./\.\./x")
    assert not list(at.folder.rglob("*x-forecast.svg"))


@attack
def overlay_that_climbs(at):
    shutil.copytree(at.mission, at.folder / "inside" / "elsewhere")
    at.refused("check", at.mission, "--overlay", "../../elsewhere")
    at.refused("check", at.mission, "--overlay", str(at.folder / "inside" / "elsewhere"))


@attack
def table_that_is_a_link(at):
    (at.mission / "zones.csv").unlink()
    (at.mission / "zones.csv").symlink_to("/etc/passwd")
    text = at.refused("check", at.mission)
    assert "root:" not in text, "it prints another file's line"


@attack
def link_that_leads_nowhere(at):
    (at.mission / "troops.csv").unlink()
    (at.mission / "troops.csv").symlink_to("nowhere")
    at.refused("check", at.mission, says="troops.csv")


@attack
def plan_that_climbs(at):
    (at.folder / "plan.toml").write_text("x = 1\n")
    at.refused("simulate", at.mission, "--plan", "../../../etc/passwd")


# 3. Nonsense that changes the answer.

@attack
def nobody_decides(at):
    text = at.text("mission.toml")
    (at.mission / "mission.toml").write_text(text.replace("[[party]]\n", "[[party]]\ndecides = false\n"), encoding="utf-8")
    at.refused("check", at.mission, says="decide")


@attack
def as_of_from_an_unset_variable(at):
    at.refused("check", at.mission, "--as-of", "")


@attack
def area_of_nothing(at):
    header, row = at.row("interval_counts.csv")
    row[header.index("area")] = ";"
    at.append("interval_counts.csv", ",".join(row))
    at.refused("check", at.mission, says="interval_counts.csv")


@attack
def import_rules_that_are_rubbish(at):
    (at.mission / "import.toml").write_text("x = [[[\n")
    at.refused("check", at.mission, says="import.toml")


@attack
def import_rule_for_no_stream(at):
    (at.mission / "import.toml").write_text('[[rule]]\nstream = "nobody"\n')
    at.refused("check", at.mission, says="import.toml")


@attack
def outcomes_that_are_rubbish(at):
    (at.mission / "outcomes.csv").write_text("what,is\nthis,\n")
    at.refused("check", at.mission, says="outcomes.csv")


@attack
def statement_of_nobody(at):
    file = next((at.mission / "statements").iterdir())
    file.write_text("source: nobody-at-all\n" + file.read_text())
    at.refused("check", at.mission, says="nobody-at-all")


@attack
def plan_file_with_another_ending(at):
    plan = next((at.mission / "plans").glob("*.toml"))
    plan.rename(plan.with_suffix(".TOML"))
    done = at.run("check", at.mission)
    assert b".TOML" in done.stdout + done.stderr, "a file that is not read is not named"


@attack
def curves_of_talks_that_are_none(at):
    file = at.folder / "talks.json"
    at.accepted("talks", at.mission, "--draws", "50", "--forecast", file)
    honest = json.loads(file.read_text())
    at.accepted("talks", "--compare", file, "--agreed-on", "2025-01-01")

    def spoiled(change):
        document = json.loads(json.dumps(honest))
        change(document["timing"][0]["curve"])
        file.write_text(json.dumps(document))
        at.refused("talks", "--compare", file, "--agreed-on", "2025-01-01", says="curve|chance")
    spoiled(lambda curve: curve.clear())
    spoiled(lambda curve: curve[0].update(agreed_by=-5))
    spoiled(lambda curve: curve[-1].update(agreed_by=1.5))
    spoiled(lambda curve: curve[-1].update(agreed_by=0.0) or curve[0].update(agreed_by=0.5))
    spoiled(lambda curve: curve.reverse())


# 4. No output replaces an input.

@attack
def brief_over_the_store(at):
    at.accepted("partner", at.mission, "--keep", "--draws", "50")
    store = at.mission.parent / "m.duckdb"
    before = store.read_bytes()
    at.refused("brief", at.mission, "--out", store)
    at.refused("run", at.mission, "--out", store)
    assert store.read_bytes() == before


@attack
def picture_over_the_mission(at):
    before = at.text("mission.toml")
    at.refused("partner", at.mission, "--svg", at.mission / "mission.toml")
    at.refused("talks", at.mission, "--svg", at.mission / "zones.csv")
    at.refused("talks", at.mission, "--forecast", at.mission / "sources.csv")
    assert at.text("mission.toml") == before


# 6. and 7. Figures and forms that break the reader.

@attack
def toml_nested_twenty_thousand_deep(at):
    deep = ".".join("a" * 1 for _ in range(20000))
    for text in (f"{deep} = 1\n", f"[{deep}]\n", "x = " + "[" * 20000 + "]" * 20000 + "\n", "x = " + "{a=" * 20000 + "1" + "}" * 20000 + "\n"):
        (at.mission / "mission.toml").write_text(text)
        at.refused("check", at.mission, says="mission.toml")


@attack
def a_million_killed_a_day(at):
    header, row = at.row("incidents.csv")
    if "killed_coalition" not in header:
        return
    row[header.index("killed_coalition")] = "1000000"
    lines = at.text("incidents.csv").splitlines()
    lines[1] = ",".join(row)
    (at.mission / "incidents.csv").write_text("\n".join(lines) + "\n")
    at.refused("check", at.mission, says="killed")


@attack
def a_count_of_a_milliard(at):
    header, row = at.row("interval_counts.csv")
    row[header.index("best")] = "1000000000"
    at.append("interval_counts.csv", ",".join(row))
    at.refused("check", at.mission, says="interval_counts.csv")


# 8. and 12. Streams, folders, limits.

@attack
def closed_or_full_streams(at):
    for closing in ("2>&-", "1>&-", "<&-", "2>/dev/full", "1>&- 2>&-"):
        for what, codes in (("check nowhere", (2,)), (f"check {at.mission}", (0, 2))):
            done = subprocess.run(["bash", "-c", f'"$0" {what} {closing}', str(at.handover)], capture_output=True, timeout=120)
            assert done.returncode in codes, f"exit {done.returncode} by {what} {closing}"


@attack
def from_inside_the_mission(at):
    before = set(os.listdir(at.mission))
    at.accepted("partner", ".", "--draws", "50", "--svg", at.folder / "p.svg", cwd=at.mission)
    at.refused("check", "..", cwd=at.mission / "plans" / "..")
    assert set(os.listdir(at.mission)) == before


@attack
def few_files_small_stack_odd_places(at):
    def limits():
        resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 18, 1 << 18))
    def partner(**others):  # the seconds it took are the only thing that may differ
        return re.sub(r'"seconds": [\d.e-]+', "", at.accepted("partner", others.pop("mission", at.mission), "--draws", "50", "--json", **others))
    plain = partner()
    assert partner(preexec_fn=limits) == plain
    for surroundings in ({}, {"TZ": "Pacific/Apia"}, {"LC_ALL": "tr_TR.UTF-8"}, {"HOME": "/nowhere", "TMPDIR": "/nowhere"}, {"LANG": "ar_EG.UTF-8"}):
        assert partner(env=surroundings) == plain, surroundings
    odd = at.folder / "with blanks\nand a break" / ("long" * 50) / "m"
    odd.parent.mkdir(parents=True)
    shutil.copytree(at.mission, odd)
    assert partner(mission=odd) == plain


# 9. Nothing hangs.

@attack
def fifo_in_place_of_a_table(at):
    for name in ("zones.csv", "mission.toml"):
        file = at.mission / name
        kept = file.read_bytes()
        file.unlink()
        os.mkfifo(file)
        at.refused("check", at.mission, says=name)
        file.unlink()
        file.write_bytes(kept)
    fifo = at.folder / "fifo.csv"
    os.mkfifo(fifo)
    at.refused("look", fifo)
    at.refused("readout", fifo, fifo)
    at.refused("forecast", "--panel", fifo, "--origin", "2020-01")


@attack
def endless_file(at):
    for name in ("zones.csv", "mission.toml"):
        file = at.mission / name
        kept = file.read_bytes()
        file.unlink()
        file.symlink_to("/dev/zero")
        at.refused("check", at.mission, says=name)
        file.unlink()
        file.write_bytes(kept)
    at.refused("look", "/dev/zero")
    at.refused("readout", "/dev/zero", "/dev/zero")


@attack
def termination_ends_the_work(at):
    for wanted, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        work = subprocess.Popen([str(at.handover), "simulate", str(at.mission), "--plan", plan_of(at), "--scenarios", "100000"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        work.send_signal(wanted)
        got = work.wait(timeout=60)
        assert got in (130, code, -wanted), f"exit {got}"


def work_done():
    """Processor seconds of all that was run so far: a busy machine changes them little."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plan_of(at):
    return next((at.mission / "plans").glob("*.toml")).stem


@attack
def texts_of_distinct_words(at):
    for name in ("a.txt", "b.txt"):
        (at.folder / name).write_text(" ".join(f"{name[0]}w{i}" for i in range(120000)))
    begun = work_done()
    at.run("readout", at.folder / "a.txt", at.folder / "b.txt", seconds=300)
    assert work_done() - begun < 20


@attack
def draws_beyond_measure(at):
    for arguments in (("bargain", at.mission, "--draws", "2147483647"), ("talks", at.mission, "--draws", "2147483647"),
                      ("partner", at.mission, "--draws", "2147483647"), ("run", at.mission, "--draws", "2147483647"),
                      ("partner", at.mission, "--draws", "0"), ("partner", at.mission, "--draws", "-1")):
        at.refused(*arguments, says="draws")


@attack
def bargain_with_two_thousand_actors(at):
    rows = ["actor,position,salience,capability"] + [f"a{i},{i % 100},{50 + i % 50},{1 + i % 90}" for i in range(2000)]
    (at.folder / "many.csv").write_text("\n".join(rows) + "\n")
    at.refused("bargain", at.folder / "many.csv", "--draws", "100", says="2000.*actors")
    at.refused("bargain", at.folder / "many.csv", "--model", "weighted_mean", says="at most 500")


@attack
def three_thousand_wrong_names(at):
    header, row = at.row("incidents.csv")
    zone = header.index("zone")
    lines = []
    for i in range(3000):
        row[zone] = f"nozone{i}"
        lines.append(",".join(row))
    at.append("incidents.csv", "\n".join(lines))
    begun = work_done()
    text = at.refused("check", at.mission, seconds=300)
    assert work_done() - begun < 10 and len(text) < 200_000, f"{len(text)} characters of errors"


# 10. and 11. Stores.

@attack
def store_that_is_none(at):
    store = at.mission.parent / "m.duckdb"
    for content in (b"", b"rubbish" * 1000, b"\0" * 4096):
        store.write_bytes(content)
        begun = work_done()
        at.refused("run", at.mission, says="m.duckdb", seconds=60)
        assert work_done() - begun < 5, "the store is looked at after the work"
        assert store.read_bytes() == content
    store.unlink()
    store.mkdir()
    at.refused("run", at.mission, says="m.duckdb", seconds=60)


@attack
def store_cut_short(at):
    at.accepted("partner", at.mission, "--keep", "--draws", "50")
    store = at.mission.parent / "m.duckdb"
    whole = store.read_bytes()
    for size in (100, 4096, len(whole) // 2, len(whole) - 1):
        store.write_bytes(whole[:size])
        done = at.run("runs", at.mission)
        assert done.returncode in (0, 2), f"exit {done.returncode} at {size} bytes"
        assert len(done.stderr.decode(errors="replace").splitlines()) <= 3, "not one sentence"


# 13. Text from a mission is text.

@attack
def control_characters_on_the_terminal(at):
    header, row = at.row("sources.csv")
    for evil in ("\x1b[31mred", "two\x07bells", "turned\u202eround", "a\u0000nul"):
        row[header.index("title" if "title" in header else "name")] = evil
        kept = at.text("sources.csv")
        at.append("sources.csv", ",".join(["new-source", *row[1:]]))
        for command in (("check", at.mission), ("evidence", at.mission), ("evidence", at.mission, "--json"), ("partner", at.mission, "--draws", "50")):
            done = at.run(*command)
            for stream in (done.stdout, done.stderr):
                assert b"\x1b" not in stream and b"\x07" not in stream and "\u202e".encode() not in stream and b"\0" not in stream, command
        (at.mission / "sources.csv").write_text(kept)


# 16. Options.

@attack
def options_out_of_bounds(at):
    plan = plan_of(at)
    readout = at.folder / "r.txt"
    readout.write_text("some words")
    for arguments in (("partner", at.mission, "--seed", "18446744073709551616"), ("partner", at.mission, "--seed", "-1"),
                      ("partner", at.mission, "--seed", "1.5"), ("readout", readout, readout, "--prior", "nan"),
                      ("readout", readout, readout, "--prior", "-1"), ("simulate", at.mission, "--plan", plan, "--scenarios", "0"),
                      ("simulate", at.mission, "--plan", plan, "--replications", "0"), ("partner", at.mission, "--threads", "-1"),
                      ("needs", at.mission, "--gap", "nan"), ("needs", at.mission, "--seconds", "-1")):
        at.refused(*arguments)


# 18. Cells that a spreadsheet would run.

@attack
def formulas_in_what_is_written(at):
    rows = ["unit,month,value"] + [f"=cmd|' /C calc'!A0,20{19 + m // 12:02d}-{m % 12 + 1:02d},{m % 5}" for m in range(36)]
    (at.folder / "panel.csv").write_text("\n".join(rows) + "\n")
    out = at.folder / "draws.csv"
    done = at.run("forecast", "--panel", at.folder / "panel.csv", "--origin", "2021-10", "--months", "1..2", "--draws", "20", "--out", out)
    if done.returncode == 0:
        assert not re.search(r"(^|,)=", out.read_text(), re.M), "a cell begins with ="


# 15. and 3. of the issue: killed at any moment.

@attack
def killed_while_writing(at):
    at.accepted("partner", at.mission, "--keep", "--draws", "50")
    svg = at.folder / "p.svg"
    for k in range(25):
        work = subprocess.Popen([str(at.handover), "partner", str(at.mission), "--draws", "50", "--keep", "--svg", str(svg), "--seed", str(k)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.02 * (k + 1))
        work.kill()
        work.wait()
        assert not svg.exists() or "</svg>" in svg.read_text(), "a torn picture"
    at.accepted("partner", at.mission, "--draws", "50", "--keep", "--svg", svg)
    at.accepted("runs", at.mission)
    left = [f for f in at.files_outside() if re.search(r"\.(tmp|new|part)(\.|$)|\.wal$", f)]
    assert not left, f"left behind: {left}"


# 5. Names that stand in every page; and 2. what an own side's run leaves.

@slow
@attack
def site_named_like_markup(at):
    header, row = at.row("sites.csv")
    sites = at.text("sites.csv")
    for name in ("table", "main"):
        changed = list(row)
        changed[header.index("id")] = name
        changed[header.index("name")] = name
        (at.mission / "sites.csv").write_text(sites.rstrip("\n") + "\n" + ",".join(changed) + "\n")
        done = at.run("brief", at.mission, "--draws", "50", "--out", at.folder / "b.html", seconds=300)
        assert done.returncode in (0, 2), f"exit {done.returncode}: {done.stderr[:300]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    handover = pathlib.Path(options.handover).resolve()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        skeleton = pathlib.Path(folder) / "m"
        subprocess.run([handover, "new", skeleton], check=True, capture_output=True)
        chosen = [a for a in ATTACKS if (options.slow or a not in SLOW)
                  and (not options.only or any(part in a.__name__ for part in options.only.split(",")))]
        for one in chosen:
            at = Place(handover, skeleton)
            try:
                one(at)
                print(f"ok    {one.__name__}")
            except (AssertionError, subprocess.TimeoutExpired) as problem:
                failed += 1
                print(f"FAIL  {one.__name__}: {str(problem)[:600]}")
            finally:
                shutil.rmtree(at.folder, ignore_errors=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
