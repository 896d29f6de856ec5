// SPDX-License-Identifier: Apache-2.0
#include "statistics/csv_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace comity {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 18;
constexpr std::size_t padding = 8;  // so that eight bytes may be looked at from any place

constexpr std::uint64_t repeated(char byte) {
    return 0x0101010101010101 * static_cast<unsigned char>(byte);
}

/// A bit at the lowest byte of `bytes` that is `wanted`; bits above it may be wrong.
constexpr std::uint64_t matches(std::uint64_t bytes, std::uint64_t wanted) {
    const std::uint64_t x = bytes ^ wanted;
    return (x - 0x0101010101010101) & ~x & 0x8080808080808080;
}

/// The first delimiter, quote or line feed from `at` on, or `end`.
inline const char* find_special(const char* at, const char* end, std::uint64_t delimiter) {
    static_assert(std::endian::native == std::endian::little);
    for (; at < end; at += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, at, 8);
        const std::uint64_t found = matches(bytes, delimiter) | matches(bytes, repeated('\n')) |
                                    matches(bytes, repeated('"'));
        if (found != 0) return std::min(at + std::countr_zero(found) / 8, end);
    }
    return end;
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, const CsvFormat& format, std::string name)
    : text_(source, format.encoding),
      delimiter_(format.delimiter),
      name_(std::move(name)),
      buffer_(buffer_bytes + padding),
      fields_(64) {
    row_ = next_ = end_ = field_ = buffer_.data();
}

Result<bool> CsvReader::next() {
    row_ = next_;
    line_ = next_line_;
    for (;;) {
        const Scan outcome = scan_row();
        if (outcome == Scan::row) {
            if (count_ == 1 && fields_[0].empty() && expected_ != 1) {  // an empty line
                row_ = next_;
                line_ = next_line_;
                continue;
            }
            if (expected_ != 0 && count_ != expected_) [[unlikely]]
                return refuse_count();
            return true;
        }
        if (outcome == Scan::end) return false;
        if (outcome == Scan::refused) return std::unexpected(refusal_);
        TRY(check_limits());
        TRY(refill());
    }
}

/// At the first field too many, or where one is missing.
std::unexpected<Refusal> CsvReader::refuse_count() const {
    const std::string_view last = fields_[count_ - 1];
    return refuse(
        "csv.field-count",
        "should have " + std::to_string(expected_) + " fields, has " + std::to_string(count_),
        count_ > expected_ ? place(expected_) : place_of(last.data() + last.size()));
}

Result<bool> CsvReader::skip_line() {
    row_ = field_ = next_;
    line_ = next_line_;
    count_ = 0;
    for (;;) {
        const auto length = static_cast<std::size_t>(end_ - row_);
        if (const void* found = std::memchr(row_, '\n', length)) {
            next_ = static_cast<const char*>(found) + 1;
            ++next_line_;
            return true;
        }
        if (at_end_) return false;
        TRY(check_limits());
        TRY(refill());
    }
}

/// Reads the row at `row_` from its beginning; `more` if the buffer does not hold all of it.
CsvReader::Scan CsvReader::scan_row() {
    count_ = 0;
    escaped_.clear();
    field_ = row_;
    if (row_ == end_) return at_end_ ? Scan::end : Scan::more;
    const std::uint64_t delimiter = repeated(delimiter_);
    const char* at = row_;
    for (;;) {
        field_ = at;
        if (at == end_ || *at == '"') return scan_rest(at);
        const char* stop = find_special(at, end_, delimiter);
        if (stop == end_) return Scan::more;
        if (count_ == fields_.size()) fields_.resize(2 * count_);
        if (*stop == delimiter_) {
            fields_[count_++] = {at, stop};
            at = stop + 1;
            continue;
        }
        if (*stop == '"') return fail("csv.stray-quote", "has a quote in an unquoted field", stop);
        set_field(at, static_cast<std::size_t>(stop - at));
        return finish_row(stop, false);
    }
}

/// As `scan_row`, from the first quoted field on.
CsvReader::Scan CsvReader::scan_rest(const char* at) {
    const std::uint64_t delimiter = repeated(delimiter_);
    for (;;) {
        field_ = at;
        if (at == end_) return Scan::more;
        const char* stop = nullptr;
        if (*at == '"') {
            Scan outcome = Scan::row;
            stop = scan_quoted(at, outcome);
            if (outcome != Scan::row) return outcome;
        } else {
            stop = find_special(at, end_, delimiter);
            if (stop == end_) return Scan::more;
            if (*stop == '"')
                return fail("csv.stray-quote", "has a quote in an unquoted field", stop);
            set_field(at, static_cast<std::size_t>(stop - at));
        }
        if (*stop == '\n') return finish_row(stop, true);
        at = stop + 1;
    }
}

