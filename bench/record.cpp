// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// What the record promises, as ratios to the least that the same work costs on this machine. The
// two sides of a ratio take turns, so that other load meets both; the median of the rounds counts.
// bench_record [FOLDER [ENTRIES]]: the folder lies on the disk to be measured.
#include "base/check.h"
#include "record/entry.h"
#include "record/log.h"
#include "record/tiles.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

using namespace comity;

namespace {

const std::string origin = "example.org/log";
constexpr int rounds = 9;

double seconds(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double wall() { return seconds(CLOCK_MONOTONIC); }
double cpu() { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

template <class Work>
double time_of(double (*clock)(), Work work) {
    const double start = clock();
    work();
    return clock() - start;
}

const SecretKey& secret() {
    static const SecretKey key({1, 2, 3});
    return key;
}

VerifierKey log_key() { return {origin, KeyType::ed25519, secret().public_key()}; }

VerifierKey author_key() {
    return {author_key_name(origin, "CHN"), KeyType::ed25519, secret().public_key()};
}

Log::Options options() {
    return {origin, [](const Checkpoint& head) { return sign_checkpoint(head, secret()); },
            log_key()};
}

/// An entry of about 400 bytes; each is another.
Statement statement(std::uint64_t number) {
    return {origin,
            "pledge.make",
            1,
            "CHN",
            {1'700'000'000 + static_cast<std::int64_t>(number)},
            leaf_hash(std::to_string(number)),
            R"({"amount":"1000000.00","id":")" + std::to_string(number) + R"(","note":")" +
                std::string(60, 'x') + R"("})"};
}

std::string signed_entry(std::uint64_t number) {
    Note note;
    note.text = to_text(statement(number));
    note.signatures.push_back(sign_note(note.text, author_key().name, secret()));
    return to_bytes(note);
}

/// The least that an append costs: sign, hash, write at the end, sync.
class BareFile {
public:
    explicit BareFile(Disk& disk) : file_(disk.open("bare")) {}
    void append(std::uint64_t first, std::size_t count) {
        std::string bytes;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string entry = signed_entry(first + i);
            hash_ = leaf_hash(entry);
            bytes += entry;
        }
        file_->write(end_, bytes);
        end_ += bytes.size();
        file_->sync();
    }

private:
    std::unique_ptr<File> file_;
    std::uint64_t end_ = 0;
    Hash hash_;
};

void append_to_log(Log& log, std::uint64_t first, std::size_t count) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < count; ++i) entries.push_back(signed_entry(first + i));
    log.append(entries);
}

void bench_append(Disk& disk, std::size_t group, int commits) {
    auto log = *Log::create(disk, options());
    BareFile bare(disk);
    std::vector<double> ratios;
    std::vector<double> rates;
    std::uint64_t number = 0;
    for (int round = 0; round < rounds; ++round) {
        double limit = 0;
        double ours = 0;
        for (int i = 0; i < commits; ++i, number += group) {
            limit += time_of(wall, [&] { bare.append(number, group); });
            ours += time_of(wall, [&] { append_to_log(*log, number, group); });
        }
        ratios.push_back(limit / ours);
        rates.push_back(commits * static_cast<double>(group) / ours);
    }
    std::printf("append, groups of %zu: %.0f entries/s, %.2f of a bare sign+hash+write+fdatasync\n",
                group, median(rates), median(ratios));
}

