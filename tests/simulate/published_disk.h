// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "base/disk.h"
#include "peers/peer.h"

namespace comity::simulate {

/// What a node publishes, as a folder that can be read and nothing else: so the functions of the
/// record check a log over the network as they check one on a disk.
class PublishedDisk final : public Disk {
public:
    PublishedDisk(Peer& peer, Instant now) : peer_(peer), now_(now) {}

    std::optional<std::string> read(const std::string& path) const override {
        Reply reply = peer_.answer({"GET", "/log/" + path}, now_);
        if (reply.status != 200) return {};
        return std::move(reply.body);
    }
    bool exists(const std::string& path) const override { return read(path).has_value(); }
    std::vector<std::string> list(const std::string& /*folder*/) const override { return {}; }
    bool is_secret(const std::string& /*path*/) const override { return false; }
    std::unique_ptr<File> open(const std::string& /*path*/) override { only_read(); }
    void replace(const std::string& /*path*/, std::string_view /*bytes*/) override { only_read(); }
    void replace_durably(const std::string& /*path*/, std::string_view /*bytes*/) override {
        only_read();
    }
    void remove(const std::string& /*path*/) override { only_read(); }
    void sync_all() override { only_read(); }
    std::unique_ptr<DiskLock> try_lock(const std::string& /*path*/) override { only_read(); }
    void create_secret(const std::string& /*path*/, std::string_view /*bytes*/) override {
        only_read();
    }

private:
    [[noreturn]] static void only_read() { throw Bug("what a node publishes is only read"); }

    Peer& peer_;
    Instant now_;
};

}  // namespace comity::simulate
