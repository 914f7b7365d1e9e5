#!/usr/bin/env python3
"""Derive yearly interval counts for north-east Syria from the UCDP Georeferenced Event Dataset.

    python3 scripts/derive_syria_intervals.py path/to/ucdp_ged_syria_191.csv missions/iraq-2024/interval_counts.csv

Rewrites the rows of interval_counts.csv whose source is `ucdp-ged-syria-191`; the others stay. Counts every event of
2016-2018 in Hasakah, Raqqa and Deir ez-Zor with IS on one side, whatever the precision of its day, since a year is
all that is asked. Offensives against IS are in these counts, so they overstate IS's own attacks.
"""
import collections
import csv
import sys

SOURCE = "ucdp-ged-syria-191"
ZONES = {"Al Hasakah Governorate": "hasakah", "Ar Raqqah Governorate": "raqqa",
         "Deir ez Zor Governorate": "deir-ez-zor"}


def count(events):
    totals = collections.Counter()
    for event in events:
        with_is = "IS" in event["dyad_name"].split(" - ")
        if with_is and event["adm_1"] in ZONES and "2016" <= event["year"] <= "2018":
            totals[ZONES[event["adm_1"]], event["year"]] += 1
    return totals


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        totals = count(csv.DictReader(file))
    with open(sys.argv[2], newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames, [row for row in reader if row["source"] != SOURCE]
    for (zone, year), events in sorted(totals.items()):
        rows.append({"series": f"ucdp-{zone}", "stream": "isis-attacks", "area": zone, "from": f"{year}-01-01",
                     "to": f"{year}-12-31", "low": events, "best": events, "high": events, "cumulative": "no",
                     "source": SOURCE, "known_from": "", "note": "deadly events; offensives against IS included"})
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(", ".join(f"{zone} {year}: {events}" for (zone, year), events in sorted(totals.items())))


if __name__ == "__main__":
    main()
