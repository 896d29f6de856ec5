// SPDX-License-Identifier: Apache-2.0
#include "statistics/temporary_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".importing";

std::string folder_of(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Whether `file` is still the one that `path` names.
bool is_same_file(const Descriptor& file, const std::string& path) {
    struct stat ours{};
    struct stat named{};
    return ::fstat(file.number(), &ours) == 0 && ::stat(path.c_str(), &named) == 0 &&
           ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

void remove_if_left_behind(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (file.number() < 0) return;
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0 && is_same_file(file, path))
        ::unlink(path.c_str());
}

void remove_left_behind(const std::string& folder) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string path = entry->path().string();
        if (path.ends_with(suffix)) remove_if_left_behind(path);
    }
}

}  // namespace

TemporaryFile::TemporaryFile(std::string destination) : destination_(std::move(destination)) {
    static std::atomic<unsigned> made{0};
    remove_left_behind(folder_of(destination_));
    path_ = destination_ + "." + std::to_string(::getpid()) + "." + std::to_string(made++);
    path_ += suffix;
    create();
}

/// Another import may take the file for one left behind, before it is locked: then once more.
void TemporaryFile::create() {
    for (;;) {
        file_ = Descriptor::open(path_, O_RDWR | O_CREAT | O_TRUNC);
        if (retry([&] { return ::flock(file_.number(), LOCK_EX); }) != 0)
            throw io_fault("lock", path_);
        if (is_same_file(file_, path_)) return;
    }
}

TemporaryFile::~TemporaryFile() {
    if (!published_) ::unlink(path_.c_str());
}

void TemporaryFile::publish() {
    if (::fsync(file_.number()) != 0) throw io_fault("make durable", path_);
    if (std::rename(path_.c_str(), destination_.c_str()) != 0) throw io_fault("rename", path_);
    published_ = true;
    sync_path(folder_of(destination_));
}

}  // namespace comity
