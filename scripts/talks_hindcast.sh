#!/bin/sh
# What the talks module would have said on three days of 2024, written before any outcome is looked at, and the
# score of each forecast once a day of agreement is given.
#
#   scripts/talks_hindcast.sh FOLDER [DAY-OF-AGREEMENT]
set -eu
folder=${1:?give a folder for the forecasts}
handover=${HANDOVER:-build/release/handover}
mission=${MISSION:-missions/iraq-2024}
mkdir -p "$folder"
files=
for day in 2024-02-13 2024-04-30 2024-07-24; do
  file=$folder/talks-$day.json
  # A forecast that is there stays as it was written.
  [ -e "$file" ] || "$handover" talks "$mission" --as-of "$day" --seed 1 --draws 2000 --forecast "$file" >"$folder/talks-$day.txt"
  echo "$file: $(sha256sum "$file" | cut -c1-16)"
  files="$files $file"
done
if [ $# -ge 2 ]; then
  # shellcheck disable=SC2086
  "$handover" talks --compare $files --agreed-on "$2"
fi
