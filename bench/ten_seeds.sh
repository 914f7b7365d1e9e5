#!/bin/sh
# Does another seed give the same answer? Runs the search with several seeds and sets the answers side by side.
# Usage: bench/ten_seeds.sh path/to/handover [mission [seeds [options of plan ...]]]
# Other plans as well: add --vary-search, which looks for plans in other scenarios with each seed.
# Fewer draws for a quick look: bench/ten_seeds.sh build/release/handover missions/iraq-2024 4 --draws 200 --replications 100000
set -e
handover=${1:?usage: bench/ten_seeds.sh path/to/handover [mission [seeds [options of plan ...]]]}
shift
exec python3 "$(dirname "$0")/ten_seeds.py" "$handover" "$@"
