#!/usr/bin/env python3
"""Files of events as people's programs leave them: fifty ways of writing each layout, imported into a mission. What comes of each is the
same record, or a refusal; never another record without a word.

    scripts/check_front_door.py [PROGRAM] [--only WORD] [--verbose]
"""
import argparse
import datetime
import gzip
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser()
parser.add_argument("program", nargs="?", default=str(ROOT / "build/release/handover"))
parser.add_argument("--only", default="")
parser.add_argument("--verbose", action="store_true")
asked = parser.parse_args()
handover = str(pathlib.Path(asked.program).resolve())

RULES = """[import]
source = "event-data"
from = 2024-01-01
to = 2024-06-29
longest_days = 1
[[stream_rule]]
actor = "IS*"
stream = "insurgent-attacks"
others = "civilians"
"""
# Day, place, dead, latitude, longitude; the second is the fifth of April, which can be read two ways. Names hold what encodings differ in.
EVENTS = [("2024-01-27", "Capital", 2, 33.3, 44.4), ("2024-04-05", "Hills", 1234, 36.05, 44.125), ("2024-02-18", "Plain", 0, 34.5, 43.25),
          ("2024-03-30", "Capital", 3, 33.35, 44.45), ("2024-06-13", "Plain", 1, 34.0, 43.5), ("2024-06-29", "Hills", 7, 36.5, 44.0)]


def ged():
    header = "id,type_of_violence,side_a,side_b,where_prec,adm_1,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown"
    rows = [[str(n + 1), "3", "IS", "Civilians", "1", place, "Café, près", str(lat), str(lon), "X", "1", day, day, "0", "0", str(dead), ""]
            for n, (day, place, dead, lat, lon) in enumerate(EVENTS)]
    return [header.split(",")] + rows


def acled():
    header = "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,country,admin1,admin2,location,latitude,longitude,geo_precision,notes,fatalities"
    rows = [[f"X{n + 1}", day, day[:4], "1", "Violence against civilians", "IS (X)", "Civilians", "X", place, "", "Café", str(lat), str(lon), "1", "On the day; \"so\", it is said", str(dead)]
            for n, (day, place, dead, lat, lon) in enumerate(EVENTS)]
    return [header.split(",")] + rows


def gtd():
    header = "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,attacktype1_txt,targtype1_txt,gname,nkill,nkillter"
    rows = [[f"20240{n + 1}050001", day[:4], str(int(day[5:7])), str(int(day[8:])), "X", place, "Café", str(lat), str(lon), "1", "Armed Assault", "Private Citizens & Property", "IS", str(dead), ""]
            for n, (day, place, dead, lat, lon) in enumerate(EVENTS)]
    return [header.split(",")] + rows


def daily():
    return [["date", "actor", "place", "count", "killed_civilians", "note"]] + [[day, "IS", place, "1", str(dead), "Café"] for day, place, dead, _, _ in EVENTS]


LAYOUTS = {"ged": ged, "acled": acled, "gtd": gtd, "daily": daily}
DAY_COLUMNS = {"date_start", "date_end", "event_date", "date"}
DEAD_COLUMNS = {"deaths_civilians", "fatalities", "nkill", "killed_civilians"}
POINT_COLUMNS = {"latitude", "longitude"}


def text(rows, separator=",", quote_all=False, end="\r\n"):
    def field(value):
        return '"' + value.replace('"', '""') + '"' if quote_all or any(c in value for c in separator + '"\n\r') else value
    return "".join(separator.join(map(field, row)) + end for row in rows)


def changed(rows, columns, change):
    at = [i for i, name in enumerate(rows[0]) if name in columns]
    return [rows[0]] + [[change(value) if i in at and value else value for i, value in enumerate(row)] for row in rows[1:]]


def day(value):
    return datetime.date.fromisoformat(value)


def days(rows, form):
    return changed(rows, DAY_COLUMNS, lambda value: form(day(value)))


def has_days(rows):
    return any(name in DAY_COLUMNS for name in rows[0])


def serial(date, origin=datetime.date(1899, 12, 30)):
    return str((date - origin).days)


