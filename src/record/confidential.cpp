// SPDX-License-Identifier: Apache-2.0
#include "record/confidential.h"

#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view key_prefix = "x25519:";
constexpr std::string_view content_header = "comity/confidential/v1";
constexpr std::string_view field_header = "comity/confidential-field/v1\n";
constexpr std::string_view disclosure_header = "comity/disclosure/v1";
constexpr std::size_t readers_max = 1000;
constexpr std::size_t sealed_key_size = 32 + primitives::seal_overhead;

std::optional<primitives::Bytes32> bytes_32(std::string_view bytes) {
    if (bytes.size() != 32) return {};
    primitives::Bytes32 all{};
    std::ranges::copy(bytes, all.begin());
    return all;
}

std::string_view view_of(const primitives::Bytes32& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_line(std::string_view text) {
    return !text.empty() && text.find('\n') == std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
}

std::unexpected<Refusal> refuse_line(const char* code, const char* expected, std::size_t line) {
    return refuse(code, expected, std::to_string(line));
}

Result<> check_readers(const std::vector<Reader>& readers) {
    std::vector<std::string> names;
    for (const Reader& reader : readers) names.push_back(reader.name);
    std::ranges::sort(names);
    if (!names.empty() && names.size() <= readers_max && std::ranges::all_of(names, is_line) &&
        std::ranges::adjacent_find(names) == names.end())
        return {};
    return refuse("confidential.readers", "should be 1 to 1000 readers, each once, by name");
}

std::vector<ConfidentialField> salted(const Json::Object& members) {
    std::vector<ConfidentialField> fields;
    for (const auto& [name, value] : members)
        fields.push_back({name, value, Hash{primitives::random_32()}});
    return fields;
}

Json to_json(const std::vector<ConfidentialField>& fields) {
    Json::Array all;
    for (const ConfidentialField& field : fields)
        all.emplace_back(Json::Object{
            {"name", field.name}, {"salt", to_base64(field.salt)}, {"value", field.value}});
    return {std::move(all)};
}

Result<ConfidentialField> read_field(const Json& json) {
    const Json* name = json.find("name");
    const Json* salt = json.find("salt");
    const Json* value = json.find("value");
    const auto* name_text = name ? name->as<std::string>() : nullptr;
    const auto* salt_text = salt ? salt->as<std::string>() : nullptr;
    const auto bytes = salt_text ? hash_from_base64(*salt_text) : std::nullopt;
    if (!name_text || !bytes || !value || json.as<Json::Object>()->size() != 3)
        return refuse("confidential.malformed", "a field with name, salt and value", "content");
    return ConfidentialField{*name_text, *value, *bytes};
}

Result<std::vector<ConfidentialField>> read_fields(std::string_view text) {
    const Json json = TRY(parse_canonical_json(text));
    const auto* items = json.as<Json::Array>();
    if (!items) return refuse("confidential.malformed", "a list of fields", "content");
    std::vector<ConfidentialField> fields;
    for (const Json& item : *items) fields.push_back(TRY(read_field(item)));
    return fields;
}

/// The lines before the encrypted content, and who of the readers was looked for.
struct Opened {
    std::string_view head;
    std::string_view encrypted;
    std::optional<std::string> sealed_key;
};

/// `NAME SEALED-KEY`; whether the name is the one looked for.
Result<> take_reader(Opened& opened, std::string_view line, std::string_view name,
                     std::size_t number) {
    const std::size_t space = std::min(line.find(' '), line.size());
    auto sealed = from_base64(line.substr(std::min(space + 1, line.size())));
    if (space == 0 || !sealed || sealed->size() != sealed_key_size)
        return refuse_line("confidential.malformed", "a reader and a sealed key", number);
    if (line.substr(0, space) == name) opened.sealed_key = *std::move(sealed);
    return {};
}

Result<Opened> parse_content(std::string_view bytes, std::string_view name) {
    TextLines lines(bytes);
    if (lines.next() != content_header)
        return refuse_line("confidential.malformed", "'comity/confidential/v1'", 1);
    const auto count = parse_whole_number<std::size_t>(lines.next().value_or(""));
    if (!count || *count == 0 || *count > readers_max)
        return refuse_line("confidential.malformed", "1 to 1000 readers", 2);
    Opened opened;
    for (std::size_t i = 0; i < *count; ++i)
        TRY(take_reader(opened, lines.next().value_or(""), name, i + 3));
    opened.encrypted = lines.rest();
    opened.head = bytes.substr(0, bytes.size() - opened.encrypted.size());
    if (opened.sealed_key) return opened;
    return refuse("confidential.reader", std::string(name) + " is not among its readers");
}

std::unexpected<Refusal> refuse_unreadable() {
    return refuse("confidential.unreadable", "this key does not open it, or it was altered");
}

}  // namespace

