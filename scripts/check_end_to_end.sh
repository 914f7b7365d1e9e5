#!/usr/bin/env bash
# The promises that need the whole program: the same bytes for any number of threads, located errors, exit codes, the tutorial.
set -euo pipefail
cd "$(dirname "$0")/.."
handover=$(realpath "${1:-build/release/handover}")
length=${2:-whole}  # short: without what takes minutes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
passed=0
expect() {  # expect NAME CONDITION...
  local name=$1; shift
  if "$@"; then passed=$((passed + 1)); echo "ok    $name"; else failed=$((failed + 1)); echo "FAIL  $name"; fi
}
exits_with() {  # exits_with CODE COMMAND...
  local code=$1; shift
  local got=0
  "$@" > "$work/out" 2> "$work/err" || got=$?
  [[ $got == "$code" ]]
}

"$handover" new "$work/example" > /dev/null
expect "the skeleton has no problems" exits_with 0 "$handover" check "$work/example"
expect "a mission that is not there is bad input" exits_with 2 "$handover" check "$work/nowhere"
expect "an unknown command is bad input" exits_with 2 "$handover" fly

expect "a name that is none makes no mission" exits_with 2 "$handover" new ""
expect "a shell's slash after the name does no harm" exits_with 0 "$handover" new "$work/slash/"
for option in "run --out" "brief --out" "plan --svg" "plan --save" "partner --svg" "talks --svg" "talks --forecast"; do
  read -r command name <<< "$option"
  expect "$option: a folder that is not there is refused before the work" \
    exits_with 2 timeout 2 "$handover" "$command" "$work/example" "$name" "$work/none/file"
  expect "$option: and the message says so" grep -q "folder that does not exist; make the folder first" "$work/err"
done
expect "output cut short is no success" exits_with 2 bash -c '"$0" evidence "$1" --json > /dev/full' "$handover" "$work/example"
for threads in 1 2; do
  "$handover" run "$work/example" --draws 40 --no-store --out "$work/example.html" --threads $threads --json 2> /dev/null |
    python3 -c 'import json,sys; d=json.load(sys.stdin); d.pop("clock", None); json.dump(d, sys.stdout)' > "$work/threads-$threads.json"
done
expect "a whole run on the skeleton: 1 and 2 threads give the same bytes" cmp "$work/threads-1.json" "$work/threads-2.json"
# Papers of a kept run.
cp -r "$work/example" "$work/kept"
"$handover" run "$work/kept" --draws 40 --out "$work/kept.html" > /dev/null 2>&1
run=$("$handover" runs "$work/kept" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["runs"][0]["id"])')
"$handover" brief "$run" --mission "$work/kept" --out "$work/again.html" > /dev/null
expect "the brief of a kept run is the brief of the run, to the byte" cmp "$work/kept.html" "$work/again.html"
for format in html pdf docx xlsx pptx png; do
  for language in en ar ckb fr; do
    expect "a $format of the kept run ($language)" \
      exits_with 0 "$handover" brief "$run" --mission "$work/kept" --edition joint --language "$language" --format "$format" --out "$work/paper-$language.$format"
  done
done
expect "a side's own edition wants that side's overlay" exits_with 2 "$handover" brief "$run" --mission "$work/kept" --edition host --out "$work/own.html"
expect "and says so" grep -q "needs that side's private overlay" "$work/err"
expect "the public edition holds no draft clauses" exits_with 2 "$handover" clauses "$run" --mission "$work/kept" --edition public
expect "the joint one does" exits_with 0 "$handover" clauses "$run" --mission "$work/kept"
expect "since today nothing is new, and what is due within a month is to be acted on" exits_with 1 "$handover" changed "$work/kept" --since 2024-06-30 --quick
expect "and is named" grep -q "due 31 Jul 2024" "$work/out"
# A workbook is a mission.
"$handover" workbook "$work/example" --out "$work/book.xlsx" > /dev/null
mkdir "$work/first" "$work/second"
"$handover" workbook "$work/example" --out "$work/first/m.xlsx" > /dev/null
"$handover" workbook "$work/example" --out "$work/second/m.xlsx" > /dev/null
expect "equal missions give equal workbooks" cmp "$work/first/m.xlsx" "$work/second/m.xlsx"
expect "a workbook has no problems" exits_with 0 "$handover" check "$work/first/m.xlsx"
expect "a workbook that is there is not written over" exits_with 2 "$handover" workbook "$work/example" --out "$work/first/m.xlsx"
expect "back into a folder" exits_with 0 "$handover" new "$work/back" --workbook "$work/first/m.xlsx"
hash_of() { "$handover" evidence "$1" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["inputs_sha256"])'; }
expect "with the same inputs: the folder, its workbook and the folder made of it" \
  test "$(hash_of "$work/example") $(hash_of "$work/example")" = "$(hash_of "$work/first/m.xlsx") $(hash_of "$work/back")"
