#!/usr/bin/env bash
# What the project promises, shown.
#   scripts/test.sh           what CI runs: gates, the first brief, all fast tests, the readers' under sanitizers,
#                             end-to-end checks, golden outputs of every command, campaigns
#   scripts/test.sh fast      the developer's loop: build and the fast tests
#   scripts/test.sh full      these and all fast tests under sanitizers, clang-tidy, printing, slow tests, all end-to-end checks (hours)
#   scripts/test.sh release   all of that with clang-tidy's path analyser, fuzzing of each parser, the thread sanitizer and long campaigns
set -euo pipefail
cd "$(dirname "$0")/.."
started=$(date +%s)
# Tests whose data are in no clone skip themselves, and say so here.
export HANDOVER_SKIPPED=$(mktemp)
finish() {
  step "done; skipped for want of data: $(sort -u "$HANDOVER_SKIPPED" | wc -l) files$(sort -u "$HANDOVER_SKIPPED" | sed 's/^/ /' | tr '\n' ',')"
  exit 0
}
step() { printf '\n== %s (minute %d)\n' "$1" $((($(date +%s) - started) / 60)); }

scripts/install_dependencies.sh --tests
if [[ "${1:-all}" == fast ]]; then
  cmake --preset dev > /dev/null
  cmake --build --preset dev -- --quiet
  exec ctest --preset fast
fi

step "format and gates"
scripts/check_format.sh
scripts/check_numerics.sh
step "sentences stand in the catalogues"
scripts/check_prose.py
scripts/check_field_table.py
step "the first brief"
scripts/first_brief.sh
handover=build/release/handover
step "fast tests of every module, on what users run"
cmake --build --preset release --target fast_test_programs -- --quiet
ctest --preset fast-release -j2
step "file by file by another compiler, every public header alone"
scripts/check_clang.sh
step "what reads the bytes of strangers, under the address and undefined-behaviour sanitizers"
cmake --preset asan > /dev/null
readers=(base tables evidence intake store)
cmake --build --preset asan --target "${readers[@]/%/_fast_test}" -- --quiet
(cd build/asan && ctest -L fast -j2 --output-on-failure -R "^($(IFS='|'; echo "${readers[*]}"))\\.fast$")
step "end to end"
scripts/check_hardening.sh
scripts/check_end_to_end.sh "$handover" short
scripts/run_tests.py "$handover"
step "the first mile: files as people have them, a workbook in a spreadsheet, three countries"
scripts/check_import.sh "$handover"
scripts/check_front_door.py "$handover"
scripts/check_workbook.py "$handover"
scripts/check_area.py "$handover" NER LBN COL
scripts/check_read.py "$handover" short
step "golden outputs and schemas"
scripts/golden.sh "$handover"
step "again to the byte, and on another processor"
scripts/check_again.sh "$handover"
scripts/check_processors.sh "$handover" missions/sierra-leone-2003 || [[ $? == 77 ]]
step "attacks and kills"
scripts/check_attacks.py "$handover"
scripts/check_kills.py "$handover" --kills 40
step "a simulation in parts"
scripts/check_parts.sh "$handover" short
step "the server in a browser"
timeout 600 scripts/check_serve.sh "$handover"
step "two thousand spoiled missions, and two thousand spoiled foreign files"
fuzz/campaign/campaign.py missions "$handover" --count 2000 --seed 1
fuzz/campaign/campaign.py foreign "$handover" --count 2000 --seed 1
if [[ "${1:-all}" == all ]]; then finish; fi

step "fast tests as developers build them"
cmake --preset dev > /dev/null
cmake --build --preset dev --target fast_test_programs -- --quiet
ctest --preset fast -j2
step "the Python module, installation, packages, tests and fuzzers by another compiler"
scripts/check_python.sh --notebooks
scripts/check_install.sh
scripts/check_clang.sh all
scripts/check_doxygen.sh
step "all fast tests under the sanitizers"
cmake --build --preset asan --target fast_test_programs -- --quiet
ctest --preset sanitized -j2
step "clang-tidy"
if [[ "$1" == release ]]; then scripts/check_tidy.sh all; else scripts/check_tidy.sh; fi
step "the brief on two sides, on two papers with two sets of fonts"
mkdir -p build/print
rm -rf build/print/mission* && cp -r missions/iraq-2024 build/print/mission
"$handover" run build/print/mission --draws 100 --out build/print/public.html
run=$("$handover" runs build/print/mission --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["runs"][0]["id"])')
"$handover" brief "$run" --mission build/print/mission --edition joint --out build/print/joint.html
scripts/check_print.sh build/print/public.html build/print/joint.html
scripts/check_papers.py "$handover" "$run" build/print/mission
step "tests that draw a lot, and the kills, with the release build"
cmake --build --preset release --target ci_test_programs -- --quiet
ctest --preset ci -j2
step "end to end: what takes minutes"
scripts/check_end_to_end.sh "$handover"
scripts/check_read.py "$handover" --only bombs
scripts/check_attacks.py "$handover" --slow
scripts/check_planted_text.py "$handover"
scripts/check_area.py "$handover"
scripts/check_kills.py "$handover" --kills 1000 --slow
step "ten thousand spoiled missions, and ten thousand spoiled foreign files"
fuzz/campaign/campaign.py missions "$handover" --count 10000 --seed 2
fuzz/campaign/campaign.py foreign "$handover" --count 10000 --seed 2
if [[ "${1:-all}" == release ]]; then
  step "fuzzing, twenty seconds for each parser"
  scripts/fuzz.sh 20
  step "tests of what runs in parallel under the thread sanitizer"
  scripts/check_threads.sh
  step "a hundred thousand spoiled missions"
  fuzz/campaign/campaign.py missions "$handover" --count 100000 --seed 3
fi
finish
