// SPDX-License-Identifier: Apache-2.0
#include "cli/key_commands.h"

#include "acts/replacement.h"

#include <filesystem>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

struct MakeKey {
    static constexpr std::string_view type = "new key";
    std::string author;
    std::optional<bool> encrypt;
    std::optional<bool> recovery;
    std::optional<bool> confidential;
    static constexpr std::tuple fields = {
        Field{"author", &MakeKey::author, "the party's code"},
        Field{"encrypt", &MakeKey::encrypt, "encrypt it by a passphrase"},
        Field{"recovery", &MakeKey::recovery, "a recovery key, to be kept elsewhere"},
        Field{"confidential", &MakeKey::confidential, "a key to which others encrypt"},
    };
};

struct RotateKey {
    static constexpr std::string_view type = "rotation";
    std::string author;
    std::optional<bool> encrypt;
    static constexpr std::tuple fields = {
        Field{"author", &RotateKey::author, "whose key"},
        Field{"encrypt", &RotateKey::encrypt,
              "encrypt the next key; one that follows an encrypted key always is"},
    };
};

struct EncryptKey {
    static constexpr std::string_view type = "encryption";
    std::string key;
    static constexpr std::tuple fields = {
        Field{"key", &EncryptKey::key, "the key's file in keys/, without .key"},
    };
};

struct Recover {
    static constexpr std::string_view type = "use of a recovery key";
    std::string author;
    std::optional<std::string> by;
    std::optional<std::string> with;
    static constexpr std::tuple fields = {
        Field{"author", &Recover::author, "whose key"},
        Field{"by", &Recover::by, "who hands it in; else the secretariat"},
        Field{"with", &Recover::with, "the file of the recovery key, if it is not in keys/"},
    };
};

struct Guard {
    static constexpr std::string_view type = "guard";
    std::string author;
    std::optional<std::string> with;
    static constexpr std::tuple fields = {
        Field{"author", &Guard::author, "whose key"},
        Field{"with", &Guard::with, "the file of the recovery key so far, if there is one"},
    };
};

struct Endorse {
    static constexpr std::string_view type = "endorsement";
    std::string party;
    VerifierKey key;
    PartyCode by;
    static constexpr std::tuple fields = {
        Field{"party", &Endorse::party, "whose key is to be replaced"},
        Field{"key", &Endorse::key, "the new key"},
        Field{"by", &Endorse::by, "who endorses"},
    };
};

/// What a key that was just made is for, and what to do next.
std::string key_note(const Node& node, const std::string& author) {
    const State& state = node.state();
    const bool next = node.disk().exists(next_key_path(author));
    const std::string place =
        node.folder() + "/" + (next ? next_key_path(author) : key_path(author));
    if (next && (state.authors.contains(author) || author == secretariat))
        return "The next key of " + author + ", kept in " + place +
               ": the present one signs until this one is on record, with: comity rotate-key "
               "--author " +
               author + " --key KEY\n";
    if (next)
        return author + " has an earlier key here that is not on record; this one is kept in " +
               place + ". Register one of the two: " + register_command(author) + "\n";
    const bool known = state.parties.contains(author);
    return "The secret half is kept in " + place + ". Next" +
           (known ? "" : ", once " + author + " is a party (comity admit)") + ": " +
           register_command(author) + "\n";
}

Result<std::unique_ptr<Node>> open_to(Node::Access access, const Context& context) {
    return Node::open(context.folder, access, context.passphrase);
}

Result<std::optional<Passphrase>> passphrase_if(bool wanted) {
    std::optional<Passphrase> passphrase;
    if (wanted) passphrase = TRY(new_passphrase());
    return passphrase;
}

Report key_report(const std::string& author, const std::string& key, std::string note) {
    return {Json::Object{{"author", author}, {"key", key}}, key + "\n", std::move(note)};
}

