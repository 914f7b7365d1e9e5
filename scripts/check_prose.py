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
LEFT = {}
# Files whose literals are data or speak to whoever has to mend an input.
APART = {
    "base/files.cpp": "why a file cannot be written", "base/plain_text.h": "grammar of names, said in problems",
    "base/test_data.h": "of tests", "charts/": "style sheets and pictures of tests",
    "tables/": "notes and problems of a user's file", "mission/": "schema, skeleton, keys and problems of the mission's files",
    "evidence/event": "names of columns, notes on a user's file", "evidence/import": "reasons of rejected rows",
    "evidence/merge_incidents.cpp": "why an import is refused", "evidence/place_names.cpp": "lists of words, a transliteration",
    "evidence/spoken_values.cpp": "lists of words", "evidence/wrong_object.cpp": "a list of words", "evidence/comparison.cpp": "lists of words",
    "threat/panel/": "problems and notes of a user's file", "threat/daily/parameters.cpp": "names of parameters",
    "needs/presence_check.cpp": "faults of a caller", "talks/model_": "options of models and literature",
    "talks/bargaining_set.cpp": "options of models", "talks/read_": "problems of a user's file", "talks/record.cpp": "citations",
    "talks/slip": "names of classes", "talks/agreement_time.cpp": "names of forecasts that are compared", "timeline/constraints.cpp": "problems of a plan", "timeline/hindcast_questions.cpp": "problems of a table",
    "timeline/plan_text.cpp": "a plan's file", "store/": "statements of the database", "report/command": "names and helps of options",
    "brief/page.cpp": "markup", "report/import_job.cpp": "why an import is refused", "report/intake_page.cpp": "markup", "report/options.cpp": "problems of options", "report/panel_job.cpp": "problems of options",
    "report/session_evidence.cpp": "lists of words", "report/simulation_parts.cpp": "statements of the database, a script",
    "papers/pictures.h": "names of fonts", "report/talks_timing.cpp": "problems of a user's file",
}
SPEAKS_OF_FAULTS = re.compile(
    r"(Problem\b|InputError|_error\b|problem|refuse|throw|require|bad_option|Doubt|doubt|hint|\.what\b|static_assert|assert|check\(|"
    r"complain|fault)", re.I)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
WORD = re.compile(r"(?<![\w{#&<./%-])[A-Za-z][a-z’'-]*(?![\w}/>=(])")
KEPT_OUT = re.compile(r"_(test|study|cases|fixtures?)\.|/testing/|made_up|test_")


def without_comments(text):
    def blank(match):
        return match.group(0) if match.group(0).startswith('"') else re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def statement_before(text, at):
    """From the end of the last statement to the literal."""
    return text[max(text.rfind(";", 0, at), text.rfind("{\n", 0, at), text.rfind("}\n", 0, at), 0):at]


def sentences(path):
    text = without_comments(path.read_text())
    for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*', text):
        literal = "".join(LITERAL.findall(match.group(0)))
        if len(WORD.findall(literal)) >= 4 and not SPEAKS_OF_FAULTS.search(statement_before(text, match.start())):
            yield text.count("\n", 0, match.start()) + 1, literal


def in_module(module):
    for path in sorted((ROOT / module).rglob("*")):
        inside = str(path.relative_to(ROOT))
        if path.suffix not in {".cpp", ".h"} or KEPT_OUT.search(inside) or any(inside.startswith(part) for part in APART):
            continue
        for line, literal in sentences(path):
            yield f"src/{inside}:{line}: {literal[:120]}"


def main():
    failed = False
    for module in sys.argv[1:] or MODULES:
        found, allowed = list(in_module(module)), LEFT.get(module, 0)
        if len(found) > allowed or len(sys.argv) > 1:
            print("\n".join(found))
        if len(found) != allowed:
            failed = failed or len(found) > allowed
            print(f"{module}: {len(found)} sentences, {allowed} are allowed" +
                  ("" if len(found) > allowed else ": lower the number in scripts/check_prose.py"), file=sys.stderr)
    if not failed:
        print(f"sentences stand in the catalogues; left in modules: {LEFT or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
