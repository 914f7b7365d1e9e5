#!/usr/bin/env python3
"""Shows a header's plain comments to Doxygen: `//` before a declaration becomes `///`, `//` behind one `///<`, and the comment at
the head of the file describes the file. The headers themselves stay in plain comments."""
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    lines = file.read().split("\n")
if sys.argv[1].endswith(".md"):
    # Links that lead out of the sources lead nowhere here.
    print(re.sub(r"\[([^]]*)\]\(\.\./[^)]*\)", r"\1", "\n".join(lines)))
    sys.exit()
head = 0
while head < len(lines) and lines[head].startswith("//"):
    head += 1
# Nothing of ours is a command of Doxygen's or HTML.
escape = lambda text: re.sub(r"([\\@<>#&])", r"\\\1", text)
if head:
    print("/// \\file")
    for line in lines[:head]:
        print("///" + escape(line[2:]))
hidden = False  # in a template of the standard library's that is made to fit a type of ours
for number, line in enumerate(lines[head:], head):
    if re.match(r"template <", line) and number + 1 < len(lines) and re.match(r"(struct|class) std::", lines[number + 1]):
        hidden = True
    if re.match(r'\s*#include ".*\.inc"', line):  # made while building
        continue
    if hidden:
        hidden = line != "};"
        continue
    whole = re.match(r"^(\s*)//(?!/)(.*)$", line)
    behind = re.match(r"^(.*\S)\s+//(?!/)(.*)$", line)
    if whole:
        print(f"{whole.group(1)}///{escape(whole.group(2))}")
    elif behind and '"' not in behind.group(1) and not behind.group(1).lstrip().startswith(("#", "}")):
        print(f"{behind.group(1)} ///<{escape(behind.group(2))}")
    else:
        print(line)
