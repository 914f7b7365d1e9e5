#!/usr/bin/env python3
"""Is "right in k of n" true? The record of the rules was measured on development texts; here each held-out proposal is put into one of ten bins by
the share that is shown with it, and the share that was right in the bin is set beside it. The expected calibration error is the mean distance, weighted by
the proposals (Naeini, Cooper & Hauskrecht 2015).

  bench/reading/calibration.py TEXTS --program build/release/handover       TEXTS holds wikiwars/ and re3d/
"""
import argparse
import pathlib

import re3d
import wikiwars
from reading import HERE, read_text


def dates(folder, program):
    for path in sorted((folder / "keyinline").glob("*.xml")):
        if not wikiwars.is_split(path, "held-out"):
            continue
        text, keys = wikiwars.article(path)
        for p in read_text(program, text, genre="narrative", published="2009-12-19"):
            if p["kind"] != "date" or not wikiwars.CALENDAR.match(p["value"]) or p["of"] == 0:
                continue
            yield p, any(p["begin"] < k[1] and k[0] < p["end"] and p["value"] == wikiwars.day_part(k[2]) for k in keys)


def statements(folder, program):
    texts = re3d.documents(folder)
    marks = re3d.marks_of(HERE / "re3d_marks_first.csv")
    for document in sorted(re3d.test_ids()):
        for p in read_text(program, texts[document], genre="statement", published="2016-12-31"):
            if p["of"] == 0:
                continue
            of_document = marks.get(document, [])
            if p["kind"] == "count":
                yield p, any(m["kind"] == "count" and re3d.is_right_count(p, m) for m in of_document)
            elif p["kind"] == "quotation" and p.get("said_by"):
                yield p, any(m["kind"] == "quotation" and re3d.covers(p, m) and re3d.names(p, m) for m in of_document)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="build/release/handover")
    options = parser.parse_args()
    everything = []
    for name, pairs in (("dates of narratives", dates(options.folder / "wikiwars", options.program)),
                        ("counts and quotations of statements", statements(options.folder / "re3d", options.program))):
        pairs = list(pairs)
        everything += pairs
        show(name, pairs)
    show("all", everything)


def show(name, pairs):
    bins = {}
    for p, right in pairs:
        share = p["right"] / p["of"]
        bins.setdefault(min(int(share * 10), 9), []).append((share, right))
    error = sum(abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values()) / len(pairs)
    print(f"{name}: {len(pairs)} proposals, expected calibration error {error:.3f}")
    for number, b in sorted(bins.items()):
        print(f"    shown {sum(s for s, _ in b) / len(b):.2f}, right {sum(r for _, r in b) / len(b):.2f} of {len(b)}")


if __name__ == "__main__":
    main()
