#!/usr/bin/env python3
"""The contract of `handover read`, end to end: the file and the JSON, documents that explode or hold a script, a million characters, who decides.

    scripts/check_read.py [PROGRAM] [short] [--only WORD]      short: without the PDF that takes its limit of time
"""
import argparse
import csv
import io
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("program", nargs="?", default=str(ROOT / "build/release/handover"))
parser.add_argument("length", nargs="?", choices=["short", "all"], default="all")
parser.add_argument("--only", default="")
asked = parser.parse_args()
handover = str(pathlib.Path(asked.program).resolve())

LEAD = "table,subject,relation,value"
TAIL = "quote,begin,end,document_sha256,rule,anchor,right,of,decision,decided_by,decided_on"
ARTICLE = ("On January 25, 2024 about 2,500 soldiers crossed the river. “We will stay,” said General Adam Smith. "
           "In March the two sides met again, and on Tuesday over 30 rockets fell near the depot.\n")
HARM = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
failures = []


def check(fits, words):
    print(("ok   " if fits else "FAIL ") + words)
    if not fits:
        failures.append(words)


def run(*words, **more):
    return subprocess.run([handover, *map(str, words)], capture_output=True, text=True, **more)


def rows_of(file):
    with open(file, encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def new_mission(folder):
    assert run("new", folder / "m").returncode == 0
    return folder / "m"


def contract(folder):
    mission = new_mission(folder)
    (folder / "news.txt").write_text(ARTICLE, encoding="utf-8")
    check(run("read", mission, folder / "news.txt").returncode == 2, "without a day of publication news is refused")
    done = run("read", mission, folder / "news.txt", "--published", "2024-03-30", "--json")
    check(done.returncode == 0, "a document is read")
    header = (mission / "intake/news.csv").read_text(encoding="utf-8").splitlines()[0]
    check(header.startswith(LEAD) and header.endswith(TAIL), "intake/SOURCE.csv has the columns of the contract")
    rows = rows_of(mission / "intake/news.csv")
    proposals = json.loads(done.stdout)["documents"][0]["proposals"]
    check(len(rows) == len(proposals) > 5, f"the JSON lists the file's {len(rows)} rows")
    check(all(row["decision"] == "" for row in rows), "nothing is decided")
    check(all(ARTICLE[int(r["begin"]):int(r["end"])].split()[0] == r["quote"].split()[0] for r in rows), "places are characters of the text")
    values = {row["value"] for row in rows}
    check({"2024-01-25", "2024-03", "2024-03-26", "2500", "30"} <= values, "dates and counts have their values")
    for genre in ("statement", "narrative", "report"):
        check(run("read", mission, folder / "news.txt", "--published", "2024-03-30", "--genre", genre, "--dry-run").returncode == 0, f"genre {genre}")
    check(run("read", mission, folder / "news.txt", "--published", "2024-03-30", "--genre", "poem").returncode == 2, "another genre is refused")
    check(run("read", mission, folder / "news.txt", "--published", "yesterday").returncode == 2, "a day that is none is refused")


def decisions(folder):
    mission = new_mission(folder)
    (folder / "note.txt").write_text(ARTICLE, encoding="utf-8")
    source = rows_of(mission / "sources.csv")[0]["id"]
    run("read", mission, folder / "note.txt", "--published", "2024-03-30", "--source", source)
    ledger = mission / "facts.csv"
    before = len(rows_of(ledger)) if ledger.exists() else 0
    check(run("read", mission, "--enter").returncode == 0, "entering with nothing decided is no fault")
    check((len(rows_of(ledger)) if ledger.exists() else 0) == before, "undecided rows never enter")
    file = mission / f"intake/{source}.csv"
    rows = rows_of(file)
    taken = [row for row in rows if row["relation"] == "count"]
    for row in taken:
        row.update(decision="accept", decided_by="Ada", decided_on="2024-04-01")
    write_rows(file, rows)
    check(run("read", mission, "--enter").returncode == 0 and len(rows_of(ledger)) == before + len(taken), f"the {len(taken)} accepted rows enter")
    run("read", mission, "--enter")
    check(len(rows_of(ledger)) == before + len(taken), "entering twice changes nothing")
    taken[0]["value"] = "9999"
    write_rows(file, rows)
    check(run("read", mission, "--enter").returncode == 2, "a number that is not in its passage is refused")


def write_rows(file, rows):
    with open(file, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def pdf_of(content, filters=b"/FlateDecode"):
    """A PDF of one page whose content is this stream."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def bombs(folder):
    mission = new_mission(folder)
    text = b"BT /F1 12 Tf 72 700 Td (On January 25, 2024 about 2,500 soldiers crossed.) Tj ET"
    files = {"good.pdf": pdf_of(zlib.compress(text))}
    # 3 GB of strings, packed twice; a document of 3 GB; entities of entities.
    if asked.length == "all":
        files["exploding.pdf"] = pdf_of(zlib.compress(packed(b"BT 1 0 0 1 0 0 Tm (aaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 20_000, 3000), 9), b"[/FlateDecode /FlateDecode]")
    files["exploding.docx"] = docx_of(b"<w:document><w:body><w:p><w:r><w:t>", b"a" * 10_000_000, 300)
    entities = b"<!DOCTYPE b [<!ENTITY a0 'aaaaaaaaaa'>" + b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)) + b"]>"
    files["laughs.docx"] = docx_of(entities + b"<w:document><w:body><w:p><w:r><w:t>&a11;", b"", 0)
    files["laughs.html"] = entities + b"<html><body><p>&a11; The talks began.</p></body></html>"
    for name, data in files.items():
        (folder / name).write_bytes(data)
        begun = time.monotonic()
        done = run("read", mission, folder / name, "--published", "2024-01-26", timeout=100)
        took = time.monotonic() - begun
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        if name == "good.pdf":
            check(done.returncode == 0 and "2500" in (mission / "intake/good.csv").read_text(encoding="utf-8"), f"a PDF is read in {took:.1f} s")
            continue
        fine = done.returncode == 2 and name in done.stderr or name == "laughs.html" and done.returncode == 0
        check(fine and took < 45 and peak < 3000, f"{name}, {len(data):,} bytes: {done.returncode} after {took:.1f} s, at most {peak:.0f} MB: {done.stderr.strip().splitlines()[:1]}")
        check(done.returncode != 2 or not (mission / "intake" / (name.split(".")[0] + ".csv")).exists(), f"{name} leaves nothing behind")


def packed(piece, times):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def docx_of(head, piece, times):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as member:
        member.write(head)
        for _ in range(times):
            member.write(piece)
        member.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return out.getvalue()


def harm(folder):
    mission = new_mission(folder)
    (folder / "harm.html").write_text(f"<html><head><title>{HARM}</title></head><body><p>About 2,500 soldiers &lt;script&gt;crossed()&lt;/script&gt; the river.</p>{HARM}</body></html>", encoding="utf-8")
    (folder / "harm.txt").write_text(f"About 2,500 soldiers {HARM} crossed the river.\n", encoding="utf-8")
    for name in ("harm.html", "harm.txt"):
        check(run("read", mission, folder / name, "--published", "2024-01-26").returncode == 0, f"{name} is read")
        page = (mission / "intake/harm.html").read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        check(policy is not None and "default-src 'none'" in policy[1] and "unsafe" not in policy[1], f"{name}: the page may run its own script alone")
        check(page.count("<script") == 2 and "<img" not in page, f"{name}: nothing of the document is markup")


def million(folder):
    mission = new_mission(folder)
    sentences = []
    while sum(map(len, sentences)) < 1_000_000:
        d = 1 + len(sentences) % 28
        sentences.append(f"On January {d}, 2024 about {120 + len(sentences)} troops crossed the river near village {d}. “We will stay until the end of the month,” said "
                         f"General Adam Smith. In March the two sides met again, and over {20 + d} rockets fell on Tuesday. According to the ministry, {d} soldiers were killed.\n\n")
    (folder / "long.txt").write_text("".join(sentences), encoding="utf-8")
    begun = time.monotonic()
    done = run("read", mission, folder / "long.txt", "--published", "2024-07-24", timeout=60)
    took = time.monotonic() - begun
    check(done.returncode == 0 and took < 10, f"a million characters in {took:.1f} s")


for part in (contract, decisions, bombs, harm, million):
    if asked.only in part.__name__:
        with tempfile.TemporaryDirectory() as name:
            part(pathlib.Path(name))
print(f"{len(failures)} failed" if failures else "all as promised")
sys.exit(1 if failures else 0)
