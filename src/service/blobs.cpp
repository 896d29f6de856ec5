// SPDX-License-Identifier: Apache-2.0
#include "service/blobs.h"

#include "base/descriptor.h"
#include "record/primitives.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = std::size_t{1} << 20;

constexpr std::size_t salt_size = 32;

void for_each_piece(const std::string& path, const std::function<void(std::string_view)>& use) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Fault("cannot read " + path);
    std::vector<char> piece(piece_size);
    while (file.read(piece.data(), std::ssize(piece)), file.gcount() > 0)
        use({piece.data(), static_cast<std::size_t>(file.gcount())});
    if (file.bad()) throw Fault("reading " + path + " failed");
}

std::string read_whole(const std::string& path) {
    std::string bytes;
    for_each_piece(path, [&](std::string_view piece) { bytes += piece; });
    return bytes;
}

/// Hashes pieces with and without the salt while they are written to `path`.
class Writer {
public:
    Writer(const std::string& path, std::string_view salt)
        : path_(path), file_(path, std::ios::binary | std::ios::trunc) {
        salted_.update(salt);
    }

    void write(std::string_view piece) {
        file_.write(piece.data(), std::ssize(piece));
        salted_.update(piece);
        plain_.update(piece);
        bytes_ += piece.size();
    }

    Blobs::Stored finish() {
        file_.close();
        if (!file_) throw Fault("cannot write " + path_);
        sync_path(path_);
        return {salted_.finish(), plain_.finish(), bytes_};
    }

private:
    std::string path_;
    std::ofstream file_;
    Sha256 salted_;
    Sha256 plain_;
    std::uint64_t bytes_ = 0;
};

Blobs::Stored store(const std::string& folder, const std::function<void(Writer&)>& write_pieces) {
    const std::string salt = primitives::random_bytes(salt_size);
    const std::string draft = folder + "/" + to_hex(salt) + ".draft";
    Writer writer(draft, salt);
    write_pieces(writer);
    const Blobs::Stored stored = writer.finish();
    const std::string path = folder + "/" + to_hex(stored.name);
    Writer salt_writer(path + ".salt", "");
    salt_writer.write(salt);
    salt_writer.finish();
    fs::rename(draft, path);
    sync_path(folder);
    return stored;
}

}  // namespace

Blobs::Blobs(std::string folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }

Blobs::Stored Blobs::store_file(const std::string& path) const {
    return store(folder_, [&](Writer& writer) {
        for_each_piece(path, [&](std::string_view piece) { writer.write(piece); });
    });
}

Blobs::Stored Blobs::store_text(std::string_view text) const {
    return store(folder_, [&](Writer& writer) { writer.write(text); });
}

void Blobs::remove(const Hash& name) const {
    fs::remove(path(name));
    fs::remove(path(name) + ".salt");
}

std::string Blobs::path(const Hash& name) const { return folder_ + "/" + to_hex(name); }

bool Blobs::contains(const Hash& name) const {
    return fs::exists(path(name)) && fs::exists(path(name) + ".salt");
}

bool Blobs::intact(const Hash& name) const {
    if (!contains(name)) return false;
    Sha256 hasher;
    hasher.update(read_whole(path(name) + ".salt"));
    for_each_piece(path(name), [&](std::string_view piece) { hasher.update(piece); });
    return hasher.finish() == name;
}

}  // namespace comity
