# SPDX-License-Identifier: Apache-2.0
"""Asking other servers: what is believed, what is waited for, and for how long.

Usage: fetch_test.py FETCH [unittest arguments]. Loopback only. 77: openssl is not here.
"""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""


def certificate(folder, name, host):
    """A certificate that vouches for itself."""
    paths = [os.path.join(folder, f"{name}.{kind}") for kind in ("pem", "key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "10", "-subj", "/CN=" + host,
                    "-addext", "subjectAltName=" + host, "-out", paths[0], "-keyout", paths[1]],
                   check=True, capture_output=True)
    return paths


class Peer:
    """Answers every connection with the same bytes, piece by piece, and keeps what it was sent."""

    def __init__(self, *pieces, pause=0.0, tls=None, hold=0.0, version=None):
        self.pieces, self.pause, self.hold, self.heard = pieces, pause, hold, []
        self.tls = None
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*tls)
            if version:
                self.tls.minimum_version = self.tls.maximum_version = version
                self.tls.set_ciphers("ALL:@SECLEVEL=0")
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                with contextlib.suppress(OSError, ssl.SSLError):
                    self.answer(client)
                client.close()

    def answer(self, client):
        client.settimeout(10)
        if self.tls:
            client = self.tls.wrap_socket(client, server_side=True)
        self.heard.append(self.request(client))
        for piece in self.pieces:
            client.sendall(piece)
            time.sleep(self.pause)
        time.sleep(self.hold)
        client.close()

    @staticmethod
    def request(client):
        heard, end = b"", -1
        while end < 0 or len(heard) < end:
            piece = client.recv(65536)
            if not piece or piece.startswith(b"\x16"):  # TLS, to one who does not speak it
                return heard
            heard += piece
            if b"\r\n\r\n" in heard:
                head = heard.split(b"\r\n\r\n")[0]
                length = re.search(rb"Content-Length: (\d+)", head)
                end = len(head) + 4 + int(length[1] if length else 0)
        return heard

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)  # it ends the wait for the next connection
        self.socket.close()


def reply(body=b"hello", status=b"200 OK", fields=b""):
    return (b"HTTP/1.1 " + status + b"\r\nContent-Type: text/plain\r\nContent-Length: "
            + str(len(body)).encode() + b"\r\n" + fields + b"\r\n" + body)


def fetch(url, method="GET", body="", authorities="", deadline=5000, most=1 << 20):
    done = subprocess.run([PROGRAM, url, method, body, authorities, str(deadline), str(most)],
                          capture_output=True, timeout=30, check=True)
    return done.stdout.decode(errors="replace").split("\n", 3)


