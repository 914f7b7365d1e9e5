#!/usr/bin/env python3
"""Counts and direct quotations of 20 public statements of re3d (CENTCOM and US State Department: public domain; UK government: Open
Government Licence 3.0), marked by hand: what `handover read --genre statement` proposes against the marks.

  bench/reading/re3d.py FOLDER --program build/release/handover [--counts FILE]

FOLDER holds centcom/, uk_government/ and us_state_department/ with documents.jsonl. The 20 documents were drawn by lot
(random.Random(19).sample of the sorted ids) before any rule was tried on them; the other 16 were used while the rules were written. The
marks are places, values and the noun or the speaker (re3d_marks_first.csv; a second pass goes into re3d_marks_second.csv, and is
compared when it is there). The guide:
  a count is a number, in figures, in words, or of the kind of dozens and hundreds, with what is counted: persons, events, things, money,
  shares. No dates, durations, ages, ordinals, parts of names; no "one" without a noun, no "both", no "several".
  a direct quotation is what stands in quotation marks with somebody who says it, or a statement in full behind "... said:".
A proposed count is right when it meets the mark's figure and has its value, its approximation and its noun; a quotation when it covers at least
half of the mark and names the speaker.
"""
import argparse
import csv
import json
import pathlib
import re
import sys

from reading import HERE, read_text, wilson

FOLDERS = ("centcom", "uk_government", "us_state_department")


