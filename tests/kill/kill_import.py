# SPDX-License-Identifier: Apache-2.0
"""kill_import.py PROGRAM: kills it (import.cpp) 100 times at random moments while it imports into one
folder; each time, the vintage there must be whole, and what was left behind must go."""

import random
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = 100
SECONDS_MAX = 50


def import_until_killed(program, folder, delay):
    """How many imports were done, the first of which the delay begins after."""
    child = subprocess.Popen([program, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = child.stdout.readline()
    time.sleep(delay)
    child.kill()
    out, err = child.communicate()
    if err or not first:
        sys.exit("it failed before it was killed: " + err.decode())
    return (first + out).count(b"\n")


def main(program):
    chance = random.Random(20)
    folder = tempfile.mkdtemp(prefix="comity-kill-")
    imports = left_behind = 0
    start = time.monotonic()
    for done in range(1, ROUNDS + 1):
        imports += import_until_killed(program, folder, chance.uniform(0, 0.12))
        check = subprocess.run([program, folder, "check"], capture_output=True)
        if check.returncode != 0:
            sys.exit(f"after kill {done}: {check.stderr.decode()} (the files are in {folder})")
        left_behind += int(check.stdout)
        if time.monotonic() - start > SECONDS_MAX:
            break
    shutil.rmtree(folder)
    print(f"{done} kills, {imports} imports done, {left_behind} half files left behind and removed")
    if left_behind < done // 2:
        sys.exit("most kills came between imports and show nothing")


main(sys.argv[1])
