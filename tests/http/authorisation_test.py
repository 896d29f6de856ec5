# SPDX-License-Identifier: Apache-2.0
"""Who may do what: every address below /api/v1 against every kind of person.

Usage: authorisation_test.py COMITY [unittest arguments]. The addresses are those that the server
lists itself; what it describes in its OpenAPI document is compared with the list, so that none is
left out.
"""

import itertools
import json
import re
import sys
import unittest

from desk_support import ROLES, Client, Node, pledge, signed_in

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""
ACTORS = ["nobody", *ROLES, "other"]  # `other` holds the keys of another party
ABSENT = "0" * 32
VALUES = {"party": "CHN", "pledge": "seats", "reading": "hoped", "dataset": "none", "index": "0",
          "scenario": "none", "entry": "0"}
numbers = itertools.count()


def rank(actor):
    """How far an actor's role reaches; -1: no role."""
    return len(ROLES) - 1 if actor == "other" else ROLES.index(actor) if actor in ROLES else -1


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        people = [(role, "CHN", role) for role in ROLES] + [("other", "IND", "hold-keys")]
        cls.node = Node(PROGRAM, people).start()
        cls.clients = {actor: signed_in(cls.node, actor) for actor in ACTORS[1:]}
        cls.clients["nobody"] = Client(cls.node)
        entered = cls.clients["act"].api("POST", "/acts", pledge("seats"))
        assert entered.status == 201, entered.body
        VALUES["entry"] = str(entered.json()["entry"])
        cls.routes = cls.clients["nobody"].api("GET", "/routes").json()["routes"]

    @classmethod
    def tearDownClass(cls):
        cls.node.stop()

    def draft(self):
        saved = self.clients["draft"].api("POST", "/drafts", pledge(f"drafted-{next(numbers)}"))
        self.assertEqual(saved.status, 201, saved.body)
        return saved.json()["draft"]

    def path(self, route):
        """The route's path, with what there is; a draft is CHN's own."""
        values = dict(VALUES, draft=self.draft() if "{draft}" in route["path"] else "")
        return re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], "none"), route["path"])

    def body(self, route, actor):
        if route["method"] != "POST" or route["path"].endswith("/approve"):
            return None
        if route["path"] == "/session":
            return {"name": "observe", "password": self.node.passwords["observe"]}
        return pledge(f"made-{next(numbers)}", "IND" if actor == "other" else "CHN")

    def client(self, route, actor):
        """Whoever signs in or out does so in a browser of their own."""
        if route["path"] != "/session" or actor == "nobody" or route["method"] == "GET":
            return self.clients[actor] if route["path"] != "/session" else self.copy(actor)
        return signed_in(self.node, actor)

    def copy(self, actor):
        copied = Client(self.node)
        copied.cookies = dict(self.clients[actor].cookies)
        copied.token = self.clients[actor].token
        return copied

    def ask(self, route, actor, path=None):
        return self.client(route, actor).api(route["method"], path or self.path(route),
                                             self.body(route, actor))

    def expected(self, route, actor):
        """The status, or None where it depends on what is there."""
        least = route["least"]
        if least != "anyone" and actor == "nobody":
            return 401
        if least != "anyone" and rank(actor) < ROLES.index(least):
            return 403
        return 404 if actor == "other" and "{draft}" in route["path"] else None

    def test_every_route_for_everyone(self):
        cells = 0
        for route, actor in itertools.product(self.routes, ACTORS):
            with self.subTest(method=route["method"], path=route["path"], actor=actor):
                answer = self.ask(route, actor)
                expected = self.expected(route, actor)
                if expected is not None:
                    self.assertEqual(answer.status, expected, answer.body)
                elif route["path"].startswith("/session/provider"):
                    self.assertEqual(answer.code(), "provider.absent")
                elif route["least"] != "anyone" or route["method"] != "GET":
                    self.assertIn(answer.status, (200, 201), answer.body)
                else:
                    self.assertIn(answer.status, (200, 404, 400), answer.body)
                    self.assertNotIn(b"session.absent", answer.body)
            cells += 1
        self.assertEqual(cells, len(self.routes) * len(ACTORS))
        self.assertGreater(len(self.routes), 25)

    def test_anyones_answers_are_the_same_for_everyone(self):
        for route in self.routes:
            if route["least"] != "anyone" or route["method"] != "GET" or "provider" in route["path"]:
                continue
            if route["path"] in ("/entries", "/association", "/health", "/scoreboard"):
                continue  # they grow while the other tests run
            answers = {self.ask(route, actor).body for actor in ACTORS}
            self.assertEqual(len(answers), 1, route["path"])

    def test_the_list_is_complete(self):
        paths = self.clients["nobody"].api("GET", "/openapi.json").json()["paths"]
        described = {(method.upper(), path) for path, methods in paths.items()
                     for method in methods if not path.endswith(".csv")}
        listed = {(route["method"], "/api/v1" + route["path"]) for route in self.routes}
        self.assertEqual(described, listed)
        self.assertEqual(json.loads(self.node.run("docs", "api"))["paths"].keys(), paths.keys())

    def test_other_methods_are_refused_before_anything_is_done(self):
        by_path = {}
        for route in self.routes:
            by_path.setdefault(route["path"], set()).add(route["method"])
        for path, methods in by_path.items():
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
                if any(method == route["method"] and re.fullmatch(
                        re.sub(r"\{\w+\}", "[^/]+", route["path"]), path) for route in self.routes):
                    continue  # /acts/check is an /acts/{entry} too
                answer = self.ask({"method": method, "path": path, "least": "anyone"}, "hold-keys")
                self.assertEqual(answer.status, 405, (method, path))
                self.assertIn("Allow", answer.fields)

    def test_anothers_draft_is_as_one_that_is_not_there(self):
        for method, ending in [("GET", ""), ("DELETE", ""), ("POST", "/approve")]:
            own = self.draft()
            answers = [self.clients["other"].api(method, f"/drafts/{name}{ending}")
                       for name in (own, ABSENT)]
            self.assertEqual([a.status for a in answers], [404, 404])
            self.assertEqual(answers[0].body, answers[1].body)
            self.assertEqual(sorted(answers[0].fields), sorted(answers[1].fields))
            self.assertEqual(self.clients["draft"].api("GET", "/drafts/" + own).status, 200)
        theirs = self.clients["other"].api("GET", "/drafts").json()["drafts"]
        self.assertTrue(all(draft["person"] == "other" for draft in theirs))

    def test_a_role_that_is_taken_away_is_gone_at_once(self):
        self.node.add("passing", "CHN", "act")
        client = signed_in(self.node, "passing")
        self.assertEqual(client.api("POST", "/acts", pledge("passing-1")).status, 201)
        self.node.run("people", "role", "passing", "--role", "observe")
        self.assertEqual(client.api("POST", "/acts", pledge("passing-2")).status, 403)
        self.node.run("people", "remove", "passing")
        self.assertEqual(client.api("GET", "/session").status, 401)

    def test_nobody_acts_for_another_party(self):
        answer = self.clients["other"].api("POST", "/acts", pledge("foreign", "CHN"))
        self.assertEqual((answer.status, answer.code()), (422, "author.not-the-pledger"))
        for author in [{"author": "CHN"}, {"party": "CHN"}]:
            answer = self.clients["other"].api("POST", "/acts", {**pledge("foreign", "CHN"), **author})
            self.assertEqual((answer.status, answer.code()), (400, "field.unknown"))

    def test_only_who_holds_keys_changes_keys(self):
        act = {"kind": "key.rotate", "body": {"key": "x"}}
        for actor, status in [("act", 403), ("hold-keys", 422)]:
            self.assertEqual(self.clients[actor].api("POST", "/acts", act).status, status)
        saved = self.clients["draft"].api("POST", "/drafts", act).json()["draft"]
        self.assertEqual(self.clients["act"].api("POST", f"/drafts/{saved}/approve").status, 403)

    def test_people_are_listed_within_their_party(self):
        people = self.clients["hold-keys"].api("GET", "/people").json()["people"]
        self.assertEqual({person["party"] for person in people}, {"CHN"})
        people = self.clients["other"].api("GET", "/people").json()["people"]
        self.assertEqual([person["name"] for person in people], ["other"])


if __name__ == "__main__":
    if not PROGRAM:
        sys.exit(__doc__)
    unittest.main()
