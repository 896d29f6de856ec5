// SPDX-License-Identifier: Apache-2.0
#include "notes.h"

#include "acts/take_over.h"
#include "base/digits.h"
#include "record/checkpoint.h"
#include "record/cosignature.h"

#include <ranges>

namespace comity::scenarios {
namespace {

/// Takes what follows the last `mark` off the text; nothing if there is no mark.
std::optional<std::string> take_after(std::string_view& text, char mark) {
    const std::size_t place = text.rfind(mark);
    if (place == std::string_view::npos) return {};
    std::string after(text.substr(place + 1));
    text = text.substr(0, place);
    return after;
}

std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> names;
    if (text.empty()) return names;
    for (const auto part : std::views::split(text, ','))
        names.emplace_back(part.begin(), part.end());
    return names;
}

Hash root_of(const std::vector<std::string>& entries, std::uint64_t size) {
    Frontier tree;
    for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf_hash(entries[i]));
    return tree.root();
}

}  // namespace

SecretKey key_of(std::string_view seed) { return SecretKey(sha256(seed).bytes); }

std::optional<std::string> Notes::made_by(std::string_view text) const {
    for (const auto& [prefix, make] :
         {std::pair{std::string_view("$seal:"), &Notes::seal},
          std::pair{std::string_view("$take-over:"), &Notes::take_over}})
        if (text.starts_with(prefix)) return (this->*make)(text.substr(prefix.size()));
    return {};
}

SecretKey Notes::signing_key(const std::string& author, const std::string& otherwise) const {
    const auto seed = seeds_.find(author);
    return key_of(seed == seeds_.end() ? otherwise : seed->second);
}

/// `CHN,KAZ#3@2021-09-18T00:00:00Z!word`: cosigned by these two, the first three entries, at that
/// time, with the root of another tree. Entries and time are all and now, if they are left out.
std::string Notes::seal(std::string_view text) const {
    const auto other_root = take_after(text, '!');
    const auto time = take_after(text, '@');
    const auto given_size = take_after(text, '#');
    const std::uint64_t size =
        given_size ? parse_number<std::uint64_t>(*given_size).value_or(0) : entries_.size();
    const std::uint64_t known = std::min<std::uint64_t>(size, entries_.size());
    const Hash root = other_root ? sha256(*other_root) : root_of(entries_, known);
    const SecretKey depositary = signing_key("depositary", "depositary");
    std::string note = sign_checkpoint({std::string(origin), size, root}, depositary);
    const std::string head = note.substr(0, note.find("\n\n") + 1);
    for (const std::string& author : names_in(text)) {
        const auto line = cosign(head, author_key_name(origin, author),
                                 signing_key(author + "/seal", author + "/seal"),
                                 time ? Instant::parse(*time).value_or(now_) : now_);
        note += to_line(*line);
    }
    return note;
}

/// `KAZ=SEED:CHN,KAZ`: KAZ goes on with the key of SEED, as these two agree. `#3` at the end: from
/// the first three entries on; `!WORD`: of another log.
std::string Notes::take_over(std::string_view text) const {
    const auto other_origin = take_after(text, '!');
    const auto given_size = take_after(text, '#');
    const std::uint64_t size =
        given_size ? parse_number<std::uint64_t>(*given_size).value_or(0) : entries_.size();
    const std::string signers = take_after(text, ':').value_or("");
    const std::string seed = take_after(text, '=').value_or("");
    const TakeOver agreed = {other_origin.value_or(std::string(origin)),
                             size,
                             root_of(entries_, size),
                             std::string(text),
                             {std::string(origin), KeyType::ed25519, key_of(seed).public_key()}};
    Note note = {to_text(agreed), {}};
    for (const std::string& author : names_in(signers))
        note.signatures.push_back(
            sign_note(note.text, author_key_name(origin, author), signing_key(author, author)));
    return to_bytes(note);
}

}  // namespace comity::scenarios
