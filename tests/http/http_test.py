# SPDX-License-Identifier: Apache-2.0
"""What the server does to well-meant and to hostile bytes, on the wire.

Usage: http_test.py HTTP_TEST_SERVER [unittest arguments]. Loopback only; every wait has an end.
"""

import contextlib
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

SERVER = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""
WAIT = 10.0  # seconds, for anything
REQUEST_TIMEOUT = 1.0  # as in test_server.cpp
IDLE_TIMEOUT = 2.0
HOST = b"Host: test\r\n"
HEALTH = b"GET /api/v1/health HTTP/1.1\r\n" + HOST


class Server:
    """A server of its own, with pages, in a temporary folder."""

    def __init__(self, *arguments):
        self.folder = tempfile.TemporaryDirectory(prefix="comity-http-")
        pages = {"index.html": "<p>first" + " page" * 1000, "assets/main-1.js": "let a = 1;",
                 "large.txt": "0123456789" * 400_000}
        for name, text in pages.items():
            path = os.path.join(self.folder.name, "web", name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.process = subprocess.Popen([SERVER, self.folder.name, *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        if not first.strip().isdigit():
            raise RuntimeError(first + self.process.stderr.read())
        self.port = int(first)

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def stop(self, how=signal.SIGTERM):
        """Ends it and returns its exit code, what it said, and how long it took."""
        self.process.send_signal(how)
        return self.wait()

    def wait(self):
        """The same, for one that was told to end."""
        started = time.monotonic()
        try:
            out, error = self.process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, error = self.process.communicate()
        self.folder.cleanup()
        return self.process.returncode, out, error, time.monotonic() - started


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def refusal(self):
        return json.loads(self.body)["refusal"]["code"]


class Reader:
    """Takes one answer after another from a connection."""

    def __init__(self, client):
        self.client, self.bytes = client, b""

    def more(self):
        piece = self.client.recv(65536)
        self.bytes += piece
        return bool(piece)

    def answer(self, head_only=False):
        while b"\r\n\r\n" not in self.bytes:
            if not self.more():
                if self.bytes:
                    raise AssertionError("the connection ended within an answer")
                return None
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        lines = head.decode("ascii").split("\r\n")
        fields = {}
        for line in lines[1:]:
            name, value = line.split(": ", 1)
            assert name.lower() not in fields, name + " is given twice"
            fields[name.lower()] = value
        length = 0 if head_only else int(fields.get("content-length", "0"))
        while len(self.bytes) < length:
            if not self.more():
                raise AssertionError("the connection ended within a body")
        body, self.bytes = self.bytes[:length], self.bytes[length:]
        return Answer(int(lines[0].split(" ")[1]), fields, body)

    def is_at_end(self):
        try:
            return not self.bytes and not self.more()
        except ConnectionResetError:
            return True


class HttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        code, out, error, _ = cls.server.stop()
        assert code == 0 and out == "stopped\n", (code, out, error)

    @contextlib.contextmanager
    def talk(self, request=b""):
        with self.server.connect() as client:
            if request:
                client.sendall(request)
            yield client, Reader(client)

    def ask(self, request, head_only=False):
        with self.talk(request) as (_, reader):
            return reader.answer(head_only)

    def get(self, path, *fields, method="GET"):
        lines = [f"{method} {path} HTTP/1.1", "Host: test", *fields]
        return self.ask("\r\n".join(lines).encode() + b"\r\n\r\n", head_only=method == "HEAD")

    def refused(self, request, status):
        """The answer has (one of) the status and is JSON, and the connection ends after it."""
        with self.talk() as (client, reader):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                client.sendall(request)
            answer = reader.answer()
            self.assertIsNotNone(answer)
            self.assertIn(answer.status, status if isinstance(status, tuple) else (status,))
            self.assertEqual(answer.fields["connection"], "close")
            self.assertTrue(answer.refusal().startswith("http."))
            self.assertTrue(reader.is_at_end())
            return answer

    def still_serves(self):
        answer = self.get("/api/v1/health")
        self.assertEqual((answer.status, json.loads(answer.body)["status"]), (200, "ok"))


class Reading(HttpTest):
    def test_an_answer_has_the_fields_it_should(self):
        fields = self.get("/api/v1/scoreboard").fields
        self.assertEqual(fields["content-type"], "application/json")
        self.assertEqual(fields["cache-control"], "no-cache")
        self.assertRegex(fields["etag"], r'^"[0-9a-f]{32}"$')
        self.assertRegex(fields["date"], r"^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$")
        self.assertIn("default-src 'self'", fields["content-security-policy"])
        self.assertEqual(fields["x-content-type-options"], "nosniff")
        self.assertEqual(fields["referrer-policy"], "no-referrer")

    def test_head_is_get_without_the_body(self):
        for path in ["/api/v1/health", "/", "/log/checkpoint", "/api/v1/pledges/absent"]:
            full, head = self.get(path), self.get(path, method="HEAD")
            self.assertEqual(head.status, full.status)
            for name in ["content-length", "content-type", "etag"]:
                self.assertEqual(head.fields.get(name), full.fields.get(name))
        with self.talk(b"HEAD / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n") as (_, reader):
            reader.answer(head_only=True)
            self.assertTrue(reader.is_at_end())

    def test_304_for_who_has_it(self):
        for path in ["/api/v1/scoreboard", "/", "/log/tile/0/000.p/5"]:
            tag = self.get(path).fields["etag"]
            answer = self.get(path, "If-None-Match: " + tag)
            self.assertEqual((answer.status, answer.fields["etag"]), (304, tag))
            self.assertNotIn("content-length", answer.fields)
            self.assertEqual(self.get(path, 'If-None-Match: "other"').status, 200)

    def test_ranges(self):
        answer = self.get("/large.txt", "Range: bytes=10-15")
        self.assertEqual((answer.status, answer.body), (206, b"012345"))
        self.assertEqual(answer.fields["content-range"], "bytes 10-15/4000000")
        answer = self.get("/log/tile/0/000.p/5", "Range: bytes=-32")
        self.assertEqual((answer.status, len(answer.body)), (206, 32))
        answer = self.get("/large.txt", "Range: bytes=4000000-")
        self.assertEqual(answer.status, 416)
        self.assertEqual(answer.fields["content-range"], "bytes */4000000")

    def test_gzip_is_sent_to_those_who_accept_it(self):
        for path in ["/", "/api/v1/openapi.json"]:  # longer than the least that is packed
            plain = self.get(path, "Accept-Encoding: gzip;q=0")
            packed = self.get(path, "Accept-Encoding: br, gzip")
            self.assertEqual(packed.fields["content-encoding"], "gzip")
            self.assertEqual(packed.fields["vary"], "Accept-Encoding")
            self.assertEqual(plain.fields["vary"], "Accept-Encoding")
            self.assertNotIn("content-encoding", plain.fields)
            self.assertEqual(gzip.decompress(packed.body), plain.body)
            self.assertNotEqual(packed.fields["etag"], plain.fields["etag"])

    def test_pages_views_and_what_is_absent(self):
        self.assertEqual(self.get("/").fields["content-type"], "text/html; charset=utf-8")
        self.assertEqual(self.get("/pledges/seats").body, self.get("/").body)
        self.assertIn("immutable", self.get("/assets/main-1.js").fields["cache-control"])
        absent = self.get("/absent.js")
        self.assertEqual((absent.status, absent.fields["content-type"][:9]), (404, "text/html"))

    def test_the_api_refuses_in_json(self):
        for path, status, code in [("/api/v1/pledges/absent", 404, "pledge.unknown"),
                                   ("/api/v1/absent", 404, "path.unknown"),
                                   ("/api/v1/scoreboard?as_of=x", 400, "query.date"),
                                   ("/api/v1/scoreboard?x=1", 400, "query.unknown"),
                                   ("/api/v1/%zz", 400, "target.escape")]:
            answer = self.get(path)
            self.assertEqual((answer.status, answer.refusal()), (status, code))
            self.assertEqual(answer.fields["content-type"], "application/json")

    def test_the_log_and_its_tiles(self):
        note = self.get("/log/checkpoint")
        self.assertEqual(note.fields["content-type"], "text/plain; charset=utf-8")
        self.assertEqual(note.body.split(b"\n")[:2], [b"log.test.example", b"5"])
        self.assertEqual(len(self.get("/log/tile/0/000.p/5").body), 160)
        self.assertEqual(self.get("/log/tile/0/000").status, 404)

    def test_no_path_leads_out(self):
        for path in ["/../node/comity.toml", "/log/../keys/depositary.key", "/%2e%2e/x",
                     "/log/tile/0/..%2f..%2f..%2fkeys%2fdepositary.key", "/..%5cx.key",
                     "/log/..%2f..%2fkeys%2fdepositary.key", "//etc/passwd", "/web/../node/x.key"]:
            answer = self.get(path)
            self.assertIn(answer.status, (400, 404), path)
            self.assertNotIn(b"comity/key", answer.body)

    def test_methods(self):
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"]:
            answer = self.get("/api/v1/health", method=method)
            self.assertEqual((answer.status, answer.refusal()), (405, "http.method"))
            self.assertEqual(answer.fields["allow"], "GET, HEAD, OPTIONS")
        answer = self.get("/api/v1/health", method="OPTIONS")
        self.assertEqual((answer.status, answer.fields["allow"]), (204, "GET, HEAD, OPTIONS"))
        self.assertNotIn("content-length", answer.fields)
        self.assertEqual(self.get("/", method="get").status, 405)

    def test_a_fault_is_500_and_the_server_lives_on(self):
        path = os.path.join(self.server.folder.name, "node/log/tile/2/000.p/7")
        os.makedirs(path)  # a folder where a file should be
        answer = self.get("/log/tile/2/000.p/7")
        self.assertEqual((answer.status, answer.refusal()), (500, "server.fault"))
        self.assertNotIn(b"000.p", answer.body)
        self.still_serves()


class Connections(HttpTest):
    def test_many_requests_on_one_connection(self):
        with self.talk() as (client, reader):
            for _ in range(50):
                client.sendall(HEALTH + b"\r\n")
                answer = reader.answer()
                self.assertEqual((answer.status, answer.fields["connection"]), (200, "keep-alive"))

    def test_pipelined_requests_are_answered_in_order(self):
        paths = ["/api/v1/health", "/absent.js", "/log/checkpoint", "/api/v1/x", "/"] * 20
        request = b"".join(b"GET " + p.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n" for p in paths)
        with self.talk(request) as (_, reader):
            statuses = [reader.answer().status for _ in paths]
        self.assertEqual(statuses, [200, 404, 200, 404, 200] * 20)

    def test_a_body_does_not_become_the_next_request(self):
        inner = b"GET /absent.js HTTP/1.1\r\n" + HOST + b"\r\n"
        sized = HEALTH + b"Content-Length: %d\r\n\r\n" % len(inner) + inner
        chunked = HEALTH + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(inner) + inner
        chunked += b"\r\n0\r\n\r\n"
        with self.talk(sized + chunked + HEALTH + b"\r\n") as (_, reader):
            self.assertEqual([reader.answer().status for _ in range(3)], [200, 200, 200])

    def test_a_request_in_single_bytes(self):
        with self.talk() as (client, reader):
            for byte in HEALTH + b"\r\n":
                client.sendall(bytes([byte]))
            self.assertEqual(reader.answer().status, 200)

    def test_half_closed_clients_get_all_their_answers(self):
        with self.talk(HEALTH + b"\r\n" + HEALTH + b"\r\n") as (client, reader):
            client.shutdown(socket.SHUT_WR)
            self.assertEqual([reader.answer().status for _ in range(2)], [200, 200])
            self.assertTrue(reader.is_at_end())

    def test_clients_that_go_away_are_forgotten(self):
        for request in [b"", b"GET", HEALTH, HEALTH + b"Content-Length: 9\r\n\r\nabc"]:
            with self.talk(request) as (client, reader):
                client.shutdown(socket.SHUT_WR)
                self.assertIsNone(reader.answer())
            with self.talk(request) as (client, _):
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.still_serves()

    def test_connection_close_and_http_1_0(self):
        for request, status in [(HEALTH + b"Connection: close\r\n\r\n", 200),
                                (b"GET /api/v1/health HTTP/1.0\r\n\r\n", 200)]:
            with self.talk(request) as (_, reader):
                answer = reader.answer()
                self.assertEqual((answer.status, answer.fields["connection"]), (status, "close"))
                self.assertTrue(reader.is_at_end())
        with self.talk(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") as (_, reader):
            self.assertEqual(reader.answer().fields["connection"], "keep-alive")

    def test_idle_connections_cost_others_nothing(self):
        with contextlib.ExitStack() as stack:
            for _ in range(200):
                stack.enter_context(self.server.connect())
            started = time.monotonic()
            for _ in range(50):
                self.still_serves()
            self.assertLess(time.monotonic() - started, 2.0)

    def test_idle_connections_are_closed_in_time(self):
        with self.talk(HEALTH + b"\r\n") as (_, reader):
            reader.answer()
            started = time.monotonic()
            self.assertTrue(reader.is_at_end())
            self.assertAlmostEqual(time.monotonic() - started, IDLE_TIMEOUT, delta=1.0)

    def test_slow_requests_are_closed(self):
        started = time.monotonic()
        with contextlib.ExitStack() as stack:
            clients = [stack.enter_context(self.server.connect()) for _ in range(100)]
            for client in clients:
                client.sendall(HEALTH)
            stop = threading.Event()

            def drip():
                while not stop.wait(0.2):
                    for client in clients:
                        with contextlib.suppress(OSError):
                            client.sendall(b"X: y\r\n")

            dripper = threading.Thread(target=drip)
            dripper.start()
            try:
                self.still_serves()
                for client in clients:
                    self.assertTrue(Reader(client).is_at_end())
            finally:
                stop.set()
                dripper.join()
        self.assertLess(time.monotonic() - started, 5 * REQUEST_TIMEOUT)

    def test_a_slow_body_is_closed_too(self):
        with self.talk(HEALTH + b"Content-Length: 100\r\n\r\nabc") as (_, reader):
            self.assertTrue(reader.is_at_end())

    def test_who_reads_nothing_does_not_hold_up_others(self):
        with contextlib.ExitStack() as stack:
            for _ in range(20):
                client = stack.enter_context(self.server.connect())
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.sendall((b"GET /large.txt HTTP/1.1\r\n" + HOST + b"\r\n") * 20)
            for _ in range(20):
                self.still_serves()


class Malformed(HttpTest):
    def test_two_framings_are_refused(self):
        body = b"0\r\n\r\n"
        both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        swapped = b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"
        for fields in [both, swapped]:
            self.refused(HEALTH + fields + b"\r\n" + body, 400)
        for lengths in [b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: 5, 6\r\n",
                        b"Content-Length: +5\r\n", b"Content-Length: -5\r\n",
                        b"Content-Length: 0x5\r\n", b"Content-Length: \r\n",
                        b"Content-Length: 99999999999999999999999\r\n"]:
            self.refused(HEALTH + lengths + b"\r\n" + body, 400)

    def test_transfer_encodings_other_than_chunked_never_pass(self):
        for value in [b"gzip", b"chunked, gzip", b"xchunked", b"identity", b"\"chunked\"",
                      b"chunked, identity", b"chunked\r\nTransfer-Encoding: chunked"]:
            self.refused(HEALTH + b"Transfer-Encoding: " + value + b"\r\n\r\n0\r\n\r\n", 400)
        old = b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        self.refused(old, 400)

    def test_malformed_chunks_are_refused(self):
        for body in [b"x\r\n", b"-1\r\n", b"5\nabcde\r\n0\r\n\r\n", b"5\r\nabcdefgh\r\n0\r\n\r\n",
                     b"ffffffffffffffffff\r\n"]:
            self.refused(HEALTH + b"Transfer-Encoding: chunked\r\n\r\n" + body, 400)

    def test_bare_line_feeds_are_refused(self):
        self.refused(b"GET / HTTP/1.1\nHost: test\n\n", 400)
        self.refused(b"GET / HTTP/1.1\r\nHost: test\n\r\n", 400)
        self.refused(b"GET / HTTP/1.1\r\nHost: test\r\nX: a\rb\r\n\r\n", 400)

    def test_malformed_fields_are_refused(self):
        for field in [b"X : y\r\n", b": y\r\n", b"X\r\n", b"X: a\0b\r\n",
                      b"X(: y\r\n", b"\xff: y\r\n"]:
            self.refused(b"GET / HTTP/1.1\r\n" + HOST + field + b"\r\n", 400)

    def test_malformed_request_lines_are_refused(self):
        for line in [b"GET / x HTTP/1.1", b"GET  / HTTP/1.1", b" GET / HTTP/1.1", b"G\0T / HTTP/1.1",
                     b"GET /\0 HTTP/1.1", b"GET / HTTP/1.1 ", b"GET /", b"\x16\x03\x01\x02\x00\x01",
                     b"GET / HTTX/1.1", b"GET / http/1.1", b"GET /\t HTTP/1.1"]:
            self.refused(line + b"\r\n" + HOST + b"\r\n", (400, 505))

    def test_a_folded_field_is_one_field(self):
        """RFC 9112, 5.2: a server may take a folded line as a space."""
        with self.talk(b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n") as (_, reader):
            self.assertEqual(reader.answer().status, 200)

    def test_other_versions_are_refused(self):
        for version in [b"HTTP/2.0", b"HTTP/1.2", b"HTTP/0.9", b"HTTP/3.0"]:
            self.refused(b"GET / " + version + b"\r\n" + HOST + b"\r\n", 505)
        self.refused(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)

    def test_exactly_one_host(self):
        self.refused(b"GET / HTTP/1.1\r\n\r\n", 400)
        self.refused(b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400)

    def test_expectations_are_not_met(self):
        self.refused(HEALTH + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", 417)

    def test_large_headers_are_refused(self):
        self.refused(HEALTH + b"X: " + b"a" * 65536 + b"\r\n\r\n", 431)
        self.refused(HEALTH + b"".join(b"X%d: y\r\n" % i for i in range(8000)) + b"\r\n", 431)

    def test_long_targets_are_refused(self):
        for length in [5_000, 9_000, 100_000]:
            line = b"GET /" + b"a" * length + b" HTTP/1.1\r\n"
            self.refused(line + HOST + b"\r\n", 414)

    def test_large_bodies_are_refused(self):
        size = 200_000
        post = b"POST /api/v1/health HTTP/1.1\r\n" + HOST
        self.refused(post + b"Content-Length: %d\r\n\r\n" % size + b"a" * size, 413)
        self.refused(post + b"Content-Length: 99999999999\r\n\r\n", 413)
        chunk = b"1000\r\n" + b"a" * 4096 + b"\r\n"
        self.refused(post + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 50, 413)

    def test_a_body_within_the_limit_is_read_and_ignored(self):
        post = b"POST /api/v1/health HTTP/1.1\r\n" + HOST
        with self.talk(post + b"Content-Length: 65536\r\n\r\n" + b"a" * 65536) as (client, reader):
            self.assertEqual(reader.answer().status, 405)
            client.sendall(HEALTH + b"\r\n")
            self.assertEqual(reader.answer().status, 200)

    def test_random_bytes_do_no_harm(self):
        state = 1
        for _ in range(200):
            noise = bytearray(HEALTH + b"Content-Length: 3\r\n\r\nabc" + HEALTH + b"\r\n")
            for _ in range(6):
                state = (state * 1103515245 + 12345) % 2**31
                noise[state // 7 % len(noise)] = state // 65536 % 256
            with self.talk(bytes(noise)) as (client, reader):
                client.shutdown(socket.SHUT_WR)
                for _ in range(3):
                    answer = reader.answer()
                    if answer is None:
                        break
                    self.assertNotEqual(answer.status, 500)
        self.still_serves()


class Ending(unittest.TestCase):
    def test_signals_end_the_server_and_idle_connections(self):
        for how in [signal.SIGINT, signal.SIGTERM]:
            server = Server()
            with server.connect() as idle, server.connect() as used:
                used.sendall(HEALTH + b"\r\n")
                reader = Reader(used)
                self.assertEqual(reader.answer().status, 200)
                code, out, _, seconds = server.stop(how)
                self.assertEqual((code, out), (0, "stopped\n"))
                self.assertLess(seconds, 1.5)
                self.assertTrue(reader.is_at_end())
                self.assertTrue(Reader(idle).is_at_end())

    def test_an_answer_under_way_is_finished(self):
        server = Server()
        with server.connect() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            client.sendall(b"GET /large.txt HTTP/1.1\r\n" + HOST + b"\r\n")
            reader = Reader(client)
            reader.more()
            server.process.send_signal(signal.SIGTERM)
            answer = reader.answer()
            self.assertEqual(len(answer.body), 4_000_000)
            self.assertTrue(reader.is_at_end())
        self.assertEqual(server.wait()[0], 0)  # a second signal could meet it after its handlers

    def test_connections_beyond_the_limit_are_turned_away(self):
        server = Server("8")
        with contextlib.ExitStack() as stack:
            held = [stack.enter_context(server.connect()) for _ in range(8)]
            for client in held:
                client.sendall(HEALTH + b"\r\n")
                self.assertEqual(Reader(client).answer().status, 200)
            with server.connect() as ninth:
                reader = Reader(ninth)
                answer = reader.answer()
                self.assertEqual((answer.status, answer.refusal()), (503, "http.busy"))
                self.assertTrue(reader.is_at_end())
            held[0].close()
            deadline = time.monotonic() + WAIT
            while time.monotonic() < deadline:
                with server.connect() as again:
                    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                        again.sendall(HEALTH + b"\r\n")
                        if Reader(again).answer().status == 200:
                            break
                time.sleep(0.05)
            else:
                self.fail("a place that was given back was not used")
        self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    if not SERVER:
        sys.exit(__doc__)
    unittest.main()
