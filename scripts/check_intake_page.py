#!/usr/bin/env python3
"""Decides 40 proposals on the page that `handover read` writes, in Chromium, by keyboard alone, and compares the ledger with what was accepted.

  scripts/check_intake_page.py build/release/handover [--keep FOLDER]

The document is invented, and tries to run script in the page. Needs chromium; speaks the DevTools protocol with the standard library.
"""
import argparse
import base64
import csv
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

ATTACK = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></script><b>"


class Page:
    """One page of a browser, driven by the DevTools protocol over a WebSocket (RFC 6455)."""

    def __init__(self, address):
        host, path = address.removeprefix("ws://").split("/", 1)
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(4096)
        self.rest = self.rest.split(b"\r\n\r\n", 1)[1]
        self.number = 0

    def take(self, count):
        while len(self.rest) < count:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("the browser went away")
            self.rest += piece
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def receive(self):
        text = b""
        while True:
            first, second = self.take(2)
            length = second & 127
            if length == 126:
                length = struct.unpack(">H", self.take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.take(8))[0]
            text += self.take(length)
            if first & 128:
                return json.loads(text)

    def ask(self, method, **parameters):
        self.number += 1
        message = json.dumps({"id": self.number, "method": method, "params": parameters}).encode()
        mask = os.urandom(4)
        head = bytes([129]) + (bytes([128 | len(message)]) if len(message) < 126 else bytes([128 | 126]) + struct.pack(">H", len(message)))
        self.socket.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(message)))
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def value(self, expression):
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def press(self, key):
        names = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, "")}
        name, code, text = names[key] if key in names else (key, ord(key.upper()), key)
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=name, text=text, windowsVirtualKeyCode=code)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    def type(self, words):
        self.ask("Input.insertText", text=words)


def invented_document():
    """Sentences with one count each; every fourth has a date too, which stays undecided."""
    lines = ["Rockets over the valley", "", "January 25, 2024", "", f"A line that means harm: {ATTACK}", ""]
    for i in range(60):
        when = f"On January {1 + i % 28}, 2024, " if i % 4 == 0 else ""
        lines.append(f"{when}{'the' if when else 'The'} battery of village {chr(65 + i % 26)}{chr(97 + i // 26)} fired {20 + 3 * i} rockets at the road.")
    return "\n".join(lines) + "\n"


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def start_browser(folder, page):
    chromium = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
    if chromium is None:
        print("skipped: chromium is not there")
        sys.exit(0)
    browser = subprocess.Popen([chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1500,950",
                                f"--user-data-dir={folder / 'profile'}", page.as_uri()], stderr=subprocess.PIPE, text=True)
    for line in browser.stderr:
        if "DevTools listening on" in line:
            port = line.split("ws://")[1].split("/")[0]
            break
    for _ in range(100):
        for target in json.loads(urllib.request.urlopen(f"http://{port}/json").read()):
            if target["type"] == "page" and target["url"].startswith("file:"):
                return browser, Page(target["webSocketDebuggerUrl"])
        time.sleep(0.1)
    sys.exit("the browser shows no page")


def decide(page, wanted):
    """40 decisions: accept, reject and edit in turn; what was done, by the begin of the row."""
    page.type("A. Reader")
    page.press("Enter")
    done = {}
    while len(done) < wanted:
        begin, relation, value = page.value(
            "(() => { const d = JSON.parse(document.getElementById('data').textContent); const c = document.querySelector('.card.current');"
            " const r = d.rows[Number(c.dataset.row)]; const g = (n) => r[d.columns.indexOf(n)]; return [g('begin'), g('relation'), g('value')]; })()")
        if relation != "count":
            page.press("j")
            continue
        action = ("accept", "reject", "edit")[len(done) % 3]
        if action == "edit":
            page.press("e")
            page.value("document.querySelector('.form input[name=subject]').focus()")
            page.value("document.querySelector('.form input[name=subject]').select()")
            page.type(f"rockets-of-{begin}")
            page.press("Enter")
        else:
            page.press(action[0])
        done[begin] = (action, value)
    return done


def wait_for(file):
    for _ in range(100):
        if file.exists() and file.stat().st_size > 0:
            return
        time.sleep(0.1)
    sys.exit(f"{file.name} was not saved")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        mission = folder / "mission"
        run(program, "new", str(mission))
        source = next(csv.DictReader((mission / "sources.csv").open(encoding="utf-8")))["id"]
        (folder / "valley.txt").write_text(invented_document(), encoding="utf-8")
        run(program, "read", str(mission), str(folder / "valley.txt"), "--source", source)
        before = (mission / "facts.csv").read_text(encoding="utf-8").count("\n") if (mission / "facts.csv").exists() else 1
        browser, page = start_browser(folder, mission / "intake" / f"{source}.html")
        try:
            page.ask("Page.enable")
            page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
            time.sleep(0.5)
            done = decide(page, 40)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                shot = page.ask("Page.captureScreenshot", format="png")["data"]
                (options.keep / "deciding.png").write_bytes(base64.b64decode(shot))
            title = page.value("document.title")
            page.press("s")
            wait_for(folder / f"{source}.csv")
        finally:
            browser.terminate()
            browser.wait()
        assert not title.startswith("owned"), "the document ran script in the page"
        time.sleep(0.2)
        shutil.copy(folder / f"{source}.csv", mission / "intake" / f"{source}.csv")
        entered = json.loads(run(program, "read", str(mission), "--enter", "--json"))
        with (mission / "facts.csv").open(encoding="utf-8", newline="") as rows:
            new = [row for row in csv.DictReader(rows) if row.get("document")]
        wanted = sorted((begin, value, f"rockets-of-{begin}" if action == "edit" else "rockets")
                        for begin, (action, value) in done.items() if action != "reject")
        found = sorted((row["begin"], row["value"], row["subject"]) for row in new)
        assert found == wanted, f"the ledger differs from what was accepted:\n{found}\n{wanted}"
        assert entered["facts"] == len(wanted)
        assert json.loads(run(program, "read", str(mission), "--enter", "--json"))["facts"] == 0, "entering twice adds rows"
        run(program, "check", str(mission))
        print(f"{len(done)} proposals decided by keyboard ({sum(a == 'accept' for a, _ in done.values())} accepted, "
              f"{sum(a == 'edit' for a, _ in done.values())} edited, {sum(a == 'reject' for a, _ in done.values())} rejected); "
              f"the ledger has {len(found)} new rows, those that were taken; no script of the document ran")


if __name__ == "__main__":
    main()
