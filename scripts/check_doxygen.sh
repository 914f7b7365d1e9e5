#!/usr/bin/env bash
# The pages of the public headers are made without a warning. They lie in build/doxygen/html.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
warnings=$(doxygen Doxyfile 2>&1 | grep -vE '^(Notice|$)' || true)
if [[ -n "$warnings" ]]; then printf '%s\n' "$warnings" >&2; exit 1; fi
echo "doxygen: no warning for $(find src -name '*.h' | wc -l) headers"
