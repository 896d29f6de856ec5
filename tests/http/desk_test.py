# SPDX-License-Identifier: Apache-2.0
"""What those find who would sign in as others, act from other sites, or send too much.

Usage: desk_test.py COMITY [unittest arguments]. Loopback only; every wait has an end.
"""

import base64
import concurrent.futures
import hmac
import json
import os
import socket
import struct
import sys
import time
import unittest

from desk_support import Client, Node, pledge, signed_in

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""
SCRIPTS = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
           "{{constructor.constructor('alert(1)')()}}", "'; DROP TABLE drafts; --", "${7*7}",
           "<svg/onload=alert(1)>", "</title><script>alert(1)</script>", "\\u003cscript\\u003e"]


def code_at(secret, moment):
    """RFC 6238, as an authenticator has it."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    made = hmac.digest(key, struct.pack(">Q", int(moment) // 30), "sha1")
    start = made[-1] & 15
    number = struct.unpack(">I", made[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


class Desk(unittest.TestCase):
    people = [("li", "CHN", "act"), ("wu", "CHN", "hold-keys"), ("rao", "IND", "act")]

    @classmethod
    def setUpClass(cls):
        cls.node = Node(PROGRAM, cls.people).start()

    @classmethod
    def tearDownClass(cls):
        cls.node.stop()

    def size(self):
        return Client(self.node).api("GET", "/health").json()["size"]

    def refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.code()), (status, code))
        self.assertEqual(answer.fields["Content-Type"], "application/json")
        self.assertEqual(answer.fields["Cache-Control"], "no-store")


class Sessions(Desk):
    def test_the_cookie_is_closed_to_scripts_and_other_sites(self):
        answer = Client(self.node).sign_in("li")
        line = answer.fields["Set-Cookie"]
        self.assertRegex(line, r"^comity=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict$")
        self.assertEqual(answer.fields["Cache-Control"], "no-store")

    def test_signing_out_ends_the_session_everywhere(self):
        client = signed_in(self.node, "li")
        kept = dict(client.cookies)
        self.assertEqual(client.api("DELETE", "/session").status, 200)
        self.assertEqual(client.cookies, {})
        client.cookies = kept
        self.refused(client.api("GET", "/session"), 401, "session.absent")

    def test_a_planted_session_is_not_taken_over(self):
        planted = "A" * 43
        client = Client(self.node)
        client.cookies["comity"] = planted
        self.assertEqual(client.sign_in("li").status, 201)
        self.assertNotEqual(client.cookies["comity"], planted)
        client.cookies["comity"] = planted
        self.refused(client.api("GET", "/session"), 401, "session.absent")

    def test_signing_in_again_makes_another_session_and_ends_the_earlier(self):
        client = signed_in(self.node, "li")
        earlier, token = client.cookies["comity"], client.token
        self.assertEqual(client.sign_in("wu").status, 201)
        self.assertNotEqual((client.cookies["comity"], client.token), (earlier, token))
        client.cookies["comity"] = earlier
        self.refused(client.api("GET", "/session"), 401, "session.absent")

    def test_two_cookies_of_the_name_are_none(self):
        client = signed_in(self.node, "li")
        value = client.cookies["comity"]
        answer = client.api("GET", "/session", fields={"Cookie": f"comity={value}; comity={value}"})
        self.refused(answer, 401, "session.absent")

    def test_no_secret_lies_in_the_folder(self):
        client = signed_in(self.node, "li")
        secrets = [client.cookies["comity"], client.token, self.node.passwords["li"]]
        for base, _, names in os.walk(self.node.folder):
            for name in names:
                with open(os.path.join(base, name), "rb") as file:
                    content = file.read()
                for secret in secrets:
                    self.assertNotIn(secret.encode(), content, name)

    def test_people_and_drafts_never_come_into_the_record(self):
        client = signed_in(self.node, "li")
        client.api("POST", "/acts", pledge("public"))
        folder = os.path.join(self.node.folder, "log")
        for base, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(base, name), "rb") as file:
                    self.assertNotIn(b'"li"', file.read())
        shown = Client(self.node).api("GET", f"/acts/{self.size() - 1}")
        self.assertEqual(shown.json()["role"], "act")
        self.assertNotIn("li", shown.json().values())


class OtherSites(Desk):
    def test_other_origins_change_nothing(self):
        client = signed_in(self.node, "li")
        size = self.size()
        port = self.node.port
        for origin in [None, "null", "https://evil.example", f"http://127.0.0.1:{port + 1}",
                       f"https://127.0.0.1:{port}", f"http://127.0.0.1:{port}.evil.example",
                       f"http://localhost:{port}", ""]:
            for method, path in [("POST", "/acts"), ("POST", "/drafts"), ("DELETE", "/session"),
                                 ("POST", "/session"), ("POST", "/acts/check")]:
                answer = client.api(method, path, pledge("forged"), {"Origin": origin})
                self.refused(answer, 403, "csrf.origin")
        self.assertEqual(self.size(), size)
        self.assertEqual(client.api("GET", "/session").status, 200)

    def test_a_name_that_leads_here_is_no_origin_of_ours(self):
        """DNS rebinding: the page's own name resolves to this machine."""
        host = f"evil.example:{self.node.port}"
        answer = signed_in(self.node, "li").api(
            "POST", "/acts", pledge("forged"), {"Host": host, "Origin": "http://" + host})
        self.refused(answer, 403, "csrf.origin")

    def test_the_token_must_be_the_sessions_own(self):
        client, other = signed_in(self.node, "li"), signed_in(self.node, "li")
        for token in [None, "", "x", other.token, client.token[:-1], client.token + "0"]:
            answer = client.api("POST", "/acts", pledge("forged"), {"X-Comity-Token": token})
            self.refused(answer, 403, "csrf.token")
        self.refused(client.api("DELETE", "/session", fields={"X-Comity-Token": None}), 403,
                     "csrf.token")

    def test_what_forms_can_send_is_not_read(self):
        client = signed_in(self.node, "li")
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None,
                     "application/jsonx", "text/json"]:
            for path in ["/session", "/acts", "/drafts"]:
                answer = client.api("POST", path, pledge("forged"), {"Content-Type": kind})
                self.refused(answer, 415, "http.content-type")
        sent = client.api("POST", "/acts/check", pledge("typed"),
                          {"Content-Type": "Application/JSON; charset=utf-8"})
        self.assertEqual(sent.status, 200)

    def test_no_other_site_may_read(self):
        answer = signed_in(self.node, "li").api("GET", "/drafts",
                                                fields={"Origin": "https://evil.example"})
        self.assertNotIn("Access-Control-Allow-Origin", answer.fields)


