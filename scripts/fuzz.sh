#!/usr/bin/env bash
# Fuzzes every parser under the address and undefined-behaviour sanitizers and says how many inputs each has seen.
#   scripts/fuzz.sh 20            twenty seconds each
#   scripts/fuzz.sh 600 csv plan  ten minutes for two of them
# Environment: JOBS, how many run side by side (default: 2).
# Exit code 1 when a parser fails; the input that did it is kept in build/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds for each parser}
shift
cmake --preset fuzz -DCMAKE_UNITY_BUILD=ON > /dev/null
if [[ $# -gt 0 ]]; then names=("$@"); else
  mapfile -t names < <(sed -n 's/^handover_fuzz(\([a-z_]*\) .*/\1/p' fuzz/CMakeLists.txt; echo ged; echo acled; echo gtd; echo daily)
fi
ninja -C build/fuzz --quiet "${names[@]/#/fuzz_}"
mkdir -p build/fuzz/found build/fuzz/logs

run_one() {
  local name=$1 seconds=$2
  mkdir -p "build/fuzz/corpus/$name" "fuzz/corpus/$name"
  nice "build/fuzz/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$name-" "build/fuzz/corpus/$name" "fuzz/corpus/$name" > "build/fuzz/logs/$name" 2>&1
}
export -f run_one
failed=0
printf '%s\n' "${names[@]}" | xargs -P "${JOBS:-2}" -I{} bash -c "run_one {} $seconds || touch build/fuzz/found/{}.failed"
printf '%-16s %12s %8s %s\n' parser runs edges result
for name in "${names[@]}"; do
  log=build/fuzz/logs/$name
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(grep -ao 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2 || true)
  result="nothing found"
  if [[ -e build/fuzz/found/$name.failed ]]; then
    result="FAILED: see $log"
    rm "build/fuzz/found/$name.failed"
    failed=1
  fi
  printf '%-16s %12s %8s %s\n' "$name" "${runs:--}" "${edges:--}" "$result"
done
exit $failed
