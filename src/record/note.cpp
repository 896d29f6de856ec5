// SPDX-License-Identifier: Apache-2.0
#include "record/note.h"

#include "base/sha256.h"
#include "base/utf8.h"
#include "record/big_endian.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace comity {
namespace {

constexpr std::size_t note_size_max = 1'000'000;
constexpr std::size_t signatures_max = 100;
constexpr std::string_view signature_start = "\xE2\x80\x94 ";  // U+2014 and a space

std::string line_of(std::string_view bytes, std::size_t position) {
    return std::to_string(1 + std::ranges::count(bytes.substr(0, position), '\n'));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }

/// Whether eight bytes have none below 0x20 and none above 0x7F: then they need no closer look.
bool is_plain(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t ones = 0x0101010101010101U;
    return ((word | (word - ones * 0x20)) & (ones * 0x80)) == 0;
}

/// N2: UTF-8 without control characters, except the newline.
Result<> check_characters(std::string_view bytes) {
    std::size_t first_wide = bytes.size();  // where the first character beyond ASCII starts
    for (std::size_t i = 0; i < bytes.size();) {
        if (i + 8 <= bytes.size() && is_plain(bytes.data() + i)) {
            i += 8;
            continue;
        }
        if (is_control(bytes[i]))
            return refuse("note.control-character", "no control characters", line_of(bytes, i));
        if (static_cast<unsigned char>(bytes[i]) >= 0x80) first_wide = std::min(first_wide, i);
        ++i;
    }
    if (!is_utf8(bytes.substr(first_wide))) return refuse("note.utf8", "well-formed UTF-8");
    return {};
}

std::optional<NoteSignature> parse_signature_line(std::string_view line) {
    if (!line.starts_with(signature_start)) return {};
    line.remove_prefix(signature_start.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return {};
    auto payload = from_base64(line.substr(space + 1));
    if (!payload || payload->size() < 5) return {};
    NoteSignature signature;
    signature.name = line.substr(0, space);
    signature.key_id = static_cast<std::uint32_t>(number_from({payload->data(), 4}));
    payload->erase(0, 4);
    signature.signature = std::move(*payload);
    return signature;
}

Result<std::vector<NoteSignature>> parse_signatures(std::string_view bytes, std::size_t start) {
    std::vector<NoteSignature> signatures;
    while (start < bytes.size()) {
        const std::size_t end = bytes.find('\n', start);
        auto signature = parse_signature_line(bytes.substr(start, end - start));
        if (!signature)
            return refuse("note.signature-line", "'\xE2\x80\x94 name base64(key id, signature)'",
                          line_of(bytes, start));
        if (signatures.size() == signatures_max)
            return refuse("note.too-many-signatures", "at most 100 signatures",
                          line_of(bytes, start));
        signatures.push_back(std::move(*signature));
        start = end + 1;
    }
    return signatures;
}

/// The length of the Unicode white space at the start of `text` (property White_Space), or 0.
std::size_t space_length(std::string_view text) {
    if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
    if (text.starts_with("\xC2\x85") || text.starts_with("\xC2\xA0")) return 2;
    if (text.starts_with("\xE1\x9A\x80") || text.starts_with("\xE2\x81\x9F") ||
        text.starts_with("\xE3\x80\x80"))
        return 3;
    if (!text.starts_with("\xE2\x80") || text.size() < 3) return 0;
    const unsigned last = static_cast<unsigned char>(text[2]);
    return last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
}

/// N4: the first four bytes of SHA-256(name || newline || type || key).
std::uint32_t key_id(std::string_view name, KeyType type, const PublicKey& key) {
    std::string bytes(name);
    bytes += '\n';
    bytes += static_cast<char>(type);
    bytes.append(key.bytes.begin(), key.bytes.end());
    return static_cast<std::uint32_t>(number_from(sha256(bytes).view().substr(0, 4)));
}

/// The message that a signature of a key's type covers (S1, S2), and the 64 bytes that sign it.
bool verify_as(const VerifierKey& key, std::string_view text, std::string_view signature) {
    if (key.type == KeyType::ed25519) return verify(key.key, text, signature);
    if (signature.size() != 72) return false;
    const std::uint64_t time = number_from(signature.substr(0, 8));
    return time >> 63 == 0 && verify(key.key, cosigned_message(text, time), signature.substr(8));
}

}  // namespace

Result<Note> parse_note(std::string_view bytes) {
    if (bytes.size() > note_size_max) return refuse("note.size", "at most 1 MB");
    TRY(check_characters(bytes));
    const std::size_t separator = bytes.rfind("\n\n");
    if (separator == std::string_view::npos || separator + 2 == bytes.size() ||
        bytes.back() != '\n')
        return refuse("note.malformed", "a text, an empty line and signature lines",
                      line_of(bytes, bytes.size()));
    Note note;
    note.signatures = TRY(parse_signatures(bytes, separator + 2));
    note.text = bytes.substr(0, separator + 1);
    return note;
}

std::string to_bytes(const Note& note) {
    std::string bytes = note.text + "\n";
    for (const NoteSignature& signature : note.signatures) bytes += to_line(signature);
    return bytes;
}

std::string to_line(const NoteSignature& signature) {
    return std::string(signature_start) + signature.name + " " +
           to_base64(number_bytes(signature.key_id, 4) + signature.signature) + "\n";
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
    const std::size_t first = text.find('+');
    const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos)
        return refuse("key.malformed", "name+key id+base64 of the key");
    const auto id = from_hex(text.substr(first + 1, second - first - 1));
    const auto bytes = from_base64(text.substr(second + 1));
    VerifierKey key;
    key.name = text.substr(0, first);
    if (!id || id->size() != 4 || !bytes || bytes->size() != 33 || !is_key_name(key.name))
        return refuse("key.malformed", "name+key id+base64 of the key");
    key.type = static_cast<KeyType>((*bytes)[0]);
    if (key.type != KeyType::ed25519 && key.type != KeyType::cosignature)
        return refuse("key.malformed", "an Ed25519 key (type 1 or 4)");
    std::ranges::copy(bytes->substr(1), key.key.bytes.begin());
    if (number_from(*id) != key.id()) return refuse("key.id", "the id of this name and key");
    if (!is_strong(key.key)) return refuse("key.weak", "a key that is not of small order");
    return key;
}

