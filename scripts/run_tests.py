#!/usr/bin/env python3
"""Tests that anybody can write: plain text files under tests/, one step a line.

    scripts/run_tests.py build/release/handover                  all of tests/
    scripts/run_tests.py build/release/handover tests/dates.test

A file is a list of steps in a folder of its own, which is gone afterwards. Lines that begin with # are comments.

    new m                                   a mission as `handover new` makes it
    copy sierra-leone-2003 m                a mission that ships, under another name
    write m/notes.csv                       the lines below, up to a line that is `end`, become the file
    append m/facts.csv                      the same, after what is there
    replace "2024-01-27" with "x" in m/sources.csv      every time it stands there; it must stand there
    keep m/incidents.csv                    remembers a file ...
    kept m/incidents.csv                    ... and holds it to every byte of that
    run check m                             the program with these words (quotes as in a shell)
    exits 2                                 its exit code; 0 when nothing is said
    says sources.csv:3                      these words stand in what it printed or complained
    not says internal error                 and these do not
    number answer.chosen.joint is 0.4 to 0.6            of `run ... --json`: a path, lists by position from 0
    text as_of is 2024-07-24
    note digest                             remembers what stands at a path ...
    same digest                             ... and holds a later run to it, or (`other digest`) to something else
    lines m/facts.csv is 12                 how many lines a file has

What a file does not say it does not test: a run without `exits` must end with 0.
"""
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS = 300


class Wrong(Exception):
    """What a step expected and what there was."""


def block(lines):
    """The lines up to `end`."""
    text = []
    for _, line in lines:
        if line.strip() == "end":
            return "".join(one + "\n" for one in text)
        text.append(line)
    raise Wrong("has no line `end`")


class Session:
    """One test file's folder, and what the last run said."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.done, self.judged, self.kept, self.noted = None, True, {}, {}

    def at(self, name):
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise Wrong(f"{name} lies outside the test's folder")
        return path

    def execute(self, words):
        self.settle()
        self.done = subprocess.run([self.program, *words], cwd=self.folder, capture_output=True, text=True, errors="replace",
                                   timeout=SECONDS)
        self.judged = False

    def settle(self):
        """A run whose exit code no line looked at has to be a success."""
        if not self.judged:
            self.exits("0")

    def exits(self, code):
        self.judged = True
        if self.done.returncode != int(code):
            raise Wrong(f"exit code {self.done.returncode} where {code} was expected\n{self.said()[-1500:]}")

    def said(self):
        return self.done.stdout + self.done.stderr

    def value(self, path):
        here = json.loads(self.done.stdout)
        for name in path.split("."):
            try:
                here = here[int(name)] if isinstance(here, list) else here[name]
            except (KeyError, IndexError, ValueError):
                raise Wrong(f"the document has no {path}") from None
        return here


def step(session, line, lines):
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    if word == "new":
        session.execute(["new", rest])
        session.settle()
    elif word == "copy":
        name, to = shlex.split(rest)
        shutil.copytree(ROOT / "missions" / name, session.at(to))
    elif word in ("write", "append"):
        path, text = session.at(rest), block(lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a" if word == "append" else "w", encoding="utf-8") as file:
            file.write(text)
    elif word == "replace":
        old, by, new, where, name = shlex.split(rest)
        path = session.at(name)
        text = path.read_text(encoding="utf-8")
        if (by, where) != ("with", "in") or old not in text:
            raise Wrong(f"{name} does not hold {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    elif word == "keep":
        session.kept[rest] = session.at(rest).read_bytes()
    elif word == "kept":
        if session.at(rest).read_bytes() != session.kept[rest]:
            raise Wrong(f"{rest} is no longer what it was")
    elif word == "run":
        session.execute(shlex.split(rest))
    elif word == "exits":
        session.exits(rest)
    elif word == "says":
        if rest not in session.said():
            raise Wrong(f"does not say {rest!r}\n{session.said()[-1500:]}")
    elif line.startswith("not says "):
        if line[9:] in session.said():
            raise Wrong(f"says {line[9:]!r}")
    elif word == "number":
        path, low, high = re.fullmatch(r"(\S+) is (\S+)(?: to (\S+))?", rest).groups()
        value = session.value(path)
        if not isinstance(value, (int, float)) or not float(low) <= value <= float(high or low):
            raise Wrong(f"{path} is {value}")
    elif word == "text":
        path, wanted = re.fullmatch(r"(\S+) is (.*)", rest).groups()
        if str(session.value(path)) != wanted:
            raise Wrong(f"{path} is {session.value(path)!r}")
    elif word == "note":
        session.noted[rest] = session.value(rest)
    elif word in ("same", "other"):
        if (session.value(rest) == session.noted[rest]) != (word == "same"):
            raise Wrong(f"{rest} is {session.value(rest)!r} after {session.noted[rest]!r}")
    elif word == "lines":
        name, wanted = re.fullmatch(r"(\S+) is (\d+)", rest).groups()
        count = session.at(name).read_text(encoding="utf-8").count("\n")
        if count != int(wanted):
            raise Wrong(f"{name} has {count} lines")
    else:
        raise Wrong("is not a step: see the top of scripts/run_tests.py")


def run(program, path):
    """What is wrong, with its place; nothing when all holds."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(program, pathlib.Path(folder))
        lines = iter(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
        number = 0
        try:
            for number, line in lines:
                if line.strip() and not line.startswith("#"):
                    step(session, line.rstrip(), lines)
            session.settle()
        except (Wrong, ValueError, AttributeError, OSError, KeyError, subprocess.TimeoutExpired) as wrong:
            return f"{path.relative_to(ROOT)}:{number}: {wrong}"
    return None


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    paths = [pathlib.Path(one).resolve() for one in sys.argv[2:]] or sorted((ROOT / "tests").glob("*.test"))
    wrong = [fault for fault in (run(program, path) for path in paths) if fault]
    for fault in wrong:
        print(fault)
    print(f"{len(paths) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong or not paths else 0)


if __name__ == "__main__":
    main()
