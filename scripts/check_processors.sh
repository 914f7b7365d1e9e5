#!/usr/bin/env bash
# The same bytes on another processor: the main job, reduced, once as the C library chooses its functions here and once as it
# would on a processor without fused multiply-add and wide vectors.
#   scripts/check_processors.sh PROGRAM [MISSION]
set -euo pipefail
cd "$(dirname "$0")/.."
handover=$(realpath "$1")
mission=$(realpath "${2:-missions/iraq-2024}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
older="glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"

# Does the setting reach this C library at all? Python's functions are the C library's.
fingerprint='import math, struct, hashlib
print(hashlib.sha256(b"".join(struct.pack("d", f(i * 0.00731)) for i in range(1, 20000) for f in (math.exp, math.log, math.sin))).hexdigest())'
if [[ $(python3 -c "$fingerprint") == $(GLIBC_TUNABLES=$older python3 -c "$fingerprint") ]]; then
  echo "skipped: this C library has no second choice on this processor, so there is nothing to compare" >&2
  exit 77
fi

job() {  # job FILE [TUNABLE]
  cp -r "$mission" "$work/mission"
  GLIBC_TUNABLES="${2:-}" "$handover" run "$work/mission" --seed 1 --draws 50 --json 2> "$work/errors" |
    python3 -c 'import json, sys
document = json.load(sys.stdin)
document.pop("clock", None)
json.dump(document, sys.stdout, indent=1)' > "$1" || { cat "$work/errors" >&2; exit 1; }
  rm -rf "$work/mission"
}
job "$work/here.json"
job "$work/older.json" "$older"
if ! cmp -s "$work/here.json" "$work/older.json"; then
  echo "$(diff "$work/here.json" "$work/older.json" | grep -c '^>') of $(wc -l < "$work/here.json") lines differ on an older processor:" >&2
  diff "$work/here.json" "$work/older.json" | head -20 >&2
  exit 1
fi
echo "the same $(wc -c < "$work/here.json") bytes on an older processor"
