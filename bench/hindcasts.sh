#!/bin/sh
# Forecast against outcome for every hindcast mission, losses as losses. Usage: bench/hindcasts.sh path/to/handover
set -e
handover=${1:?usage: bench/hindcasts.sh path/to/handover}
cd "$(dirname "$0")/.."
run() { "$handover" hindcast "$@"; echo; }
run missions/iraq-2009 missions/iraq-2009/plans/agreement.toml
run missions/iraq-2009 missions/iraq-2009/plans/agreement.toml --as-of 2009-12-31
run missions/iraq-2009 missions/iraq-2009/plans/agreement.toml --as-of 2010-12-31
run missions/sierra-leone-2003 missions/sierra-leone-2003/plans/drawdown-2002.toml
run missions/sierra-leone-2003 missions/sierra-leone-2003/plans/resolution-1492.toml --as-of 2003-07-31
