#!/usr/bin/python3
"""Weekly events by governorate, 2003-2018, from UCDP GED, and which governorates touch.

    threat_iraq_weekly.py GED.csv ZONES.csv OUT_FOLDER

ZONES.csv has columns name and neighbours by id, as in a mission. At-Ta'mim is Kirkuk's old name.
"""
import csv
import datetime
import sys
import unicodedata

ID = {"Ninawa": "ninawa", "Baghdad": "baghdad", "Al Anbar": "anbar", "Salah ad Din": "salah-al-din",
      "Diyala": "diyala", "Kirkuk": "kirkuk", "At-Ta'mim": "kirkuk", "Babil": "babil", "Al Basrah": "basra",
      "Arbil": "erbil", "An Najaf": "najaf", "Karbala": "karbala", "Wasit": "wasit", "Dahuk": "duhok",
      "Dhi Qar": "dhi-qar", "As Sulaymaniyah": "sulaymaniyah", "Al Qadisiyah": "qadisiyah", "Maysan": "maysan",
      "Al Muthanna": "muthanna"}


def plain(name):
    text = unicodedata.normalize("NFKD", name.replace("province", ""))
    return "".join(c for c in text if c.isascii()).strip()


def main():
    events, zones, out = sys.argv[1:4]
    units = sorted(set(ID.values()))
    start, end = datetime.date(2003, 1, 1), datetime.date(2018, 12, 31)
    weeks = ((end - start).days + 1) // 7
    count = [[0] * len(units) for _ in range(weeks)]
    used = without = 0
    with open(events, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = datetime.date.fromisoformat(row["date_start"][:10])
            name = plain(row["adm_1"])
            week = (day - start).days // 7
            if day < start or week >= weeks:
                continue
            if name not in ID:
                without += 1
                continue
            count[week][units.index(ID[name])] += 1
            used += 1
    touch = {}
    with open(zones, newline="") as file:
        for row in csv.DictReader(file):
            touch[row["id"]] = row["neighbours"].split(";")
    with open(f"{out}/counts.csv", "w") as file:
        file.write(",".join(units) + "\n")
        for row in count:
            file.write(",".join(map(str, row)) + "\n")
    with open(f"{out}/neighbours.csv", "w") as file:
        file.write(",".join(units) + "\n")
        for a in units:
            file.write(",".join("1" if b in touch[a] else "0" for b in units) + "\n")
    print(f"{used} events in {weeks} weeks, {without} without a governorate")


main()
