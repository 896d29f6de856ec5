// uses: statistics base
// SPDX-License-Identifier: Apache-2.0
//
// The first byte says the encoding, the delimiter and the size of the pieces, the rest is a file.
// It is read the same however it arrives; what was read, written out with every field quoted, is
// read as the same rows.
#include "base/check.h"
#include "base/utf8.h"
#include "statistics/csv_reader.h"

namespace {

using namespace comity;

using Rows = std::vector<std::vector<std::string>>;

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

Result<Rows> read(std::string_view bytes, const CsvFormat& format, std::size_t step) {
    Pieces source(bytes, step);
    CsvReader reader(source, format, "f");
    Rows rows;
    std::uint64_t line = 0;
    while (TRY(reader.next())) {
        check(reader.line() > line, "rows begin on later lines");
        line = reader.line();
        for (std::size_t i = 0; i < reader.fields().size(); ++i) {
            check(is_utf8(reader.fields()[i]), "fields are UTF-8");
            check(reader.place(i).starts_with("f:"), "every field has a place");
        }
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

std::string quoted(const Rows& rows, char delimiter) {
    std::string text;
    for (const auto& row : rows) {
        for (const std::string& field : row) {
            text += '"';
            for (const char c : field) text.append(c == '"' ? 2 : 1, c);
            text.append("\"").append(1, delimiter);
        }
        text.back() = '\n';
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    constexpr std::string_view delimiters = ",;\t|";
    CsvFormat format{.delimiter = delimiters[data[0] & 3], .encoding = {}};
    const std::size_t encoding = (data[0] >> 2) & 7;
    if (encoding < EnumText<Encoding>::values.size())
        format.encoding = EnumText<Encoding>::values.at(encoding).first;
    const auto rows = read(bytes, format, SIZE_MAX);
    check(read(bytes, format, 1 + (data[0] >> 5)) == rows, "pieces make no difference");
    if (!rows) return 0;
    format.encoding = Encoding::utf_8;
    check(read(quoted(*rows, format.delimiter), format, SIZE_MAX) == *rows, "rows are kept");
    return 0;
}
