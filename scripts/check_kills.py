#!/usr/bin/env python3
"""Killed at any moment: every command that writes is killed again and again; what it writes must be the old or the new, whole,
and after the next run nothing lies about.

    scripts/check_kills.py build/release/handover [--kills 1000] [--seed 1]

Each command is first timed; then it is started and killed (SIGKILL) at moments drawn evenly from the start to a little after its
usual end, most of them near the end, where the writing is. After every kill: each output is absent, or as it was, or whole; the store
opens and has lost no run; inputs are as they were. After the last, one whole run: no temporary file is left.
"""
import argparse
import hashlib
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

LITTER = re.compile(r"(\.tmp|\.new|\.part)(\.|$)|\.wal$|\.\d+\.tmp$|^\.")


def sha(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


class Scene:
    def __init__(self, handover, folder):
        self.handover, self.folder = handover, folder
        self.mission = folder / "m"
        self.out = folder / "out"
        self.out.mkdir()
        subprocess.run([handover, "new", self.mission], check=True, capture_output=True)
        self.plan = sorted((self.mission / "plans").glob("*.toml"))[0].stem
        self.inputs = {f: sha(f) for f in self.mission.rglob("*") if f.is_file()}
        self.runs = 0
        panel = ["unit,month,value"] + [f"u{u},{2019 + m // 12}-{m % 12 + 1:02d},{(u * m) % 7}" for u in range(60) for m in range(36)]
        (folder / "panel.csv").write_text("\n".join(panel) + "\n")

    def commands(self):
        m, out, few = self.mission, self.out, ["--draws", "50"]
        return {
            "partner --svg --keep": (["partner", m, *few, "--svg", out / "partner.svg", "--keep"], ["partner.svg"], True),
            "talks --forecast --keep": (["talks", m, *few, "--forecast", out / "talks.json", "--keep"], ["talks.json"], True),
            "needs --keep": (["needs", m, *few, "--keep"], [], True),
            "forecast --svg": (["forecast", m, *few, "--svg", out / "pictures"], ["pictures/*.svg"], False),
            "forecast --panel --out": (["forecast", "--panel", self.folder / "panel.csv", "--origin", "2021-06", "--months", "1..3",
                                        "--draws", "50", "--out", out / "draws.csv"], ["draws.csv"], False),
            "simulate --keep": (["simulate", m, "--plan", self.plan, *few, "--scenarios", "60", "--replications", "4", "--keep"], [], True),
            "export --parquet": (["export", m, "--parquet", out / "parquet"], ["parquet/*.parquet"], False),
            "new": (["new", out / "fresh"], [], False),
        }

    def slow_commands(self):
        return {"run": (["run", self.mission, "--draws", "50", "--out", self.out / "brief.html"], ["brief.html"], True)}

    def kept_runs(self):
        done = subprocess.run([self.handover, "runs", self.mission], capture_output=True, timeout=60)
        assert done.returncode == 0, f"the store does not open: {done.stderr.decode()[:300]}"
        return int(re.search(r"(\d+) runs?\s*$", done.stdout.decode()).group(1))


def whole(file):
    data = file.read_bytes()
    ends = {".svg": b"</svg>", ".html": b"</html>", ".json": b"}", ".parquet": b"PAR1", ".csv": b"\n"}
    return data.rstrip(b"\n" if file.suffix != ".csv" else b"").endswith(ends[file.suffix])


def examine(scene, patterns, before, keeps):
    for file, digest in scene.inputs.items():
        assert file.exists() and sha(file) == digest, f"{file.name} of the mission was changed"
    for pattern in patterns:
        for file in scene.out.glob(pattern):
            assert whole(file), f"{file.name} is torn"
    runs = scene.kept_runs() if scene.runs or keeps else 0
    assert before <= runs <= before + 1, f"{before} runs before, {runs} after"
    return runs


def moment(random_numbers, usual):
    # Half of the kills fall evenly over the run, half on its last tenth.
    even = random_numbers.random() < 0.5
    return usual * (random_numbers.uniform(0, 1.05) if even else random_numbers.uniform(0.9, 1.05))


def kill_often(scene, name, command, patterns, keeps, kills, random_numbers):
    words = [str(part) for part in [scene.handover, *command]]
    begun = time.time()
    subprocess.run(words, capture_output=True, check=True, timeout=900)
    usual = time.time() - begun
    scene.runs = scene.kept_runs() if keeps else scene.runs
    alive = 0
    for _ in range(kills):
        if name == "new":
            shutil.rmtree(scene.out / "fresh", ignore_errors=True)
        work = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment(random_numbers, usual))
        alive += work.poll() is None
        work.kill()
        work.wait()
        scene.runs = examine(scene, patterns, scene.runs, keeps)
    if name == "new":
        shutil.rmtree(scene.out / "fresh", ignore_errors=True)
    subprocess.run(words, capture_output=True, check=True, timeout=900)
    scene.runs = scene.kept_runs() if keeps else scene.runs
    print(f"ok    {name}: {kills} kills, {alive} of them alive; a run takes {usual:.2f} s", flush=True)


def litter(folder):
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file() and LITTER.search(f.name))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover")
    parser.add_argument("--kills", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", action="store_true", help="kill `run` too (a tenth of the kills)")
    options = parser.parse_args()
    random_numbers = random.Random(options.seed)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(str(pathlib.Path(options.handover).resolve()), pathlib.Path(folder))
        commands = scene.commands()
        work = [(name, *what, max(1, options.kills // len(commands))) for name, what in commands.items()]
        if options.slow:
            work += [(name, *what, max(1, options.kills // 10)) for name, what in scene.slow_commands().items()]
        for name, command, patterns, keeps, kills in work:
            try:
                kill_often(scene, name, command, patterns, keeps, kills, random_numbers)
            except (AssertionError, subprocess.CalledProcessError) as problem:
                failed += 1
                print(f"FAIL  {name}: {problem}", flush=True)
        left = litter(scene.folder)
        if left:
            failed += 1
            print(f"FAIL  left behind after the last run: {left}")
    print(f"{len(work) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
