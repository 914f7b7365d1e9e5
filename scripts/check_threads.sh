#!/usr/bin/env bash
# Runs the tests of everything that works on several threads under the thread sanitizer. About ten minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset tsan -DCMAKE_UNITY_BUILD=ON > /dev/null
ninja -C build/tsan --quiet base_fast_test threat_fast_test simulate_fast_test timeline_fast_test
TSAN_OPTIONS=halt_on_error=1 ctest --test-dir build/tsan --output-on-failure -R '^(base|threat|simulate|timeline).fast$'
