# SPDX-License-Identifier: Apache-2.0
"""Signing in by way of a provider (OpenID Connect), honest and dishonest ones.

Usage: provider_test.py COMITY [unittest arguments]. The provider is small_provider.py, on loopback.
"""

import base64
import json
import os
import sys
import time
import unittest
import urllib.parse

from desk_support import Client, Node, pledge
from small_provider import EcKey, Provider, RsaKey, base64url

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""
START = "/api/v1/session/provider"
RSA, EC, STRANGER = RsaKey("first", 1), EcKey("second", 2), RsaKey("first", 3)


class WithProvider(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.provider = Provider("comity:node", "a secret/+", RSA)
        cls.node = Node(PROGRAM, [("li", "CHN", "act")])
        with open(os.path.join(cls.node.folder, "sign-in.toml"), "w", encoding="utf-8") as file:
            file.write(f'issuer = "{cls.provider.issuer}"\nclient = "comity:node"\n'
                       'secret = "a secret/+"\n')
        cls.node.run("people", "link", "li", "--subject", cls.provider.issuer + " 42")
        cls.node.start()

    @classmethod
    def tearDownClass(cls):
        cls.node.stop()
        cls.provider.close()

    def setUp(self):
        self.provider.be_honest(RSA)

    def begin(self, client):
        answer = client.send("GET", START)
        self.assertEqual(answer.status, 302, answer.body)
        return answer

    def end(self, client, path, query):
        return client.send("GET", path + "?" + urllib.parse.urlencode(query))

    def sign_in(self, client=None):
        client = client or Client(self.node)
        path, query = self.provider.authorise(self.begin(client).fields["Location"])
        return client, self.end(client, path, query)

    def refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.code()), (status, code), answer.body)
        self.assertNotIn("Set-Cookie", answer.fields)


class Honest(WithProvider):
    def test_a_linked_person_is_signed_in(self):
        for key in (RSA, EC):
            self.provider.key, self.provider.published = key, [RSA, EC]
            client, answer = self.sign_in()
            self.assertEqual((answer.status, answer.fields["Location"]), (302, "/"), answer.body)
            self.assertIn("SameSite=Strict", answer.fields["Set-Cookie"])
            session = client.api("GET", "/session").json()
            self.assertEqual((session["name"], session["role"]), ("li", "act"))
            client.token = session["token"]
            self.assertEqual(client.api("POST", "/acts", pledge(key.name)).status, 201)

    def test_the_cookie_that_waits_is_sent_along_from_the_provider(self):
        line = self.begin(Client(self.node)).fields["Set-Cookie"]
        self.assertRegex(line, r"^comity-sign-in=[\w-]{43}; Path=/; HttpOnly; SameSite=Lax; "
                               r"Max-Age=600$")

    def test_somebody_else_is_not_signed_in(self):
        self.provider.subject = "43"
        self.refused(self.sign_in()[1], 403, "session.subject-unknown")

    def test_several_audiences_are_fine_if_this_is_the_one_meant(self):
        self.provider.claims = {"aud": ["other", "comity:node"], "azp": "comity:node"}
        self.assertEqual(self.sign_in()[1].status, 302)

    def test_the_provider_is_asked_by_its_description(self):
        self.sign_in()
        paths = [path for path, _, _ in self.provider.asked]
        self.assertEqual(paths[-3:], ["/realm/.well-known/openid-configuration", "/realm/token",
                                      "/realm/keys"])


