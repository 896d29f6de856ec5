// SPDX-License-Identifier: Apache-2.0
#include "record/key_file.h"

#include "base/sha256.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view plain_header = "comity/key/v1";
constexpr std::string_view encrypted_header = "comity/key/v2";
constexpr std::string_view header_family = "comity/key/";
constexpr std::string_view function_name = "argon2id ";

std::unexpected<Refusal> refuse_line(const char* expected, std::size_t line) {
    return refuse("key.malformed", expected, std::to_string(line));
}

/// How the key of an encrypted file follows from the passphrase.
struct Derivation {
    primitives::PasswordCost cost;
    std::string salt;
};

std::string to_line(const Derivation& derivation) {
    return std::string(function_name) + std::to_string(derivation.cost.passes) + " " +
           std::to_string(derivation.cost.memory_kib) + " " + to_base64(derivation.salt) + "\n";
}

/// The word before the next space, which is taken off with it.
std::string_view take_word(std::string_view& line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, space);
    line.remove_prefix(std::min(space + 1, line.size()));
    return word;
}

Result<> check_cost(const primitives::PasswordCost& cost) {
    if (cost.passes >= 1 && cost.passes <= passes_max && cost.memory_kib >= memory_kib_min &&
        cost.memory_kib <= memory_kib_max)
        return {};
    return refuse("key.cost",
                  "argon2id with 1 to 16 passes over 8 MiB to 1 GiB; nothing was computed", "3");
}

Result<Derivation> parse_derivation(std::string_view line) {
    if (!line.starts_with(function_name)) return refuse_line("'argon2id PASSES KIB SALT'", 3);
    line.remove_prefix(function_name.size());
    const auto passes = parse_whole_number<std::uint32_t>(take_word(line));
    const auto memory_kib = parse_whole_number<std::uint32_t>(take_word(line));
    const auto salt = from_base64(line);
    if (!passes || !memory_kib || !salt || salt->size() != primitives::password_salt_size)
        return refuse_line("'argon2id PASSES KIB SALT' with 16 bytes of salt in base64", 3);
    Derivation derivation{{*passes, *memory_kib}, *salt};
    TRY(check_cost(derivation.cost));
    return derivation;
}

NamedKey named_key(std::string_view name, std::string_view seed) {
    primitives::Bytes32 bytes{};
    std::ranges::copy(seed, bytes.begin());
    NamedKey key{std::string(name), SecretKey(bytes)};
    primitives::erase(bytes);
    return key;
}

Result<NamedKey> parse_plain(TextLines& lines) {
    const std::string_view name = lines.next().value_or("");
    if (!is_key_name(name)) return refuse_line("a name without spaces and '+'", 2);
    auto seed = from_base64(lines.next().value_or(""));
    if (!seed || seed->size() != 32) return refuse_line("32 bytes in base64", 3);
    if (!lines.rest().empty()) return refuse_line("three lines", 4);
    NamedKey key = named_key(name, *seed);
    wipe(*seed);
    return key;
}

/// The lines of an encrypted file before its last.
std::string context_of(const VerifierKey& public_half, const Derivation& derivation) {
    return std::string(encrypted_header) + "\n" + public_half.text() + "\n" + to_line(derivation);
}

Result<VerifierKey> parse_public_half(std::string_view line) {
    auto key = VerifierKey::parse(line);
    if (!key || key->type != KeyType::ed25519)
        return refuse_line("the verifier key of an Ed25519 key", 2);
    return key;
}

Result<std::string> ask(const PassphraseSource& source, const std::string& path) {
    if (source) return source(path);
    return refuse("key.locked", "this key is encrypted, and no passphrase was given", path);
}

