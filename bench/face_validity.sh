#!/bin/sh
# Does the answer move as a general would expect when one thing in the mission changes? Every expectation was written down
# before its trial was run (face_validity.py). Usage: bench/face_validity.sh path/to/handover [trial ...]
set -e
handover=${1:?usage: bench/face_validity.sh path/to/handover [trial ...]}
shift
exec python3 "$(dirname "$0")/face_validity.py" "$handover" "$@"
