// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/text_reader.h"

#include <span>
#include <vector>

namespace comity {

struct CsvFormat {
    char delimiter = ',';
    std::optional<Encoding> encoding;  ///< if absent: by the byte order mark, else UTF-8
};

/// Reads rows as RFC 4180 describes them: fields may be quoted, quoted fields may hold delimiters,
/// line ends and doubled quotes. Lines end in LF or CRLF, the last one may lack its end, empty
/// lines are passed over. Whatever could be read in two ways is refused: `csv.text-after-quote`,
/// `csv.stray-quote`, `csv.unclosed-quote`, `csv.field-count`. Memory is bounded:
/// `csv.field-too-long`, `csv.row-too-long`, `csv.too-many-columns`.
class CsvReader {
public:
    static constexpr std::size_t field_bytes_max = std::size_t{1} << 20;
    static constexpr std::size_t row_bytes_max = std::size_t{1} << 24;
    static constexpr std::size_t columns_max = 16'384;

    /// `name` is how refusals call the file.
    CsvReader(ByteSource& source, const CsvFormat& format, std::string name);

    /// Goes to the next row; false after the last.
    Result<bool> next();
    /// Passes over a line, whatever it holds; false if there is none.
    Result<bool> skip_line();
    /// The fields of this row, valid until `next`.
    std::span<const std::string_view> fields() const { return {fields_.data(), count_}; }
    /// The line on which this row begins, from 1.
    std::uint64_t line() const { return line_; }
    /// `name:line:column` of a field of this row; columns count characters from 1.
    std::string place(std::size_t field) const;
    std::string place() const { return name_ + ":" + std::to_string(line_); }
    /// From now on every row has this many fields.
    void expect_fields(std::size_t count) { expected_ = count; }

private:
    enum class Scan : std::uint8_t { row, more, end, refused };

    Scan scan_row();
    Scan scan_rest(const char* at);
    const char* scan_quoted(const char* at, Scan& outcome);
    Scan finish_row(const char* at, bool has_quotes);
    Scan fail(std::string code, std::string message, const char* at);
    void set_field(const char* begin, std::size_t length);
    void unescape();
    Result<> refill();
    Result<> check_limits() const;
    std::unexpected<Refusal> refuse_count() const;
    std::string place_of(const char* at) const;

    TextReader text_;
    char delimiter_;
    std::string name_;
    std::vector<char> buffer_;
    const char* row_ = nullptr;    ///< where the row begins in the buffer
    const char* next_ = nullptr;   ///< where the next one does
    const char* end_ = nullptr;    ///< of the text in the buffer
    const char* field_ = nullptr;  ///< where the last field that was begun does so
    bool at_end_ = false;
    std::vector<std::string_view> fields_;
    std::vector<std::size_t> escaped_;  ///< fields with doubled quotes
    std::size_t count_ = 0;
    std::size_t expected_ = 0;
    std::uint64_t line_ = 0;
    std::uint64_t next_line_ = 1;
    Refusal refusal_;
};

}  // namespace comity
