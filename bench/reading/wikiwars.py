#!/usr/bin/env python3
"""Calendar dates of WikiWars (Mazur & Dale 2010, CC BY-SA 3.0): what `handover read --genre narrative` finds against the key.

  bench/reading/wikiwars.py FOLDER --program build/release/handover [--split development|held-out|all] [--errors] [--counts FILE]

FOLDER holds in/ and keyinline/ as the corpus is published. The rules were written while looking at the development
articles alone; the figures to quote are those of the held-out articles. A key is a calendar date when its value is a year, a month or a
day (a time of day is left out). It is found when a proposal overlaps it and has its value.
"""
import argparse
import html
import pathlib
import re
import sys

from reading import read_text, wilson

DEVELOPMENT = ("01_", "03_", "05_", "06_", "08_", "10_", "13_", "15_", "17_")
CALENDAR = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?(T.*)?$")


def article(path):
    """The text between <TEXT> and </TEXT>, and its keys as (begin, end, value, comment)."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    body = raw[raw.index("<TEXT>") + 6:raw.index("</TEXT>")]
    text, open_keys, keys, at = "", [], [], 0
    for tag in re.finditer(r"<(/?)TIMEX2([^>]*)>", body):
        text += html.unescape(body[at:tag.start()])
        at = tag.end()
        if tag.group(1):
            begin, attributes = open_keys.pop()
            value = re.search(r'\bval="([^"]*)"', attributes)
            keys.append((begin, len(text), value.group(1) if value else "", "EC:" in attributes))
        else:
            open_keys.append((len(text), tag.group(2)))
    return text + html.unescape(body[at:]), keys


def is_split(path, split):
    return split == "all" or path.name.startswith(DEVELOPMENT) == (split == "development")


def day_part(value):
    return value.split("T")[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="build/release/handover")
    parser.add_argument("--split", default="held-out", choices=["development", "held-out", "all"])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--counts", help="append rule, genre, right, of for the record of rules to this file")
    options = parser.parse_args()
    if options.errors and options.split != "development":
        sys.exit("errors are shown for development articles alone")
    keys_found = keys_all = plain_found = plain_all = right = wrong = unkeyed = 0
    rules = {}
    for path in sorted((options.folder / "keyinline").glob("*.xml")):
        if not is_split(path, options.split):
            continue
        text, keys = article(path)
        dates = [p for p in read_text(options.program, text, genre="narrative", published="2009-12-19") if p["kind"] == "date"]
        for begin, end, value, from_event in keys:
            if not CALENDAR.match(value):
                continue
            found = any(d["begin"] < end and begin < d["end"] and d["value"] == day_part(value) for d in dates)
            keys_all += 1
            keys_found += found
            if not from_event:
                plain_all += 1
                plain_found += found
            if options.errors and not found:
                said = [(d["value"], d["rule"]) for d in dates if d["begin"] < end and begin < d["end"]]
                print(f"missed {path.name[:2]} {text[begin:end]!r} = {value}: {said}   ...{text[max(0, begin - 60):begin]!r}")
        for d in dates:
            if not CALENDAR.match(d["value"]):
                continue
            on_it = [k for k in keys if d["begin"] < k[1] and k[0] < d["end"]]
            fits = any(d["value"] == day_part(k[2]) for k in on_it)
            right += fits
            wrong += not fits
            unkeyed += not on_it
            rule = rules.setdefault(d["rule"], [0, 0])
            rule[0] += fits
            rule[1] += 1
            if options.errors and not fits:
                print(f"wrong  {path.name[:2]} {text[d['begin']:d['end']]!r} = {d['value']} {d['rule']} key {[k[2] for k in on_it]}"
                      f"   ...{text[max(0, d['begin'] - 60):d['begin']]!r}")
    if keys_all == 0:
        sys.exit("no article of that split in the folder")
    print(f"WikiWars, {options.split} articles")
    print(f"  calendar dates found with their value: {keys_found} of {keys_all} = {keys_found / keys_all:.1%} (95 %: {wilson(keys_found, keys_all)})")
    print(f"  those that do not rest on an event's date: {plain_found} of {plain_all} = {plain_found / plain_all:.1%}")
    print(f"  proposed calendar dates that are right: {right} of {right + wrong} = {right / (right + wrong):.1%}; without any key at their place: {unkeyed}")
    for rule, (k, n) in sorted(rules.items()):
        print(f"    {rule:28} {k:4} of {n:4}")
    if options.counts:
        with open(options.counts, "a", encoding="utf-8") as out:
            for rule, (k, n) in sorted(rules.items()):
                out.write(f"{rule},narrative,{k},{n}\n")


if __name__ == "__main__":
    main()
