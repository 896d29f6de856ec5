// SPDX-License-Identifier: Apache-2.0
//
// make_record FOLDER: makes records for the test of comity-verify. FOLDER/good is one of 300
// entries with cosignatures of three of four members; each other folder has one fault, by whoever
// holds all the keys. Beside them: the keys and members as text, an entry and its proof.
#include "base/check.h"
#include "base/json.h"
#include "record/entry.h"
#include "record/log.h"
#include "record/proof.h"
#include "record/seal.h"

#include <iostream>
#include <map>

namespace {

using namespace comity;

const std::string origin = "example.org/log";

SecretKey secret(std::uint8_t number) { return SecretKey({number}); }

VerifierKey log_key() { return {origin, KeyType::ed25519, secret(1).public_key()}; }

VerifierKey author_key(const std::string& author, std::uint8_t number) {
    return {author_key_name(origin, author), KeyType::ed25519, secret(number).public_key()};
}

VerifierKey member_key(std::uint8_t number) {
    return cosigner("witness" + std::to_string(number), secret(number).public_key());
}

std::string signed_head(const Checkpoint& head) {
    Note note = {to_text(head), {}};
    note.signatures.push_back(sign_note(note.text, origin, secret(1)));
    for (const std::uint8_t member : std::initializer_list<std::uint8_t>{10, 11, 12}) {
        const Instant time = {1'767'225'600 + member};
        const std::string name = member_key(member).name;
        note.signatures.push_back(cosign(note.text, name, secret(member), time).value());
    }
    return to_bytes(note);
}

/// Entries in the making: each author's chain, and what goes wrong at one place.
class Script {
public:
    void act(const std::string& author, std::uint8_t key, const std::string& kind, Json body) {
        Statement statement;
        statement.origin = origin;
        statement.kind = kind;
        statement.author = author;
        statement.time = {1'767'225'600 + static_cast<std::int64_t>(entries.size())};
        statement.previous = last_[author];
        statement.body = to_text(body);
        entries.push_back(sign_statement(statement, secret(key)).value());
        last_[author] = leaf_hash(entries.back());
    }

    void found() {
        act("secretariat", 2, "association.found",
            Json::Object{{"depositary", log_key().text()},
                         {"secretariat", author_key("secretariat", 2).text()}});
        enter("AAA", 3);
        enter("BBB", 4);
    }
    void enter(const std::string& party, std::uint8_t key) {
        act("secretariat", 2, "key.register",
            Json::Object{{"key", author_key(party, key).text()}, {"party", party}});
    }
    void rotate(const std::string& author, std::uint8_t old_key, std::uint8_t key) {
        act(author, old_key, "key.rotate", Json::Object{{"key", author_key(author, key).text()}});
    }
    void note(const std::string& author, std::uint8_t key) {
        act(author, key, "note.place", Json::Object{{"text", std::to_string(entries.size())}});
    }

    std::vector<std::string> entries;

private:
    std::map<std::string, std::optional<Hash>> last_;
};

Script good_script() {
    Script script;
    script.found();
    script.note("AAA", 3);
    script.rotate("AAA", 3, 5);
    while (script.entries.size() < 300)
        script.note(script.entries.size() % 2 == 0 ? "AAA" : "BBB",
                    script.entries.size() % 2 == 0 ? 5 : 4);
    return script;
}

std::unique_ptr<Log> write(Disk& disk, const Script& script) {
    auto log = Log::create(disk, {origin, signed_head, log_key()}).value();
    log->append(script.entries);
    log->publish();
    return log;
}

/// One record for each rule that a depositary and authors could break together.
void write_faulty(const std::string& folder) {
    const auto faulty = [&](const std::string& name, const auto& spoil) {
        Script script;
        script.found();
        script.note("AAA", 3);
        spoil(script);
        write(*open_disk(folder + "/" + name), script);
    };
    faulty("thinned", [](Script& s) {
        s.note("AAA", 3);
        s.note("AAA", 3);
        s.entries.erase(s.entries.end() - 2);
    });
    faulty("replayed", [](Script& s) { s.entries.push_back(s.entries.back()); });
    faulty("reordered", [](Script& s) {
        s.note("AAA", 3);
        std::swap(s.entries.back(), s.entries[s.entries.size() - 2]);
    });
    faulty("old-key", [](Script& s) {
        s.rotate("AAA", 3, 5);
        s.note("AAA", 3);
    });
    faulty("unknown-author", [](Script& s) { s.note("CCC", 6); });
    faulty("registered-twice", [](Script& s) { s.enter("AAA", 6); });
    faulty("registered-by-party", [](Script& s) {
        s.act("AAA", 3, "key.register",
              Json::Object{{"key", author_key("CCC", 6).text()}, {"party", "CCC"}});
    });
    faulty("key-of-another", [](Script& s) {
        s.act("AAA", 3, "key.rotate", Json::Object{{"key", author_key("BBB", 6).text()}});
    });
    faulty("bad-signature", [](Script& s) {
        s.note("BBB", 4);
        s.entries.back().replace(s.entries.back().find("{\"text\":\"4\"}") + 9, 1, "5");
    });
    faulty("no-entry", [](Script& s) { s.entries.push_back("no entry"); });
    faulty("no-founding", [](Script& s) { s.entries.erase(s.entries.begin()); });
    faulty("other-depositary", [](Script& s) {
        s = {};
        s.act("secretariat", 2, "association.found",
              Json::Object{{"depositary",
                            VerifierKey{origin, KeyType::ed25519, secret(9).public_key()}.text()},
                           {"secretariat", author_key("secretariat", 2).text()}});
    });
}

}  // namespace

int main(int argc, char** argv) {
    check(argc == 2, "the test names a folder");
    const std::string folder = argv[1];
    const auto disk = open_disk(folder);
    const auto good = open_disk(folder + "/good");
    const auto log = write(*good, good_script());
    constexpr std::uint64_t index = 200;
    disk->replace("entry", log->entry(index));
    disk->replace("proof",
                  to_text(Proof{index, log->prove_inclusion(index).value(), log->checkpoint()}));
    std::string members;
    for (const std::uint8_t member : std::initializer_list<std::uint8_t>{10, 11, 12, 13})
        members += "witness M" + std::to_string(member) + " " + member_key(member).text() + "\n";
    disk->replace("members", members);
    disk->replace("log.key", log_key().text());
    disk->replace("author.key", author_key("AAA", 5).text());
    disk->replace("old-author.key", author_key("AAA", 3).text());
    write_faulty(folder);
    return 0;
}
