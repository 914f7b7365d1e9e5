#!/usr/bin/env python3
"""Every test that docs/field-files.md names is there, under that name and in that file.

    scripts/check_field_table.py
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
missing = named = 0
for line in (ROOT / "docs/field-files.md").read_text().splitlines():
    if not line.startswith("| ") or line.startswith("| kind"):
        continue
    for file, name in re.findall(r"`([\w/]+\.(?:cpp|sh|py))`([^`|]*)", line.split("|")[3]):
        named += 1
        path = ROOT / file if file.startswith("scripts/") else ROOT / "src" / file
        # The name may go on over several lines of the source.
        text = re.sub(r'"\s*\n\s*"', "", path.read_text()) if path.exists() else ""
        wanted = name.strip().rstrip(";").strip()
        if not path.exists() or (wanted and f'"{wanted}"' not in text):
            missing += 1
            print(f"{file}: no test '{wanted}'", file=sys.stderr)
print(f"field table: {named} tests named, {missing} missing")
sys.exit(1 if missing or not named else 0)
