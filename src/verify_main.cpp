// SPDX-License-Identifier: Apache-2.0
//
// comity-verify: whether a record holds, without trust in whoever keeps it. It is linked with base/
// and record/ alone, opens no network, and writes nothing. What it knows of acts is in the class
// Authors: three kinds, which say by which keys authors sign. Whether an act was permitted is not
// its question (`comity verify` answers that one). docs/verify.md is its page.
#include "base/check.h"
#include "base/json.h"
#include "record/entry.h"
#include "record/log.h"
#include "record/proof.h"
#include "record/seal.h"

#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <span>

namespace {

using namespace comity;

constexpr std::string_view usage =
    "comity-verify --key KEY [--members FILE] FOLDER\n"
    "comity-verify --key KEY [--members FILE] [--author-key KEY] --proof FILE --entry FILE\n"
    "  KEY           name+id+base64, as the depositary (or the author) has given it to you\n"
    "  FOLDER        a copy of the log: the folder with the file 'checkpoint'\n"
    "  --members     lines 'witness PARTY KEY': whose cosignatures seal the record\n"
    "0: it holds; 1: it does not, and why; 2: the question or a file cannot be read\n";

/// Keys of the authors, as the record itself gives them: the secretariat's in `association.found`,
/// the first of each party in `key.register`, the next ones in `key.rotate`.
class Authors {
public:
    explicit Authors(const VerifierKey& log) : log_(log) {}

    /// The next entry: well formed, meant for this log, in its author's chain, signed by the
    /// author's key.
    Result<> take(const LoggedEntry& logged) {
        const Entry entry = TRY(parse_entry(logged.bytes, logged.leaf));
        const Statement& act = entry.statement;
        if (logged.index == 0) TRY(begin(act));
        const auto author = authors_.find(act.author);
        if (author == authors_.end()) return refuse("entry.key", act.author + " has no key");
        const VerifierKey& key = author->second.key;
        TRY(check_chain(entry, log_.name, {key.name, key.id(), author->second.last}));
        TRY(check_signature(entry, key.key));
        author->second.last = entry.leaf;
        if (act.kind == "key.rotate") author->second.key = TRY(key_in(act, "key", act.author));
        if (act.kind == "key.register") return register_key(act);
        return {};
    }
    std::size_t count() const { return authors_.size(); }

private:
    struct Author {
        VerifierKey key;
        std::optional<Hash> last = {};  ///< leaf hash of the last entry
    };

    Result<> begin(const Statement& act) {
        if (act.kind != "association.found" || act.author != secretariat)
            return refuse("verify.beginning", "the founding of an association");
        if (TRY(key_in(act, "depositary", "")) != log_)
            return refuse("verify.depositary", "the key given, as that of the depositary");
        authors_.emplace(secretariat, Author{TRY(key_in(act, "secretariat", secretariat))});
        return {};
    }

    Result<> register_key(const Statement& act) {
        const std::string party = TRY(member(act, "party"));
        if (act.author != secretariat || authors_.contains(party))
            return refuse("verify.key", "a party's first key, registered by the secretariat");
        authors_.emplace(party, Author{TRY(key_in(act, "key", party))});
        return {};
    }

    /// A text in an act. The three kinds are read in their first version; another is not guessed.
    static Result<std::string> member(const Statement& act, std::string_view name) {
        const Json body = TRY(parse_canonical_json(act.body));
        const Json* found = body.find(name);
        const std::string* text = found ? found->as<std::string>() : nullptr;
        if (act.version != 1 || !text)
            return refuse("verify.act", act.kind + " 1 with '" + std::string(name) + "'");
        return *text;
    }

    /// A key in an act, which must be named for the author who is to sign by it.
    Result<VerifierKey> key_in(const Statement& act, std::string_view name,
                               std::string_view author) const {
        const std::string text = TRY(member(act, name));
        VerifierKey key = TRY(VerifierKey::parse(text));
        const std::string owner = author.empty() ? log_.name : author_key_name(log_.name, author);
        if (key.type != KeyType::ed25519 || key.name != owner)
            return refuse("verify.key", "an Ed25519 key named " + owner);
        return key;
    }

