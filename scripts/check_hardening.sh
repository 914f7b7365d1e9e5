#!/usr/bin/env bash
# The release build is what a distribution would accept from a program that reads files of strangers: position-independent,
# relocations read-only before main, no executable stack, guarded stack frames, checked copies, no path of the build machine.
#   scripts/check_hardening.sh [PROGRAM_OR_LIBRARY...]
set -euo pipefail
cd "$(dirname "$0")/.."
files=("$@")
((${#files[@]})) || files=(build/release/handover)
bad=0
wants() { # FILE NAME PATTERN, text on standard input
  if ! grep -qE -- "$3"; then echo "$1: $2 is missing" >&2; bad=1; fi
}
for file in "${files[@]}"; do
  header=$(readelf -hW "$file"); segments=$(readelf -lW "$file"); dynamic=$(readelf -dW "$file"); symbols=$(readelf -sW --dyn-syms "$file")
  wants "$file" "position independence" 'Type:\s+DYN' <<< "$header"
  wants "$file" "a read-only relocation segment" 'GNU_RELRO' <<< "$segments"
  wants "$file" "binding at the start (-z now)" 'BIND_NOW|Flags:.*NOW' <<< "$dynamic"
  wants "$file" "the stack protector" '__stack_chk_fail' <<< "$symbols"
  wants "$file" "checked copies (_FORTIFY_SOURCE)" '__(memcpy|memmove|memset|snprintf|vsnprintf|fprintf|strncpy|read|realpath)_chk' <<< "$symbols"
  if ! grep -E 'GNU_STACK' <<< "$segments" | grep -qvE 'RWE'; then echo "$file: its stack is executable" >&2; bad=1; fi
  if grep -qE 'RWE' <<< "$segments"; then echo "$file: a segment is writable and executable" >&2; bad=1; fi
  if readelf -dW "$file" | grep -E 'RUNPATH|RPATH' | grep -qv 'ORIGIN'; then echo "$file: its library path is not relative to itself" >&2; bad=1; fi
done
((bad == 0)) && echo "hardening: ${#files[@]} files hold"
exit $bad