class Bodies(Desk):
    def test_a_hundred_megabytes_are_turned_away_at_the_door(self):
        client = signed_in(self.node, "li")
        for path in ["/acts", "/session"]:
            with socket.create_connection(("127.0.0.1", self.node.port), timeout=30) as connection:
                connection.sendall(
                    f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.node.port}\r\n"
                    f"Origin: {self.node.origin}\r\nContent-Type: application/json\r\n"
                    f"Content-Length: {100 * 2**20}\r\n\r\n".encode())
                begun = time.monotonic()
                self.assertIn(b" 413 ", connection.recv(4096).split(b"\r\n")[0])
                self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual(client.api("GET", "/session").status, 200)

    def test_each_route_has_its_own_limit(self):
        client = signed_in(self.node, "li")
        text = b'{"name":"' + b"a" * 9000 + b'","password":"x"}'
        self.refused(client.api("POST", "/session", raw=text), 413, "http.body-too-large")
        long = pledge("long", title="a" * 50_000)
        self.refused(client.api("POST", "/acts", long), 422, "text.length")

    def test_what_is_no_act_is_refused_with_its_place(self):
        client = signed_in(self.node, "li")
        for raw, status, code, where in [
                (b"", 415, "http.content-type", "header"),
                (b"{", 400, "json.malformed", "1:2"),
                (b"[]", 400, "field.type", ""),
                (b"{}", 400, "field.missing", "/kind"),
                (b'{"kind":1,"body":{}}', 400, "field.type", "/kind"),
                (b'{"kind":"a","kind":"b"}', 400, "json.duplicate-key", "1:13"),
                (b'{"kind":"no.such","body":{}}', 422, "act.unknown", ""),
                (b'{"kind":"pledge.make","body":[]}', 422, "field.type", "/body"),
                (b'{"kind":"pledge.make","body":{}}', 422, "field.missing", "/body/pledge"),
                (b'\xff\xfe', 400, "json.malformed", "1:1"),
                (b'{"kind":"\xff","body":{}}', 400, "json.utf8", "1:12"),
                (b"[" * 100_000, 400, "json.depth", None)]:
            for path in ["/acts", "/acts/check"]:
                fields = {"Content-Type": None} if not raw else {}
                answer = client.api("POST", path, raw=raw, fields=fields)
                self.refused(answer, status, code)
                if where is not None:
                    self.assertEqual(answer.json()["refusal"]["where"], where, raw)

    def test_scripts_in_texts_are_kept_as_they_are_and_shown_as_json_alone(self):
        client = signed_in(self.node, "li")
        for number, script in enumerate(SCRIPTS):
            act = pledge(f"script-{number}", title=script)
            act["body"]["source"]["citation"] = script
            saved = client.api("POST", "/drafts", act)
            name = saved.json()["draft"]
            for answer in [saved, client.api("GET", "/drafts/" + name), client.api("GET", "/drafts")]:
                self.assertEqual(answer.fields["Content-Type"], "application/json")
                self.assertEqual(answer.fields["X-Content-Type-Options"], "nosniff")
                self.assertIn("default-src 'self'", answer.fields["Content-Security-Policy"])
            self.assertEqual(client.api("GET", "/drafts/" + name).json()["body"], act["body"])
            self.assertEqual(client.api("POST", f"/drafts/{name}/approve").status, 201)
            shown = Client(self.node).api("GET", f"/pledges/script-{number}")
            self.assertEqual(shown.json()["title"]["en"], script)
            self.assertEqual(shown.fields["Content-Type"], "application/json")
        for script in SCRIPTS:
            answer = client.api("POST", "/drafts", {"kind": script, "body": {}})
            self.assertEqual(answer.json()["kind"], script)
            self.assertEqual(client.api("DELETE", "/drafts/" + answer.json()["draft"]).status, 200)


