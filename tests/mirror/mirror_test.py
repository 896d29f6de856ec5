#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A public mirror: nginx with packaging/nginx-mirror.conf over a record, on the loopback.

mirror_test.py COMITY_VERIFY MAKE_RECORD CONFIGURATION
Exits with 77 where nginx or python3-cryptography is not installed.
"""
import gzip
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

try:
    from check_log import check_log
except ImportError as missing:
    print(missing)
    sys.exit(77)

VERIFY, MAKE, CONFIGURATION = sys.argv[1:4]
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")

MAIN = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  include {folder}/mirror.conf;
}}
"""


def replaced(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mirror:
    """Our own nginx; stopped by its process, and no other."""

    def __init__(self, folder, served, **changes):
        self.port = free_port()
        text = pathlib.Path(CONFIGURATION).read_text()
        text = replaced(text, "listen 80;", f"listen 127.0.0.1:{self.port};")
        text = replaced(text, "root /var/lib/comity-mirror;", f"root {served};")
        for old, new in changes.items():
            text = replaced(text, old, new)
        (folder / "mirror.conf").write_text(text)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
        self.process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf",
                                         "-e", folder / "error.log"])
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, (folder / "error.log").read_text()
                time.sleep(0.05)
        sys.exit("nginx does not answer")

    def ask(self, target, method="GET", **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, target, headers={k.replace("_", "-"): v for k, v in fields.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    def fetch(self, path):
        status, _, body = self.ask("/log/" + path)
        assert status == 200, (path, status)
        return body

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)


def check_whole_log(mirror, folder, key):
    """The log as fetched holds, for the checker here and for comity-verify."""
    size, paths = check_log(mirror.fetch, key)
    assert size == 300 and len(paths) == 6, (size, paths)
    copy = folder / "copy"
    for path in paths:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(mirror.fetch(path))
    said = subprocess.run([VERIFY, "--key", key, copy], capture_output=True, text=True, timeout=60)
    assert said.returncode == 0 and "It holds." in said.stdout, said
    return paths


def check_fields(mirror):
    for path, kind, cached in (("checkpoint", "text/plain; charset=utf-8", "public, max-age=2"),
                               ("tile/0/000", "application/octet-stream", "immutable"),
                               ("tile/1/000.p/1", "application/octet-stream", "immutable"),
                               ("tile/entries/001.p/44", "application/octet-stream", "immutable")):
        status, fields, body = mirror.ask("/log/" + path)
        assert status == 200 and fields["Content-Type"] == kind, (path, status, fields["Content-Type"])
        assert cached in fields["Cache-Control"] and len(fields.get_all("Cache-Control")) == 1, path
        assert fields["X-Content-Type-Options"] == "nosniff" and "sandbox" in fields["Content-Security-Policy"]
        assert fields["Access-Control-Allow-Origin"] == "*" and fields["Server"] == "nginx", path
        assert "Content-Encoding" not in fields, path
        headed, also, nothing = mirror.ask("/log/" + path, "HEAD")
        assert headed == 200 and not nothing and also["Content-Length"] == str(len(body)), path
        assert mirror.ask("/log/" + path, If_None_Match=fields["ETag"])[0] == 304, path
        status, fields, part = mirror.ask("/log/" + path, Range="bytes=1-4")
        assert status == 206 and part == body[1:5], path


def check_gzip(mirror):
    """A bundle is pressed for whoever accepts it; tiles and the checkpoint never."""
    plain = mirror.fetch("tile/entries/000")
    status, fields, pressed = mirror.ask("/log/tile/entries/000", Accept_Encoding="gzip")
    assert status == 200 and fields["Content-Encoding"] == "gzip" and fields["Vary"] == "Accept-Encoding"
    assert gzip.decompress(pressed) == plain and len(pressed) < len(plain) / 2
    assert mirror.ask("/log/tile/entries/000")[1]["Vary"] == "Accept-Encoding"
    for path in ("tile/0/000", "checkpoint"):
        assert "Content-Encoding" not in mirror.ask("/log/" + path, Accept_Encoding="gzip")[1], path


def check_nothing_else(mirror, served):
    log = served / "log"
    (log / "journal").touch()
    assert (log / "lock").exists() and (log / "tile/0/000").exists()
    (served / "secret").write_text("secret")
    (log / "tile/0/005").symlink_to(served / "secret")
    (log / "tile/0/006").mkdir()
    (log / "tile/2").symlink_to(log / "tile/1")
    for target in ("/", "/log", "/log/", "/log/tile", "/log/tile/", "/log/tile/0/", "/log/tile/0/000.p/",
                   "/log/journal", "/log/lock", "/secret", "/log/tile/0/002", "/log/tile/0/001.p/0",
                   "/log/tile/0/001.p/256", "/log/tile/0/001.p/044", "/log/tile/0/001.p/45",
                   "/log/tile/00/000", "/log/tile/64/000", "/log/tile/0/0", "/log/tile/0/x000/000",
                   "/log/tile/0/005", "/log/tile/0/006", "/log/tile/0/006/", "/log/tile/2/000.p/1",
                   "//log/checkpoint", "/log//checkpoint", "/log/checkpoint/", "/log/Checkpoint",
                   "/log/tile/0/000%00", "/log/tile/0/..%2f..%2f..%2fsecret", "/log/checkpoint%0a"):
        status, fields, body = mirror.ask(target)
        assert status in (400, 404) and b"secret" not in body, (target, status)
        assert status == 400 or fields["Cache-Control"] == "no-store", target
        assert b"Index of" not in body and fields.get("Location") is None, target
    assert mirror.ask("/../secret")[0] == 400
    assert mirror.ask("/log/checkpoint?x=1")[0] == 400
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
        assert mirror.ask("/log/checkpoint", method)[0] == 405, method


def check_growth(mirror, served):
    """Another checkpoint is seen at once, not what nginx remembers."""
    checkpoint = served / "log/checkpoint"
    before = checkpoint.read_bytes()
    (served / "log/next").write_bytes(b"another\n")
    (served / "log/next").replace(checkpoint)
    assert mirror.fetch("checkpoint") == b"another\n"
    checkpoint.write_bytes(before)


def check_rate(mirror):
    answers = [mirror.ask("/log/checkpoint")[0] for _ in range(30)]
    assert answers[0] == 200 and answers.count(429) >= 10, answers
    assert mirror.ask("/log/checkpoint")[1]["Cache-Control"] == "no-store"


def check_altered(key, log):
    """The checker itself tells a bad log from a good one."""
    def fetch_altered(altered):
        return lambda path: bytes([(log / path).read_bytes()[0] ^ 1]) + (log / path).read_bytes()[1:] \
            if path == altered else (log / path).read_bytes()

    for path in check_log(fetch_altered(""), key)[1]:
        try:
            check_log(fetch_altered(path), key)
        except Exception:  # whatever it says
            continue
        raise AssertionError(path + " was altered, and it holds")


def main():
    if not NGINX:
        print("there is no nginx here")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([MAKE, folder / "records"], check=True)
        key = (folder / "records/log.key").read_text()
        served = folder / "served"
        shutil.copytree(folder / "records/good", served / "log")
        check_altered(key, served / "log")
        mirror = Mirror(folder, served)
        try:
            paths = check_whole_log(mirror, folder, key)
            check_fields(mirror)
            check_gzip(mirror)
            check_growth(mirror, served)
            check_nothing_else(mirror, served)
        finally:
            mirror.stop()
        mirror = Mirror(folder, served, **{"rate=500r/s": "rate=1r/s", "burst=1000": "burst=9"})
        try:
            check_rate(mirror)
        finally:
            mirror.stop()
    print(f"the mirror serves a log of {len(paths)} files that holds, and nothing else")


main()
