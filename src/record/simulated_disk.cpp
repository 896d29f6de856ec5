// SPDX-License-Identifier: Apache-2.0
#include "record/simulated_disk.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t sector = 512;

/// Puts `bytes` into a file, which grows with zeros where needed.
void put(std::string& file, std::uint64_t offset, std::string_view bytes) {
    if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
    file.replace(offset, bytes.size(), bytes);
}

}  // namespace

class SimulatedFile final : public File {
public:
    SimulatedFile(SimulatedDisk& disk, std::string path)
        : disk_(disk), path_(std::move(path)), restarts_(disk.restarts_) {}

    std::uint64_t size() const override { return content().size(); }
    std::string read(std::uint64_t offset, std::size_t length) const override {
        const std::string& bytes = content();
        return offset < bytes.size() ? bytes.substr(offset, length) : "";
    }
    void write(std::uint64_t offset, std::string_view bytes) override {
        content();
        disk_.change({SimulatedDisk::Kind::write, path_, offset, std::string(bytes)});
    }
    void truncate(std::uint64_t size) override {
        content();
        disk_.change({SimulatedDisk::Kind::truncate, path_, size});
    }
    void sync() override {
        content();
        disk_.sync(path_);
    }

private:
    const std::string& content() const {
        check(restarts_ == disk_.restarts_, "a file is not used after a restart");
        return disk_.files_.at(path_);
    }

    SimulatedDisk& disk_;
    std::string path_;
    std::uint64_t restarts_;
};

class SimulatedLock final : public DiskLock {
public:
    SimulatedLock(SimulatedDisk& disk, std::string path)
        : disk_(disk), path_(std::move(path)), restarts_(disk.restarts_) {}
    ~SimulatedLock() override {
        if (restarts_ == disk_.restarts_) disk_.locks_.erase(path_);
    }

private:
    SimulatedDisk& disk_;
    std::string path_;
    std::uint64_t restarts_;
};

/// splitmix64: the same choices from the same seed on every machine.
std::uint64_t SimulatedDisk::random(std::uint64_t below) {
    random_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = random_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return (mixed ^ (mixed >> 31)) % below;
}

SimulatedDisk::Fate SimulatedDisk::next_operation() {
    if (dark_) throw PowerLoss();
    ++operations_;
    if (countdown_ > 0 && --countdown_ == 0) {
        dark_ = true;
        return Fate::loses_power;
    }
    const bool fails = failure_countdown_ > 0 && --failure_countdown_ == 0;
    return fails ? Fate::fails : Fate::works;
}

bool SimulatedDisk::lacks_space(const Change& made) const {
    if (!full_) return false;
    if (made.kind == Kind::create || made.kind == Kind::replace) return true;
    const auto file = files_.find(made.path);
    return made.kind == Kind::write && file != files_.end() &&
           made.offset + made.bytes.size() > file->second.size();
}

void SimulatedDisk::apply(Files& files, const Change& made) {
    switch (made.kind) {
        case Kind::create:
            files.try_emplace(made.path);
            break;
        case Kind::write:
            if (const auto file = files.find(made.path); file != files.end())
                put(file->second, made.offset, made.bytes);
            break;
        case Kind::truncate:
            if (const auto file = files.find(made.path); file != files.end())
                file->second.resize(made.offset);
            break;
        case Kind::replace:
            files[made.path] = made.bytes;
            break;
        case Kind::remove:
            files.erase(made.path);
            break;
    }
}

void SimulatedDisk::change(Change made) {
    const Fate fate = next_operation();
    if (fate == Fate::fails) fail_change(std::move(made), "input/output error");
    if (lacks_space(made)) fail_change(std::move(made), "no space left");
    apply(files_, made);
    unsynced_.push_back(std::move(made));
    if (fate == Fate::loses_power) throw PowerLoss();
}

/// A short write: some of the bytes from the front are written. Nothing else is done by halves.
void SimulatedDisk::fail_change(Change made, const char* why) {
    const std::string path = made.path;
    if (made.kind == Kind::write) {
        std::uint64_t done = random(made.bytes.size() + 1);
        if (full_) {
            const auto file = files_.find(path);
            const std::uint64_t size = file == files_.end() ? 0 : file->second.size();
            done = std::min(done, size > made.offset ? size - made.offset : 0);
        }
        made.bytes.resize(done);
        apply(files_, made);
        unsynced_.push_back(std::move(made));
    }
    throw Fault(std::string(why) + ": " + path);
}

/// A write survives sector by sector; a file replaced without a sync may be cut short.
void SimulatedDisk::apply_in_part(const Change& made) {
    Change part = made;
    if (made.kind == Kind::replace) {
        part.bytes.resize(random(made.bytes.size() + 1));
        return apply(durable_, part);
    }
    if (made.kind != Kind::write) return apply(durable_, made);
    for (std::size_t start = 0; start < made.bytes.size();) {
        const std::size_t length =
            std::min(sector - (made.offset + start) % sector, made.bytes.size() - start);
        part.offset = made.offset + start;
        part.bytes = made.bytes.substr(start, length);
        if (random(2) == 0) apply(durable_, part);
        start += length;
    }
}

