// SPDX-License-Identifier: Apache-2.0
//
// Appends entries to a log in FOLDER until it is killed, and publishes now and then; prints the
// size of the log each time it was acknowledged. `append FOLDER check SIZE` opens the log
// afterwards: the entries below SIZE must be there, all of them must be those appended, and the
// published part must verify. tests/kill/kill.py kills it at random moments.
#include "record/log.h"

#include "base/check.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <string_view>

using namespace comity;

namespace {

const std::string origin = "example.org/log";

const SecretKey& secret() {
    static const SecretKey key({1, 2, 3});
    return key;
}

Log::Options options() {
    return {origin,
            [](const Checkpoint& head) { return sign_checkpoint(head, secret()); },
            {origin, KeyType::ed25519, secret().public_key()}};
}

std::string entry_text(std::uint64_t index) {
    return "entry " + std::to_string(index) + std::string(index * 37 % 2000, 'x');
}

std::unique_ptr<Log> open_log(Disk& disk) {
    auto log =
        disk.exists("checkpoint") ? Log::open(disk, options()) : Log::create(disk, options());
    if (!log) throw Fault(log.error().code + " " + log.error().where);
    return std::move(*log);
}

/// The driver believes what it reads here: one write, straight to the pipe.
void acknowledge(std::uint64_t size) {
    const std::string line = std::to_string(size) + "\n";
    check(::write(1, line.data(), line.size()) == static_cast<ssize_t>(line.size()),
          "the driver reads until this program is dead");
}

[[noreturn]] void append_for_ever(Disk& disk) {
    const auto log = open_log(disk);
    for (std::uint64_t round = 0;; ++round) {
        std::vector<std::string> entries;
        for (std::uint64_t i = 0; i <= round % 5 * 7; ++i)
            entries.push_back(entry_text(log->size() + i));
        log->append(entries);
        acknowledge(log->size());
        if (round % 6 == 5) log->publish();
    }
}

void check_log(Disk& disk, std::uint64_t acknowledged) {
    const auto log = open_log(disk);
    if (log->size() < acknowledged) throw Fault("entries that were acknowledged are missing");
    log->for_each(0, [](const LoggedEntry& entry) {
        if (entry.bytes != entry_text(entry.index))
            throw Fault("entry " + std::to_string(entry.index) + " differs");
    });
    const auto head =
        verify_log(disk, origin, options().key, [](const LoggedEntry&) -> Result<> { return {}; });
    if (!head) throw Fault(head.error().code + " " + head.error().where);
    std::printf("%llu entries, %llu published\n", static_cast<unsigned long long>(log->size()),
                static_cast<unsigned long long>(head->size));
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 2 && count != 4) return 2;
    const auto disk = open_disk(arguments[1]);
    if (count == 2) append_for_ever(*disk);
    std::uint64_t acknowledged = 0;
    const std::string_view size = arguments[3];
    std::from_chars(size.data(), size.data() + size.size(), acknowledged);
    check_log(*disk, acknowledged);
} catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
}
