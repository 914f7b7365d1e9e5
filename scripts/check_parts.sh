#!/usr/bin/env bash
# A simulation in parts gives the bytes of the whole: 1, 2, 7 and 64 parts, one of them killed and submitted again; and parts that
# are missing, foreign, spoiled or of other inputs are named. Each part fits the models anew: CI says `short`, which leaves out the 64.
#   scripts/check_parts.sh [PROGRAM [short]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release/handover}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/missions/sierra-leone-2003" "$work/mission"
cd "$work"
plan=$(cd mission/plans && ls | head -1 | sed 's/\.toml$//')
what=(simulate mission --plan "mission/plans/$plan.toml" --scenarios 23 --replications 37 --draws 40 --threads 1)
say() { echo "check_parts: $*" >&2; exit 1; }
# Everything but the clock and where the folder lies.
plain() { python3 -c 'import json,sys; d=json.load(sys.stdin); d.pop("seconds"); d.pop("replications_per_second"); d["options"].pop("mission"); json.dump(d, sys.stdout, indent=1)'; }

"$program" "${what[@]}" --json | plain > whole.json
counts=(1 2 7 64)
[[ "${2:-}" != short ]] || counts=(1 2 7)
for parts in "${counts[@]}"; do
  for ((part = parts; part >= 1; --part)); do
    "$program" "${what[@]}" --part "$part/$parts" --out "parts-$parts" > /dev/null
  done
  "$program" simulate --gather "parts-$parts" --json | plain > gathered.json
  cmp whole.json gathered.json || say "$parts parts are not the whole"
done
# One is killed, and the name of what is missing is what brings it back.
mkdir killed && cp parts-7/* killed/ && rm killed/part-000003-of-000007.parquet
"$program" simulate mission --plan "mission/plans/$plan.toml" --scenarios 2000 --replications 200000 --draws 40 --part 3/7 --out other > /dev/null & victim=$!
sleep 3; kill -9 $victim; wait $victim 2> /dev/null || true
[[ -z "$(find other -name 'part-*.parquet' 2> /dev/null)" ]] || say "a killed part left a file that looks whole"
if "$program" simulate mission --gather killed 2> said; then say "a missing part was not missed"; fi
grep -q 'lacks 1 of 7 parts: 3' said || { cat said; say "the missing part is not named"; }
"$program" "${what[@]}" --part 3/7 --out killed > /dev/null
"$program" "${what[@]}" --part 3/7 --out killed --json | grep -q '"was_there": true' || say "a part that is there was computed again"
"$program" simulate mission --gather killed --json | plain | cmp - whole.json
# Parts that do not belong together.
mkdir mixed && cp parts-2/part-000001* mixed/
"$program" "${what[@]}" --seed 2 --part 2/2 --out mixed > /dev/null
if "$program" simulate mission --gather mixed 2> said; then say "mixed parts were gathered"; fi
grep -q 'does not belong' said || { cat said; say "mixed parts are not named"; }
if "$program" "${what[@]}" --part 2/2 --out mixed 2> said; then say "a part of another simulation was taken for this one"; fi
mkdir spoiled && cp parts-2/* spoiled/ && head -c 300 parts-2/part-000001-of-000002.parquet > spoiled/part-000001-of-000002.parquet
if "$program" simulate mission --gather spoiled 2> said; then say "a spoiled part was gathered"; fi
grep -q 'part-000001' said || { cat said; say "the spoiled part is not named"; }
cp -r mission changed && sed -i 's/^title *=.*/title = "Another"/' changed/mission.toml
if "$program" simulate changed --gather parts-2 2> said; then say "parts of other inputs were gathered"; fi
grep -q 'does not hold what the parts were computed from' said || { cat said; say "other inputs are not named"; }
# The script for Slurm does what it says, here with a shell in the place of Slurm.
"$program" "${what[@]}" --slurm 5 --out array > array.sbatch
bash -n array.sbatch
for task in 5 2 1 4 3; do SLURM_ARRAY_TASK_ID=$task bash array.sbatch > /dev/null; done
"$program" simulate mission --gather array --json | plain > gathered.json
# The script names files by where they lie, and the plan's name stands in the document.
python3 - <<'PY'
import json
one, two = json.load(open("whole.json")), json.load(open("gathered.json"))
for document in (one, two):
    document["options"].pop("plan"), document.pop("plan")
assert one == two, "the array is not the whole"
PY
echo "parts: ${counts[*]} parts, one killed, and a job array of 5 give the bytes of the whole; a seventh takes $(du -b parts-7/part-000001* | cut -f1) bytes"
