// SPDX-License-Identifier: Apache-2.0
#include "record/checkpoint.h"

#include "record/text_lines.h"

namespace comity {
namespace {

Result<Checkpoint> parse_after_origin(TextLines& lines, std::string_view origin) {
    const auto size_line = lines.next();
    const auto size = size_line ? parse_whole_number<std::uint64_t>(*size_line) : std::nullopt;
    if (!size) return refuse("checkpoint.size", "a size without leading zeros", "2");
    const auto root_line = lines.next();
    const auto root = root_line ? hash_from_base64(*root_line) : std::nullopt;
    if (!root) return refuse("checkpoint.root", "a root hash in base64", "3");
    return Checkpoint{std::string(origin), *size, *root};
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
           to_base64(checkpoint.root) + "\n";
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SecretKey& key) {
    const std::string text = to_text(checkpoint);
    return to_bytes({text, {sign_note(text, checkpoint.origin, key)}});
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    TextLines lines(text);
    const auto origin = lines.next();
    if (!origin || !is_key_name(*origin))
        return refuse("checkpoint.malformed", "an origin without spaces and '+'", "1");
    Checkpoint checkpoint = TRY(parse_after_origin(lines, *origin));
    if (!lines.rest().empty())
        return refuse("checkpoint.malformed", "three lines and no extensions", "4");
    return checkpoint;
}

Result<Checkpoint> parse_foreign_checkpoint(std::string_view text) {
    TextLines lines(text);
    const auto origin = lines.next();
    if (!origin || origin->empty()) return refuse("checkpoint.malformed", "an origin", "1");
    Checkpoint checkpoint = TRY(parse_after_origin(lines, *origin));
    while (!lines.rest().empty())
        if (const auto line = lines.next(); !line || line->empty())
            return refuse("checkpoint.malformed", "extension lines that are not empty",
                          std::to_string(lines.number()));
    return checkpoint;
}

Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view origin,
                                   const VerifierKey& key) {
    const Note parsed = TRY(parse_note(note));
    TRY(check_note(parsed, key));
    Checkpoint checkpoint = TRY(parse_checkpoint(parsed.text));
    if (checkpoint.origin != origin)
        return refuse("checkpoint.origin", "a checkpoint of " + std::string(origin), "1");
    return checkpoint;
}

}  // namespace comity
