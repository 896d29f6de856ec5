// SPDX-License-Identifier: Apache-2.0
#include "record/journal.h"

#include "base/check.h"
#include "record/big_endian.h"
#include "record/published.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view header_mark = "comity-journal/1";  // 16 bytes
constexpr std::string_view group_mark = "\xFFgrp";            // no UTF-8 text contains it
constexpr std::size_t checksum_size = 8;
constexpr std::size_t header_size = 64;  // mark, first index, root, checksum
constexpr std::size_t group_header_size = 4 + 4 + 4 + 8 + checksum_size;
constexpr std::uint64_t reserve_min = 64 * 1024;
constexpr std::uint64_t reserve_max = 4 * 1024 * 1024;

std::string checksum(std::string_view a, std::string_view b, std::string_view c) {
    thread_local Sha256 hasher;
    hasher.update(a);
    hasher.update(b);
    hasher.update(c);
    return std::string(hasher.finish().view().substr(0, checksum_size));
}

std::string header(std::uint64_t first, const Hash& root) {
    std::string bytes(header_mark);
    bytes += number_bytes(first, 8);
    bytes += root.view();
    return bytes + checksum(bytes, "", "");
}

/// Group: mark, payload length, number of entries, index of the first, checksum, payload.
struct Group {
    std::uint64_t first;
    std::size_t size;  ///< with its header
    std::vector<std::string_view> entries;
};

std::optional<Group> read_group(std::string_view bytes, std::size_t offset,
                                std::string_view identity) {
    bytes.remove_prefix(offset);
    if (bytes.size() < group_header_size || !bytes.starts_with(group_mark)) return {};
    const std::size_t length = number_from(bytes.substr(4, 4));
    if (bytes.size() - group_header_size < length) return {};
    const std::string_view fields = bytes.substr(0, 20);
    const std::string_view payload = bytes.substr(group_header_size, length);
    if (bytes.substr(20, checksum_size) != checksum(identity, fields, payload)) return {};
    auto entries = parse_bundle(payload, static_cast<unsigned>(number_from(bytes.substr(8, 4))));
    if (!entries) return {};
    return Group{number_from(bytes.substr(12, 8)), group_header_size + length, std::move(*entries)};
}

/// Whether a whole group starts somewhere behind `offset`.
bool has_group_behind(std::string_view bytes, std::size_t offset, std::string_view identity) {
    for (std::size_t i = bytes.find(group_mark, offset + 1); i != std::string_view::npos;
         i = bytes.find(group_mark, i + 1))
        if (read_group(bytes, i, identity)) return true;
    return false;
}

std::unexpected<Refusal> damaged(std::size_t offset) {
    return log_damaged(journal_path + ":" + std::to_string(offset), "a journal as it was written");
}

}  // namespace

Result<Journal::Content> Journal::read(std::string_view bytes) {
    if (bytes.size() < header_size || !bytes.starts_with(header_mark)) return damaged(0);
    Content content;
    content.first = number_from(bytes.substr(header_mark.size(), 8));
    content.root = *hash_from_bytes(bytes.substr(header_mark.size() + 8, 32));
    const std::string expected = header(content.first, content.root);
    if (bytes.substr(0, header_size) != expected) return damaged(0);
    const std::string identity = expected.substr(header_size - checksum_size);

    content.end = header_size;
    while (const auto group = read_group(bytes, content.end, identity)) {
        if (group->first != content.first + content.entries.size()) return damaged(content.end);
        content.entries.insert(content.entries.end(), group->entries.begin(), group->entries.end());
        content.end += group->size;
    }
    if (has_group_behind(bytes, content.end, identity)) return damaged(content.end);
    const std::size_t last = bytes.find_last_not_of('\0');
    content.torn = last < content.end ? 0 : last + 1 - content.end;
    return content;
}

Journal::Journal(std::unique_ptr<File> file, std::uint64_t first, const Hash& root)
    : file_(std::move(file)),
      identity_(header(first, root).substr(header_size - checksum_size)),
      next_(first),
      end_(header_size),
      reserved_(file_->size()) {}

std::unique_ptr<Journal> Journal::start(Disk& disk, std::uint64_t first, const Hash& root) {
    disk.replace_durably(journal_path, header(first, root));
    return std::unique_ptr<Journal>(new Journal(disk.open(journal_path), first, root));
}

std::unique_ptr<Journal> Journal::resume(Disk& disk, const Content& content) {
    std::unique_ptr<Journal> journal(
        new Journal(disk.open(journal_path), content.first, content.root));
    journal->next_ = content.first + content.entries.size();
    journal->end_ = content.end;
    if (content.torn > 0) {
        journal->file_->write(content.end, std::string(content.torn, '\0'));
        journal->file_->sync();
    }
    return journal;
}

std::string Journal::group(std::span<const std::string> entries) const {
    std::string payload;
    for (const std::string& entry : entries) append_to_bundle(payload, entry);
    check(payload.size() <= UINT32_MAX, "the length of a group is a uint32");
    std::string bytes(group_mark);
    bytes += number_bytes(payload.size(), 4);
    bytes += number_bytes(entries.size(), 4);
    bytes += number_bytes(next_, 8);
    bytes += checksum(identity_, bytes, payload);
    return bytes + payload;
}

void Journal::append(std::span<const std::string> entries) {
    if (broken_) throw Fault("the journal could not be written; the log must be opened again");
    const std::string bytes = group(entries);
    broken_ = true;  // unless all goes well: after a failed sync nobody knows what is on the medium
    write(bytes);
    file_->sync();
    broken_ = false;
    next_ += entries.size();
    end_ += bytes.size();
}

void Journal::write(std::string_view bytes) {
    if (end_ + bytes.size() > reserved_) {
        const std::uint64_t step = std::clamp(reserved_, reserve_min, reserve_max);
        const std::uint64_t reserve = std::max(end_ + bytes.size(), reserved_ + step);
        file_->write(reserved_, std::string(reserve - reserved_, '\0'));
        reserved_ = reserve;
    }
    file_->write(end_, bytes);
}

}  // namespace comity
