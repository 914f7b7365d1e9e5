"""Speed and agreement of the simulator and its NumPy peer on the fixed benchmark mission.

Both programs are timed from outside: wall-clock seconds, seconds of processor time (the figure to read on a
machine that others use too) and the largest memory held. --memory also runs 100,000 and 1,000,000 replications. Agreement: Kolmogorov-Smirnov (scipy, two-sample) for each metric in each
scenario, and a z-test of the means; p-values are adjusted after Holm over all tests, so that one in twenty runs of
this script may report a difference where there is none.

    /usr/bin/python3 bench/peers/simulate_compare.py build/release/bench/simulate_benchmark
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy import stats

COLUMNS = ["incidents", "coalition_deaths", "host_force_deaths", "civilians_killed", "civilians_displaced",
           "attacks_on_coalition", "insurgent_attacks", "strikes_on_host_soil", "slip_days",
           "task_days_uncovered", "days_below_force_protection", "troops_at_end", "mission_ended_by_days",
           "presence_ended_by_days", "coalition_label_at_end", "expelled", "reversals",
           "functions_alone_at_end", "cost"]


class Timed:
    """One run of a program, measured from outside."""

    def __init__(self, command):
        start = time.perf_counter()
        with tempfile.TemporaryFile(mode="w+") as file:
            process = subprocess.Popen(command, stdout=file)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.perf_counter() - start
            if status != 0:
                raise SystemExit(f"{command[0]} failed")
            file.seek(0)
            self.output = file.read()
        self.processor = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024


def holm(p_values):
    order = np.argsort(p_values)
    adjusted = np.empty(len(p_values))
    running = 0.0
    for rank, i in enumerate(order):
        running = max(running, min(1.0, p_values[i] * (len(p_values) - rank)))
        adjusted[i] = running
    return adjusted


def agreement(ours, theirs):
    tests = []
    for scenario in np.unique(ours[:, 0]):
        a, b = ours[ours[:, 0] == scenario], theirs[theirs[:, 0] == scenario]
        for i, name in enumerate(COLUMNS, start=1):
            x, y = a[:, i], b[:, i]
            spread = np.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y))
            z = (x.mean() - y.mean()) / spread if spread > 0 else 0.0
            tests.append([int(scenario), name, x.mean(), y.mean(), 2 * stats.norm.sf(abs(z)),
                          stats.ks_2samp(x, y, method="asymp").pvalue])
    adjusted = holm(np.array([t[4] for t in tests] + [t[5] for t in tests]))
    for i, test in enumerate(tests):
        test += [adjusted[i], adjusted[len(tests) + i]]
    return tests


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--scenarios", type=int, default=2)
    parser.add_argument("--replications", type=int, default=2000, help="of each scenario, for the agreement")
    parser.add_argument("--timed", type=int, default=20000, help="replications of the C++ program for the timing")
    parser.add_argument("--memory", action="store_true", help="run 100,000 and 1,000,000 replications too")
    options = parser.parse_args()
    peer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "simulate_numpy.py")
    with tempfile.TemporaryDirectory() as folder:
        model, ours, theirs = (os.path.join(folder, name) for name in ("model.json", "ours.csv", "theirs.csv"))
        size = ["--scenarios", str(options.scenarios)]
        Timed([options.program, *size, "--write-model", model])
        Timed([options.program, *size, "--replications", str(options.replications), "--write-outcomes", ours])
        print(f"{'program':<26}{'replications':>9}{'wall s':>9}{'cpu s':>9}{'per wall s':>12}{'per cpu s':>11}"
              f"{'incidents/cpu s':>17}{'MB':>7}")

        def show(name, replications, run, incidents):
            print(f"{name:<26}{replications:>9}{run.wall:>9.2f}{run.processor:>9.2f}{replications / run.wall:>12.0f}"
                  f"{replications / run.processor:>11.0f}{incidents * replications / run.processor:>17.0f}"
                  f"{run.megabytes:>7.0f}", flush=True)

        def ours_timed(name, replications, threads):
            each = replications // options.scenarios
            run = Timed([options.program, *size, "--replications", str(each), "--threads", str(threads)])
            show(name, each * options.scenarios, run, json.loads(run.output)["incidents_per_replication"])
            return run, json.loads(run.output)

        one, result = ours_timed("C++, 1 thread", options.timed, 1)
        two, _ = ours_timed("C++, 2 threads", options.timed, 2)
        if options.memory:
            ours_timed("C++, 2 threads", 100_000, 2)
            ours_timed("C++, 2 threads", 1_000_000, 2)
        peer_run = Timed([sys.executable, peer, model, theirs, "--replications", str(options.replications)])
        replications = options.replications * options.scenarios
        show("NumPy, 1 thread", replications, peer_run, result["incidents_per_replication"])
        ratio = options.timed / one.processor / (replications / peer_run.processor)
        print(f"{result['incidents_per_replication']:.0f} incidents a replication")
        print(f"C++ on one thread over NumPy, by processor time: {ratio:.1f} times")
        print(f"second thread: {100 * one.wall / two.wall / 2:.0f} % efficient by the clock, "
              f"{100 * one.processor / two.processor:.0f} % by processor time")
        print(f"\n{'scenario':>5} {'metric':<29}{'C++':>12}{'NumPy':>12}{'p mean':>9}{'p KS':>9}{'Holm':>8}{'Holm':>8}")
        tests = agreement(np.loadtxt(ours, delimiter=","), np.loadtxt(theirs, delimiter=","))
        for t in tests:
            print(f"{t[0]:>5} {t[1]:<29}{t[2]:>12.4g}{t[3]:>12.4g}{t[4]:>9.3f}{t[5]:>9.3f}{t[6]:>8.3f}{t[7]:>8.3f}")
        differ = [t for t in tests if min(t[6], t[7]) < 0.05]
        print(f"{len(tests)} metrics compared; {len(differ)} differ at 5 % after Holm")
        sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
