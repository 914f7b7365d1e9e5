#!/usr/bin/env bash
# Golden outputs: commands on the skeleton mission, one seed, as text and as JSON, kept under golden/.
#   scripts/golden.sh [PROGRAM]           compare; figures within the tolerances of scripts/compare_golden.py
#   scripts/golden.sh [--write] --all [PROGRAM]   also the commands that fit the threat or simulate, minutes of processor time: not
#                                         kept under golden/ yet
#   scripts/golden.sh --write [PROGRAM]   write them anew, to be read in the diff before they are committed
set -euo pipefail
cd "$(dirname "$0")/.."
write=0 all=0
if [[ "${1:-}" == --write ]]; then write=1; shift; fi
if [[ "${1:-}" == --all ]]; then all=1; shift; fi
handover=$(realpath "${1:-build/release/handover}")
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/out"
cd "$work"
"$handover" new m > /dev/null
plan=m/plans/$(basename "$(ls m/plans/*.toml | head -1)")
other=m/plans/$(basename "$(ls m/plans/*.toml | tail -1)")
make() {  # make NAME COMMAND...: the text, then the document; exit codes 0 and 1 are answers
  local name=$1; shift
  "$handover" "$@" > "out/$name.txt" 2> /dev/null || [[ $? == 1 ]]
  "$handover" "$@" --json > "out/$name.json" 2> /dev/null || [[ $? == 1 ]]
}
few=(--draws 40 --seed 1)
make check check m
make evidence evidence m
make partner partner m "${few[@]}"
make talks talks m "${few[@]}"
make bargain bargain m "${few[@]}"
make commands commands
make languages languages --missing ar
make look look m/zones.csv m/incidents.csv
make priors forecast m --priors
make models bargain --list
make keys assumptions --keys
printf 'party: one\nWe agreed that the mission ends when the conditions allow it. The mission ends with honour.\n' > one.txt
printf 'party: two\nWe agreed that the presence ends by a date. No presence stays without our consent, and no date slips.\n' > two.txt
make readout readout one.txt two.txt
python3 - <<'PY'
# A panel of eight units, its outcomes, and the questions of a hindcast: invented, and always the same.
import csv
with open("panel.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["unit", "month", "value"])
    for unit in range(8):
        for month in range(96):
            rows.writerow([f"u{unit}", f"{2016 + month // 12}-{month % 12 + 1:02}", (unit * 7 + month * 5 + month * month % 11) % (3 + 4 * unit)])
PY
make panel forecast --panel panel.csv --origin 2022-06 --months 3..4 --draws 50 --seed 1
"$handover" forecast --panel panel.csv --origin 2022-06 --months 3..4 --draws 50 --seed 1 --out draws.csv > /dev/null
make score score --draws draws.csv --actuals panel.csv --history panel.csv --origin 2022-06 --seed 1
cat > outcomes.csv <<'CSV'
id,as_of,case,question,kind,metric,phase,from,by,compare,threshold,outcome,source
few-left,2024-06-30,dates,At most 500 troops by the end of June 2025,binary,troops_at_end,,,2025-07-01,at_most,500,1,invented
CSV
if [[ $all == 1 ]]; then
  make assumptions assumptions m --plan "$plan" --rows 8 --replications 2 "${few[@]}"
  make stress stress m "$plan" --quick --replications 5000 "${few[@]}"
  make plan plan m --quick --replications 20000 "${few[@]}"
  make run run m --no-store --out m.html "${few[@]}"
  make hindcast hindcast m "$plan" --outcomes outcomes.csv --scenarios 16 --replications 2 "${few[@]}"
  make brief brief m --out m-brief.html "${few[@]}"
  make compare compare "m:$plan" "m:$other" --scenarios 8 --replications 8 --difference-only
  make simulate simulate m --plan "$plan" --scenarios 20 --replications 20 "${few[@]}"
  make status status m "$plan" "${few[@]}"
  make needs needs m "${few[@]}"
  make forecast forecast m "${few[@]}"
fi
if [[ $write == 1 ]]; then
  mkdir -p "$root/golden"
  rm -f "$root"/golden/*.txt "$root"/golden/*.json
  python3 "$root/scripts/compare_golden.py" --clean out "$root/golden"
  echo "golden/ is written: $(ls "$root/golden" | wc -l) files; read the diff"
else
  python3 "$root/scripts/compare_golden.py" out "$root/golden"
fi
