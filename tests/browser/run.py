#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the browser tests against two real servers: run.py COMITY WEB_FOLDER

One has the example association and is only read; people sign in and write at the other.
Exits with 77 (skipped) where the pages are not built: make web/dist/index.html.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from consulting_node import ConsultingNode


def serve(comity, node):
    """A server for the node in this folder, and its address."""
    server = subprocess.Popen([comity, "serve", "--dir", node, "--port", "0"],
                              stdout=subprocess.PIPE, text=True)
    return server, re.search(r"http://\S+", server.stdout.readline())[0]


def stop(server):
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()


def main(comity, web):
    if not pathlib.Path(web, "dist", "index.html").exists():
        print("skipped: web.browser (the pages are not built; make web/dist/index.html)")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        example = os.path.join(folder, "sco")
        subprocess.run([comity, "init", example, "--example", "sco"], check=True,
                       stdout=subprocess.DEVNULL)
        desk = ConsultingNode(comity, os.path.join(folder, "desk"))
        servers = []
        try:
            variables = dict(os.environ, COMITY_DESK_PASSWORDS=json.dumps(desk.passwords))
            for name, node in [("COMITY_URL", example), ("COMITY_DESK_URL", desk.folder)]:
                server, variables[name] = serve(comity, node)
                servers.append(server)
            return subprocess.run(["npm", "--prefix", web, "run", "--silent", "test:browser"],
                                  env=variables, timeout=900).returncode
        finally:
            for server in servers:
                stop(server)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
