// SPDX-License-Identifier: Apache-2.0
#include "record/tiles.h"

#include "base/check.h"
#include "base/digits.h"
#include "record/big_endian.h"
#include "record/entry.h"
#include "record/published.h"
#include "record/text_lines.h"

#include <algorithm>
#include <cstring>

namespace comity {
namespace {

constexpr std::string_view tile_start = "tile/";
constexpr std::string_view entries = "entries";
constexpr int level_max = 63;
constexpr std::size_t tiles_kept_max = 4096;  // 64 MiB of nodes

std::string three_digits(std::uint64_t number) { return padded(static_cast<int>(number), 3); }

/// 1234067 -> x001/x234/067
std::string index_path(std::uint64_t index) {
    std::string path = three_digits(index % 1000);
    for (index /= 1000; index > 0; index /= 1000)
        path.insert(0, "x" + three_digits(index % 1000) + "/");
    return path;
}

/// Takes the part before the next slash off `path`.
std::string_view take_part(std::string_view& path) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return part;
}

std::optional<std::uint64_t> parse_three_digits(std::string_view text) {
    const auto number = digits_value(text, 3);
    if (!number) return {};
    return static_cast<std::uint64_t>(*number);
}

/// Reads an index from the front of `path`; what follows its last group stays.
std::optional<std::uint64_t> take_index(std::string_view& path) {
    std::uint64_t index = 0;
    for (;;) {
        const bool more = path.starts_with('x');
        if (more) path.remove_prefix(1);
        const auto group = parse_three_digits(path.substr(0, 3));
        if (!group || index > (UINT64_MAX - *group) / 1000) return {};
        index = index * 1000 + *group;
        path.remove_prefix(3);
        if (!more) return index;
        if (!path.starts_with('/')) return {};
        path.remove_prefix(1);
    }
}

unsigned width_of(std::uint64_t tile, std::uint64_t count) {
    const std::uint64_t start = tile * tile_width;
    return count - start >= tile_width ? tile_width : static_cast<unsigned>(count - start);
}

}  // namespace

std::string tile_path(const TileName& name) {
    std::string path(tile_start);
    path += name.level ? std::to_string(*name.level) : std::string(entries);
    path += "/" + index_path(name.index);
    return name.width == tile_width ? path : path + ".p/" + std::to_string(name.width);
}

std::optional<TileName> parse_tile_path(std::string_view path) {
    const std::string_view whole = path;
    if (!path.starts_with(tile_start)) return {};
    path.remove_prefix(tile_start.size());
    TileName name;
    const std::string_view level = take_part(path);
    if (level != entries) {
        name.level = parse_whole_number<int>(level);
        if (!name.level || *name.level > level_max) return {};
    }
    const auto index = take_index(path);
    if (!index) return {};
    name.index = *index;
    if (path.starts_with(".p/")) {
        const auto width = parse_whole_number<unsigned>(path.substr(3));
        if (!width || *width == 0 || *width >= tile_width) return {};
        name.width = *width;
    }
    if (tile_path(name) != whole) return {};
    return name;
}

std::string partials_folder(const TileName& name) {
    return tile_path({name.level, name.index, tile_width}) + ".p";
}

std::uint64_t hashes_at(int level, std::uint64_t size) {
    return level < 8 ? size >> (8 * level) : 0;
}

TileName tile_of(int level, std::uint64_t hash, std::uint64_t size) {
    const std::uint64_t tile = hash / tile_width;
    return {level, tile, width_of(tile, hashes_at(level, size))};
}

TileName bundle_of(std::uint64_t entry, std::uint64_t size) {
    const std::uint64_t tile = entry / tile_width;
    return {{}, tile, width_of(tile, size)};
}

std::string tile_bytes(std::span<const Hash> hashes) {
    std::string bytes;
    bytes.reserve(hashes.size() * 32);
    for (const Hash& hash : hashes) bytes += hash.view();
    return bytes;
}

Result<std::vector<Hash>> parse_tile(std::string_view bytes, unsigned width) {
    if (bytes.size() != std::size_t{32} * width) return refuse("tile.length", "32 bytes a hash");
    std::vector<Hash> hashes(width);
    for (Hash& hash : hashes) {
        std::memcpy(hash.bytes.data(), bytes.data(), 32);
        bytes.remove_prefix(32);
    }
    return hashes;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
    check(entry.size() <= entry_size_max, "the length of an entry is a uint16");
    bundle += number_bytes(entry.size(), 2);
    bundle += entry;
}

Result<std::vector<std::string_view>> parse_bundle(std::string_view bytes, unsigned width) {
    std::vector<std::string_view> entries_read;
    entries_read.reserve(std::min<std::size_t>(width, bytes.size() / 2));
    while (entries_read.size() < width && bytes.size() >= 2) {
        const std::size_t length = number_from(bytes.substr(0, 2));
        bytes.remove_prefix(2);
        if (bytes.size() < length) return refuse("tile.bundle", "whole entries");
        entries_read.push_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    if (entries_read.size() != width || !bytes.empty())
        return refuse("tile.bundle", "as many entries as its name says");
    return entries_read;
}

void TileReader::grow(std::uint64_t size) {
    const std::lock_guard lock(mutex_);
    check(size >= size_, "a published tree only grows");
    size_ = size;
    partial_.clear();
}

Hash TileReader::subtree(int level, std::uint64_t index) const {
    const int tile_level = level / 8;
    const int depth = 8 - level % 8;  // of the node below the top of its tile; 8 is the bottom
    const std::uint64_t per_tile = 1ULL << depth;
    const std::uint64_t first_hash = index << (level % 8);
    const auto tile = nodes(tile_of(tile_level, first_hash, size_));
    return (*tile)[per_tile + index % per_tile];
}

std::shared_ptr<const TileReader::Nodes> TileReader::nodes(const TileName& name) const {
    const std::lock_guard lock(mutex_);
    return nodes_locked(name);
}

std::shared_ptr<const TileReader::Nodes> TileReader::nodes_locked(const TileName& name) const {
    auto& kept = name.width == tile_width ? full_ : partial_;
    const auto found = kept.find({*name.level, name.index});
    if (found != kept.end()) return found->second;
    const auto loaded = load(name);
    if (name.width == tile_width) check_in_parent(name, *loaded);
    if (kept.size() > tiles_kept_max) kept.clear();
    kept[{*name.level, name.index}] = loaded;
    return loaded;
}

/// A full tile must have the hash that stands for it one level up; the topmost tile is partial.
void TileReader::check_in_parent(const TileName& name, const Nodes& nodes) const {
    const auto parent = nodes_locked(tile_of(*name.level + 1, name.index, size_));
    if (nodes[1] != (*parent)[tile_width + name.index % tile_width])
        throw damage_fault(tile_path(name) + ": not the tile of this tree");
}

std::shared_ptr<const TileReader::Nodes> TileReader::load(const TileName& name) const {
    const auto hashes = read_tile(disk_, name);
    if (!hashes) throw damage_fault(hashes.error().where);
    auto nodes = std::make_shared<Nodes>();
    std::ranges::copy(*hashes, nodes->begin() + tile_width);
    for (unsigned node = tile_width - 1; node > 0; --node)
        (*nodes)[node] = node_hash((*nodes)[std::size_t{2} * node], (*nodes)[2 * node + 1]);
    return nodes;
}

}  // namespace comity