Result<NamedKey> parse_encrypted(TextLines& lines, const std::string& path,
                                 const PassphraseSource& source) {
    const VerifierKey public_half = TRY(parse_public_half(lines.next().value_or("")));
    const Derivation derivation = TRY(parse_derivation(lines.next().value_or("")));
    const auto box = from_base64(lines.next().value_or(""));
    if (!box || box->size() != 32 + primitives::encryption_overhead)
        return refuse_line("the encrypted key, 72 bytes in base64", 4);
    if (!lines.rest().empty()) return refuse_line("four lines", 5);
    std::string passphrase = TRY(ask(source, path));
    primitives::Bytes32 key = primitives::derive_key(passphrase, derivation.salt, derivation.cost);
    wipe(passphrase);
    auto seed = primitives::decrypt(key, *box, context_of(public_half, derivation));
    primitives::erase(key);
    if (!seed)
        return refuse("key.passphrase",
                      "this is not the passphrase of that key, or the file was altered", path);
    NamedKey named = named_key(public_half.name, *seed);
    wipe(*seed);
    if (named.verifier() != public_half)
        return refuse("key.malformed", "the public half of the key that is encrypted", "2");
    return named;
}

Result<> check_new(const Disk& disk, const std::string& path, const NamedKey& key) {
    if (!is_key_name(key.name)) return refuse("key.name", "a name without spaces and '+'");
    if (disk.exists(path)) return refuse("key.exists", "a new file", path);
    return {};
}

Result<> check_passphrase(const Passphrase& passphrase) {
    if (passphrase.text.empty())
        return refuse("key.passphrase-empty", "a passphrase of at least one character");
    if (passphrase.text.size() > passphrase_size_max)
        return refuse("key.passphrase-length", "a passphrase of at most 1024 bytes");
    return check_cost(passphrase.cost);
}

}  // namespace

Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key) {
    TRY(check_new(disk, path, key));
    const Hash seed{key.key.seed()};
    std::string text = std::string(plain_header) + "\n" + key.name + "\n" + to_base64(seed) + "\n";
    disk.create_secret(path, text);
    wipe(text);
    return {};
}

Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key,
                        const Passphrase& passphrase) {
    TRY(check_new(disk, path, key));
    TRY(check_passphrase(passphrase));
    const Derivation derivation{passphrase.cost,
                                primitives::random_bytes(primitives::password_salt_size)};
    primitives::Bytes32 secret =
        primitives::derive_key(passphrase.text, derivation.salt, derivation.cost);
    Hash seed{key.key.seed()};
    const std::string context = context_of(key.verifier(), derivation);
    const std::string box = primitives::encrypt(secret, seed.view(), context);
    primitives::erase(secret);
    primitives::erase(seed.bytes);
    disk.create_secret(path, context + to_base64(box) + "\n");
    return {};
}

Result<NamedKey> parse_key_file(std::string_view text, const std::string& path,
                                const PassphraseSource& passphrase) {
    TextLines lines(text);
    const std::string_view version = lines.next().value_or("");
    const bool encrypted = version == encrypted_header;
    if (version != plain_header && !encrypted && version.starts_with(header_family))
        return refuse("key.version", "a key file of version 1 or 2", "1");
    if (version != plain_header && !encrypted)
        return refuse_line("'comity/key/v1' or 'comity/key/v2'", 1);
    return encrypted ? parse_encrypted(lines, path, passphrase) : parse_plain(lines);
}

Result<NamedKey> read_key_file(const Disk& disk, const std::string& path,
                               const PassphraseSource& passphrase) {
    if (!disk.exists(path)) return refuse("key.absent", "a key file", path);
    if (!disk.is_secret(path))
        return refuse("key.exposed", "a file that only its owner may read (mode 0600)", path);
    std::string text = disk.read(path).value_or("");
    auto key = parse_key_file(text, path, passphrase);
    wipe(text);
    return key;
}

Result<VerifierKey> read_public_half(const Disk& disk, const std::string& path) {
    if (!is_encrypted_key(disk, path)) return TRY(read_key_file(disk, path)).verifier();
    const std::string text = disk.read(path).value_or("");
    TextLines lines(text);
    lines.next();
    return parse_public_half(lines.next().value_or(""));
}

bool is_encrypted_key(const Disk& disk, const std::string& path) {
    const auto text = disk.read(path);
    return text && text->starts_with(encrypted_header);
}

}  // namespace comity
