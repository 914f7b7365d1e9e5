#!/usr/bin/env bash
# Runs every `sh` block of docs/your-first-mission.md in an empty folder, in order, stopping at the first failure.
#   scripts/check_tutorial.sh [path/to/handover]
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
handover=$(realpath "${1:-$root/build/release/handover}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/bin"
ln -s "$handover" "$work/bin/handover"
{
  echo 'set -euo pipefail'
  awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside { print }' "$root/docs/your-first-mission.md"
} > "$work/tutorial.sh"
commands=$(grep -c '^handover ' "$work/tutorial.sh")
[[ $commands -ge 8 ]] || { echo "only $commands commands found in the tutorial"; exit 1; }

cd "$work"
if PATH="$work/bin:$PATH" HANDOVER_MISSIONS="$root/missions" bash -x tutorial.sh > log 2>&1; then
  echo "the tutorial works as written: $commands commands"
else
  tail -20 log
  echo "the tutorial fails; the last command traced above is where"
  exit 1
fi
