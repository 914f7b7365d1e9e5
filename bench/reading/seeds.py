#!/usr/bin/env python3
"""Five articles against the facts that people read in them: what `handover read` proposes with the right value. These are development
figures: the rules were written with these articles at hand.

  bench/reading/seeds.py SEEDS FACTS --program build/release/handover --mission missions/iraq-2024 [--draw 100 --to FILE]

SEEDS is the folder of the articles, FACTS a table with file, date, kind, actor, quote. Days of publication are those of the mission's sources s0 to s4.
--draw writes proposals drawn at random (seed 19) to a file, to be judged by hand: right, edit, useless, wrong.
"""
import argparse
import csv
import pathlib
import random
import re

from reading import read_file, wilson

COUNTS = [[3], [2500], [900], [3], [150], [3], [2500], [150], ["hundreds"], [2500, 900], [2500, 900], [120], [4500, 30000], [1e12], []]
PARTIES = {"us": "us united-states washington pentagon austin ryder biden harris white official romanowski american dod secretary",
           "iraq": "iraq sudani baghdad alaaldin ministry iraqi abbasi foreign"}


def published_days(mission):
    with open(mission / "sources.csv", encoding="utf-8", newline="") as rows:
        return {row["id"]: row["published"] for row in csv.DictReader(rows)}


def place_of(quote, text):
    """Where the quote stands, whatever its blanks and marks; the sentence's bounds around it."""
    pattern = r"\W*".join(re.escape(word) for word in re.findall(r"\w+", quote))
    found = re.search(pattern, text)
    if not found:
        return None
    begin = max(text.rfind(mark, 0, found.start()) for mark in (". ", "\n", "” ", "? ")) + 1
    ends = [p for p in (text.find(mark, found.end()) for mark in (". ", ".\n", "\n")) if p >= 0]
    return found.start(), found.end(), max(begin, 0), min(ends, default=len(text))


def meets(p, begin, end):
    return p["begin"] < end and begin < p["end"]


def value_fits(p, date):
    return p["kind"] == "date" and (p["value"] == date or p["value"].startswith(date) or date.startswith(p["value"] + "-"))


def is_party(p, actor):
    said = " ".join(p.get(key, "") for key in ("said_by", "actor", "object")).lower()
    wanted = [names for party, names in PARTIES.items() if party in actor.lower()] or [actor.lower()]
    return any(name in said for names in wanted for name in names.split())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=pathlib.Path)
    parser.add_argument("facts")
    parser.add_argument("--program", default="build/release/handover")
    parser.add_argument("--mission", type=pathlib.Path, default=pathlib.Path("missions/iraq-2024"))
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--to", default="drawn.csv")
    options = parser.parse_args()
    days = published_days(options.mission)
    files = sorted(options.seeds.glob("*.txt"))
    texts = {f.name: f.read_text(encoding="utf-8") for f in files}
    read = {f.name: read_file(options.program, options.mission, f, "news", days[f"s{i}"], "--source", f"s{i}")["proposals"] for i, f in enumerate(files)}
    with open(options.facts, encoding="utf-8", newline="") as rows:
        facts = list(csv.DictReader(rows))
    tally = {name: [0, 0] for name in ("dates, all", "dates with a date in their sentence", "counts", "positions: the words", "positions: the party too")}
    count_rows = iter(COUNTS)

    def add(name, fits):
        tally[name][0] += fits
        tally[name][1] += 1

    for fact in facts:
        proposals = read[fact["file"]]
        place = place_of(fact["quote"], texts[fact["file"]])
        wanted = next(count_rows) if fact["kind"] == "number" else []
        if place is None:
            print("not found:", fact["quote"])
            continue
        begin, end, first, last = place
        near = [p for p in proposals if meets(p, first, last)]
        if fact["date"]:
            fits = any(value_fits(p, fact["date"]) for p in near)
            add("dates, all", fits)
            if any(p["kind"] == "date" for p in near):
                add("dates with a date in their sentence", fits)
        for value in wanted:
            add("counts", any(p["kind"] == "count" and p["table"] != "highlight" and
                              (p["value"] == value or (isinstance(value, (int, float)) and re.fullmatch(r"[\d.]+", p["value"]) and float(p["value"]) == value)) for p in near))
        if fact["kind"] == "position":
            speech = [p for p in proposals if p["kind"] in ("quotation", "speech", "position") and meets(p, begin, end)]
            add("positions: the words", bool(speech))
            add("positions: the party too", any(is_party(p, fact["actor"]) for p in speech))
    everything = [(name, p) for name, of_file in read.items() for p in of_file]
    taken = [(name, p) for name, p in everything if p["table"] != "highlight"]
    print(f"five articles (development figures): {len(taken)} proposals, {len(everything) - len(taken)} highlights in {sum(len(t.split()) for t in texts.values())} words")
    for name, (k, n) in tally.items():
        print(f"  {name}: {k} of {n} = {k / n:.0%} (95 %: {wilson(k, n)})")
    if options.draw:
        drawn = random.Random(19).sample(taken, min(options.draw, len(taken)))
        with open(options.to, "w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["file", "begin", "end", "rule", "kind", "subject", "value", "approximation", "unit", "from", "to", "area", "said_by", "actor", "issue", "quote", "judged"])
            for name, p in drawn:
                table.writerow([name] + [p.get(k, "") for k in ("begin", "end", "rule", "kind", "subject", "value", "approximation", "unit", "from", "to", "area", "said_by", "actor", "issue")] + [p["quote"][:160], ""])


if __name__ == "__main__":
    main()
