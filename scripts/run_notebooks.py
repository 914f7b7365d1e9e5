#!/usr/bin/env python3
"""Runs the notebooks in python/notebooks (percent format, as Jupytext, VS Code and Spyder read it) and writes each with its outputs.

    scripts/run_notebooks.py [FOLDER]      FOLDER: where the .ipynb and .html files go; build/notebooks otherwise

They run in Jupyter's own kernel (Debian: python3-nbconvert, python3-ipykernel); a cell that raises ends this with 1.
"""
import os
import pathlib
import re
import sys

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor

ROOT = pathlib.Path(__file__).resolve().parents[1]


def notebook_of(text):
    book = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for block in re.split(r"^# %%", text, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        if "[markdown]" in head:
            book.cells.append(nbformat.v4.new_markdown_cell(re.sub(r"^# ?", "", body.strip(), flags=re.M)))
        else:
            book.cells.append(nbformat.v4.new_code_cell(body.strip()))
    return book


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/notebooks")
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted((ROOT / "python/notebooks").glob("*.py")):
        book = notebook_of(source.read_text(encoding="utf-8"))
        try:
            ExecutePreprocessor(timeout=900, kernel_name="python3").preprocess(book, {"metadata": {"path": str(ROOT)}})
        except CellExecutionError as error:
            print(f"{source.name}: {error}", file=sys.stderr)
            return 1
        nbformat.write(book, out / (source.stem + ".ipynb"))
        (out / (source.stem + ".html")).write_text(HTMLExporter().from_notebook_node(book)[0], encoding="utf-8")
        cells = [cell for cell in book.cells if cell.cell_type == "code"]
        print(f"{source.name}: {len(cells)} cells, {sum(bool(cell.outputs) for cell in cells)} with outputs")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("HANDOVER_MISSIONS", str(ROOT / "missions"))
    sys.exit(main())
