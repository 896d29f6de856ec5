// uses: service
// SPDX-License-Identifier: Apache-2.0
//
// What a start costs: folding a record of realistic acts from its log, and checking all of it with
// every signature, beside the rate at which this machine verifies bare Ed25519 signatures.
// bench_fold [ACTS (200000)]
#include "acts/all.h"
#include "base/check.h"
#include "record/log.h"
#include "record/log_reader.h"
#include "service/verifying.h"

#include <sched.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>

using namespace comity;

namespace {

const std::string origin = "bench.example/log";
constexpr int parties = 8;
constexpr int rounds = 5;

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Wall time of the median of several runs.
template <class Run>
double median_seconds(clockid_t clock, const Run& run) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const double start = seconds(clock);
        run();
        times.push_back(seconds(clock) - start);
    }
    std::ranges::sort(times);
    return times[rounds / 2];
}

/// Signs acts of several authors into a log.
class Writer {
public:
    explicit Writer(Log& log) : log_(log) {
        for (int i = 0; i <= parties; ++i)
            keys_.emplace_back(std::array<std::uint8_t, 32>{static_cast<std::uint8_t>(i + 1)});
    }

    static std::string author(int i) {
        return i == 0 ? std::string(secretariat) : "P" + std::to_string(i);
    }
    VerifierKey key(int i) const {
        return {author_key_name(origin, author(i)), KeyType::ed25519,
                keys_[static_cast<std::size_t>(i)].public_key()};
    }

    void add(int by, const std::string& kind, const Json& body) {
        const auto index = static_cast<std::size_t>(by);
        auto bytes = sign_statement({.origin = origin,
                                     .kind = kind,
                                     .version = 1,
                                     .author = author(by),
                                     .time = *Instant::parse("2022-01-01T00:00:00Z"),
                                     .previous = previous_[index],
                                     .body = to_text(body)},
                                    keys_[index]);
        check(bytes.has_value(), "these acts are short");
        previous_[index] = leaf_hash(*bytes);
        waiting_.push_back(*std::move(bytes));
        if (waiting_.size() == 1000) flush();
    }
    void flush() {
        log_.append(waiting_);
        waiting_.clear();
    }

private:
    Log& log_;
    std::vector<SecretKey> keys_;
    std::array<std::optional<Hash>, parties + 1> previous_;
    std::vector<std::string> waiting_;
};

void begin(Writer& writer, const VerifierKey& depositary) {
    writer.add(0, "association.found",
               Json::Object{{"name", Json::Object{{"en", "Bench"}}},
                            {"origin", origin},
                            {"founded", "2001-06-15"},
                            {"languages", Json::Array{"en"}},
                            {"depositary", depositary.text()},
                            {"secretariat", writer.key(0).text()}});
    for (int i = 1; i <= parties; ++i) {
        writer.add(0, "party.admit",
                   Json::Object{{"party", Writer::author(i)},
                                {"status", "member"},
                                {"from", "2001-06-15"},
                                {"name", Json::Object{{"en", "A party"}}}});
        writer.add(0, "key.register",
                   Json::Object{{"party", Writer::author(i)}, {"key", writer.key(i).text()}});
    }
}

void pledge(Writer& writer, int by, const std::string& name) {
    writer.add(by, "pledge.make",
               Json::Object{{"pledge", name},
                            {"kind", "pledge"},
                            {"by", Json::Array{Writer::author(by)}},
                            {"title", Json::Object{{"en", "Training places"}, {"ru", "Места"}}},
                            {"text", Json::Object{{"en", "So many places within three years."}}},
                            {"date", "2021-09-17"},
                            {"source", Json::Object{{"citation", "A meeting, 17 September 2021"}}},
                            {"quantity", "1000"},
                            {"unit", "places"}});
    writer.add(by, "reading.add",
               Json::Object{{"pledge", name},
                            {"reading", "taken-up"},
                            {"label", Json::Object{{"en", "Places taken up"}}},
                            {"evidence", "deliveries"},
                            {"flow", "people"},
                            {"stage", "received"},
                            {"window", Json::Object{{"from", "2021"}, {"to", "2023"}}},
                            {"aggregate", "sum"},
                            {"comparator", "at-least"},
                            {"target", "1000"},
                            {"unit", "places"}});
}

