#!/usr/bin/env bash
# Fails when a source file is not formatted as .clang-format says.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.cpp' '*.h' '*.cc' | xargs clang-format-14 --dry-run --Werror
echo "format: all files as .clang-format says"