/// Sets the quoted field at `at`; the delimiter or line feed after it.
const char* CsvReader::scan_quoted(const char* at, Scan& outcome) {
    bool escaped = false;
    const char* from = at + 1;
    for (;;) {
        const auto length = static_cast<std::size_t>(end_ - from);
        const auto* quote = static_cast<const char*>(std::memchr(from, '"', length));
        if (!quote || quote + 1 == end_) {
            outcome = at_end_ ? fail("csv.unclosed-quote", "opens a quote that never closes", at)
                              : Scan::more;
            return nullptr;
        }
        if (quote[1] != '"') {
            from = quote;
            break;
        }
        escaped = true;
        from = quote + 2;
    }
    if (escaped) escaped_.push_back(count_);
    set_field(at + 1, static_cast<std::size_t>(from - at - 1));
    const char* stop = from + 1;
    if (*stop == '\r' && stop + 1 == end_) {
        outcome = Scan::more;
        return nullptr;
    }
    if (*stop == '\r' && stop[1] == '\n') ++stop;
    if (*stop != delimiter_ && *stop != '\n')
        outcome = fail("csv.text-after-quote", "has text after the closing quote", stop);
    return stop;
}

CsvReader::Scan CsvReader::finish_row(const char* at, bool has_quotes) {
    std::string_view& last = fields_[count_ - 1];
    if (last.data() + last.size() == at && last.ends_with('\r')) last.remove_suffix(1);
    if (count_ > columns_max)
        return fail("csv.too-many-columns",
                    "has " + std::to_string(count_) + " fields; at most " +
                        std::to_string(columns_max) + " are read",
                    row_);
    if (static_cast<std::size_t>(at - row_) > row_bytes_max) [[unlikely]]
        return fail("csv.row-too-long", "has a row of more than 16 MiB", row_);
    for (const std::string_view field : fields())
        if (field.size() > field_bytes_max) [[unlikely]]
            return fail("csv.field-too-long", "has a field of more than 1 MiB", field.data());
    next_ = at + 1;
    next_line_ = line_ + 1;
    if (has_quotes) next_line_ = line_ + static_cast<std::uint64_t>(std::count(row_, next_, '\n'));
    if (!escaped_.empty()) unescape();
    return Scan::row;
}

void CsvReader::set_field(const char* begin, std::size_t length) {
    if (count_ == fields_.size()) fields_.resize(2 * count_);
    fields_[count_++] = {begin, length};
}

/// Halves the doubled quotes in place. What is left over becomes blank, so that `place` still
/// counts lines and columns rightly.
void CsvReader::unescape() {
    for (const std::size_t index : escaped_) {
        const std::string_view field = fields_[index];
        char* out = buffer_.data() + (field.data() - buffer_.data());
        char* const begin = out;
        for (std::size_t i = 0; i < field.size(); ++i) {
            *out++ = field[i];
            if (field[i] == '"') ++i;
        }
        const auto kept = static_cast<std::size_t>(out - begin);
        std::fill(out, begin + field.size(), ' ');
        fields_[index] = {begin, kept};
    }
}

CsvReader::Scan CsvReader::fail(std::string code, std::string message, const char* at) {
    refusal_ = {std::move(code), std::move(message), place_of(at)};
    return Scan::refused;
}

Result<> CsvReader::check_limits() const {
    if (static_cast<std::size_t>(end_ - field_) > field_bytes_max + 2)
        return refuse("csv.field-too-long", "has a field of more than 1 MiB", place_of(field_));
    if (count_ > columns_max)
        return refuse("csv.too-many-columns",
                      "has more than " + std::to_string(columns_max) + " fields", place_of(row_));
    if (static_cast<std::size_t>(end_ - row_) > row_bytes_max)
        return refuse("csv.row-too-long", "has a row of more than 16 MiB", place_of(row_));
    return {};
}

/// Moves the row to the front of the buffer and reads on behind it.
Result<> CsvReader::refill() {
    const auto kept = static_cast<std::size_t>(end_ - row_);
    std::memmove(buffer_.data(), row_, kept);
    if (2 * kept > buffer_.size()) buffer_.resize(2 * buffer_.size());
    row_ = next_ = field_ = buffer_.data();
    end_ = row_ + kept;
    auto count = text_.read(buffer_.data() + kept, buffer_.size() - kept - padding);
    if (!count) {
        Refusal refusal = std::move(count).error();
        refusal.where = place_of(end_);
        return std::unexpected(std::move(refusal));
    }
    end_ += *count;
    if (*count == 0) {
        at_end_ = true;
        if (kept > 0 && end_[-1] != '\n') buffer_[kept] = '\n', ++end_;
    }
    return {};
}

std::string CsvReader::place(std::size_t field) const { return place_of(fields_[field].data()); }

std::string CsvReader::place_of(const char* at) const {
    const std::string_view before(row_, at);
    const std::size_t line_feed = before.rfind('\n');
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
    const std::string_view same_line =
        line_feed == std::string_view::npos ? before : before.substr(line_feed + 1);
    const auto characters = std::ranges::count_if(
        same_line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return name_ + ":" + std::to_string(line_ + lines) + ":" + std::to_string(characters + 1);
}

}  // namespace comity
