#!/usr/bin/env bash
# Plants made-up names in place of every site's id and name, produces every output that may be published, and searches all of
# it: text, JSON, HTML, the store's export (Parquet read back as text). A site's name anywhere is a failure.
#   scripts/check_canaries.sh [PROGRAM [MISSION]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release/handover}")
mission=$(realpath "${2:-$root/missions/iraq-2024}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$mission" "$work/planted"
rm -f "$work"/planted/*.duckdb
python3 - "$work/planted" <<'PY'
import csv, pathlib, sys
folder = pathlib.Path(sys.argv[1])
with open(folder / "sites.csv", newline="") as file:
    rows = list(csv.DictReader(file))
fields = list(rows[0])
ids = {}
for number, row in enumerate(rows):
    ids[row["id"]] = f"zqcanary-{number}"
    row["id"] = ids[row["id"]]
    row["name"] = f"Camp Zqcanary {number}"
with open(folder / "sites.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
for plan in folder.glob("plans/*.toml"):
    text = plan.read_text()
    for old, new in ids.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    plan.write_text(text)
PY
cd "$work"
mkdir out
made=0
# Exit code 1 is a finding, not a failure; a command that this build does not have is named and left out.
produce() {
  local name=$1
  shift
  local code=0
  "$program" "$@" > "out/$name" 2> "$name.errors" || code=$?
  if [ "$code" -gt 1 ]; then
    echo "FAILED: handover $* ended with $code: $(head -1 "$name.errors")"
    exit 1
  fi
  made=$((made + 1))
}
produce needs.txt needs planted
produce needs.json needs planted --json
for plan in planted/plans/*.toml; do
  produce "needs-$(basename "$plan" .toml).txt" needs planted --plan "$plan"
  produce "needs-$(basename "$plan" .toml).json" needs planted --plan "$plan" --json
done
produce partner.txt partner planted
produce partner.json partner planted --json --svg out/partner.svg
for edition in public joint; do
  if "$program" brief --help > /dev/null 2>&1; then
    produce "brief-$edition.txt" brief planted --edition "$edition" --out "out/brief-$edition.html"
  fi
done
if ls ./*.duckdb > /dev/null 2>&1; then
  produce export.txt export planted --parquet out/parquet
fi
# Parquet and the like are searched as bytes; compressed pages would hide a name, so they are also read back.
if grep -rIil zqcanary out || grep -rail zqcanary out; then
  echo "FAILED: the files above name a site"
  exit 1
fi
# The audit trail is asked for by name and does hold sites: the search above can fail.
"$program" needs planted --audit > audit.txt || [ $? -eq 1 ]
grep -qi zqcanary audit.txt || { echo "FAILED: the audit trail names no site, so this check proves nothing"; exit 1; }
echo "no site named in $made outputs"
