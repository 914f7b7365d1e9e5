#!/usr/bin/env bash
# Every file is read alone by Clang, as developers build it and unlike the unity builds: a missing include or a name that only one
# compiler takes shows here. Programs of measurement and galleries are among them. Nothing is generated: reading takes a tenth of compiling.
#   scripts/check_clang.sh            the modules, the command line, the benches
#   scripts/check_clang.sh all        and the tests and fuzzers
set -euo pipefail
cd "$(dirname "$0")/.."
folder=build/clang
cmake --preset dev -B $folder -DCMAKE_UNITY_BUILD=OFF -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 -DHANDOVER_BENCHMARKS=ON \
  -DHANDOVER_FUZZ=ON -DCMAKE_CXX_COMPILER_LAUNCHER= > /dev/null
cmake --build $folder --target handover_commit > /dev/null
python3 - "$folder" "${1:-}" <<'PY'
import concurrent.futures, json, os, re, shlex, subprocess, sys, time
folder, which = sys.argv[1], sys.argv[2]
commands = []
for entry in json.load(open(f"{folder}/compile_commands.json")):
    name = os.path.relpath(entry["file"])
    if which != "all" and re.search(r"_test\.cpp$|/test_main|/testing/|^fuzz/", name):
        continue
    words = [w for w in shlex.split(entry["command"]) if not w.startswith(("-fsanitize", "-O"))]
    if os.path.basename(words[0]) == "ccache":
        words = words[1:]
    at = words.index("-o")
    del words[at:at + 2]
    commands.append((name, words + ["-fsyntax-only"], entry["directory"]))
def read(command):
    return command[0], subprocess.run(command[1], cwd=command[2], capture_output=True, text=True)
started, bad = time.time(), 0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for name, done in pool.map(read, commands):
        if done.returncode or done.stderr:
            bad += 1
            print(f"{name}\n{done.stderr}", file=sys.stderr)
print(f"clang, file by file: {len(commands)} files, {bad} with faults, {time.time() - started:.0f} s")
sys.exit(1 if bad or not commands else 0)
PY