/// A pledge with its reading, then twenty deliveries with their receipts, a note; and again.
void fill(Writer& writer, int acts) {
    for (int i = 0; i < acts; i += 43) {
        const int by = i / 43 % parties + 1;
        const int receiver = by % parties + 1;
        const std::string name = "pledge-" + std::to_string(i);
        pledge(writer, by, name);
        for (int k = 0; k < 20; ++k) {
            const std::string delivery = name + "-" + std::to_string(k);
            writer.add(by, "delivery.report",
                       Json::Object{{"delivery", delivery},
                                    {"pledge", name},
                                    {"provider", Writer::author(by)},
                                    {"receiver", Writer::author(receiver)},
                                    {"flow", "people"},
                                    {"stage", "received"},
                                    {"quantity", "12.5"},
                                    {"unit", "places"},
                                    {"date", "2021-11-30"}});
            writer.add(receiver, "delivery.confirm", Json::Object{{"delivery", delivery}});
        }
        writer.add(by, "note.place",
                   Json::Object{{"pledge", name}, {"text", Json::Object{{"en", "All arrived."}}}});
    }
    writer.flush();
}

State fold_all(const LogReader& reader) {
    State state;
    reader.for_each(0, [&](const LoggedEntry& logged) {
        const auto entry = parse_entry(logged.bytes, logged.leaf);
        check(entry && fold(state, logged.index, *entry), "the bench writes permitted acts");
    });
    return state;
}

void on_cores(int count) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int core = 0; core < count; ++core) CPU_SET(static_cast<std::size_t>(core), &set);
    check(sched_setaffinity(0, sizeof set, &set) == 0, "the cores are there");
}

/// Signatures verified a CPU second, on texts as long as those of the log.
double verify_rate(const LogReader& reader) {
    std::vector<Entry> entries;
    for (std::uint64_t i = 0; i < 2000; ++i) entries.push_back(*parse_entry(reader.entry(100 + i)));
    const SecretKey secret(std::array<std::uint8_t, 32>{9});
    const PublicKey key = secret.public_key();
    std::vector<std::string> signatures;
    for (const Entry& entry : entries) signatures.push_back(secret.sign(entry.text));
    const double time = median_seconds(CLOCK_THREAD_CPUTIME_ID, [&] {
        for (std::size_t i = 0; i < entries.size(); ++i)
            check(verify(key, entries[i].text, signatures[i]), "they were signed a moment ago");
    });
    return static_cast<double>(entries.size()) / time;
}

}  // namespace

int main(int argc, char** argv) {
    int acts = 200'000;
    if (argc > 1) std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), acts);
    const std::string folder =
        (std::filesystem::temp_directory_path() / "comity-bench-fold").string();
    std::filesystem::remove_all(folder);
    const auto disk = open_disk(folder);
    const SecretKey secret(std::array<std::uint8_t, 32>{200});
    const VerifierKey depositary{origin, KeyType::ed25519, secret.public_key()};
    const auto sign = [&](const Checkpoint& head) { return sign_checkpoint(head, secret); };
    const auto log = *Log::create(*disk, {origin, sign, depositary});
    Writer writer(*log);
    begin(writer, depositary);
    fill(writer, acts);
    log->publish();
    const auto reader = *LogReader::open(*disk, origin, depositary);
    const double count = static_cast<double>(reader->size());
    std::printf("%.0f acts\n", count);

    std::vector<State> states;  // kept, as a node keeps its own: a start takes none apart
    states.reserve(rounds);
    const auto fold_once = [&] { states.push_back(fold_all(*reader)); };
    const double folding = median_seconds(CLOCK_MONOTONIC, fold_once);
    states.clear();
    const double folding_cpu = median_seconds(CLOCK_PROCESS_CPUTIME_ID, fold_once);
    states.clear();
    std::printf("fold from the log: %.0f acts/s (promise 300000), %.0f a CPU second\n",
                count / folding, count / folding_cpu);

    if (argc > 2) return 0;
    const double bare = verify_rate(*reader);
    const auto verify_whole = [&] {
        check(verify_record(*disk, origin, depositary, {}).has_value(), "the record holds");
    };
    on_cores(1);
    const double one = median_seconds(CLOCK_PROCESS_CPUTIME_ID, verify_whole);
    on_cores(2);
    const double two = median_seconds(CLOCK_MONOTONIC, verify_whole);
    std::printf("bare verify: %.0f a CPU second\n", bare);
    std::printf("verify the record: %.0f acts a CPU second, %.2f of bare (promise 0.85)\n",
                count / one, count / one / bare);
    std::printf("verify the record on two cores: %.0f acts/s of wall time, %.2f of one core's\n",
                count / two, one / two);
    std::filesystem::remove_all(folder);
}
