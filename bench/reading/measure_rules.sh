#!/usr/bin/env bash
# Measures in how many of how many cases each rule is right, on the development texts alone, and writes src/intake/rule_record.csv.
#   bench/reading/measure_rules.sh TEXTS PROGRAM       TEXTS holds wikiwars/ and re3d/
# To be run before the errors of new rules on these texts are looked at: measured after they were mended, a record is too good. The record of the rules that
# were there before the last round of mending is that of 1 December 2026, before the round; of the others, what was met since.
# What was judged by hand (rules_judged.csv: proposals drawn from the five articles) is added as it stands.
set -euo pipefail
cd "$(dirname "$0")/../.."
texts=$(realpath "$1"); program=$(realpath "${2:-build/release/handover}")
counts=$(mktemp); trap 'rm -f "$counts"' EXIT
python3 bench/reading/wikiwars.py "$texts/wikiwars" --program "$program" --split development --counts "$counts" > /dev/null
python3 bench/reading/re3d.py "$texts/re3d" --program "$program" --marks bench/reading/re3d_marks_development.csv --errors --shown-too \
  --counts "$counts" > /dev/null
if [[ -e bench/reading/rules_judged.csv ]]; then tail -n +2 bench/reading/rules_judged.csv >> "$counts"; fi
{ echo rule,genre,right,of; LC_ALL=C sort "$counts"; } > src/intake/rule_record.csv
wc -l src/intake/rule_record.csv
