#!/bin/sh
# One fit with unit effects in all parts and 104 rolling refits of Iraq's weekly counts by governorate, by R
# `surveillance` and by this project, side by side on the same files.
#
#   threat_iraq_compare.sh STEP_STUDY_PROGRAM GED_IRAQ.csv ZONES.csv OUT_FOLDER [REFITS] [cold]
set -eu
program=$1 events=$2 zones=$3 out=$4 refits=${5:-104} cold=${6:-}
here=$(dirname "$0")
mkdir -p "$out"
python3 "$here/threat_iraq_weekly.py" "$events" "$zones" "$out"
"$program" "$out/counts.csv" "$out/neighbours.csv" unit-effects rolling "$refits" rows "$out/ours.csv" \
  | grep -v -E '^(ar|ne|end)\.'
Rscript "$here/threat_surveillance.R" fit "$out/counts.csv" "$out/neighbours.csv" "$refits" "$out/peer.csv" $cold \
  > "$out/peer.log" 2>&1
python3 - "$out/ours.csv" "$out/peer.csv" <<'END'
import csv, math, sys
ours, peer = (list(csv.DictReader(open(f))) for f in sys.argv[1:])
value = lambda row: float("nan") if row["log_likelihood"] == "NA" else float(row["log_likelihood"])
gaps = [(value(a) - value(b), b["converged"] == "1") for a, b in zip(ours, peer, strict=True)]
same = [abs(g) for g, converged in gaps if converged]
least = [g for g, converged in gaps if not converged and not math.isnan(g)]
seconds = [sum(float(row["seconds"]) for row in rows) for rows in (ours, peer)]
print(f"fits {len(ours)}: ours converged {sum(r['converged'] == '1' for r in ours)}, peer {len(same)}, "
      f"peer without a value {sum(math.isnan(g) for g, _ in gaps)}")
if same:
    print(f"where the peer converged: largest difference of log-likelihoods {max(same):.2e}")
if least:
    print(f"where it did not: ours less the peer's {min(least):.2e} to {max(least):.2e}")
print(f"seconds: ours {seconds[0]:.3f}, peer {seconds[1]:.3f}, ratio {seconds[1] / seconds[0]:.1f}")
END
