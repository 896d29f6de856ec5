// uses: engines/trade/panels
// SPDX-License-Identifier: Apache-2.0
//
// The first byte says whether the rest is packed by gzip, and the size of the pieces it comes in.
// It is read the same however it arrives; what was read has whole columns, and written out with
// every field quoted it is read as the same panel.
#include "base/check.h"
#include "base/utf8.h"
#include "engines/trade/panels/flows.h"
#include "engines/trade/panels/panel_reader.h"
#include "statistics/gzip.h"

#include <charconv>
#include <cmath>

namespace {

using namespace comity;
using namespace comity::trade;

class Pieces : public ByteSource {
public:
    Pieces(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
    std::size_t read(char* out, std::size_t capacity) override {
        const std::size_t count = bytes_.copy(out, std::min(capacity, step_));
        bytes_.remove_prefix(count);
        return count;
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t step_;
};

/// At most 64 KiB of another source, so that a small input cannot cost much.
class Limited : public ByteSource {
public:
    explicit Limited(ByteSource& source) : source_(source) {}
    std::size_t read(char* out, std::size_t capacity) override {
        const std::size_t count = source_.read(out, std::min(capacity, left_));
        left_ -= count;
        return count;
    }
    std::uint64_t size() const override { return 0; }
    bool reached() const { return left_ == 0; }

private:
    ByteSource& source_;
    std::size_t left_ = std::size_t{1} << 16;
};

Result<Panel> read(std::string_view bytes, bool is_packed, std::size_t step) {
    Pieces source(bytes, step);
    if (!is_packed) return read_panel(source, "f", {});
    GzipSource unpacked(source, "f");
    Limited limited(unpacked);
    auto panel = read_panel(limited, "f", {});
    TRY(unpacked.finished());
    if (limited.reached()) return refuse("fuzz.limit", "is longer than this target reads");
    return panel;
}

std::string number(double value) {
    if (std::isnan(value)) return "NA";
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

void append(std::string& out, std::string_view field, char after) {
    out += '"';
    for (const char c : field) out.append(c == '"' ? 2 : 1, c);
    out.append("\"").append(1, after);
}

std::string written(const Panel& panel) {
    std::string text = "exporter,importer,year,trade\n";
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (const Factor& factor : panel.factors)
            append(text, factor.labels[factor.codes[row]], ',');
        append(text, number(panel.variables[0].values[row]), '\n');
    }
    return text;
}

/// Equal but for the lines, and a missing number equals a missing one.
bool same(const Panel& a, const Panel& b) {
    const std::vector<double>& x = a.variables[0].values;
    const std::vector<double>& y = b.variables[0].values;
    for (std::size_t row = 0; row < x.size() && row < y.size(); ++row)
        if (x[row] != y[row] && !(std::isnan(x[row]) && std::isnan(y[row]))) return false;
    return a.factors == b.factors && x.size() == y.size();
}

void check_columns(const Panel& panel) {
    check(panel.factors.size() == 3 && panel.variables.size() == 1, "the columns asked for");
    check(panel.lines.size() == panel.rows(), "every row has a line");
    check(panel.variables[0].values.size() == panel.rows(), "every row has a number");
    for (const Factor& factor : panel.factors) {
        check(factor.codes.size() == panel.rows(), "every row has a label");
        for (const std::uint32_t code : factor.codes)
            check(code < factor.labels.size(), "codes are places of labels");
        for (const std::string& label : factor.labels)
            check(!label.empty() && is_utf8(label), "labels are text");
    }
    for (const double value : panel.variables[0].values)
        check(!std::isinf(value), "numbers are finite or missing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const bool is_packed = (data[0] & 1) != 0;
    const auto panel = read(bytes, is_packed, SIZE_MAX);
    const auto pieces = read(bytes, is_packed, 1 + (data[0] >> 1));
    check(panel.has_value() == pieces.has_value(), "pieces make no difference");
    if (!panel) {
        check(is_utf8(panel.error().message), "refusals can be shown");
        // of a damaged gzip file it depends on how far it was read ahead which fault is met first
        check(is_packed || panel.error() == pieces.error(), "pieces are refused for the same");
        return 0;
    }
    check(same(*panel, *pieces) && panel->lines == pieces->lines, "pieces are read as the whole");
    check_columns(*panel);
    const auto again = read(written(*panel), false, SIZE_MAX);
    check(again.has_value() && same(*panel, *again), "a panel is kept");
    const auto flows = Flows::from_panel(*panel, {}, Absence::unknown);
    if (flows)
        for (std::size_t period = 0; period < flows->periods().size(); ++period) {
            const Sum sum = flows->sum(period, flows->everyone(), flows->everyone());
            check(sum.value >= 0, "a sum of flows is not negative");
            check(
                sum.known + sum.unknown == flows->parties().size() * (flows->parties().size() - 1),
                "every pair is known or unknown");
        }
    return 0;
}
