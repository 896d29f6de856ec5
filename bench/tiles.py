#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The promise: the log's tiles are served at no less than half the rate of nginx on the same files.

Usage: bench/tiles.py COMITY NODE_FOLDER [SECONDS]
Starts `comity serve` and nginx (Debian package `nginx-light`) on free ports of the loopback, and asks each
in turn with wrk, 64 connections. nginx twice, and the faster counts: as packaging/nginx-mirror.conf has it,
its rate limits raised, and as a bare file server (sendfile, files kept open, no checks).
"""
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

CONNECTIONS = 64
PROMISED = 0.5
ROUNDS = 5
SITE = pathlib.Path(__file__).resolve().parent.parent / "packaging/nginx-mirror.conf"
MAIN = """daemon off; worker_processes auto; pid {0}/nginx.pid; error_log {0}/error.log;
{1}events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3;
uwsgi_temp_path {0}/t4; scgi_temp_path {0}/t5; keepalive_requests 100000000; include {0}/site.conf; }}
"""


def ask(base, path, seconds):
    """Requests a second, of answers that are all 200."""
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", base + path],
                         capture_output=True, text=True, check=True, timeout=seconds + 20).stdout
    if re.search(r"Non-2xx|Socket errors", out):
        sys.exit(f"{base}{path}: {out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nginx(folder, node):
    port, bare = free_port(), free_port()
    text = SITE.read_text()
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("rate=500r/s", "rate=1000000r/s"),
                     ("burst=1000", "burst=1000000"), ("root /var/lib/comity-mirror;", f"root {node};")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    text += (f"server {{ listen 127.0.0.1:{bare}; root {node}; sendfile on; tcp_nopush on; "
             "open_file_cache max=1000 inactive=60s; }\n")
    (folder / "site.conf").write_text(text)
    user = "user root;\n" if pathlib.Path.home() == pathlib.Path("/root") else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder, user))
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf",
                                "-e", folder / "error.log"])
    time.sleep(1)
    return process, [f"http://127.0.0.1:{port}", f"http://127.0.0.1:{bare}"]


def tiles_of(node):
    """The widest tile of leaf hashes and the widest bundle."""
    log = node / "log"
    for folder in ("tile/0", "tile/entries"):
        files = [file for file in (log / folder).rglob("*") if file.is_file()]
        yield "/log/" + str(max(files, key=lambda file: file.stat().st_size).relative_to(log))


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    node = pathlib.Path(sys.argv[2]).resolve()
    seconds = min(int(sys.argv[3]), 5) if len(sys.argv) == 4 else 3
    with tempfile.TemporaryDirectory() as name:
        nginx, beside = start_nginx(pathlib.Path(name), node)
        server = subprocess.Popen([sys.argv[1], "--dir", node, "serve", "--port", "0"],
                                  stdout=subprocess.PIPE, text=True)
        kept = True
        try:
            base = re.search(r"http://[\d.:]+", server.stdout.readline())[0]
            for path in tiles_of(node):
                rounds = [[ask(where, path, seconds) for where in (base, *beside)]
                          for _ in range(ROUNDS)]
                ours, mirror, bare = (statistics.median(rates) for rates in zip(*rounds))
                ratio = statistics.median(rates[0] / max(rates[1:]) for rates in rounds)
                kept = kept and ratio >= PROMISED
                print(f"{path}: {ours:.0f} requests/s, nginx as mirror {mirror:.0f}, bare {bare:.0f}: "
                      f"{ratio:.2f} of the faster")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=10)
            nginx.terminate()
            nginx.wait(timeout=10)
    print(f"the promise of {PROMISED} is {'kept' if kept else 'BROKEN'}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
