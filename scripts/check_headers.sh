#!/usr/bin/env bash
# Every public header compiles alone: whoever includes one needs to know of no other. Public is what `cmake --install` lays down.
#   scripts/check_headers.sh [COMPILER [HEADER...]]
set -euo pipefail
cd "$(dirname "$0")/.."
compiler=${1:-clang++-14}
(($# > 1)) && headers=("${@:2}") || mapfile -t headers < <(cd src && find . -name '*.h' | sed 's|^\./||' |
  grep -vE '^(cli|server)/|/testing/|/test_[a-z_]*\.h$|/made_up_[a-z_]*\.h$|_(fixtures|cases|example|problem)\.h$' | sort)
generated=$(find build -path '*/src/wording/generated' -type d 2> /dev/null | head -1)
if [[ -z "$generated" ]]; then cmake --preset dev > /dev/null; generated=build/dev/src/wording/generated; fi
check() {
  printf '#include "%s"\n' "$3" | "$1" -std=c++20 -fsyntax-only -x c++ -Wall -Wextra -Wpedantic -Werror -Wno-missing-field-initializers \
    -DEIGEN_NO_CPUID -Isrc -I"$2" -isystem /usr/include/eigen3 - || { echo "$3: does not compile alone" >&2; exit 1; }
}
export -f check
printf '%s\n' "${headers[@]}" | xargs -P "$(nproc)" -I{} bash -c 'check "$@"' _ "$compiler" "$generated" {}
echo "headers: ${#headers[@]} compile alone"