def documents(folder):
    found = {}
    for name in FOLDERS:
        for line in (folder / name / "documents.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            found[document["_id"]] = document["text"]
    return found


def marks_of(path):
    marks = {}
    with open(path, encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            row["begin"], row["end"] = int(row["begin"]), int(row["end"])
            marks.setdefault(row["document"], []).append(row)
    return marks


def numbers_in(words):
    """The value of a mark: a figure, or vague words."""
    return float(words) if re.fullmatch(r"[\d.]+", words) else words


def same_value(proposal, mark):
    wanted = numbers_in(mark["value"])
    if isinstance(wanted, float):
        said = proposal["value"].split("..")[0]
        return re.fullmatch(r"[\d.]+", said) is not None and float(said) == wanted and proposal.get("approximation") == mark["approximation"]
    # Vague words are right when the proposal has the same order of magnitude as a range or a word.
    return proposal.get("approximation") == "vague" and VAGUE[wanted](proposal["value"])


VAGUE = {"dozens": lambda v: v == "dozens", "hundreds": lambda v: v == "hundreds", "thousands": lambda v: v == "thousands",
         "millions": lambda v: v.startswith("2000000..") or v == "millions",
         "hundreds of thousands": lambda v: v.startswith("200000..")}


def same_noun(proposal, mark):
    noun = mark["of"].lower().rstrip("s")
    said = (proposal.get("object", "") + " " + proposal.get("quote", "") + " " + proposal.get("unit", "")).lower().replace("-", " ")
    return noun in said or (noun == "percent" and proposal.get("unit") == "percent")


def meets(a, b):
    return a["begin"] < b["end"] and b["begin"] < a["end"]


def is_right_count(proposal, mark):
    return meets(proposal, mark) and same_value(proposal, mark) and same_noun(proposal, mark)


def covers(proposal, mark):
    common = min(proposal["end"], mark["end"]) - max(proposal["begin"], mark["begin"])
    return 2 * common >= mark["end"] - mark["begin"]


def names(proposal, mark):
    said = (proposal.get("said_by", "") + " " + proposal.get("object", "")).lower()
    return mark["of"].lower() in said


def share(k, n):
    return f"{k} of {n} = {k / n:.1%} (95 %: {wilson(k, n)})" if n else "none"


def report(name, marks, proposals, is_right, rules):
    found = right = 0
    for document, of_document in marks.items():
        found += sum(any(is_right(p, m) for p in proposals[document]) for m in of_document)
    n = sum(len(p) for p in proposals.values())
    for document, of_document in proposals.items():
        for p in of_document:
            fits = any(is_right(p, m) for m in marks.get(document, []))
            right += fits
            rule = rules.setdefault(p["rule"], [0, 0])
            rule[0] += fits
            rule[1] += 1
    print(f"  {name}: {share(found, sum(map(len, marks.values())))} found; of those proposed {share(right, n)} right")


def agreement(first, second):
    """Krippendorff's alpha, nominal, on places that either pass marked: what was marked there, or nothing."""
    keys = {}
    for number, marks in enumerate((first, second)):
        for document, of_document in marks.items():
            for m in of_document:
                label = f"{m['value']} {m['approximation']} {m['of'].lower().rstrip('s')}"
                place = next((k for k in keys if k[0] == document and k[1] == m["kind"] and k[2] < m["end"] and m["begin"] < k[3]),
                             (document, m["kind"], m["begin"], m["end"]))
                keys.setdefault(place, ["", ""])[number] = label
    for kind in ("count", "quotation"):
        pairs = [v for k, v in keys.items() if k[1] == kind]
        totals = {}
        for pair in pairs:
            for value in pair:
                totals[value] = totals.get(value, 0) + 1
        n = 2 * len(pairs)
        observed = sum(2 * (a != b) for a, b in pairs)
        expected = (n * n - sum(t * t for t in totals.values())) / (n - 1)
        print(f"  two passes over the {kind}s: alike in {sum(a == b for a, b in pairs)} of {len(pairs)}, alpha {1 - observed / expected:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="build/release/handover")
    parser.add_argument("--counts", help="append rule, genre, right, of for the record of rules to this file")
    parser.add_argument("--marks", default=str(HERE / "re3d_marks_first.csv"))
    parser.add_argument("--shown-too", action="store_true", help="count highlights as proposals")
    parser.add_argument("--errors", action="store_true", help="for marks of development documents alone")
    options = parser.parse_args()
    texts = documents(options.folder)
    marks = marks_of(options.marks)
    ids = sorted(d for d in texts if (d in test_ids()) != options.errors)
    proposals = {d: read_text(options.program, texts[d], genre="statement", published="2016-12-31") for d in ids}
    wanted = lambda p: options.shown_too or p["table"] != "highlight"
    counts = {d: [p for p in ps if p["kind"] == "count" and wanted(p)] for d, ps in proposals.items()}
    quotes = {d: [p for p in ps if p["kind"] == "quotation" and p.get("said_by") and wanted(p)] for d, ps in proposals.items()}
    count_marks = {d: [m for m in ms if m["kind"] == "count"] for d, ms in marks.items()}
    quote_marks = {d: [m for m in ms if m["kind"] == "quotation"] for d, ms in marks.items()}
    rules = {}
    print(f"re3d, {len(ids)} statements marked by hand")
    report("counts", count_marks, counts, is_right_count, rules)
    longest = max(count_marks, key=lambda d: len(count_marks[d]))
    rest = lambda all_of: {d: v for d, v in all_of.items() if d != longest}
    report("counts without the statement that holds most", rest(count_marks), rest(counts), is_right_count, {})
    report("direct quotations with speaker", quote_marks, quotes, lambda p, m: covers(p, m) and names(p, m), rules)
    second = HERE / "re3d_marks_second.csv"
    if second.exists():
        agreement(marks, marks_of(second))
    for rule, (k, n) in sorted(rules.items()):
        print(f"    {rule:28} {k:4} of {n:4}")
    if options.errors:
        for d in ids:
            for m in count_marks.get(d, []):
                if not any(is_right_count(p, m) for p in counts[d]):
                    print("missed", texts[d][m["begin"] - 20:m["end"] + 40], [(p["value"], p["object"], p["approximation"]) for p in counts[d] if meets(p, m)])
            for p in counts[d]:
                if not any(is_right_count(p, m) for m in count_marks.get(d, [])):
                    print("wrong", p["quote"], p["rule"], p["value"])
            for m in quote_marks.get(d, []):
                if not any(covers(p, m) and names(p, m) for p in quotes[d]):
                    print("missed quotation", texts[d][m["begin"]:m["begin"] + 50], m["of"], [(p["said_by"], p["rule"]) for p in quotes[d] if meets(p, m)])
    if options.counts:
        with open(options.counts, "a", encoding="utf-8") as out:
            for rule, (k, n) in sorted(rules.items()):
                out.write(f"{rule},statement,{k},{n}\n")


def test_ids():
    return set((HERE / "re3d_test_ids.txt").read_text(encoding="utf-8").split())


if __name__ == "__main__":
    main()
