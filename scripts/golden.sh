#!/usr/bin/env bash
# Golden outputs: every command on the skeleton mission, one seed, as text and as JSON, kept under golden/.
#   scripts/golden.sh [PROGRAM]           compare; figures within the tolerances of scripts/compare_golden.py
#   scripts/golden.sh --write [PROGRAM]   write them anew, to be read in the diff before they are committed
set -euo pipefail
cd "$(dirname "$0")/.."
write=0
if [[ "${1:-}" == --write ]]; then write=1; shift; fi
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
make forecast forecast m "${few[@]}"
make needs needs m "${few[@]}"
make partner partner m "${few[@]}"
make talks talks m "${few[@]}"
make bargain bargain m "${few[@]}"
make simulate simulate m --plan "$plan" --scenarios 20 --replications 20 "${few[@]}"
make compare compare "m:$plan" "m:$other" --scenarios 8 --replications 8 --difference-only
make assumptions assumptions m --plan "$plan" --rows 8 --replications 2 "${few[@]}"
make status status m "$plan" "${few[@]}"
make stress stress m "$plan" --quick --replications 5000 "${few[@]}"
make plan plan m --quick --replications 20000 "${few[@]}"
make run run m --no-store --out m.html "${few[@]}"
make commands commands
if [[ $write == 1 ]]; then
  mkdir -p "$root/golden"
  rm -f "$root"/golden/*.txt "$root"/golden/*.json
  python3 "$root/scripts/compare_golden.py" --clean out "$root/golden"
  echo "golden/ is written: $(ls "$root/golden" | wc -l) files; read the diff"
else
  python3 "$root/scripts/compare_golden.py" out "$root/golden"
fi
