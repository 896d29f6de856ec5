// uses: peers acts record base
// SPDX-License-Identifier: Apache-2.0
//
// What a node among equals promises: acts that the depositary enters, requests until a seal, and
// how fast a new node catches up, against the signatures that this machine can check.
// bench_peers [FOLDER [ENTRIES]]: the folder lies on the disk to be measured.
#include "base/check.h"
#include "peers/fixture.h"
#include "record/log.h"
#include "record/tiles.h"

#include <sys/resource.h>
#include <time.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

using namespace comity;
using fixture::Network;

namespace {

constexpr std::size_t members = 8;

double wall() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double cpu() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

long memory_megabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/// Two threads that take the next piece of work each.
void run_on_two(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    if (count < 16) return run();
    std::jthread other(run);
    run();
}

std::string author_of(std::size_t i) { return {'P', static_cast<char>('A' + i), 'X'}; }

std::vector<std::string> member_codes() {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < members; ++i) codes.push_back(author_of(i));
    return codes;
}

std::vector<std::string> notes_of(const Network& net, const std::string& author, std::size_t count,
                                  std::optional<Hash> previous) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < count; ++i) {
        entries.push_back(net.sign(author, "note.place",
                                   Network::note_body(std::string(100, 'x') + std::to_string(i)),
                                   previous));
        previous = leaf_hash(entries.back());
    }
    return entries;
}

/// The depositary's node on a real disk, as it stands in the network's memory.
void copy_to(const SimulatedDisk& from, Disk& to, const std::string& folder) {
    for (const std::string& name : from.list(folder)) {
        const std::string path = folder.empty() ? name : folder + "/" + name;
        if (name.ends_with('/'))
            copy_to(from, to, path.substr(0, path.size() - 1));
        else
            to.replace(path, from.read(path).value_or(""));
    }
}

