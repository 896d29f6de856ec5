// SPDX-License-Identifier: Apache-2.0
//
// comity-verify: whether a record holds, without trust in whoever keeps it. It is linked with base/
// and record/ alone, opens no network, and writes nothing. What it knows of acts is in the classes
// Authors, Depositaries and Seals: the kinds that say who signs by which key, and the seals that
// stand in the record. Whether an act was permitted is not its question (`comity verify` answers
// that one). docs/verify.md is its page.
#include "base/check.h"
#include "base/json.h"
#include "record/checkpoint.h"
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

constexpr std::string_view secretariat = "secretariat";

/// A text in an act. The kinds are read in their first version; another is not guessed.
Result<std::string> member(const Statement& act, std::string_view name) {
    const Json body = TRY(parse_canonical_json(act.body));
    const Json* found = body.find(name);
    const std::string* text = found ? found->as<std::string>() : nullptr;
    if (act.version != 1 || !text)
        return refuse("verify.act", act.kind + " 1 with '" + std::string(name) + "'");
    return *text;
}

/// A key in an act, which must be of this type and named for who is to sign by it.
Result<VerifierKey> key_in(const Statement& act, std::string_view name, KeyType type,
                           const std::string& owner) {
    const std::string text = TRY(member(act, name));
    VerifierKey key = TRY(VerifierKey::parse(text));
    if (key.type != type || key.name != owner)
        return refuse("verify.key", std::string("a key ") +
                                        (type == KeyType::ed25519 ? "" : "for cosignatures ") +
                                        "named " + owner);
    return key;
}

/// Keys of the authors, as the record itself gives them: the secretariat's in `association.found`,
/// the first of each party in `key.register`, the next ones in `key.rotate`.
class Authors {
public:
    explicit Authors(std::string origin) : origin_(std::move(origin)) {}

    /// The next entry: meant for this log, in its author's chain, signed by the author's key.
    Result<> take(const Entry& entry) {
        const Statement& act = entry.statement;
        if (act.kind == "association.found" && authors_.empty()) {
            const VerifierKey first = TRY(author_key(act, "secretariat", secretariat));
            authors_.emplace(secretariat, Author{first});
        }
        const auto author = authors_.find(act.author);
        if (author == authors_.end()) return refuse("entry.key", act.author + " has no key");
        const VerifierKey& key = author->second.key;
        TRY(check_chain(entry, origin_, {key.name, key.id(), author->second.last}));
        TRY(check_signature(entry, key.key));
        author->second.last = entry.leaf;
        if (act.kind == "key.rotate") author->second.key = TRY(author_key(act, "key", act.author));
        if (act.kind == "key.register") return register_key(act);
        return {};
    }
    std::size_t count() const { return authors_.size(); }

private:
    struct Author {
        VerifierKey key;
        std::optional<Hash> last = {};  ///< leaf hash of the last entry
    };

    Result<> register_key(const Statement& act) {
        const std::string party = TRY(member(act, "party"));
        if (act.author != secretariat || authors_.contains(party))
            return refuse("verify.key", "a party's first key, registered by the secretariat");
        const VerifierKey first = TRY(author_key(act, "key", party));
        authors_.emplace(party, Author{first});
        return {};
    }

    Result<VerifierKey> author_key(const Statement& act, std::string_view name,
                                   std::string_view author) const {
        return key_in(act, name, KeyType::ed25519, author_key_name(origin_, author));
    }

    std::string origin_;
    std::map<std::string, Author, std::less<>> authors_;
};

/// Who signs the log, and from which size on: first whom the founding names, then whoever the one
/// before has handed the log over to.
class Depositaries {
public:
    explicit Depositaries(std::string origin) : origin_(std::move(origin)) {}

    Result<> take(const Statement& act, std::uint64_t index) {
        if (index == 0) {
            if (act.kind != "association.found" || act.author != secretariat)
                return refuse("verify.beginning", "the founding of an association");
            return begin(act, "depositary", std::string(secretariat), {index, index});
        }
        if (act.kind == "depositary.take-over")
            throw Fault("entry " + std::to_string(index) +
                        " takes the log over: only `comity verify` can judge that");
        if (act.kind != "depositary.hand-over") return {};
        if (act.author != terms_.back().author)
            return refuse("verify.depositary", "a hand-over by " + terms_.back().author);
        const std::string to = TRY(member(act, "to"));
        return begin(act, "key", to, {index, index + 1});  // the successor enters it
    }

    /// By which key the checkpoint of so many entries is signed; there is a first one.
    const VerifierKey& key_at(std::uint64_t size) const { return term_at(size).key; }

    /// Whether the key that the question gave is the one by which the log is signed.
    Result<> check_given(const VerifierKey& given, std::uint64_t size) const {
        if (terms_.empty() || term_at(size).key == given) return {};
        return refuse("verify.depositary", "the key given, as that of the depositary",
                      "entry " + std::to_string(term_at(size).span.entry));
    }

private:
    struct Span {
        std::uint64_t entry;      ///< that names the key
        std::uint64_t from_size;  ///< of the first checkpoint signed by it
    };
    struct Term {
        Span span;
        VerifierKey key;
        std::string author;
    };

