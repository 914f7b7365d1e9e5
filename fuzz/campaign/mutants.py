"""How a table, a TOML file, a text or a folder is spoiled. Each mutation is drawn from one seeded stream."""
import os
import random

# What a hand or a program puts into a field by mistake or on purpose.
VALUES = ("", " ", "-1", "0", "0.5", "1e9", "1e308", "-1e308", "nan", "inf", "999999999999999999999", "2024-02-30",
          "0001-01-01", "9999-12-31", "2034-01-01", "../../x", "/etc/passwd", "a/b", ";", "a;a", "all;all", "=1+1",
          "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\x00", "\x1b[31m", "\u202e", "yes", "no", "maybe", "A1",
          "'; DROP TABLE runs;--", "%s%s%n", "{}", "{0}", "\ufeff", "\"", "x" * 70_000, "host", "coalition", "none")
FRAGMENTS = (b"\x00", b"\xff\xfe", b"\"", b"\"\"\"", b"'''", b"[", b"]]", b"{", b"\r", b"\r\n\r\n", b",", b";", b"\t", b"=",
             b"#", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"nan", b"1e999", b"-", b"a.b.c.d = 1\n", b"[[party]]\n")


def of_bytes(text, draw):
    """Flips, cuts, repeats and inserts, a few times over."""
    text = bytearray(text)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text) + 1)
        kind = draw.randrange(6)
        if kind == 0 and text:
            text[at % len(text)] = draw.randrange(256)
        elif kind == 1:
            del text[at:at + draw.randint(1, 40)]
        elif kind == 2:
            text[at:at] = draw.choice(FRAGMENTS)
        elif kind == 3:
            text[at:at] = text[at:at + draw.randint(1, 200)]
        elif kind == 4:
            del text[at:]
        else:
            text[at:at] = draw.choice(FRAGMENTS) * draw.choice((1, 10, 1000))
    return bytes(text)


def of_lines(text, draw):
    """Lines are lost, doubled, swapped and moved."""
    lines = text.split(b"\n")
    for _ in range(draw.randint(1, 3)):
        if not lines:
            break
        a, b = draw.randrange(len(lines)), draw.randrange(len(lines))
        kind = draw.randrange(4)
        if kind == 0:
            del lines[a]
        elif kind == 1:
            lines.insert(b, lines[a])
        elif kind == 2:
            lines[a], lines[b] = lines[b], lines[a]
        else:
            lines = lines + [lines[a]] * draw.choice((1, 50))
    return b"\n".join(lines)


def of_cells(text, draw):
    """A field takes another value, its neighbour's or that of another row; a column is lost, doubled or renamed."""
    rows = [line.split(b",") for line in text.split(b"\n")]
    for _ in range(draw.randint(1, 3)):
        filled = [row for row in rows if row]  # a lost column may have been a row's only one
        if not filled:
            break
        row = draw.choice(filled)
        column = draw.randrange(len(row))
        kind = draw.randrange(7)
        if kind < 3:
            row[column] = draw.choice(VALUES).encode()
        elif kind == 3:
            other = draw.choice(filled)
            row[column] = other[column % len(other)]
        elif kind == 4:
            number = row[column]
            row[column] = number + b"000000" if number.isdigit() else b"-" + number
        elif kind == 5:
            for each in rows:
                if column < len(each):
                    del each[column]
        else:
            row.append(row[column])
    return b"\n".join(b",".join(row) for row in rows)


def of_values(text, draw):
    """The value of a TOML key takes another form."""
    lines = text.split(b"\n")
    keyed = [i for i, line in enumerate(lines) if b" = " in line]
    for _ in range(draw.randint(1, 2)):
        if not keyed:
            break
        i = draw.choice(keyed)
        key = lines[i].split(b" = ")[0]
        value = draw.choice(VALUES).encode()
        form = draw.randrange(4)
        if form == 0:
            lines[i] = key + b" = " + value
        elif form == 1:
            lines[i] = key + b" = \"" + value.replace(b"\"", b"\\\"") + b"\""
        elif form == 2:
            lines[i] = key + b" = " + draw.choice((b"[]", b"{}", b"[[[]]]", b"true", b"2024-01-01", b"-7", b"0.5", b"1e300"))
        else:
            lines[i] = b".".join([key.strip()] * draw.choice((2, 5000))) + b" = 1"
    return b"\n".join(lines)


def of_text(name, text, draw):
    choices = [of_bytes, of_lines]
    if name.endswith((".csv", ".tsv")):
        choices += [of_cells] * 5
    if name.endswith(".toml"):
        choices += [of_values] * 4
    return draw.choice(choices)(text, draw)


def of_folder(folder, draw):
    """A file is lost, renamed, or turned into something that is no file. Returns what was done, in words."""
    files = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    path = draw.choice(sorted(files))
    kind = draw.randrange(7)
    name = os.path.relpath(path, folder)
    os.remove(path)
    if kind == 0:
        return f"{name} is lost"
    if kind == 1:
        os.mkdir(path)
        return f"{name} is a folder"
    if kind == 2:
        os.symlink("/etc/passwd", path)
        return f"{name} is a link out"
    if kind == 3:
        os.symlink("nowhere", path)
        return f"{name} is a link to nothing"
    if kind == 4:
        os.mkfifo(path)
        return f"{name} is a pipe"
    if kind == 5:
        os.symlink("/dev/zero", path)
        return f"{name} is a device"
    root, extension = os.path.splitext(path)
    open(root + extension.upper(), "wb").close()
    return f"{name} is in capitals and empty"


def stream(seed, number):
    """One stream of draws for each mutant: any of them can be made again alone."""
    return random.Random(f"{seed}:{number}")