class Fetch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="comity-fetch-")
        cls.own = certificate(cls.folder.name, "own", "DNS:localhost")
        cls.address = certificate(cls.folder.name, "address", "IP:127.0.0.1")
        cls.others = certificate(cls.folder.name, "others", "DNS:other.example")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def of(self, peer, **more):
        return fetch(f"http://127.0.0.1:{peer.port}/a?b", **more)

    def test_a_reply_is_read_whatever_its_status(self):
        for status in [b"200 OK", b"404 Not Found", b"500 Oh", b"201 Created"]:
            with Peer(reply(status=status)) as peer:
                answer = self.of(peer)
                self.assertEqual(answer, [status[:3].decode(), "text/plain", "", "hello"])
                head = peer.heard[0].split(b"\r\n")
                self.assertEqual(head[0], b"GET /a?b HTTP/1.1")
                self.assertIn(b"Host: 127.0.0.1:%d" % peer.port, head)
                self.assertIn(b"X-Test: yes", head)

    def test_a_body_is_sent(self):
        with Peer(reply()) as peer:
            self.of(peer, method="POST", body="some text")
            self.assertTrue(peer.heard[0].endswith(b"\r\n\r\nsome text"))
            self.assertIn(b"Content-Length: 9\r\n", peer.heard[0])

    def test_redirections_are_told_and_not_followed(self):
        with Peer(reply(b"", b"302 Found", b"Location: http://127.0.0.1:1/\r\n")) as peer:
            self.assertEqual(self.of(peer)[:3], ["302", "text/plain", "http://127.0.0.1:1/"])
            self.assertEqual(len(peer.heard), 1)

    def test_chunks_are_joined_and_a_body_may_end_with_the_connection(self):
        with Peer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                  b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n", pause=0.02) as peer:
            self.assertEqual(self.of(peer)[3], "abcde")
        with Peer(b"HTTP/1.0 200 OK\r\n\r\nabc") as peer:
            self.assertEqual(self.of(peer)[3], "abc")

    def test_too_much_is_refused(self):
        endless = b"HTTP/1.0 200 OK\r\n\r\n" + b"a" * 200_000
        chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"a" * 4096
        for pieces in [(reply(b"a" * 1001),), (endless,), (chunked,),
                       (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",)]:
            with Peer(*pieces) as peer:
                self.assertEqual(self.of(peer, most=1000)[0], "fetch.too-large", pieces[0][:40])
        with Peer(reply(b"a" * 1000)) as peer:
            self.assertEqual(self.of(peer, most=1000)[0], "200")

    def test_what_is_not_http_is_refused(self):
        for junk in [b"SSH-2.0-x\r\n\r\n", b"\0" * 100, b"HTTP/9.9 200 OK\r\n\r\n",
                     b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX\r\n\r\n"]:
            with Peer(junk) as peer:
                self.assertEqual(self.of(peer)[0], "fetch.malformed", junk)
        for cut in [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", b"HTTP/1.1 200"]:
            with Peer(cut) as peer:
                self.assertIn(self.of(peer)[0], ("fetch.malformed", "fetch.unreachable"), cut)

    def test_the_deadline_is_for_all_of_it(self):
        drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"] + [b"a"] * 100
        for peer in [Peer(*drops, pause=0.1), Peer(hold=5)]:
            with peer:
                begun = time.monotonic()
                self.assertEqual(self.of(peer, deadline=600)[0], "fetch.deadline")
                self.assertLess(time.monotonic() - begun, 3)

    def test_nobody_there_is_said(self):
        self.assertEqual(fetch("http://127.0.0.1:1/")[0], "fetch.unreachable")
        self.assertEqual(fetch("http://name.invalid/")[0], "fetch.unreachable")
        self.assertEqual(fetch("ftp://127.0.0.1/")[0], "url.malformed")

    def test_a_certificate_for_the_name_is_believed(self):
        with Peer(reply(), tls=self.own) as peer:
            answer = fetch(f"https://localhost:{peer.port}/", authorities=self.own[0])
            self.assertEqual((answer[0], answer[3]), ("200", "hello"))
        with Peer(reply(), tls=self.address) as peer:
            answer = fetch(f"https://127.0.0.1:{peer.port}/", authorities=self.address[0])
            self.assertEqual(answer[0], "200")

    def test_no_other_certificate_is(self):
        for tls, authorities in [(self.own, ""), (self.others, self.others[0]),
                                 (self.own, self.others[0]), (self.address, self.address[0])]:
            with Peer(reply(), tls=tls) as peer:
                answer = fetch(f"https://localhost:{peer.port}/", authorities=authorities)
                self.assertEqual(answer[0], "fetch.certificate")
                self.assertEqual([heard for heard in peer.heard if heard], [])

    def test_old_tls_and_no_tls_are_refused(self):
        with Peer(reply(), tls=self.own, version=ssl.TLSVersion.TLSv1_1) as peer:
            answer = fetch(f"https://localhost:{peer.port}/", authorities=self.own[0])
            self.assertEqual(answer[0], "fetch.certificate")
        with Peer(reply()) as peer:
            self.assertEqual(fetch(f"https://localhost:{peer.port}/")[0], "fetch.certificate")


if __name__ == "__main__":
    if not PROGRAM:
        sys.exit(__doc__)
    if not shutil.which("openssl"):
        sys.exit(77)
    unittest.main(warnings="ignore")  # that TLS 1.1 is old is the point
