// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a checkpoint that is read is written back as it was; so is the path of a tile.
#include "record/checkpoint.h"
#include "base/check.h"
#include "record/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto checkpoint = parse_checkpoint(bytes))
        check(to_text(*checkpoint) == bytes, "a checkpoint has one form");
    if (const auto name = parse_tile_path(bytes))
        check(tile_path(*name) == bytes, "the path of a tile has one form");
    return 0;
}
