"""One mission, several seeds: how far the answers agree.

Per seed: the pair shown, its share with its interval, the size of the set, the seconds. Over all seeds: the mean overlap of the
sets, two by two (Jaccard: members of both over members of either); differences that two seeds call ordered in opposite
directions, of all that two seeds both call ordered; and whether the intervals are as wide as the shares of the same pair
of dates scatter (the ratio of both: above one, intervals claim less certainty than there is; below one, more).
With --vary-search the scenarios in which plans are looked for change with the seed as well.
"""
import itertools
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Half the width of a 90 % interval in standard errors.
NINETY = 1.6449


def pair(dates):
    band = dates["residual"]
    who = f"{band['low']}-{band['high']}" if isinstance(band, dict) else str(band)
    return f"{dates['mission_end']} to {dates['presence_end'] or 'past the horizon'}, {who}"


def orders(document):
    """What is called ordered: (what, one, other) in alphabetical order of the two -> sign of one less other."""
    found = {}

    def add(what, one, other, mean):
        sign = 1 if mean > 0 else -1
        key, sign = ((what, one, other), sign) if one <= other else ((what, other, one), -sign)
        found[key] = sign

    for entry in document.get("price", []):
        for what, ordering in [("joint", entry["joint"])] + [(harm["metric"], harm) for harm in entry["harms"]]:
            if ordering["ordered"]:
                add(what, "fixed plan " + pair(entry), "fixed plan " + pair(entry["against"]), ordering["mean"])
    for entry in document["answer"]["separated"]:
        if entry.get("worse_than"):
            add("joint of the map", pair(entry), pair(entry["worse_than"]), -1)
    chosen = document["answer"]["chosen"]
    for entry in document["answer"]["compared_with_baselines"]:
        for what, ordering in [("joint", entry["joint"])] + [(harm["metric"], harm) for harm in entry["harms"]]:
            if chosen and ordering["ordered"]:
                # The baseline and what it is held against, which differs where another pair is shown.
                add(what, "baseline " + entry["baseline"], "best plan " + pair(chosen), ordering["mean"])
    return found


def run(handover, mission, seed, options):
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    done = subprocess.run([handover, "plan", mission, "--seed", str(seed), "--json", *options], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"seed {seed}: {done.stderr.strip()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), time.time() - begun, cpu


def main():
    handover = sys.argv[1]
    mission = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "missions" / "iraq-2024")
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    options = sys.argv[4:] or ["--quick"]
    vary_search = "--vary-search" in options
    options = [option for option in options if option != "--vary-search"]
    if "--quick" not in options and "--full" not in options:
        options = ["--quick", *options]
    options = [option for option in options if option != "--full"]
    documents = []
    print("| seed | pair shown | kept, if signed | signed in time | set | median width | seconds (processor) |\n|---|---|---|---|---|---|---|", flush=True)
    for seed in range(1, seeds + 1):
        own = [*options, "--search-seed", str(seed)] if vary_search else options
        document, seconds, cpu = run(handover, mission, seed, own)
        documents.append(document)
        chosen, answer = document["answer"]["chosen"], document["answer"]
        shown = pair(chosen) if chosen else "none"
        kept = f"{100 * chosen['low']:.0f} to {100 * chosen['high']:.0f}" if chosen else "-"
        signed = f"{100 * chosen['chance_signed']:.0f}" if chosen and "chance_signed" in chosen else "-"
        width = 100 * document["budget"]["median_interval_width"]
        print(f"| {seed} | {shown} | {kept} | {signed} | {len(answer['set'])} | {width:.1f} | {seconds:.0f} ({cpu:.0f}) |", flush=True)

    sets = [{pair(member) for member in document["answer"]["set"]} for document in documents]
    overlaps = [len(a & b) / len(a | b) for a, b in itertools.combinations(sets, 2) if a | b]
    print(f"overlap of the sets, two by two: {100 * statistics.mean(overlaps):.0f} of 100 on average, least {100 * min(overlaps):.0f}"
          if overlaps else "overlap of the sets: nothing to compare")

    ordered = [orders(document) for document in documents]
    both = opposite = 0
    contradictions = set()
    for a, b in itertools.combinations(ordered, 2):
        for key in a.keys() & b.keys():
            both += 1
            if a[key] != b[key]:
                opposite += 1
                contradictions.add(key)
    print(f"ordered by both of two seeds: {both}; in opposite directions: {opposite}")
    for what, one, other in sorted(contradictions):
        print(f"  {what}: {one} against {other}")

    shares, widths = {}, {}
    for document in documents:
        for cell in document["agreement_map"]:
            shares.setdefault(pair(cell), []).append(cell["joint"])
            low, high = cell["interval"] if "interval" in cell else cell["joint_interval"]
            widths.setdefault(pair(cell), []).append((high - low) / 2 / NINETY)
    ratios = [statistics.mean(widths[key]) / statistics.stdev(values) for key, values in shares.items()
              if len(values) == len(documents) > 2 and statistics.stdev(values) > 0]
    if ratios:
        print(f"standard error that the intervals claim, over the scatter between seeds: median {statistics.median(ratios):.2f} of {len(ratios)} pairs of dates")


if __name__ == "__main__":
    main()
