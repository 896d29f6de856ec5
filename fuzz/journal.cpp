// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a journal, then as a bundle: what is read lies within the bytes. Then the bytes as
// an entry: a journal gives back what was appended, with any tail behind it.
#include "record/journal.h"
#include "base/check.h"
#include "record/merkle.h"
#include "record/simulated_disk.h"
#include "record/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (const auto content = Journal::read(bytes))
        check(content->end + content->torn <= bytes.size(), "what is read lies in the file");
    const unsigned width = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]);
    if (const auto entries = parse_bundle(bytes, width))
        check(entries->size() == width, "a bundle has as many entries as asked for");

    if (size > 65'535 || bytes.contains("\xFFgrp")) return 0;
    SimulatedDisk disk;
    const std::vector<std::string> entries = {bytes, ""};
    Journal::start(disk, 3, empty_tree_hash())->append(entries);
    std::string file = *disk.read("journal");
    const std::size_t end = Journal::read(file)->end;
    file.replace(end, bytes.size(), bytes);  // the tail: not a group, so it is torn
    const auto content = Journal::read(file);
    check(content && content->entries == entries, "what was appended is read back");
    check(content->end == end, "what follows the last group is not part of it");
    return 0;
}
