#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The promise: the scoreboard is served at no less than 0.4 of the rate of the health check.

Usage: bench/http.py COMITY NODE_FOLDER [SECONDS]
Starts the server on a free port of the loopback and asks it with wrk (Debian package `wrk`), 64
connections, for at most 5 s a time. Both addresses are asked in turn, so that both meet the same
machine; a browser accepts gzip, so the scoreboard is asked for both ways.
"""

import re
import signal
import statistics
import subprocess
import sys

CONNECTIONS = 64
PROMISED = 0.4
ROUNDS = 3
REQUESTS = [("health", "/api/v1/health", []),
            ("scoreboard, gzip", "/api/v1/scoreboard", ["-H", "Accept-Encoding: gzip"]),
            ("scoreboard, plain", "/api/v1/scoreboard", [])]
UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def ask(base, path, fields, seconds):
    """Requests a second, 99th percentile of the answer's time in ms, errors."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *fields, base + path]
    out = subprocess.run(command, capture_output=True, text=True, check=True,
                         timeout=seconds + 20).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    errors = re.findall(r"(?:Non-2xx or 3xx responses|Socket errors): (.*)", out)
    return rate, float(number) * UNITS_MS[unit], errors


def measure(base, seconds):
    """For each address its (rate, 99th percentile) in every round."""
    rounds = {name: [] for name, _, _ in REQUESTS}
    for _ in range(ROUNDS):
        for name, path, fields in REQUESTS:
            rate, p99, errors = ask(base, path, fields, seconds)
            if errors:
                sys.exit(f"{name}: {errors}")
            rounds[name].append((rate, p99))
    return rounds


def ratio_to_health(rounds, name):
    """The median over rounds of the rate divided by health's in the same round."""
    return statistics.median(rate / health for (rate, _), (health, _)
                             in zip(rounds[name], rounds["health"]))


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    seconds = min(int(sys.argv[3]), 5) if len(sys.argv) == 4 else 5
    server = subprocess.Popen([sys.argv[1], "--dir", sys.argv[2], "serve", "--port", "0"],
                              stdout=subprocess.PIPE, text=True)
    try:
        base = re.search(r"http://[\d.:]+", server.stdout.readline())[0]
        rounds = measure(base, seconds)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)
    for name, measured in rounds.items():
        rate = statistics.median(rate for rate, _ in measured)
        p99 = max(p99 for _, p99 in measured)
        print(f"{name:18} {rate:10.0f} requests/s   worst p99 {p99:6.2f} ms   "
              f"{ratio_to_health(rounds, name):5.2f} of health")
    kept = ratio_to_health(rounds, "scoreboard, gzip") >= PROMISED  # what browsers ask for
    print(f"the promise of {PROMISED} is {'kept' if kept else 'BROKEN'}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
