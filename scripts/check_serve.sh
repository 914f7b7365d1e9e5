#!/usr/bin/env bash
# `handover serve` in a browser: every page, a plan that is dragged, two tabs on one table, roles, kills, axe.
#   scripts/check_serve.sh [PROGRAM [MISSION [KILLS]]]      KILLS: 3 in CI, 100 before a release
# In a network namespace without a route where the machine allows one: nothing may be asked of anybody else.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export HANDOVER=$(realpath "${1:-build/release/handover}")
if [[ ! -d web/node_modules/playwright-core ]]; then npm ci --ignore-scripts --no-audit --no-fund --silent --prefix web; fi
(cd web && node_modules/.bin/tsc)
size=$(for file in app.js app.css index.html; do gzip -9c "$(dirname "$HANDOVER")/src/server/page/$file" 2> /dev/null || true; done | wc -c)
echo "the page: $size bytes compressed"
[[ $size -lt 250000 ]]
run=(node web/test/serve.mjs "${2:-missions/sierra-leone-2003}" "${3:-3}")
if unshare --net true 2> /dev/null; then
  exec unshare --net -- bash -c 'ip link set lo up 2> /dev/null || true; exec "$@"' _ "${run[@]}"
fi
exec "${run[@]}"
