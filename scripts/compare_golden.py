#!/usr/bin/env python3
"""Compares a folder of outputs with the golden ones, or cleans it into golden ones (--clean).

Numbers may differ by one part in a million (another compiler's last bits); words, keys and the order of both may not. What depends on
the clock, the commit or the caller's folder is taken out first. Every document is also held against docs/schema/NAME.json.
"""
import json
import pathlib
import re
import sys

TOLERANCE = 1e-6
APART = {"seconds", "replications_per_second", "version", "clock", "digest", "bytes", "started", "finished"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
VERSION = re.compile(r"\b\d+\.\d+\.\d+(\+g[0-9a-f]+)?([.-]dirty)?\b")
VOLATILE = [(re.compile(r"version [0-9][^\s,;|]*"), "version V"), (re.compile(r"[0-9.]+ s, [0-9.,]+ replications a second"), "T s"),
            (re.compile(r", \d+ s$", re.M), ", T s"), (re.compile(r"digest [0-9a-f]+"), "digest D"),
            (re.compile(r"\b\d+\s+seconds\b"), "T seconds"), (re.compile(r", \d+ kB$", re.M), ", N kB"),
            (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?"), "TIME"), (re.compile(r"\b\d+\.\d+\.\d+\+g[0-9a-f]+(-dirty|\.dirty)?"), "V")]


def cleaned(node):
    if isinstance(node, dict):
        return {key: cleaned(value) for key, value in node.items() if key not in APART}
    return [cleaned(value) for value in node] if isinstance(node, list) else node


def clean_text(text):
    """A version is as long as its commit's state makes it: a paragraph that holds one is compared without its line breaks."""
    blocks = []
    for block in text.split("\n\n"):
        new = block
        for pattern, instead in VOLATILE:
            new = pattern.sub(instead, new)
        unfolded = " ".join(block.split())
        if VERSION.search(unfolded):
            new = unfolded
            for pattern, instead in VOLATILE:
                new = pattern.sub(instead, new)
            new += "\n" if block.endswith("\n") else ""
        blocks.append(new)
    return "\n\n".join(blocks)


def close(a, b):
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def differences(new, old, path=""):
    if isinstance(new, dict) and isinstance(old, dict):
        if list(new) != list(old):
            yield f"{path}: keys {sorted(new.keys() ^ old.keys()) or 'in another order'}"
        for key in new.keys() & old.keys():
            yield from differences(new[key], old[key], f"{path}/{key}")
    elif isinstance(new, list) and isinstance(old, list):
        if len(new) != len(old):
            yield f"{path}: {len(new)} items against {len(old)}"
        for index, (one, other) in enumerate(zip(new, old)):
            yield from differences(one, other, f"{path}/{index}")
    elif isinstance(new, bool) or isinstance(old, bool) or not (isinstance(new, (int, float)) and isinstance(old, (int, float))):
        if new != old:
            yield f"{path}: {new!r} against {old!r}"
    elif not close(new, old):
        yield f"{path}: {new!r} against {old!r}"


def text_differences(new, old):
    """Line by line: the words between the numbers alike, the numbers close."""
    new_lines, old_lines = new.splitlines(), old.splitlines()
    if len(new_lines) != len(old_lines):
        yield f"{len(new_lines)} lines against {len(old_lines)}"
    for number, (one, other) in enumerate(zip(new_lines, old_lines), 1):
        if NUMBER.sub("#", one) != NUMBER.sub("#", other) or any(
                a != b and not close(float(a), float(b)) for a, b in zip(NUMBER.findall(one), NUMBER.findall(other))):
            yield f"line {number}: {one.strip()!r} against {other.strip()!r}"


def schema_problems(name, document, root):
    file = root / "docs" / "schema" / f"{name}.json"
    if not file.exists():
        return [f"docs/schema/{name}.json is missing"]
    from check_schema import problems  # beside this file
    return problems(document, json.loads(file.read_text()))


def main():
    clean = sys.argv[1] == "--clean"
    new, golden = map(pathlib.Path, sys.argv[2:4] if clean else sys.argv[1:3])
    if clean:
        for file in sorted(new.iterdir()):
            text = file.read_text()
            out = json.dumps(cleaned(json.loads(text)), indent=1, ensure_ascii=False) + "\n" if file.suffix == ".json" else clean_text(text)
            (golden / file.name).write_text(out)
        return
    root, failed, files = golden.parent, 0, 0
    for file in sorted(new.iterdir()):
        files += 1
        kept = golden / file.name
        if not kept.exists():
            found = ["is not under golden/"]
        elif file.suffix == ".json":
            document = json.loads(file.read_text())
            found = [*differences(cleaned(document), json.loads(kept.read_text())), *schema_problems(file.stem, document, root)]
        else:
            found = list(text_differences(clean_text(file.read_text()), kept.read_text()))
        for line in found[:5]:
            print(f"FAIL  {file.name}: {line}")
        failed += bool(found)
    for kept in golden.iterdir() if "--some" not in sys.argv else []:
        if not (new / kept.name).exists():
            failed += 1
            print(f"FAIL  {kept.name}: no command makes it any longer")
    print(f"{files} golden outputs compared, {failed} differ")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
