#!/usr/bin/env python3
"""A mission's workbook in the hands of a spreadsheet: LibreOffice, without a screen, edits it in ways that are right and wrong; what comes back is
the mission that the same edit of the folder makes, or the cell is named.

    scripts/check_workbook.py [PROGRAM]

Skipped, aloud, where LibreOffice or its Python bridge is not there.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
handover = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/handover").resolve())
failed = passed = 0


def expect(name, condition):
    global failed, passed
    passed, failed = passed + bool(condition), failed + (not condition)
    print(("ok    " if condition else "FAIL  ") + name)


def run(*words):
    return subprocess.run([handover, *map(str, words)], capture_output=True, text=True)


def inputs_hash(mission):
    done = run("evidence", mission, "--json")
    return json.loads(done.stdout)["inputs_sha256"] if done.returncode in (0, 1) else done.stderr


def complaints(mission):
    return run("check", mission).stderr


class Office:
    """A LibreOffice of our own: a profile and a pipe that nobody else has."""

    def __init__(self, folder):
        import uno
        self.uno = uno
        pipe = f"handover{os.getpid()}"
        self.process = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
                                         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        else:
            raise SystemExit("LibreOffice does not answer")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def value(self, name, value):
        one = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        return one

    def edit(self, book, change, to):
        document = self.desktop.loadComponentFromURL(f"file://{book}", "_blank", 0, (self.value("Hidden", True),))
        change(document.Sheets)
        kind = "Calc MS Excel 2007 XML" if str(to).endswith(".xlsx") else "calc8"
        document.storeToURL(f"file://{to}", (self.value("FilterName", kind),))
        document.close(True)

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(timeout=60)


def edited_folder(work, number, mission, file, change):
    folder = work / f"folder-{number}"
    shutil.copytree(mission, folder)
    path = folder / file
    path.write_text(change(path.read_text()))
    return folder


def main():
    if shutil.which("soffice") is None:
        print("skipped: LibreOffice is not there")
        return
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import uno  # noqa: F401
    except ImportError:
        print("skipped: LibreOffice's Python bridge is not there")
        return
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        mission = work / "example"
        run("new", mission)
        book = work / "example.xlsx"
        run("workbook", mission, "--out", book)
        same = inputs_hash(mission)
        office = Office(work)
        try:
            number = 0

            def after(change, ending=".xlsx"):
                nonlocal number
                number += 1
                to = work / f"edited-{number}" / f"example{ending}"
                to.parent.mkdir()
                office.edit(book, change, to)
                return to

            expect("opened and saved: the same mission", inputs_hash(after(lambda sheets: None)) == same)
            expect("saved as .ods: the same mission", inputs_hash(after(lambda sheets: None, ".ods")) == same)

            def own_sheet(sheets):
                sheets.insertNewByName("#mine", 0)
                sheets.getByName("#mine").getCellByPosition(0, 0).setString("call the ministry")
            expect("a sheet of one's own is left alone", inputs_hash(after(own_sheet)) == same)

            def widen(sheets):
                sheet = sheets.getByName("incidents")
                sheet.Columns.getByIndex(1).Width = 9000
                sheet.Columns.getByIndex(2).IsVisible = False
                sheet.Rows.getByIndex(3).IsVisible = False
            expect("hidden rows and columns are read", inputs_hash(after(widen)) == same)

            def count(sheets):
                sheets.getByName("incidents").getCellByPosition(3, 1).setFormula("=1+2")
            line = lambda text: text.replace(text.split("\n")[1], ",".join(  # noqa: E731
                [*text.split("\n")[1].split(",")[:3], "3", *text.split("\n")[1].split(",")[4:]]), 1)
            expect("a formula counts by its value", inputs_hash(after(count)) == inputs_hash(edited_folder(work, "a", mission, "incidents.csv", line)))

            def added(sheets):
                sheet = sheets.getByName("incidents")
                cursor = sheet.createCursor()
                cursor.gotoEndOfUsedArea(False)
                row = cursor.RangeAddress.EndRow + 1
                sheet.getCellByPosition(0, row).setFormula("2024-06-28")  # as typed: LibreOffice makes a day of it
                sheet.getCellByPosition(1, row).setString("insurgent-attacks")
                sheet.getCellByPosition(2, row).setString("hills")
                sheet.getCellByPosition(3, row).setValue(2)
                header = [sheet.getCellByPosition(c, 0).getString() for c in range(12)]
                sheet.getCellByPosition(header.index("source"), row).setString("event-data")
            more = edited_folder(work, "b", mission, "incidents.csv", lambda text: text + "2024-06-28,insurgent-attacks,hills,2,,event-data\n")
            expect("a row that was typed is the row of the folder", inputs_hash(after(added)) == inputs_hash(more))

            def removed(sheets):
                sheets.getByName("facts").Rows.removeByIndex(2, 1)
            fewer = edited_folder(work, "c", mission, "facts.csv", lambda text: "\n".join(text.split("\n")[:2]) + "\n")
            expect("a row that was taken out is gone", inputs_hash(after(removed)) == inputs_hash(fewer))

            def horizon(sheets):
                sheet = sheets.getByName("mission")
                for row in range(60):
                    if sheet.getCellByPosition(1, row).getString() == "horizon_months":
                        sheet.getCellByPosition(2, row).setValue(30)
            longer = edited_folder(work, "d", mission, "mission.toml", lambda text: text.replace("horizon_months = 24", "horizon_months = 30"))
            expect("a value of mission.toml is changed", inputs_hash(after(horizon)) == inputs_hash(longer))

            def cell(sheet, place, text):
                return lambda sheets: sheets.getByName(sheet).getCellRangeByName(place).setString(text)
            for what, change, where in (
                    ("a day that is none", cell("incidents", "A5", "2024-01-32"), "example.xlsx, sheet incidents, cell A5: "),
                    ("a zone that is none", cell("incidents", "C7", "hils"), "example.xlsx, sheet incidents, cell C7: "),
                    ("a name that is taken away", cell("zones", "A2", ""), "example.xlsx, sheet zones, cell A2: "),
                    ("a heading that is none", cell("incidents", "D1", "number"), "example.xlsx, sheet incidents, cell D1: ")):
                expect(f"{what}: the cell is named", where in complaints(after(change)))

            def renamed(sheets):
                sheets.getByName("incidents").setName("incidence")
            expect("a sheet with another name is named", "'incidence' is not a sheet of a mission" in complaints(after(renamed)))
        finally:
            office.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
