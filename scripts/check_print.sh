#!/usr/bin/env bash
# Prints a brief on A4 and on Letter and checks that it is two sides and then the annex, on both.
# Needs chromium and poppler-utils, which nothing else here needs.
# Usage: scripts/check_print.sh BRIEF.html [FOLDER FOR THE PDFS]
set -euo pipefail
brief=$1
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
for tool in chromium pdftotext pdfinfo; do
  command -v "$tool" > /dev/null || { echo "check_print: $tool is not there; nothing was checked" >&2; exit 1; }
done
failed=0
for paper in A4 Letter; do
  copy="$folder/$paper.html" pdf="$folder/$paper.pdf"
  # The page leaves the paper to the reader's printer; here it is set.
  sed "s/@page{margin/@page{size:$paper;margin/" "$brief" > "$copy"
  chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$pdf" "$copy" > /dev/null 2>&1
  pages=$(pdfinfo "$pdf" | awk '/^Pages/ {print $2}')
  annex=0
  for ((page = 1; page <= pages; ++page)); do
    if pdftotext -f "$page" -l "$page" "$pdf" - | grep -qx "Evidence annex"; then annex=$page; break; fi
  done
  echo "$paper: $pages pages, annex from page $annex: $pdf"
  [ "$annex" -eq 3 ] || failed=1
done
exit $failed
