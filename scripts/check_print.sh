#!/usr/bin/env bash
# Prints briefs on A4 and on Letter, each with several sets of fonts, and checks that every one is two sides and then the
# annex: the first side on page 1 alone, the second on page 2 alone, the annex from page 3. Needs chromium,
# poppler-utils and the fonts below, which nothing else here needs.
# Usage: scripts/check_print.sh [--keep FOLDER] BRIEF.html...
set -euo pipefail
keep=
if [ "${1:-}" = --keep ]; then keep=$2; shift 2; fi
[ $# -gt 0 ] || { echo "usage: check_print.sh [--keep FOLDER] BRIEF.html..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=${keep:-$work}
mkdir -p "$folder"
for tool in chromium pdftotext pdfinfo fc-list; do
  command -v "$tool" > /dev/null || { echo "check_print: $tool is not there; nothing was checked" >&2; exit 1; }
done

# A computer with these fonts alone: the first is the narrowest in common use, the second the widest.
font_set() {  # font_set NAME FOLDER-OF-FONTS
  local name=$1 fonts=$2
  [ -d "$fonts" ] || { echo "check_print: no fonts in $fonts; nothing was checked" >&2; exit 1; }
  printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n' \
    "$fonts" "$work/cache-$name" > "$work/$name.conf"
}
font_set liberation /usr/share/fonts/truetype/liberation
font_set dejavu /usr/share/fonts/truetype/dejavu

failed=0 printed=0
for brief in "$@"; do
  for paper in A4 Letter; do
    for fonts in liberation dejavu; do
      name=$(basename "$brief" .html)-$paper-$fonts
      copy="$work/$name.html" pdf="$folder/$name.pdf"
      # The page leaves the paper to the reader's printer; here it is set.
      sed "s/@page{margin/@page{size:$paper;margin/" "$brief" > "$copy"
      grep -q "@page{size:$paper" "$copy" || { echo "check_print: $brief has no @page rule; nothing was checked" >&2; exit 1; }
      FONTCONFIG_FILE="$work/$fonts.conf" timeout 120 chromium --headless --no-sandbox --disable-gpu \
        --user-data-dir="$work/chromium" --no-pdf-header-footer --print-to-pdf="$pdf" "$copy" > /dev/null 2>&1
      pages=$(pdfinfo "$pdf" | awk '/^Pages/ {print $2}')
      page_of() {  # the first page that holds this line
        local page
        for ((page = 1; page <= pages && page <= 6; ++page)); do
          if pdftotext -f "$page" -l "$page" "$pdf" - | grep -E "$1" > /dev/null; then echo "$page"; return; fi
        done
        echo 0
      }
      second=$(page_of '^(Gates|1\. Threat)$') annex=$(page_of '^Evidence annex$')
      printed=$((printed + 1))
      if [ "$second" -ne 2 ] || [ "$annex" -ne 3 ]; then
        failed=$((failed + 1))
        echo "FAILED: $name: second side from page $second, annex from page $annex of $pages"
      fi
    done
  done
done
echo "$printed printed, $failed not on two sides"
[ "$failed" -eq 0 ]
