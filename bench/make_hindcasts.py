#!/usr/bin/env python3
"""Makes the two hindcast missions from shared data: tallies by day and zone, never texts.

    HANDOVER_SHARED=../shared python3 bench/make_hindcasts.py

Figures come from the UCDP Georeferenced Event Dataset (19.1 for Iraq, 23.1 for Sierra Leone; CC BY 4.0; Sundberg &
Melander 2013). The data set was compiled later than the missions' as-of dates, so each row is dated as if it had been
reported within the month after the event, and its source says that this is hindsight. Assumptions are those of
missions/iraq-2024, range for range: nothing was tuned on what followed.
"""
import csv
import datetime
import os
import pathlib
import sys
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("HANDOVER_SHARED", ROOT.parent / "shared"))


def write(folder, name, header, rows):
    path = ROOT / "missions" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def next_month(day):
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return datetime.date(year, month, 1)


def events(name):
    with open(SHARED / "data/ucdp" / name, encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def tallies(name, stream_of, zone_of, first, last):
    """Counts by (day, stream, zone): events dated to the day and placed in a zone."""
    table = defaultdict(lambda: [0, 0, 0, 0])
    left_out = defaultdict(int)
    for event in events(name):
        day = datetime.date.fromisoformat(event["date_start"][:10])
        if not first <= day <= last:
            continue
        stream, zone = stream_of(event), zone_of(event)
        if stream is None:
            left_out["no stream"] += 1
        elif event["date_prec"] != "1":
            left_out["not dated to the day"] += 1
        elif zone is None:
            left_out["not placed"] += 1
        else:
            cell = table[day, stream, zone]
            cell[0] += 1
            one_sided = event["type_of_violence"] == "3"
            cell[1] += 0 if one_sided else int(event["deaths_a"])
            cell[2] += int(event["deaths_civilians"])
            cell[3] += int(event["deaths_a"]) if one_sided else int(event["deaths_b"])
    print(name, "left out:", dict(left_out), file=sys.stderr)
    return table


def incident_rows(table, source):
    rows = []
    for (day, stream, zone), (count, host, civilians, attackers) in sorted(table.items()):
        rows.append([day, stream, zone, count, 0, host, civilians, attackers, source, next_month(day)])
    return rows


INCIDENTS = ["date", "stream", "zone", "count", "killed_coalition", "killed_host_forces", "killed_civilians",
             "killed_attackers", "source", "known_from"]

IRAQ_ZONES = {"Nīnawá": "ninawa", "Baghdād": "baghdad", "Al Anbār": "anbar", "Şalāḩ ad Dīn": "salah-al-din",
              "Diyālá": "diyala", "Kirkūk": "kirkuk", "At-Ta'mim": "kirkuk", "Bābil": "babil", "Al Başrah": "basra",
              "An Najaf": "najaf", "Karbalā’": "karbala", "Wāsiţ": "wasit", "Arbīl": "erbil", "Dhī Qār": "dhi-qar",
              "As Sulaymānīyah": "sulaymaniyah", "Al Qādisīyah": "qadisiyah", "Maysān": "maysan", "Dahūk": "duhok",
              "Al Muthanná": "muthanna"}
INSURGENTS = ("IS", "Ansar al-Islam", "RJF", "1920 Revolution Brigades", "JRTN", "Jamaat Jund al-Sahaba")
MILITIAS = ("al-Mahdi Army", "AAH")
REBELS = ("RUF", "AFRC", "WSB", "Kamajors")


def iraq_stream(event):
    sides = (event["side_a"], event["side_b"])
    if event["type_of_violence"] == "2":
        return None
    if any(side in MILITIAS for side in sides):
        return "militia-attacks"
    if any(side in INSURGENTS for side in sides):
        return "insurgent-attacks"
    return None


def iraq_zone(event):
    return IRAQ_ZONES.get(event["adm_1"].replace("province", "").strip())


def leone_stream(event):
    sides = (event["side_a"], event["side_b"])
    return "rebel-attacks" if any(side in REBELS for side in sides) else None


def leone_zone(event):
    province = event["adm_1"].replace("province", "").strip().lower()
    return province if province in ("eastern", "northern", "southern", "western") else None


def shared_assumptions(folder):
    with open(ROOT / "missions/iraq-2024/assumptions.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = ["key", "low", "mode", "high", "shape", "unit", "judgement", "reason", "source", "known_from"]
    reason = "the range of the mission Iraq 2024, unchanged: shared by every hindcast"
    write(folder, "assumptions.csv", header,
          [[row["key"], row["low"], row["mode"], row["high"], row["shape"], row["unit"], "yes", reason, "judgement", ""]
           for row in rows])


def reference_class(folder, not_after):
    """Past cases that could be known; their source is the list itself, dated as each row says."""
    with open(ROOT / "missions/iraq-2024/sources.csv", encoding="utf-8", newline="") as file:
        published = {row["id"]: row["published"] for row in csv.DictReader(file)}
    with open(ROOT / "missions/iraq-2024/reference_class.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames, []
        for row in reader:
            # A milestone's date is public on the day after it; what the list was read from may be younger.
            known = row["actual"] or row["known_from"] or published.get(row["source"], "9999")
            if known <= not_after:
                rows.append([row[c] if c not in ("source", "known_from") else
                             ("reference-class" if c == "source" else known) for c in header])
    write(folder, "reference_class.csv", header, rows)


def iraq_zones():
    with open(ROOT / "missions/iraq-2024/zones.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames, [row for row in reader if row["map_code"].startswith("IQ")]
    names = {row["id"] for row in rows}
    for row in rows:
        near = [name for name in row["neighbours"].split(";") if name in names]
        row.update(region="iraq", source="map", neighbours=";".join(near))
    write("iraq-2009", "zones.csv", header, [[row[column] for column in header] for row in rows])


def annual(table, stream, year):
    return sum(cell[0] for (day, s, _), cell in table.items() if s == stream and day.year == year)


def main():
    iraq = tallies("ucdp_ged_iraq_191.csv", iraq_stream, iraq_zone, datetime.date(2004, 1, 1), datetime.date(2014, 12, 31))
    known = {key: cell for key, cell in iraq.items() if key[0] <= datetime.date(2010, 12, 31)}
    write("iraq-2009", "incidents.csv", INCIDENTS, incident_rows(known, "ucdp-ged-191"))
    for year in range(2004, 2015):
        print("iraq", year, annual(iraq, "insurgent-attacks", year), annual(iraq, "militia-attacks", year), file=sys.stderr)
    leone = tallies("ucdp_ged_sierra_leone_231.csv", leone_stream, leone_zone, datetime.date(1998, 1, 1), datetime.date(2006, 12, 31))
    write("sierra-leone-2003", "incidents.csv", INCIDENTS, incident_rows(leone, "ucdp-ged-231"))
    for year in range(1998, 2007):
        print("sierra leone", year, annual(leone, "rebel-attacks", year), file=sys.stderr)
    iraq_zones()
    for folder, not_after in (("iraq-2009", "2010-12-31"), ("sierra-leone-2003", "2004-06-30")):
        shared_assumptions(folder)
        reference_class(folder, not_after)


if __name__ == "__main__":
    main()
