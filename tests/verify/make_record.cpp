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

/// A key that signs nothing but cosignatures, as an author declares it.
VerifierKey declared_key(const std::string& author, std::uint8_t number) {
    return cosigner(author_key_name(origin, author), secret(number).public_key());
}

/// A member's part in a seal.
struct Cosigned {
    std::string author;
    std::uint8_t key = 0;
    std::int64_t second = 0;
};

template <std::uint8_t depositary>
std::string signed_head(const Checkpoint& head) {
    Note note = {to_text(head), {}};
    note.signatures.push_back(sign_note(note.text, origin, secret(depositary)));
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

    void declare(const std::string& author, std::uint8_t author_key, std::uint8_t key) {
        act(author, author_key, "cosigner.declare",
            Json::Object{{"key", declared_key(author, key).text()}});
    }
    /// A checkpoint of the first entries, signed by the depositary's key of this number.
    Note head(std::uint64_t size, std::uint8_t depositary,
              std::initializer_list<Cosigned> cosigners) const {
        Frontier tree;
        for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf_hash(entries[i]));
        Note note = {to_text(Checkpoint{origin, size, tree.root()}), {}};
        note.signatures.push_back(sign_note(note.text, origin, secret(depositary)));
        for (const Cosigned& by : cosigners)
            note.signatures.push_back(cosign(note.text, author_key_name(origin, by.author),
                                             secret(by.key), {1'767'225'600 + by.second})
                                          .value());
        return note;
    }
    void seal(const Note& note) {
        act("secretariat", 2, "seal.enter", Json::Object{{"checkpoint", to_bytes(note)}});
    }
    void hand_over(const std::string& author, std::uint8_t author_key, const std::string& to,
                   std::uint8_t key) {
        const VerifierKey successor = {origin, KeyType::ed25519, secret(key).public_key()};
        act(author, author_key, "depositary.hand-over",
            Json::Object{{"key", successor.text()}, {"to", to}});
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

/// Sealed by the secretariat alone, then by the parties, then under another depositary.
Script sealed_script() {
    Script script;
    script.found();
    script.declare("secretariat", 2, 20);
    script.seal(script.head(4, 1, {{"secretariat", 20, 40}}));
    script.declare("AAA", 3, 21);
    script.declare("BBB", 4, 22);
    script.seal(script.head(7, 1, {{"AAA", 21, 70}, {"BBB", 22, 75}, {"CCC", 23, 76}}));
    script.seal(script.head(7, 1, {{"BBB", 22, 90}}));
    script.hand_over("secretariat", 2, "AAA", 7);
    script.seal(script.head(10, 7, {{"AAA", 21, 100}, {"BBB", 22, 101}}));
    script.seal(script.head(11, 7, {{"AAA", 21, 110}, {"BBB", 22, 111}}));
    return script;
}

template <std::uint8_t depositary = 1>
std::unique_ptr<Log> write(Disk& disk, const Script& script) {
    const VerifierKey key = {origin, KeyType::ed25519, secret(depositary).public_key()};
    auto log = Log::create(disk, {origin, signed_head<depositary>, key}).value();
    log->append(script.entries);
    log->publish();
    return log;
}

/// Seals and hand-overs that do not hold, each as entry 5, by two who have declared their keys.
void write_false_seals(const std::string& folder) {
    const auto write_false = [&](const std::string& name, const auto& spoil) {
        Script script;
        script.found();
        script.declare("AAA", 3, 21);
        script.declare("BBB", 4, 22);
        spoil(script);
        write(*open_disk(folder + "/" + name), script);
    };
    write_false("seal-of-a-fork", [](Script& s) {
        Script other;
        other.found();
        other.note("AAA", 3);
        s.seal(other.head(4, 1, {{"AAA", 21, 70}, {"BBB", 22, 75}}));
    });
    write_false("seal-of-the-future", [](Script& s) {
        Script later = s;
        later.note("AAA", 3);
        s.seal(later.head(6, 1, {{"AAA", 21, 70}, {"BBB", 22, 75}}));
    });
    write_false("seal-by-a-false-key", [](Script& s) {
        Note note = s.head(5, 1, {{"AAA", 21, 70}, {"BBB", 22, 75}});
        note.signatures.back().signature.back() ^= 1;
        s.seal(note);
    });
    write_false("seal-by-nobody", [](Script& s) { s.seal(s.head(5, 1, {{"CCC", 23, 70}})); });
    write_false("seal-without-the-log",
                [](Script& s) { s.seal(s.head(5, 9, {{"AAA", 21, 70}, {"BBB", 22, 75}})); });
    write_false("seal-before-keys", [](Script& s) { s.seal(s.head(2, 1, {{"AAA", 21, 70}})); });
    write_false("seal-unreadable", [](Script& s) {
        s.act("secretariat", 2, "seal.enter", Json::Object{{"checkpoint", "no checkpoint"}});
    });
    write_false("cosigner-of-another", [](Script& s) {
        s.act("AAA", 3, "cosigner.declare", Json::Object{{"key", declared_key("BBB", 22).text()}});
    });
    write_false("handed-over-by-another", [](Script& s) { s.hand_over("AAA", 3, "BBB", 7); });
    write_false("handed-over-and-kept", [](Script& s) {
        s.hand_over("secretariat", 2, "AAA", 7);
        s.note("BBB", 4);
    });
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
    disk->replace("new-log.key",
                  VerifierKey{origin, KeyType::ed25519, secret(7).public_key()}.text());
    write<7>(*open_disk(folder + "/sealed"), sealed_script());
    write_false_seals(folder);
    write_faulty(folder);
    return 0;
}
