// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "base/disk.h"

#include <map>
#include <set>

namespace comity {

/// The power went out: what a `SimulatedDisk` throws at the operation chosen, and at every later
/// one until it is restarted.
class PowerLoss : public Fault {
public:
    PowerLoss() : Fault("the power went out") {}
};

/// A disk in memory that promises no more than POSIX does. Whatever was not synced when the power
/// went out may be there, may be missing, or may be there in part, each change by itself and in
/// any order, as the seed decides. It can also fail while the power stays: a write that is not done
/// or done in part, a sync that is refused, no space left; and its bytes can be damaged, kept aside
/// and put back.
class SimulatedDisk final : public Disk {
public:
    using Files = std::map<std::string, std::string>;

    explicit SimulatedDisk(std::uint64_t seed = 1) : random_(seed) {}

    /// The power goes out during the `count`-th change or sync from now (1 is the next).
    void lose_power_after(std::uint64_t count) { countdown_ = count; }
    /// Power is back: decides what survived. Files and locks from before are of no use any more.
    void restart();
    /// Changes and syncs so far.
    std::uint64_t operations() const { return operations_; }
    /// The `count`-th change or sync from now (1 is the next) fails with a `Fault`, as EIO would:
    /// a write is done in part or not at all; a failed sync leaves bytes that are seen until the
    /// power goes out and that no later sync makes durable.
    void fail_after(std::uint64_t count) { failure_countdown_ = count; }
    /// While the disk is full, whatever needs more space fails with a `Fault`, as ENOSPC would;
    /// a write that would make a file longer is done as far as the file goes.
    void set_full(bool full) { full_ = full; }
    /// All files as a running program sees them: a backup.
    const Files& files() const { return files_; }
    /// Puts a backup in place of all files, durably; counts as a restart.
    void restore(Files backup);
    /// Flips one bit of a file that is there, durably as far as it was written down.
    void damage(const std::string& path, std::uint64_t offset, unsigned bit = 0);

    std::unique_ptr<File> open(const std::string& path) override;
    std::optional<std::string> read(const std::string& path) const override;
    bool exists(const std::string& path) const override;
    std::vector<std::string> list(const std::string& folder) const override;
    void replace(const std::string& path, std::string_view bytes) override;
    void replace_durably(const std::string& path, std::string_view bytes) override;
    void remove(const std::string& path) override;
    void sync_all() override;
    std::unique_ptr<DiskLock> try_lock(const std::string& path) override;
    void create_secret(const std::string& path, std::string_view bytes) override;
    bool is_secret(const std::string& path) const override;
    /// Makes a secret file readable by others.
    void expose(const std::string& path) { secrets_.erase(path); }

private:
    friend class SimulatedFile;
    friend class SimulatedLock;
    enum class Kind { create, write, truncate, replace, remove };
    struct Change {
        Kind kind;
        std::string path;
        std::uint64_t offset = 0;  ///< of a write; the size of a truncation
        std::string bytes = {};
    };

    void change(Change made);
    void sync(const std::string& path);
    enum class Fate { works, loses_power, fails };
    /// What becomes of the next operation.
    Fate next_operation();
    bool lacks_space(const Change& made) const;
    [[noreturn]] void fail_change(Change made, const char* why);
    [[noreturn]] void fail_sync(const std::string& path);
    void write_down(const std::string& path);
    void forget_locks();
    void settle(const std::string& path);
    void apply_in_part(const Change& made);
    std::uint64_t random(std::uint64_t below);
    static void apply(Files& files, const Change& made);

    Files files_;    ///< what a running program sees
    Files durable_;  ///< what surely survives
    std::vector<Change> unsynced_;
    std::set<std::string> locks_;
    std::set<std::string> secrets_;
    std::uint64_t random_;
    std::uint64_t operations_ = 0;
    std::uint64_t countdown_ = 0;          ///< 0: the power stays
    std::uint64_t failure_countdown_ = 0;  ///< 0: nothing fails
    std::uint64_t restarts_ = 0;
    bool full_ = false;
    bool dark_ = false;
};

}  // namespace comity
