#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails if a generated page is not what the program prints: compare.py PAGE COMMAND..."""
import difflib
import pathlib
import subprocess
import sys

page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
printed = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, check=True).stdout.decode()
difference = list(difflib.unified_diff(page.splitlines(), printed.splitlines(),
                                       sys.argv[1], " ".join(sys.argv[2:]), lineterm=""))
print("\n".join(difference[:40]))
if difference:
    sys.exit("write it anew: tools/check --update-docs")
print("1 passed, 0 failed")
