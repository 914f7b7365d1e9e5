#!/usr/bin/env bash
# Every file is read alone by Clang, as developers build it and unlike the unity builds: a missing include or a name that only one
# compiler takes shows here. Programs of measurement and galleries are among them. Nothing is generated: reading takes a tenth of compiling.
# A header that is the first include of a file it belongs to has so been compiled alone; the other public ones are read after the files.
#   scripts/check_clang.sh            the modules, the command line, the benches, every public header alone
#   scripts/check_clang.sh all        and the tests and fuzzers
set -euo pipefail
cd "$(dirname "$0")/.."
folder=build/clang
cmake --preset dev -B $folder -DCMAKE_UNITY_BUILD=OFF -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 -DHANDOVER_BENCHMARKS=ON \
  -DHANDOVER_FUZZ=ON -DCMAKE_CXX_COMPILER_LAUNCHER= > /dev/null
cmake --build $folder --target handover_commit > /dev/null
# What the page's bundle is turned into takes Node: that of any build there is will do for reading.
page=src/server/page/page_files.inc
for built in build/release build/dev build/asan; do
  if [[ ! -e $folder/$page && -e $built/$page ]]; then mkdir -p "$(dirname $folder/$page)" && cp $built/$page $folder/$page; fi
done
if [[ ! -e $folder/$page ]]; then cmake --build $folder --target $page > /dev/null; fi
python3 - "$folder" "${1:-}" <<'PY'
import concurrent.futures, json, os, re, shlex, subprocess, sys, time
folder, which = sys.argv[1], sys.argv[2]
commands = []
def entries():
    """One for each file: a module that is always built in batches stands in the list with its batches."""
    for entry in json.load(open(f"{folder}/compile_commands.json")):
        if "/Unity/" not in entry["file"]:
            yield entry
            continue
        for file in re.findall(r'^#include "(.+\.cpp)"', open(entry["file"]).read(), re.M):
            yield {**entry, "file": file, "command": entry["command"].replace(entry["file"], file)}
for entry in entries():
    name = os.path.relpath(entry["file"])
    if which != "all" and re.search(r"_test\.cpp$|/test_main|/testing/|^fuzz/", name):
        continue
    words = [w for w in shlex.split(entry["command"]) if not w.startswith(("-fsanitize", "-O"))]
    if os.path.basename(words[0]) == "ccache":
        words = words[1:]
    at = words.index("-o")
    del words[at:at + 2]
    commands.append((name, words + ["-fsyntax-only"], entry["directory"], None))

# Public is what scripts/check_headers.sh calls so.
private = re.search(r"grep -vE '([^']+)'", open("scripts/check_headers.sh").read()).group(1)
alone, public = set(), {os.path.relpath(os.path.join(at, file), "src") for at, _, files in os.walk("src") for file in files if file.endswith(".h")}
public = {name for name in public if not re.search(private, name)}
for name, _, _, _ in commands:
    first = re.search(r'^#include "([^"]+)"', open(name).read(), re.M)
    if first:
        alone.add(first.group(1))
pattern = next(c for c in commands if c[0].startswith("src/report/"))
for header in sorted(public - alone):
    words = [w for w in pattern[1] if w != os.path.abspath(pattern[0]) and not w.endswith(".cpp") and w not in ("-c", "-MD")]
    for flag in ("-MT", "-MF"):
        if flag in words:
            at = words.index(flag)
            del words[at:at + 2]
    commands.append((header, words + ["-x", "c++", "-"], pattern[2], f'#include "{header}"\n'))
files = sum(1 for c in commands if c[3] is None)
def read(command):
    return command[0], subprocess.run(command[1], cwd=command[2], input=command[3], capture_output=True, text=True)
started, bad = time.time(), 0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for name, done in pool.map(read, commands):
        if done.returncode or done.stderr:
            bad += 1
            print(f"{name}\n{done.stderr}", file=sys.stderr)
print(f"clang, file by file: {files} files, and {len(public)} public headers alone ({len(commands) - files} of them by themselves): "
      f"{bad} with faults, {time.time() - started:.0f} s")
sys.exit(1 if bad or files < 300 or not public else 0)
PY
