// SPDX-License-Identifier: Apache-2.0
#include "cli/key_commands.h"

namespace comity::cli {
namespace {

struct MakeKey {
    static constexpr std::string_view type = "new key";
    std::string author;
    static constexpr std::tuple fields = {
        Field{"author", &MakeKey::author, "the party's code"},
    };
};

std::string next_key_path(const std::string& author) { return "keys/" + author + ".next.key"; }

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

Result<Report> make_key(const Context& context, const Json& given) {
    const std::string author = TRY(decode<MakeKey>(given)).author;
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const auto key = node->make_key(author);
    if (!key && key.error().code == "key.exists")
        return refuse("key.exists",
                      author + " has a next key here already: put it on record with comity " +
                          "rotate-key --author " + author + ", or remove the file",
                      key.error().where);
    if (!key) return std::unexpected(key.error());
    return Report{Json::Object{{"author", author}, {"key", key->text()}}, key->text() + "\n",
                  key_note(*node, author)};
}

Result<Report> list_keys(const Context& context, const Json&) {
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    Json::Array keys;
    std::string text;
    for (const auto& [author, known] : node->state().authors)
        for (const Author::Key& key : known.keys) {
            keys.emplace_back(Json::Object{{"author", author},
                                           {"key", key.key.text()},
                                           {"entry", key.entry},
                                           {"in_force", &key == &known.keys.back()}});
            text += author + "  " + key.key.text() + "  from entry " + std::to_string(key.entry) +
                    (&key == &known.keys.back() ? "" : "  (replaced)") + "\n";
        }
    return Report{std::move(keys), text};
}

constexpr std::array commands = {
    FieldCommand{.name = "keys", .what = "the authors' keys: on record, and kept here"},
    FieldCommand{.parent = "keys",
                 .name = "list",
                 .what = "list the authors' keys on record",
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
};

}  // namespace

std::string key_path(const std::string& author) { return "keys/" + author + ".key"; }

std::string register_command(const std::string& author) {
    return "comity register-key --party " + author + " --key KEY";
}

std::span<const FieldCommand> key_commands() { return commands; }

}  // namespace comity::cli