expect "what writes into a mission's folder refuses a workbook" exits_with 2 "$handover" import "$work/first/m.xlsx" "$work/example/incidents.csv"
expect "and says what to do" grep -q "make a folder of it: handover new" "$work/err"
expect "a workbook of the example in Arabic" exits_with 0 "$handover" new --workbook "$work/ar.xlsx" --language ar
expect "is the same mission" test "$(hash_of "$work/ar.xlsx" | wc -c)" = 65
for mission in missions/niger-2024 missions/mali-2023 missions/lebanon-2026; do
  [[ -d $mission ]] || continue
  name=$(basename $mission)
  read -r area since <<< "$(sed -n "s|^# handover new missions/$name --area \([A-Z,]*\) --since \([0-9-]*\) .*|\1 \2|p" examples/answers/$name.toml)"
  "$handover" new "$work/$name" --area "$area" --since "$since" --answers examples/answers/$name.toml > /dev/null
  rm "$work/$name/README.md"  # which goes on about what followed
  expect "$mission is what its answers make" test -z "$(diff -r "$work/$name" $mission | grep -v "^Only in $mission: \(README.md\|outcomes.csv\)")"
  expect "$mission has no problems" exits_with 0 "$handover" check $mission
  expect "$mission runs" exits_with 0 "$handover" run $mission --draws 40 --no-store --out "$work/brief.html"
done

if [[ $length != short ]]; then
expect "an interrupted search has its own exit code" \
  exits_with 130 timeout --preserve-status -s INT 2 "$handover" plan missions/iraq-2024
expect "and says that nothing was written" grep -q "interrupted; nothing was written" "$work/err"

for mission in "$work/example" missions/iraq-2024; do
  name=$(basename "$mission")
  cp -r "$mission" "$work/copy-$name"
  for threads in 1 2 7; do
    "$handover" run "$work/copy-$name" --seed 1 --draws 100 --threads $threads --json 2> /dev/null |
      python3 -c 'import json,sys; d=json.load(sys.stdin); d.pop("clock", None); json.dump(d, sys.stdout, indent=1)' > "$work/$name-$threads.json"
  done
  expect "$name: 1 and 2 threads give the same bytes" cmp -s "$work/$name-1.json" "$work/$name-2.json"
  expect "$name: 1 and 7 threads give the same bytes" cmp -s "$work/$name-1.json" "$work/$name-7.json"
done

expect "the program asks no function of the C library whose bits hang on the processor" scripts/check_numerics.sh "$handover"
expect "the same bytes on an older processor" scripts/check_processors.sh "$handover"
fi

"$handover" forecast "$work/example" --svg "$work/svg" > /dev/null
expect "pictures are drawn" grep -q "</svg>" "$work"/svg/*-forecast.svg
expect "without its converter PNG is refused at once" exits_with 2 env PATH=/nowhere "$handover" forecast "$work/example" --png "$work/png"
if command -v rsvg-convert > /dev/null; then
  "$handover" forecast "$work/example" --png "$work/png" > /dev/null
  expect "PNG is PNG, and nothing is left beside it" test "$(head -qc 8 "$work"/png/* | tr -d '\r\n\032' | grep -ac PNG) $(find "$work/png" -name '*.part' | wc -l)" = "1 0"
fi
python3 -c '
print("unit,month,value")
for unit in range(6):
    for month in range(36):
        print(f"u{unit},{2019 + month // 12}-{month % 12 + 1:02d},{(unit * month) % 7}")' > "$work/panel.csv"
{ head -1 "$work/panel.csv"; echo late,2021-12,5; tail -n +2 "$work/panel.csv" | tac; } > "$work/panel-later.csv"
for panel in panel panel-later; do
  "$handover" forecast --panel "$work/$panel.csv" --origin 2021-10 --months 1..3 --draws 20 --out "$work/$panel-draws.csv" > "$work/$panel.txt"
done
expect "later units and the order of rows move no draw" cmp -s "$work/panel-draws.csv" "$work/panel-later-draws.csv"
"$handover" forecast --panel "$work/panel.csv" --origin 2022-03 --months 2 --draws 20 > "$work/behind.txt"
expect "a panel that ends before the origin is said to" grep -q "known to 2021-12, 3 months before the origin" "$work/behind.txt"
expect "panel text is at most 80 wide" test -z "$(grep -E '.{81}' "$work/panel.txt" "$work/behind.txt" -h)"
expect "a panel without an origin is bad input" exits_with 2 "$handover" forecast --panel "$work/panel.csv"
if [[ $length != short ]]; then
expect "no site is named in what may be published" scripts/check_canaries.sh "$handover" "$work/example"
expect "what is one side's alone reaches nobody else" scripts/check_editions.sh "$handover"
for script in scripts/check_breakages.py scripts/check_as_of.py scripts/check_tutorial.sh scripts/check_one_figure.py scripts/check_again.sh; do
  expect "$script" "$script" "$handover"
done
fi
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
