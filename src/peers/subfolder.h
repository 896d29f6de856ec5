// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"

namespace comity {

/// A folder of a disk as a disk of its own, for the parts of a node that each keep one. The disk
/// must outlive it.
class Subfolder final : public Disk {
public:
    Subfolder(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

    std::unique_ptr<File> open(const std::string& path) override { return disk_.open(at(path)); }
    std::optional<std::string> read(const std::string& path) const override {
        return disk_.read(at(path));
    }
    bool exists(const std::string& path) const override { return disk_.exists(at(path)); }
    std::vector<std::string> list(const std::string& folder) const override {
        return disk_.list(folder.empty() ? folder_ : at(folder));
    }
    void replace(const std::string& path, std::string_view bytes) override {
        disk_.replace(at(path), bytes);
    }
    void replace_durably(const std::string& path, std::string_view bytes) override {
        disk_.replace_durably(at(path), bytes);
    }
    void remove(const std::string& path) override { disk_.remove(at(path)); }
    void sync_all() override { disk_.sync_all(); }
    std::unique_ptr<DiskLock> try_lock(const std::string& path) override {
        return disk_.try_lock(at(path));
    }
    void create_secret(const std::string& path, std::string_view bytes) override {
        disk_.create_secret(at(path), bytes);
    }
    bool is_secret(const std::string& path) const override { return disk_.is_secret(at(path)); }

private:
    std::string at(const std::string& path) const { return folder_ + "/" + path; }

    Disk& disk_;
    std::string folder_;
};

}  // namespace comity
