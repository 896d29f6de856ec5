// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a request to cosign that is read is written back as it was; a witness answers every
// one, and with 200 only what stands on its disk.
#include "record/witness.h"
#include "base/check.h"
#include "record/simulated_disk.h"

#include <algorithm>
#include <array>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto request = parse_cosign_request(bytes))
        check(to_text(*request) == bytes, "a request has one form");

    const std::string origin = "log";
    const VerifierKey key = {origin, KeyType::ed25519, SecretKey({1}).public_key()};
    SimulatedDisk disk;
    const auto witness = Witness::open(disk, {"witness", SecretKey({2}), {{origin, {key}}}});
    check(witness.has_value(), "the folder is free");
    for (int i = 0; i < 2; ++i) {  // the second time it knows the log, if the first was good
        const WitnessAnswer answer = (*witness)->add_checkpoint(bytes, {1'700'000'000});
        constexpr std::array statuses = {200, 400, 403, 404, 409, 422};
        check(std::ranges::find(statuses, answer.status) != statuses.end(), "one of W2");
        const auto latest = (*witness)->latest(origin);
        check(answer.status != 200 || latest.value_or("").ends_with(answer.body), "W3");
    }
    return 0;
}
