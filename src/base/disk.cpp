// SPDX-License-Identifier: Apache-2.0
#include "base/disk.h"

#include "base/check.h"
#include "base/descriptor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace comity {
namespace {

namespace fs = std::filesystem;

void write_all(const Descriptor& file, const fs::path& path, std::uint64_t offset,
               std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = retry([&] {
            return ::pwrite(file.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        });
        if (count <= 0) throw io_fault("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

std::string read_some(const Descriptor& file, const fs::path& path, std::uint64_t offset,
                      std::size_t length) {
    std::string bytes(length, '\0');
    std::size_t done = 0;
    while (done < length) {
        const ssize_t count = retry([&] {
            return ::pread(file.number(), bytes.data() + done, length - done,
                           static_cast<off_t>(offset + done));
        });
        if (count < 0) throw io_fault("read", path);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

std::uint64_t size_of(const Descriptor& file, const fs::path& path) {
    struct stat status{};
    if (::fstat(file.number(), &status) != 0) throw io_fault("examine", path);
    return static_cast<std::uint64_t>(status.st_size);
}

void sync_data(const Descriptor& file, const fs::path& path) {
    if (::fdatasync(file.number()) != 0) throw io_fault("make durable", path);
}

/// Creates a folder and its parents; with `durably`, so that a loss of power does not undo it.
void create_folders(const fs::path& folder, bool durably) {
    if (folder.empty() || fs::is_directory(folder)) return;
    create_folders(folder.parent_path(), durably);
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
        throw io_fault("create the folder", folder);
    if (durably) sync_path(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
}

class PosixFile final : public File {
public:
    PosixFile(Descriptor file, fs::path path) : file_(std::move(file)), path_(std::move(path)) {}

    std::uint64_t size() const override { return size_of(file_, path_); }
    std::string read(std::uint64_t offset, std::size_t length) const override {
        const std::uint64_t end = size();
        const std::uint64_t available = offset < end ? end - offset : 0;
        return read_some(file_, path_, offset, std::min<std::uint64_t>(length, available));
    }
    void write(std::uint64_t offset, std::string_view bytes) override {
        write_all(file_, path_, offset, bytes);
    }
    void truncate(std::uint64_t size) override {
        if (retry([&] { return ::ftruncate(file_.number(), static_cast<off_t>(size)); }) != 0)
            throw io_fault("truncate", path_);
    }
    void sync() override { sync_data(file_, path_); }

private:
    Descriptor file_;
    fs::path path_;
};

class PosixLock final : public DiskLock {
public:
    explicit PosixLock(Descriptor file) : file_(std::move(file)) {}

private:
    Descriptor file_;  // closing it gives the lock back
};

class PosixDisk final : public Disk {
public:
    explicit PosixDisk(fs::path root) : root_(std::move(root)) { create_folders(root_, true); }

    std::unique_ptr<File> open(const std::string& path) override {
        const fs::path place = at(path);
        create_folders(place.parent_path(), true);
        return std::make_unique<PosixFile>(Descriptor::open(place, O_RDWR | O_CREAT), place);
    }

    std::optional<std::string> read(const std::string& path) const override {
        const fs::path place = at(path);
        const int number = retry([&] { return ::open(place.c_str(), O_RDONLY | O_CLOEXEC); });
        if (number < 0 && (errno == ENOENT || errno == ENOTDIR)) return {};
        if (number < 0) throw io_fault("open", place);
        const Descriptor file(number);
        return read_some(file, place, 0, size_of(file, place));
    }

    bool exists(const std::string& path) const override {
        std::error_code error;
        return fs::exists(at(path), error);
    }

    std::vector<std::string> list(const std::string& folder) const override {
        std::vector<std::string> names;
        std::error_code error;
        for (const auto& item : fs::directory_iterator(at(folder), error))
            names.push_back(item.path().filename().string() + (item.is_directory() ? "/" : ""));
        if (error && error != std::errc::no_such_file_or_directory)
            throw io_fault("list", at(folder), error.value());
        std::ranges::sort(names);
        return names;
    }

    void replace(const std::string& path, std::string_view bytes) override {
        const fs::path place = at(path);
        create_folders(place.parent_path(), false);
        put(place, bytes, false);
    }

    void replace_durably(const std::string& path, std::string_view bytes) override {
        const fs::path place = at(path);
        create_folders(place.parent_path(), true);
        put(place, bytes, true);
        sync_path(place.parent_path());
    }

    void remove(const std::string& path) override {
        std::error_code error;
        fs::remove(at(path), error);
        if (error) throw io_fault("remove", at(path), error.value());
    }

    void sync_all() override {
        const Descriptor folder = Descriptor::open(root_, O_RDONLY | O_DIRECTORY);
        if (::syncfs(folder.number()) != 0) throw io_fault("make durable", root_);
    }

    std::unique_ptr<DiskLock> try_lock(const std::string& path) override {
        const fs::path place = at(path);
        create_folders(place.parent_path(), false);
        Descriptor file = Descriptor::open(place, O_RDWR | O_CREAT);
        if (retry([&] { return ::flock(file.number(), LOCK_EX | LOCK_NB); }) == 0)
            return std::make_unique<PosixLock>(std::move(file));
        if (errno != EWOULDBLOCK) throw io_fault("lock", place);
        return nullptr;
    }

    void create_secret(const std::string& path, std::string_view bytes) override {
        const fs::path place = at(path);
        create_folders(place.parent_path(), true);
        const Descriptor file = Descriptor::open(place, O_WRONLY | O_CREAT | O_EXCL, 0600);
        write_all(file, place, 0, bytes);
        if (::fsync(file.number()) != 0) throw io_fault("make durable", place);
        sync_path(place.parent_path());
    }

    bool is_secret(const std::string& path) const override {
        struct stat status{};
        if (::stat(at(path).c_str(), &status) != 0) throw io_fault("examine", at(path));
        return (status.st_mode & 0077U) == 0;
    }

private:
    fs::path at(const std::string& path) const {
        const fs::path relative(path);
        check(relative.is_relative() && std::ranges::find(relative, "..") == relative.end(),
              "paths on a disk stay below its folder");
        return root_ / relative;
    }

    static void put(const fs::path& place, std::string_view bytes, bool durably) {
        const fs::path written = place.string() + ".new";
        const Descriptor file = Descriptor::open(written, O_WRONLY | O_CREAT | O_TRUNC);
        write_all(file, written, 0, bytes);
        if (durably) sync_data(file, written);
        if (::rename(written.c_str(), place.c_str()) != 0) throw io_fault("rename", written);
    }

    fs::path root_;
};

}  // namespace

std::unique_ptr<Disk> open_disk(const std::string& root) {
    return std::make_unique<PosixDisk>(root);
}

}  // namespace comity
