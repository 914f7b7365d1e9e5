#!/usr/bin/python3
"""Monthly counts of events by first-order division from a UCDP GED file: unit,month,value with zeros.

    threat_governorates.py GED.csv FIRST_MONTH LAST_MONTH OUT.csv [incidents|deaths]

Iraq's older rows call Kirkuk At-Ta'mim. Events without a division are left out and counted.
"""
import csv
import sys
import unicodedata


def plain(name):
    for word in ("province", "Governorate", "governorate"):
        name = name.replace(word, "")
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isascii()).strip()
    return {"At-Ta'mim": "Kirkuk"}.get(text, text)


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02d}" <= last:
        yield f"{year}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def main():
    events, first, last, out = sys.argv[1:5]
    deaths = len(sys.argv) > 5 and sys.argv[5] == "deaths"
    count, without = {}, 0
    with open(events, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            month, unit = row["date_start"][:7], plain(row["adm_1"])
            if not first <= month <= last:
                continue
            if not unit:
                without += 1
                continue
            key = unit, month
            count[key] = count.get(key, 0) + (int(row["best"]) if deaths else 1)
    units = sorted({unit for unit, _ in count})
    with open(out, "w") as file:
        file.write("unit,month,value\n")
        for unit in units:
            for month in months(first, last):
                file.write(f"{unit},{month},{count.get((unit, month), 0)}\n")
    print(f"{len(units)} divisions, {sum(count.values())} in all, {without} events without a division")


main()
