// SPDX-License-Identifier: Apache-2.0
#include "record/cosignature.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t time_length = 8;

/// S1: 64 bits, big-endian.
std::string to_bytes(Instant time) {
    std::string bytes;
    for (int shift = 64; (shift -= 8) >= 0;)
        bytes += static_cast<char>((static_cast<std::uint64_t>(time.seconds) >> shift) & 0xFFU);
    return bytes;
}

Instant time_of(const NoteSignature& signature) {
    std::uint64_t seconds = 0;
    for (const char byte : std::string_view(signature.signature).substr(0, time_length))
        seconds = (seconds << 8) | static_cast<unsigned char>(byte);
    return {static_cast<std::int64_t>(seconds)};
}

Result<Instant> check_time(Instant time, Instant latest) {
    if (time.seconds < 0 || time > std::min(latest, end_of_time))
        return refuse("cosignature.time", "a time from 1970 on that is not in the future");
    return time;
}

}  // namespace

VerifierKey cosigner(std::string name, const PublicKey& key) {
    return {std::move(name), KeyType::cosignature, key};
}

Result<NoteSignature> cosign(std::string_view text, const std::string& name, const SecretKey& key,
                             Instant time) {
    TRY(check_time(time, end_of_time));
    const std::string message = cosigned_message(text, static_cast<std::uint64_t>(time.seconds));
    return NoteSignature{name, cosigner(name, key.public_key()).id(),
                         to_bytes(time) + key.sign(message)};
}

Result<Instant> check_cosignature(const Note& note, const VerifierKey& key, Instant now) {
    if (key.type != KeyType::cosignature)
        return refuse("cosignature.key", "a key of type 4, which signs nothing but cosignatures");
    TRY(check_note(note, key));
    const std::uint32_t id = key.id();
    Instant latest;
    for (const NoteSignature& signature : note.signatures)
        if (signature.name == key.name && signature.key_id == id)
            latest = std::max(latest, TRY(check_time(time_of(signature), now)));
    return latest;
}

}  // namespace comity
