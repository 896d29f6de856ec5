#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of a page of the book and compares what they print.

In a block marked ```console each line that begins with "$ " is run, all by one shell, as a reader would
run them; the lines after it are what must appear. "…" in an expected line stands for any text, a line "…"
alone for any lines. A block marked ```toml file=NAME (or csv, …) is written to that file, in the folder where
the shell is by then.

run_book.py PAGE COMITY_PROGRAM
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading


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


class Shell:
    """One shell for a whole page: it stays in the folder, and keeps the variables, of the line before."""

    END = "end-of-command-7f3a"
    PATIENCE_S = 60

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(["bash", "--norc", "--noprofile"], cwd=folder, env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        self.folder = folder

    def run(self, command):
        """(exit code, what was printed)"""
        alarm = threading.Timer(self.PATIENCE_S, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write(
                f"{{ {command}\n}} </dev/null\nprintf '%s %d %s\\n' {self.END} $? \"$PWD\"\n".encode())
            self.process.stdin.flush()
            return self.read()
        finally:
            alarm.cancel()

    def read(self):
        printed = ""
        for line in self.process.stdout:
            before, end, after = line.decode().partition(self.END + " ")
            printed += before
            if end:
                code, self.folder = after.rstrip("\n").split(" ", 1)
                return int(code), printed
        return self.process.wait(), printed + f"(the shell ended, or took more than {self.PATIENCE_S} s)\n"

    def close(self):
        self.process.kill()
        self.process.communicate()


def run(page_path, program):
    page = pathlib.Path(page_path).read_text(encoding="utf-8")
    environment = dict(os.environ, PATH=f"{pathlib.Path(program).resolve().parent}:{os.environ['PATH']}",
                       NO_COLOR="1", COLUMNS="100")
    ran = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        reader = pathlib.Path(folder, "reader")  # so that what is beside it is temporary too
        reader.mkdir()
        shell = Shell(str(reader), environment)
        for info, lines, start in blocks(page):
            named = re.search(r"file=(\S+)", info)
            if named:
                pathlib.Path(shell.folder, named[1]).write_text("\n".join(lines) + "\n",
                                                                encoding="utf-8")
            if not info.startswith("console"):
                continue
            for command, expected, number in commands(lines, start):
                code, printed = shell.run(command)
                ran += 1
                if not pattern(expected).fullmatch(printed):
                    failed += 1
                    print(f"{page_path}:{number}: $ {command}\nexpected:\n" + "\n".join(expected) +
                          f"\nprinted (exit {code}):\n{printed}")
        shell.close()
    print(f"book: {ran - failed} passed, {failed} failed")
    return failed or not ran


if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1], sys.argv[2]) else 0)
