#!/usr/bin/python3
"""Puts together one panel of state-based fatalities by country and month from November 2016 on: the published
benchmark's twelve draws are each unit's last twelve months in order, and the challenge's outcomes follow.

    threat_views_panel.py VIEWS_FOLDER OUT.csv
"""
import csv
import sys


def month_name(month_id):
    return f"{1980 + (month_id - 1) // 12}-{(month_id - 1) % 12 + 1:02d}"


def main():
    folder, out = sys.argv[1:3]
    value = {}
    for year in range(2018, 2023):
        with open(f"{folder}/conflictology_draws_{year}.csv") as file:
            for row in csv.DictReader(file):
                january = (year - 1980) * 12 + 1
                if int(row["month_id"]) == january:  # the same draws stand behind every month of the window
                    month = january - 14 + int(row["draw"])
                    value[int(row["country_id"]), month] = int(float(row["outcome"]))
    with open(f"{folder}/country_month_2018_2022.csv") as file:
        for row in csv.DictReader(file):
            key = int(row["country_id"]), int(row["month_id"])
            outcome = int(row["ged_sb"])
            if value.setdefault(key, outcome) != outcome:
                sys.exit(f"draws and outcomes differ for country {key[0]} in {month_name(key[1])}")
    with open(out, "w") as file:
        file.write("unit,month,value\n")
        for (unit, month), outcome in sorted(value.items()):
            file.write(f"{unit},{month_name(month)},{outcome}\n")


main()
