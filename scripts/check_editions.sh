#!/usr/bin/env bash
# What is one side's alone must reach nobody else. In a copy of a mission this gives sites names of two letters ("K1"), writes
# them into the history of the talks and into the statements, and plants a word in every text of a private overlay; then it makes each edition, as HTML,
# as a shown run and as an export, and searches what a reader of it could see.
#   scripts/check_editions.sh [PROGRAM [MISSION WITH overlays/host]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release/handover}")
mission=$(realpath "${2:-$root/missions/iraq-2024}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0
expect() {  # expect WORDS COMMAND...
  local words=$1
  shift
  if ! "$@" > /dev/null 2>&1; then echo "FAILED: $words"; failed=$((failed + 1)); fi
}
exits_with() { local wanted=$1 code=0; shift; "$@" > last.txt 2> errors.txt || code=$?; [ "$code" -eq "$wanted" ]; }

cp -r "$mission" planted
cat > plant.py <<'PY'
import csv, pathlib, re
folder = pathlib.Path("planted")

def rewrite(path, change):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        return
    for number, row in enumerate(rows):
        change(number, row)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

ids = {}
def short_name(number, row):
    ids[row["id"]] = f"k{number + 1}"
    row["id"], row["name"] = f"k{number + 1}", f"K{number + 1} air base"
rewrite(folder / "sites.csv", short_name)
for plan in folder.glob("plans/*.toml"):
    text = plan.read_text()
    for old, new in ids.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    plan.write_text(text)
def attacked(_, row):
    row["cause"] = (row["cause"] + ", " if row["cause"] else "") + "lethal attack on K1"
rewrite(folder / "sessions.csv", attacked)
for statement in folder.glob("statements/*.txt"):
    statement.write_text(statement.read_text() + "\nThe forces at K1 and K2 were praised. K1 and K2 stand ready.\n")

# Every text of the host's overlay that names nothing of the mission.
overlay = folder / "overlays" / "host"
rules = overlay / "rules.toml"
rules.write_text(re.sub(r'^words = "', 'words = "Zqcanary ', rules.read_text(), flags=re.M))
for table in overlay.glob("*.csv"):
    def note(_, row):
        if "note" in row:
            row["note"] = "zqcanary"
    rewrite(table, note)
PY
python3 plant.py
cat > search.py <<'PY'
"""search.py FILE...: exit code 1 when one of them holds, as a reader sees it, a planted name or word."""
import html, pathlib, re, sys
found = False
for name in sys.argv[1:]:
    text = pathlib.Path(name).read_bytes().decode("utf-8", "replace")
    if name.endswith(".html"):
        text = re.sub(r"<style.*?</style>", " ", text, flags=re.S)
        text = " ".join(re.findall(r'(?:aria-label|data-[a-z]+|title)="([^"]*)"', text)) + " " + re.sub(r"<[^>]*>", " ", text)
        text = html.unescape(text)
    if re.search(r"\bk[1-9]\b|zqcanary", text, re.I):
        found = True
        print(name)
sys.exit(found)
PY
produce() { expect "handover $* succeeds" "$program" "$@"; }

produce check planted
# A run without an overlay: what may be published names no site, whatever its name's length.
for edition in public joint; do
  produce run planted --draws 50 --edition "$edition" --out "$edition.html"
  "$program" run planted --draws 50 --edition "$edition" --json --no-store --out again.html > "document-$edition.json" 2> /dev/null || true
  expect "the document of the $edition edition names no site" python3 search.py "document-$edition.json"
  expect "the document of the $edition edition holds the answer and nothing of a side's own" python3 -c "
import json, sys
document = json.load(open('document-$edition.json'))
text = json.dumps(document)
closed = ['red_lines', 'ablation', 'judged_otherwise', 'branches', 'binding', 'conflict', 'coverage', 'reverses', 'tipping']
sys.exit('agreement_map' not in document or any('\"%s\"' % key in text for key in closed))"
  expect "the $edition brief names no site" python3 search.py "$edition.html"
done
expect "a side's own edition is refused without that side's overlay" \
  exits_with 2 "$program" run planted --draws 50 --edition host --out side.html --no-store
expect "the refused brief is not there" test ! -e side.html
run=$("$program" runs planted --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["runs"][0]["id"])')
for edition in public joint; do
  "$program" show "$run" --mission planted --json --edition "$edition" > "shown-$edition.json"
  expect "a run shown to $edition holds no closed key" python3 -c "
import json, sys
text = json.dumps(json.load(open('shown-$edition.json'))['result'])
closed = ['reverses', 'tipping', 'passing_was_mistake', 'deterrence_half_life_days', 'binding', 'coverage', 'red_lines', 'branches']
sys.exit(any('\"%s\"' % key in text for key in closed))"
  expect "a run shown to $edition still holds the answer" grep -q '"agreement_map"' "shown-$edition.json"
  expect "a run shown to $edition names no site" python3 search.py "shown-$edition.json"
  # Every paper of the kept run, in both directions of script.
  for language in en ar; do
    for format in html pdf docx xlsx pptx; do
      "$program" brief "$run" --mission planted --edition "$edition" --language "$language" --format "$format" \
        --out "paper-$edition-$language.$format" > last.txt 2> errors.txt || { cat errors.txt; failed=$((failed + 1)); }
    done
    for format in docx xlsx pptx; do
      python3 -c "
import sys, zipfile
parts = zipfile.ZipFile('paper-$edition-$language.$format')
open('unpacked.txt', 'wb').write(b'\n'.join(parts.read(n) for n in parts.namelist() if n.endswith('.xml')))"
      expect "the $edition paper as $format ($language) names no site" python3 search.py unpacked.txt
    done
    pdftotext "paper-$edition-$language.pdf" unpacked.txt
    expect "the $edition paper as PDF ($language) names no site" python3 search.py unpacked.txt
  done
done
# A run with the host's overlay is the host's: in its own edition, in a store of its own.
before=$(sha256sum planted.duckdb | cut -d' ' -f1)
produce run planted --draws 50 --overlay host --edition host --out own.html
expect "the host's brief holds its red line" grep -qi zqcanary own.html
expect "a side's own brief does name sites" grep -q "K1 air base" own.html
expect "a side's own brief is for its owner alone" test "$(stat -c %a own.html)" = 600
expect "the shared store is not touched by it" test "$(sha256sum planted.duckdb | cut -d' ' -f1)" = "$before"
private=$(find . -maxdepth 1 -name 'planted.*.duckdb')
expect "there is one private store" test "$(echo "$private" | wc -w)" -eq 1
expect "the private store is for its owner alone" test "$(stat -c %a "$private")" = 600
expect "the shared store holds nothing of it" bash -c "! grep -qai zqcanary planted.duckdb"
for edition in public joint coalition; do
  expect "the $edition edition is refused to a run with the host's overlay" \
    exits_with 2 "$program" run planted --draws 50 --overlay host --edition "$edition" --out refused.html --no-store
  expect "the refusal holds nothing of the overlay" bash -c "! grep -qi zqcanary errors.txt last.txt"
  expect "the refused brief is not there" test ! -e refused.html
done
# Sites may be called as the page's own words are; a title that names a site is refused before the work.
for word in main table head; do
  sed -i "s/^k1,K1 air base/$word,$word/" planted/sites.csv
  grep -q "^$word," planted/sites.csv && sed -i "s/\"k1\"/\"$word\"/" planted/plans/*.toml
  produce brief planted --edition public --out "$word.html"
  sed -i "s/^$word,$word/k1,K1 air base/" planted/sites.csv
  sed -i "s/\"$word\"/\"k1\"/" planted/plans/*.toml
done
sed -i 's/^title = .*/title = "Handover of K1"/' planted/mission.toml
expect "a title that names a site is refused" exits_with 2 "$program" run planted --edition public --out titled.html --no-store
expect "the refusal says what to rename" grep -q "rename" errors.txt
[ "$failed" -eq 0 ] && echo "editions: all closed to whom they should be"
exit $((failed > 0))
