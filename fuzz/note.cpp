// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a note that is read is written back as it was, and a key that is read too.
#include "record/note.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto note = parse_note(bytes)) {
        check(to_bytes(*note) == bytes, "a note has one form");
        static const VerifierKey key = {"log", KeyType::ed25519, SecretKey({1}).public_key()};
        static_cast<void>(check_note(*note, key).has_value());
    }
    if (const auto key = VerifierKey::parse(bytes))
        check(key->text() == bytes, "a key has one form");
    return 0;
}