void measure_intake(const std::string& folder, std::size_t group) {
    Network net;
    net.found();
    net.admit(member_codes());
    const std::vector<std::string> entries =
        notes_of(net, "PAX", 10'000, net.peer("PAX").last_of_author());
    net.pass(5);
    net.stop("secretariat");
    std::filesystem::remove_all(folder);
    const auto disk = open_disk(folder);
    copy_to(net.disk("secretariat"), *disk, "");
    Peer::Options options = {.origin = fixture::peers_origin,
                             .depositary = fixture::depositary_key("secretariat").verifier(),
                             .author = "secretariat",
                             .entry_key = fixture::named_key("secretariat", "entries"),
                             .cosigner = fixture::named_key("secretariat", "seals"),
                             .checkpoint_key = fixture::depositary_key("secretariat")};
    options.quota = options.queue_max = 100'000;
    options.run = run_on_two;
    auto opened = Peer::open(*disk, std::move(options));
    check(opened.has_value(), "the copy opens");
    Peer& depositary = **opened;
    for (int i = 0; i < 10; ++i) {  // it asks the others for their heads
        ++net.now.seconds;
        depositary.tick(net.now, net);
        net.deliver_all();
    }
    const double start = wall();
    std::size_t entered = 0;
    for (std::size_t i = 0; i + group <= entries.size(); i += group) {
        const auto body = hand_in_text(std::span(entries).subspan(i, group));
        const Reply reply = depositary.answer({"POST", "/peer/hand-in", body}, net.now);
        const auto read = parse_hand_in_reply(reply.body);
        check(read && read->answers.back().taken == Taken::entered, "the acts are entered");
        entered += group;
        if (entered % 2'500 == 0) depositary.tick(net.now, net);  // a second's work
    }
    std::printf("intake, groups of %zu: %.0f acts/s\n", group,
                static_cast<double>(entered) / (wall() - start));
}

void measure_seal() {
    Network net;
    net.found();
    net.admit(member_codes());
    net.pass(70);
    check(net.note("secretariat", "To be sealed.").empty(), "the note is entered");
    net.now.seconds += 55;
    net.pass();
    net.pass();
    std::size_t rounds = 0;
    const std::size_t before = net.peer("secretariat").state().seals.entered.size();
    while (net.peer("secretariat").state().seals.entered.size() == before) {
        net.now.seconds += 1;
        net.peer("secretariat").tick(net.now, net);
        const std::size_t sent = net.sent;
        net.deliver_round();
        rounds += net.sent > sent ? 2 : 1;
    }
    std::printf("a seal of %zu: at most %zu round trips\n", members, rounds);
}

/// The published log of one author who moves its node to and fro: its state does not grow.
struct LongLog {
    std::unique_ptr<Disk> disk;
    std::uint64_t size = 0;
    std::vector<std::string> sample;  ///< the first entries

    LongLog(const std::string& folder, std::uint64_t count) {
        std::filesystem::remove_all(folder);
        disk = open_disk(folder);
        const NamedKey key = fixture::depositary_key("secretariat");
        const auto log = Log::create(
            *disk, {fixture::peers_origin,
                    [&](const Checkpoint& head) { return sign_checkpoint(head, key.key); },
                    key.verifier()});
        check(log.has_value(), "the folder is free");
        const Network net;
        const NamedKey seals = fixture::named_key("secretariat", "seals");
        const VerifierKey own = cosigner(seals.name, seals.key.public_key());
        std::vector<std::string> group = {
            net.sign("secretariat", "association.found", Network::founding_body(), std::nullopt)};
        for (size = 1; size < count; ++size) {
            const Json body =
                Json::Object{{"key", own.text()},
                             {"node", "https://node-" + std::to_string(size % 7) + ".example"}};
            const Hash previous = leaf_hash(group.back());
            group.push_back(net.sign("secretariat", "cosigner.declare", body, previous));
            if (sample.size() < 20'000) sample.push_back(group.back());
            if (group.size() <= 4'096) continue;
            (*log)->append(std::span(group).first(group.size() - 1));
            (*log)->publish();
            group.erase(group.begin(), group.end() - 1);
        }
        (*log)->append(group);
        (*log)->publish();
    }
};

/// Serves files.
class FileCourier final : public Courier {
public:
    explicit FileCourier(const Disk& disk) : disk_(disk) {}
    void send(const std::string&, Request request, Then then) override {
        queue_.emplace_back(std::move(request), std::move(then));
    }
    void deliver_all() {
        while (!queue_.empty()) {
            const auto [request, then] = std::move(queue_.front());
            queue_.pop_front();
            auto bytes = request.path.starts_with("/log/") ? disk_.read(request.path.substr(5))
                                                           : std::nullopt;
            then(bytes ? Reply{200, *bytes} : Reply{404});
        }
    }

private:
    const Disk& disk_;
    std::deque<std::pair<Request, Then>> queue_;
};

double verify_rate(const LongLog& log) {
    std::vector<Entry> entries;
    for (const std::string& bytes : log.sample) entries.push_back(*parse_entry(bytes));
    const PublicKey key = fixture::key_of("secretariat", "entries").public_key();
    const double start = wall();
    run_on_two(entries.size(), [&](std::size_t i) {
        check(check_signature(entries[i], key).has_value(), "the sample is signed");
    });
    return static_cast<double>(entries.size()) / (wall() - start);
}

double catch_up(const LongLog& log, const std::string& folder, bool trusting) {
    std::filesystem::remove_all(folder);
    const auto disk = open_disk(folder);
    auto opened =
        Peer::open(*disk, {.origin = fixture::peers_origin,
                           .depositary = fixture::depositary_key("secretariat").verifier(),
                           .source = "https://source.example",
                           .author = "",
                           .run = run_on_two,
                           .trusted_size = trusting ? log.size : 0});
    check(opened.has_value(), "a reader's node opens");
    FileCourier courier(*log.disk);
    const double start = wall();
    (*opened)->tick({1'900'000'000}, courier);
    courier.deliver_all();
    check((*opened)->state().entries == log.size, "it has caught up");
    return static_cast<double>(log.size) / (wall() - start);
}

}  // namespace

int main(int count, char** arguments) {
    const std::string folder = count > 1 ? arguments[1] : "bench-peers";
    const std::uint64_t entries = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 100'000;
    {
        const LongLog log(folder + "/source", entries);
        const long before = memory_megabytes();
        const double used = cpu();
        const double trusting = catch_up(log, folder + "/trusting", true);
        std::printf("catch-up of %lu acts, trusting a seal: %.0f acts/s, %.0f a CPU second\n",
                    static_cast<unsigned long>(log.size), trusting,
                    static_cast<double>(log.size) / (cpu() - used));
        const double first = verify_rate(log);
        const double all = catch_up(log, folder + "/checking", false);
        const double rate = (first + verify_rate(log)) / 2;
        std::printf("catch-up with all signatures: %.0f acts/s, %.2f of %.0f checks/s\n", all,
                    all / rate, rate);
        std::printf("memory: %ld MB at most, %ld MB before\n", memory_megabytes(), before);
    }
    measure_seal();
    measure_intake(folder + "/depositary", 1);
    measure_intake(folder + "/depositary", 100);
    std::filesystem::remove_all(folder);
    return 0;
}