class Acts(Desk):
    def test_checking_enters_nothing_and_says_what_would_be_refused(self):
        client = signed_in(self.node, "li")
        size = self.size()
        self.assertEqual(client.api("POST", "/acts/check", pledge("checked")).status, 200)
        self.assertEqual(client.api("POST", "/acts/check", pledge("checked")).status, 200)
        self.refused(client.api("POST", "/acts/check", pledge("checked", "IND")), 422,
                     "author.not-the-pledger")
        self.assertEqual(self.size(), size)

    def test_a_request_that_is_sent_again_is_done_once(self):
        client = signed_in(self.node, "li")
        size = self.size()
        key = {"Idempotency-Key": "a-key"}
        first = client.api("POST", "/acts", pledge("once"), key)
        again = client.api("POST", "/acts", pledge("once"), key)
        self.assertEqual((first.status, again.status, first.body), (201, 201, again.body))
        self.assertEqual(self.size(), size + 1)
        self.refused(client.api("POST", "/acts", pledge("other"), key), 409,
                     "idempotency.other-request")
        self.refused(client.api("POST", "/acts", pledge("once")), 422, "pledge.exists")
        other = signed_in(self.node, "wu")  # another person's keys are not these
        self.refused(other.api("POST", "/acts", pledge("once"), key), 422, "pledge.exists")
        for bad in ["a b", "x" * 129]:
            self.refused(client.api("POST", "/acts", pledge("x"), {"Idempotency-Key": bad}), 400,
                         "idempotency.key")

    def test_many_at_a_time_are_entered_one_after_another(self):
        clients = [signed_in(self.node, name) for name in ("li", "wu", "rao")]
        size = self.size()

        def enter(number):
            client = clients[number % 3]
            return client.api("POST", "/acts",
                              pledge(f"many-{number}", "IND" if number % 3 == 2 else "CHN"))

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(enter, range(60)))
        self.assertEqual({answer.status for answer in answers}, {201})
        entries = sorted(answer.json()["entry"] for answer in answers)
        self.assertEqual(entries, list(range(size, size + 60)))
        self.assertEqual(self.size(), size + 60)

    def test_the_record_holds_after_all_that(self):
        node = Node(PROGRAM, [("li", "CHN", "act")]).start()
        client = signed_in(node, "li")
        for number in range(5):
            client.api("POST", "/acts", pledge(f"kept-{number}"))
        self.assertIn("The record holds: 10 entries", node.run("verify", "."))
        node.stop()


class FourEyes(Desk):
    def test_a_second_person_has_to_approve(self):
        self.node.run("people", "four-eyes", "on")
        li, wu, rao = (signed_in(self.node, name) for name in ("li", "wu", "rao"))
        self.assertTrue(li.api("GET", "/session").json()["four_eyes"])
        self.refused(li.api("POST", "/acts", pledge("both")), 409, "act.four-eyes")
        note = {"kind": "note.place", "body": {"text": {"en": "in the margin"}}}
        self.assertNotEqual(li.api("POST", "/acts", note).status, 409)
        name = li.api("POST", "/drafts", pledge("both")).json()["draft"]
        self.refused(li.api("POST", f"/drafts/{name}/approve"), 403, "draft.own")
        self.refused(rao.api("POST", f"/drafts/{name}/approve"), 404, "draft.unknown")
        approved = wu.api("POST", f"/drafts/{name}/approve")
        self.assertEqual(approved.status, 201)
        self.refused(wu.api("POST", f"/drafts/{name}/approve"), 404, "draft.unknown")
        shown = Client(self.node).api("GET", f"/acts/{approved.json()['entry']}").json()
        self.assertEqual((shown["approved"], shown["role"]), (True, "hold-keys"))
        self.node.run("people", "four-eyes", "off")
        self.assertEqual(li.api("POST", "/acts", pledge("alone")).status, 201)


