// SPDX-License-Identifier: Apache-2.0
#include "peers/receipt.h"

#include "record/text_lines.h"

namespace comity {
namespace {

constexpr std::string_view header = "comity/receipt/v1";
constexpr std::size_t leaves_max = 1'000;

std::unexpected<Refusal> malformed(const TextLines& lines, std::string expected) {
    return refuse("receipt.malformed", std::move(expected), std::to_string(lines.number()));
}

}  // namespace

std::string to_text(const ActReceipt& receipt) {
    std::string text =
        std::string(header) + "\n" + receipt.origin + "\n" + receipt.time.text() + "\n";
    for (const Hash& leaf : receipt.leaves) text += to_base64(leaf) + "\n";
    return text;
}

Result<ActReceipt> parse_receipt(std::string_view text) {
    TextLines lines(text);
    ActReceipt receipt;
    if (lines.next() != header) return malformed(lines, std::string(header));
    receipt.origin = lines.next().value_or("");
    const auto time = Instant::parse(lines.next().value_or(""));
    if (!time) return malformed(lines, "when the acts were received");
    receipt.time = *time;
    while (!lines.rest().empty()) {
        const auto leaf = hash_from_base64(lines.next().value_or(""));
        if (!leaf || receipt.leaves.size() == leaves_max)
            return malformed(lines, "at most 1,000 leaf hashes in base64");
        receipt.leaves.push_back(*leaf);
    }
    if (receipt.leaves.empty()) return malformed(lines, "at least one leaf hash");
    return receipt;
}

std::string sign_receipt(const ActReceipt& receipt, const NamedKey& key) {
    const std::string text = to_text(receipt);
    return to_bytes({text, {sign_note(text, key.name, key.key)}});
}

Result<ActReceipt> check_receipt(std::string_view bytes, std::string_view origin,
                                 const VerifierKey& key) {
    const Note note = TRY(parse_note(bytes));
    ActReceipt receipt = TRY(parse_receipt(note.text));
    TRY(check_note(note, key));
    if (receipt.origin != origin) return refuse("receipt.origin", "a receipt of this log");
    return receipt;
}

}  // namespace comity
