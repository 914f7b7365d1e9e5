#!/usr/bin/env bash
# Nothing is lost by importing: rows of incidents.csv are counted before and after files that are good, damaged, empty or of another place.
set -euo pipefail
cd "$(dirname "$0")/.."
handover=$(realpath "${1:-build/release/handover}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
expect() {  # expect NAME CONDITION...
  local name=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL  $name"; fi
}
exits_with() {  # exits_with CODE COMMAND...
  local code=$1; shift
  local got=0
  "$@" > "$work/out" 2> "$work/err" || got=$?
  [[ $got == "$code" ]]
}
rows_of() { grep -c "$1" "$mission/incidents.csv" || true; }

cp -r missions/iraq-2024 "$work/mission"
mission=$work/mission
source=$(sed -n 's/^source = "\(.*\)"/\1/p' "$mission/import.toml" | head -1)
before=$(rows_of "$source")
sum=$(sha256sum "$mission/incidents.csv")
same() { [[ "$(sha256sum "$mission/incidents.csv")" == "$sum" ]]; }

header=id,type_of_violence,side_a,side_b,where_prec,adm_1,latitude,longitude,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown
row() { echo "$1,1,Government of Iraq,IS,1,Diyala province,34.0,45.1,Iraq,$2,$2,1,2,0,0"; }
echo "$header" > "$work/header_only.csv"
{ echo "$header"; row 1 "5/1/2017 0:00"; row 2 "5/2/2017 0:00"; } > "$work/spreadsheet.csv"
{ echo "$header"; row 1 2017-05-01; row 2 2017-05-02; } > "$work/two_rows.csv"
{ echo "$header"; row 1 2017-05-01; for i in 2 3 4; do row $i "no day"; done; } > "$work/one_good.csv"
{ echo "$header"; row 1 2023-05-01; } > "$work/too_late.csv"
: > "$work/empty.csv"

expect "the example holds a record to lose" test "$before" -gt 1000
for file in header_only spreadsheet two_rows one_good too_late empty; do
  expect "$file: refused" exits_with 2 "$handover" import "$mission" "$work/$file.csv"
  expect "$file: nothing written" same
  expect "$file: nor with --dry-run" exits_with 2 "$handover" import "$mission" "$work/$file.csv" --dry-run
done
exits_with 2 "$handover" import "$mission" "$work/two_rows.csv" || true
expect "how many rows go and come is said" grep -q "$before rows of $source go, 2 come in their place" "$work/out"
expect "and what would be lost" grep -q "would lose a part of the record of $source" "$work/err"
expect "the JSON says the same" exits_with 2 "$handover" import "$mission" "$work/two_rows.csv" --json
expect "and is a document" python3 -c '
import json, sys
document = json.load(open(sys.argv[1]))
assert document["replaced"]["rows"] == int(sys.argv[2]) and document["replacement"]["rows"] == 2 and document["lost"]' "$work/out" "$before"
exits_with 2 "$handover" import "$mission" "$work/spreadsheet.csv" || true
expect "the spreadsheet's days are refused with both readings" \
  bash -c 'tr -s " \n" " " < "$0" | grep -q "is 2017-01-05 or 2017-05-01"' "$work/err"
expect "--replace is taken at its word" exits_with 0 "$handover" import "$mission" "$work/two_rows.csv" --replace
expect "and only this source's rows are gone" test "$(rows_of "$source")" = 2
expect "told the order of its days, the spreadsheet's file is the same two rows" \
  exits_with 0 "$handover" import "$mission" "$work/spreadsheet.csv" --days month-first
expect "the same file twice changes nothing" grep -q "incidents.csv: unchanged" "$work/out"
expect "look says what a file is taken for" exits_with 0 "$handover" look "$work/two_rows.csv"
expect "by its layout" grep -q "events (ged)" "$work/out"
expect "and what of it would be lost" exits_with 1 "$handover" look "$work/one_good.csv"
# Every command that writes into a table that is there: import (incidents.csv), read --enter (facts.csv, positions.csv), workbook and new
# (which refuse what is there), the server's tables (scripts/check_serve.sh). Here the rows are counted.
cp -r missions/iraq-2024 "$work/other"
other=$work/other/incidents.csv
python3 - "$other" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
with open(sys.argv[1], "w", newline="", encoding="utf-16") as out:
    csv.writer(out, delimiter=";").writerows([["Our incidents"] + [""] * (len(rows[0]) - 1)] + rows)
END
others=$(grep -vc "$source" missions/iraq-2024/incidents.csv)
expect "rows of other sources in a table of another form are kept" exits_with 0 "$handover" import "$work/other" "$work/two_rows.csv" --replace
expect "all of them" test "$(grep -vc "$source" "$other")" = "$others"
expect "and the two that came" test "$(grep -c "$source" "$other")" = 2
mv "$other" "$work/other/incidents.tsv"
expect "a table kept under another name is not doubled" exits_with 2 "$handover" import "$work/other" "$work/two_rows.csv" --replace
expect "there is still one" test ! -e "$other"
facts=$(grep -c . missions/iraq-2024/facts.csv)
cp -r missions/iraq-2024 "$work/read"
sed -i 's/,/;/' "$work/read/facts.csv"  # damaged: nothing may be entered into it
expect "read --enter refuses a table that it cannot read" exits_with 2 "$handover" read "$work/read" --enter
expect "and leaves its rows" test "$(grep -c . "$work/read/facts.csv")" = "$facts"
expect "a workbook that is there is not written over" bash -c '"$0" workbook missions/iraq-2024 --out "$1/m.xlsx" > /dev/null && ! "$0" workbook missions/iraq-2024 --out "$1/m.xlsx" 2> /dev/null' "$handover" "$work"
expect "new refuses a folder that is there" exits_with 2 "$handover" new "$work/read"
expect "and leaves its rows too" test "$(grep -c . "$work/read/facts.csv")" = "$facts"
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
