// SPDX-License-Identifier: Apache-2.0
#include "cli/confidential_commands.h"

#include "cli/key_commands.h"
#include "service/text_file.h"

#include <algorithm>

namespace comity::cli {
namespace {

struct Confide {
    static constexpr std::string_view type = "confidential content";
    Identifier confidential;
    std::string author;
    std::vector<PartyCode> audience;
    Translations title;
    std::string file;
    static constexpr std::tuple fields = {
        Field{"confidential", &Confide::confidential, "its name in the record"},
        Field{"author", &Confide::author, "who places it, and can read it if it is a party"},
        Field{"audience", &Confide::audience, "the parties that can read it"},
        Field{"title", &Confide::title, "what it is about, in public"},
        Field{"file", &Confide::file, "the content: a JSON object, field by field"},
    };
};

struct OpenContent {
    static constexpr std::string_view type = "opening";
    Identifier confidential;
    PartyCode reader;
    static constexpr std::tuple fields = {
        Field{"confidential", &OpenContent::confidential, "its name in the record"},
        Field{"reader", &OpenContent::reader, "the party whose key is here"},
    };
};

struct Disclose {
    static constexpr std::string_view type = "disclosure";
    Identifier confidential;
    PartyCode reader;
    std::string field;
    static constexpr std::tuple fields = {
        Field{"confidential", &Disclose::confidential, "its name in the record"},
        Field{"reader", &Disclose::reader, "the party whose key is here"},
        Field{"field", &Disclose::field, "the name of the field to make public"},
    };
};

struct CheckDisclosure {
    static constexpr std::string_view type = "disclosure to check";
    std::string file;
    static constexpr std::tuple fields = {
        Field{"file", &CheckDisclosure::file, "as comity disclose writes it"},
    };
};

/// The readers by the keys they declared; the author is one, unless it is the secretariat.
Result<std::vector<Reader>> readers_of(const State& state, std::vector<PartyCode>& audience,
                                       const std::string& author) {
    const bool reads = std::ranges::find(audience, author, &PartyCode::value) != audience.end();
    if (author != secretariat && !reads) audience.push_back({author});
    std::vector<Reader> readers;
    for (const PartyCode& party : audience) {
        const auto found = state.authors.find(party.value);
        if (found == state.authors.end() || !found->second.confidential)
            return refuse("confidential.no-key",
                          party.value + " has declared no key to encrypt to: comity keys make " +
                              party.value + " --confidential, then comity confide-key",
                          "--audience");
        readers.push_back({party.value, *found->second.confidential});
    }
    return readers;
}

Json act_body(const Confide& wanted, const SealedContent& sealed, const Hash& blob) {
    Json::Array audience;
    for (const PartyCode& party : wanted.audience) audience.emplace_back(party.value);
    Json::Array commitments;
    for (const ConfidentialField& field : sealed.fields)
        commitments.emplace_back(to_hex(commitment(field)));
    return Json::Object{{"confidential", wanted.confidential.value},
                        {"audience", std::move(audience)},
                        {"title", Codec<Translations>::write(wanted.title)},
                        {"commitments", std::move(commitments)},
                        {"content", to_hex(blob)}};
}

Result<Report> confide(const Context& context, const Json& given) {
    Confide wanted = TRY(decode<Confide>(given));
    const std::string text = TRY(read_text_file(wanted.file));
    const Json content = TRY(parse_json(text));
    const auto node = TRY(Node::open(context.folder, Node::Access::write, context.passphrase));
    const auto readers = TRY(readers_of(node->state(), wanted.audience, wanted.author));
    const SealedContent sealed = TRY(seal_content(content, readers));
    const Blobs blobs = node->blobs();
    const Blobs::Stored stored = blobs.store_text(sealed.bytes);
    auto report =
        enter(context, *node,
              {"confidential.place", wanted.author, act_body(wanted, sealed, stored.name)});
    if (!report) blobs.remove(stored.name);
    return report;
}

Result<const ConfidentialContent*> placed(const Node& node, const Identifier& name) {
    const auto found = node.state().confidential.find(name.value);
    if (found != node.state().confidential.end()) return &found->second;
    return refuse("confidential.unknown", "there is no confidential content '" + name.value + "'");
}

/// The fields of placed content, as they were committed to.
Result<std::vector<ConfidentialField>> opened(const Node& node, const Identifier& name,
                                              const PartyCode& reader) {
    const ConfidentialContent* content = TRY(placed(node, name));
    if (content->erasure) return refuse("confidential.erased", "the content was erased");
    const Blobs blobs = node.blobs();
    if (!blobs.contains(content->content))
        return refuse("confidential.absent", "the encrypted content is not here",
                      blobs.path(content->content));
    const std::string bytes = TRY(read_text_file(blobs.path(content->content)));
    const NamedKey* key = TRY(node.keys().key(confidential_key_path(reader.value)));
    auto fields = TRY(open_content(bytes, reader.value, key->key.seed()));
    const bool agrees = std::ranges::equal(fields, content->commitments, {}, commitment);
    if (agrees) return fields;
    return refuse("confidential.mismatch", "the content is not what the act commits to");
}

Result<Report> open_confidential(const Context& context, const Json& given) {
    const OpenContent wanted = TRY(decode<OpenContent>(given));
    const auto node = TRY(Node::open(context.folder, Node::Access::read, context.passphrase));
    Json::Object content;
    const auto fields = TRY(opened(*node, wanted.confidential, wanted.reader));
    for (const ConfidentialField& field : fields) content.set(field.name, field.value);
    const Json json{std::move(content)};
    return Report{json, to_pretty_text(json) + "\n"};
}

Result<Report> disclose(const Context& context, const Json& given) {
    const Disclose wanted = TRY(decode<Disclose>(given));
    const auto node = TRY(Node::open(context.folder, Node::Access::read, context.passphrase));
    const auto fields = TRY(opened(*node, wanted.confidential, wanted.reader));
    const auto found = std::ranges::find(fields, wanted.field, &ConfidentialField::name);
    if (found == fields.end())
        return refuse("disclosure.field", "the content has no field '" + wanted.field + "'",
                      "--field");
    const Disclosure disclosure{node->origin(), wanted.confidential.value,
                                static_cast<std::uint64_t>(found - fields.begin()), *found};
    const std::string text = to_text(disclosure);
    return Report{Json::Object{{"disclosure", text}}, text};
}

Result<Report> check_disclosed(const Context& context, const Json& given) {
    const std::string file = TRY(decode<CheckDisclosure>(given)).file;
    const std::string text = TRY(read_text_file(file));
    const Disclosure disclosure = TRY(parse_disclosure(text));
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    if (disclosure.origin != node->origin())
        return refuse("disclosure.origin", "it is of another record: " + disclosure.origin, file);
    const Identifier name = TRY(Identifier::parse(disclosure.content));
    const ConfidentialContent* content = TRY(placed(*node, name));
    TRY(check_disclosure(disclosure, content->commitments));
    return Report{Json::Object{{"confidential", name.value},
                               {"author", content->author},
                               {"entry", content->mention.entry},
                               {"name", disclosure.field.name},
                               {"value", disclosure.field.value}},
                  content->author + " committed to it in entry " +
                      std::to_string(content->mention.entry) + ": " +
                      to_text(Json(disclosure.field.name)) + " is " +
                      to_text(disclosure.field.value) + "\n"};
}

constexpr std::string_view group = "Confidential content";

constexpr std::array commands = {
    FieldCommand{.name = "confide",
                 .group = group,
                 .what = "encrypt content to an audience, and commit to it on record",
                 .fields = field_infos<Confide>,
                 .place = "confidential",
                 .footer = "Example:\n  comity confide credit-terms --author CHN --audience KAZ "
                           "--title 'Terms of a credit line' --file terms.json",
                 .run = &confide},
    FieldCommand{.name = "open-confidential",
                 .group = group,
                 .what = "read content that was confided to a party whose key is here",
                 .fields = field_infos<OpenContent>,
                 .place = "confidential",
                 .run = &open_confidential},
    FieldCommand{.name = "disclose",
                 .group = group,
                 .what = "make one field of it public, with its proof",
                 .fields = field_infos<Disclose>,
                 .place = "confidential",
                 .footer = "Example:\n  comity disclose credit-terms --reader KAZ --field rate "
                           "> rate.disclosure",
                 .run = &disclose},
    FieldCommand{.name = "check-disclosure",
                 .group = group,
                 .what = "check a disclosed field against the record",
                 .fields = field_infos<CheckDisclosure>,
                 .place = "file",
                 .run = &check_disclosed},
};

}  // namespace

std::span<const FieldCommand> confidential_commands() { return commands; }

}  // namespace comity::cli
