#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the model of the silence procedure (silence.pml) in every state that it can reach.

Needs spin and gcc; exits with 77 where spin is not installed. Each rule of the procedure is also
left out in turn, and then spin must find the run in which this does harm.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MODEL = pathlib.Path(__file__).resolve().parent / "silence.pml"

HOLDS = [  # what, how it is set, the temporal property where it is not an assertion
    ("one of four faulty, and the depositary", [], None),
    ("the same with an honest depositary", ["HONEST_DEPOSITARY"], None),
    ("all honest, no objection: adopted", ["FAULTY=0", "HONEST_DEPOSITARY", "NO_OBJECTION"],
     "adopted_in_the_end"),
    ("all honest, no other act: ends", ["FAULTY=0", "HONEST_DEPOSITARY", "NO_OTHER_ACT"], "ends"),
    ("one silent, no objection: adopted", ["SILENT", "HONEST_DEPOSITARY", "NO_OBJECTION"],
     "adopted_in_the_end"),
    ("one silent: ends", ["SILENT", "HONEST_DEPOSITARY"], "ends"),
]

BREAKS = [  # what is left out, how it is set, the property that it breaks
    ("a seal of two", ["QUORUM=2"], "ONE_HISTORY"),
    ("two of four faulty", ["FAULTY=2"], "ONE_HISTORY"),
    ("a member that forgets what it cosigned", ["FORGETS"], "ONE_HISTORY"),
    ("receipts that do not bind", ["NO_RECEIPT_RULE"], "HEARD"),
    ("receipts from two, one of them faulty", ["RECEIPTS=2"], "HEARD"),
    ("conclusions from a log that is not sealed", ["READS_UNSEALED"], "SETTLED"),
]


def run(folder, words, seconds=120):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=seconds)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.stdout}{done.stderr}")
    return done.stdout


def search(folder, settings, claim=None):
    """Whether the property holds in every state, and how many states there are."""
    run(folder, ["spin", "-a", *("-D" + word for word in settings), MODEL])
    safety = [] if claim else ["-DSAFETY", "-DNOCLAIM"]
    run(folder, ["gcc", "-O1", "-w", *safety, "-o", "pan", "pan.c"])
    said = run(folder, ["./pan", "-m10000", "-w21", *(["-a", "-N", claim] if claim else [])], 300)
    errors = int(re.search(r"errors: (\d+)", said)[1])
    states = int(re.search(r"(\d+) states, stored", said)[1])
    if "search depth too small" in said or (not errors and "Search not completed" in said):
        sys.exit(f"the search was not exhaustive: {said}")
    if errors and not claim and "assertion violated" not in said:
        sys.exit(f"another error than the one looked for: {said}")
    return errors == 0, states


def main():
    if not shutil.which("spin"):
        print("there is no spin here")
        sys.exit(77)
    os.environ["LC_ALL"] = "C"
    with tempfile.TemporaryDirectory() as folder:
        for what, settings, claim in HOLDS:
            holds, states = search(folder, settings, claim)
            print(f"{what}: {'holds' if holds else 'FAILS'} in {states} states")
            if not holds:
                sys.exit(run(folder, ["spin", "-t", "-p", *("-D" + word for word in settings), MODEL]))
        for what, settings, checked in BREAKS:
            holds, states = search(folder, [*settings, "CHECKED=" + checked])
            if holds:
                sys.exit(f"{what}: no harm found in {states} states: what is the rule for?")
            print(f"{what}: breaks {checked}, found after {states} states")
    print("the silence procedure keeps its promises, and needs each of its rules")


main()