def cells_of(row, number, cell):
    return "".join(cell(value, f"{letters(i)}{number}") for i, value in enumerate(row) if value != "")


def letters(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def is_number(value):
    try:
        float(value)
        return True
    except ValueError:
        return False


def usual_cell(value, place):
    if is_number(value):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def xlsx(rows, cell=usual_cell, before="", after="", date1904=False, row_attributes=lambda n: "", more=None, formats='<xf numFmtId="0"/><xf numFmtId="14"/>', number_formats="", places=True):
    body = ""
    for n, row in enumerate(rows):
        line = cells_of(row, n + 1, cell)
        if not places:
            line = "".join(cell(value, "").replace(' r=""', "") for value in row)
        body += f'<row{f" r=%s{n + 1}%s" % (chr(34), chr(34)) if places else ""}{row_attributes(n)}>{line}</row>'
    sheets = [("Data", f"<worksheet>{before}<sheetData>{body}</sheetData>{after}</worksheet>")]
    sheets = (more or []) + sheets
    names = "".join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, (name, _) in enumerate(sheets))
    relations = "".join(f'<Relationship Id="rId{i + 1}" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(sheets)))
    files = {"xl/workbook.xml": f'<workbook xmlns:r="r"><workbookPr{" date1904=%s1%s" % (chr(34), chr(34)) if date1904 else ""}/><sheets>{names}</sheets></workbook>',
             "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
             "xl/styles.xml": f"<styleSheet>{number_formats}<cellXfs>{formats}</cellXfs></styleSheet>"}
    files.update({f"xl/worksheets/sheet{i + 1}.xml": sheet for i, (_, sheet) in enumerate(sheets)})
    return zipped(files)


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def dated(rows, origin=datetime.date(1899, 12, 30), style=1):
    """Cells for a workbook that holds days as days."""
    def cell(value, place):
        try:
            return f'<c r="{place}" s="{style}"><v>{serial(day(value), origin)}</v></c>'
        except ValueError:
            return usual_cell(value, place)
    return cell


def ods(rows, squeeze=True):
    body = ""
    for row in rows:
        body += "<table:table-row>"
        i = 0
        while i < len(row):
            n = 1
            while squeeze and i + n < len(row) and row[i + n] == row[i]:
                n += 1
            repeated = f' table:number-columns-repeated="{n}"' if n > 1 else ""
            value = row[i]
            body += f"<table:table-cell{repeated}/>" if value == "" else (
                f'<table:table-cell{repeated} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>' if is_number(value) else
                f'<table:table-cell{repeated} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>')
            i += n
        body += "</table:table-row>"
    body += '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                   "content.xml": '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Data">'
                   f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"})


def records(rows):
    return [{name: (float(value) if is_number(value) and name in POINT_COLUMNS else value) for name, value in zip(rows[0], row)} for row in rows[1:]]


def padded(rows, row):
    return [row + [""] * (len(rows[0]) - len(row))]


def digits(value, zero):
    return "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in value)


# Refused: nothing is written, exit 2. Told: rows are left out, counted with their reason, exit 1. Either: any of the three.
SAME, REFUSED, TOLD, EITHER = "same", "refused", "told", "either"
VARIANTS = []


def variant(expected, needs=lambda rows: True):
    def add(function):
        VARIANTS.append((function.__name__.replace("_", " "), expected, function, needs))
        return function
    return add


def simple(name, expected, function, needs=lambda rows: True):
    VARIANTS.append((name, expected, function, needs))


comma = lambda value: value.replace(".", ",")
simple("header in row 7", SAME, lambda r: text(padded(r, ["Incident list"]) + padded(r, []) + padded(r, ["Region", "North"]) + padded(r, ["Prepared by", "J2"]) + padded(r, ["Status: draft"]) + padded(r, []) + r).encode())
simple("short rows above the header", SAME, lambda r: ("Incident list\r\nPrepared, on demand\r\n\r\n" + text(r)).encode())
simple("two header rows", SAME, lambda r: text([r[0]] + [["(" + name + ")" for name in r[0]]] + r[1:]).encode())
simple("a group row above", SAME, lambda r: text([["Event", "", "", "Who"] + [""] * (len(r[0]) - 4)] + r).encode())
simple("merged title", SAME, lambda r: xlsx([["Incidents 2024"], []] + r, after='<mergeCells count="1"><mergeCell ref="A1:P1"/></mergeCells>'))
simple("semicolons, decimal commas, Windows-1252", SAME, lambda r: text(changed(r, POINT_COLUMNS, comma), ";").encode("cp1252"))
simple("tabs, decimal commas, UTF-16", SAME, lambda r: text(changed(r, POINT_COLUMNS, comma), "\t").encode("utf-16"))
simple("UTF-16 big-endian without mark", SAME, lambda r: text(r, ";").encode("utf-16-be"))
simple("UTF-32", SAME, lambda r: text(r).encode("utf-32"))
simple("Windows-1256", SAME, lambda r: text([[v.replace("Café, près", "كركوك").replace("Café", "كركوك مدينة") for v in row] for row in r], ";").encode("cp1256"))
simple("byte-order mark twice", SAME, lambda r: b"\xef\xbb\xbf\xef\xbb\xbf" + text(r).encode())
simple("byte-order mark in front of quotes", SAME, lambda r: b"\xef\xbb\xbf" + text(r, quote_all=True).encode())
simple("carriage returns alone", SAME, lambda r: text(r, end="\r").encode())
simple("mixed line ends", SAME, lambda r: (text(r[:3], end="\n") + text(r[3:5], end="\r\n") + text(r[5:], end="\r")).encode())
simple("old end-of-file mark", SAME, lambda r: text(r).encode() + b"\x1a")
simple("a byte of zero", REFUSED, lambda r: text(r).encode()[:-30] + b"\0" + text(r).encode()[-30:])
simple("an unbalanced quote", EITHER, lambda r: text(r).replace("\r\n", '\r\n"', 3).encode())
simple("a quote in a plain field", SAME, lambda r: text([row if n != 2 else [v + ' "x' if v.startswith("Caf") else v for v in row] for n, row in enumerate(r)]).replace('""', '"', 0).encode())
simple("trailing empty columns", SAME, lambda r: text([row + ["", "", ""] for row in r]).encode())
simple("trailing separators in rows only", SAME, lambda r: text([r[0]] + [row + ["", ""] for row in r[1:]]).encode())
simple("an index column without a name", SAME, lambda r: text([[""] + r[0]] + [[str(n)] + row for n, row in enumerate(r[1:])]).encode())
simple("a line that names the separator", SAME, lambda r: ("sep=;\r\n" + text(r, ";")).encode())
simple("bars", SAME, lambda r: text(r, "|").encode())
simple("all quoted, blanks after commas", SAME, lambda r: text(r, quote_all=True).replace('","', '", "').encode())
simple("blank rows between", SAME, lambda r: text([row for one in r for row in (one, [""] * len(one))]).encode())
simple("remarks above the header", SAME, lambda r: ("# exported 2024-07-01\n# by the office, with care\n" + text(r)).encode())
simple("remarks and a total below", SAME, lambda r: text(r + padded(r, ["Total", "6"]) + padded(r, ["Source: the office"])).encode())
simple("the header again in the middle", SAME, lambda r: text(r[:4] + [r[0]] + r[4:]).encode())
simple("the file twice in one", SAME, lambda r: text(r + r).encode(), lambda r: r[0][0] != "date")
simple("a column twice", EITHER, lambda r: text([[*row, row[0]] for row in r]).encode())
simple("header broken over lines", SAME, lambda r: text([[name.replace("_", "\n") for name in r[0]]] + r[1:]).encode())
simple("header with units and marks", SAME, lambda r: text([[name.replace("_", "-").title() + (" (deg)" if name in POINT_COLUMNS else "") for name in r[0]]] + r[1:]).encode())
simple("not available, in six ways", SAME, lambda r: text([r[0]] + [[v if v else ("#N/A", "NA", "NaN", "null", "N/A", "-")[n % 6] for v in row] for n, row in enumerate(r[1:])]).encode())
simple("no-break spaces around", SAME, lambda r: text([[f"\u00a0{v}\u00a0" if v else v for v in row] for row in r]).encode())
simple("no-break spaces in thousands", SAME, lambda r: text(changed(r, DEAD_COLUMNS, lambda v: f"{int(v):,}".replace(",", "\u00a0"))).encode())
simple("narrow no-break spaces in thousands", SAME, lambda r: text(changed(r, DEAD_COLUMNS, lambda v: f"{int(v):,}".replace(",", "\u202f"))).encode())
simple("commas in thousands", SAME, lambda r: text(changed(r, DEAD_COLUMNS, lambda v: f"{int(v):,}")).encode())
simple("points in thousands", EITHER, lambda r: text(changed(changed(r, DEAD_COLUMNS, lambda v: f"{int(v):,}".replace(",", ".")), POINT_COLUMNS, comma), ";").encode())
simple("counts as decimals", SAME, lambda r: text(changed(r, DEAD_COLUMNS | {"where_prec", "time_precision", "geo_precision", "specificity", "type_of_violence", "iyear", "imonth", "iday", "count"}, lambda v: v + ".0")).encode())
simple("Arabic digits", SAME, lambda r: text(changed(r, DEAD_COLUMNS | DAY_COLUMNS, lambda v: digits(v, "٠"))).encode())
simple("Persian digits", SAME, lambda r: text(changed(r, DEAD_COLUMNS, lambda v: digits(v, "۰"))).encode())
simple("an apostrophe before numbers", EITHER, lambda r: text(changed(r, DEAD_COLUMNS, lambda v: "'" + v)).encode())
simple("day first, slashes", SAME, lambda r: text(days(r, lambda d: d.strftime("%d/%m/%Y"))).encode(), has_days)
simple("month first, with a time", SAME, lambda r: text(days(r, lambda d: f"{d.month}/{d.day}/{d.year} 0:00")).encode(), has_days)
simple("days with dots, years of two digits", SAME, lambda r: text(days(r, lambda d: d.strftime("%d.%m.%y"))).encode(), has_days)
simple("days with a zone of time", SAME, lambda r: text(days(r, lambda d: d.isoformat() + "T00:00:00Z")).encode(), has_days)
simple("days in words", SAME, lambda r: text(days(r, lambda d: d.strftime("%d %B %Y"))).encode(), has_days)
simple("days of databases", SAME, lambda r: text(days(r, lambda d: d.strftime("%Y%m%d"))).encode(), has_days)
simple("year first, slashes", SAME, lambda r: text(days(r, lambda d: d.strftime("%Y/%m/%d"))).encode(), has_days)
simple("days of a spreadsheet as numbers", SAME, lambda r: text(days(r, serial)).encode(), has_days)
simple("days mixed, day first and month first", REFUSED, lambda r: text([r[0]] + [days([r[0], row], lambda d, n=n: d.strftime("%m/%d/%Y" if n % 2 else "%d/%m/%Y"))[1] for n, row in enumerate(r[1:])]).encode(), has_days)
simple("days as numbers beside days as text", REFUSED, lambda r: text([r[0]] + [days([r[0], row], lambda d, n=n: serial(d) if n % 2 else d.strftime("%d/%m/%Y"))[1] for n, row in enumerate(r[1:])]).encode(), has_days)
simple("days in French", EITHER, lambda r: text(days(r, lambda d: f"{d.day} {('janvier', 'février', 'mars', 'avril', 'mai', 'juin')[d.month - 1]} {d.year}")).encode(), has_days)
simple("workbook, days as days", SAME, lambda r: xlsx(r, dated(r)))
simple("workbook counted from 1904", SAME, lambda r: xlsx(r, dated(r, datetime.date(1904, 1, 1)), date1904=True))
simple("workbook, days in a form of its own", SAME, lambda r: xlsx(r, dated(r, style=1), number_formats='<numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>', formats='<xf numFmtId="0"/><xf numFmtId="170"/>'))
simple("workbook without places of cells", SAME, lambda r: xlsx([[v or " " for v in row] for row in r], places=False))
simple("workbook, filtered rows hidden", SAME, lambda r: xlsx(r, row_attributes=lambda n: ' hidden="1"' if n in (2, 4) else ""))
simple("workbook, data behind a cover sheet", SAME, lambda r: xlsx(r, more=[("Cover", '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Incident list</t></is></c></row></sheetData></worksheet>')]))
simple("workbook with the data twice", REFUSED, lambda r: xlsx(r, more=[("Copy", "<worksheet><sheetData>" + "".join(f'<row r="{n + 1}">{cells_of(row, n + 1, usual_cell)}</row>' for n, row in enumerate(r)) + "</sheetData></worksheet>")]))
simple("workbook, formulas with their values", SAME, lambda r: xlsx(r, lambda v, p: f'<c r="{p}"><f>1*{v}</f><v>{v}</v></c>' if is_number(v) else f'<c r="{p}" t="str"><f>"x"</f><v>{escape(v)}</v></c>'))
simple("workbook, formulas without their values", REFUSED, lambda r: xlsx(r, lambda v, p: f'<c r="{p}"><f>1*{v}</f></c>' if v in ("1234", "2") else usual_cell(v, p)))
simple("workbook, an error in a cell", EITHER, lambda r: xlsx(r, lambda v, p: f'<c r="{p}" t="e"><v>#REF!</v></c>' if v == "1234" else usual_cell(v, p)))
simple("LibreOffice, cells repeated", SAME, lambda r: ods(r))
simple("JSON, an object a line", SAME, lambda r: "\n".join(json.dumps(one) for one in records(r)).encode())
simple("JSON of an interface", SAME, lambda r: json.dumps({"status": 200, "count": 6, "data": records(r)}).encode())
simple("GeoJSON", SAME, lambda r: json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [one.get("longitude"), one.get("latitude")]} if "latitude" in one else None,
                                                                                            "properties": {k: v for k, v in one.items() if k not in POINT_COLUMNS}} for one in records(r)]}).encode())
