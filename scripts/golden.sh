#!/usr/bin/env bash
# Golden outputs: commands on the skeleton mission, one seed, as text and as JSON, kept under golden/.
#   scripts/golden.sh [PROGRAM]           compare; figures within the tolerances of scripts/compare_golden.py
#   scripts/golden.sh --some [PROGRAM]    only the commands that neither fit the threat nor simulate: seconds
#   scripts/golden.sh --write [PROGRAM]   write them anew, to be read in the diff before they are committed
#   scripts/golden.sh --schema [PROGRAM]  make docs/schema/ anew where these documents, or those of missions/sierra-leone-2003, do not fit it
set -euo pipefail
cd "$(dirname "$0")/.."
write=0 some=0 schema=0
case "${1:-}" in --write) write=1 ;; --some) some=1 ;; --schema) schema=1 ;; esac
if [[ "${1:-}" == --* ]]; then shift; fi
handover=$(realpath "${1:-build/release/handover}")
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/out"
cd "$work"
"$handover" new m > /dev/null
plan=m/plans/$(basename "$(ls m/plans/*.toml | head -1)")
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
printf 'On 3 March 2024 three soldiers of the coalition were killed near Northern base. The mission ends in September 2025, the minister said.\n' > report.txt
make read read m report.txt --published 2024-03-04 --dry-run
make changed changed m --since 2024-05-01
"$handover" workbook m --out m.xlsx > out/workbook.txt
rm m.xlsx
"$handover" workbook m --out m.xlsx --json > out/workbook.json
# What a refused input says.
cp m/sites.csv sites.kept
sed -i '2s/,[^,]*$/,no-such-source/' m/sites.csv
for command in check partner; do
  ! "$handover" $command m > /dev/null 2> "out/refused-$command.txt"
  ! "$handover" $command m --json > "out/refused-$command.json" 2> /dev/null
done
mv sites.kept m/sites.csv
# Kept runs: their ids are hidden.
"$handover" partner m "${few[@]}" --keep > /dev/null
run=$("$handover" runs m --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["runs"][0]["id"])')
make runs runs m
make show show "$run" --mission m
make again again "$run" --mission m
make export export m --parquet parquet
if [[ $some == 0 ]]; then
  # The longest, at once: four of them on two processors.
  "$handover" run m --no-store --out run.html "${few[@]}" > out/run.txt 2> /dev/null &
  "$handover" run m --out m.html "${few[@]}" --json > out/run.json 2> /dev/null
  wait
  long=$("$handover" runs m --json | python3 -c 'import json, sys; print(next(r["id"] for r in json.load(sys.stdin)["runs"] if r["command"] == "run"))')
  run="$run|$long"
  make brief brief "$long" --mission m --out paper.html
  make clauses clauses "$long" --mission m
  make assumptions assumptions m --plan "$plan" --rows 8 --replications 2 "${few[@]}"
  make stress stress m "$plan" --quick --replications 5000 "${few[@]}"
  make plan plan m --quick --replications 20000 "${few[@]}"
  make hindcast hindcast m "$plan" --outcomes outcomes.csv --scenarios 16 --replications 2 "${few[@]}"
  make compare compare "m:$plan" "m:$plan" --scenarios 8 --replications 8
  make simulate simulate m --plan "$plan" --scenarios 20 --replications 20 "${few[@]}"
  make part simulate m --plan "$plan" --scenarios 20 --replications 20 "${few[@]}" --part 1/2 --out parts
  make status status m "$plan" "${few[@]}"
  make needs needs m "${few[@]}"
  make forecast forecast m "${few[@]}"
fi
sed -i -E "s/$run/RUN/g" out/*
if [[ $schema == 1 ]]; then
  mkdir second
  cp -r "$root/missions/sierra-leone-2003" second/mission
  cd second
  "$handover" run mission --no-store "${few[@]}" --json > run.json 2> /dev/null
  for command in check evidence partner talks needs forecast bargain; do
    "$handover" $command mission --json > $command.json 2> /dev/null || [[ $? == 1 ]]
  done
  "$handover" plan mission --quick --replications 20000 "${few[@]}" --json > plan.json 2> /dev/null
  cd ..
  python3 "$root/scripts/check_schema.py" --write "$root/docs/schema" m second/mission out second
elif [[ $write == 1 ]]; then
  mkdir -p "$root/golden"
  rm -f "$root"/golden/*.txt "$root"/golden/*.json
  python3 "$root/scripts/compare_golden.py" --clean out "$root/golden"
  echo "golden/ is written: $(ls "$root/golden" | wc -l) files; read the diff"
else
  python3 "$root/scripts/compare_golden.py" out "$root/golden" $([[ $some == 0 ]] || echo --some)
fi
