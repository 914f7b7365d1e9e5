#!/usr/bin/env bash
# Sites must not leave the program in anything that may be published. This plants made-up names in place of every site's id and
# name in a copy of a mission, makes the outputs (run, needs, partner, brief, as text, JSON, HTML and SVG; the store's export
# as Parquet) and searches them. Parquet pages are compressed, so each table is read back through DuckDB as text; HTML is
# searched as written, with entities resolved, and inside base64 blobs.
# Then it plants the same word in fields that are published (the title and the folder's name of an invented example) and wants
# to find it in text, JSON, HTML and Parquet alike: a search that finds nothing there would prove nothing.
#   scripts/check_canaries.sh [PROGRAM [MISSION]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release/handover}")
mission=$(realpath "${2:-$root/missions/iraq-2024}")
library=$(dirname "$program")/libduckdb.so
[ -e "$library" ] || library=$(find "$root/node_modules/@duckdb" -name libduckdb.so | head -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > plant.py <<'PY'
"""plant.py FOLDER: a canary in every site's id and name."""
import csv, pathlib, sys
folder = pathlib.Path(sys.argv[1])

def rewrite(path, change):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
        fields = list(rows[0])
    for number, row in enumerate(rows):
        change(number, row)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

ids = {}
def plant_site(number, row):
    ids[row["id"]] = f"zqcanary-{number}"
    row["id"], row["name"] = ids[row["id"]], f"Camp Zqcanary {number}"

rewrite(folder / "sites.csv", plant_site)
for plan in folder.glob("plans/*.toml"):
    text = plan.read_text()
    for old, new in ids.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    plan.write_text(text)
PY

cat > search.py <<'PY'
"""search.py LIBRARY FOLDER: prints every file under FOLDER that holds the canary; exit code 1 when there is one."""
import base64, ctypes, gzip, html, pathlib, re, sys, zlib
CANARY = re.compile(rb"zq[-_ ]?canary", re.I)
duckdb = ctypes.CDLL(sys.argv[1])
duckdb.duckdb_value_varchar.restype = ctypes.c_void_p
duckdb.duckdb_result_error.restype = ctypes.c_char_p
for name in ("duckdb_row_count", "duckdb_column_count"):
    getattr(duckdb, name).restype = ctypes.c_uint64

def parquet_text(path):
    database, connection, result = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.create_string_buffer(256)
    assert duckdb.duckdb_open(None, ctypes.byref(database)) == 0
    assert duckdb.duckdb_connect(database, ctypes.byref(connection)) == 0
    query = f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('{path}')"
    if duckdb.duckdb_query(connection, query.encode(), result) != 0:
        sys.exit(f"{path} cannot be read back: {duckdb.duckdb_result_error(result)}")
    values = []
    for column in range(duckdb.duckdb_column_count(result)):
        for row in range(duckdb.duckdb_row_count(result)):
            value = duckdb.duckdb_value_varchar(result, ctypes.c_uint64(column), ctypes.c_uint64(row))
            values.append(ctypes.string_at(value) if value else b"")
    return b"\n".join(values)

def unpacked(blob):
    for attempt in (gzip.decompress, zlib.decompress, lambda data: zlib.decompress(data, -15)):
        try:
            yield attempt(blob)
        except Exception:
            pass

def texts_of(path):
    data = path.read_bytes()
    yield data
    if path.suffix == ".parquet":
        yield parquet_text(path)
        return
    text = data.decode("utf-8", "replace")
    yield html.unescape(text).encode()
    for blob in re.findall(r"[A-Za-z0-9+/]{120,}={0,2}", text):
        decoded = base64.b64decode(blob + "=" * (-len(blob) % 4))
        yield decoded
        yield from unpacked(decoded)

files = [path for path in sorted(pathlib.Path(sys.argv[2]).rglob("*")) if path.is_file()]
found = [path for path in files if any(CANARY.search(text) for text in texts_of(path)) or CANARY.search(str(path).encode())]
for path in found:
    print(path)
print(f"{len(files)} files searched", file=sys.stderr)
sys.exit(1 if found else 0)
PY

# Exit code 1 is a finding of the command, not a failure of the check.
produce() {  # produce OUT-FILE COMMAND...
  local out=$1 code=0
  shift
  "$program" "$@" > "$out" 2> errors || code=$?
  if [ "$code" -gt 1 ]; then
    echo "FAILED: handover $* ended with $code: $(head -1 errors)"
    exit 1
  fi
}

cp -r "$mission" planted
python3 plant.py planted
mkdir out
produce out/run.txt run planted --edition public --out out/run.html --draws 50
produce out/run.json run planted --edition public --json --out out/run-again.html --draws 50
produce out/export.txt export planted --parquet out/parquet
produce out/needs.json needs planted --json
for plan in planted/plans/*.toml; do
  produce "out/needs-$(basename "$plan" .toml).txt" needs planted --plan "$plan" --threat records
  produce "out/needs-$(basename "$plan" .toml).json" needs planted --plan "$plan" --threat records --json
done
produce out/partner.json partner planted --json --svg out/partner.svg
produce out/partner.txt partner planted
if ! python3 search.py "$library" out; then
  echo "FAILED: the files above name a site"
  exit 1
fi

# Without an edition the document is a side's own: it says so, and does name sites.
"$program" run planted --json --no-store --out own.html --draws 50 > own.json 2> errors
grep -q '"audience": "own side"' own.json || { echo "FAILED: a whole document does not say whose it is"; exit 1; }
grep -qi zqcanary own.json || { echo "FAILED: a side's own document names no site"; exit 1; }

# The private view is asked for by name, and does name sites.
produce audit.txt needs planted --threat records --audit
grep -qi zqcanary audit.txt || { echo "FAILED: the audit trail names no site"; exit 1; }

"$program" new zqcanary > /dev/null
sed -i 's/^title = .*/title = "Zqcanary"/' zqcanary/mission.toml
mkdir control
produce control/run.json run zqcanary --json --out control/run.html --draws 50
produce control/partner.txt partner zqcanary
produce control/export.txt export zqcanary --parquet control/parquet
python3 search.py "$library" control > found || true
for kind in run.json partner.txt run.html .parquet; do
  grep -q "$kind\$" found || { echo "FAILED: a word planted in published fields is not found in $kind"; exit 1; }
done
echo "no site named in $(find out -type f | wc -l) outputs; the control word was found in $(wc -l < found)"