void SimulatedDisk::restart() {
    for (const Change& made : unsynced_) {
        const std::uint64_t fate = random(3);
        if (fate == 0) apply(durable_, made);
        if (fate == 1) apply_in_part(made);
    }
    unsynced_.clear();
    files_ = durable_;
    forget_locks();
}

void SimulatedDisk::forget_locks() {
    locks_.clear();
    countdown_ = 0;
    failure_countdown_ = 0;
    dark_ = false;
    ++restarts_;
}

void SimulatedDisk::restore(Files backup) {
    unsynced_.clear();
    durable_ = backup;
    files_ = std::move(backup);
    forget_locks();
}

/// fdatasync: the bytes of the file survive; whether its name does was decided when it was created.
void SimulatedDisk::sync(const std::string& path) {
    const Fate fate = next_operation();
    if (fate == Fate::loses_power) throw PowerLoss();
    if (fate == Fate::fails) fail_sync(path);
    write_down(path);
}

void SimulatedDisk::write_down(const std::string& path) {
    std::erase_if(unsynced_, [&](const Change& made) {
        const bool data = made.kind == Kind::write || made.kind == Kind::truncate;
        if (!data || made.path != path || !durable_.contains(path)) return false;
        apply(durable_, made);
        return true;
    });
}

/// As systems do it: what could not be written counts as written from now on.
void SimulatedDisk::fail_sync(const std::string& path) {
    std::erase_if(unsynced_, [&](const Change& made) {
        if (made.path != path || made.kind != Kind::write) return false;
        if (durable_.contains(path)) apply_in_part(made);
        return true;
    });
    throw Fault("input/output error: " + path);
}

/// Everything about one file survives, its name too.
void SimulatedDisk::settle(const std::string& path) {
    std::erase_if(unsynced_, [&](const Change& made) { return made.path == path; });
    if (const auto file = files_.find(path); file != files_.end())
        durable_[path] = file->second;
    else
        durable_.erase(path);
}

void SimulatedDisk::damage(const std::string& path, std::uint64_t offset, unsigned bit) {
    check(files_.contains(path) && offset < files_.at(path).size(),
          "only what is there is damaged");
    for (Files* files : {&files_, &durable_}) {
        const auto file = files->find(path);
        if (file == files->end() || offset >= file->second.size()) continue;
        char& byte = file->second[offset];
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
    }
}

std::unique_ptr<File> SimulatedDisk::open(const std::string& path) {
    if (!files_.contains(path)) change({Kind::create, path});
    return std::make_unique<SimulatedFile>(*this, path);
}

std::optional<std::string> SimulatedDisk::read(const std::string& path) const {
    const auto file = files_.find(path);
    return file == files_.end() ? std::nullopt : std::optional(file->second);
}

bool SimulatedDisk::exists(const std::string& path) const { return files_.contains(path); }

std::vector<std::string> SimulatedDisk::list(const std::string& folder) const {
    const std::string start = folder.empty() ? "" : folder + "/";
    std::set<std::string> names;
    for (auto file = files_.lower_bound(start);
         file != files_.end() && file->first.starts_with(start); ++file) {
        const std::string rest = file->first.substr(start.size());
        const std::size_t slash = rest.find('/');
        names.insert(slash == std::string::npos ? rest : rest.substr(0, slash + 1));
    }
    return {names.begin(), names.end()};
}

void SimulatedDisk::replace(const std::string& path, std::string_view bytes) {
    change({Kind::replace, path, 0, std::string(bytes)});
}

void SimulatedDisk::replace_durably(const std::string& path, std::string_view bytes) {
    const Fate fate = next_operation();
    if (fate == Fate::fails) fail_change({Kind::replace, path}, "input/output error");
    if (full_) fail_change({Kind::replace, path}, "no space left");
    const bool lost = fate == Fate::loses_power;
    if (lost && random(2) == 0) throw PowerLoss();
    files_[path] = bytes;
    settle(path);
    if (lost) throw PowerLoss();
}

void SimulatedDisk::remove(const std::string& path) {
    if (files_.contains(path)) change({Kind::remove, path});
}

void SimulatedDisk::sync_all() {
    const Fate fate = next_operation();
    if (fate == Fate::loses_power) throw PowerLoss();
    if (fate == Fate::fails) throw Fault("input/output error");
    durable_ = files_;
    unsynced_.clear();
}

std::unique_ptr<DiskLock> SimulatedDisk::try_lock(const std::string& path) {
    if (!locks_.insert(path).second) return nullptr;
    return std::make_unique<SimulatedLock>(*this, path);
}

void SimulatedDisk::create_secret(const std::string& path, std::string_view bytes) {
    if (files_.contains(path)) throw Fault("the file exists: " + path);
    replace_durably(path, bytes);
    secrets_.insert(path);
}

bool SimulatedDisk::is_secret(const std::string& path) const { return secrets_.contains(path); }

}  // namespace comity
