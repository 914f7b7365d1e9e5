"""Speed and agreement of the simulator and its NumPy peer on the fixed benchmark mission.

Both programs are timed from outside. Agreement: Kolmogorov-Smirnov (scipy, two-sample) for each metric in each
world, and a z-test of the means; p-values are adjusted after Holm over all tests, so that one in twenty runs of
this script may report a difference where there is none.

    /usr/bin/python3 bench/peers/futures_compare.py build/release/bench/futures_benchmark
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


def timed(command):
    start = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - start, output


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
    for world in np.unique(ours[:, 0]):
        a, b = ours[ours[:, 0] == world], theirs[theirs[:, 0] == world]
        for i, name in enumerate(COLUMNS, start=1):
            x, y = a[:, i], b[:, i]
            spread = np.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y))
            z = (x.mean() - y.mean()) / spread if spread > 0 else 0.0
            tests.append([int(world), name, x.mean(), y.mean(), 2 * stats.norm.sf(abs(z)),
                          stats.ks_2samp(x, y, method="asymp").pvalue])
    adjusted = holm(np.array([t[4] for t in tests] + [t[5] for t in tests]))
    for i, test in enumerate(tests):
        test += [adjusted[i], adjusted[len(tests) + i]]
    return tests


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--worlds", type=int, default=2)
    parser.add_argument("--futures", type=int, default=2000, help="of each world, for the agreement")
    parser.add_argument("--timed", type=int, default=20000, help="futures of the C++ program for the timing")
    options = parser.parse_args()
    peer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "futures_numpy.py")
    with tempfile.TemporaryDirectory() as folder:
        model, ours, theirs = (os.path.join(folder, name) for name in ("model.json", "ours.csv", "theirs.csv"))
        size = ["--worlds", str(options.worlds)]
        timed([options.program, *size, "--write-model", model])
        timed([options.program, *size, "--futures", str(options.futures), "--write-outcomes", ours])
        rows, speeds = [], {}
        for threads in (1, 2):
            each = str(options.timed // options.worlds)
            seconds, output = timed([options.program, *size, "--futures", each, "--threads", str(threads)])
            futures = int(each) * options.worlds
            speeds[threads] = futures / seconds
            incidents = json.loads(output)["incidents_per_future"]
            rows.append((f"C++, {threads} thread{'s' if threads > 1 else ''}", futures, seconds, futures / seconds,
                         incidents * futures / seconds))
        command = [sys.executable, peer, model, theirs, "--futures", str(options.futures)]
        seconds, output = timed(command)
        futures = options.futures * options.worlds
        rows.append(("NumPy, 1 thread", futures, seconds, futures / seconds, incidents * futures / seconds))
        print(f"{'program':<18}{'futures':>9}{'seconds':>10}{'futures/s':>11}{'incidents/s':>13}")
        for row in rows:
            print(f"{row[0]:<18}{row[1]:>9}{row[2]:>10.2f}{row[3]:>11.0f}{row[4]:>13.0f}")
        print(f"C++ on one thread over NumPy: {speeds[1] * seconds / futures:.1f} times")
        print(f"second thread: {100 * speeds[2] / speeds[1] / 2:.0f} % efficient")
        print(f"\n{'world':>5} {'metric':<29}{'C++':>12}{'NumPy':>12}{'p mean':>9}{'p KS':>9}{'Holm':>8}{'Holm':>8}")
        tests = agreement(np.loadtxt(ours, delimiter=","), np.loadtxt(theirs, delimiter=","))
        for t in tests:
            print(f"{t[0]:>5} {t[1]:<29}{t[2]:>12.4g}{t[3]:>12.4g}{t[4]:>9.3f}{t[5]:>9.3f}{t[6]:>8.3f}{t[7]:>8.3f}")
        differ = [t for t in tests if min(t[6], t[7]) < 0.05]
        print(f"{len(tests)} metrics compared; {len(differ)} differ at 5 % after Holm")
        sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
