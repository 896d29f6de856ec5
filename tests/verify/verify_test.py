#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""comity-verify on a good record, on tampered ones, and on proofs.

verify_test.py COMITY_VERIFY MAKE_RECORD [COMITY]
With the third, the example of the book as well.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

VERIFY, MAKE = sys.argv[1:3]

FAULTY = {  # the folder, and what it is refused for
    "thinned": "entry.chain at entry 4",
    "replayed": "entry.chain at entry 4",
    "reordered": "entry.chain at entry 3",
    "old-key": "entry.key at entry 5",
    "unknown-author": "entry.key at entry 4",
    "registered-twice": "verify.key at entry 4",
    "registered-by-party": "verify.key at entry 4",
    "key-of-another": "verify.key at entry 4",
    "bad-signature": "entry.bad-signature at entry 4",
    "no-entry": "note.malformed at entry 4",
    "no-founding": "verify.beginning at entry 0",
    "other-depositary": "verify.depositary at entry 0",
    "seal-of-a-fork": "seal.root at entry 5",
    "seal-of-the-future": "seal.size at entry 5",
    "seal-by-a-false-key": "note.bad-signature at entry 5",
    "seal-by-nobody": "seal.quorum at entry 5",
    "seal-without-the-log": "note.unsigned at entry 5",
    "seal-before-keys": "seal.sealers at entry 5",
    "seal-unreadable": "note.malformed at entry 5",
    "cosigner-of-another": "verify.key at entry 5",
    "handed-over-by-another": "verify.depositary at entry 5",
    "handed-over-and-kept": "verify.depositary at entry 5",
}