void fill(Disk& disk, std::uint64_t count) {
    auto log = *Log::create(disk, options());
    std::vector<std::string> entries;
    for (std::uint64_t i = 0; i < count; ++i) {
        entries.push_back(signed_entry(i));
        if (entries.size() < 10'000 && i + 1 < count) continue;
        log->append(entries);
        entries.clear();
    }
    const double time = time_of(wall, [&] { log->publish(); });
    std::printf("publish: %llu entries in %.2f s\n", static_cast<unsigned long long>(count), time);
}

void bench_verify(const Disk& disk) {
    const std::string entry = signed_entry(1);
    const Entry parsed = *parse_entry(entry);
    std::vector<double> ratios;
    for (int round = 0; round < 3; ++round) {
        constexpr int batch = 20'000;
        const double limit = time_of(cpu, [&] {
            for (int i = 0; i < batch; ++i)
                check(verify(author_key().key, parsed.text, parsed.signature.signature), "valid");
        });
        std::uint64_t count = 0;
        const double ours = time_of(cpu, [&] {
            const auto head =
                verify_log(disk, origin, log_key(), [&](const LoggedEntry& logged) -> Result<> {
                    ++count;
                    static const PublicKey key = author_key().key;
                    if (count > batch) return {};  // the rest without signatures, not counted below
                    return check_signature(TRY(parse_entry(logged.bytes, logged.leaf)), key);
                });
            check(head.has_value(), "the log is whole");
        });
        const double rest = time_of(cpu, [&] {
            check(verify_log(disk, origin, log_key(),
                             [](const LoggedEntry&) -> Result<> { return {}; })
                      .has_value(),
                  "the log is whole");
        });
        const double share = static_cast<double>(batch) / static_cast<double>(count);
        const double with_signatures = ours - rest * (1 - share);
        ratios.push_back(limit / with_signatures);
        if (round == 0) {
            std::printf("verify_log without signatures: %.2f M entries/s of one core\n",
                        static_cast<double>(count) / rest / 1e6);
            std::printf("verify_log with signatures: %.0f entries/s of one core\n",
                        batch / with_signatures);
        }
    }
    std::printf("verify_log with signatures: %.2f of bare signature checking\n", median(ratios));
}

void bench_reading(Disk& disk) {
    std::unique_ptr<Log> log;
    const double open = time_of(wall, [&] { log = *Log::open(disk, options()); });
    std::printf("open: %.1f ms for %llu entries\n", open * 1e3,
                static_cast<unsigned long long>(log->size()));
    std::vector<double> rates;
    std::uint64_t bytes = 0;
    for (int round = 0; round < 5; ++round) {
        const double time = time_of(cpu, [&] {
            log->for_each(0, [&](const LoggedEntry& entry) { bytes += entry.bytes.size(); });
        });
        rates.push_back(static_cast<double>(log->size()) / time);
    }
    std::printf("for_each: %.2f M entries/s of one core\n", median(rates) / 1e6);

    constexpr std::uint64_t steps = 200'000;
    const auto prove = [&] {
        for (std::uint64_t i = 0; i < steps; ++i)
            bytes += log->prove_inclusion(i * 7919 % log->size())->size();
    };
    const double cold = time_of(cpu, prove);
    const double warm = time_of(cpu, prove);
    std::printf("proof of inclusion: %.2f us the first time, %.2f us with tiles in memory\n",
                cold / steps * 1e6, warm / steps * 1e6);
}

void bench_checking() {
    const SubtreeReader read = [](int level, std::uint64_t index) {
        return leaf_hash(std::to_string(level) + ":" + std::to_string(index));
    };
    constexpr std::uint64_t size = 1U << 20;
    const Hash root = [&] {
        Hash hash = read(0, 12345);
        const auto proof = inclusion_proof(12345, size, read);
        for (std::size_t i = 0; i < proof.size(); ++i)
            hash = (12345U >> i) & 1U ? node_hash(proof[i], hash) : node_hash(hash, proof[i]);
        return hash;
    }();
    const auto proof = inclusion_proof(12345, size, read);
    const Hash leaf = read(0, 12345);
    constexpr int steps = 100'000;
    const double time = time_of(cpu, [&] {
        for (int i = 0; i < steps; ++i)
            check(check_inclusion(12345, size, leaf, proof, root).has_value(), "the proof holds");
    });
    std::printf("check of a proof of %zu hashes: %.2f us\n", proof.size(), time / steps * 1e6);
}

void bench_parsing() {
    const std::string entry = signed_entry(1);
    constexpr int steps = 300'000;
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        times.push_back(time_of(cpu, [&] {
            for (int i = 0; i < steps; ++i) check(parse_entry(entry).has_value(), "an entry");
        }));
    std::printf("parse_entry: %.3f us for %zu bytes, hash included\n", median(times) / steps * 1e6,
                entry.size());
}

/// Runs `work` on an empty disk that is removed afterwards.
template <class Work>
void on_disk(const std::string& folder, Work work) {
    const std::string own = folder + "/bench_record." + std::to_string(::getpid());
    work(*open_disk(own));
    std::filesystem::remove_all(own);
}

}  // namespace

int main(int count, char** arguments) {
    const std::string folder = count > 1 ? arguments[1] : ".";
    const std::uint64_t entries = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1'000'000;
    bench_parsing();
    bench_checking();
    on_disk(folder, [](Disk& disk) { bench_append(disk, 1, 300); });
    on_disk(folder, [](Disk& disk) { bench_append(disk, 100, 30); });
    on_disk(folder, [&](Disk& disk) {
        fill(disk, entries);
        bench_reading(disk);
        bench_verify(disk);
    });
}
