#!/usr/bin/env python3
"""Derive interval counts for north-east Syria from the UCDP Georeferenced Event Dataset.

    python3 scripts/derive_syria_intervals.py path/to/ucdp_ged_syria_191.csv missions/iraq-2024/interval_counts.csv

Rewrites the rows of interval_counts.csv whose source is `ucdp-ged-syria-191`; the others stay. Counts every event with IS on
one side in Hasakah, Raqqa and Deir ez-Zor that began in one of three periods: 2018; 2019 up to the loss of the last
territory in March; and from April to the end of the release in November 2019. Whatever the precision of its day counts,
since a period is all that is asked. Offensives against IS are in these counts, as they are in the daily tallies for Iraq.
"""
import collections
import csv
import sys

SOURCE = "ucdp-ged-syria-191"
ZONES = {"Al Hasakah Governorate": "hasakah", "Ar Raqqah Governorate": "raqqa",
         "Deir ez Zor Governorate": "deir-ez-zor"}


PERIODS = (("2018-01-01", "2018-12-31"), ("2019-01-01", "2019-03-31"), ("2019-04-01", "2019-11-30"))


def period_of(day):
    return next((period for period in PERIODS if period[0] <= day <= period[1]), None)


def count(events):
    totals = collections.Counter({(zone, period): 0 for zone in ZONES.values() for period in PERIODS})
    for event in events:
        with_is, period = "IS" in event["dyad_name"].split(" - "), period_of(event["date_start"])
        if with_is and event["adm_1"] in ZONES and period:
            totals[ZONES[event["adm_1"]], period] += 1
    return totals


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        totals = count(csv.DictReader(file))
    with open(sys.argv[2], newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames, [row for row in reader if row["source"] != SOURCE]
    for (zone, (first, last)), events in sorted(totals.items()):
        rows.append({"series": f"ucdp-{zone}", "stream": "isis-attacks", "area": zone, "from": first, "to": last,
                     "low": events, "best": events, "high": events, "cumulative": "no",
                     "source": SOURCE, "known_from": "", "note": "deadly events; offensives against IS included"})
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(", ".join(f"{zone} from {first}: {events}" for (zone, (first, _)), events in sorted(totals.items())))


if __name__ == "__main__":
    main()
