#!/usr/bin/python3
"""How far the level of a conflict drifts: the mean of six months over that of the six months before the origin,
in all published series that had at least so many deaths a month then. Prints, by months between the two middles,
how many pairs there are, the median and mean ratio and, of its logarithm, the variance and the variance that a
normal distribution with the same quartiles has.

    threat_level_drift.py DATA_FOLDER
"""
import csv
import glob
import sys

import numpy

HALF_YEAR = 6
LAGS = (6, 12, 18, 30, 42, 54)
FLOORS = (5, 20, 50)


def long_series(folder):
    for name in sorted(glob.glob(f"{folder}/views/country_month_sb_*.csv")):
        with open(name) as file:
            yield numpy.array([float(row["ged_sb"]) for row in csv.DictReader(file)])


def totals(folder):
    by_country = {}
    with open(f"{folder}/ucdp/country_month_total_2010_2022.csv") as file:
        for row in csv.DictReader(file):
            by_country.setdefault(row["iso3"], []).append(float(row["fatalities_ucdp"] or 0))
    return [numpy.array(values) for values in by_country.values()]


def ratios(series, floor, lag):
    found = []
    for values in series:
        for origin in range(HALF_YEAR, len(values) - lag + 1, 3):
            before = values[origin - HALF_YEAR:origin].mean()
            if before >= floor:
                after = values[origin + lag - HALF_YEAR:origin + lag].mean()
                found.append((after + 0.5) / (before + 0.5))
    return numpy.array(found)


def main():
    folder = sys.argv[1]
    for name, series in (("state-based, long", list(long_series(folder))), ("all types", totals(folder))):
        print(f"{name}: {len(series)} series")
        for floor in FLOORS:
            for lag in LAGS:
                found = ratios(series, floor, lag)
                log = numpy.log(found)
                low, high = numpy.quantile(log, (0.25, 0.75))
                print(f"  from {floor:2d} a month, {lag:2d} months on: n {len(found):4d}  median {numpy.median(found):.2f}"
                      f"  mean {found.mean():.2f}  variance {log.var():.2f}  by quartiles {((high - low) / 1.349) ** 2:.2f}")


main()
