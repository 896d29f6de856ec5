// uses: instruments/import
// SPDX-License-Identifier: Apache-2.0
//
// A status file, or an index if the first byte is odd. It is read the same however it arrives;
// what was read is a valid instrument, is kept by its codec, and has a history.
#include "base/check.h"
#include "instruments/bound.h"
#include "instruments/import/treaty_reader.h"

namespace {

using namespace comity;

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

Result<TreatyStatus> read(std::string_view bytes, std::size_t step) {
    Pieces source(bytes, step);
    return read_treaty(source, "f", "f");
}

void try_index(std::string_view bytes) {
    Pieces source(bytes, SIZE_MAX);
    const auto entries = read_treaty_index(source, "f");
    if (!entries) {
        check(entries.error().where.starts_with("f:"), "every refusal has a place");
        return;
    }
    for (const IndexEntry& entry : *entries) {
        Instrument instrument;
        describe_instrument(instrument, entry);
        check(instrument.valid().has_value(), "the index describes valid instruments");
    }
}

void try_status(std::string_view bytes, std::size_t step) {
    const auto status = read(bytes, SIZE_MAX);
    const auto again = read(bytes, step);
    check(status.has_value() == again.has_value(), "pieces make no difference");
    if (!status) {
        check(status.error() == again.error(), "pieces make no difference to refusals");
        check(status.error().where.starts_with("f:"), "every refusal has a place");
        return;
    }
    Instrument instrument = status->instrument;
    check(instrument == again->instrument, "pieces make no difference to actions");
    instrument.entry = EntryRule{.deposits = 2, .delay = Delay{.months = 3}};
    check(decode<Instrument>(encode(instrument)) == instrument, "the codec keeps it");
    const auto history = History::of(instrument);
    check(history.has_value(), "status files hold nothing that contradicts itself");
    const auto entry = history->enters_into_force();
    if (entry) check(history->bound_on(*entry).size() >= 2, "who was counted is bound");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if ((data[0] & 1) != 0)
        try_index(bytes);
    else
        try_status(bytes, 1 + (data[0] >> 5));
    return 0;
}