Result<Report> make_signing_key(Node& node, const std::string& author,
                                const std::optional<Passphrase>& passphrase) {
    const auto key = node.make_key(author, passphrase);
    if (!key && key.error().code == "key.exists")
        return refuse("key.exists",
                      author + " has a next key here already: put it on record with comity " +
                          "rotate-key --author " + author + ", or remove the file",
                      key.error().where);
    if (!key) return std::unexpected(key.error());
    return key_report(author, key->text(), key_note(node, author));
}

Result<Report> make_key(const Context& context, const Json& given) {
    const MakeKey wanted = TRY(decode<MakeKey>(given));
    const auto node = TRY(open_to(Node::Access::read, context));
    const auto passphrase = TRY(passphrase_if(wanted.encrypt.value_or(false)));
    const std::string& author = wanted.author;
    if (wanted.recovery.value_or(false)) {
        const VerifierKey key = TRY(node->make_recovery_key(author, passphrase));
        return key_report(author, key.text(),
                          "The secret half is in " + node->folder() + "/" +
                              recovery_key_path(author) +
                              ". Put it on record with comity keys guard " + author +
                              ", then keep the file elsewhere.\n");
    }
    if (wanted.confidential.value_or(false)) {
        const ConfidentialKey key = TRY(node->make_confidential_key(author, passphrase));
        return key_report(author, key.text(),
                          "Next: comity confide-key --author " + author + " --key KEY\n");
    }
    return make_signing_key(*node, author, passphrase);
}

std::string_view kept_text(const Disk& disk, const std::string& path) {
    return is_encrypted_key(disk, path) ? "kept here, encrypted" : "kept here";
}

/// The verifier keys of the files in keys/, with their paths.
std::map<std::string, std::string> kept_keys(const Disk& disk) {
    std::map<std::string, std::string> kept;
    for (const std::string& name : disk.list("keys"))
        if (const auto key = read_public_half(disk, "keys/" + name))
            kept.emplace(key->text(), "keys/" + name);
    return kept;
}

Json key_json(const Disk& disk, const std::string& key, const std::string& path) {
    return Json::Object{{"key", key}, {"file", path}, {"encrypted", is_encrypted_key(disk, path)}};
}

struct KeyList {
    Json::Array keys;
    std::string text;
};

/// Takes what is on record out of `kept`.
void add_key(KeyList& list, const Disk& disk, std::map<std::string, std::string>& kept,
             const Json::Object& on_record) {
    const std::string key = *on_record.find("key")->as<std::string>();
    Json::Object json = on_record;
    const auto found = kept.find(key);
    if (found != kept.end()) {
        json.set("file", found->second);
        json.set("encrypted", is_encrypted_key(disk, found->second));
        list.text += "  (" + std::string(kept_text(disk, found->second)) + ")";
        kept.erase(found);
    }
    list.text += "\n";
    list.keys.emplace_back(std::move(json));
}

void add_author(KeyList& list, const Disk& disk, std::map<std::string, std::string>& kept,
                const std::string& author, const Author& known) {
    for (const Author::Key& key : known.keys) {
        const bool in_force = &key == &known.keys.back();
        list.text += author + "  " + key.key.text() + "  from entry " + std::to_string(key.entry) +
                     (in_force ? "" : "  (replaced)");
        add_key(list, disk, kept,
                {{"author", author},
                 {"key", key.key.text()},
                 {"entry", key.entry},
                 {"in_force", in_force}});
    }
    if (!known.recovery) return;
    list.text += author + "  " + known.recovery->text() + "  recovery";
    add_key(list, disk, kept,
            {{"author", author}, {"key", known.recovery->text()}, {"recovery", true}});
}

