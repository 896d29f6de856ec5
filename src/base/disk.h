// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// A file that is written in place. Every failure of the operating system is a `Fault`.
class File {
public:
    virtual ~File() = default;
    virtual std::uint64_t size() const = 0;
    /// Up to `length` bytes from `offset`; fewer only at the end of the file.
    virtual std::string read(std::uint64_t offset, std::size_t length) const = 0;
    virtual void write(std::uint64_t offset, std::string_view bytes) = 0;
    virtual void truncate(std::uint64_t size) = 0;
    /// Returns when the bytes (not necessarily the times) are on the medium: fdatasync.
    virtual void sync() = 0;
};

/// Held as long as the object lives, and given back by the system if the process dies.
class DiskLock {
public:
    virtual ~DiskLock() = default;
};

/// The files below one folder, by relative path ("tile/0/000"; never ".."). Folders come into being
/// with their first file. An interface, because the record's promises are tested on a disk that
/// loses power (record/simulated_disk.h): production uses `open_disk`.
class Disk {
public:
    virtual ~Disk() = default;
    virtual std::unique_ptr<File> open(const std::string& path) = 0;  ///< created if absent
    virtual std::optional<std::string> read(const std::string& path) const = 0;
    virtual bool exists(const std::string& path) const = 0;
    /// Names in a folder, sorted; folders end in '/'. Empty if the folder is absent.
    virtual std::vector<std::string> list(const std::string& folder) const = 0;
    /// Writes the whole file: readers see the old bytes or the new, never a part. Not yet durable.
    virtual void replace(const std::string& path, std::string_view bytes) = 0;
    /// As `replace`, and durable when it returns.
    virtual void replace_durably(const std::string& path, std::string_view bytes) = 0;
    /// Removes a file or an empty folder; nothing happens if there is none.
    virtual void remove(const std::string& path) = 0;
    /// Makes everything written below this folder so far durable (syncfs).
    virtual void sync_all() = 0;

    /// A lock between processes, kept in the file `path`; null if another holds it.
    virtual std::unique_ptr<DiskLock> try_lock(const std::string& path) = 0;
    /// A new durable file that only its owner may read (mode 0600). `Fault` if it exists.
    virtual void create_secret(const std::string& path, std::string_view bytes) = 0;
    /// Whether nobody but its owner may read or write the file.
    virtual bool is_secret(const std::string& path) const = 0;
};

/// The folder `root` of the real file system; it is created with its parents if absent.
/// `Fault` if it cannot be.
std::unique_ptr<Disk> open_disk(const std::string& root);

}  // namespace comity
