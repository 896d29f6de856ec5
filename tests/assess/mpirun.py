#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever the number of threads and processes, an assessment has the same bytes, and is printed
once: mpirun.py COMITY. 77: there is no mpirun here, or comity was built without Open MPI."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
DRAWS = "23"  # no number of processes divides it


def run(command, folder, expected=0):
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=100, check=False)
    assert done.returncode == expected, f"{command}: {done.returncode}\n{done.stderr.decode()}"
    return done.stdout


def main(comity):
    plugin = pathlib.Path(comity).resolve().parent.parent / "lib" / "comity" / "comity_mpi.so"
    mpirun = shutil.which("mpirun")
    if not mpirun or not plugin.is_file():
        print(f"skipped: mpirun or {plugin.name} is not here")
        return SKIPPED
    several = [mpirun, "--allow-run-as-root", "--oversubscribe", "-n"]
    with tempfile.TemporaryDirectory(prefix="comity.") as folder:
        run([comity, "init", "node", "--example", "sco"], folder)
        node = os.path.join(folder, "node")
        assess = [comity, "assess", "trade", "opening-10", "--draws", DRAWS, "--json"]
        alone = run([*assess, "--threads", "1"], node)
        assert alone.count(b'"engine"') == 1 and b'"real_income_p95"' in alone
        assert run([*assess, "--threads", "1"], node) == alone, "twice"
        assert run([*assess, "--threads", "2"], node) == alone, "two threads"
        for ranks in ("2", "3"):
            assert run([*several, ranks, *assess, "--threads", "1"], node) == alone, f"{ranks} processes"
        refused = run([*several, "2", comity, "assess", "trade", "none.toml", "--json"], node, expected=1)
        assert refused.count(b"file.absent") == 1, "a refusal is said once"
        # Only the second process has no such file: nobody waits for it, and the first says why.
        lame = f'[ "$OMPI_COMM_WORLD_RANK" = 0 ] || cd ..; exec "{comity}" trade simulate here.toml'
        scenario = pathlib.Path(node, "scenarios", "central-asia-10.toml")
        pathlib.Path(node, "here.toml").write_bytes(scenario.read_bytes())
        shutil.copy(scenario.with_name("world-2019.csv"), node)
        run([*several, "2", "sh", "-c", lame], node, expected=1)
    print("the same bytes from 1, 2 and 3 processes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
