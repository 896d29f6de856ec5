# SPDX-License-Identifier: Apache-2.0
"""A small OpenID Connect provider on loopback, honest or not, for tests. It signs with RSA or with
P-256 by plain arithmetic: slowly, without care for secrets, and without a library."""

import base64
import hashlib
import http.server
import json
import random
import threading
import time
import urllib.parse

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BASE = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")  # RFC 8017, 9.2, note 1


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number_bytes(number, size=None):
    return number.to_bytes(size or (number.bit_length() + 7) // 8, "big")


def is_prime(number, draw):
    if any(number % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(20):
        power = pow(draw.randrange(2, number - 1), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


class RsaKey:
    algorithm = "RS256"

    def __init__(self, name, seed, bits=2048):
        draw = random.Random(seed)
        self.name, self.exponent = name, 65537
        while True:
            p, q = (self.prime(draw, bits // 2) for _ in range(2))
            if p != q and (p - 1) % self.exponent and (q - 1) % self.exponent:
                break
        self.modulus = p * q
        self.secret = pow(self.exponent, -1, (p - 1) * (q - 1))
        self.size = bits // 8

    @staticmethod
    def prime(draw, bits):
        while True:
            found = draw.getrandbits(bits) | 3 << (bits - 2) | 1
            if is_prime(found, draw):
                return found

    def public(self):
        return {"kty": "RSA", "kid": self.name, "use": "sig", "alg": "RS256",
                "n": base64url(number_bytes(self.modulus)),
                "e": base64url(number_bytes(self.exponent))}

    def sign(self, message):
        info = SHA256_INFO + hashlib.sha256(message).digest()
        padded = b"\0\1" + b"\xff" * (self.size - len(info) - 3) + b"\0" + info
        return number_bytes(pow(int.from_bytes(padded, "big"), self.secret, self.modulus),
                            self.size)


def add(a, b):
    """Two points of P-256; None is the one at infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(number, point):
    result = None
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


class EcKey:
    algorithm = "ES256"

    def __init__(self, name, seed):
        self.name, self.draw = name, random.Random(seed)
        self.secret = self.draw.randrange(1, ORDER)
        self.point = times(self.secret, BASE)

    def public(self):
        x, y = (base64url(number_bytes(part, 32)) for part in self.point)
        return {"kty": "EC", "crv": "P-256", "kid": self.name, "x": x, "y": y}

    def sign(self, message):
        once = self.draw.randrange(1, ORDER)
        r = times(once, BASE)[0] % ORDER
        hashed = int.from_bytes(hashlib.sha256(message).digest(), "big")
        s = pow(once, -1, ORDER) * (hashed + r * self.secret) % ORDER
        return number_bytes(r, 32) + number_bytes(s, 32)


def token(key, claims, header=None):
    head = {"alg": key.algorithm, "kid": key.name, "typ": "JWT", **(header or {})}
    text = base64url(json.dumps(head).encode()) + "." + base64url(json.dumps(claims).encode())
    return text + "." + base64url(key.sign(text.encode()))


class Provider:
    """Serves until `close`. `claims`, `header`, `description` and `tamper` change what it says."""

    def __init__(self, client, secret, key):
        self.client, self.secret = client, secret
        self.be_honest(key)
        self.codes = {}  # code: (nonce, challenge, redirect)
        self.asked = []
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                provider.answer(self, None)

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                provider.answer(self, self.rfile.read(length).decode())

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}/realm"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def be_honest(self, key):
        self.key, self.published = key, [key]
        self.subject, self.claims, self.header, self.description = "42", {}, {}, {}
        self.tamper = lambda text: text
        self.status = 200

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def answer(self, handler, body):
        self.asked.append((handler.path, dict(handler.headers), body))
        status, content = self.status, {}
        if handler.path == "/realm/.well-known/openid-configuration":
            content = {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                       "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
                       **self.description}
        elif handler.path == "/realm/keys":
            content = {"keys": [key.public() for key in self.published]}
        elif handler.path == "/realm/token" and body is not None:
            status, content = self.exchange(handler, dict(urllib.parse.parse_qsl(body)))
        else:
            status = 404
        text = json.dumps(content).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    def authorise(self, location):
        """What the provider does once the person has agreed: where the browser is sent back to."""
        address, query = location.split("?")
        asked = dict(urllib.parse.parse_qsl(query))
        assert address == self.issuer + "/authorize", location
        assert (asked["response_type"], asked["client_id"]) == ("code", self.client)
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = base64url(random.randbytes(16))
        self.codes[code] = (asked["nonce"], asked["code_challenge"], asked["redirect_uri"])
        path = urllib.parse.urlsplit(asked["redirect_uri"]).path
        return path, {"code": code, "state": asked["state"]}

    def exchange(self, handler, form):
        known = self.codes.pop(form.get("code"), None)  # a code serves once
        sent = handler.headers["Authorization"].removeprefix("Basic ")
        recognised = [urllib.parse.unquote_plus(part)  # RFC 6749, 2.3.1
                      for part in base64.b64decode(sent).decode().split(":")]
        challenge = base64url(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (known is None or recognised != [self.client, self.secret] or
                form["grant_type"] != "authorization_code" or challenge != known[1] or
                form["redirect_uri"] != known[2]):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": self.client, "exp": now + 300,
                  "iat": now, "nonce": known[0], **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        made = self.tamper(token(self.key, claims, self.header))
        return self.status, {"access_token": "x", "token_type": "Bearer", "id_token": made}