simple("zip with notes beside", SAME, lambda r: zipped({"README.txt": "notes, of the office\n", "LICENSE": "free", "__MACOSX/._a.csv": "x", "data/a.csv": text(r)}))
simple("zip with the record in two", REFUSED, lambda r: zipped({"a.csv": text(r[:4]), "b.csv": text([r[0]] + r[4:])}))
simple("gzip of a zip", SAME, lambda r: gzip.compress(zipped({"a.csv": text(r)})))
simple("zip of a gzip", SAME, lambda r: zipped({"a.csv.gz": gzip.compress(text(r).encode())}))
simple("gzip twice", SAME, lambda r: gzip.compress(gzip.compress(text(r).encode())))
simple("gzip cut short", REFUSED, lambda r: gzip.compress(text(r).encode())[:-20])


@variant(REFUSED)
def tar_archive(rows):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        data = text(rows).encode()
        info = tarfile.TarInfo("a.csv")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


simple("a web page for a workbook", REFUSED, lambda r: ("<html><table>" + "".join("<tr>" + "".join(f"<td>{escape(v)}</td>" for v in row) + "</tr>" for row in r) + "</table></html>").encode())
simple("XML of an old spreadsheet", REFUSED, lambda r: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
simple("nothing", REFUSED, lambda r: b"")
simple("a mark and nothing", REFUSED, lambda r: b"\xef\xbb\xbf")
simple("blanks", REFUSED, lambda r: b"\r\n\r\n  \r\n")
simple("a header and nothing", REFUSED, lambda r: text(r[:1]).encode())
simple("a damaged letter", EITHER, lambda r: text(r).encode().replace("é".encode(), b"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3", 1).replace("Café".encode(), b"Caf\xc3\xa9", 1))

failed = checked = 0
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    mission = folder / "m"
    subprocess.run([handover, "new", mission], check=True, capture_output=True)
    (mission / "import.toml").write_text(RULES)
    kept = [line for line in (mission / "incidents.csv").read_text().splitlines() if not line.endswith("event-data")]
    (mission / "incidents.csv").write_text("\n".join(kept) + "\n")
    (mission / "mission.toml").write_text("\n".join(line for line in (mission / "mission.toml").read_text().splitlines() if not line.startswith("daily_")))

    def imported(content, name):
        trial = folder / "trial"
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(mission, trial)
        file = folder / name
        file.write_bytes(content)
        done = subprocess.run([handover, "import", trial, file], capture_output=True, text=True)
        return done.returncode, (trial / "incidents.csv").read_text(), done.stdout + done.stderr

    untouched = (mission / "incidents.csv").read_text()
    for layout, rows_of in LAYOUTS.items():
        rows = rows_of()
        code, expected, said = imported(text(rows).encode(), "plain.csv")
        if code != 0 or expected.count("\n") < len(EVENTS):
            sys.exit(f"{layout}: the plain file is not read: {said}")
        for name, wanted, write, needs in VARIANTS:
            if asked.only not in f"{layout}: {name}" or not needs(rows):
                continue
            checked += 1
            code, got, said = imported(write(rows), "variant.csv")
            fewer = set(got.splitlines()) < set(expected.splitlines())
            result = (SAME if got == expected and code in (0, 1) else REFUSED if code == 2 and got == untouched else
                      TOLD if code == 1 and fewer and "rejected" in said else "other")
            good = result == wanted or (wanted == EITHER and result in (SAME, REFUSED, TOLD))
            if asked.verbose or not good:
                print(f"{'ok   ' if good else 'FAIL '} {layout}: {name}: {result}, exit {code}" + ("" if good and not asked.verbose else "\n" + said))
            failed += not good
    # The same of tables of positions and of panels: the same result, or a refusal.
    def result_of(words, content, name):
        file = folder / name
        file.write_bytes(content)
        done = subprocess.run([handover, *(str(file) if word == "FILE" else word for word in words)], capture_output=True, text=True)
        return done.returncode, done.stdout.replace(str(file), "FILE").replace(name, "FILE"), done.stderr

    def without_notes(page):
        def strip(value):
            if isinstance(value, dict):
                return {key: strip(inner) for key, inner in value.items() if key not in ("notes", "table", "file", "files", "inputs_sha256")}
            return [strip(inner) for inner in value] if isinstance(value, list) else value
        return strip(json.loads(page))

    positions = [["actor", "capability", "position", "salience", "note"]] + [[name, str(weight), str(place), str(care), "Café"] for name, weight, place, care in
                 (("Netherlands", 8, 4, 80), ("Belgium", 8, 7.5, 40), ("France", 16, 10, 60), ("Italy", 16, 10, 60), ("UK", 16, 10, 90))]
    panel = [["country_id", "year", "month", "ged_sb"]] + [[str(unit), str(2018 + m // 12), str(m % 12 + 1), str((unit * m) % 7 * (m % 3))] for unit in (1, 2, 3) for m in range(48)]
    for kind, rows, words in (("bargain", positions, ["bargain", "FILE", "--json", "--draws", "50"]),
                              ("panel", panel, ["forecast", "--panel", "FILE", "--origin", "2021-12", "--months", "3..4", "--draws", "20", "--json"])):
        code, expected, said = result_of(words, text(rows).encode(), "plain.csv")
        if code != 0:
            sys.exit(f"{kind}: the plain file is not read: {said}")
        for name, wanted, write, needs in VARIANTS:
            if asked.only not in f"{kind}: {name}" or not needs(rows) or name in ("points in thousands", "header with units and marks"):
                continue
            if kind == "panel" and not any(word in name for word in ("header", "merged", "semicolons", "tabs", "UTF", "mark", "quote", "workbook", "zip", "JSON", "trailing")):
                continue
            checked += 1
            code, got, said = result_of(words, write(rows), "variant.csv")
            result = SAME if code == 0 and without_notes(got) == without_notes(expected) else REFUSED if code == 2 else "other"
            good = result in (SAME, REFUSED)
            if asked.verbose or not good:
                print(f"{'ok   ' if good else 'FAIL '} {kind}: {name}: {result}, exit {code}" + ("" if good else "\n" + said + got[:500]))
            failed += not good
print(f"front door: {checked} files, {failed} otherwise than expected")
sys.exit(1 if failed else 0)