Result<Report> list_keys(const Context& context, const Json&) {
    const auto node = TRY(open_to(Node::Access::read, context));
    const Disk& disk = node->disk();
    auto kept = kept_keys(disk);
    KeyList list;
    for (const auto& [author, known] : node->state().authors)
        add_author(list, disk, kept, author, known);
    for (const auto& [key, path] : kept) {
        list.keys.push_back(key_json(disk, key, path));
        list.text += path + "  " + key + "  (" + std::string(kept_text(disk, path)) + ")\n";
    }
    return Report{std::move(list.keys), list.text};
}

/// The author's next key, made if there is none yet.
Result<VerifierKey> next_key(Node& node, const std::string& author, bool encrypt) {
    const std::string path =
        node.disk().exists(key_path(author)) ? next_key_path(author) : key_path(author);
    if (node.disk().exists(path)) return read_public_half(node.disk(), path);
    const bool wanted = encrypt || is_encrypted_key(node.disk(), key_path(author));
    const auto passphrase = TRY(passphrase_if(wanted));
    return node.make_key(author, passphrase);
}

Result<Report> rotate(const Context& context, const Json& given) {
    const RotateKey wanted = TRY(decode<RotateKey>(given));
    const auto node = TRY(open_to(Node::Access::write, context));
    if (!node->disk().exists(key_path(wanted.author)))
        return refuse("key.absent", "no key of " + wanted.author + " here to sign the next one");
    const VerifierKey key = TRY(next_key(*node, wanted.author, wanted.encrypt.value_or(false)));
    return enter(context, *node, {"key.rotate", wanted.author, Json::Object{{"key", key.text()}}});
}

Result<Report> encrypt(const Context& context, const Json& given) {
    const std::string name = TRY(decode<EncryptKey>(given)).key;
    const auto node = TRY(open_to(Node::Access::read, context));
    if (name.find('/') != std::string::npos)
        return refuse("key.absent", "should be the name of a file in keys/, without .key", name);
    const std::string path = "keys/" + name + ".key";
    TRY(node->keys().key(path));
    const Passphrase passphrase = TRY(new_passphrase());
    TRY(node->encrypt_key(path, passphrase));
    return Report{Json::Object{{"file", path}, {"encrypted", true}}, "Encrypted " + path + ".\n"};
}

/// The recovery key in a file that somebody names, or in keys/.
Result<NamedKey> recovery_key(const Context& context, const Node& node, const std::string& author,
                              const std::optional<std::string>& file) {
    if (!file) return read_key_file(node.disk(), recovery_key_path(author), context.passphrase);
    const fs::path path = fs::absolute(*file);
    if (!fs::exists(path)) return refuse("key.absent", "a key file", *file);
    const auto disk = open_disk(path.parent_path().string());
    return read_key_file(*disk, path.filename().string(), context.passphrase);
}

Result<const Author*> author_on_record(const Node& node, const std::string& author) {
    const auto found = node.state().authors.find(author);
    if (found != node.state().authors.end()) return &found->second;
    return refuse("author.unknown", author + " has no key in this record");
}

std::string signed_by(const NamedKey& key, const KeyChangeText& change) {
    return to_base64(key.key.sign(change.text()));
}

Result<Report> guard(const Context& context, const Json& given) {
    const Guard wanted = TRY(decode<Guard>(given));
    const auto node = TRY(open_to(Node::Access::write, context));
    const Author* author = TRY(author_on_record(*node, wanted.author));
    const std::string path = recovery_key_path(wanted.author);
    const VerifierKey key = TRY(read_public_half(node->disk(), path));
    Json::Object body{{"key", key.text()}};
    if (author->recovery && wanted.with) {
        const NamedKey before = TRY(recovery_key(context, *node, wanted.author, wanted.with));
        body.set("signature", signed_by(before, {KeyChange::guard, node->origin(), wanted.author,
                                                 *author->recovery, key}));
    }
    Report report = TRY(enter(context, *node, {"key.guard", wanted.author, std::move(body)}));
    report.note = "Keep " + node->folder() + "/" + path + " elsewhere now, and not here.\n";
    return report;
}