class Dishonest(WithProvider):
    def test_tokens_that_say_something_else_are_refused(self):
        now = int(time.time())
        for claims in [{"iss": "http://127.0.0.1:1/realm"}, {"aud": "other"}, {"aud": None},
                       {"aud": []}, {"aud": ["other", "comity:node"]}, {"azp": "other"},
                       {"exp": now - 3600}, {"exp": None}, {"exp": "never"}, {"iat": now + 3600},
                       {"iat": None}, {"nonce": "x"}, {"nonce": None}, {"sub": ""}, {"sub": None},
                       {"sub": 42}, {"sub": "a" * 256}, {"exp": 1.5}]:
            self.provider.claims = claims
            with self.subTest(claims=claims):
                self.refused(self.sign_in()[1], 502, "provider.token")

    def test_signatures_that_are_not_the_providers_are_refused(self):
        def unsigned(text):
            head = base64url(json.dumps({"alg": "none"}).encode())
            return ".".join([head, text.split(".")[1], ""])

        def changed(text):
            head, claims, signature = text.split(".")
            said = json.loads(base64.urlsafe_b64decode(claims + "=="))
            return ".".join([head, base64url(json.dumps({**said, "sub": "43"}).encode()), signature])

        for tamper in [unsigned, changed, lambda t: t.rsplit(".", 1)[0] + ".", lambda t: t + "AA",
                       lambda t: t[:-5], lambda t: "", lambda t: "a.b.c", lambda t: t + ".x",
                       lambda t: "a" * 100_000]:
            self.provider.tamper = tamper
            self.refused(self.sign_in()[1], 502, "provider.token")
        self.provider.tamper = lambda text: text
        for header in [{"alg": "HS256"}, {"alg": "ES256"}, {"alg": "RS512"}, {"crit": ["exp"]},
                       {"kid": "absent"}]:
            self.provider.header = header
            self.refused(self.sign_in()[1], 502, "provider.token")
        self.provider.header = {}
        self.provider.key, self.provider.published = STRANGER, [RSA]
        self.refused(self.sign_in()[1], 502, "provider.token")

    def test_keys_that_are_too_short_sign_nothing(self):
        self.provider.key = RsaKey("short", 4, bits=1024)
        self.provider.published = [self.provider.key]
        self.refused(self.sign_in()[1], 502, "provider.token")

    def test_an_answer_is_for_the_browser_that_began(self):
        victim, attacker = Client(self.node), Client(self.node)
        path, query = self.provider.authorise(self.begin(attacker).fields["Location"])
        self.refused(self.end(victim, path, query), 400, "session.state")
        self.begin(victim)  # with a sign-in of its own under way, too
        self.refused(self.end(victim, path, query), 400, "session.state")
        for other in [{}, {"code": "x"}, {"state": query["state"]}, {**query, "state": ""}]:
            self.assertIn(self.end(victim, path, other).status, (400,))

    def test_an_answer_serves_once(self):
        client = Client(self.node)
        path, query = self.provider.authorise(self.begin(client).fields["Location"])
        kept = dict(client.cookies)
        self.assertEqual(self.end(client, path, query).status, 302)
        client.cookies = kept
        self.refused(self.end(client, path, query), 400, "session.state")

    def test_a_code_that_was_made_up_is_refused(self):
        client = Client(self.node)
        path, query = self.provider.authorise(self.begin(client).fields["Location"])
        self.refused(self.end(client, path, {**query, "code": "made-up"}), 502, "provider.answer")

    def test_descriptions_that_lead_elsewhere_are_not_followed(self):
        for description in [{"issuer": "https://other.example"}, {"token_endpoint": "ftp://a/"},
                            {"jwks_uri": "http://keys.example/"}, {"token_endpoint": None},
                            {"authorization_endpoint": "javascript:alert(1)"}]:
            self.provider.description = description
            self.refused(Client(self.node).send("GET", START), 502, "provider.answer")

    def test_a_provider_that_fails_is_named(self):
        self.provider.status = 500
        self.refused(Client(self.node).send("GET", START), 502, "provider.answer")
        self.provider.status = 302
        self.refused(Client(self.node).send("GET", START), 502, "provider.answer")

    def test_a_session_survives_a_failed_sign_in(self):
        client = Client(self.node)
        client.sign_in("li")
        self.provider.subject = "43"
        self.sign_in(client)
        self.assertEqual(client.api("GET", "/session").status, 200)


class Absent(unittest.TestCase):
    def test_a_provider_in_the_clear_is_not_set_up(self):
        node = Node(PROGRAM, [("li", "CHN", "act")])
        for text in ['issuer = "http://provider.example"\nclient = "a"\n', 'issuer = "x"\n', "x",
                     'issuer = "https://a.example"\nclient = "a"\nother = "b"\n']:
            with open(os.path.join(node.folder, "sign-in.toml"), "w", encoding="utf-8") as file:
                file.write(text)
            node.run("serve", "--port", "0", code=1)
        node.temporary.cleanup()

    def test_one_that_does_not_answer_is_waited_for_only_so_long(self):
        node = Node(PROGRAM, [("li", "CHN", "act")])
        with open(os.path.join(node.folder, "sign-in.toml"), "w", encoding="utf-8") as file:
            file.write('issuer = "http://127.0.0.1:1"\nclient = "a"\n')
        node.start()
        answer = Client(node).send("GET", START)
        self.assertEqual((answer.status, answer.code()), (502, "fetch.unreachable"))
        node.stop()


if __name__ == "__main__":
    if not PROGRAM:
        sys.exit(__doc__)
    unittest.main()
