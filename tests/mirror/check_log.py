#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second checker of a published log, written from the texts alone and sharing nothing with ours.

RFC 6962 section 2.1 (tree), C2SP signed-note, tlog-checkpoint and tlog-tiles. Signatures are those of
python3-cryptography.
"""
import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(data):
    return hashlib.sha256(data).digest()


def tree_hash(leaves):
    """MTH of a list of leaf hashes."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:]))


def open_note(note, vkey):
    """The text of a note that the key has signed."""
    name, key_id, encoded = vkey.split("+", 2)
    typed = base64.b64decode(encoded, validate=True)
    assert typed[0] == 1 and len(typed) == 33, "an Ed25519 key"
    assert sha256(name.encode() + b"\n" + typed)[:4].hex() == key_id, "the key's id"
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    signed = False
    for line in signatures.splitlines():
        dash, signer, payload = line.split(" ")
        assert dash == "\u2014", "a signature line"
        payload = base64.b64decode(payload, validate=True)
        if (signer, payload[:4].hex()) == (name, key_id):
            Ed25519PublicKey.from_public_bytes(typed[1:]).verify(payload[4:], text.encode())
            signed = True
    assert signed, "the log's signature"
    return text


def numbered(index):
    """1234067 is x001/x234/067."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups)


def tile_names(level, count):
    """The tiles that hold `count` hashes (or entries) of a level: path and width."""
    for index in range(count // 256):
        yield f"tile/{level}/{numbered(index)}", 256
    if count % 256:
        yield f"tile/{level}/{numbered(count // 256)}.p/{count % 256}", count % 256


def entries_of(bundle):
    entries = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        assert len(bundle) >= 2 + length, "a whole entry"
        entries.append(bundle[2:2 + length])
        bundle = bundle[2 + length:]
    return entries


def check_log(fetch, vkey):
    """Fetches the whole log by `fetch(path)` and checks it. Size and every path fetched."""
    paths = ["checkpoint"]

    def get(path):
        paths.append(path)
        return fetch(path)

    lines = open_note(fetch("checkpoint").decode(), vkey).splitlines()
    assert len(lines) == 3 and lines[0] == vkey.split("+")[0], "origin, size, root"
    size = int(lines[1])
    assert str(size) == lines[1]
    leaves = []
    for path, width in tile_names("entries", size):
        entries = entries_of(get(path))
        assert len(entries) == width, path
        leaves += [sha256(b"\x00" + entry) for entry in entries]
    assert base64.b64encode(tree_hash(leaves)).decode() == lines[2], "the root"
    level, hashes = 0, leaves
    while hashes:
        for number, (path, width) in enumerate(tile_names(level, len(hashes))):
            assert get(path) == b"".join(hashes[number * 256:number * 256 + width]), path
        hashes = [tree_hash(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1
    return size, paths
