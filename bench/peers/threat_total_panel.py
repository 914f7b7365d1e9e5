#!/usr/bin/python3
"""A second panel, on which nothing was tuned: fatalities of all kinds of violence by country and month, 2010 to 2022.

    threat_total_panel.py UCDP_FOLDER OUT.csv
"""
import csv
import sys


def main():
    folder, out = sys.argv[1:3]
    with open(f"{folder}/country_month_total_2010_2022.csv") as file:
        rows = [(row["iso3"], f"{int(row['year'])}-{int(row['month']):02d}", int(float(row["fatalities_ucdp"])))
                for row in csv.DictReader(file)]
    with open(out, "w") as file:
        file.write("unit,month,value\n")
        for unit, month, value in sorted(rows):
            file.write(f"{unit},{month},{value}\n")


main()
