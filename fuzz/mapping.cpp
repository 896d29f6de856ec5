// uses: statistics base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a mapping: what is refused is refused at a place of the file; what is read says what
// its shape needs.
#include "statistics/mapping.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto mapping = parse_mapping(text, "m");
    if (!mapping) {
        check(mapping.error().where.starts_with("m"), "a refusal has a place");
        return 0;
    }
    check(mapping->hash == sha256(text), "a mapping is known by its text");
    const Notion value = mapping->shape == Shape::flows ? Notion::quantity : Notion::indicator;
    check(mapping->source(value) != nullptr, "what a shape needs is there");
    for (const auto& [notion, source] : mapping->sources) {
        check(source.part_count == 0 || source.part < source.part_count, "a part is one of them");
        check(mapping->document.place(source.pointer).starts_with("m:"), "a source has a place");
    }
    (void)period_in_name("2021 [YR2021]", mapping->period_pattern);
    return 0;
}
