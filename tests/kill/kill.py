# SPDX-License-Identifier: Apache-2.0
"""kill.py PROGRAM: kills it (append.cpp) 100 times at random moments while it appends to one log;
each time, nothing that it acknowledged may be missing and the log must verify."""

import random
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = 100
SECONDS_MAX = 50


def append_until_killed(program, folder, delay, patient):
    """The size of the log that was acknowledged last, or None if it died before that. With
    `patient`, the delay begins at the first acknowledgement: a busy machine starts slowly."""
    child = subprocess.Popen([program, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = child.stdout.readline() if patient else b""
    time.sleep(delay)
    child.kill()
    out, err = child.communicate()
    out = first + out
    if err:
        sys.exit("it failed before it was killed: " + err.decode())
    lines = out.decode().split("\n")[:-1]  # what follows the last newline was not written whole
    return int(lines[-1]) if lines else None


def main(program):
    chance = random.Random(20)
    folder = tempfile.mkdtemp(prefix="comity-kill-")
    acknowledged = 0
    kills_in_work = 0
    start = time.monotonic()
    for done in range(1, ROUNDS + 1):
        size = append_until_killed(program, folder, chance.uniform(0.001, 0.08), done % 3 > 0)
        kills_in_work += size is not None
        acknowledged = max(acknowledged, size or 0)
        check = subprocess.run([program, folder, "check", str(acknowledged)], capture_output=True)
        if check.returncode != 0:
            sys.exit(f"after kill {done}: {check.stderr.decode()} (the log is in {folder})")
        if time.monotonic() - start > SECONDS_MAX:
            break
    shutil.rmtree(folder)
    print(f"{done} kills, {kills_in_work} of them amid appending, {acknowledged} entries acknowledged")
    if kills_in_work < done // 2:
        sys.exit("most kills came too early to show anything")


main(sys.argv[1])