    Result<> begin(const Statement& act, std::string_view name, const std::string& author,
                   Span span) {
        VerifierKey key = TRY(key_in(act, name, KeyType::ed25519, origin_));
        terms_.push_back({span, std::move(key), author});
        return {};
    }

    const Term& term_at(std::uint64_t size) const {
        auto term = terms_.rbegin();
        while (term->span.from_size > size && std::next(term) != terms_.rend()) ++term;
        return *term;
    }

    std::string origin_;
    std::vector<Term> terms_;
};

/// The seals that stand in the record, by the keys that authors have declared in it.
class Seals {
public:
    explicit Seals(std::string origin) : origin_(std::move(origin)) {}

    /// The next entry, which counts to the tree of the seals that come after it.
    Result<> take(const Entry& entry, std::uint64_t index, const Depositaries& depositaries) {
        const Statement& act = entry.statement;
        if (act.kind == "cosigner.declare") TRY(declare(act, index));
        if (act.kind == "seal.enter") TRY(enter(act, index, depositaries));
        unsealed_.push_back(entry.leaf);
        return {};
    }

    void tell() const {
        std::cout << "entered seals: " << told_.size() << '\n';
        for (const std::string& line : told_) std::cout << "  " << line << '\n';
    }

private:
    struct Declared {
        std::uint64_t from_size;  ///< of the first checkpoint that the key can seal
        VerifierKey key;
    };

    Result<> declare(const Statement& act, std::uint64_t index) {
        const std::string owner = author_key_name(origin_, act.author);
        const VerifierKey key = TRY(key_in(act, "key", KeyType::cosignature, owner));
        declared_[act.author].push_back({index + 1, key});
        return {};
    }

    Result<> enter(const Statement& act, std::uint64_t index, const Depositaries& depositaries) {
        const std::string text = TRY(member(act, "checkpoint"));
        const Note note = TRY(parse_note(text));
        const Checkpoint stated = TRY(parse_checkpoint(note.text));
        if (stated.size < sealed_.size() || stated.size > index)
            return refuse("seal.size", "between " + std::to_string(sealed_.size()) + " and " +
                                           std::to_string(index) + " entries");
        TRY(open_checkpoint(text, origin_, depositaries.key_at(stated.size)));
        if (stated.root != root_at(stated.size))
            return refuse("seal.root", "the root of this log: another one is the proof of a fork");
        const std::vector<Member> sealers = sealers_at(stated.size);
        if (sealers.empty()) return refuse("seal.sealers", "declared cosigning keys");
        const Seal seal = TRY(read_seal(note, sealers, end_of_time));
        if (seal.cosigned.empty()) return refuse("seal.quorum", "cosignatures by declared keys");
        told_.push_back("entry " + std::to_string(index) + ": " + std::to_string(stated.size) +
                        " entries, " + summary(seal));
        return {};
    }

    /// The tree that a seal covers; a later one covers no less.
    Hash root_at(std::uint64_t size) {
        const auto newly = static_cast<std::ptrdiff_t>(size - sealed_.size());
        for (auto leaf = unsealed_.begin(); leaf != unsealed_.begin() + newly; ++leaf)
            sealed_.append(*leaf);
        unsealed_.erase(unsealed_.begin(), unsealed_.begin() + newly);
        return sealed_.root();
    }

    /// Who had declared a key for checkpoints of this size: the parties; if none, the secretariat.
    std::vector<Member> sealers_at(std::uint64_t size) const {
        std::vector<Member> sealers;
        std::vector<Member> alone;
        for (const auto& [author, keys] : declared_) {
            const Declared* last = nullptr;
            for (const Declared& key : keys)
                if (key.from_size <= size) last = &key;
            if (last) (author == secretariat ? alone : sealers).push_back({author, last->key});
        }
        return sealers.empty() ? alone : sealers;
    }

    std::string origin_;
    std::map<std::string, std::vector<Declared>> declared_;
    Frontier sealed_;             ///< the tree that the last seal covers
    std::vector<Hash> unsealed_;  ///< the leaves after it
    std::vector<std::string> told_;
};

/// All that is read of the entries, one after another.
struct Reading {
    explicit Reading(const std::string& origin)
        : authors(origin), depositaries(origin), seals(origin) {}

    Result<> take(const LoggedEntry& logged) {
        const Entry entry = TRY(parse_entry(logged.bytes, logged.leaf));
        TRY(depositaries.take(entry.statement, logged.index));
        TRY(authors.take(entry));
        return seals.take(entry, logged.index, depositaries);
    }

    Authors authors;
    Depositaries depositaries;
    Seals seals;
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
    Reading reading(key.name);
    const auto take = [&](const LoggedEntry& entry) {
        auto taken = reading.take(entry);
        if (!taken) taken.error().where.insert(0, "entry " + std::to_string(entry.index) + " ");
        return taken;
    };
    const Checkpoint head = TRY(verify_log(*open_disk(options[""]), key.name, key, take));
    TRY(reading.depositaries.check_given(key, head.size));
    TRY(tell_seal(options, head, checkpoint));
    reading.seals.tell();
    std::cout << "entries: all well formed and in their authors' chains, signed by "
              << reading.authors.count() << " authors\n";
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
