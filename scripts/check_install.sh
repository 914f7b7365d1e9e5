#!/usr/bin/env bash
# An installation is whole: the example program builds against it alone and prints an answer; the installed program runs from a
# folder that was moved, without the sources; nothing in it names a folder of the build machine.
#   scripts/check_install.sh              from build/release
#   scripts/check_install.sh --subproject also builds the example with Handover inside it (minutes)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=${HANDOVER_BUILD:-build/release}
[[ "$build" != build/release ]] || cmake --preset release > /dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --build "$build" --target handover_libraries handover -- --quiet
cmake --install "$build" --prefix "$work/first" > /dev/null
mv "$work/first" "$work/moved"
cp -r missions/sierra-leone-2003 "$work/mission"
cd "$work"
! grep -rIlE "${root//./\\.}(/|\"|$)" moved || { echo "installed text files name the build folder (above)" >&2; exit 1; }
if [[ -e moved/include/handover/cli || -n "$(find moved -name 'testing' -o -name 'test_*.h' -o -name 'made_up_*')" ]]; then
  echo "test code or the command line's headers are installed" >&2; exit 1
fi
env -i PATH=/usr/bin:/bin HOME="$work" moved/bin/handover check mission --json > check.json || [[ $? == 1 ]]
env -i PATH=/usr/bin:/bin HOME="$work" moved/bin/handover partner mission --draws 50 --keep > /dev/null   # DuckDB's library
env -i PATH=/usr/bin:/bin HOME="$work" moved/bin/handover runs mission --json | grep -q partner
cmake -S "$root/examples/answer" -B example -DCMAKE_PREFIX_PATH="$work/moved" -DCMAKE_BUILD_TYPE=Release > configure.log || { cat configure.log; exit 1; }
cmake --build example > build.log || { cat build.log; exit 1; }
example/answer mission > answer.txt
[[ -s answer.txt ]] || { echo "the example printed nothing" >&2; exit 1; }
moved/bin/handover run mission --no-store --draws 1000 --out brief.html --json > run.json
python3 - <<'PY'
import json
words = json.load(open("run.json"))["timeline"]["answer"]["words"]
printed = open("answer.txt").read().rstrip("\n")
assert printed == words, f"the example prints\n{printed}\nand the program\n{words}"
PY
echo "install: the example against the installation says: $(head -c 300 answer.txt)"
if [[ "${1:-}" == --subproject ]]; then
  cmake -S "$root/examples/answer" -B inside -DHANDOVER_SOURCES="$root" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g0" \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=6 -DCMAKE_CXX_COMPILER_LAUNCHER=ccache > configure.log || { cat configure.log; exit 1; }
  cmake --build inside --target answer > build.log || { tail -50 build.log; exit 1; }
  inside/answer mission | cmp - answer.txt
  echo "install: the example with Handover inside says the same"
fi