Result<ConfidentialKey> ConfidentialKey::parse(std::string_view text) {
    const bool named = text.starts_with(key_prefix);
    const auto bytes = from_base64(named ? text.substr(key_prefix.size()) : "-");
    const auto key = bytes ? bytes_32(*bytes) : std::nullopt;
    if (!key) return refuse("confidential.key", "should be x25519: and 32 bytes in base64");
    if (!primitives::is_box_key(*key))
        return refuse("confidential.weak-key", "nothing can be kept secret with this key");
    return ConfidentialKey{*key};
}

std::string ConfidentialKey::text() const {
    return std::string(key_prefix) + to_base64(view_of(bytes));
}

ConfidentialKey confidential_key(const primitives::Bytes32& seed) {
    primitives::BoxPair pair = primitives::box_pair(seed);
    primitives::erase(pair.secret);
    return {pair.public_key};
}

Hash commitment(const ConfidentialField& field) {
    Sha256 hasher;
    hasher.update(field_header);
    hasher.update(field.salt.view());
    hasher.update(to_text(Json(field.name)) + "\n");
    hasher.update(to_text(field.value));
    return hasher.finish();
}

Result<SealedContent> seal_content(const Json& content, const std::vector<Reader>& readers) {
    const auto* members = content.as<Json::Object>();
    if (!members || members->empty())
        return refuse("confidential.content", "should be a JSON object with members");
    TRY(check_readers(readers));
    SealedContent sealed{salted(*members), {}};
    primitives::Bytes32 key = primitives::random_32();
    std::string head = std::string(content_header) + "\n" + std::to_string(readers.size()) + "\n";
    for (const Reader& reader : readers)
        head +=
            reader.name + " " + to_base64(primitives::seal(reader.key.bytes, view_of(key))) + "\n";
    std::string text = to_text(to_json(sealed.fields));
    sealed.bytes = head + primitives::encrypt(key, text, head);
    primitives::erase(text);
    primitives::erase(key);
    return sealed;
}

Result<std::vector<ConfidentialField>> open_content(std::string_view bytes, std::string_view name,
                                                    const primitives::Bytes32& seed) {
    const Opened opened = TRY(parse_content(bytes, name));
    primitives::BoxPair pair = primitives::box_pair(seed);
    auto unsealed = primitives::open_seal(pair, *opened.sealed_key);
    primitives::erase(pair.secret);
    auto key = unsealed ? bytes_32(*unsealed) : std::nullopt;
    if (!key) return refuse_unreadable();
    primitives::erase(*unsealed);
    const auto text = primitives::decrypt(*key, opened.encrypted, opened.head);
    primitives::erase(*key);
    if (!text) return refuse_unreadable();
    return read_fields(*text);
}

std::string to_text(const Disclosure& disclosure) {
    const Json::Object pair{{"name", disclosure.field.name}, {"value", disclosure.field.value}};
    std::string all;
    for (const std::string& line :
         {std::string(disclosure_header), disclosure.origin, disclosure.content,
          std::to_string(disclosure.index), to_base64(disclosure.field.salt), to_text(Json(pair))})
        all += line + "\n";
    return all;
}

Result<Disclosure> parse_disclosure(std::string_view text) {
    TextLines lines(text);
    Disclosure disclosure;
    if (lines.next() != disclosure_header)
        return refuse_line("disclosure.malformed", "'comity/disclosure/v1'", 1);
    disclosure.origin = lines.next().value_or("");
    if (!is_line(disclosure.origin)) return refuse_line("disclosure.malformed", "an origin", 2);
    disclosure.content = lines.next().value_or("");
    if (!is_line(disclosure.content)) return refuse_line("disclosure.malformed", "a name", 3);
    const auto index = parse_whole_number<std::uint64_t>(lines.next().value_or(""));
    if (!index) return refuse_line("disclosure.malformed", "a whole number", 4);
    const auto salt = hash_from_base64(lines.next().value_or(""));
    if (!salt) return refuse_line("disclosure.malformed", "32 bytes in base64", 5);
    const Json pair = TRY(parse_canonical_json(lines.next().value_or("")));
    const Json* name = pair.find("name");
    const Json* value = pair.find("value");
    if (!name || !name->as<std::string>() || !value || pair.as<Json::Object>()->size() != 2)
        return refuse_line("disclosure.malformed", "name and value", 6);
    if (!lines.rest().empty()) return refuse_line("disclosure.malformed", "six lines", 7);
    disclosure.index = *index;
    disclosure.field = {*name->as<std::string>(), *value, *salt};
    return disclosure;
}

Result<> check_disclosure(const Disclosure& disclosure, const std::vector<Hash>& commitments) {
    if (disclosure.index >= commitments.size())
        return refuse("disclosure.index", "there is no field of this number");
    if (commitment(disclosure.field) == commitments[disclosure.index]) return {};
    return refuse("disclosure.mismatch", "the act commits to another name, value or salt");
}

}  // namespace comity
