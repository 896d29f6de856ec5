# SPDX-License-Identifier: Apache-2.0
"""Every refusal of an act, of a rule and of the record's chain stands in at least one scenario."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# Scripts are files, not acts: src/acts/script.test.cpp has their refusals.
sources = [
    path
    for path in sorted((root / "src/acts").glob("*.cpp")) + [root / "src/record/entry.cpp"]
    if not path.name.endswith(".test.cpp") and path.name != "script.cpp"
]
REFUSAL = re.compile(r'refuse(?:_author)?\(\s*"([a-z-]+\.[a-z-]+)"')
EXPECTED = re.compile(r"-> ([a-z-]+\.[a-z-]+)")

codes = {}
for path in sources:
    for code in REFUSAL.findall(path.read_text(encoding="utf-8")):
        codes.setdefault(code, path.name)
# The reader of entries refuses through a helper of its own.
codes.setdefault("entry.malformed", "entry.cpp")

seen = set()
for path in sorted((root / "tests/scenarios").glob("*.scenario")):
    seen.update(EXPECTED.findall(path.read_text(encoding="utf-8")))

missing = sorted(set(codes) - seen)
for code in missing:
    print(f"{code} ({codes[code]}) is refused in no scenario")
print(f"{len(codes)} refusal codes, {len(missing)} without a scenario")
sys.exit(1 if missing or len(codes) < 40 else 0)
