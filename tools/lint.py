#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on our C++; .clang-tidy says which checks.

lint.py FILE...          these files; for a header, one that includes it
lint.py --all            every file that is built, the benchmarks too
lint.py --changed BASE   what changed since a commit; everything if the checks themselves changed
lint.py --test           tests this script

Most of the time goes into headers of others, so files of a folder are read together, as one unit
that includes them: but for the static analyser, seventeen files take as long as one. Files that
cannot be read together, for they have private things of the same name, go to another unit.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/lint"  # configured, not built
JOBS = os.cpu_count() or 2
UNIT_FILES_MAX = 8  # so that there is work for all cores
ENTRIES = ["main", "LLVMFuzzerTestOneInput"]  # of each program; a unit may hold many
OFF_IN_UNITS = ["-bugprone-suspicious-include"]  # a unit includes .cpp files
# A test is to be read, not to be fast; and it runs under the sanitizers.
OFF_IN_TESTS = ["-performance-*", "-clang-analyzer-*"]
EVERYTHING = {".clang-tidy", "tools/lint.py"}  # with another one of these everything is another


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def flags_of_files():
    """What the build says of each file: where headers lie, and definitions."""
    configured = run("cmake", "--preset", "dev", "-B", BUILD, "-DCOMITY_BENCH=ON")
    if configured.returncode:
        sys.exit(configured.stdout + configured.stderr)
    flags = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        kept = [" ".join(words[i:i + 2]) if word == "-isystem" else word for i, word in enumerate(words)
                if word == "-isystem" or word.startswith(("-I", "-D", "-std="))]
        path = pathlib.Path(entry["file"])
        if path.is_relative_to(ROOT) and not path.is_relative_to(BUILD):
            flags[str(path.relative_to(ROOT))] = kept
    return flags


def group_of(path):
    """Files of one folder go together, and so do its tests."""
    folder = str(pathlib.PurePath(path).parent) if path.startswith("src/") else path.split("/")[0]
    return folder.replace("/", "_") + ("_tests" if path.endswith(".test.cpp") else "")


def unit_text(paths):
    lines = []
    for number, path in enumerate(paths):
        lines += [f"#define {entry} {entry}_{number}" for entry in ENTRIES]
        lines += [f'#include "{ROOT / path}"']
        lines += [f"#undef {entry}" for entry in ENTRIES]
    return "\n".join(lines) + "\n"


class Unit:
    def __init__(self, name, number, paths, flags):
        # By this name the static analyser knows that what is included is code too.
        self.file = BUILD / "units" / f"UnifiedSource_{name}_{number}.cpp"
        self.paths = paths
        self.checks = ",".join(OFF_IN_UNITS + (OFF_IN_TESTS if name.endswith("tests") else []))
        self.flags = [word for flag in flags for word in flag.split(" ", 1)]
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(unit_text(paths))

    def files_with_errors(self):
        """The files that the compiler does not understand, at all or after those before."""
        compiled = run("clang++-19", "-fsyntax-only", "-w", "-ferror-limit=0", *self.flags, self.file)
        if compiled.returncode == 0:
            return []
        bad = {match for match in re.findall(r"^(\S+?):\d+:\d+: (?:fatal )?error:", compiled.stderr, re.M)}
        found = [path for path in self.paths if str(ROOT / path) in bad]
        if not found or found[0] == self.paths[0]:
            sys.exit(compiled.stderr)
        return found

    def findings(self):
        linted = run("clang-tidy-19", f"--config-file={ROOT / '.clang-tidy'}", "--quiet",
                     f"--checks={self.checks}", self.file, "--", *self.flags,
                     "-Wno-unknown-warning-option", "-w")
        if linted.returncode and not linted.stdout:
            return linted.stderr
        return linted.stdout


def lint_group(name, paths, flags):
    """Findings in the files of a group, in as few units as can be; and the seconds it took."""
    begin = time.monotonic()
    findings, number = "", 0
    while paths:
        number += 1
        unit = Unit(name, number, paths, flags)
        later = unit.files_with_errors()
        if later:
            unit = Unit(name, number, [path for path in paths if path not in later], flags)
        findings += unit.findings()
        paths = later
    return findings, time.monotonic() - begin


def groups_of(paths):
    """Name and files of each group, the large ones first."""
    folders = collections.defaultdict(list)
    for path in paths:
        folders[group_of(path)].append(path)
    groups = [(f"{part // UNIT_FILES_MAX + 1}_{name}", members[part:part + UNIT_FILES_MAX])
              for name, members in folders.items() for part in range(0, len(members), UNIT_FILES_MAX)]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0]))


def with_headers(paths, known, text_of):
    """The known files among these; for a header the .cpp beside it, or one that includes it."""
    wanted = {path for path in paths if path in known}
    for header in (path for path in paths if path.endswith(".h")):
        name = re.sub(r"^src/", "", header)
        users = sorted(path for path in known if f'#include "{name}"' in text_of(path))
        beside = header.removesuffix(".h") + ".cpp"
        wanted |= {beside} if beside in users else set(users[:1])
    return sorted(wanted)


def changed_since(base):
    """What changed, also what is not committed; None if that is everything."""
    differing = run("git", "diff", "--name-only", "--diff-filter=d", base, "--")
    if differing.returncode:
        print(f"lint: there is no commit {base} to compare with, so all is linted")
        return None
    paths = differing.stdout.splitlines()
    return None if EVERYTHING & set(paths) else paths


def lint(paths, flags):
    faulty = False
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        tasks = {}
        for name, members in groups_of(paths):
            together = dict.fromkeys(flag for path in members for flag in flags[path])
            tasks[pool.submit(lint_group, name, members, list(together))] = f"{name} ({len(members)})"
        for task in concurrent.futures.as_completed(tasks):
            findings, seconds = task.result()
            print(f"lint: {tasks[task]}: {seconds:.0f} s", flush=True)
            print(findings.replace(f"{ROOT}/", ""), end="", flush=True)
            faulty |= bool(findings.strip())
    return 1 if faulty else 0


def test():
    assert group_of("src/base/json.cpp") == "src_base"
    assert group_of("src/base/json.test.cpp") == "src_base_tests"
    assert group_of("src/engines/trade/x.cpp") == "src_engines_trade"
    assert group_of("tests/http/x.cpp") == group_of("tests/kill/x.cpp") == "tests"
    assert [len(members) for _, members in groups_of([f"src/a/{i}.cpp" for i in range(19)])] == [8, 8, 3]
    texts = {"src/a/x.cpp": '#include "a/x.h"\n', "src/b/y.cpp": '#include "a/x.h"\n', "src/b/z.cpp": ""}
    assert with_headers(["src/a/x.h"], texts, texts.get) == ["src/a/x.cpp"]
    assert with_headers(["src/b/y.h"], texts, texts.get) == []
    other = texts | {"src/a/x.cpp": ""}
    assert with_headers(["src/a/x.h"], other, other.get) == ["src/b/y.cpp"]
    assert with_headers(["src/b/z.cpp", "docs/x.md"], texts, texts.get) == ["src/b/z.cpp"]
    assert unit_text(["a.cpp", "b.cpp"]).count("#undef main\n") == 2


def main(arguments):
    if arguments == ["--test"]:
        return test()
    flags = flags_of_files()
    paths = list(flags) if arguments == ["--all"] else arguments
    if len(arguments) == 2 and arguments[0] == "--changed":
        paths = changed_since(arguments[1])
        paths = list(flags) if paths is None else paths
    return lint(with_headers(paths, flags, lambda path: (ROOT / path).read_text()), flags)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