std::string VerifierKey::text() const {
    std::string bytes(1, static_cast<char>(type));
    bytes.append(key.bytes.begin(), key.bytes.end());
    return name + "+" + to_hex(number_bytes(id(), 4)) + "+" + to_base64(bytes);
}

std::uint32_t VerifierKey::id() const { return key_id(name, type, key); }

bool is_key_name(std::string_view name) {
    if (name.empty()) return false;
    if (std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F && c != '+'; }))
        return true;  // nearly every name
    if (!is_utf8(name)) return false;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i] == '+' || is_control(name[i]) || space_length(name.substr(i)) > 0) return false;
    return true;
}

NoteSignature sign_note(std::string_view text, const std::string& name, const SecretKey& key) {
    return {name, key_id(name, KeyType::ed25519, key.public_key()), key.sign(text)};
}

std::string cosigned_message(std::string_view text, std::uint64_t time) {
    return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

Result<> check_note(const Note& note, const VerifierKey& key) {
    const std::uint32_t id = key.id();
    bool found = false;
    for (const NoteSignature& signature : note.signatures) {
        if (signature.name != key.name || signature.key_id != id) continue;
        if (!verify_as(key, note.text, signature.signature))
            return refuse("note.bad-signature", "a valid signature by " + key.name);
        found = true;
    }
    if (!found) return refuse("note.unsigned", "a signature by " + key.name);
    return {};
}

}  // namespace comity
