#!/usr/bin/env bash
# Mathematical functions whose bits hang on the processor are called nowhere outside src/numerics/: results must be the same on
# every machine (src/numerics/maths.h says why). Tests may compare with the C library. A line ending in "// exact" is let through.
#   scripts/check_numerics.sh             the sources
#   scripts/check_numerics.sh PROGRAM     and what the built program asks of the C library
set -euo pipefail
cd "$(dirname "$0")/.."
functions='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|powf|cbrt|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|hypot|erf|erfc|lgamma|lgamma_r|tgamma|polar|beta|riemann_zeta|cyl_bessel_[ijk]|expf|logf|sinf|cosf|expl|logl|powl'
failed=0
sources() { git ls-files -c -o --exclude-standard 'src/*.cpp' 'src/*.h' | grep -vE '^src/numerics/|_test\.cpp$|/testing/' | xargs -r ls 2> /dev/null; }
complain() { echo "$1" >&2; failed=1; }

found=$(sources | xargs grep -nE "(std::|[^:A-Za-z_]::)($functions)(<[^>]*>)?\(" | grep -v '// exact$' || true)
[[ -z "$found" ]] || complain "call these as maths::NAME, from numerics/maths.h:
$found"
found=$(sources | xargs grep -nE '#include <(boost/math|random)' || true)
[[ -z "$found" ]] || complain "these headers call the C library's functions; numerics/ has what is needed:
$found"
found=$(sources | xargs grep -nE '\.(exp|log|pow|sin|cos|tanh|lgamma|erf)\(\)' || true)
[[ -z "$found" ]] || complain "Eigen's functions of arrays call the C library for what is left over:
$found"

if [[ -n "${1:-}" ]]; then
  found=$(nm -D --undefined-only "$1" | sed -nE 's/.* U ([A-Za-z0-9_]+)@GLIBC.*/\1/p' | grep -xE "$functions" || true)
  [[ -z "$found" ]] || complain "the program asks the C library for: $(tr '\n' ' ' <<< "$found")"
  for name in exp log pow dgetrf_; do
    nm -D --defined-only "$1" | grep -qw "$name" || complain "libraries that the program loads do not find its own $name"
  done
fi
[[ $failed == 0 ]] && echo "no function of the C library decides a result"
exit $failed
