# SPDX-License-Identifier: Apache-2.0
"""A node with two parties, people in every role and a running server, for tests of the desk."""

import http.client
import json
import os
import signal
import subprocess
import tempfile

ROLES = ["observe", "draft", "act", "hold-keys"]
WAIT = 30.0  # seconds, for anything


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def json(self):
        return json.loads(self.body)

    def code(self):
        return self.json()["refusal"]["code"]


class Node:
    """A record of CHN and IND, served on loopback."""

    def __init__(self, program, people=()):
        self.program = os.path.abspath(program)
        self.temporary = tempfile.TemporaryDirectory(prefix="comity-desk-")
        self.folder = os.path.join(self.temporary.name, "node")
        self.passwords = {}
        self.process = None
        self.run("init", self.folder, "--origin", "desk.test.example", at=self.temporary.name)
        self.run("found", "--name", "A test", "--founded", "2001-06-15", "--languages", "en")
        for party in ["CHN", "IND"]:
            self.run("admit", "--party", party, "--status", "member", "--from", "2001-06-15")
            key = self.run("keys", "make", party).strip()
            self.run("register-key", "--party", party, "--key", key)
        for name, party, role in people:
            self.add(name, party, role)

    def run(self, *words, at=None, code=0):
        done = subprocess.run([self.program, *words], cwd=at or self.folder, text=True,
                              capture_output=True, timeout=WAIT, check=False)
        if done.returncode != code:
            raise AssertionError(f"{words}: {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def add(self, name, party, role):
        self.passwords[name] = self.run("people", "add", name, "--party", party, "--role",
                                        role).strip()

    def start(self, *words):
        # Below, what it says would be read with the line that names the port.
        self.process = subprocess.Popen(
            [self.program, "serve", "--port", "0", *words], cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = self.process.stdout.readline()
        if "http://" not in first:
            raise AssertionError(first + self.process.stderr.read())
        self.port = int(first.strip().rsplit(":", 1)[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, error = self.process.communicate(timeout=WAIT)
        code = self.process.returncode
        self.temporary.cleanup()
        assert (code, error) == (0, ""), (code, error)


class Client:
    """A browser, more or less: it keeps cookies and sends Origin and the session's token."""

    def __init__(self, node):
        self.node, self.cookies, self.token = node, {}, None

    def send(self, method, path, body=None, fields=None, raw=None):
        """`fields` replaces what the browser would send; a field that is None is left out."""
        head = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()) or None}
        if method != "GET":
            head["Origin"] = self.node.origin
            head["X-Comity-Token"] = self.token
        data = json.dumps(body).encode() if body is not None else raw
        if data is not None:
            head["Content-Type"] = "application/json"
        head.update(fields or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=WAIT)
        try:
            connection.request(method, path, data,
                               {n: v for n, v in head.items() if v is not None})
            reply = connection.getresponse()
            self.keep(reply.headers.get_all("Set-Cookie") or [])
            return Answer(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def api(self, method, path, body=None, fields=None, raw=None):
        return self.send(method, "/api/v1" + path, body, fields, raw)

    def keep(self, lines):
        for line in lines:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies.pop(name, None)
            if "Max-Age=0" not in line:
                self.cookies[name] = value

    def sign_in(self, name, password=None, code=None):
        given = {"name": name, "password": password or self.node.passwords[name]}
        if code is not None:
            given["code"] = code
        answer = self.api("POST", "/session", given)
        if answer.status == 201:
            self.token = answer.json()["token"]
        return answer


def signed_in(node, name):
    client = Client(node)
    answer = client.sign_in(name)
    assert answer.status == 201, answer.body
    return client


def pledge(name, party="CHN", title="A thousand places"):
    """A valid act."""
    return {"kind": "pledge.make",
            "body": {"pledge": name, "kind": "pledge", "by": [party], "title": {"en": title},
                     "text": {"en": title}, "date": "2021-09-17",
                     "source": {"citation": "a test"}}}
