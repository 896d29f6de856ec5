// SPDX-License-Identifier: Apache-2.0
#include "statistics/row_import.h"

#include "base/digits.h"

namespace comity {
namespace {

constexpr int power_max = 100;
constexpr int exponent_max = 40;  // with 18 digits: safely within what Decimal reads

/// The power of ten that a number is, if it is one.
std::optional<int> power_of_ten(const Decimal& number) {
    for (int power = -30; power <= 30; ++power)
        if (Decimal(1).scaled(power) == number) return power;
    return std::nullopt;
}

Refusal at(Refusal refusal, std::string place) {
    refusal.where = std::move(place);
    return refusal;
}

}  // namespace

RowImport::RowImport(const Mapping& mapping, const Binding& binding, const ImportOptions& options,
                     VintageWriter& writer)
    : mapping_(mapping),
      binding_(binding),
      writer_(writer),
      codes_(mapping, options.known_codes),
      series_(binding, codes_, writer),
      sdmx_(binding),
      multiplier_power_(mapping.multiplier ? power_of_ten(*mapping.multiplier) : 0) {}

Result<> RowImport::read(const CsvReader& row) {
    if (!binding_.passes(row)) {
        ++left_out_;
        return {};
    }
    switch (mapping_.shape) {
        case Shape::rows:
            return read_observation(row);
        case Shape::across:
            return read_across(row);
        case Shape::sdmx_csv:
            TRY(sdmx_.check(row));
            return read_observation(row);
        case Shape::flows:
            return read_flow(row);
    }
    return {};
}

Result<> RowImport::read_observation(const CsvReader& row) {
    const std::string_view cell = TRY(binding_.text(Notion::value, row));
    if (mapping_.is_missing(cell)) {
        ++missing_;
        return {};
    }
    const Period period = TRY(read_period(row));
    const auto series = TRY(series_.resolve(row, period.frequency));
    if (!series) {
        series_.count_left_out();
        return {};
    }
    const int power = binding_.has(Notion::power) ? TRY(read_power(row)) : 0;
    const auto value = read_value(cell, power);
    if (!value) return std::unexpected(at(value.error(), binding_.place(Notion::value, row)));
    return add(row, *series, period, *value);
}

Result<> RowImport::read_across(const CsvReader& row) {
    const int power = binding_.has(Notion::power) ? TRY(read_power(row)) : 0;
    for (const PeriodColumn& column : binding_.periods()) {
        const std::string_view cell = binding_.cell(column.index, row);
        if (mapping_.is_missing(cell)) {
            ++missing_;
            continue;
        }
        const auto series = TRY(series_.resolve(row, column.period.frequency));
        if (!series) {
            series_.count_left_out();
            return {};
        }
        const auto value = read_value(cell, power);
        if (!value) return std::unexpected(at(value.error(), row.place(column.index)));
        TRY(add(row, *series, column.period, *value));
    }
    return {};
}

Result<> RowImport::add(const CsvReader& row, Vintage::SeriesId series, const Period& period,
                        const Value& value) {
    std::string_view status;
    std::optional<std::string> translated;
    if (binding_.has(Notion::status)) {
        translated = TRY(codes_.read(Notion::status, binding_, row));
        if (translated) status = *translated;
    }
    if (value.number) return writer_.add(series, period, *value.number, status, row.line());
    return writer_.add(series, period, value.decimal, status, row.line());
}

Result<Period> RowImport::parse_period(std::string_view text) const {
    if (!mapping_.period) return Period::parse(text);
    return Period::parse(TRY(mapping_.period->canonical(text)));
}

/// Neighbouring rows mostly have the same period, or one that was read for the row before.
Result<Period> RowImport::read_period(const CsvReader& row) {
    const std::string_view text = TRY(binding_.text(Notion::period, row));
    if (last_period_ && last_period_text_ == text) return *last_period_;
    auto period = parse_period(text);
    if (!period) return std::unexpected(at(period.error(), binding_.place(Notion::period, row)));
    last_period_text_ = text;
    last_period_ = *period;
    return *period;
}

Result<RowImport::Value> RowImport::read_value(std::string_view cell, int power) const {
    if (mapping_.number.is_plain() && multiplier_power_) {
        if (auto number = Number::parse(cell)) {
            if (number->coefficient != 0) number->exponent += *multiplier_power_ + power;
            if (number->exponent >= -exponent_max && number->exponent <= exponent_max)
                return Value{.number = number, .decimal = {}};
        }
    }
    return read_long_value(cell, power);
}

Result<RowImport::Value> RowImport::read_long_value(std::string_view cell, int power) const {
    const auto plain = plain_number(cell, mapping_.number);
    if (!plain)
        return refuse("import.number", "\"" + std::string(cell) + "\" is not a number as declared");
    auto number = Decimal::parse(*plain);
    if (!number)
        return refuse("import.number", "\"" + std::string(cell) + "\": " + number.error().message);
    if (mapping_.multiplier) number = *number * *mapping_.multiplier;
    const Decimal product = number->scaled(power);
    if (!Decimal::parse(product.text()))
        return refuse("import.number",
                      "\"" + std::string(cell) + "\" is, multiplied, beyond 10^+-64");
    return Value{.number = {}, .decimal = product};
}

Result<int> RowImport::read_power(const CsvReader& row) const {
    const std::string_view text = TRY(binding_.text(Notion::power, row));
    if (text.empty()) return 0;
    const auto power = parse_number<int>(text);
    if (power && *power >= -power_max && *power <= power_max) return *power;
    return refuse("import.power",
                  "should be a power of ten from -100 to 100, is \"" + std::string(text) + "\"",
                  binding_.place(Notion::power, row));
}

Result<Date> RowImport::read_date(const CsvReader& row) const {
    const std::string_view text = TRY(binding_.text(Notion::date, row));
    auto notation = mapping_.date ? mapping_.date->canonical(text) : std::string(text);
    auto date = notation ? Date::parse(*notation) : Result<Date>(std::unexpected(notation.error()));
    if (!date) return std::unexpected(at(date.error(), binding_.place(Notion::date, row)));
    return *date;
}

template <class E>
Result<E> RowImport::read_word(Notion notion, const CsvReader& row) {
    const auto text = TRY(codes_.read(notion, binding_, row));
    auto value = Codec<E>::read(Json(text.value_or("")));
    if (!value) return refuse("import.word", value.error().message, binding_.place(notion, row));
    return *value;
}

/// Whether both ends of a flow are known.
Result<bool> RowImport::read_flow_codes(const CsvReader& row, Flow& flow) {
    for (const auto& [notion, code] :
         {std::pair{Notion::provider, &flow.provider}, std::pair{Notion::receiver, &flow.receiver},
          std::pair{Notion::unit, &flow.unit}}) {
        auto text = TRY(codes_.read(notion, binding_, row));
        if (!text) {
            ++unknown_flow_codes_[codes_.unknown()];
            return false;
        }
        if (text->empty())
            return refuse("import.empty-code",
                          "the " + std::string(word(notion)) + " should not be empty",
                          binding_.place(notion, row));
        *code = *std::move(text);
    }
    return true;
}

Result<> RowImport::read_flow(const CsvReader& row) {
    const std::string_view cell = TRY(binding_.text(Notion::quantity, row));
    if (mapping_.is_missing(cell)) {
        ++missing_;
        return {};
    }
    Flow flow;
    const bool known = TRY(read_flow_codes(row, flow));
    if (!known) return {};
    flow.kind = TRY(read_word<FlowKind>(Notion::kind, row));
    flow.stage = TRY(read_word<Stage>(Notion::stage, row));
    flow.date = TRY(read_date(row));
    const auto value = read_value(cell, 0);
    if (!value) return std::unexpected(at(value.error(), binding_.place(Notion::quantity, row)));
    flow.quantity = value->number ? value->number->decimal() : value->decimal;
    flow.id = TRY(binding_.text(Notion::id, row));
    flow.continues = TRY(binding_.text(Notion::continues, row));
    flow.line = row.line();
    writer_.add_flow(flow);
    return {};
}

void RowImport::report(ImportReport& report) const {
    report.missing = missing_;
    report.left_out = left_out_;
    report.unknown_codes = series_.unknown_codes();
    for (const auto& [code, count] : unknown_flow_codes_) report.unknown_codes[code] += count;
}

}  // namespace comity
