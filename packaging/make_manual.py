#!/usr/bin/env python3
"""Manual pages and completions for bash, zsh and fish, from the program's own option records.

    packaging/make_manual.py PROGRAM FOLDER

FOLDER gets man1/handover.1, man1/handover-COMMAND.1, bash/handover, zsh/_handover and fish/handover.fish. Equal programs give equal files.
"""
import json
import os
import re
import subprocess
import sys

VALUE = {"whole number": "NUMBER", "number": "NUMBER", "text": "TEXT", "list": "TEXT...", "file to write": "FILE", "folder to write into": "FOLDER"}


def roff(text):
    """Nothing in a text is taken for a request, and dashes are those of options."""
    return "\n".join(("\\&" + line if line[:1] in (".", "'") else line) for line in text.replace("\\", "\\e").replace("-", "\\-").split("\n"))


def is_place(option):
    return not option["name"].startswith("-")


def value_of(option):
    if option["type"] == "flag":
        return ""
    return "|".join(option["choices"]) if option.get("choices") else VALUE.get(option["type"], "VALUE")


def number(value):
    return f"{int(value):,}" if value == int(value) else f"{value:g}"


def detail(option):
    parts = [option["help"] + "."]
    if option.get("initial") not in (None, ""):
        parts.append(f"Without it: {option['initial']}.")
    if "low" in option and "high" in option:
        parts.append(f"From {number(option['low'])} to {number(option['high'])}.")
    for key, words in (("needs", "Needs"), ("excludes", "Not together with")):
        if option.get(key):
            parts.append(f"{words} {', '.join(option[key])}.")
    return " ".join(parts)


def synopsis(command):
    words = [f"\\fBhandover {roff(command['name'])}\\fR"]
    for option in command["options"]:
        name = f"\\fI{roff(option['name'])}\\fR" if is_place(option) else ""
        if name:
            words.append(name if option.get("required") else f"[{name}]")
    for option in command["options"]:
        if not is_place(option) and option.get("required"):
            words.append(f"\\fB{roff(option['name'])}\\fR \\fI{roff(value_of(option))}\\fR")
    return " ".join(words + ["[\\fIOPTIONS\\fR]"])


def examples_of(command):
    return command.get("footer", "").strip()


def page_of(command, version):
    name = f"handover-{command['name']}"
    lines = [f'.TH "{name.upper()}" 1 "" "handover {version}" "User Commands"', ".SH NAME", roff(f"{name} - {command['help'][0].lower()}{command['help'][1:]}"),
             ".SH SYNOPSIS", synopsis(command), ".SH OPTIONS"]
    for option in command["options"]:
        value = value_of(option)
        head = f"\\fI{roff(option['name'])}\\fR" if is_place(option) else f"\\fB{roff(option['name'])}\\fR" + (f" \\fI{roff(value)}\\fR" if value else "")
        lines += [".TP", head, roff(detail(option))]
    if examples_of(command):
        lines += [".SH EXAMPLES", ".nf", roff(re.sub(r"^Examples?:\n", "", examples_of(command))), ".fi"]
    lines += [".SH EXIT STATUS", "0 done, 1 a finding, 2 bad input, 3 internal error, 130 interrupted.", ".SH SEE ALSO", ".BR handover (1)"]
    return "\n".join(lines) + "\n"


def main_page(commands, version):
    lines = [f'.TH "HANDOVER" 1 "" "handover {version}" "User Commands"', ".SH NAME",
             "handover \\- timelines for handing security from a coalition to its host nation", ".SH SYNOPSIS",
             "\\fBhandover\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]", ".SH DESCRIPTION",
             roff("A mission is a folder of tables. The commands check it, assess threat, partner, needs and talks, simulate plans and search for the\n"
                  "timelines that may be best. The same folder, day, seed and options give the same figures on any x86-64 processor."), ".SH COMMANDS"]
    for command in commands:
        lines += [".TP", f".BR handover\\-{roff(command['name'])} (1)", roff(command["help"])]
    return "\n".join(lines) + "\n"


def bash(commands):
    lines = ["# Completion of handover for bash; made from its option records.", "_handover() {",
             '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}" options="" choices=""',
             "  if ((COMP_CWORD == 1)); then",
             f"    COMPREPLY=($(compgen -W '{' '.join(c['name'] for c in commands)} --help --version' -- \"$word\"))", "    return", "  fi", '  case "$command" in']
    for command in commands:
        names = " ".join(o["name"] for o in command["options"] if not is_place(o))
        lines.append(f"    {command['name']})\n      options='{names} --help'")
        chosen = [o for o in command["options"] if o.get("choices")]
        if chosen:
            lines.append('      case "$before" in')
            lines += [f"        {o['name']}) choices='{' '.join(o['choices'])}' ;;" for o in chosen]
            lines.append("      esac")
        lines.append("      ;;")
    lines += ["  esac", '  if [[ -n "$choices" ]]; then', '    COMPREPLY=($(compgen -W "$choices" -- "$word"))', '  elif [[ "$word" == -* ]]; then',
              '    COMPREPLY=($(compgen -W "$options" -- "$word"))', "  else", '    COMPREPLY=($(compgen -f -- "$word"))', "  fi", "}", "complete -o filenames -F _handover handover", ""]
    return "\n".join(lines)


def zsh_text(text):
    return text.replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def zsh(commands):
    lines = ["#compdef handover", "# Made from the program's option records.", "_handover() {", "  local -a commands", "  commands=("]
    lines += [f"    '{command['name']}:{zsh_text(command['help'])}'" for command in commands]
    lines += ["  )", "  if ((CURRENT == 2)); then", "    _describe command commands", "    return", "  fi", "  local command=$words[2]", "  shift words; ((CURRENT--))", "  case $command in"]
    for command in commands:
        lines.append(f"    {command['name']})\n      _arguments \\")
        for option in command["options"]:
            if is_place(option):
                continue
            value = "" if option["type"] == "flag" else f":value:({' '.join(option['choices'])})" if option.get("choices") else ":value:_files"
            lines.append(f"        '{option['name']}[{zsh_text(option['help'])}]{value}' \\")
        lines.append("        '*:file:_files'\n      ;;")
    return "\n".join(lines + ["  esac", "}", '_handover "$@"', ""])


def fish(commands):
    quoted = lambda text: text.replace("\\", "\\\\").replace("'", "\\'")
    lines = ["# Completion of handover for fish; made from its option records.", "complete -c handover -n __fish_use_subcommand -f"]
    for command in commands:
        lines.append(f"complete -c handover -n __fish_use_subcommand -a {command['name']} -d '{quoted(command['help'])}'")
        for option in command["options"]:
            if is_place(option):
                continue
            value = "" if option["type"] == "flag" else f" -x -a '{' '.join(option['choices'])}'" if option.get("choices") else " -r"
            lines.append(f"complete -c handover -n '__fish_seen_subcommand_from {command['name']}' -l {option['name'][2:]} -d '{quoted(option['help'])}'{value}")
    return "\n".join(lines) + "\n"


def main():
    program, folder = sys.argv[1:]
    commands = json.loads(subprocess.run([program, "commands", "--json"], check=True, capture_output=True, text=True).stdout)["commands"]
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip().partition("+")[0]
    files = {"man1/handover.1": main_page(commands, version), "bash/handover": bash(commands), "zsh/_handover": zsh(commands), "fish/handover.fish": fish(commands)}
    files.update({f"man1/handover-{command['name']}.1": page_of(command, version) for command in commands})
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
