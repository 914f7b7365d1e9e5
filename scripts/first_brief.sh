#!/usr/bin/env bash
# From nothing to a first brief: installs what is missing, builds, runs the worked example and says where the brief lies.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install_dependencies.sh
# Files of a module are read several at a time (docs/decisions/0010).
if [[ ! -e build/release/build.ninja ]]; then
  cmake --preset release -DCMAKE_UNITY_BUILD=ON > build-configure.log 2>&1 || { cat build-configure.log; exit 3; }
  rm -f build-configure.log
fi
echo "building (a few minutes the first time)" >&2
cmake --build --preset release --target handover -- --quiet
build/release/handover run missions/iraq-2024 --seed 1 "$@"
echo "At the table, in a browser: build/release/handover serve missions/iraq-2024" >&2