Result<Report> revoke(const Context& context, const Json& given) {
    const Recover wanted = TRY(decode<Recover>(given));
    const auto node = TRY(open_to(Node::Access::write, context));
    const Author* author = TRY(author_on_record(*node, wanted.author));
    const NamedKey recovery = TRY(recovery_key(context, *node, wanted.author, wanted.with));
    const VerifierKey before = author->keys.back().key;
    const VerifierKey key = TRY(next_key(*node, wanted.author, false));
    const std::string signature =
        signed_by(recovery, {KeyChange::revoke, node->origin(), wanted.author, before, key});
    return enter(
        context, *node,
        {"key.revoke", wanted.by.value_or(std::string(secretariat)),
         Json::Object{{"holder", wanted.author}, {"key", key.text()}, {"signature", signature}}});
}

Result<Report> endorse(const Context& context, const Json& given) {
    const Endorse wanted = TRY(decode<Endorse>(given));
    const auto node = TRY(open_to(Node::Access::read, context));
    const Author* author = TRY(author_on_record(*node, wanted.party));
    const NamedKey* own = TRY(node->keys().key(key_path(wanted.by.value)));
    const std::string endorsement =
        wanted.by.value + "=" +
        signed_by(*own, {KeyChange::replace, node->origin(), wanted.party, author->keys.back().key,
                         wanted.key});
    return Report{Json::Object{{"endorsement", endorsement}}, endorsement + "\n",
                  "The secretariat enters it with those of all others: comity replace-key\n"};
}

constexpr std::array commands = {
    FieldCommand{.name = "keys", .what = "the authors' keys: on record, and kept here"},
    FieldCommand{.parent = "keys",
                 .name = "list",
                 .what = "list the authors' keys on record, and those kept here",
                 .run = &list_keys},
    FieldCommand{
        .parent = "keys",
        .name = "make",
        .what = "make a key for a party and keep it here",
        .fields = field_infos<MakeKey>,
        .place = "author",
        .footer =
            "The first key is put on record by comity register-key, once its author is a party.\n"
            "For an author who has one, this makes the next key: comity rotate-key replaces the "
            "present one by it.",
        .run = &make_key},
    FieldCommand{.parent = "keys",
                 .name = "rotate",
                 .what = "make the next key and put it on record in one go",
                 .fields = field_infos<RotateKey>,
                 .place = "author",
                 .run = &rotate},
    FieldCommand{.parent = "keys",
                 .name = "encrypt",
                 .what = "encrypt a kept key by a passphrase, or by another one",
                 .fields = field_infos<EncryptKey>,
                 .place = "key",
                 .footer = "Examples:\n  comity keys encrypt secretariat\n"
                           "  comity keys encrypt CHN.recovery",
                 .run = &encrypt},
    FieldCommand{.parent = "keys",
                 .name = "guard",
                 .what = "name the recovery key made by comity keys make --recovery",
                 .fields = field_infos<Guard>,
                 .place = "author",
                 .run = &guard},
    FieldCommand{.parent = "keys",
                 .name = "revoke",
                 .what = "replace an author's key by its recovery key",
                 .fields = field_infos<Recover>,
                 .place = "author",
                 .run = &revoke},
    FieldCommand{.parent = "keys",
                 .name = "endorse",
                 .what = "agree to the replacement of another member's key",
                 .fields = field_infos<Endorse>,
                 .place = "party",
                 .run = &endorse},
};

}  // namespace

Result<Report> enter(const Context& context, Node& node, const Draft& draft) {
    const std::uint64_t index = TRY(node.submit(draft, context.now));
    return Report{Json::Object{{"entry", index}, {"kind", draft.kind}},
                  "Entered " + draft.kind + " as entry " + std::to_string(index) + ".\n"};
}

std::string register_command(const std::string& author) {
    return "comity register-key --party " + author + " --key KEY";
}

std::span<const FieldCommand> key_commands() { return commands; }

}  // namespace comity::cli
