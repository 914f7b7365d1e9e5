#!/usr/bin/env python3
"""Sentences stand in the message catalogues, not in the modules.

A report carries enums, numbers and ids; src/wording/ turns them into sentences, src/terminal/ and src/cli/ into tables for a
terminal. This finds string literals of four words or more in the modules, outside problems and exceptions, and fails where a
module has more of them than it may: none, or what is left of modules that are not through yet (LEFT; it only ever falls).

    scripts/check_prose.py            every module
    scripts/check_prose.py brief      lists what is left of one
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "src"
MODULES = "base numerics tables mission evidence threat needs partner talks simulate timeline store brief papers report".split()
# Modules whose sentences have not all moved: how many are left.
