#!/usr/bin/env bash
# A kept run can be repeated to the byte: ten commands on the skeleton mission, kept, shown and repeated; then what does not repeat.
#   scripts/check_again.sh build/release/handover
set -euo pipefail
cd "$(dirname "$0")/.."
handover=$(realpath "${1:-build/release/handover}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$handover" new m > /dev/null
plan=$(ls m/plans/*.toml | head -1)
keep() { "$handover" "$@" --keep --seed 3 > /dev/null || [[ $? == 1 ]]; }
keep evidence m
keep forecast m --draws 30
keep needs m --draws 30 --quantile 0.8
keep partner m --draws 40
keep talks m --draws 60
keep bargain m --draws 50
keep simulate m --plan "$plan" --scenarios 20 --replications 10 --draws 30
keep assumptions m --plan "$plan" --rows 8 --replications 2 --draws 30
keep status m "$plan" --draws 30
keep stress m "$plan" --quick --replications 5000 --draws 30
"$handover" run m --draws 30 --edition joint --seed 3 > /dev/null
mapfile -t runs < <("$handover" runs m --json | python3 -c 'import json,sys; [print(r["id"]) for r in json.load(sys.stdin)["runs"]]')
failed=0
for run in "${runs[@]}"; do
  "$handover" again "${run:0:8}" --mission m || { failed=1; echo "FAIL  $run is not the same again"; }
done
[[ ${#runs[@]} -ge 11 ]] || { failed=1; echo "FAIL  only ${#runs[@]} runs were kept"; }
# A changed mission is told apart from a broken promise.
echo "# a remark of today" >> m/mission.toml
sed -i '0,/^as_of = .*/s//as_of = 2024-06-01/' m/mission.toml
code=0; "$handover" again "${runs[-1]}" --mission m > changed.txt || code=$?
[[ $code == 1 || $code == 2 ]] || { failed=1; echo "FAIL  a changed mission repeats with exit code $code"; }
code=0; "$handover" again 0000 --mission m 2> none.txt || code=$?
[[ $code == 2 ]] && grep -q "not a run that is kept here" none.txt || { failed=1; echo "FAIL  an unknown run"; }
echo "${#runs[@]} kept runs repeated"
exit $failed
