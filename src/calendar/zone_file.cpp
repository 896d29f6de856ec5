// SPDX-License-Identifier: Apache-2.0
//
// Reads zone files, RFC 8536: a header and a block in 32 bits, then (from version 2 on) a header
// and a block in 64 bits and the rule for the time after the table. Only the last block counts.
#include "base/check.h"
#include "calendar/zone.h"

#include <cstdlib>

namespace comity {

/// A cursor over the bytes of a zone file.
class ZoneFile {
public:
    explicit ZoneFile(std::string_view bytes) : bytes_(bytes) {}

    bool read(Zone& zone);

private:
    struct Header {
        char version = 0;
        std::size_t utc_marks = 0;
        std::size_t standard_marks = 0;
        std::size_t leap_seconds = 0;
        std::size_t transitions = 0;
        std::size_t kinds = 0;
        std::size_t name_bytes = 0;

        std::size_t block_size(std::size_t time_size) const {
            return transitions * (time_size + 1) + kinds * 6 + name_bytes +
                   leap_seconds * (time_size + 4) + standard_marks + utc_marks;
        }
    };

    bool has(std::size_t size) const { return bytes_.size() - position_ >= size; }
    std::int64_t number(std::size_t size);
    std::optional<Header> header();
    bool block(const Header& header, std::size_t time_size, Zone& zone);
    bool kinds(const Header& header, Zone& zone);
    bool footer(Zone& zone);

    std::string_view bytes_;
    std::size_t position_ = 0;
    std::vector<Offset> kinds_;
};

/// A number in two's complement, the highest byte first.
std::int64_t ZoneFile::number(std::size_t size) {
    check(has(size), "the caller has looked how much is left");
    std::uint64_t value = (bytes_[position_] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes_[position_++]);
    return static_cast<std::int64_t>(value);
}

std::optional<ZoneFile::Header> ZoneFile::header() {
    if (!has(44) || bytes_.substr(position_, 4) != "TZif") return {};
    Header header;
    header.version = bytes_[position_ + 4];
    position_ += 20;
    for (std::size_t* count : {&header.utc_marks, &header.standard_marks, &header.leap_seconds,
                               &header.transitions, &header.kinds, &header.name_bytes}) {
        const std::int64_t value = number(4);
        if (value < 0 || value > 65'535) return {};
        *count = static_cast<std::size_t>(value);
    }
    if (header.kinds == 0 || header.kinds > 256 || header.name_bytes == 0) return {};
    return header;
}

bool ZoneFile::kinds(const Header& header, Zone& zone) {
    const std::string_view names = bytes_.substr(position_ + header.kinds * 6, header.name_bytes);
    if (names.back() != '\0') return false;
    for (std::size_t i = 0; i < header.kinds; ++i) {
        const std::int64_t seconds = number(4);
        const bool summer = number(1) != 0;
        const auto name = static_cast<std::size_t>(number(1) & 0xFF);
        if (std::abs(seconds) >= 86'400 || name >= names.size()) return false;
        kinds_.push_back(
            {static_cast<std::int32_t>(seconds), summer, std::string(names.data() + name)});
    }
    position_ += header.name_bytes;
    zone.offsets_ = {kinds_.front()};
    return true;
}

bool ZoneFile::block(const Header& header, std::size_t time_size, Zone& zone) {
    if (!has(header.block_size(time_size)) || header.leap_seconds != 0) return false;
    std::vector<std::int64_t> times;
    for (std::size_t i = 0; i < header.transitions; ++i) {
        times.push_back(number(time_size));
        if (i > 0 && times[i] <= times[i - 1]) return false;
    }
    std::vector<std::size_t> kind_of;
    for (std::size_t i = 0; i < header.transitions; ++i)
        kind_of.push_back(static_cast<std::size_t>(number(1) & 0xFF));
    if (!kinds(header, zone)) return false;
    Offset before = kinds_.front();
    for (std::size_t i = 0; i < header.transitions; ++i) {
        if (kind_of[i] >= kinds_.size()) return false;
        zone.table_.push_back({Instant{times[i]}, before, kinds_[kind_of[i]]});
        before = kinds_[kind_of[i]];
    }
    position_ += header.standard_marks + header.utc_marks;
    return true;
}

bool ZoneFile::footer(Zone& zone) {
    if (!has(2) || bytes_[position_] != '\n' || bytes_.back() != '\n') return false;
    const std::string_view rule = bytes_.substr(position_ + 1, bytes_.size() - position_ - 2);
    if (rule.empty()) return true;
    zone.rule_ = YearlyRule::parse(rule);
    return zone.rule_.has_value();
}

bool ZoneFile::read(Zone& zone) {
    const auto first = header();
    if (!first) return false;
    if (first->version == '\0') return block(*first, 4, zone) && position_ == bytes_.size();
    if (!has(first->block_size(4))) return false;
    position_ += first->block_size(4);
    const auto second = header();
    return second && block(*second, 8, zone) && footer(zone);
}

Result<Zone> Zone::parse(std::string name, std::string_view bytes) {
    Zone zone;
    zone.name_ = std::move(name);
    if (!ZoneFile(bytes).read(zone))
        return refuse("zone-file.malformed", "should be a zone file (TZif) without leap seconds");
    return zone;
}

}  // namespace comity
