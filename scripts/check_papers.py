#!/usr/bin/env python3
"""Papers of a kept run: pages one and two are one page each on A4 and Letter, in every language and with three sets of fonts; no sentence
there is longer than 25 words; every format is written within two seconds of processor time, and the same again.

    scripts/check_papers.py HANDOVER RUN MISSION
"""
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from resource import RUSAGE_CHILDREN, getrusage

MOST_WORDS = 25
FONTS = {"liberation": ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/dejavu"],
         "dejavu": ["/usr/share/fonts/truetype/dejavu"],
         "all": ["/usr/share/fonts"]}
LANGUAGES = "en ar ckb fr".split()


def words_of_sentences(page):
    """Sentences of the two sides, as the page's markup parts them: a block is never part of another's sentence."""
    sides = page[page.index('id="side1"'):page.index('class="annex"')]
    sides = re.sub(r"<svg.*?</svg>|<span class=\"from\".*?</span>|<p class=\"foot\".*?</p>|<p class=\"note\".*?</p>|<table.*?</table>", " ", sides, flags=re.S)
    for block in re.split(r"</?(?:p|li|h1|h2|h3|div|header|section|ul|figure|b)[^>]*>", sides):
        text = re.sub(r"<[^>]+>", "", block).replace("&#39;", "'").strip()
        for sentence in re.split(r"(?<=[.?!؟:؛;])\s+", text):
            words = re.findall(r"[^\W_][\w’'.,–-]*", sentence)
            if len(words) > MOST_WORDS:
                yield len(words), sentence


def letters(text):
    """Extracted text of joining letters has blanks in it, presentation forms, and ligatures turned around: letters alone are compared."""
    return [c for c in unicodedata.normalize("NFKC", text) if c.isalpha()]


def begins_with(page, title):
    wanted = letters(title)
    return sum((Counter(letters(page)[:len(wanted)]) & Counter(wanted)).values()) >= 0.8 * len(wanted)


def main():
    handover, run, mission = sys.argv[1:4]
    failed = checked = 0
    with tempfile.TemporaryDirectory() as folder:
        def brief(name, *options, env=None):
            for old in pathlib.Path(folder).glob(pathlib.Path(name).stem + "*" + pathlib.Path(name).suffix):
                old.unlink()  # a workbook that is there is not written over
            before = getrusage(RUSAGE_CHILDREN).ru_utime
            subprocess.run([handover, "brief", run, "--mission", mission, "--edition", "joint", "--out", f"{folder}/{name}", *options],
                           check=True, capture_output=True, env=env)
            return getrusage(RUSAGE_CHILDREN).ru_utime - before

        for language in LANGUAGES:
            brief("page.html", "--language", language)
            for count, sentence in words_of_sentences(pathlib.Path(f"{folder}/page.html").read_text()):
                failed += 1
                print(f"FAIL  {language}: a sentence of {count} words on the first two pages: {sentence}")
            for fonts, sheet in itertools.product(FONTS, ("a4", "letter")):
                conf = f"{folder}/{fonts}.conf"
                dirs = "".join(f"<dir>{d}</dir>" for d in FONTS[fonts])
                pathlib.Path(conf).write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>' + dirs +
                                              f"<cachedir>{folder}/cache-{fonts}</cachedir></fontconfig>")
                brief("paper.pdf", "--language", language, "--format", "pdf", "--sheet", sheet, env={**os.environ, "FONTCONFIG_FILE": conf})
                text = subprocess.run(["pdftotext", f"{folder}/paper.pdf", "-"], capture_output=True, text=True, check=True).stdout.split("\f")
                title = re.search(r'class="annex"><h1><span data-fixed>(.*?)</span>', pathlib.Path(f"{folder}/page.html").read_text()).group(1)
                checked += 1
                if len(text) < 4 or not begins_with(text[2], title) or begins_with(text[1], title):
                    failed += 1
                    print(f"FAIL  {language}, {sheet}, {fonts}: the annex does not begin on page 3")
            for format in "pdf docx xlsx pptx png".split():
                seconds = brief(f"paper.{format}", "--language", language, "--format", format)
                first = {p.name: p.read_bytes() for p in pathlib.Path(folder).glob(f"paper*.{format}")}
                brief(f"paper.{format}", "--language", language, "--format", format)
                checked += 1
                if first != {p.name: p.read_bytes() for p in pathlib.Path(folder).glob(f"paper*.{format}")}:
                    failed += 1
                    print(f"FAIL  {language}, {format}: not the same bytes again")
                if seconds > 2.0:
                    failed += 1
                    print(f"FAIL  {language}, {format}: {seconds:.1f} s")
    print(f"papers: {checked} looked at, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
