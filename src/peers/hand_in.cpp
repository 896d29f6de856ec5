// SPDX-License-Identifier: Apache-2.0
#include "peers/hand_in.h"

#include "record/text_lines.h"
#include "record/tiles.h"

namespace comity {
namespace {

constexpr std::string_view refused_start = "refused ";

std::string line_of(const HandInAnswer& answer) {
    switch (answer.taken) {
        case Taken::entered:
            return "entered";
        case Taken::held:
            return "held";
        case Taken::refused:
            break;
    }
    return std::string(refused_start) + answer.code;
}

std::optional<HandInAnswer> parse_line(std::string_view line) {
    if (line == "entered") return HandInAnswer{Taken::entered};
    if (line == "held") return HandInAnswer{Taken::held};
    if (!line.starts_with(refused_start) || line.size() == refused_start.size()) return {};
    return HandInAnswer{Taken::refused, std::string(line.substr(refused_start.size()))};
}

std::unexpected<Refusal> malformed(std::string expected, std::string where = {}) {
    return refuse("peer.hand-in", std::move(expected), std::move(where));
}

}  // namespace

std::string hand_in_text(std::span<const std::string> entries) {
    std::string text;
    for (const std::string& entry : entries) append_to_bundle(text, entry);
    return text;
}

Result<std::vector<std::string>> parse_hand_in(std::string_view body) {
    std::vector<std::string> entries;
    while (!body.empty()) {
        if (body.size() < 2) return malformed("whole entries");
        const std::size_t length =
            static_cast<std::size_t>(static_cast<unsigned char>(body[0])) * 256 +
            static_cast<unsigned char>(body[1]);
        if (body.size() < 2 + length) return malformed("whole entries");
        if (entries.size() == hand_in_entries_max) return malformed("at most 1,000 entries");
        entries.emplace_back(body.substr(2, length));
        body.remove_prefix(2 + length);
    }
    if (entries.empty()) return malformed("at least one entry");
    return entries;
}

std::string to_text(const HandInReply& reply) {
    std::string text;
    for (const HandInAnswer& answer : reply.answers) text += line_of(answer) + "\n";
    return text + "\n" + reply.receipt;
}

Result<HandInReply> parse_hand_in_reply(std::string_view text) {
    TextLines lines(text);
    HandInReply reply;
    for (;;) {
        const auto line = lines.next();
        if (line && line->empty()) break;
        const auto answer = line ? parse_line(*line) : std::nullopt;
        if (!answer || reply.answers.size() == hand_in_entries_max)
            return malformed("a line for each entry, then an empty line",
                             std::to_string(lines.number()));
        reply.answers.push_back(*answer);
    }
    reply.receipt = lines.rest();
    return reply;
}

}  // namespace comity
