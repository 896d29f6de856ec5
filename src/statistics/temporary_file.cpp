// SPDX-License-Identifier: Apache-2.0
#include "statistics/temporary_file.h"

#include "base/check.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".importing";

[[noreturn]] void fail(const std::string& path) {
    throw Fault(path + ": " + std::generic_category().message(errno));
}

std::string folder_of(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Whether `descriptor` is still the file that `path` names.
bool is_same_file(int descriptor, const std::string& path) {
    struct stat ours{};
    struct stat named{};
    return ::fstat(descriptor, &ours) == 0 && ::stat(path.c_str(), &named) == 0 &&
           ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

void remove_if_left_behind(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && is_same_file(descriptor, path))
        ::unlink(path.c_str());
    ::close(descriptor);
}

void remove_left_behind(const std::string& folder) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string path = entry->path().string();
        if (path.ends_with(suffix)) remove_if_left_behind(path);
    }
}

void sync_folder(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) fail(folder);
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) fail(folder);
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
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (descriptor_ < 0) fail(path_);
        if (::flock(descriptor_, LOCK_EX) != 0) fail(path_);
        if (is_same_file(descriptor_, path_)) return;
        ::close(descriptor_);
    }
}

TemporaryFile::~TemporaryFile() {
    if (!published_) ::unlink(path_.c_str());
    ::close(descriptor_);
}

void TemporaryFile::publish() {
    if (::fsync(descriptor_) != 0) fail(path_);
    if (std::rename(path_.c_str(), destination_.c_str()) != 0) fail(destination_);
    published_ = true;
    sync_folder(folder_of(destination_));
}

}  // namespace comity
