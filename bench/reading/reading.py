"""What the measurements of reading share: running `handover read` on a text, and intervals."""
import json
import math
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def skeleton(program, folder):
    subprocess.run([program, "new", str(folder)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def read_file(program, mission, path, genre, published, *more):
    """The proposals of one document as `read --json` lists them; places are characters of its text."""
    words = [program, "read", str(mission), str(path), "--genre", genre, "--json", "--dry-run", *more]
    if published:
        words += ["--published", published]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)["documents"][0]


def read_text(program, text, genre, published, mission=None, *more):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        mission = mission or skeleton(program, folder / "mission")
        (folder / "document.txt").write_text(text, encoding="utf-8", newline="")
        return read_file(program, mission, folder / "document.txt", genre, published, *more)["proposals"]


def wilson(k, n):
    """The 95 % interval of a share (Wilson 1927), as words."""
    if n == 0:
        return "none"
    z, p = 1.96, k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{max(0, middle - half):.0%} to {min(1, middle + half):.0%}"
