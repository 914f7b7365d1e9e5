#!/bin/sh
# How good every model of terms has been, on every case with a known outcome at hand: European decisions, the
# emission standards of 1984-85, and the timeline of 27 September 2024 as forecast on 24 July.
#
#   scripts/talks_record.sh FOLDER [DEU-FILE]
#
# FOLDER holds deu/deu3_351_issues_outcomes_and_two_model_forecasts.csv and bdm1994/input.csv. The actor-level
# DEU III file (CC BY 4.0, doi:10.34810/data53) is not shipped: give it as the second argument.
set -eu
folder=${1:?give the folder of the reference tables}
handover=${HANDOVER:-build/release/handover}
mission=${MISSION:-missions/iraq-2024}
record() {
  echo "== $1"
  shift
  "$handover" bargain --record "$@" --seed 1
  echo
}
record "European decisions: forecasts made elsewhere" \
  "$folder/deu/deu3_351_issues_outcomes_and_two_model_forecasts.csv"
record "Emission standards: introduced after 8.833 years" "$folder/bdm1994/input.csv" --outcome 8.833
record "The coalition in Iraq: mission to end in month 14, presence in the north in month 26" \
  "$mission" --as-of 2024-07-24 --outcome mission-end=14 --outcome kurdistan-end=26
if [ $# -ge 2 ]; then record "European decisions, actor by actor" "$2"; fi