def run(*words):
    done = subprocess.run([VERIFY, *map(str, words)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def expect(code, said, *words):
    returned, out, err = run(*words)
    text = out if code < 2 else err
    assert returned == code and said in text, (words, returned, out, err)
    assert ("It holds." in out) == (code == 0) and ("NOT hold" in out) == (code == 1), out
    return out


def check_good(folder, key):
    out = expect(0, "300 entries", "--key", key, folder / "good")
    assert "signed by 3 authors" in out and "seal: NOT CHECKED" in out, out
    out = expect(0, "sealed 2026-01-01T00:00:10Z by 3 of 4: M10, M11, M12\n", "--key", key,
                 "--members", folder / "members", folder / "good")
    assert "  2026-01-01T00:00:12Z M12\n" in out, out


SEALS = """entered seals: 5
  entry 4: 4 entries, sealed 2026-01-01T00:00:40Z by the depositary alone
  entry 7: 7 entries, sealed 2026-01-01T00:01:10Z by 2 of 2: AAA, BBB
  entry 8: 7 entries, not sealed: cosigned by 1 of 2 (needs 2): BBB
  entry 10: 10 entries, sealed 2026-01-01T00:01:40Z by 2 of 2: AAA, BBB
  entry 11: 11 entries, sealed 2026-01-01T00:01:50Z by 2 of 2: AAA, BBB
"""


def check_entered_seals(folder, key):
    """Seals are told from the record itself, across a hand-over of the depositary."""
    now = (folder / "new-log.key").read_text()
    expect(0, SEALS, "--key", now, folder / "sealed")
    expect(1, "note.unsigned", "--key", key, folder / "sealed")
    expect(0, "entered seals: 0\n", "--key", key, folder / "good")


def check_altered_files(folder, key):
    """One bit of each published file, at several places; and each file absent."""
    good = folder / "good"
    files = [f for f in good.rglob("*") if f.is_file() and f.name not in ("lock", "journal")]
    assert len(files) >= 5, files
    for file in files:
        content = file.read_bytes()
        end = len(content) if file.name != "checkpoint" else content.index("\u2014".encode())
        for at in {0, end // 3, end // 2, end - 1}:
            altered = bytearray(content)
            altered[at] ^= 1
            file.write_bytes(altered)
            expect(1, ": expected ", "--key", key, good)
        file.unlink()
        expect(2 if file.name == "checkpoint" else 1, "", "--key", key, good)
        file.write_bytes(content)
    expect(0, "", "--key", key, good)


def check_proofs(folder, key):
    proof, entry = folder / "proof", folder / "entry"
    words = ["--key", key, "--proof", proof, "--entry", entry]
    out = expect(0, "entry 200: note.place 1 by AAA, 2026-01-01T00:03:20Z", *words)
    assert "signature: NOT CHECKED" in out, out
    author = (folder / "author.key").read_text()
    out = expect(0, "signature: good", *words, "--author-key", author, "--members", folder / "members")
    assert "by 3 of 4" in out, out
    expect(1, "entry.key", *words, "--author-key", (folder / "old-author.key").read_text())
    expect(1, "note.unsigned", "--key", author, *words[2:])
    for file in (proof, entry):
        content = file.read_bytes()
        for at in range(0, len(content), 7):
            altered = bytearray(content)
            altered[at] ^= 1
            file.write_bytes(altered)
            code, out, _ = run(*words)
            # signatures by keys that were not asked about may be anything
            assert code == 1 or at > content.find("\u2014 witness".encode()) > 0, (at, code, out)
        file.write_bytes(content)


def check_questions(folder, key):
    good = folder / "good"
    for words in ([], ["--key", key], [good], ["--key", key, good, good], ["--key", key, "--x", good],
                  ["--key", key, "--proof", "p"], ["--key", key, "--key", key, good], ["--key"],
                  ["--key", key, "--proof", "p", "--entry", "e", good], ["-h"],
                  ["--key", key, "--author-key", key, good]):
        expect(2, "comity-verify --key KEY", *words)
    expect(2, "key.malformed", "--key", "x", good)
    expect(2, "key.id", "--key", "x" + key, good)
    expect(2, "there is no file", "--key", key, folder / "absent")
    expect(2, "there is no file", "--key", key, "--proof", folder / "absent", "--entry", folder / "entry")
    expect(2, "seal.members", "--key", key, "--members", folder / "entry", good)
    assert not (folder / "absent").exists()


def check_members(folder, key):
    """Fewer than a quorum seal nothing, one member is told from several, a bad one is named."""
    lines = (folder / "members").read_text().splitlines(keepends=True)
    chosen = folder / "chosen"
    words = ["--key", key, "--members", chosen, folder / "good"]
    chosen.write_text(lines[0])
    expect(0, "seal: sealed 2026-01-01T00:00:10Z by the depositary alone\n", *words)
    chosen.write_text(lines[3] + lines[0])
    expect(0, "seal: not sealed: cosigned by 1 of 2 (needs 2): M10\n", *words)
    note = folder / "good" / "checkpoint"
    content = note.read_text()
    note.write_text(re.sub(r"(witness11 .{20}).", lambda m: m[1] + ("B" if m[0][-1] == "A" else "A"), content))
    expect(1, "note.bad-signature at M11", *words[:2], "--members", folder / "members", words[-1])
    note.write_text(content)


def check_example(comity, folder):
    subprocess.run([comity, "init", folder / "sco", "--example", "sco"], check=True, capture_output=True)
    stated = (folder / "sco/log/tile/entries/000.p").glob("*")
    key = re.search(r'"depositary":"([^"]+)"', next(stated).read_bytes().decode("latin-1"))[1]
    expect(0, "It holds.", "--key", key, folder / "sco/log")
    made = subprocess.run([comity, "prove", folder / "sco", "6", "--entry", folder / "entry-6"],
                          check=True, capture_output=True)
    (folder / "proof-6").write_bytes(made.stdout)
    expect(0, "entry 6: ", "--key", key, "--proof", folder / "proof-6", "--entry", folder / "entry-6")
    shutil.rmtree(folder / "sco/log/tile/0")
    expect(1, "log.damaged", "--key", key, folder / "sco/log")


with tempfile.TemporaryDirectory() as name:
    FOLDER = pathlib.Path(name)
    subprocess.run([MAKE, FOLDER], check=True)
    KEY = (FOLDER / "log.key").read_text()
    check_good(FOLDER, KEY)
    for fault, refusal in FAULTY.items():
        expect(1, refusal, "--key", KEY, FOLDER / fault)
    check_entered_seals(FOLDER, KEY)
    check_altered_files(FOLDER, KEY)
    check_proofs(FOLDER, KEY)
    check_questions(FOLDER, KEY)
    check_members(FOLDER, KEY)
    if len(sys.argv) > 3:
        check_example(sys.argv[3], FOLDER)
print("comity-verify tells good records and proofs from bad ones")