class Guessing(Desk):
    people = [("li", "CHN", "act"), ("wu", "CHN", "act"), ("rao", "IND", "act")]

    def test_a_one_time_code_opens_once(self):
        made = json.loads(self.node.run("--json", "people", "totp", "wu"))
        client = Client(self.node)
        self.refused(client.sign_in("wu"), 401, "session.code-required")
        code = code_at(made["secret"], time.time())
        self.assertEqual(client.sign_in("wu", code=code).status, 201)
        self.refused(Client(self.node).sign_in("wu", code=code), 401, "session.refused")
        recovery = made["recovery"][0]
        self.assertEqual(client.sign_in("wu", code=recovery).status, 201)
        self.refused(client.sign_in("wu", code=recovery), 401, "session.refused")

    def test_after_five_failures_even_the_right_password_waits(self):
        client = Client(self.node)
        for name in ["rao", "nobody-at-all"]:
            for _ in range(5):
                self.refused(client.sign_in(name, "wrong"), 401, "session.refused")
            answer = client.sign_in(name, self.node.passwords.get(name, "wrong"))
            self.refused(answer, 429, "session.wait")
            self.assertNotIn("Set-Cookie", answer.fields)

    def test_names_that_nobody_has_are_refused_alike_and_as_slowly(self):
        client = Client(self.node)
        times, bodies = {"li": [], "absent": []}, set()
        for _ in range(4):
            for name, taken in times.items():
                begun = time.monotonic()
                bodies.add(client.sign_in(name, "wrong").body)
                taken.append(time.monotonic() - begun)
        self.assertEqual(len(bodies), 1)
        known, unknown = (min(taken) for taken in times.values())  # others use the machine too
        self.assertLess(abs(known - unknown), 0.6 * max(known, unknown))


class Behind(unittest.TestCase):
    """A proxy that serves the node under TLS."""

    public = "https://comity.example"

    def test_cookies_are_bound_to_the_host_and_to_tls(self):
        node = Node(PROGRAM, [("li", "CHN", "act")]).start("--public", self.public)
        client = Client(node)
        self.assertEqual(client.sign_in("li").code(), "csrf.origin")
        node.origin = self.public
        answer = client.sign_in("li")
        self.assertRegex(answer.fields["Set-Cookie"],
                         r"^__Host-comity=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Secure$")
        self.assertEqual(client.api("POST", "/acts", pledge("proxied")).status, 201)
        node.stop()

    def test_attempts_are_counted_by_the_address_that_the_proxy_saw(self):
        node = Node(PROGRAM, [("li", "CHN", "act")]).start("--public", self.public)
        node.origin = self.public

        def guess(number, seen):
            return Client(node).api("POST", "/session", {"name": f"n{number}", "password": "x"},
                                    {"X-Forwarded-For": seen})

        for number in range(30):  # the client may say what it likes before the proxy's word
            self.assertEqual(guess(number, f"10.0.0.{number}, 192.0.2.1").status, 401)
        self.assertEqual(guess(31, "192.0.2.1").status, 429)
        self.assertEqual(guess(32, "192.0.2.1, 192.0.2.2").status, 401)
        node.stop()

    def test_passwords_do_not_cross_a_network_in_the_clear(self):
        node = Node(PROGRAM, [("li", "CHN", "act")])
        for words in [("--address", "0.0.0.0"), ("--public", "http://comity.example"),
                      ("--public", "https://comity.example/path"), ("--public", "comity.example")]:
            node.run("serve", "--port", "0", *words, code=1)
        node.temporary.cleanup()

    def test_without_people_only_reading_is_offered(self):
        node = Node(PROGRAM).start()
        client = Client(node)
        self.assertEqual(client.api("POST", "/session", {}).status, 405)
        self.assertEqual(client.api("GET", "/session").status, 404)
        node.stop()


if __name__ == "__main__":
    if not PROGRAM:
        sys.exit(__doc__)
    unittest.main()
