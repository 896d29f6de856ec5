#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of a page of the book and compares what they print.

In a block marked ```console each line that begins with "$ " is run by the shell; the lines after it are
what must appear. "…" in an expected line stands for any text, a line "…" alone for any lines.
A block marked ```toml file=NAME (or csv, …) is written to that file first.

run_book.py PAGE COMITY_PROGRAM
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks(page):
    """(info, lines, number of the first line) of each fenced block."""
    info, lines, start = None, [], 0
    for number, line in enumerate(page.splitlines(), 1):
        if line.startswith("```"):
            if info is None:
                info, lines, start = line[3:], [], number + 1
            else:
                yield info, lines, start
                info = None
        elif info is not None:
            lines.append(line)


def commands(lines, start):
    """(command, expected lines, line number) of a console block."""
    command, expected, number = None, [], start
    for offset, line in enumerate(lines):
        if line.startswith("$ "):
            if command is not None:
                yield command, expected, number
            command, expected, number = line[2:], [], start + offset
        elif command is not None and command.endswith("\\"):
            command = command[:-1] + line.strip()
        else:
            expected.append(line)
    if command is not None:
        yield command, expected, number


def pattern(expected):
    parts = []
    for line in expected:
        if line == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*".join(re.escape(part) for part in line.split("…")) + r"[ ]*\n")
    return re.compile("".join(parts))


def run(page_path, program):
    page = pathlib.Path(page_path).read_text(encoding="utf-8")
    environment = dict(os.environ, PATH=f"{pathlib.Path(program).parent}:{os.environ['PATH']}",
                       NO_COLOR="1", COLUMNS="100")
    ran = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for info, lines, start in blocks(page):
            named = re.search(r"file=(\S+)", info)
            if named:
                pathlib.Path(folder, named[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
            if not info.startswith("console"):
                continue
            for command, expected, number in commands(lines, start):
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, timeout=60,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                ran += 1
                printed = done.stdout.decode()
                if not pattern(expected).fullmatch(printed):
                    failed += 1
                    print(f"{page_path}:{number}: $ {command}\nexpected:\n" + "\n".join(expected) +
                          f"\nprinted (exit {done.returncode}):\n{printed}")
    print(f"book: {ran - failed} passed, {failed} failed")
    return failed or not ran


if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1], sys.argv[2]) else 0)
