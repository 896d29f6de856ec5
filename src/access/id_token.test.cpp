// SPDX-License-Identifier: Apache-2.0
#include "access/id_token.h"

#include "access/secret_text.h"
#include "access/token_signature.h"
#include "support.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

/// A token and its key set, made by tests/http/small_provider.py.
struct Made {
    std::string token;
    Json keys;
    explicit Made(const std::string& name) {
        const std::string text =
            fixture::read_text(COMITY_SOURCE_DIR "/fuzz/corpus/id_token/" + name);
        token = text.substr(0, text.find('\n'));
        keys = parse_json(text.substr(token.size() + 1)).value();
    }
};

constexpr Instant made_at{1'800'000'000};

TokenExpectation expected(Instant now = made_at) {
    return {"https://id.example", "node", "nonce", now};
}

std::string complaint(const Made& made, const TokenExpectation& wanted) {
    const auto subject = verify_id_token(made.token, made.keys, wanted);
    return subject ? "" : subject.error().code + " " + subject.error().where;
}

std::string decoded(std::string_view text) { return from_base64url(text).value(); }

}  // namespace

TEST_CASE("a token that is meant for us tells for whom it vouches") {
    for (const char* name : {"rs256", "es256"}) {
        const Made made(name);
        CHECK(verify_id_token(made.token, made.keys, expected()) == "42");
        CHECK(verify_id_token(made.token, made.keys, expected({made_at.seconds + 359})) == "42");
    }
}

TEST_CASE("a token for another time, sign-in, node or from another provider is refused") {
    const Made made("es256");
    CHECK(complaint(made, expected({made_at.seconds + 360})) == "provider.token /exp");
    CHECK(complaint(made, expected({made_at.seconds - 61})) == "provider.token /iat");
    TokenExpectation other = expected();
    other.issuer = "https://id.example/";
    CHECK(complaint(made, other) == "provider.token /iss");
    other = expected();
    other.client = "other";
    CHECK(complaint(made, other) == "provider.token /aud");
    for (const char* nonce : {"", "nonc", "nonce2"}) {
        other = expected();
        other.nonce = nonce;
        CHECK(complaint(made, other) == "provider.token /nonce");
    }
}

TEST_CASE("no byte of a token can be changed") {
    const Made made("es256");
    for (std::size_t place = 0; place < made.token.size(); ++place) {
        std::string changed = made.token;
        changed[place] = changed[place] == 'A' ? 'B' : 'A';
        CHECK_FALSE(verify_id_token(changed, made.keys, expected()));
    }
}

TEST_CASE("keys that are none sign nothing") {
    const Made made("es256");
    for (const char* keys : {"[]", "{}", R"({"keys":{}})", R"({"keys":[1,"a",{}]})",
                             R"({"keys":[{"kty":"EC","crv":"P-256","kid":"e","x":"","y":""}]})"})
        CHECK_FALSE(verify_id_token(made.token, parse_json(keys).value(), expected()));
    Json encrypting = made.keys;
    encrypting.as<Json::Object>()->find("keys")->as<Json::Array>()->front().as<Json::Object>()->set(
        "use", "enc");
    CHECK_FALSE(verify_id_token(made.token, encrypting, expected()));
}

TEST_CASE("the example of RFC 7515, appendix A.3, holds for ES256 and for no other point") {
    const std::string x = decoded("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    const std::string y = decoded("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    const std::string message =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
        "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    std::string signature = decoded(
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    CHECK(verify_es256({x, y}, message, signature));
    CHECK_FALSE(verify_es256({y, x}, message, signature));
    CHECK_FALSE(verify_es256({x, y}, message + "A", signature));
    CHECK_FALSE(verify_es256({x, y}, message, std::string(64, '\0')));
    CHECK_FALSE(verify_es256({std::string(32, '\0'), std::string(32, '\0')}, message, signature));
    signature.pop_back();
    CHECK_FALSE(verify_es256({x, y}, message, signature));
}

TEST_CASE("RSA keys that are short, long or no keys verify nothing") {
    const std::string message = "message";
    const std::string signature(256, '\1');
    for (const std::string& modulus :
         {std::string(), std::string(128, '\xff'), std::string(256, '\0'),
          std::string(2'000, '\xff'), std::string(256, '\xff')})
        for (const std::string& exponent :
             {std::string(), std::string("\1\0\1", 3), std::string("\1"), std::string(5, '\xff')})
            CHECK_FALSE(verify_rs256({modulus, exponent}, message, signature));
}
