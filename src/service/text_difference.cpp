// SPDX-License-Identifier: Apache-2.0
#include "service/text_difference.h"

#include <algorithm>
#include <span>

namespace comity {
namespace {

using Tokens = std::span<const std::string_view>;

constexpr std::size_t cells_max = 1'000'000;

bool is_blank(char c) { return c == ' ' || c == '\n'; }

/// How long the token at the beginning is: blanks, one character of three or four bytes (as
/// ideographs have), or a word.
std::size_t token_size(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t wide = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 0;
    if (wide != 0) return std::min(wide, text.size());
    const bool blank = is_blank(text.front());
    std::size_t size = 1;
    while (size < text.size() && is_blank(text[size]) == blank &&
           static_cast<unsigned char>(text[size]) < 0xE0)
        ++size;
    return size;
}

std::vector<std::string_view> tokens_of(std::string_view text) {
    std::vector<std::string_view> tokens;
    while (!text.empty()) {
        const std::size_t size = token_size(text);
        tokens.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return tokens;
}

void append(std::vector<Stretch>& stretches, Change change, std::string_view text) {
    if (!stretches.empty() && stretches.back().change == change)
        stretches.back().text.append(text);
    else
        stretches.push_back({change, std::string(text)});
}

void append_all(std::vector<Stretch>& stretches, Change change, Tokens tokens) {
    for (const std::string_view token : tokens) append(stretches, change, token);
}

/// Lengths of the longest common subsequences of all ends of two texts.
class CommonLengths {
public:
    CommonLengths(Tokens before, Tokens after)
        : columns_(after.size() + 1), lengths_((before.size() + 1) * columns_) {
        for (std::size_t i = before.size(); i-- > 0;)
            for (std::size_t j = after.size(); j-- > 0;)
                lengths_[i * columns_ + j] = before[i] == after[j]
                                                 ? at(i + 1, j + 1) + 1
                                                 : std::max(at(i + 1, j), at(i, j + 1));
    }
    std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[i * columns_ + j]; }

private:
    std::size_t columns_;
    std::vector<std::uint32_t> lengths_;
};

void append_differing(std::vector<Stretch>& stretches, Tokens before, Tokens after) {
    std::size_t i = 0;
    std::size_t j = 0;
    if ((before.size() + 1) * (after.size() + 1) <= cells_max) {
        const CommonLengths common(before, after);
        while (i < before.size() && j < after.size()) {
            if (before[i] == after[j]) {
                append(stretches, Change::same, before[i++]);
                ++j;
            } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
                append(stretches, Change::removed, before[i++]);
            } else {
                append(stretches, Change::added, after[j++]);
            }
        }
    }
    append_all(stretches, Change::removed, before.subspan(i));
    append_all(stretches, Change::added, after.subspan(j));
}

}  // namespace

std::vector<Stretch> difference(std::string_view before, std::string_view after) {
    const std::vector<std::string_view> old_tokens = tokens_of(before);
    const std::vector<std::string_view> new_tokens = tokens_of(after);
    Tokens olds = old_tokens;
    Tokens news = new_tokens;
    const auto [first, other] = std::ranges::mismatch(olds, news);
    const Tokens begin = olds.first(static_cast<std::size_t>(first - olds.begin()));
    olds = olds.subspan(begin.size());
    news = news.subspan(begin.size());
    std::size_t ending = 0;
    while (ending < std::min(olds.size(), news.size()) &&
           olds[olds.size() - 1 - ending] == news[news.size() - 1 - ending])
        ++ending;
    std::vector<Stretch> stretches;
    append_all(stretches, Change::same, begin);
    append_differing(stretches, olds.first(olds.size() - ending), news.first(news.size() - ending));
    append_all(stretches, Change::same, olds.last(ending));
    return stretches;
}

}  // namespace comity
