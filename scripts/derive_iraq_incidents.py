#!/usr/bin/env python3
"""Derive the daily tallies of missions/iraq-2024 from the UCDP Georeferenced Event Dataset.

Reads ucdp_ged_iraq_191.csv (UCDP GED 19.1, CC BY 4.0; Sundberg & Melander 2013) and rewrites, in the mission's
incidents.csv, the rows whose source is `ucdp-ged-191`; rows of other sources stay as they are. Prints what was
kept and what was left out, so that the derivation can be checked.

    python3 scripts/derive_iraq_incidents.py path/to/ucdp_ged_iraq_191.csv missions/iraq-2024/incidents.csv

Rules, in order; an event that fails one is counted under it and left out:
  1. it began in 2014 or later;
  2. one side of the pair is IS, the other the Government of Iraq or civilians;
  3. its day is known (date precision 1): a span of days is not a valid date;
  4. its governorate is known.
Deaths: side A of "Government of Iraq - IS" are host forces, side B attackers; civilians are civilians in both
pairs. Deaths of unknown side are not given to anybody; the script prints how many there are.
"""
import collections
import csv
import sys
import unicodedata

SOURCE = "ucdp-ged-191"
KNOWN_FROM = "2019-06-30"
HEADER = ["date", "stream", "zone", "count", "killed_coalition", "killed_host_forces", "killed_civilians",
          "killed_attackers", "source", "known_from"]
ZONES = {
    "al anbar": "anbar", "al basrah": "basra", "al muthanna": "muthanna", "al qadisiyah": "qadisiyah",
    "an najaf": "najaf", "arbil": "erbil", "as sulaymaniyah": "sulaymaniyah", "at-ta'mim": "kirkuk",
    "babil": "babil", "baghdad": "baghdad", "dahuk": "duhok", "dhi qar": "dhi-qar", "diyala": "diyala",
    "halabja": "sulaymaniyah", "karbala'": "karbala", "kirkuk": "kirkuk", "maysan": "maysan", "ninawa": "ninawa",
    "salah ad din": "salah-al-din", "wasit": "wasit",
}


def plain(name):
    """Latin letters without marks, lower case, without the word `province`."""
    letters = unicodedata.normalize("NFKD", name).replace("\u2019", "'")
    letters = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    return letters.replace(" province", "").strip()


def why_left_out(event):
    if event["date_start"] < "2014-01-01":
        return "before 2014"
    if event["dyad_name"] not in ("Government of Iraq - IS", "IS - Civilians"):
        return "another pair of sides"
    if event["date_prec"] != "1" or event["date_start"] != event["date_end"]:
        return "day not known"
    if plain(event["adm_1"]) not in ZONES:
        return "governorate not known"
    return None


def tally(events):
    days, left_out, unknown = collections.defaultdict(lambda: [0, 0, 0, 0, 0]), collections.Counter(), 0
    for event in events:
        reason = why_left_out(event)
        if reason:
            left_out[reason] += 1
            continue
        row = days[event["date_start"], ZONES[plain(event["adm_1"])]]
        state_based = event["dyad_name"].startswith("Government")
        row[0] += 1
        row[2] += int(event["deaths_a"]) if state_based else 0
        row[3] += int(event["deaths_civilians"])
        row[4] += int(event["deaths_b"]) if state_based else int(event["deaths_a"])
        unknown += int(event["deaths_unknown"])
    return days, left_out, unknown


def write(path, days):
    with open(path, newline="", encoding="utf-8") as old:
        others = [row for row in csv.DictReader(old) if row["source"] != SOURCE]
    rows = [dict(zip(HEADER, [day, "isis-attacks", zone, *numbers, SOURCE, KNOWN_FROM]))
            for (day, zone), numbers in days.items()] + others
    rows.sort(key=lambda row: (row["date"], row["stream"], row["zone"]))
    with open(path, "w", newline="", encoding="utf-8") as new:
        writer = csv.DictWriter(new, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        days, left_out, unknown = tally(csv.DictReader(file))
    write(sys.argv[2], days)
    totals = [sum(row[i] for row in days.values()) for i in range(5)]
    print(f"events kept {totals[0]} on {len(days)} governorate-days; killed: host forces {totals[2]}, "
          f"civilians {totals[3]}, attackers {totals[4]}, side unknown {unknown} (given to nobody)")
    for reason, count in sorted(left_out.items()):
        print(f"left out, {reason}: {count}")


if __name__ == "__main__":
    main()
