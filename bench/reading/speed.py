#!/usr/bin/env python3
"""How long a million characters take, from file to proposals: invented sentences with dates, counts and quotations, and the files that explode.

  bench/reading/speed.py --program build/release/handover
"""
import argparse
import pathlib
import subprocess
import tempfile
import time

from reading import skeleton

SENTENCES = ("On January {d}, 2024 about {n} troops crossed the river near village {d}. “We will stay until the end of the month,” said General Adam Smith. "
             "In March the two sides met again, and over {n} rockets fell on Tuesday. According to the ministry, {d} soldiers were killed and 30 wounded.\n\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/handover")
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        mission = skeleton(program, folder / "mission")
        text = ""
        number = 0
        while len(text) < 1_000_000:
            text += SENTENCES.format(d=1 + number % 28, n=120 + number)
            number += 1
        (folder / "long.txt").write_text(text, encoding="utf-8")
        begun = time.monotonic()
        subprocess.run([program, "read", str(mission), str(folder / "long.txt"), "--published", "2024-07-24"], check=True, stdout=subprocess.DEVNULL)
        print(f"{len(text):,} characters read, proposed and written in {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main()
