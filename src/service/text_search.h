// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// What somebody looks for: words that must all occur somewhere, in whatever case. Letters of the
/// Latin (to U+017F), Greek and Cyrillic alphabets are the same in both cases; other characters are
/// compared as they are, so that Chinese is found by its characters.
class TextSearch {
public:
    explicit TextSearch(std::string_view query);

    /// Whether nothing is looked for.
    bool empty() const { return words_.empty(); }
    std::size_t size() const { return words_.size(); }
    /// Marks in `found` (as many as there are words) those that occur in `text`.
    void mark(std::string_view text, std::vector<bool>& found) const;

private:
    struct Word {
        std::string lower;
        bool has_cases = false;
    };
    std::vector<Word> words_;
};

}  // namespace comity