    static constexpr std::string_view secretariat = "secretariat";
    const VerifierKey& log_;
    std::map<std::string, Author, std::less<>> authors_;
};

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Fault("there is no file " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What the question itself must give: a refusal of it says nothing about the record.
template <class T>
T given(Result<T> value) {
    if (!value) throw Fault(value.error().code + ": expected " + value.error().message);
    return *std::move(value);
}

/// The words of the question: each option with its value, and under "" the folder.
using Options = std::map<std::string, std::string, std::less<>>;

Options options_from(std::span<char*> words) {
    static const std::set<std::string, std::less<>> known = {"--key", "--members", "--author-key",
                                                             "--proof", "--entry"};
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string name = known.contains(std::string_view(words[i])) ? words[i++] : "";
        if (i == words.size() || words[i][0] == '-' || !options.emplace(name, words[i]).second)
            throw Fault(std::string(usage));
    }
    const bool proof = options.contains("--proof");
    if (!options.contains("--key") || proof != options.contains("--entry") ||
        proof == options.contains("") || (!proof && options.contains("--author-key")))
        throw Fault(std::string(usage));
    return options;
}

/// What the log is, and who sealed its checkpoint and when.
Result<> tell_seal(Options& options, const Checkpoint& head, const std::string& checkpoint) {
    std::cout << "log: " << head.origin << ", " << head.size << " entries, root "
              << to_base64(head.root) << '\n';
    const Note note = TRY(parse_note(checkpoint));
    if (note.text != to_text(head)) throw Fault("the log has grown meanwhile: check a copy");
    if (options["--members"].empty()) {
        std::cout << "seal: NOT CHECKED (no --members given; " << note.signatures.size() - 1
                  << " signatures beside the log's)\n";
        return {};
    }
    const auto members = given(parse_members(file_text(options["--members"])));
    const Seal seal = TRY(read_seal(note, members, end_of_time));
    std::cout << "seal: " << summary(seal) << '\n';
    for (const Cosigning& cosigning : seal.cosigned)
        std::cout << "  " << cosigning.time.text() << ' ' << cosigning.party << '\n';
    return {};
}

Result<> verify_folder(Options& options, const VerifierKey& key) {
    const std::string checkpoint = file_text(options[""] + "/checkpoint");
    Authors authors(key);
    const auto take = [&](const LoggedEntry& entry) {
        auto taken = authors.take(entry);
        if (!taken) taken.error().where.insert(0, "entry " + std::to_string(entry.index) + " ");
        return taken;
    };
    const Checkpoint head = TRY(verify_log(*open_disk(options[""]), key.name, key, take));
    TRY(tell_seal(options, head, checkpoint));
    std::cout << "entries: all well formed and in their authors' chains, signed by "
              << authors.count() << " authors\n";
    return {};
}

Result<> verify_proof(Options& options, const VerifierKey& key) {
    const Proof proof = TRY(parse_proof(file_text(options["--proof"])));
    const std::string bytes = file_text(options["--entry"]);
    const Checkpoint head = TRY(check_proof(proof, bytes, key.name, key));
    TRY(tell_seal(options, head, proof.checkpoint));
    const Entry entry = TRY(parse_entry(bytes));
    const Statement& act = entry.statement;
    if (act.origin != key.name) return refuse("entry.origin", "an entry of " + key.name);
    std::cout << "entry " << proof.index << ": " << act.kind << ' ' << act.version << " by "
              << act.author << ", " << act.time.text() << " by its own clock\nsignature: ";
    if (options["--author-key"].empty()) {
        std::cout << "NOT CHECKED (no --author-key given)\n";
        return {};
    }
    const VerifierKey author = given(VerifierKey::parse(options["--author-key"]));
    TRY(check_chain(entry, key.name, {author.name, author.id(), act.previous}));
    TRY(check_signature(entry, author.key));
    std::cout << "good\n";
    return {};
}

int answer(std::span<char*> words) {
    Options options = options_from(words);
    const VerifierKey key = given(VerifierKey::parse(options["--key"]));
    const auto held =
        options.contains("--proof") ? verify_proof(options, key) : verify_folder(options, key);
    if (held) {
        std::cout << "It holds.\n";
    } else {
        const auto& [code, message, where] = held.error();
        std::cout << "It does NOT hold: " << code << (where.empty() ? "" : " at ") << where
                  << ": expected " << message << '\n';
    }
    std::cout.flush();
    return !std::cout ? 2 : held ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return answer(std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0));
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 2;
    }
}
