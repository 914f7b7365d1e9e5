#!/usr/bin/env bash
# The Python module, installed into a folder of its own and used from there alone: its tests, a thousand wrong calls, the notebooks.
#   scripts/check_python.sh              from build/release
#   scripts/check_python.sh --notebooks  and run the notebooks, and the R vignette
#   scripts/check_python.sh --pip        and install from a source distribution by pip, without an index (builds everything again)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=${HANDOVER_BUILD:-build/release}
[[ "$build" != build/release ]] || cmake --preset release > /dev/null
python=$(sed -n 's/^Python_EXECUTABLE:[A-Z]*=//p; s/^_Python_EXECUTABLE:[A-Z]*=//p' "$build/CMakeCache.txt" | head -1)
python=${python:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --build "$build" --target handover _handover -- --quiet
cmake --install "$build" --prefix "$work/prefix" > /dev/null
installed=$work/prefix/lib/python3/dist-packages
export HANDOVER_MISSIONS=$root/missions HANDOVER_PROGRAM=$work/prefix/bin/handover PYTHONDONTWRITEBYTECODE=1
mkdir "$work/tests" && cp python/tests/*.py "$work/tests/"
(cd "$work/tests" && PYTHONPATH=$installed "$python" -m pytest -q -p no:cacheprovider .)
# The contract: the module lies in the build folder too, and a score's rules are keys.
(cd "$work" && PYTHONPATH=$root/$build "$python" -c '
import handover
open("draws.csv", "w").write("unit,month,draw,value\na,2020-01,0,1\na,2020-01,1,3\n")
open("actuals.csv", "w").write("unit,month,value\na,2020-01,2\n")
result = handover.score(draws="draws.csv", actuals="actuals.csv")
assert result["crps"] == 0.5, result["crps"]
result["ignorance"]')
if [[ "${1:-}" == --notebooks ]]; then
  PYTHONPATH=$installed "$python" scripts/run_notebooks.py build/notebooks
  cp -r missions/sierra-leone-2003 "$work/kept"
  "$HANDOVER_PROGRAM" simulate "$work/kept" --plan drawdown-2002 --scenarios 20 --replications 10 --draws 50 --keep > /dev/null
  "$HANDOVER_PROGRAM" export "$work/kept" --parquet "$work/export" > /dev/null
  Rscript docs/r/kept_runs.R "$work/export"
fi
if [[ "${1:-}" == --pip ]]; then
  (cd python/backend && "$python" -c "import build_handover; print(build_handover.build_sdist('$work'))")
  "$python" -m venv --system-site-packages --without-pip "$work/venv"
  "$python" -m pip --python "$work/venv/bin/python" install --no-build-isolation --no-index --no-deps "$work"/handover-*.tar.gz
  (cd "$work/tests" && HANDOVER_PROGRAM= "$work/venv/bin/python" -m pytest -q -p no:cacheprovider test_panels.py)
fi
