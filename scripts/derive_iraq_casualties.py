#!/usr/bin/env python3
"""Sum the UCDP rows of a mission's incidents.csv by year and victim for its casualties.csv.

    python3 scripts/derive_iraq_casualties.py missions/iraq-2024

Rewrites the rows of casualties.csv whose source is `ucdp-ged-191`; the others stay. UCDP counts events with at
least one death, so these are deaths per deadly event, not per attack.
"""
import collections
import csv
import pathlib
import sys

SOURCE = "ucdp-ged-191"
HEADER = ["stream", "victim", "from", "to", "incidents", "killed", "wounded", "source", "known_from"]
VICTIMS = {"host_forces": "killed_host_forces", "civilians": "killed_civilians", "attackers": "killed_attackers"}


def main():
    folder = pathlib.Path(sys.argv[1])
    totals = collections.defaultdict(lambda: [0, 0])
    with open(folder / "incidents.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for victim, column in VICTIMS.items():
                if row["source"] == SOURCE:
                    total = totals[row["stream"], victim, row["date"][:4]]
                    total[0] += int(row["count"])
                    total[1] += int(row[column])
    with open(folder / "casualties.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] != SOURCE]
    for (stream, victim, year), (incidents, killed) in sorted(totals.items()):
        rows.append(dict(zip(HEADER, [stream, victim, f"{year}-01-01", f"{year}-12-31", incidents, killed, "",
                                      SOURCE, "2019-06-30"])))
    with open(folder / "casualties.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
