#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the browser tests against a real server with the example association: run.py COMITY WEB_FOLDER

Exits with 77 (skipped) where the pages are not built: make web/dist/index.html.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def main(comity, web):
    if not pathlib.Path(web, "dist", "index.html").exists():
        print("skipped: web.browser (the pages are not built; make web/dist/index.html)")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        node = os.path.join(folder, "sco")
        subprocess.run([comity, "init", node, "--example", "sco"], check=True,
                       stdout=subprocess.DEVNULL)
        server = subprocess.Popen([comity, "serve", "--dir", node, "--port", "0"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            url = re.search(r"http://\S+", server.stdout.readline())[0]
            return subprocess.run(["npm", "--prefix", web, "run", "--silent", "test:browser"],
                                  env=dict(os.environ, COMITY_URL=url), timeout=900).returncode
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
