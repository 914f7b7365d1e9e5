#!/usr/bin/env bash
# clang-tidy over the modules, two processes at a time. Several files of a module are read as one, so that headers are read once.
#   scripts/check_tidy.sh        what CI runs: every module, all checks but the path analyser
#   scripts/check_tidy.sh all    report/ and the command line as well, and the path analyser (release tier)
set -euo pipefail
cd "$(dirname "$0")/.."
commands=build/tidy
cmake --preset asan -B $commands -DCMAKE_UNITY_BUILD=ON > /dev/null
checks=-bugprone-suspicious-include
mapfile -t files < <(find $commands/src -path '*/Unity/*.cxx' -not -path '*_test.dir/*' | sort)
if [[ "${1:-}" == all ]]; then files+=(src/report/*.cpp src/cli/*.cpp); else checks+=,-clang-analyzer-*; fi
# The checks' own findings go to standard output; standard error only counts what lies in libraries.
printf '%s\n' "${files[@]}" |
  xargs -P 2 -n 1 clang-tidy-14 -p $commands --quiet "--checks=$checks" --extra-arg=-Wno-unknown-warning-option 2> /dev/null
echo "clang-tidy: nothing found in ${#files[@]} units"
